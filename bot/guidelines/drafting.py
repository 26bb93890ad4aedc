"""The draft: begun, changed rule by rule, compared with what is published, and published.

A server has one draft at most. Every change carries the stamp of the draft it was made on: two admins who edit at once
can't overwrite each other, the second is told and looks at the draft as it is now.
"""

from collections.abc import Sequence
from datetime import datetime

from bot.actor import Actor
from bot.due import plan
from bot.engine import AsyncConnection
from bot.guidelines import errors, rules
from bot.guidelines.asking import Asking
from bot.guidelines.desk import Desk, check_admin
from bot.guidelines.model import RULES_MAX, Draft, Rule, Terms, Version
from bot.guidelines.store import versions
from bot.i18n import Language


class Drafting:
    def __init__(self, desk: Desk, asking: Asking) -> None:
        self._desk = desk
        self._asking = asking

    async def open(self, *, by: Actor) -> Draft | None:
        """Return the draft, begun as a copy of what is published where there was none; None: nothing is published yet.

        Raises AdminsOnly.
        """
        check_admin(by)
        async with self._desk.database.write() as connection:
            if await versions.draft(connection, guild_id=by.guild_id) is None:
                published = await versions.current(connection, guild_id=by.guild_id)
                if published is None:
                    return None
                await self._begin(connection, [_terms(rule) for rule in published.rules], by=by, copied=published)
            return await self._draft(connection, guild_id=by.guild_id)

    async def begin(self, terms: Sequence[Terms], *, by: Actor, main: Language) -> Draft:
        """Begin the first draft with these rules, or none. Raises AdminsOnly, DraftThere, or what is wrong with one."""
        check_admin(by)
        checked = [rules.checked(one, main=main) for one in terms]
        if len(checked) > RULES_MAX:
            raise errors.TooManyRules(limit=RULES_MAX)
        async with self._desk.database.write() as connection:
            if await versions.is_published(connection, guild_id=by.guild_id):
                raise errors.DraftThere
            await self._begin(connection, checked, by=by, copied=None)
            return await self._draft(connection, guild_id=by.guild_id)

    async def _begin(
        self, connection: AsyncConnection, terms: Sequence[Terms], *, by: Actor, copied: Version | None
    ) -> None:
        number = copied.number + 1 if copied is not None else 1
        version_id = await versions.add_draft(
            connection, guild_id=by.guild_id, number=number, by_id=by.id, at=self._desk.clock()
        )
        if version_id is None:
            raise errors.DraftThere
        keys = [rule.key for rule in copied.rules] if copied is not None else range(1, len(terms) + 1)
        for place, (key, one) in enumerate(zip(keys, terms, strict=True), start=1):
            await versions.add_rule(connection, one, guild_id=by.guild_id, version_id=version_id, key=key, number=place)

    async def get(self, *, by: Actor) -> Draft:
        """Raises AdminsOnly or NoDraft."""
        check_admin(by)
        async with self._desk.database.read() as connection:
            return await self._draft(connection, guild_id=by.guild_id)

    async def check(self, *, by: Actor, stamp: int) -> Draft:
        """Return the draft if it is still the one of the stamp. Raises AdminsOnly, NoDraft or DraftChanged."""
        found = await self.get(by=by)
        if found.version.stamp != stamp:
            raise errors.DraftChanged
        return found

    async def waiting(self, *, guild_id: int) -> Draft | None:
        """Return the draft, for whoever looks after the server."""
        async with self._desk.database.read() as connection:
            if await versions.draft(connection, guild_id=guild_id) is None:
                return None
            return await self._draft(connection, guild_id=guild_id)

    # Changes. All of them raise AdminsOnly, NoDraft, or DraftChanged where the stamp isn't that of the draft

    async def add(self, terms: Terms, *, by: Actor, stamp: int, main: Language) -> Draft:
        """Add a rule at the end. Also raises TooManyRules, or what is wrong with it."""
        check_admin(by)
        checked = rules.checked(terms, main=main)
        async with self._desk.database.write() as connection:
            version = await self._locked(connection, by=by, stamp=stamp)
            if len(version.rules) >= RULES_MAX:
                raise errors.TooManyRules(limit=RULES_MAX)
            await versions.add_rule(
                connection,
                checked,
                guild_id=by.guild_id,
                version_id=version.id,
                key=await versions.last_key(connection, guild_id=by.guild_id) + 1,
                number=len(version.rules) + 1,
            )
            return await self._changed(connection, version)

    async def edit(self, terms: Terms, *, by: Actor, key: int, stamp: int, main: Language) -> Draft:
        """Also raises RuleGone, or what is wrong with it."""
        check_admin(by)
        checked = rules.checked(terms, main=main)
        async with self._desk.database.write() as connection:
            version = await self._locked(connection, by=by, stamp=stamp)
            await versions.change_rule(connection, checked, rule_id=_rule(version, key).id)
            return await self._changed(connection, version)

    async def move(self, *, by: Actor, key: int, stamp: int, up: bool) -> Draft:
        """Have a rule change places with its neighbour; at the end of the list it stays. Also raises RuleGone."""
        check_admin(by)
        async with self._desk.database.write() as connection:
            version = await self._locked(connection, by=by, stamp=stamp)
            place = _rule(version, key).number - 1
            other = place - 1 if up else place + 1
            if 0 <= other < len(version.rules):
                ids = [rule.id for rule in version.rules]
                ids[place], ids[other] = ids[other], ids[place]
                await versions.renumber(connection, rule_ids=ids)
            return await self._changed(connection, version)

    async def remove(self, *, by: Actor, key: int, stamp: int) -> Draft:
        """Remove a rule; those after it move up. Also raises RuleGone."""
        check_admin(by)
        async with self._desk.database.write() as connection:
            version = await self._locked(connection, by=by, stamp=stamp)
            gone = _rule(version, key)
            await versions.delete_rule(connection, rule_id=gone.id)
            await versions.renumber(connection, rule_ids=[rule.id for rule in version.rules if rule.id != gone.id])
            return await self._changed(connection, version)

    async def discard(self, *, by: Actor, stamp: int) -> None:
        check_admin(by)
        async with self._desk.database.write() as connection:
            version = await self._locked(connection, by=by, stamp=stamp)
            await versions.delete_draft(connection, version_id=version.id)

    async def publish(self, *, by: Actor, stamp: int, material: bool) -> Version:
        """Make the draft the version in force; the first one is material in any case.

        Also raises DraftEmpty or NothingChanged.
        """
        check_admin(by)
        async with self._desk.database.write() as connection:
            version = await self._locked(connection, by=by, stamp=stamp)
            before = await versions.current(connection, guild_id=by.guild_id)
            if not version.rules:
                raise errors.DraftEmpty
            if before is not None and not rules.difference(before, version):
                raise errors.NothingChanged
            now = self._desk.clock()
            await versions.publish(
                connection, version_id=version.id, material=material or before is None, by_id=by.id, at=now
            )
            await plan(connection, guild_id=by.guild_id, kind=rules.POST, subject_id=by.guild_id, due_at=now)
            published = await self._desk.current(connection, guild_id=by.guild_id)
        if published.material:
            self._asking.published(guild_id=by.guild_id, version_id=published.id, number=published.number)
        return published

    # Inside a transaction

    async def _draft(self, connection: AsyncConnection, *, guild_id: int) -> Draft:
        version = await versions.draft(connection, guild_id=guild_id)
        if version is None:
            raise errors.NoDraft
        published = await versions.current(connection, guild_id=guild_id)
        return Draft(version=version, published=published, difference=rules.difference(published, version))

    async def _locked(self, connection: AsyncConnection, *, by: Actor, stamp: int) -> Version:
        version = await versions.lock_draft(connection, guild_id=by.guild_id)
        if version is None:
            raise errors.NoDraft
        if version.stamp != stamp:
            raise errors.DraftChanged
        return version

    async def _changed(self, connection: AsyncConnection, version: Version) -> Draft:
        at: datetime = rules.next_change(self._desk.clock(), last=version.changed_at)
        await versions.touch(connection, version_id=version.id, at=at)
        return await self._draft(connection, guild_id=version.guild_id)


def _terms(rule: Rule) -> Terms:
    return Terms(penalty=rule.penalty, wordings=rule.wordings)


def _rule(version: Version, key: int) -> Rule:
    found = version.with_key(key)
    if found is None:
        raise errors.RuleGone
    return found
