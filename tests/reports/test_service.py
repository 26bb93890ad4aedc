"""Reports without Discord: they join, are taken and decided once, and never say who reported."""

import asyncio
import json
from dataclasses import asdict
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.actor import Actor
from bot.i18n import Language
from bot.moderation.model import Act
from bot.moderation.model import State as CaseState
from bot.moderation.tables import moderation_evidence
from bot.privacy.model import Why
from bot.queue.errors import TakenBySomebody as TakenInQueue
from bot.reports import errors
from bot.reports.model import CARD, OPEN_A_DAY, POST, Chosen, Concern, ReportSettings, Side, State
from bot.reports.tables import report, report_draft, report_voice
from tests.reports.office import (
    ADMIN,
    ANA,
    BEN,
    BOT_ID,
    CLEO,
    GUILD,
    MODERATOR,
    MODERATOR2,
    OTHER_GUILD,
    Office,
    reporter,
)

# Reporting ----------------------------------------------------------------------------------------------------------


async def test_a_report_keeps_the_message_as_it_was_when_the_form_was_opened(office: Office) -> None:
    draft_id = await office.begin(snapshot=office.snapshot(text="Delete me."))
    office.later(minutes=10)  # and the author has deleted it by now

    filed = await office.app.reports.reporting.submit(
        by=ANA, draft_id=draft_id, chosen=Chosen(concern=Concern.OTHER), side=Side.MEMBER
    )

    sheet = await office.sheet(filed.report)
    assert sheet.evidence is not None and sheet.evidence.text == "Delete me."
    assert (filed.report.about_id, filed.report.message_id) == (BEN.id, 700)
    assert not filed.joined and await office.planned(POST) == [filed.report.id]


async def test_what_nobody_sends_is_deleted(office: Office) -> None:
    await office.begin(snapshot=office.snapshot(text="Secret."))
    office.later(hours=2)

    await office.begin(CLEO, snapshot=office.snapshot(message_id=701))

    async with office.app.database.read() as connection:
        assert list(await connection.scalars(select(report_draft.c.text))) == ["You fool."]
        assert (await connection.scalars(select(moderation_evidence.c.id))).first() is None


async def test_a_form_is_its_members_alone_and_counts_once(office: Office) -> None:
    draft_id = await office.begin(snapshot=office.snapshot())
    reporting, chosen = office.app.reports.reporting, Chosen(concern=Concern.OTHER)

    for other in (CLEO, Actor(id=ANA.id, guild_id=OTHER_GUILD)):
        with pytest.raises(errors.DraftGone):
            await reporting.submit(by=other, draft_id=draft_id, chosen=chosen, side=Side.MEMBER)
    await reporting.submit(by=ANA, draft_id=draft_id, chosen=chosen, side=Side.MEMBER)
    with pytest.raises(errors.DraftGone):
        await reporting.submit(by=ANA, draft_id=draft_id, chosen=chosen, side=Side.MEMBER)


async def test_nobody_reports_themself_or_the_bot(office: Office) -> None:
    with pytest.raises(errors.OwnMessage):
        await office.begin(ANA, about=ANA, snapshot=office.snapshot(author=ANA))
    with pytest.raises(errors.AboutTheBot):
        await office.begin(ANA, about=Actor(id=BOT_ID, guild_id=GUILD))


async def test_what_the_bot_posted_for_somebody_can_be_reported(office: Office) -> None:
    filed = await office.file(about=None)

    assert filed.report.about_id is None
    async with office.app.database.read() as connection:
        subject = await office.app.reports.deciding.subject(connection, guild_id=GUILD, origin_id=filed.report.id)
    assert (subject.member_id, subject.message_id) == (None, 700)


async def test_a_member_can_only_be_reported_in_words(office: Office) -> None:
    with pytest.raises(errors.WordsNeeded):
        await office.file(message_id=None, words=" … ")

    assert (await office.file(message_id=None)).report.message_id is None


async def test_several_who_report_the_same_message_are_one_report(office: Office) -> None:
    first = await office.file(ANA, words="Rude.")
    await office.file(CLEO, words="Again!")
    third = await office.file(reporter(1), words="")

    sheet = await office.sheet(first.report)
    assert third.joined and third.report.id == first.report.id
    assert sheet.count == 3 and [said.words for said in sheet.voices] == ["Rude.", "Again!", ""]
    assert await office.planned(POST) == [first.report.id]
    assert await office.waiting() == [("report", first.report.id)]


async def test_who_reports_twice_adds_words(office: Office) -> None:
    first = await office.file(words="Rude.")

    second = await office.file(words="And here is why.")

    assert second.again and second.report.id == first.report.id
    sheet = await office.sheet(first.report)
    assert sheet.count == 1 and sheet.voices[0].words == "Rude.\nAnd here is why."


async def test_reports_of_a_member_join_within_a_day(office: Office) -> None:
    first = await office.file(ANA, message_id=None)
    joined = await office.file(CLEO, message_id=None)
    message = await office.file(CLEO, message_id=700)
    office.later(hours=25)
    new = await office.file(reporter(1), message_id=None)

    assert joined.report.id == first.report.id
    assert len({first.report.id, message.report.id, new.report.id}) == 3


async def test_ten_who_report_at_once_are_one_report(office: Office) -> None:
    filed = await asyncio.gather(*(office.file(reporter(number)) for number in range(10)))

    assert len({one.report.id for one in filed}) == 1
    assert (await office.sheet(filed[0].report)).count == 10


async def test_a_decided_message_that_is_reported_again_is_a_new_report_which_says_so(office: Office) -> None:
    first = await office.file()
    await office.dismiss(first.report)

    second = await office.file(CLEO)

    assert second.report.id != first.report.id
    sheet = await office.sheet(second.report)
    assert (sheet.earlier, sheet.earlier_dismissed) == (1, 1)


async def test_other_servers_have_their_own_reports(office: Office) -> None:
    here = await office.file()
    there = await office.file(Actor(id=ANA.id, guild_id=OTHER_GUILD), about=Actor(id=BEN.id, guild_id=OTHER_GUILD))

    assert there.report.id != here.report.id and not there.joined
    stranger = Actor(id=MODERATOR.id, guild_id=OTHER_GUILD, moderates=True)
    with pytest.raises(errors.ReportNotFound):
        await office.app.reports.deciding.look(by=stranger, report_id=here.report.id)
    assert await office.waiting(stranger) == [("report", there.report.id)]


async def test_a_day_has_ten_open_reports_but_more_words_for_each(office: Office) -> None:
    for number in range(OPEN_A_DAY):
        await office.file(message_id=800 + number)

    with pytest.raises(errors.TooManyReports):
        await office.begin(snapshot=office.snapshot(message_id=900))
    assert (await office.file(message_id=800)).again
    office.later(hours=25)
    assert not (await office.file(message_id=900)).joined


async def test_what_cannot_wait_shortens_the_deadline_whoever_says_it(office: Office) -> None:
    await office.app.settings.change(GUILD, ReportSettings, {"answer_hours": 4, "urgent_minutes": 30}, by=9)
    calm = await office.file(ANA)
    assert calm.report.due_at == office.clock() + timedelta(hours=4)
    office.later(minutes=10)

    urgent = await office.file(CLEO, concern=Concern.SELF_HARM)

    assert urgent.report.concern is Concern.SELF_HARM
    assert urgent.report.due_at == office.clock() + timedelta(minutes=30)
    later = await office.file(reporter(1), concern=Concern.OTHER)
    assert later.report.concern is Concern.SELF_HARM and later.report.due_at == urgent.report.due_at


async def test_a_rule_that_is_gone_is_something_else(office: Office) -> None:
    filed = await office.file(concern=Concern.RULE, rule_number=7)

    assert (filed.report.concern, filed.report.rule_number) == (Concern.OTHER, None)


# Deciding -----------------------------------------------------------------------------------------------------------


async def test_a_case_closes_its_report_and_all_who_reported_are_told(office: Office) -> None:
    filed = await office.file(ANA)
    await office.file(CLEO)

    case = await office.case_from(filed.report)

    closed = (await office.sheet(filed.report)).report
    assert (closed.state, closed.case_id, closed.decided_by_id) == (State.RESOLVED, case.id, MODERATOR.id)
    assert closed.first_response_at == office.clock()
    assert await office.letters(filed.report) == [ANA.id, CLEO.id]
    assert await office.waiting() == [] and filed.report.id in await office.planned(CARD)
    kept = await office.app.moderation.evidence.of_case(guild_id=GUILD, case_id=case.id)
    assert [one.text for one in kept] == ["You fool."]


async def test_of_two_moderators_one_decides(office: Office) -> None:
    filed = await office.file()

    found = await asyncio.gather(
        office.case_from(filed.report, by=MODERATOR),
        office.case_from(filed.report, by=MODERATOR2),
        office.dismiss(filed.report, by=ADMIN),
        return_exceptions=True,
    )

    assert sum(isinstance(one, errors.AlreadyDecided) for one in found) == 2
    async with office.app.database.read() as connection:
        cases = await connection.scalars(select(report.c.case_id))
        assert len(list(cases)) == 1
    assert await office.letters(filed.report) == [ANA.id]


async def test_a_confirmation_that_comes_twice_closes_once(office: Office) -> None:
    filed = await office.file()
    async with office.app.database.read() as connection:
        subject = await office.app.reports.deciding.subject(connection, guild_id=GUILD, origin_id=filed.report.id)

    first = await office.case_from(filed.report, request_id=77)
    from bot.moderation.model import Origin  # noqa: PLC0415 - only here
    from bot.moderation.opening import Decision  # noqa: PLC0415

    again = Decision(
        guild_id=GUILD,
        act=Act.WARN,
        origin=Origin.REPORT,
        origin_id=filed.report.id,
        subject=subject,
        moderator_id=MODERATOR.id,
        request_id=77,
    )
    assert (await office.app.moderation.opening.open(again)).id == first.id


async def test_a_page_that_no_list_has_is_empty(office: Office) -> None:
    assert await office.app.reports.reporting.mine(by=ANA, page=2**63 - 1) == ([], 0)


async def test_a_dismissal_needs_its_reason_and_tells_it(office: Office) -> None:
    filed = await office.file()
    with pytest.raises(errors.WordsNeeded):
        await office.app.reports.deciding.close(by=MODERATOR, report_id=filed.report.id, dismissed=True, answer=" ")

    sheet = await office.dismiss(filed.report)

    assert sheet.report.state is State.DISMISSED and sheet.report.answer == "A joke among friends."
    mine, total = await office.app.reports.reporting.mine(by=ANA, page=1)
    assert total == 1 and mine[0].answer == "A joke among friends."


async def test_the_one_who_is_reported_sees_nothing_of_it_whatever_their_role(office: Office) -> None:
    filed = await office.file(about=MODERATOR, side=Side.MODERATOR)
    deciding, report_id = office.app.reports.deciding, filed.report.id

    for who in (MODERATOR, MODERATOR2):
        with pytest.raises(errors.NotYours):
            await deciding.look(by=who, report_id=report_id)
        with pytest.raises(errors.NotYours):
            await deciding.take(by=who, report_id=report_id)
        with pytest.raises(errors.NotYours):
            await deciding.close(by=who, report_id=report_id, dismissed=True, answer="No.")
        with pytest.raises(errors.NotYours):
            await office.app.queue.take(by=who, kind="report", subject_id=report_id)
    assert (await office.sheet(filed.report)).report.taken_by_id is None
    [item] = [one for one in await office.app.queue.waiting(by=MODERATOR) if one.waiting.kind == "report"]
    assert item.waiting.message_id == "queue-item-report-team"
    assert (await deciding.take(by=ADMIN, report_id=report_id)).report.taken_by_id == ADMIN.id


async def test_taking_answers_the_first_clock_and_starts_the_second(office: Office) -> None:
    filed = await office.file()
    office.later(hours=3)

    sheet = await office.app.reports.deciding.take(by=MODERATOR, report_id=filed.report.id)

    assert sheet.report.first_response_at == office.clock()
    assert sheet.report.due_at == filed.report.due_at
    office.later(hours=3)
    [item] = await office.app.queue.waiting(by=MODERATOR)
    assert not item.overdue
    office.later(hours=2)
    [item] = await office.app.queue.waiting(by=MODERATOR)
    assert item.overdue


async def test_a_report_that_is_taken_is_taken_over_on_purpose_only(office: Office) -> None:
    filed = await office.file()
    deciding, report_id = office.app.reports.deciding, filed.report.id
    await deciding.take(by=MODERATOR, report_id=report_id)

    with pytest.raises(errors.TakenBySomebody):
        await deciding.take(by=MODERATOR2, report_id=report_id)
    with pytest.raises(errors.TakenBySomebody):
        await office.dismiss(filed.report, by=MODERATOR2)
    with pytest.raises(TakenInQueue):
        await office.app.queue.take(by=MODERATOR2, kind="report", subject_id=report_id)
    taken = await deciding.take(by=MODERATOR2, report_id=report_id, from_id=MODERATOR.id)
    assert taken.report.taken_by_id == MODERATOR2.id
    assert (await office.dismiss(filed.report, by=MODERATOR2)).report.state is State.DISMISSED


async def test_two_moderators_who_take_at_once(office: Office) -> None:
    filed = await office.file()

    found = await asyncio.gather(
        *(office.app.reports.deciding.take(by=by, report_id=filed.report.id) for by in (MODERATOR, MODERATOR2, ADMIN)),
        return_exceptions=True,
    )

    assert sum(isinstance(one, errors.TakenBySomebody) for one in found) == 2


async def test_taken_in_the_queue_is_taken_on_the_card(office: Office) -> None:
    filed = await office.file()

    await office.app.queue.take(by=MODERATOR, kind="report", subject_id=filed.report.id)

    sheet = await office.sheet(filed.report)
    assert sheet.report.taken_by_id == MODERATOR.id and sheet.report.first_response_at == office.clock()
    assert filed.report.id in await office.planned(CARD)


async def test_a_moderator_who_lost_the_role_can_do_nothing(office: Office) -> None:
    filed = await office.file()
    former = Actor(id=MODERATOR.id, guild_id=GUILD)

    with pytest.raises(errors.ModeratorsOnly):
        await office.app.reports.deciding.take(by=former, report_id=filed.report.id)
    with pytest.raises(errors.ModeratorsOnly):
        await office.dismiss(filed.report, by=former)


async def test_a_card_learns_whom_it_is_about_and_notices_what_happened_meanwhile(office: Office) -> None:
    filed = await office.file(side=Side.UNKNOWN)
    deciding = office.app.reports.deciding
    await deciding.learn_side(guild_id=GUILD, report_id=filed.report.id, side=Side.ADMIN)
    await deciding.learn_side(guild_id=GUILD, report_id=filed.report.id, side=Side.MEMBER)  # known already

    shown = await office.sheet(filed.report)
    assert shown.report.side is Side.ADMIN


async def test_strikes_and_earlier_reports_are_in_front_of_who_decides(office: Office) -> None:
    await office.case_from((await office.file(message_id=1)).report)

    sheet = await office.sheet((await office.file(message_id=2)).report)

    assert sheet.standing is not None and sheet.standing.strikes == 1
    assert (sheet.cases, sheet.earlier, sheet.earlier_dismissed) == (1, 1, 0)


async def test_a_message_that_very_many_report_shows_the_latest_words_and_everybody_is_told(office: Office) -> None:
    for number in range(205):
        filed = await office.file(reporter(number), words=f"Number {number}")

    sheet = await office.sheet(filed.report)
    assert (sheet.count, sheet.voices[0].words, sheet.voices[-1].words) == (205, "Number 200", "Number 204")
    await office.dismiss(filed.report)
    assert len(await office.letters(filed.report)) == 205


async def test_reports_that_always_come_to_nothing_are_mentioned_without_a_name(office: Office) -> None:
    for number in range(5):
        await office.dismiss((await office.file(message_id=number + 1)).report)

    sheet = await office.sheet((await office.file(CLEO, message_id=50)).report)
    assert sheet.doubtful == 0
    await office.file(ANA, message_id=50)
    assert (await office.sheet(sheet.report)).doubtful == 1


async def test_nothing_that_moderators_or_admins_are_given_names_who_reported(office: Office) -> None:
    filed = await office.file(reporter(77), words="Look.")
    sheet = await office.app.reports.deciding.look(by=ADMIN, report_id=filed.report.id)
    items = await office.app.queue.waiting(by=ADMIN)

    assert str(reporter(77).id) not in json.dumps([asdict(sheet), *(asdict(one.waiting) for one in items)], default=str)


async def test_words_can_be_added_while_it_is_open(office: Office) -> None:
    filed = await office.file(words="One.")
    reporting = office.app.reports.reporting
    await reporting.add_words(by=ANA, report_id=filed.report.id, words="Two.")

    assert (await office.sheet(filed.report)).voices[0].words == "One.\nTwo."
    with pytest.raises(errors.ReportNotFound):
        await reporting.add_words(by=CLEO, report_id=filed.report.id, words="Mine?")
    await office.dismiss(filed.report)
    with pytest.raises(errors.AlreadyDecided):
        await reporting.add_words(by=ANA, report_id=filed.report.id, words="Three.")


# Evidence and privacy -----------------------------------------------------------------------------------------------


async def test_evidence_of_an_open_report_outlives_its_time(office: Office) -> None:
    filed = await office.file()
    office.later(days=400)

    await office.app.privacy.retention.run(guild_id=GUILD, names=["evidence"])
    kept = (await office.sheet(filed.report)).evidence
    assert kept is not None and kept.text == "You fool."

    await office.dismiss(filed.report)
    await office.app.privacy.retention.run(guild_id=GUILD, names=["evidence"])
    gone = (await office.sheet(filed.report)).evidence
    assert gone is not None and gone.text is None


async def test_words_and_people_go_when_a_closed_report_is_old(office: Office) -> None:
    old, open_still = await office.file(message_id=1), await office.file(message_id=2)
    await office.dismiss(old.report)
    office.later(days=91)

    gone = await office.app.privacy.retention.run(guild_id=GUILD, names=["reports"])

    assert gone == {"reports": 1}
    async with office.app.database.read() as connection:
        rows = (await connection.execute(select(report_voice).order_by(report_voice.c.id))).all()
        about = list(await connection.scalars(select(report.c.about_id).order_by(report.c.id)))
    assert [(row.reporter_id, row.words) for row in rows] == [(None, ""), (ANA.id, "Look at this.")]
    assert about == [None, open_still.report.about_id]
    assert await office.app.privacy.retention.run(guild_id=GUILD, names=["reports"]) == {"reports": 0}


async def test_forms_that_were_not_sent_go_after_a_day(office: Office) -> None:
    await office.begin(snapshot=office.snapshot())
    office.later(days=2)

    assert await office.app.privacy.retention.run(guild_id=GUILD, names=["report-drafts"]) == {"report-drafts": 1}


async def test_erasing_who_reported_leaves_the_report_without_them(office: Office) -> None:
    open_one, closed = await office.file(ANA, message_id=1), await office.file(ANA, message_id=2)
    await office.dismiss(closed.report)

    await office.app.privacy.erasing.erase(guild_id=GUILD, member_id=ANA.id)

    async with office.app.database.read() as connection:
        rows = (await connection.execute(select(report_voice).order_by(report_voice.c.id))).all()
    assert [(row.reporter_id, row.words) for row in rows] == [(None, "Look at this."), (None, "")]
    await office.case_from(open_one.report)  # nobody is left to be told
    assert await office.letters(open_one.report) == []


async def test_nobody_learns_of_an_open_report_about_them_by_their_data(office: Office) -> None:
    """Neither shown, nor exported, nor refused: whoever has their data erased is told the same as anybody."""
    filed = await office.file(message_id=None)
    privacy = office.app.privacy

    holdings = await privacy.showing.holdings(guild_id=GUILD, member_id=BEN.id)
    assert not [one for one in holdings if one.rows and one.table.startswith("report")]
    [exported] = await privacy.exporting.export(guild_id=GUILD, member_id=BEN.id, language=Language.EN)
    assert b'"report' not in exported.content
    await privacy.erasing.erase(guild_id=GUILD, member_id=BEN.id)

    kept = (await office.sheet(filed.report)).report
    assert kept.about_id == BEN.id and kept.state is State.OPEN
    await office.dismiss(filed.report)
    assert (await office.sheet(filed.report)).report.about_id is None


async def test_decided_reports_about_somebody_are_theirs_to_read_and_to_erase(office: Office) -> None:
    filed = await office.file(words="Only for moderators.")
    await office.dismiss(filed.report)
    privacy = office.app.privacy

    [exported] = await privacy.exporting.export(guild_id=GUILD, member_id=BEN.id, language=Language.EN)
    assert b'"report"' in exported.content and b"dismissed" in exported.content
    assert b"Only for moderators" not in exported.content and str(ANA.id).encode() not in exported.content
    await privacy.erasing.carry_out(guild_id=GUILD, member_id=BEN.id, why=Why.MEMBER)
    assert (await office.sheet(filed.report)).report.about_id is None


async def test_a_server_that_is_forgotten_leaves_nothing(office: Office) -> None:
    await office.file()
    await office.begin(CLEO, snapshot=office.snapshot(message_id=5))

    await office.app.privacy.servers.forget(GUILD)

    async with office.app.database.read() as connection:
        for table in (report, report_voice, report_draft):
            assert (await connection.execute(select(table))).first() is None


async def test_figures_of_a_period(office: Office) -> None:
    start = office.clock()
    first = await office.file(message_id=1)
    await office.file(message_id=2)
    office.later(hours=1)
    await office.app.reports.deciding.take(by=MODERATOR, report_id=first.report.id)
    await office.dismiss(first.report)

    found = await office.app.reports.figures(guild_id=GUILD, start=start, end=office.clock() + timedelta(days=1))

    assert (found.in_time, found.dismissed, found.open) == (1, 1, 1)
    assert found.first_p50 == timedelta(hours=1)


async def test_the_case_made_of_a_report_can_be_lifted_without_opening_it_again(office: Office) -> None:
    filed = await office.file()
    case = await office.case_from(filed.report)

    lifted = await office.app.moderation.lifting.lift(by=MODERATOR2, case_id=case.id, why="A mistake.")

    assert lifted.case.state is CaseState.LIFTED
    assert (await office.sheet(filed.report)).report.state is State.RESOLVED
