"""Decisions in the making, without Discord: what is proposed and why, what is missing, and one case a confirmation."""

from typing import Any

import pytest

from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.errors import UserError
from bot.guidelines.model import Action, Penalty, Terms, Wording
from bot.i18n import Language
from bot.moderation import errors, rules
from bot.moderation.drafting import DELETABLE_SECONDS, FOR_GOOD, LENGTH, NO_RULE, REASON, RULE, WHY, Draft, Sheet
from bot.moderation.model import REASON_MAX, Act, Case, LadderMode, Origin, Rung, Subject
from tests.guidelines.house import ADMIN as RULES_ADMIN
from tests.moderation.office import ANA, BEN, ELSEWHERE, GUILD, MEMBER, MODERATOR, SECOND, Office

DAY = 24 * 60


def rule(title: str, action: Action = Action.WARN, minutes: int | None = None) -> Terms:
    return Terms(
        penalty=Penalty(action=action, minutes=minutes),
        wordings={Language.EN: Wording(title=title, text="Always.")},
    )


async def publish(office: Office, *terms: Terms) -> None:
    """Publish exactly these rules, as the next version."""
    drafting = office.app.guidelines.drafting
    draft = await drafting.open(by=RULES_ADMIN)
    if draft is None:
        draft = await drafting.begin(terms, by=RULES_ADMIN, main=Language.EN)
    else:
        for one in draft.version.rules:
            draft = await drafting.remove(by=RULES_ADMIN, key=one.key, stamp=draft.version.stamp)
        for given in terms:
            draft = await drafting.add(given, by=RULES_ADMIN, stamp=draft.version.stamp, main=Language.EN)
    await drafting.publish(by=RULES_ADMIN, stamp=draft.version.stamp, material=True)


async def begin(office: Office, *, by: Actor = MODERATOR, member_id: int = ANA, **values: Any) -> Draft:
    origin = values.pop("origin", Origin.COMMAND)
    return await office.app.moderation.drafts.begin(by=by, member_id=member_id, origin=origin, **values)


async def sheet(office: Office, draft: Draft, *, by: Actor = MODERATOR) -> Sheet:
    return await office.app.moderation.drafts.sheet(by=by, draft_id=draft.id)


async def confirm(office: Office, draft: Draft, *, by: Actor = MODERATOR, mark: int | None = None) -> Case:
    seen = mark if mark is not None else (await sheet(office, draft, by=by)).mark
    return await office.app.moderation.drafts.confirm(by=by, draft_id=draft.id, mark=seen, request_id=office.new_id())


# What is proposed -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("strikes", "proposed", "by_ladder"),
    [
        (0, (Act.WARN, None), False),
        (1, (Act.TIMEOUT, 60), True),
        (2, (Act.TIMEOUT, DAY), True),
        (4, (Act.TIMEOUT, 7 * DAY), True),
        (8, (Act.BAN, None), True),
    ],
)
async def test_the_ladder_is_proposed_where_it_asks_for_more_than_the_rule(
    office: Office, strikes: int, proposed: tuple[Act, int | None], by_ladder: bool
) -> None:
    await publish(office, rule("Be kind"))
    for _ in range(strikes):
        await office.case(Act.WARN)

    found = await sheet(office, await begin(office, rule_number=1))

    assert found.standing.strikes == strikes
    assert (found.act, found.minutes) == proposed
    assert found.proposal is not None and found.proposal.by_ladder is by_ladder
    assert found.proposal.strikes == strikes + 1
    assert found.missing == ()


async def test_a_rule_that_asks_for_more_than_the_ladder_is_followed(office: Office) -> None:
    await publish(office, rule("No threats", Action.BAN, 7 * DAY))
    await office.case(Act.WARN)

    found = await sheet(office, await begin(office, rule_number=1))

    assert (found.act, found.minutes, found.deviates) == (Act.BAN, 7 * DAY, False)


async def test_strikes_that_have_lapsed_propose_nothing(office: Office) -> None:
    await publish(office, rule("Be kind"))
    await office.case(Act.WARN)
    draft = await begin(office, rule_number=1)
    assert (await sheet(office, draft)).act is Act.TIMEOUT

    office.clock.advance(days=90)

    assert (await sheet(office, await begin(office, rule_number=1))).act is Act.WARN


async def test_a_server_without_rules_asks_for_a_reason(office: Office) -> None:
    draft = await begin(office)

    assert (await sheet(office, draft)).missing == (REASON,)
    await office.app.moderation.drafts.write(by=MODERATOR, draft_id=draft.id, reason="Shouting", why=None)
    found = await sheet(office, draft)

    assert (found.missing, found.act, found.proposal) == ((), Act.WARN, None)


async def test_a_rule_has_to_be_chosen_or_refused(office: Office) -> None:
    await publish(office, rule("Be kind"))
    draft = await begin(office)
    assert (await sheet(office, draft)).missing == (RULE,)
    with pytest.raises(errors.NotReady):
        await confirm(office, draft)

    await office.app.moderation.drafts.choose_rule(NO_RULE, by=MODERATOR, draft_id=draft.id)

    assert (await sheet(office, draft)).missing == (REASON,)


@pytest.mark.parametrize("number", [2, 99])
async def test_a_rule_that_isnt_in_force_is_refused(office: Office, number: int) -> None:
    await publish(office, rule("Be kind"))
    with pytest.raises(errors.RuleNotFound):
        await begin(office, rule_number=number)
    draft = await begin(office)
    with pytest.raises(errors.RuleNotFound):
        await office.app.moderation.drafts.choose_rule(number, by=MODERATOR, draft_id=draft.id)


async def test_something_else_than_proposed_needs_a_word_on_why(office: Office) -> None:
    await publish(office, rule("Be kind"))
    draft = await begin(office, rule_number=1)
    drafts = office.app.moderation.drafts
    await drafts.choose_act(Act.BAN, None, by=MODERATOR, draft_id=draft.id)
    assert (await sheet(office, draft)).missing == (WHY,)

    await drafts.write(by=MODERATOR, draft_id=draft.id, reason="", why=" \u200b… ")
    assert (await sheet(office, draft)).missing == (WHY,)
    await drafts.write(by=MODERATOR, draft_id=draft.id, reason="", why="A threat, to a child.")
    case = await confirm(office, draft)

    assert (case.act, case.minutes, case.proposed, case.deviation) == (Act.BAN, None, "warn", "A threat, to a child.")


async def test_a_deviation_that_is_none_any_more_isnt_kept(office: Office) -> None:
    await publish(office, rule("Be kind"))
    draft = await begin(office, rule_number=1)
    drafts = office.app.moderation.drafts
    await drafts.choose_act(Act.KICK, None, by=MODERATOR, draft_id=draft.id)
    await drafts.write(by=MODERATOR, draft_id=draft.id, reason="", why="Again and again")
    await drafts.choose_act(Act.WARN, None, by=MODERATOR, draft_id=draft.id)

    case = await confirm(office, draft)

    assert (case.act, case.deviation) == (Act.WARN, None)


async def test_a_timeout_needs_a_length_unless_one_is_proposed(office: Office) -> None:
    await publish(office, rule("Be kind"), rule("No spam", Action.TIMEOUT, 60))
    draft = await begin(office, act=Act.TIMEOUT, rule_number=1)
    assert (await sheet(office, draft)).missing == (LENGTH, WHY)

    await office.app.moderation.drafts.choose_rule(2, by=MODERATOR, draft_id=draft.id)

    found = await sheet(office, draft)
    assert (found.missing, found.minutes, found.deviates) == ((), 60, False)


async def test_a_ban_without_a_length_is_as_long_as_proposed_and_can_be_for_good(office: Office) -> None:
    await publish(office, rule("No threats", Action.BAN, 7 * DAY))
    draft = await begin(office, act=Act.BAN, rule_number=1)
    assert (await sheet(office, draft)).minutes == 7 * DAY

    await office.app.moderation.drafts.choose_act(Act.BAN, None, by=MODERATOR, draft_id=draft.id)

    found = await sheet(office, draft)
    assert (found.draft.minutes, found.minutes, found.deviates) == (FOR_GOOD, None, True)


@pytest.mark.parametrize("minutes", [-1, 5 * 365 * DAY + 1])
async def test_lengths_out_of_range_are_refused(office: Office, minutes: int) -> None:
    with pytest.raises(errors.LengthOutOfRange):
        await begin(office, act=Act.TIMEOUT, minutes=minutes)


async def test_a_message_is_removed_only_where_there_is_one(office: Office) -> None:
    await publish(office, rule("No advertising", Action.REMOVE))

    without = await sheet(office, await begin(office, rule_number=1))
    with_one = await sheet(office, await begin(office, rule_number=1, channel_id=5, message_id=6))

    assert (without.act, without.removes_message) == (Act.WARN, False)
    assert (with_one.act, with_one.removes_message) == (Act.REMOVE, True)


async def test_what_the_preview_says_is_what_is_told(office: Office) -> None:
    await publish(office, rule("No spam", Action.TIMEOUT, 60))
    draft = await begin(office, rule_number=1, reason="Five times", channel_id=5, message_id=6)
    await office.app.moderation.drafts.change(by=MODERATOR, draft_id=draft.id, remove_message=1)
    previewed = (await sheet(office, draft)).told()

    case = await confirm(office, draft)
    async with office.app.database.read() as connection:
        told = await office.app.moderation.telling.told(connection, guild_id=GUILD, case_id=case.id)

    assert told is not None and (told.case_id, told.number) == (case.id, 1)
    for name in ("act", "minutes", "ends_at", "rule", "reason", "removes_message", "strikes", "strikes_until"):
        assert getattr(told, name) == getattr(previewed, name), name


# One confirmation, one case ---------------------------------------------------------------------------------------


async def test_confirmed_twice_it_is_one_case(office: Office) -> None:
    draft = await begin(office, reason="Shouting")
    mark = (await sheet(office, draft)).mark

    first = await confirm(office, draft, mark=mark)
    second = await confirm(office, draft, mark=mark)

    assert first.id == second.id
    assert await office.planned(rules.ACT) == [first.id]


async def test_a_decision_of_somebody_else_meanwhile_shows_the_preview_again(office: Office) -> None:
    draft = await begin(office, reason="Shouting")
    mark = (await sheet(office, draft)).mark
    other = await office.case(Act.WARN, by=SECOND)

    with pytest.raises(errors.PreviewOutdated):
        await confirm(office, draft, mark=mark)
    again = await sheet(office, draft)

    assert again.just_decided == other
    assert (await confirm(office, draft, mark=again.mark)).number == other.number + 1


@pytest.mark.parametrize("change", ["rules", "reason", "length", "settings"])
async def test_whatever_has_changed_since_the_preview_is_shown_again(office: Office, change: str) -> None:
    await publish(office, rule("No spam", Action.TIMEOUT, 60))
    draft = await begin(office, rule_number=1)
    drafts, mark = office.app.moderation.drafts, (await sheet(office, draft)).mark
    match change:
        case "rules":
            await publish(office, rule("No spam", Action.TIMEOUT, 60))
        case "reason":
            await drafts.write(by=MODERATOR, draft_id=draft.id, reason="In another window", why=None)
        case "length":
            await drafts.choose_act(Act.TIMEOUT, 10, by=MODERATOR, draft_id=draft.id)
            await drafts.write(by=MODERATOR, draft_id=draft.id, reason="", why="Milder")
        case "settings":
            await office.set(timeout_strikes=5)

    with pytest.raises((errors.PreviewOutdated, errors.NotReady)):
        await confirm(office, draft, mark=mark)


async def test_rules_published_meanwhile_have_to_be_chosen_anew(office: Office) -> None:
    await publish(office, rule("Be kind"))
    draft = await begin(office, rule_number=1)

    await publish(office, rule("Something else"))

    assert (await sheet(office, draft)).missing == (RULE,)


async def test_moderators_see_each_other(office: Office) -> None:
    first = await begin(office, by=MODERATOR, reason="Shouting")
    await begin(office, by=MODERATOR, member_id=BEN)
    second = await begin(office, by=SECOND)

    assert (await sheet(office, second, by=SECOND)).deciding == (MODERATOR.id,)
    assert (await sheet(office, first)).deciding == (SECOND.id,)
    await confirm(office, first)
    found = await sheet(office, second, by=SECOND)
    assert found.deciding == () and found.just_decided is not None

    office.clock.advance(minutes=16)

    assert (await sheet(office, second, by=SECOND)).just_decided is None


async def test_a_draft_is_one_moderators_for_a_day(office: Office) -> None:
    draft = await begin(office, reason="Shouting")
    drafts = office.app.moderation.drafts
    others: list[tuple[Actor, type[UserError]]] = [
        (SECOND, errors.DraftGone),
        (ELSEWHERE, errors.DraftGone),
        (MEMBER, errors.ModeratorsOnly),
    ]
    for other, refusal in others:
        with pytest.raises(refusal):
            await drafts.sheet(by=other, draft_id=draft.id)
        with pytest.raises(refusal):
            await confirm(office, draft, by=other, mark=(await sheet(office, draft)).mark)
        with pytest.raises(refusal):
            await drafts.drop(by=other, draft_id=draft.id)

    office.clock.advance(days=1, seconds=1)

    with pytest.raises(errors.DraftGone):
        await sheet(office, draft)
    assert await office.planned(rules.ACT) == []


async def test_what_was_confirmed_or_dropped_cant_be_changed(office: Office) -> None:
    draft, dropped = await begin(office, reason="Shouting"), await begin(office)
    drafts = office.app.moderation.drafts
    await confirm(office, draft)
    await drafts.drop(by=MODERATOR, draft_id=dropped.id)

    for one in (draft, dropped):
        with pytest.raises(errors.DraftGone):
            await drafts.choose_act(Act.BAN, None, by=MODERATOR, draft_id=one.id)
        with pytest.raises(errors.DraftGone):
            await drafts.drop(by=MODERATOR, draft_id=one.id)


async def test_a_reason_of_4000_characters_is_kept_whole(office: Office) -> None:
    reason = "あ" * REASON_MAX
    draft = await begin(office, reason=reason)

    assert (await confirm(office, draft)).reason == reason


async def test_a_ban_says_how_much_is_deleted_and_nothing_else_does(office: Office) -> None:
    ban = await begin(office, act=Act.BAN, reason="Spam", delete_seconds=DELETABLE_SECONDS[2])
    warning = await begin(office, act=Act.WARN, reason="Spam", delete_seconds=DELETABLE_SECONDS[2], member_id=BEN)
    forged = await begin(office, act=Act.BAN, reason="Spam", delete_seconds=10**9, member_id=BEN)

    assert (await confirm(office, ban)).details == {"delete_seconds": 24 * 3600}
    assert (await confirm(office, warning)).details == {}
    assert (await sheet(office, forged)).draft.delete_seconds == 0


# From reports, filters and raids -----------------------------------------------------------------------------------


class Source:
    """A report that is open until a case was made of it."""

    def __init__(self, subject: Subject) -> None:
        self.subject_now = subject
        self.is_open = True

    async def subject(self, _connection: AsyncConnection, *, guild_id: int, origin_id: int) -> Subject:
        if not self.is_open or (guild_id, origin_id) != (GUILD, 7):
            raise errors.NothingToDecide
        return self.subject_now


async def test_two_moderators_decide_about_one_report_once(office: Office) -> None:
    source = Source(Subject(member_id=ANA, channel_id=5, message_id=6))
    office.app.moderation.desk.origins[Origin.REPORT] = source
    drafts = office.app.moderation.drafts
    first = await drafts.begin_from(Origin.REPORT, 7, by=MODERATOR)
    second = await drafts.begin_from(Origin.REPORT, 7, by=SECOND)
    for by, draft in ((MODERATOR, first), (SECOND, second)):
        await drafts.write(by=by, draft_id=draft.id, reason="Shouting", why=None)

    async def close(_connection: AsyncConnection, case: Case) -> None:
        if case.origin is Origin.REPORT and case.origin_id == 7:
            source.is_open = False

    office.app.moderation.desk.after_case.append(close)
    case = await confirm(office, first)

    assert (case.origin, case.origin_id, case.member_id, case.message_id) == (Origin.REPORT, 7, ANA, 6)
    with pytest.raises((errors.NothingToDecide, errors.PreviewOutdated)):
        await confirm(office, second, by=SECOND)


@pytest.mark.parametrize("by", [ELSEWHERE, MEMBER])
async def test_another_servers_report_and_other_people_get_nowhere(office: Office, by: Actor) -> None:
    office.app.moderation.desk.origins[Origin.REPORT] = Source(Subject(member_id=ANA))

    with pytest.raises((errors.NothingToDecide, errors.ModeratorsOnly)):
        await office.app.moderation.drafts.begin_from(Origin.REPORT, 7, by=by)


async def test_the_automatic_ladder_doesnt_overrule_a_deviation(office: Office) -> None:
    await office.set(ladder=LadderMode.AUTOMATIC)
    await office.ladder(Rung(strikes=1, act=Act.TIMEOUT, minutes=60))
    await publish(office, rule("Be kind"))
    draft = await begin(office, rule_number=1, act=Act.WARN)
    await office.app.moderation.drafts.write(by=MODERATOR, draft_id=draft.id, reason="", why="They are new here")

    case = await confirm(office, draft)

    assert case.act is Act.WARN and await office.app.moderation.doing.followed_by(case) == []
