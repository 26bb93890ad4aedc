"""Appeals without Discord: once for each case, decided by somebody else, and all of it or nothing."""

import asyncio

import pytest
from sqlalchemy import select

from bot.actor import Actor
from bot.appeals import errors, rules
from bot.appeals.model import CARD, POST, AppealSettings, State
from bot.appeals.tables import appeal as table
from bot.moderation.model import Act, Snapshot
from bot.moderation.model import State as CaseState
from bot.privacy.model import Why
from bot.queue.errors import TakenBySomebody as TakenInQueue
from tests.appeals.court import ADMIN, ANA, BEN, GUILD, MODERATOR, MODERATOR2, OTHER_GUILD, Court

# Appealing ----------------------------------------------------------------------------------------------------------


async def test_a_case_is_appealed_once_by_the_one_it_is_about(court: Court) -> None:
    case = await court.case()
    appealing = court.app.appeals.appealing
    with pytest.raises(errors.CaseNotFound):
        await court.appeal(case, member_id=BEN)
    with pytest.raises(errors.CaseNotFound):
        await appealing.check(member_id=ANA, case_id=999)

    appeal = await court.appeal(case)

    assert (appeal.state, appeal.guild_id, appeal.text) == (State.OPEN, GUILD, "It was a quotation.")
    assert await court.planned(POST) == [appeal.id]
    with pytest.raises(errors.AlreadyAppealed):
        await appealing.check(member_id=ANA, case_id=case.id)
    with pytest.raises(errors.AlreadyAppealed):
        await court.appeal(case)


async def test_sent_twice_at_once_it_is_one_appeal(court: Court) -> None:
    case = await court.case()

    found = await asyncio.gather(*(court.appeal(case) for _ in range(4)), return_exceptions=True)

    assert sum(isinstance(one, errors.AlreadyAppealed) for one in found) == 3


@pytest.mark.parametrize("act", [Act.NOTE, Act.END_TIMEOUT, Act.UNBAN])
async def test_what_is_no_sanction_cannot_be_appealed(court: Court, act: Act) -> None:
    with pytest.raises(errors.NotAppealable):
        await court.appeal(await court.case(act=act))


@pytest.mark.parametrize("state", [CaseState.LIFTED, CaseState.FAILED])
async def test_what_does_not_hold_cannot_be_appealed(court: Court, state: CaseState) -> None:
    with pytest.raises(errors.NotAppealable):
        await court.appeal(await court.case(state=state))


@pytest.mark.parametrize("state", [CaseState.WAITING, CaseState.PARTLY, CaseState.ENDED])
async def test_what_holds_or_held_can_be_appealed(court: Court, state: CaseState) -> None:
    assert (await court.appeal(await court.case(state=state))).state is State.OPEN


async def test_an_appeal_comes_within_the_days_the_admins_have_set(court: Court) -> None:
    await court.app.settings.change(GUILD, AppealSettings, {"within_days": 5}, by=9)
    first, second = await court.case(), await court.case(act=Act.WARN)
    court.clock.advance(days=5)
    await court.appeal(first)
    court.clock.advance(minutes=1)

    with pytest.raises(errors.TooLate) as refused:
        await court.appeal(second)
    assert refused.value.params == {"days": 5}
    mine = await court.app.appeals.appealing.mine(guild_id=GUILD, member_id=ANA)
    assert [one.case.id for one in mine] == [first.id]


@pytest.mark.parametrize("text", ["", "  \n ", "…!"])
async def test_an_appeal_says_something(court: Court, text: str) -> None:
    with pytest.raises(errors.WordsNeeded):
        await court.appeal(await court.case(), text=text)


async def test_a_withdrawn_appeal_is_over(court: Court) -> None:
    case = await court.case()
    appeal = await court.appeal(case)
    appealing = court.app.appeals.appealing
    with pytest.raises(errors.AppealNotFound):
        await appealing.withdraw(member_id=BEN, guild_id=GUILD, appeal_id=appeal.id)
    with pytest.raises(errors.AppealNotFound):
        await appealing.withdraw(member_id=ANA, guild_id=OTHER_GUILD, appeal_id=appeal.id)

    gone = await appealing.withdraw(member_id=ANA, guild_id=GUILD, appeal_id=appeal.id)

    assert gone.state is State.WITHDRAWN and appeal.id in await court.planned(CARD)
    with pytest.raises(errors.AlreadyDecided):
        await court.decide(appeal, State.UPHELD)
    with pytest.raises(errors.AlreadyAppealed):
        await court.appeal(case)
    assert await court.letters() == []


# Who decides --------------------------------------------------------------------------------------------------------


async def test_whoever_acted_does_not_look_at_it_again(court: Court) -> None:
    appeal = await court.appeal(await court.case(by=MODERATOR))
    deciding = court.app.appeals.deciding

    with pytest.raises(errors.OwnCase):
        await court.decide(appeal, State.UPHELD, by=MODERATOR, note="I know best.")
    with pytest.raises(errors.OwnCase):
        await deciding.take(by=MODERATOR, appeal_id=appeal.id)
    with pytest.raises(errors.OwnCase):
        await court.app.queue.take(by=MODERATOR, kind="appeal", subject_id=appeal.id)
    assert (await deciding.look(by=MODERATOR, appeal_id=appeal.id)).appeal.taken_by_id is None
    assert (await court.decide(appeal, State.UPHELD, by=MODERATOR2)).appeal.state is State.UPHELD


async def test_an_admin_who_acted_may_where_they_say_why(court: Court) -> None:
    appeal = await court.appeal(await court.case(by=ADMIN))

    with pytest.raises(errors.NoteNeeded):
        await court.decide(appeal, State.UPHELD, by=ADMIN, note=" ")
    sheet = await court.decide(appeal, State.UPHELD, by=ADMIN, note="There is no other moderator.")

    assert sheet.appeal.note == "There is no other moderator."
    other = await court.decide(await court.appeal(await court.case()), State.UPHELD, note="Not needed.")
    assert other.appeal.note is None


async def test_nobody_decides_their_own_appeal_and_no_member_any(court: Court) -> None:
    appeal = await court.appeal(await court.case(member_id=MODERATOR2.id), member_id=MODERATOR2.id)

    with pytest.raises(errors.OwnAppeal):
        await court.decide(appeal, State.LIFTED, by=MODERATOR2)
    with pytest.raises(errors.ModeratorsOnly):
        await court.decide(appeal, State.LIFTED, by=Actor(id=BEN, guild_id=GUILD))
    with pytest.raises(errors.AppealNotFound):
        await court.decide(appeal, State.LIFTED, by=Actor(id=MODERATOR.id, guild_id=OTHER_GUILD, moderates=True))
    assert (await court.decide(appeal, State.LIFTED, by=ADMIN)).case.state is CaseState.LIFTED


async def test_of_two_moderators_one_decides(court: Court) -> None:
    case = await court.case(act=Act.BAN)
    appeal = await court.appeal(case)

    found = await asyncio.gather(
        court.decide(appeal, State.LIFTED, by=MODERATOR2),
        court.decide(appeal, State.UPHELD, by=ADMIN),
        return_exceptions=True,
    )

    assert sum(isinstance(one, errors.AlreadyDecided) for one in found) == 1
    assert await court.letters() == [(ANA, appeal.id)]


async def test_what_another_has_taken_is_taken_over_on_purpose(court: Court) -> None:
    appeal = await court.appeal(await court.case())
    deciding = court.app.appeals.deciding
    court.clock.advance(hours=1)
    taken = await deciding.take(by=MODERATOR2, appeal_id=appeal.id)
    assert taken.appeal.first_response_at == court.clock()

    with pytest.raises(errors.TakenBySomebody):
        await court.decide(appeal, State.UPHELD, by=ADMIN)
    with pytest.raises(TakenInQueue):
        await court.app.queue.take(by=ADMIN, kind="appeal", subject_id=appeal.id)
    await deciding.take(by=ADMIN, appeal_id=appeal.id, from_id=MODERATOR2.id)
    assert (await court.decide(appeal, State.UPHELD, by=ADMIN)).appeal.decided_by_id == ADMIN.id


# What is decided ----------------------------------------------------------------------------------------------------


async def test_upheld_leaves_the_case_and_tells_the_answer(court: Court) -> None:
    case = await court.case()
    appeal = await court.appeal(case)

    sheet = await court.decide(appeal, State.UPHELD, answer="The words stand there.")

    assert sheet.appeal.answer == "The words stand there." and sheet.appeal.decided_at == court.clock()
    assert (await court.case_now(case)).minutes == case.minutes
    assert await court.letters() == [(ANA, appeal.id)] and await court.undoing(case) == []
    with pytest.raises(errors.WordsNeeded):
        await court.decide(await court.appeal(await court.case()), State.UPHELD, answer="  ")


async def test_lifted_takes_back_strikes_and_undoes_it_on_discord(court: Court) -> None:
    case = await court.case(act=Act.BAN, minutes=None)
    appeal = await court.appeal(case)

    sheet = await court.decide(appeal, State.LIFTED)

    assert sheet.case.state is CaseState.LIFTED and await court.undoing(case) == [Act.UNBAN]
    assert sheet.standing is not None and sheet.standing.strikes == 0


async def test_reduced_makes_it_shorter_and_milder(court: Court) -> None:
    case = await court.case(minutes=3 * 1440)
    appeal = await court.appeal(case)

    sheet = await court.decide(appeal, State.REDUCED, minutes=1440, strikes=1)

    assert (sheet.case.minutes, sheet.case.strikes) == (1440, 1)
    assert (sheet.appeal.minutes, sheet.appeal.strikes) == (1440, 1)
    assert sheet.case.ends_at is not None and (sheet.case.ends_at - sheet.case.created_at).days == 1


@pytest.mark.parametrize(
    ("minutes", "strikes"),
    [(None, None), (3 * 1440, 2), (4 * 1440, None), (None, 3), (1440, 3), (4 * 1440, 1)],
)
async def test_nothing_gets_harder_by_an_appeal(court: Court, minutes: int | None, strikes: int | None) -> None:
    case = await court.case(minutes=3 * 1440)
    appeal = await court.appeal(case)

    with pytest.raises(errors.NothingReduced):
        await court.decide(appeal, State.REDUCED, minutes=minutes, strikes=strikes)
    assert (await court.sheet(appeal)).appeal.state is State.OPEN


async def test_a_ban_for_good_can_be_given_an_end(court: Court) -> None:
    appeal = await court.appeal(await court.case(act=Act.BAN, minutes=None))

    assert (await court.decide(appeal, State.REDUCED, minutes=1440)).case.minutes == 1440


async def test_what_is_over_has_no_length_left_to_reduce(court: Court) -> None:
    appeal = await court.appeal(await court.case(state=CaseState.ENDED))

    with pytest.raises(errors.NothingReduced):
        await court.decide(appeal, State.REDUCED, minutes=60)
    assert (await court.decide(appeal, State.REDUCED, strikes=0)).case.strikes == 0


async def test_who_may_not_ban_changes_no_ban(court: Court) -> None:
    appeal = await court.appeal(await court.case(act=Act.BAN))

    for outcome in (State.LIFTED, State.REDUCED):
        with pytest.raises(errors.MayNotUnban):
            await court.decide(appeal, outcome, may_ban=False, minutes=60)
    assert (await court.decide(appeal, State.UPHELD, may_ban=False)).appeal.state is State.UPHELD


async def test_a_case_that_was_changed_meanwhile_is_read_again_first(court: Court) -> None:
    case = await court.case()
    appeal = await court.appeal(case)
    async with court.app.database.write() as connection:
        await court.app.moderation.lifting.reduce_in(connection, case, by_id=ADMIN.id, why="Too long.", minutes=60)

    with pytest.raises(errors.CaseChanged):
        await court.decide(appeal, State.UPHELD, stamp=1)
    assert (await court.decide(appeal, State.UPHELD)).appeal.state is State.UPHELD


async def test_how_a_case_goes_on_is_no_change_of_it(court: Court) -> None:
    case = await court.case(state=CaseState.WAITING)
    appeal = await court.appeal(case)
    from bot.appeals.model import stamp_of  # noqa: PLC0415 - only here
    from bot.moderation.store import cases  # noqa: PLC0415

    stamp = stamp_of(case)
    async with court.app.database.write() as connection:
        await cases.note(connection, case=case, at=court.clock(), state=CaseState.DONE)

    assert (await court.decide(appeal, State.UPHELD, stamp=stamp)).appeal.state is State.UPHELD


async def test_what_was_lifted_meanwhile_can_only_be_said_to_be_so(court: Court) -> None:
    case = await court.case(act=Act.BAN)
    appeal = await court.appeal(case)
    await court.app.moderation.lifting.lift(by=ADMIN, case_id=case.id, why="A mistake.")

    with pytest.raises(errors.CaseLifted):
        await court.decide(appeal, State.UPHELD)
    sheet = await court.decide(appeal, State.LIFTED)

    assert sheet.appeal.state is State.LIFTED and await court.undoing(case) == []


async def test_what_never_came_to_be_can_only_be_lifted(court: Court) -> None:
    """Appealed while Discord was busy, then refused by it."""
    case = await court.case(state=CaseState.WAITING)
    appeal = await court.appeal(case)
    await court.app.moderation.doing.give_up(case, failure="HTTP 403, code 50013")
    assert (await court.case_now(case)).state is CaseState.FAILED

    with pytest.raises(errors.CaseFailed):
        await court.decide(appeal, State.UPHELD)
    sheet = await court.decide(appeal, State.LIFTED)

    assert sheet.appeal.state is State.LIFTED and sheet.case.state is CaseState.FAILED
    assert await court.undoing(case) == []


# In the queue, evidence, privacy ------------------------------------------------------------------------------------


async def test_an_open_appeal_waits_in_the_queue_until_it_is_decided(court: Court) -> None:
    await court.app.settings.change(GUILD, AppealSettings, {"answer_hours": 2}, by=9)
    case = await court.case()
    appeal = await court.appeal(case)

    [item] = [one for one in await court.app.queue.waiting(by=MODERATOR) if one.waiting.kind == "appeal"]
    assert (item.waiting.subject_id, item.waiting.params, item.overdue) == (appeal.id, {"number": "1"}, False)
    court.clock.advance(hours=2)
    [item] = [one for one in await court.app.queue.waiting(by=MODERATOR) if one.waiting.kind == "appeal"]
    assert item.overdue
    await court.decide(appeal, State.UPHELD)
    assert not [one for one in await court.app.queue.waiting(by=MODERATOR) if one.waiting.kind == "appeal"]


async def test_evidence_under_appeal_outlives_its_time(court: Court) -> None:
    snapshot = Snapshot(author_id=ANA, channel_id=5, message_id=6, written_at=court.clock(), text="Words.")
    kept = await court.app.moderation.evidence.keep(guild_id=GUILD, snapshot=snapshot)
    case = await court.case(by=MODERATOR)
    async with court.app.database.write() as connection:
        from bot.moderation.store import evidence  # noqa: PLC0415 - only here

        await evidence.attach(connection, guild_id=GUILD, evidence_ids=[kept.id], case_id=case.id)
    appeal = await court.appeal(case)
    court.clock.advance(days=400)

    await court.app.privacy.retention.run(guild_id=GUILD, names=["evidence"])
    assert [one.text for one in (await court.sheet(appeal)).evidence] == ["Words."]

    await court.decide(appeal, State.UPHELD)
    await court.app.privacy.retention.run(guild_id=GUILD, names=["evidence"])
    assert [one.text for one in (await court.sheet(appeal)).evidence] == [None]


async def test_erasing_withdraws_an_open_appeal_and_deletes_what_was_written(court: Court) -> None:
    decided, still_open = await court.case(act=Act.WARN), await court.case(act=Act.WARN)
    first = await court.appeal(decided, text="One.")
    await court.decide(first, State.UPHELD)
    second = await court.appeal(still_open, text="Two.")

    await court.app.privacy.erasing.carry_out(guild_id=GUILD, member_id=ANA, why=Why.RETENTION)

    async with court.app.database.read() as connection:
        rows = (await connection.execute(select(table).order_by(table.c.id))).all()
    assert [(row.state, row.member_id, row.text, row.answer) for row in rows] == [
        ("upheld", None, "", None),
        ("withdrawn", None, "", None),
    ]
    assert second.id in await court.planned(CARD)


async def test_ones_own_appeals_are_in_ones_own_data(court: Court) -> None:
    from bot.i18n import Language  # noqa: PLC0415 - only here

    await court.appeal(await court.case(), text="My words.")

    [exported] = await court.app.privacy.exporting.export(guild_id=GUILD, member_id=ANA, language=Language.EN)
    assert b"My words." in exported.content


async def test_figures_of_a_period(court: Court) -> None:
    start = court.clock()
    await court.decide(await court.appeal(await court.case()), State.LIFTED)
    await court.decide(await court.appeal(await court.case()), State.UPHELD)
    await court.appeal(await court.case())
    court.clock.advance(days=1)

    found = await court.app.appeals.figures(guild_id=GUILD, start=start, end=court.clock())

    assert (found.appeals, found.upheld, found.lifted, found.open, found.granted) == (3, 1, 1, 1, 0.5)


# What is typed ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "strikes"), [("", None), (" 1 ", 1), ("２", 2), ("0点", 0)])
def test_strikes_are_read_as_they_are_typed(typed: str, strikes: int | None) -> None:
    assert rules.read_strikes(typed) == strikes


@pytest.mark.parametrize("typed", ["one", "-1", "1.5", "1000", "一"])
def test_what_is_no_number_of_strikes_is_refused(typed: str) -> None:
    with pytest.raises(errors.StrikesNotUnderstood):
        rules.read_strikes(typed)
