"""Who was moderated and is erased is nowhere any more: with all that moderation keeps, made as moderators make it."""

from dataclasses import dataclass, replace

import pytest

from bot.actor import Actor
from bot.app import App
from bot.appeals.model import State as Outcome
from bot.errors import UserError
from bot.filters.model import Consequence
from bot.moderation.model import Act, Case, Criteria, Origin, Severity, State
from bot.moderation.store import lists
from bot.privacy.model import Why
from tests.appeals.court import Court
from tests.filters.sieve import Sieve
from tests.moderation.office import Office as Cases
from tests.playbooks.desk import Desk
from tests.privacy.everything import places_of
from tests.raids.crowds import numbered, raiders
from tests.reports.office import CHANNEL, GUILD, MODERATOR2, Office
from tests.support.clock import MovableClock

ANNA = Actor(id=810000000000000001, guild_id=GUILD)
BERT = Actor(id=820000000000000002, guild_id=GUILD)
CLEO = Actor(id=830000000000000003, guild_id=GUILD)
MODERATOR = Actor(id=840000000000000004, guild_id=GUILD, moderates=True)
WORDS = "Zwetschgenknoedel"
SAID_OF_HER = "Marillenmarmelade"

COUNTING = {("moderation_case", "member_id")}
REPORTED = {("report", "about_id")}
OF_THE_REPORTER = {("report_voice", "words")}
"""What somebody reported is theirs, and goes with them, or when its time is over; others are not mentioned in it."""


@dataclass(frozen=True)
class Life:
    app: App
    clock: MovableClock

    @property
    def cases(self) -> Cases:
        return Cases(app=self.app, clock=self.clock)

    async def full(self) -> None:
        """Have everything happen to Anna that leaves something behind and is over."""
        await self.reported()
        await self.reports()
        await self.appealed()
        await self.escalated()
        await self.caught()
        await self.raided()
        await self.decided_about()
        await self.carried_out()

    async def carried_out(self) -> None:
        """Have Discord do everything that was decided, also what gives back what was lifted."""
        async with self.app.database.read() as connection:
            waiting = await lists.page(
                connection, guild_id=GUILD, criteria=Criteria(state=State.WAITING), limit=100, offset=0
            )
        for case in waiting:
            await self.cases.work(case)

    async def reported(self) -> Case:
        office = Office(app=self.app, clock=self.clock)
        dismissed = await office.file(CLEO, about=ANNA, message_id=701, text=WORDS, words=SAID_OF_HER)
        await office.dismiss(dismissed.report, by=MODERATOR)
        decided = await office.file(CLEO, about=ANNA, message_id=702, text=WORDS, words=f"<@{ANNA.id}> again")
        await self.app.queue.take(by=MODERATOR, kind="report", subject_id=decided.report.id)
        case = await self.cases.work(
            await office.case_from(decided.report, by=MODERATOR, deviation=f"<@{ANNA.id}>: {SAID_OF_HER}")
        )
        await self.app.moderation.editing.note(f"<@!{ANNA.id}>, {SAID_OF_HER}", by=MODERATOR2, case_id=case.id)
        await self.app.moderation.lifting.lift(by=MODERATOR2, case_id=case.id, why=SAID_OF_HER)
        return case

    async def reports(self) -> None:
        """Have Anna report: a draft she left, a report that is closed, one that is open."""
        office = Office(app=self.app, clock=self.clock)
        await office.begin(ANNA, about=BERT, snapshot=office.snapshot(author=BERT, message_id=711))
        closed = await office.file(ANNA, about=BERT, message_id=712, words=WORDS)
        await office.dismiss(closed.report)
        await office.file(ANNA, about=BERT, message_id=713, words="still open")

    async def appealed(self) -> None:
        court = Court(app=self.app, clock=self.clock)
        timeout = await court.case(member_id=ANNA.id)
        appeal = await court.appeal(timeout, member_id=ANNA.id, text=WORDS)
        await court.decide(appeal, Outcome.LIFTED)

    async def escalated(self) -> None:
        desk = Desk(app=self.app, clock=self.clock)
        await desk.rules()
        await desk.evidence(WORDS, author_id=ANNA.id)
        case = await self.cases.open(member_id=ANNA.id, by=MODERATOR, reason=SAID_OF_HER)
        await self.cases.work(case)
        escalation = await desk.escalated(case, by=MODERATOR, severity=Severity.SERIOUS)
        escalating = self.app.playbooks.escalating
        await escalating.note(by=MODERATOR, escalation_id=escalation.id, text=f"<@{ANNA.id}> wrote on Monday.")
        await self.app.playbooks.bundles.make(by=MODERATOR, case_id=case.id, request_id=9_001)
        await escalating.close(by=MODERATOR, escalation_id=escalation.id, outcome=f"Spoke to <@{ANNA.id}>.")
        await self.app.moderation.lifting.lift(by=MODERATOR2, case_id=case.id, why="A mistake.")

    async def caught(self) -> None:
        sieve = Sieve(app=self.app, clock=self.clock)
        await sieve.words("rubbish", consequence=Consequence.ALERT)
        noted = await sieve.write(f"rubbish {WORDS}", by=ANNA)
        assert noted is not None
        await self.app.filters.judging.leave(by=MODERATOR, hit_id=noted.hits[0].id)

    async def raided(self) -> None:
        joins = raiders(30, numbered)
        joins[0] = replace(joins[0], member_id=ANNA.id)
        for one in joins:
            await self.app.raids.watching.joined(GUILD, one)
        await self.app.raids.watching.look(GUILD)

    async def decided_about(self) -> None:
        """Have a decision about her begun and left, and one that Discord has done by itself."""
        await self.app.moderation.drafts.begin(
            by=MODERATOR, member_id=ANNA.id, origin=Origin.MENU, channel_id=CHANNEL, message_id=721, reason=SAID_OF_HER
        )
        note = await self.app.moderation.noting.note(SAID_OF_HER, by=MODERATOR, member_id=ANNA.id, request_id=9_002)
        assert note.act is Act.NOTE

    async def counting(self) -> Case:
        """Have a ban that lasts a day."""
        return await self.cases.case(Act.BAN, member_id=ANNA.id, minutes=24 * 60, reason=SAID_OF_HER, strikes=0)


@pytest.fixture
def life(app: App, clock: MovableClock) -> Life:
    return Life(app, clock)


async def where(life: Life, *whats: str | int) -> set[tuple[str, str]]:
    return {place for what in whats for place in await places_of(life.app.database, what)}


async def test_a_moderated_member_who_is_erased_is_nowhere(life: Life) -> None:
    await life.full()
    before = {table for table, _ in await where(life, ANNA.id)}
    assert before >= {
        *("report", "report_draft", "report_voice", "appeal", "inbox_letter", "raid_join", "filter_hit"),
        *("moderation_case", "moderation_draft", "moderation_evidence", "playbook_note"),
    }

    await life.app.privacy.erasing.erase(guild_id=GUILD, member_id=ANNA.id)

    assert await where(life, ANNA.id, WORDS) == set()
    assert await where(life, SAID_OF_HER) == OF_THE_REPORTER
    assert await where(life, BERT.id)


async def test_what_others_reported_of_her_goes_in_its_time(life: Life) -> None:
    await life.full()
    await Office(app=life.app, clock=life.clock).begin(CLEO, about=ANNA)
    await life.app.privacy.erasing.erase(guild_id=GUILD, member_id=ANNA.id)
    assert await where(life, ANNA.id) == {("report_draft", "about_id")}

    life.clock.advance(days=500)
    await life.app.privacy.retention.run(guild_id=GUILD)

    assert await where(life, ANNA.id, WORDS, SAID_OF_HER) == set()


async def test_only_what_counts_still_knows_who_was_erased_after_leaving(life: Life) -> None:
    await life.full()
    ban = await life.counting()
    reported = await Office(app=life.app, clock=life.clock).file(CLEO, about=ANNA, message_id=731)

    await life.app.privacy.erasing.carry_out(guild_id=GUILD, member_id=ANNA.id, why=Why.RETENTION)
    assert await where(life, ANNA.id) == COUNTING | REPORTED

    life.clock.advance(days=2)
    await life.app.moderation.ending.ended(await life.cases.again(ban))
    await Office(app=life.app, clock=life.clock).dismiss(reported.report)
    await life.app.privacy.retention.run(guild_id=GUILD, names=["cases"])
    assert await where(life, ANNA.id) == set()


async def test_nobody_is_erased_before_what_counts_is_over(life: Life) -> None:
    await life.full()
    await life.counting()
    before = await where(life, ANNA.id)

    with pytest.raises(UserError):
        await life.app.privacy.erasing.erase(guild_id=GUILD, member_id=ANNA.id)

    assert await where(life, ANNA.id) == before


async def test_a_moderator_who_is_erased_is_nowhere_and_what_they_decided_stays(life: Life) -> None:
    await life.full()
    before = {table for table, _ in await where(life, MODERATOR.id)}
    assert before >= {"moderation_case", "playbook_escalation", "playbook_note", "playbook_bundle", "filter_hit"}

    await life.app.privacy.erasing.erase(guild_id=GUILD, member_id=MODERATOR.id)

    assert await where(life, MODERATOR.id) == set()
    assert {table for table, _ in await where(life, ANNA.id)} >= {"moderation_case", "raid_join", "filter_hit"}


async def test_a_server_that_is_forgotten_forgets_whom_it_moderated(life: Life) -> None:
    await life.full()
    await life.counting()
    await Office(app=life.app, clock=life.clock).file(CLEO, about=ANNA, message_id=731)

    await life.app.privacy.servers.forget(GUILD)

    assert await where(life, ANNA.id, BERT.id, CLEO.id, MODERATOR.id, WORDS, SAID_OF_HER) == set()
