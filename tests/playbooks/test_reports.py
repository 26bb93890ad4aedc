"""Escalating a report: it stays open, its evidence stays its own, and who reported it is nowhere."""

import json
import zipfile
from io import BytesIO

import pytest

from bot.i18n import Language
from bot.moderation.model import Act, Severity
from bot.playbooks import errors
from bot.playbooks.model import Escalation
from bot.reports.errors import AlreadyDecided, NotYours
from bot.reports.model import Report, Side, State
from tests.playbooks.desk import LEAD, Desk
from tests.reports.office import ADMIN, ANA, BEN, GUILD, MODERATOR, MODERATOR2, Office


@pytest.fixture
def office(desk: Desk) -> Office:
    return Office(app=desk.app, clock=desk.clock)


async def escalated(desk: Desk, report: Report) -> Escalation:
    return await desk.app.playbooks.escalating.open_report(
        by=MODERATOR,
        report_id=report.id,
        severity=Severity.CRITICAL,
        playbook_key="threat",
        language=Language.EN,
        reason="Report 1 was escalated.",
    )


async def test_a_report_stays_open_and_has_a_note_of_a_case_to_work_on(desk: Desk, office: Office) -> None:
    report = (await office.file(text="I know where you live.")).report
    escalation = await escalated(desk, report)

    case = await desk.case_now(escalation.case_id)
    assert (case.act, case.member_id, case.severity, case.strikes) == (Act.NOTE, BEN.id, Severity.CRITICAL, 0)
    now = (await office.sheet(report)).report
    assert (now.state, now.first_response_at, now.deadline) == (State.OPEN, office.clock(), escalation.deadline_at)
    board = await desk.app.playbooks.escalating.board(by=MODERATOR, escalation_id=escalation.id)
    assert board.messages == 1
    with pytest.raises(errors.AlreadyEscalated):
        await escalated(desk, report)


async def test_its_evidence_is_lent_and_goes_to_the_case_that_decides_it(desk: Desk, office: Office) -> None:
    report = (await office.file(text="I know where you live.")).report
    escalation = await escalated(desk, report)
    assert report.evidence_id is not None
    case = await office.case_from(report)

    [kept] = await desk.app.moderation.evidence.of_case(guild_id=GUILD, case_id=case.id)
    assert kept.id == report.evidence_id
    file = await desk.app.playbooks.bundles.make(by=MODERATOR, case_id=escalation.case_id, request_id=1)
    with zipfile.ZipFile(BytesIO(file.content)) as archive:
        [message] = json.loads(archive.read("evidence.json"))
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert message["text"] == "I know where you live."
    assert str(ANA.id).encode() not in everything, "who reported it is not in the bundle"


async def test_lent_evidence_does_not_expire_meanwhile(desk: Desk, office: Office) -> None:
    report = (await office.file(text="I know where you live.")).report
    escalation = await escalated(desk, report)
    await office.dismiss(report)
    desk.clock.advance(days=200)
    await desk.app.moderation.evidence.expire(GUILD, desk.clock())

    kept = await desk.app.moderation.evidence.get(guild_id=GUILD, evidence_id=report.evidence_id or 0)
    assert kept is not None and kept.text == "I know where you live."
    await desk.app.playbooks.escalating.close(by=MODERATOR, escalation_id=escalation.id, outcome="x")
    await desk.app.moderation.evidence.expire(GUILD, desk.clock())
    kept = await desk.app.moderation.evidence.get(guild_id=GUILD, evidence_id=report.evidence_id or 0)
    assert kept is None or kept.text is None


async def test_what_is_decided_is_not_escalated(desk: Desk, office: Office) -> None:
    report = (await office.file()).report
    await office.dismiss(report)
    with pytest.raises(AlreadyDecided):
        await escalated(desk, report)


async def test_nobody_escalates_what_they_may_not_see(desk: Desk, office: Office) -> None:
    about_me = (await office.file(about=MODERATOR, side=Side.MODERATOR)).report
    with pytest.raises(NotYours):
        await escalated(desk, about_me)
    about_a_colleague = (await office.file(about=MODERATOR2, message_id=701, side=Side.MODERATOR)).report
    with pytest.raises(NotYours):
        await desk.app.playbooks.escalating.check_report(by=MODERATOR, report_id=about_a_colleague.id)
    with pytest.raises(errors.EscalationNotFound):
        await desk.app.playbooks.escalating.check_report(by=MODERATOR, report_id=99_999)


async def test_other_moderators_do_not_read_what_is_about_a_colleague(desk: Desk, office: Office) -> None:
    report = (await office.file(about=MODERATOR2, message_id=701, side=Side.MODERATOR)).report
    escalating = desk.app.playbooks.escalating
    escalation = await escalating.open_report(
        by=ADMIN,
        report_id=report.id,
        severity=Severity.SERIOUS,
        playbook_key="staff-conflict",
        language=Language.EN,
        reason="x",
    )
    with pytest.raises(NotYours):
        await escalating.board(by=MODERATOR, escalation_id=escalation.id)
    with pytest.raises(errors.NotInvolved):
        await escalating.board(by=MODERATOR2, escalation_id=escalation.id)
    assert (await escalating.board(by=ADMIN, escalation_id=escalation.id)).about_team
    case = await desk.case_now(escalation.case_id)
    assert case.member_id is None, "every moderator finds the case"
    for who in (MODERATOR, MODERATOR2):
        with pytest.raises((NotYours, errors.NotInvolved)):
            await desk.app.playbooks.bundles.make(by=who, case_id=case.id, request_id=who.id)
    await desk.roles()
    assert (await escalating.board(by=LEAD, escalation_id=escalation.id)).about_team
