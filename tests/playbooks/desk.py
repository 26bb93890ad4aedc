"""Serious cases without Discord: moderators open and work on them as the cogs would have them do."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from bot.actor import Actor
from bot.app import App
from bot.due import State as DueState
from bot.due import due_row
from bot.guidelines.model import Action, Penalty, Terms, Wording
from bot.i18n import Language
from bot.moderation.model import Act, Attachment, Case, Change, Origin, Severity, Snapshot, Subject
from bot.moderation.opening import Decision
from bot.moderation.store import cases, lists
from bot.playbooks.model import Escalation, PlaybookSettings
from tests.support.clock import MovableClock

GUILD, OTHER_GUILD = 1, 2
LEADS, LAWYERS = 501, 502
ADMIN = Actor(id=9, guild_id=GUILD, manages_server=True)
MODERATOR = Actor(id=8, guild_id=GUILD, moderates=True)
MODERATOR2 = Actor(id=7, guild_id=GUILD, moderates=True)
LEAD = Actor(id=6, guild_id=GUILD, role_ids=frozenset({LEADS}))
LAWYER = Actor(id=5, guild_id=GUILD, role_ids=frozenset({LAWYERS}))
MEMBER = Actor(id=100, guild_id=GUILD)
STRANGER = Actor(id=8, guild_id=OTHER_GUILD, moderates=True, manages_server=True)


@dataclass
class Desk:
    app: App
    clock: MovableClock
    last_id: int = 9_000

    def new_id(self) -> int:
        self.last_id += 1
        return self.last_id

    async def roles(self) -> None:
        values = {"lead_role_ids": [LEADS], "legal_role_ids": [LAWYERS]}
        await self.app.settings.change(GUILD, PlaybookSettings, values, by=ADMIN.id)

    async def rules(self) -> None:
        """Publish one rule, in both languages."""
        terms = Terms(
            penalty=Penalty(action=Action.WARN),
            wordings={
                Language.EN: Wording(title="Be kind", text="Nobody is insulted here."),
                Language.JA: Wording(title="思いやり", text="だれも侮辱しません。"),
            },
        )
        drafting = self.app.guidelines.drafting
        draft = await drafting.begin([terms], by=ADMIN, main=Language.EN)
        await drafting.publish(by=ADMIN, stamp=draft.version.stamp, material=False)

    async def evidence(self, text: str = "you fool", *, author_id: int = MEMBER.id) -> int:
        message_id = self.new_id()
        snapshot = Snapshot(
            author_id=author_id,
            channel_id=77,
            message_id=message_id,
            written_at=datetime(2026, 1, 4, 8, 30, tzinfo=UTC),
            text=text,
            attachments=(Attachment(name="図.png", size=1234, content_type="image/png"),),
        )
        return (await self.app.moderation.evidence.keep(guild_id=GUILD, snapshot=snapshot)).id

    async def case(self, *texts: str, member_id: int = MEMBER.id, **decided: Any) -> Case:
        ids = tuple([await self.evidence(text) for text in texts])
        decision = Decision(
            guild_id=GUILD,
            act=Act.WARN,
            origin=Origin.COMMAND,
            subject=Subject(member_id=member_id, evidence_ids=ids),
            moderator_id=MODERATOR.id,
            **({"reason": "insults"} | decided),
        )
        return await self.app.moderation.opening.open(decision)

    async def escalated(
        self,
        case: Case | None = None,
        *,
        by: Actor = MODERATOR,
        severity: Severity = Severity.SERIOUS,
        key: str = "harassment",
    ) -> Escalation:
        found = case or await self.case("you fool")
        return await self.app.playbooks.escalating.open(
            by=by, case_id=found.id, severity=severity, playbook_key=key, language=Language.EN
        )

    async def now(self, escalation: Escalation) -> Escalation:
        return (await self.app.playbooks.escalating.board(by=ADMIN, escalation_id=escalation.id)).escalation

    async def case_now(self, case_id: int) -> Case:
        async with self.app.database.read() as connection:
            found = await cases.get(connection, guild_id=GUILD, case_id=case_id)
        assert found is not None
        return found

    async def history(self, case_id: int) -> list[Change]:
        async with self.app.database.read() as connection:
            return await lists.changes(connection, guild_id=GUILD, case_id=case_id, limit=100)

    async def planned(self, kind: str) -> dict[int, datetime]:
        async with self.app.database.read() as connection:
            rows = await connection.execute(
                select(due_row.c.subject_id, due_row.c.due_at).where(
                    due_row.c.kind == kind, due_row.c.state == DueState.OPEN
                )
            )
            return {row.subject_id: row.due_at for row in rows}
