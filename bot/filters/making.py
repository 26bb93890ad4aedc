"""What admins do with filters themselves: make, change, switch, take away."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from bot.actor import Actor
from bot.due import plan
from bot.engine import AsyncConnection
from bot.filters import errors, rules
from bot.filters.desk import Desk, check_admin, check_moderator
from bot.filters.model import DEFAULTS, FILTERS_MAX, Change, Contents, Filter, Looks, Mode, Terms
from bot.filters.screens import LONG, Screens
from bot.filters.store import definitions

HISTORY = 10


class Making:
    def __init__(self, desk: Desk, screens: Screens) -> None:
        self._desk = desk
        self._screens = screens

    async def all_of(self, *, by: Actor) -> list[Filter]:
        """Return the filters in the order they were made. Raises ModeratorsOnly."""
        check_moderator(by)
        async with self._desk.database.read() as connection:
            return await definitions.all_of(connection, guild_id=by.guild_id)

    async def names(self, *, by: Actor) -> list[tuple[int, str]]:
        """Return id and name of each filter: quickly, whatever they look for. Raises ModeratorsOnly."""
        check_moderator(by)
        async with self._desk.database.read() as connection:
            return await definitions.names(connection, guild_id=by.guild_id)

    async def get(self, *, by: Actor, filter_id: int) -> Filter:
        """Raises ModeratorsOnly or FilterNotFound."""
        check_moderator(by)
        async with self._desk.database.read() as connection:
            return await self._desk.filter(connection, guild_id=by.guild_id, filter_id=filter_id)

    async def find(self, *, by: Actor, name: str) -> Filter:
        """Return a filter by its name, however it is typed. Raises ModeratorsOnly or FilterNotFound."""
        check_moderator(by)
        async with self._desk.database.read() as connection:
            found = await definitions.named(connection, guild_id=by.guild_id, name=name)
        if found is None:
            raise errors.FilterNotFound
        return found

    async def history(self, *, by: Actor, filter_id: int) -> Sequence[Change]:
        """Return what was changed of a filter, latest first."""
        check_moderator(by)
        async with self._desk.database.read() as connection:
            return await definitions.history(connection, guild_id=by.guild_id, filter_id=filter_id, limit=HISTORY)

    async def rule_key(self, *, guild_id: int, number: int) -> int:
        """Return the key of a rule in force. Raises RuleUnknown."""
        rule = await self._desk.moderation.desk.guidelines.rule(guild_id=guild_id, number=number)
        if rule is None:
            raise errors.RuleUnknown(number=number)
        return rule.key

    async def add(self, terms: Terms, *, by: Actor, looks_for: Looks) -> Filter:
        """Raises AdminsOnly, TooManyFilters, NameTaken, or what `rules.checked` finds.

        A filter that has nothing to look for yet is off, whatever the terms say.
        """
        check_admin(by)
        if terms.contents == Contents():
            terms = replace(terms, contents=DEFAULTS.get(looks_for, terms.contents))
        if rules.finds_nothing(looks_for, terms.contents):
            terms = replace(terms, mode=Mode.OFF)
        tidied = await _checked(terms, looks_for)
        async with self._desk.database.write() as connection:
            if await definitions.count(connection, guild_id=by.guild_id) >= FILTERS_MAX:
                raise errors.TooManyFilters(limit=FILTERS_MAX)
            await self._check_name(connection, guild_id=by.guild_id, name=tidied.name)
            await self._check_room(connection, guild_id=by.guild_id, contents=tidied.contents)
            now = self._desk.clock()
            added = await definitions.add(connection, tidied, guild_id=by.guild_id, looks_for=looks_for, at=now)
            await definitions.note_change(
                connection,
                guild_id=by.guild_id,
                filter_id=added.id,
                by_id=by.id,
                at=now,
                changes=[("created", None, added.name)],
            )
            await self._plan(connection, added)
        await self._screens.rebuild(by.guild_id)
        return added

    async def change(self, *, by: Actor, filter_id: int, **changes: object) -> Filter:
        """Change the named fields of a filter's Terms.

        Raises AdminsOnly, FilterNotFound, NameTaken, or what `rules.checked` finds; then nothing was changed.
        """
        check_admin(by)
        async with self._desk.database.read() as connection:
            seen = await self._desk.filter(connection, guild_id=by.guild_id, filter_id=filter_id)
        # Beside the transaction: with ten thousand words this takes a while, and all other writers would wait.
        await _checked(replace(terms_of(seen), **changes), seen.looks_for)  # type: ignore[arg-type]
        async with self._desk.database.write() as connection:
            before = await self._desk.filter(connection, guild_id=by.guild_id, filter_id=filter_id)
            terms = rules.tidied(replace(terms_of(before), **changes), looks_for=before.looks_for)  # type: ignore[arg-type]
            await self._check_name(connection, guild_id=by.guild_id, name=terms.name, filter_id=filter_id)
            if terms.contents != before.contents:
                await self._check_room(connection, guild_id=by.guild_id, contents=terms.contents, filter_id=filter_id)
            changed = rules.changed_between(before, terms)
            if not changed:
                return before
            now = self._desk.clock()
            after = await definitions.change(connection, terms, before=before, at=now)
            await definitions.note_change(
                connection, guild_id=by.guild_id, filter_id=filter_id, by_id=by.id, at=now, changes=changed
            )
            await self._plan(connection, after)
        await self._screens.rebuild(by.guild_id)
        return after

    async def delete(self, *, by: Actor, filter_id: int) -> Filter:
        """Take a filter away, with what it looks for; what it has found stays. Raises AdminsOnly or FilterNotFound."""
        check_admin(by)
        async with self._desk.database.write() as connection:
            before = await self._desk.filter(connection, guild_id=by.guild_id, filter_id=filter_id)
            now = self._desk.clock()
            await definitions.delete(connection, filter_id=filter_id, at=now)
            await definitions.note_change(
                connection,
                guild_id=by.guild_id,
                filter_id=filter_id,
                by_id=by.id,
                at=now,
                changes=[("deleted", before.name, None)],
            )
            await self._plan(connection, before)
        await self._screens.rebuild(by.guild_id)
        return before

    async def _plan(self, connection: AsyncConnection, one: Filter) -> None:
        """Have AutoMod brought into step."""
        await plan(connection, guild_id=one.guild_id, kind=rules.AUTOMOD, subject_id=one.id, due_at=self._desk.clock())

    async def _check_name(
        self, connection: AsyncConnection, *, guild_id: int, name: str, filter_id: int | None = None
    ) -> None:
        taken = await definitions.named(connection, guild_id=guild_id, name=name)
        if taken is not None and taken.id != filter_id:
            raise errors.NameTaken(name=name)

    async def _check_room(
        self, connection: AsyncConnection, *, guild_id: int, contents: Contents, filter_id: int | None = None
    ) -> None:
        if contents.words or contents.patterns:
            others = await definitions.all_of(connection, guild_id=guild_id)
            rules.check_room(contents, (one for one in others if one.id != filter_id))


async def _checked(terms: Terms, looks_for: Looks) -> Terms:
    if len(terms.contents.words) + len(terms.contents.patterns) + len(terms.contents.domains) >= LONG:
        return await asyncio.to_thread(rules.checked, terms, looks_for=looks_for)
    return rules.checked(terms, looks_for=looks_for)


def terms_of(one: Filter) -> Terms:
    """Return what an admin decided about a filter so far."""
    return Terms(
        name=one.name,
        consequence=one.consequence,
        mode=one.mode,
        contents=one.contents,
        exempt_role_ids=one.exempt_role_ids,
        exempt_channel_ids=one.exempt_channel_ids,
        rule_key=one.rule_key,
    )
