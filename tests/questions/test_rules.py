"""What holds for questions, whoever asks and whatever happens around it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.actor import Actor
from bot.errors import UserError
from bot.questions import errors, rules
from bot.questions.model import (
    BODY_MAX,
    FAQ_NAME_MAX,
    NOTE_MAX,
    TITLE_MAX,
    Answer,
    Claim,
    CloseReason,
    FirstAnswer,
    Question,
    QuestionSettings,
    Role,
    Side,
    Solution,
    Source,
    State,
    Tag,
    Written,
)
from bot.questions.rules import CLOSE, EXPERTS, QUEUE, QUIET, STAFF, UNCLAIM, Standing
from bot.settings.model import ServerSettings
from bot.text import letters

ASKED = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
DEFAULTS = QuestionSettings()
MOMENTS = st.integers(0, 500_000).map(lambda minutes: ASKED + timedelta(minutes=minutes))

OPEN = Question(
    id=1,
    guild_id=1,
    channel_id=50,
    thread_id=100,
    starter_message_id=100,
    card_message_id=101,
    asker_id=10,
    anonymous=False,
    fingerprint=None,
    title="Where is my order?",
    body="",
    tags=(Tag(id=70, name="Orders"),),
    source=Source.ASK,
    state=State.OPEN,
    asked_at=ASKED,
    close_reason=None,
    close_note=None,
    closed_at=None,
    closed_by_id=None,
    duplicate_of_id=None,
    solution=None,
    first_answer=None,
    first_member_answer_at=None,
    last_activity_at=ASKED,
    claim=None,
    reopened=0,
    asker_left_at=None,
    deleted_at=None,
    reminders=True,
    experts_told_at=None,
    staff_told_at=None,
    queued_at=None,
    queue_entry=None,
    quiet_asked_at=None,
)
SOLUTION = Solution(
    message_id=200,
    answerer_id=11,
    side=Side.MEMBER,
    text="So.",
    accepted_at=ASKED,
    accepted_as=Role.ASKER,
    accepted_by_id=10,
)
SOLVED = replace(OPEN, state=State.SOLVED, solution=SOLUTION)
CLOSED = replace(OPEN, state=State.CLOSED, close_reason=CloseReason.QUIET)
GONE = replace(OPEN, deleted_at=ASKED)
ANSWERED = replace(
    OPEN,
    first_answer=FirstAnswer(at=ASKED + timedelta(hours=1), message_id=200, author_id=11, side=Side.MEMBER),
    last_activity_at=ASKED + timedelta(hours=2),
)
ANSWER = Written(message_id=201, channel_id=100, author_id=12, text="Like this.", written_at=ASKED)
KNOWN = Answer(
    id=5, guild_id=1, question_id=1, message_id=201, author_id=12, side=Side.MEMBER, posted_at=ASKED, deleted_at=None
)
BY_ASKER = Actor(id=10, guild_id=1)


# Titles and other texts


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("返品", "返品"),
        ("  How   do I\nreturn it? ", "How do I return it?"),
        ("x" * TITLE_MAX, "x" * TITLE_MAX),
        ("\u202eOrder 5\u202c", "Order 5"),
        ("ca\u0301fe\u0301", "cáfé"),
        ("🎉 Hello", "🎉 Hello"),
        ("@everyone look", "@everyone look"),
    ],
)
def test_a_title_is_kept_as_it_reads(typed: str, title: str) -> None:
    assert rules.checked_title(typed) == title


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ("", errors.TitleTooShort),
        ("   ", errors.TitleTooShort),
        ("a", errors.TitleTooShort),
        ("？", errors.TitleWithoutWords),
        ("a!!!", errors.TitleTooShort),
        ("\u200f\u202e", errors.TitleTooShort),
        ("🎉🎉🎉", errors.TitleWithoutWords),
        ("!!! ???", errors.TitleWithoutWords),
        ("x" * (TITLE_MAX + 1), errors.TitleTooLong),
        ("x" * 1_000_000, errors.TitleTooLong),
    ],
)
def test_a_title_that_says_nothing_or_too_much_is_refused(typed: str, refused: type[UserError]) -> None:
    with pytest.raises(refused):
        rules.checked_title(typed)


def test_a_piled_up_title_is_made_readable() -> None:
    zalgo = "Help" + "\u0301" * 60
    assert len(rules.checked_title(zalgo)) < 10


@given(st.text(max_size=300))
def test_every_title_that_passes_fits_discord_and_says_something(typed: str) -> None:
    try:
        title = rules.checked_title(typed)
    except UserError:
        return
    assert len(title) <= TITLE_MAX
    assert letters(title) >= 2
    assert "\n" not in title
    assert rules.checked_title(title) == title


def test_details_up_to_the_limit_are_kept_and_longer_ones_refused() -> None:
    assert rules.checked_body("x" * BODY_MAX) == "x" * BODY_MAX
    for length in (BODY_MAX + 1, 1_000_000):
        with pytest.raises(errors.BodyTooLong):
            rules.checked_body("x" * length)


def test_a_reason_has_to_be_in_words_and_is_cut() -> None:
    assert rules.checked_note(" Off topic. ") == "Off topic."
    assert len(rules.checked_note("word " * 500)) <= NOTE_MAX
    for empty in ("", " ", "...", "🙃"):
        with pytest.raises(errors.ReasonNeeded):
            rules.checked_note(empty)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Hello!\nHow do I clean it?", "Hello!"),
        ("👋\n\nHow do I clean it?", "How do I clean it?"),
        ("こんにちは。返品できますか？", "こんにちは。返品できますか？"),
        ("👍", ""),
        ("", ""),
    ],
)
def test_a_message_lends_its_first_words_as_a_title(text: str, title: str) -> None:
    assert rules.title_of(text) == title


@given(st.text(max_size=400))
def test_a_lent_title_is_empty_or_passes(text: str) -> None:
    title = rules.title_of(text)
    assert title == "" or rules.checked_title(title) == title


@given(st.text(max_size=300))
def test_a_post_made_by_hand_always_has_a_title_that_fits(text: str) -> None:
    assert 1 <= len(rules.posted_title(text)) <= TITLE_MAX


@pytest.mark.parametrize(
    ("one", "other"), [("ＦＡＱ", "faq"), ("ﾍﾝﾋﾟﾝ", "ヘンピン"), ("  Return  policy", "return policy")]
)
def test_names_that_look_alike_are_one_name(one: str, other: str) -> None:
    assert rules.faq_key(one) == rules.faq_key(other)


def test_a_faq_name_needs_words_and_has_a_limit() -> None:
    assert rules.checked_faq_name(" Returns  and refunds ") == "Returns and refunds"
    for name in ("", "!!!", "x" * (FAQ_NAME_MAX + 1)):
        with pytest.raises(errors.FaqNameInvalid):
            rules.checked_faq_name(name)


@given(st.text(max_size=400))
def test_a_faq_key_fits_its_column(name: str) -> None:
    assert len(rules.faq_key(name)) <= 4 * FAQ_NAME_MAX


def test_an_emoji_is_the_same_with_and_without_its_colour_sign() -> None:
    assert rules.same_emoji("❤️", "❤")
    assert not rules.same_emoji("👍", "👎")


@pytest.mark.parametrize(
    "emoji",
    [
        "👍",
        "👍🏽",
        "❤️",
        "‼️",
        "👨‍👩‍👧‍👦",
        "🇯🇵",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "1️⃣",
        "<:yes:123456789012345678>",
        "<a:yes:123456789012345678>",
    ],
)
def test_an_emoji_can_be_chosen_for_upvotes(emoji: str) -> None:
    assert QuestionSettings(upvote_emoji=emoji).upvote_emoji == emoji


@pytest.mark.parametrize(
    "text", ["", "yes", "👍 yes", ":thumbsup:", "はい", "👍" * 20, "<:y:1>", "。", "\u202e", "👍\u202e"]
)
def test_a_word_can_not_be_chosen_for_upvotes(text: str) -> None:
    with pytest.raises(ValidationError):
        QuestionSettings(upvote_emoji=text)


# Who may do what

ROLES = {
    "asker": Standing(asker=True),
    "staff": Standing(staff=True),
    "trusted": Standing(trusted=True),
    "helper": Standing(helper=True),
    "stranger": Standing(),
}


@pytest.mark.parametrize(
    ("rule", "allowed"),
    [
        (lambda who: rules.may_accept(OPEN, who), {"asker", "staff", "trusted"}),
        (
            lambda who: rules.may_accept(replace(OPEN, asker_left_at=ASKED), who),
            {"asker", "staff", "trusted", "helper"},
        ),
        (rules.may_close, {"asker", "staff"}),
        (rules.may_mark_duplicate, {"asker", "staff", "trusted"}),
        (lambda who: rules.may_reopen(CLOSED, who), {"asker", "staff", "trusted", "helper"}),
        (lambda who: rules.may_reopen(SOLVED, who), {"asker", "staff", "trusted"}),
    ],
)
def test_who_may(rule: object, allowed: set[str]) -> None:
    assert callable(rule)
    assert {name for name, standing in ROLES.items() if rule(standing)} == allowed


def test_the_asker_acts_as_the_asker_even_when_they_are_staff() -> None:
    assert rules.acting_as(Standing(asker=True, staff=True, trusted=True, helper=True)) is Role.ASKER
    assert rules.acting_as(Standing(staff=True, trusted=True, helper=True)) is Role.STAFF
    assert rules.acting_as(Standing(trusted=True, helper=True)) is Role.TRUSTED
    assert rules.acting_as(Standing(helper=True)) is Role.HELPER
    assert rules.acting_as(Standing()) is None


def test_only_the_companys_own_people_answer_as_staff() -> None:
    server = ServerSettings(staff_role_ids=frozenset({900}), moderator_role_ids=frozenset({901}))
    assert rules.side_of(frozenset({900}), server) is Side.STAFF
    assert rules.side_of(frozenset({901}), server) is Side.MEMBER
    assert rules.side_of(frozenset(), server) is Side.MEMBER


def test_moderators_named_by_role_or_by_discord_moderate_and_staff_do_not() -> None:
    server = ServerSettings(staff_role_ids=frozenset({900}), moderator_role_ids=frozenset({901}))
    assert rules.is_moderator(Actor(id=1, guild_id=1, moderates=True), server)
    assert rules.is_moderator(Actor(id=1, guild_id=1, role_ids=frozenset({901})), server)
    assert not rules.is_moderator(Actor(id=1, guild_id=1, role_ids=frozenset({900})), server)
    assert rules.has_authority(Actor(id=1, guild_id=1, role_ids=frozenset({900})), server)


# Accepting


def accept(question: Question, answer: Written, known: Answer | None = KNOWN, *, move: bool = False) -> None:
    standing = Standing(asker=True)
    rules.check_accept(question, by=BY_ASKER, standing=standing, answer=answer, known=known, move=move)


@pytest.mark.parametrize("question", [OPEN, CLOSED, ANSWERED])
def test_an_answer_can_be_accepted(question: Question) -> None:
    accept(question, ANSWER)
    accept(question, ANSWER, None)


@pytest.mark.parametrize(
    ("question", "answer", "known", "refused"),
    [
        (GONE, ANSWER, KNOWN, errors.QuestionGone),
        (SOLVED, ANSWER, KNOWN, errors.AlreadySolved),
        (OPEN, replace(ANSWER, author_id=10), None, errors.OwnAnswer),
        (OPEN, replace(ANSWER, author_is_bot=True), None, errors.BotAnswer),
        (OPEN, replace(ANSWER, channel_id=999), KNOWN, errors.NotAnAnswer),
        (OPEN, replace(ANSWER, message_id=100), None, errors.NotAnAnswer),
        (OPEN, ANSWER, replace(KNOWN, question_id=2), errors.NotAnAnswer),
        (OPEN, ANSWER, replace(KNOWN, deleted_at=ASKED), errors.AnswerGone),
    ],
)
def test_what_is_no_answer_is_not_accepted(
    question: Question, answer: Written, known: Answer | None, refused: type[UserError]
) -> None:
    with pytest.raises(refused):
        accept(question, answer, known)


def test_a_solution_can_be_moved_to_another_answer_but_not_to_itself() -> None:
    accept(SOLVED, ANSWER, move=True)
    with pytest.raises(errors.AlreadySolved):
        accept(SOLVED, replace(ANSWER, message_id=200), None, move=True)


def test_in_anothers_question_nobody_accepts() -> None:
    with pytest.raises(errors.NotYours):
        rules.check_accept(
            OPEN, by=Actor(id=13, guild_id=1), standing=Standing(helper=True), answer=ANSWER, known=KNOWN, move=False
        )


# Limits


def test_the_limit_counts_the_last_24_hours() -> None:
    now = ASKED + timedelta(days=3)
    asked = [now - timedelta(hours=hours) for hours in (1, 5, 23, 25)]
    assert rules.may_ask_again_at(asked, limit=4, now=now) is None
    assert rules.may_ask_again_at(asked, limit=3, now=now) == now + timedelta(hours=1)
    assert rules.may_ask_again_at(asked, limit=1, now=now) == now + timedelta(hours=23)
    assert rules.may_ask_again_at([], limit=1, now=now) is None


# What happens by itself


def test_a_question_that_waits_calls_experts_then_staff_then_the_queue() -> None:
    assert rules.due_times(OPEN, DEFAULTS) == {
        EXPERTS: ASKED + timedelta(minutes=30),
        STAFF: ASKED + timedelta(hours=4),
        QUEUE: ASKED + timedelta(hours=24),
    }


def test_without_topics_no_expert_is_called() -> None:
    assert EXPERTS not in rules.due_times(replace(OPEN, tags=()), DEFAULTS)
    assert EXPERTS not in rules.due_times(OPEN, QuestionSettings(experts_per_question=0))


def test_nobody_is_told_twice() -> None:
    told = replace(OPEN, experts_told_at=ASKED, staff_told_at=ASKED, queued_at=ASKED)
    assert rules.due_times(told, DEFAULTS) == {}


def test_an_answered_question_waits_to_become_quiet() -> None:
    assert rules.due_times(ANSWERED, DEFAULTS) == {QUIET: ANSWERED.last_activity_at + timedelta(hours=24)}


def test_after_asking_whether_it_is_solved_it_is_closed_unless_somebody_writes() -> None:
    asked_at = ASKED + timedelta(days=2)
    asked = replace(ANSWERED, quiet_asked_at=asked_at)
    assert rules.due_times(asked, DEFAULTS) == {CLOSE: asked_at + timedelta(days=3)}
    written = replace(asked, last_activity_at=asked_at + timedelta(hours=1))
    assert rules.due_times(written, DEFAULTS) == {QUIET: asked_at + timedelta(hours=25)}
    assert rules.due_times(asked, QuestionSettings(close_after_days=0)) == {}


def test_a_claim_holds_everything_back_until_it_runs_out() -> None:
    until = ASKED + timedelta(hours=6)
    times = rules.due_times(replace(OPEN, claim=Claim(member_id=11, until=until)), DEFAULTS)
    assert times == {EXPERTS: until, STAFF: until, QUEUE: ASKED + timedelta(hours=24), UNCLAIM: until}


def test_nobody_is_reminded_of_an_old_post() -> None:
    assert rules.due_times(replace(OPEN, reminders=False), DEFAULTS) == {}
    assert rules.due_times(replace(ANSWERED, reminders=False), DEFAULTS) == {}


@pytest.mark.parametrize("question", [SOLVED, CLOSED, GONE])
def test_what_is_over_is_left_alone(question: Question) -> None:
    claimed = replace(question, claim=Claim(member_id=11, until=ASKED))
    assert rules.due_times(claimed, DEFAULTS) == {}


@given(
    last=MOMENTS,
    asked=st.none() | MOMENTS,
    until=st.none() | MOMENTS,
    answered=st.booleans(),
)
def test_closing_is_only_ever_planned_after_the_asker_was_asked(
    last: datetime, asked: datetime | None, until: datetime | None, answered: bool
) -> None:
    question = replace(
        ANSWERED if answered else OPEN,
        last_activity_at=last,
        quiet_asked_at=asked,
        claim=Claim(member_id=11, until=until) if until else None,
    )
    times = rules.due_times(question, DEFAULTS)
    if CLOSE in times:
        assert answered
        assert asked is not None and times[CLOSE] >= asked + timedelta(days=3)
    assert not {QUIET, CLOSE} <= times.keys()
    assert answered or not {QUIET, CLOSE} & times.keys()
    if until:
        assert all(moment >= until for moment in times.values())


# Figures


@pytest.mark.parametrize(
    ("count", "percent", "place"),
    [(1, 50, 0), (1, 90, 0), (2, 50, 0), (3, 50, 1), (10, 90, 8), (10, 100, 9), (11, 90, 9)],
)
def test_a_percentile_is_the_nearest_rank(count: int, percent: int, place: int) -> None:
    assert rules.nearest_rank(count, percent=percent) == place


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=200), st.integers(1, 100))
def test_a_percentile_is_the_smallest_value_that_so_many_do_not_exceed(values: list[int], percent: int) -> None:
    values.sort()
    found = values[rules.nearest_rank(len(values), percent=percent)]
    assert sum(value <= found for value in values) * 100 >= percent * len(values)
    assert sum(value < found for value in values) * 100 < percent * len(values)
