"""A server's reports without Discord: members report, moderators decide, as the cogs would have them do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from bot.actor import Actor
from bot.app import App
from bot.due import State as DueState
from bot.due import due_row
from bot.inbox.tables import inbox_letter
from bot.moderation.model import Act, Case, Origin, Snapshot
from bot.moderation.opening import Decision
from bot.reports.model import Chosen, Concern, Filed, Report, Sheet, Side
from tests.support.clock import MovableClock

GUILD, OTHER_GUILD = 1, 2
ADMIN = Actor(id=9, guild_id=GUILD, manages_server=True)
MODERATOR = Actor(id=8, guild_id=GUILD, moderates=True)
MODERATOR2 = Actor(id=7, guild_id=GUILD, moderates=True)
ANA = Actor(id=101, guild_id=GUILD)
BEN = Actor(id=102, guild_id=GUILD)
CLEO = Actor(id=103, guild_id=GUILD)
BOT_ID = 1000
CHANNEL = 55


def reporter(number: int) -> Actor:
    return Actor(id=2_000 + number, guild_id=GUILD)


@dataclass
class Office:
    app: App
    clock: MovableClock

    def snapshot(self, *, author: Actor = BEN, message_id: int = 700, text: str = "You fool.") -> Snapshot:
        return Snapshot(
            author_id=author.id, channel_id=CHANNEL, message_id=message_id, written_at=self.clock(), text=text
        )

    async def begin(self, by: Actor = ANA, *, about: Actor | None = BEN, snapshot: Snapshot | None = None) -> int:
        return await self.app.reports.reporting.begin(
            by=by, about_id=None if about is None else about.id, snapshot=snapshot, bot_id=BOT_ID
        )

    async def file(
        self,
        by: Actor = ANA,
        *,
        about: Actor | None = BEN,
        message_id: int | None = 700,
        text: str = "You fool.",
        concern: Concern = Concern.OTHER,
        words: str = "Look at this.",
        side: Side = Side.MEMBER,
        **chosen: Any,
    ) -> Filed:
        """Report a message, or a member where there is no `message_id`."""
        author = about or Actor(id=BOT_ID, guild_id=by.guild_id)
        snapshot = None if message_id is None else self.snapshot(author=author, message_id=message_id, text=text)
        draft_id = await self.begin(by, about=about, snapshot=snapshot)
        return await self.app.reports.reporting.submit(
            by=by, draft_id=draft_id, chosen=Chosen(concern=concern, words=words, **chosen), side=side
        )

    async def sheet(self, report: Report) -> Sheet:
        found = await self.app.reports.deciding.find(guild_id=report.guild_id, report_id=report.id)
        assert found is not None
        return found

    async def dismiss(self, report: Report, *, by: Actor = MODERATOR) -> Sheet:
        return await self.app.reports.deciding.close(
            by=by, report_id=report.id, dismissed=True, answer="A joke among friends."
        )

    async def case_from(self, report: Report, *, by: Actor = MODERATOR, act: Act = Act.WARN, **values: Any) -> Case:
        """Decide a report by a case, as moderation's dialogue does."""
        async with self.app.database.read() as connection:
            subject = await self.app.moderation.desk.origins["report"].subject(
                connection, guild_id=report.guild_id, origin_id=report.id
            )
        decision = Decision(
            guild_id=report.guild_id,
            act=act,
            origin=Origin.REPORT,
            origin_id=report.id,
            subject=subject,
            moderator_id=by.id,
            reason="Please be kind.",
            **values,
        )
        return await self.app.moderation.opening.open(decision)

    async def letters(self, report: Report, topic: str = "report") -> list[int]:
        """Return who is told of a report."""
        async with self.app.database.read() as connection:
            rows = await connection.scalars(
                select(inbox_letter.c.member_id)
                .where(inbox_letter.c.topic == topic, inbox_letter.c.subject_id == report.id)
                .order_by(inbox_letter.c.id)
            )
            return list(rows)

    async def planned(self, kind: str) -> list[int]:
        async with self.app.database.read() as connection:
            rows = await connection.scalars(
                select(due_row.c.subject_id)
                .where(due_row.c.kind == kind, due_row.c.state == DueState.OPEN)
                .order_by(due_row.c.id)
            )
            return list(rows)

    async def waiting(self, by: Actor = MODERATOR) -> Sequence[tuple[str, int]]:
        items = await self.app.queue.waiting(by=by)
        return [(item.waiting.kind, item.waiting.subject_id) for item in items if item.waiting.kind == "report"]

    def later(self, **span: float) -> None:
        self.clock.advance(**span)
