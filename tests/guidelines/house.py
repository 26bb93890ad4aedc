"""A server's rules without Discord: admins write and publish them, members agree, as the cogs would have them do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from bot.actor import Actor
from bot.app import App
from bot.due import State as DueState
from bot.due import due_row
from bot.guidelines.model import Action, Agreed, Draft, GuidelineSettings, Penalty, Terms, Version, Wording
from bot.i18n import Language
from tests.support.clock import MovableClock

GUILD, OTHER_GUILD = 1, 2
ADMIN = Actor(id=9, guild_id=GUILD, manages_server=True)
SECOND_ADMIN = Actor(id=10, guild_id=GUILD, manages_server=True)
OTHER_ADMIN = Actor(id=9, guild_id=OTHER_GUILD, manages_server=True)
MODERATOR = Actor(id=8, guild_id=GUILD, moderates=True)
ANA = Actor(id=101, guild_id=GUILD)
BEN = Actor(id=102, guild_id=GUILD)

WARN = Penalty(action=Action.WARN)


def terms(title: str = "Be kind", text: str = "Always.", *, penalty: Penalty = WARN, ja: str | None = None) -> Terms:
    """Return a rule in English, and in Japanese where `ja` gives its title."""
    wordings = {Language.EN: Wording(title=title, text=text)}
    if ja is not None:
        wordings[Language.JA] = Wording(title=ja, text=f"{ja}の本文")
    return Terms(penalty=penalty, wordings=wordings)


def titles(version: Version, language: Language = Language.EN) -> list[str]:
    return [f"{rule.number} {rule.wording(language).title}" for rule in version.rules]


@dataclass
class House:
    app: App
    clock: MovableClock

    @property
    def drafting(self) -> Any:
        return self.app.guidelines.drafting

    @property
    def reader(self) -> Any:
        return self.app.guidelines.reader

    async def draft(self, *names: str, by: Actor = ADMIN) -> Draft:
        """Begin the first draft with rules of these titles."""
        return await self.app.guidelines.drafting.begin([terms(name) for name in names], by=by, main=Language.EN)

    async def opened(self, *, by: Actor = ADMIN) -> Draft:
        draft = await self.app.guidelines.drafting.open(by=by)
        assert draft is not None
        return draft

    async def publish(self, draft: Draft, *, material: bool = True, by: Actor = ADMIN) -> Version:
        return await self.app.guidelines.drafting.publish(by=by, stamp=draft.version.stamp, material=material)

    async def published(self, *names: str, by: Actor = ADMIN) -> Version:
        """Publish a first version."""
        return await self.publish(await self.draft(*(names or ("Be kind", "No spam")), by=by), by=by)

    async def next_version(self, *, material: bool, title: str = "One more", by: Actor = ADMIN) -> Version:
        """Publish what is published with a rule added."""
        draft = await self.opened(by=by)
        draft = await self.app.guidelines.drafting.add(terms(title), by=by, stamp=draft.version.stamp, main=Language.EN)
        return await self.publish(draft, material=material, by=by)

    async def agree(self, who: Actor = ANA, *, number: int | None = None) -> Agreed:
        """Agree to a version, by default the one in force."""
        if number is None:
            number = (await self.app.guidelines.reader.read(by=who)).version.number
        return await self.app.guidelines.reader.agree(by=who, number=number)

    async def set(self, guild_id: int = GUILD, **values: Any) -> None:
        await self.app.settings.change(guild_id, GuidelineSettings, values, by=ADMIN.id)

    async def planned(self, kind: str) -> Sequence[int]:
        """Return what is to be done of a kind, by subject."""
        async with self.app.database.read() as connection:
            rows = await connection.scalars(
                select(due_row.c.subject_id)
                .where(due_row.c.kind == kind, due_row.c.state == DueState.OPEN)
                .order_by(due_row.c.subject_id)
            )
            return list(rows)

    async def done(self, kind: str) -> None:
        """Have nothing be planned of a kind."""
        async with self.app.database.write() as connection:
            await connection.execute(due_row.delete().where(due_row.c.kind == kind))
