"""What is proposed for a server, and what would happen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import Language
from bot.setup import rules
from bot.setup.model import Channel, Choice, Need, NeedKind, Part, Role, Server, Step, StepKind, Way
from bot.setup.needs import (
    GIVEN_ROLES,
    GREETERS,
    GREETING,
    INTRODUCTIONS,
    MEMBER,
    MENTIONED_ROLES,
    MODERATORS,
    NEEDS,
    PARTS,
    QUESTIONS,
    QUEUE,
    REQUIREMENTS,
    RULES,
    STAFF,
    WELCOME,
    part_at,
    part_of,
    required_for,
    required_permissions,
)
from bot.ui.actions import CUSTOM_ID_LIMIT


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


def role(id_: int, name: str, *, assignable: bool = True, above_bot: bool = False, powerful: bool = False) -> Role:
    return Role(id=id_, name=name, assignable=assignable, above_bot=above_bot, powerful=powerful)


def kinds(
    need: Need, choice: Choice, on: Server, *, moderators: tuple[int, ...] = (), greeters: tuple[int, ...] = ()
) -> list[StepKind]:
    return [step.kind for step in steps(need, choice, on, moderators=moderators, greeters=greeters)]


def steps(
    need: Need, choice: Choice, on: Server, *, moderators: tuple[int, ...] = (), greeters: tuple[int, ...] = ()
) -> list[Step]:
    return rules.steps(
        need, choice, on, language=Language.EN, role_ids={"moderators": moderators, "greeters": greeters}
    )


def use(id_: int) -> Choice:
    return Choice(way=Way.USE, id=id_)


MAKE, SKIP = Choice(way=Way.MAKE), Choice(way=Way.SKIP)


# What is proposed -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("need", NEEDS)
def test_on_a_bare_server_everything_is_made_that_is_not_optional(need: Need) -> None:
    assert rules.propose(need, server(), []) == (SKIP if need.optional else MAKE)


def test_what_is_optional_is_proposed_where_something_is_named_for_it() -> None:
    assert rules.propose(MEMBER, server(role(1, "Member")), []) == use(1)
    assert rules.propose(GREETERS, server(role(1, "歓迎係")), []) == use(1)
    assert rules.propose(GREETING, server(text(1, "greeters")), []) == use(1)


def test_a_role_with_powers_is_never_proposed_to_be_given_to_everybody() -> None:
    on = server(role(1, "Member", powerful=True), role(2, "Members"))

    assert rules.propose(MEMBER, on, []) == use(2)
    assert rules.propose(MODERATORS, server(role(1, "Mods", powerful=True)), []) == use(1)


def test_what_discord_calls_the_rules_channel_is_proposed_whatever_its_name() -> None:
    house = Channel(id=1, name="read-me-first", kind=NeedKind.TEXT, is_rules_channel=True)

    assert rules.propose(RULES, server(text(2, "rules"), house), []) == use(1)
    assert rules.propose(WELCOME, server(house), []) == MAKE


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

    assert kinds(QUEUE, use(1), on, moderators=(7,)) == [StepKind.USE, StepKind.LET_SEE]
    assert kinds(QUEUE, use(1), on, moderators=()) == [StepKind.USE]
    assert kinds(QUEUE, use(1), on, moderators=(99,)) == [StepKind.USE]


def test_a_queue_that_everybody_sees_is_pointed_out() -> None:
    on = server(text(1, "queue", everyone_sees=True))

    assert kinds(QUEUE, use(1), on, moderators=(7,)) == [StepKind.USE, StepKind.SEEN_BY_EVERYONE]


def test_a_greeters_channel_everybody_sees_is_fine_and_a_hidden_one_is_opened_to_them() -> None:
    everybodys = server(text(1, "greeters", everyone_sees=True))
    hidden = server(role(7, "Greeters"), role(8, "Mods"), text(1, "greeters", seen_by=frozenset({8})))

    assert kinds(GREETING, use(1), everybodys, greeters=(7,)) == [StepKind.USE]
    assert kinds(GREETING, use(1), hidden, moderators=(8,), greeters=(7,)) == [StepKind.USE, StepKind.LET_SEE]
    assert kinds(GREETING, use(1), hidden, moderators=(8,)) == [StepKind.USE]


@pytest.mark.parametrize(
    ("need", "kind"),
    [
        (RULES, StepKind.MAKE_READ_ONLY),
        (WELCOME, StepKind.MAKE_READ_ONLY),
        (INTRODUCTIONS, StepKind.MAKE_READ_ONLY),
        (GREETING, StepKind.MAKE_PRIVATE),
        (QUEUE, StepKind.MAKE_PRIVATE),
    ],
)
def test_a_channel_that_is_made_is_for_those_it_is_for(need: Need, kind: StepKind) -> None:
    assert kinds(need, MAKE, server()) == [kind]


def test_a_role_the_bot_can_not_or_should_not_give_is_pointed_out() -> None:
    on = server(role(1, "Members", above_bot=True), role(2, "Boss", powerful=True))

    assert kinds(MEMBER, use(1), on) == [StepKind.USE, StepKind.ABOVE_BOT]
    assert kinds(MEMBER, Choice(way=Way.KEEP, id=2), on) == [StepKind.ALREADY, StepKind.POWERFUL]
    assert kinds(STAFF, use(2), on) == [StepKind.USE]


def test_what_is_lacking_for_any_feature_of_a_channel_is_named() -> None:
    on = server(Channel(id=1, name="welcome", kind=NeedKind.TEXT, denied=frozenset({"embed_links", "manage_channels"})))

    *_, last = steps(WELCOME, use(1), on)

    assert (last.kind, last.lacking) == (StepKind.NOT_ALLOWED, ("embed_links", "manage_channels"))


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


CHOICES = st.one_of(
    st.builds(Choice, way=st.just(Way.USE), id=st.integers(min_value=1, max_value=2**63 - 1)),
    st.sampled_from([Choice(way=Way.ANEW), SKIP]),
)


@given(st.sampled_from(PARTS), st.data())
def test_what_was_chosen_in_a_part_fits_a_button_and_comes_back(part: Part, data: st.DataObject) -> None:
    names = st.sampled_from([need.name for need in part.needs])
    chosen = data.draw(st.dictionaries(names, CHOICES))

    word = rules.packed(chosen, part.needs)

    assert rules.unpacked(word, part.needs) == chosen
    assert len(f"setup:part:{PARTS.index(part)}:{word}") <= CUSTOM_ID_LIMIT
    assert ":" not in word


@pytest.mark.parametrize("part", PARTS)
def test_even_when_everything_in_a_part_was_chosen_the_button_is_not_too_long(part: Part) -> None:
    chosen = {need.name: use(2**63 - 1) for need in part.needs}

    assert len(f"setup:part:{PARTS.index(part)}:{rules.packed(chosen, part.needs)}") <= CUSTOM_ID_LIMIT


def test_what_is_proposed_anyway_is_not_kept_in_a_button() -> None:
    assert rules.packed({"staff": MAKE, "queue": Choice(way=Way.KEEP, id=4)}, PARTS[0].needs) == ""


@given(st.text(max_size=90))
def test_reading_what_was_chosen_never_fails(word: str) -> None:
    assert all(0 <= choice.id < 2**63 for choice in rules.unpacked(word, PARTS[1].needs).values())


@given(st.text(max_size=100))
def test_folding_a_name_twice_changes_nothing_more(name: str) -> None:
    assert rules.folded(rules.folded(name)) == rules.folded(name)


def test_needs_have_names_of_their_own_and_moderators_come_before_the_queue() -> None:
    assert len({need.name for need in NEEDS}) == len(NEEDS)
    assert NEEDS.index(MODERATORS) < NEEDS.index(QUEUE)


def test_every_need_stands_in_one_part_and_roles_before_what_is_shown_to_them() -> None:
    assert [need.name for part in PARTS for need in part.needs] == [need.name for need in NEEDS]
    assert all(part_of(need) in PARTS for need in NEEDS)
    places = {need.name: place for place, need in enumerate(NEEDS)}
    assert all(places[name] < places[need.name] for need in NEEDS for name in need.shown_to)
    assert part_at(1) is PARTS[1] and part_at(99) is PARTS[0]


def test_roles_the_bot_gives_or_mentions_are_known_as_such() -> None:
    assert {(need.section, need.key) for need in NEEDS if need.given} < set(GIVEN_ROLES)
    assert ("profiles", "interest_role_ids") in GIVEN_ROLES
    assert ((GREETERS.section, GREETERS.key), (GREETING.section, GREETING.key)) in MENTIONED_ROLES
    assert {"create_instant_invite", "embed_links"} <= set(required_for(WELCOME))


def test_the_bot_never_asks_to_be_administrator() -> None:
    assert "administrator" not in required_permissions()
    assert {"manage_channels", "manage_threads", "send_messages_in_threads"} <= required_permissions()
    assert all(requirement.permissions for requirement in REQUIREMENTS)
