"""A server's invites without Discord: people join by them, and the counters are read as the cog would have them read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from bot.activity.tables import activity_day
from bot.app import App
from bot.onboarding.arrivals import Join
from bot.onboarding.inviting_model import Invite
from bot.onboarding.model import ReferralState
from bot.onboarding.tables import onboarding_arrival, onboarding_fact, onboarding_referral
from bot.onboarding.tracing import Traced
from bot.points.store import derived
from tests.support.clock import MovableClock

GUILD, OTHER_GUILD = 1, 2
ANA, BEN, ADMIN = 101, 102, 9
LOBBY = 50


@dataclass
class House:
    app: App
    clock: MovableClock
    uses: dict[str, int] = field(default_factory=dict)
    """What Discord's counters say."""
    last_id: int = 1_000

    def new_id(self) -> int:
        self.last_id += 1
        return self.last_id

    async def invite(self, member_id: int = ANA, *, guild_id: int = GUILD) -> Invite:
        code = f"c{self.new_id()}"
        self.uses[code] = 0
        return await self.app.onboarding.inviting.note_personal(
            guild_id=guild_id, member_id=member_id, channel_id=LOBBY, code=code
        )

    async def source(self, label: str, *, role_id: int | None = None, guild_id: int = GUILD) -> Invite:
        code = f"s{self.new_id()}"
        self.uses[code] = 0
        return await self.app.onboarding.inviting.note_source(
            guild_id=guild_id, channel_id=LOBBY, code=code, label=label, role_id=role_id, by_id=ADMIN
        )

    async def join(
        self,
        invite: Invite | None = None,
        *,
        member_id: int | None = None,
        guild_id: int = GUILD,
        rejoined: bool = False,
        counted: bool = True,
        at: datetime | None = None,
    ) -> int:
        """Let somebody join by an invite or another way; returns their arrival. Its event is here at once."""
        if invite is not None and counted:
            self.uses[invite.code] += 1
        [arrival] = await self.app.onboarding.arrivals.joined(
            [
                Join(
                    guild_id=guild_id,
                    member_id=member_id or self.new_id(),
                    joined_at=at or self.clock(),
                    rejoined=rejoined,
                )
            ]
        )
        return arrival.id

    async def read(self, *, guild_id: int = GUILD, unread: Sequence[int] = (), away: bool = False) -> Traced:
        """Read the counters, as happens right after a joining."""
        if away:
            self.app.onboarding.tracing.was_away([guild_id])
        return await self.app.onboarding.tracing.settle(
            guild_id=guild_id, uses=dict(self.uses), unread=unread, read_at=self.clock()
        )

    async def came_by(self, arrival_id: int) -> int | str | None:
        """Return the invite of an arrival, “unknown”, or None where nobody has looked."""
        row = await self._row(select(onboarding_arrival).where(onboarding_arrival.c.id == arrival_id))
        if row.traced_at is None:
            return None
        return "unknown" if row.invite_id is None else int(row.invite_id)

    async def settled(self, invite: Invite, *, member_id: int | None = None, **options: Any) -> int:
        """Let somebody come by an invite, alone, so that it is known; returns their arrival."""
        self.clock.advance(minutes=5)
        arrival_id = await self.join(invite, member_id=member_id, **options)
        await self.read()
        return arrival_id

    async def referral(self, arrival_id: int) -> tuple[ReferralState, str | None] | None:
        query = select(onboarding_referral).where(onboarding_referral.c.arrival_id == arrival_id)
        async with self.app.database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else (ReferralState(row.state), row.reason)

    async def member_of(self, arrival_id: int) -> int:
        row = await self._row(select(onboarding_arrival).where(onboarding_arrival.c.id == arrival_id))
        return int(row.member_id)

    async def be_active(self, arrival_id: int, *, days: int = 3, **did: int) -> None:
        """Let somebody do something on so many days from their joining on, one message each unless `did` says."""
        row = await self._row(select(onboarding_arrival).where(onboarding_arrival.c.id == arrival_id))
        counts = dict.fromkeys(
            ("messages", "replies", "reactions_given", "reactions_received", "voice_seconds", "voice_active_seconds"), 0
        ) | (did or {"messages": 1})
        async with self.app.database.write() as connection:
            for day in range(days):
                await connection.execute(
                    activity_day.insert().values(
                        guild_id=row.guild_id,
                        member_id=row.member_id,
                        day=(row.joined_at + timedelta(days=day)).date(),
                        **counts,
                    )
                )

    async def leave(self, arrival_id: int) -> None:
        await self.change(arrival_id, left_at=self.clock())

    async def change(self, arrival_id: int, **values: Any) -> None:
        async with self.app.database.write() as connection:
            await connection.execute(
                update(onboarding_arrival).where(onboarding_arrival.c.id == arrival_id).values(**values)
            )

    async def fact(self, arrival_id: int, *names: str) -> None:
        async with self.app.database.write() as connection:
            for name in names:
                await connection.execute(
                    onboarding_fact.insert().values(
                        arrival_id=arrival_id, name=name, guild_id=GUILD, happened_at=self.clock()
                    )
                )

    async def points(self, member_id: int = ANA, *, guild_id: int = GUILD) -> int:
        async with self.app.database.read() as connection:
            found = await derived.standing(connection, guild_id=guild_id, member_id=member_id)
        return found.points if found else 0

    async def _row(self, query: Any) -> Any:
        async with self.app.database.read() as connection:
            return (await connection.execute(query)).one()
