"""What is proposed for a server, and what would happen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import Language
from bot.setup import rules
from bot.setup.model import Channel, Choice, Need, NeedKind, Role, Server, Step, StepKind, Way
from bot.setup.needs import MODERATORS, NEEDS, QUESTIONS, QUEUE, REQUIREMENTS, STAFF, required_permissions


def server(*things: Channel | Role, has_community: bool = True) -> Server:
    return Server(
        channels=tuple(thing for thing in things if isinstance(thing, Channel)),
        roles=tuple(thing for thing in things if isinstance(thing, Role)),
        has_community=has_community,
    )


def forum(id_: int, name: str, *tags: str) -> Channel:
    return Channel(id=id_, name=name, kind=NeedKind.FORUM, tag_names=tags)


def text(id_: int, name: str, *, everyone_sees: bool = False, seen_by: frozenset[int] = frozenset()) -> Channel:
    return Channel(id=id_, name=name, kind=NeedKind.TEXT, everyone_sees=everyone_sees, seen_by=seen_by)


def role(id_: int, name: str, *, assignable: bool = True) -> Role:
    return Role(id=id_, name=name, assignable=assignable)


def kinds(need: Need, choice: Choice, on: Server, *, moderators: tuple[int, ...] = ()) -> list[StepKind]:
    return [step.kind for step in steps(need, choice, on, moderators=moderators)]


def steps(need: Need, choice: Choice, on: Server, *, moderators: tuple[int, ...] = ()) -> list[Step]:
    return rules.steps(need, choice, on, language=Language.EN, moderator_role_ids=moderators)


def use(id_: int) -> Choice:
    return Choice(way=Way.USE, id=id_)


MAKE = Choice(way=Way.MAKE)


# What is proposed -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("need", NEEDS)
def test_on_a_bare_server_everything_is_made(need: Need) -> None:
    assert rules.propose(need, server(), []) == MAKE


def test_what_is_set_and_there_is_kept_even_where_another_is_named_for_it() -> None:
    on = server(forum(1, "questions"), forum(2, "coffee-talk"))

    assert rules.propose(QUESTIONS, on, [2]) == Choice(way=Way.KEEP, id=2)


def test_what_is_set_but_deleted_is_proposed_anew() -> None:
    assert rules.propose(QUESTIONS, server(forum(1, "questions")), [99]) == use(1)
    assert rules.propose(QUESTIONS, server(), [99]) == MAKE


@pytest.mark.parametrize("name", ["questions", "❓┃questions", "Q&A", "q-and-a", "質問", "【質問】", "ヘルプ", "ＱＡ"])
def test_a_forum_named_for_questions_is_proposed(name: str) -> None:
    assert rules.propose(QUESTIONS, server(forum(5, "ideas"), forum(6, name)), []) == use(6)


@pytest.mark.parametrize("name", ["Moderators", "MODS", "🛡 Moderator", "モデレーター"])
def test_a_role_named_for_moderators_is_proposed(name: str) -> None:
    assert rules.propose(MODERATORS, server(role(1, "Members"), role(2, name)), []) == use(2)


def test_a_bots_own_role_is_never_proposed_and_never_suits() -> None:
    on = server(role(1, "Staff", assignable=False))

    assert rules.propose(STAFF, on, []) == MAKE
    assert not rules.suits(STAFF, on, 1)


def test_a_text_channel_is_not_proposed_for_questions_but_suits() -> None:
    on = server(text(1, "questions"))

    assert rules.propose(QUESTIONS, on, []) == MAKE
    assert rules.suits(QUESTIONS, on, 1)


def test_a_forum_does_not_suit_the_queue() -> None:
    assert not rules.suits(QUEUE, server(forum(1, "queue")), 1)


def test_ids_of_another_server_never_suit() -> None:
    assert not any(rules.suits(need, server(forum(1, "a"), role(2, "b")), 99) for need in NEEDS)


@pytest.mark.parametrize("need", NEEDS)
@pytest.mark.parametrize("language", list(Language))
def test_what_setup_makes_is_found_by_the_next_run(need: Need, language: Language) -> None:
    name = rules.made_name(need, language)
    made: Role | Channel = role(1, name)
    if need.kind is not NeedKind.ROLE:
        made = Channel(id=1, name=name, kind=need.kind)

    assert rules.propose(need, server(made), []) == use(1)


# What would happen ------------------------------------------------------------------------------------------------


def test_a_forum_that_is_made_gets_its_tags() -> None:
    (step,) = steps(QUESTIONS, MAKE, server())

    assert (step.kind, step.name, step.permission) == (StepKind.MAKE_FORUM, "questions", "manage_channels")
    assert [tag.symbol for tag in step.tags] == ["❓", "✅", "🔒"]


def test_without_community_features_it_is_said_that_there_may_be_no_forum() -> None:
    assert kinds(QUESTIONS, MAKE, server(has_community=False)) == [StepKind.MAKE_FORUM, StepKind.MAYBE_NO_FORUM]


def test_only_the_tags_that_are_lacking_are_added_whatever_language_the_others_are_in() -> None:
    on = server(forum(1, "questions", "beans", "解決済み", " OPEN "))

    _, step = steps(QUESTIONS, use(1), on)

    assert step.kind is StepKind.ADD_TAGS
    assert [tag.name for tag in step.tags] == ["questions-tag-closed"]


@pytest.mark.parametrize(("others", "added", "left"), [(17, 3, 0), (18, 2, 1), (19, 1, 2), (20, 0, 3)])
def test_a_forum_takes_twenty_tags_and_gets_as_many_as_fit(others: int, added: int, left: int) -> None:
    on = server(forum(1, "questions", *(f"topic {number}" for number in range(others))))

    _, *following = steps(QUESTIONS, use(1), on)

    tags = {step.kind: len(step.tags) for step in following}
    assert tags.get(StepKind.ADD_TAGS, 0) == added
    assert tags.get(StepKind.NO_ROOM_FOR_TAGS, 0) == left


def test_a_complete_forum_needs_nothing() -> None:
    on = server(forum(1, "questions", "Open", "Solved", "Closed"))

    assert kinds(QUESTIONS, Choice(way=Way.KEEP, id=1), on) == [StepKind.ALREADY]


def test_a_text_channel_for_questions_is_used_without_tags() -> None:
    assert kinds(QUESTIONS, use(1), server(text(1, "help"))) == [StepKind.USE, StepKind.PLAIN_CHANNEL]


def test_moderators_are_let_into_the_queue_where_they_can_not_see_it() -> None:
    on = server(role(7, "Mods"), text(1, "queue", seen_by=frozenset({8})))

    assert kinds(QUEUE, use(1), on, moderators=(7,)) == [StepKind.USE, StepKind.LET_MODERATORS_SEE]
    assert kinds(QUEUE, use(1), on, moderators=()) == [StepKind.USE]
    assert kinds(QUEUE, use(1), on, moderators=(99,)) == [StepKind.USE]


def test_a_queue_that_everybody_sees_is_pointed_out() -> None:
    on = server(text(1, "queue", everyone_sees=True))

    assert kinds(QUEUE, use(1), on, moderators=(7,)) == [StepKind.USE, StepKind.SEEN_BY_EVERYONE]


def test_what_was_deleted_since_is_made() -> None:
    assert kinds(STAFF, use(99), server()) == [StepKind.MAKE_ROLE]


def test_leaving_out_does_nothing() -> None:
    assert kinds(STAFF, Choice(way=Way.SKIP), server()) == [StepKind.SKIP]


# Words and data ---------------------------------------------------------------------------------------------------


@given(st.sampled_from(list(Way)), st.integers(min_value=0, max_value=2**63 - 1))
def test_a_choice_is_read_as_it_was_written(way: Way, id_: int) -> None:
    choice = Choice(way=way, id=id_)

    assert rules.read(rules.written(choice)) == choice


@given(st.text(max_size=40))
def test_reading_a_choice_never_fails(word: str) -> None:
    rules.read(word)


@given(st.text(max_size=100))
def test_folding_a_name_twice_changes_nothing_more(name: str) -> None:
    assert rules.folded(rules.folded(name)) == rules.folded(name)


def test_needs_have_names_of_their_own_and_moderators_come_before_the_queue() -> None:
    assert len({need.name for need in NEEDS}) == len(NEEDS)
    assert NEEDS.index(MODERATORS) < NEEDS.index(QUEUE)


def test_the_bot_never_asks_to_be_administrator() -> None:
    assert "administrator" not in required_permissions()
    assert {"manage_channels", "manage_threads", "send_messages_in_threads"} <= required_permissions()
    assert all(requirement.permissions for requirement in REQUIREMENTS)
