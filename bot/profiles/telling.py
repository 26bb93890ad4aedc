"""What members say about themselves: nothing is kept until they do, and nobody else sees it until they say who may."""

from collections.abc import Collection, Mapping

from bot.actor import Actor
from bot.clock import Clock
from bot.db import Database
from bot.profiles import rules, store
from bot.profiles.errors import FieldEmpty
from bot.profiles.model import Field, Profile, Visibility
from bot.settings.model import ServerSettings
from bot.settings.service import Settings


class Telling:
    def __init__(self, *, database: Database, clock: Clock, settings: Settings) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings

    async def profile(self, *, of_id: int, viewer: Actor) -> Profile:
        """Return what `viewer` may see of what somebody said; also of somebody who left."""
        server = await self._settings.get(viewer.guild_id, ServerSettings)
        async with self._database.read() as connection:
            told = await store.told(connection, guild_id=viewer.guild_id, member_id=of_id)
        shown = [entry for entry in told if rules.may_see(entry, owner_id=of_id, viewer=viewer, server=server)]
        return Profile(member_id=of_id, told=rules.in_order(shown), own=of_id == viewer.id)

    async def tell(self, values: Mapping[Field, str], *, by: Actor) -> Profile:
        """Keep what somebody typed; an empty field is deleted. Raises FieldTooLong, and keeps nothing then."""
        checked = {field: rules.checked(field, typed) for field, typed in values.items()}
        emptied = [field for field, value in checked.items() if value is None]
        async with self._database.write() as connection:
            for field, value in checked.items():
                if value is not None:
                    await store.tell(
                        connection,
                        guild_id=by.guild_id,
                        member_id=by.id,
                        field=field,
                        value=value,
                        at=self._clock(),
                    )
            await store.clear(connection, guild_id=by.guild_id, member_id=by.id, fields=emptied)
        return await self.profile(of_id=by.id, viewer=by)

    async def show_to(self, visibility: Visibility, *, field: Field, by: Actor) -> Profile:
        """Let everybody, staff or nobody see a field. Raises FieldEmpty where it isn't filled in (any more)."""
        async with self._database.write() as connection:
            there = await store.show_to(
                connection,
                guild_id=by.guild_id,
                member_id=by.id,
                field=field,
                visibility=visibility,
                at=self._clock(),
            )
        if not there:
            raise FieldEmpty
        return await self.profile(of_id=by.id, viewer=by)

    async def clear(self, fields: Collection[Field] | None = None, *, by: Actor) -> int:
        """Delete fields, or all with None; return how many were filled in."""
        async with self._database.write() as connection:
            return await store.clear(connection, guild_id=by.guild_id, member_id=by.id, fields=fields)
