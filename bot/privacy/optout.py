"""Those who want nothing recorded of what they do: kept as rows, and in memory where events come in."""

from sqlalchemy import delete, select, update

from bot.activity.service import Activity
from bot.clock import Clock
from bot.db import Database, StorageTrouble, upsert
from bot.onboarding.tables import onboarding_arrival
from bot.privacy.tables import privacy_optout


class OptOuts:
    def __init__(self, *, database: Database, clock: Clock, activity: Activity) -> None:
        self._database = database
        self._clock = clock
        self._activity = activity

    async def load(self) -> None:
        """Read who they are. Before the first event comes."""
        async with self._database.read() as connection:
            rows = (await connection.execute(select(privacy_optout))).all()
        for row in rows:
            self._activity.ignore(row.guild_id, row.member_id)

    def is_out(self, *, guild_id: int, member_id: int) -> bool:
        return self._activity.is_ignored(guild_id, member_id)

    async def leave(self, *, guild_id: int, member_id: int) -> None:
        """Record nothing a member does from this moment on; what waits to be written is dropped."""
        before = self.is_out(guild_id=guild_id, member_id=member_id)
        self._activity.ignore(guild_id, member_id)
        self._activity.forget(guild_id, member_id)
        values = {"guild_id": guild_id, "member_id": member_id, "since": self._clock()}
        try:
            async with self._database.write() as connection:
                await upsert(connection, privacy_optout, values, key=["guild_id", "member_id"])
                # Without facts nobody could know whom to nudge.
                await connection.execute(
                    update(onboarding_arrival)
                    .where(onboarding_arrival.c.guild_id == guild_id, onboarding_arrival.c.member_id == member_id)
                    .values(nudges_off=True)
                )
        except StorageTrouble:
            if not before:
                self._activity.heed(guild_id, member_id)
            raise

    async def come_back(self, *, guild_id: int, member_id: int) -> None:
        """Record again what a member does, from this moment on."""
        async with self._database.write() as connection:
            await connection.execute(
                delete(privacy_optout).where(
                    privacy_optout.c.guild_id == guild_id, privacy_optout.c.member_id == member_id
                )
            )
        self._activity.heed(guild_id, member_id)
