"""What admins do with perks themselves: add, change, archive."""

from dataclasses import replace

from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.perks import errors, rules
from bot.perks.desk import Desk, check_admin
from bot.perks.model import PERKS_MAX, Gives, Perk, Terms
from bot.perks.store import catalogue
from bot.points.model import Rank
from bot.points.store import terms as points_terms


class Offering:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def add(self, terms: Terms, *, by: Actor, gives: Gives) -> Perk:
        """Raises AdminsOnly, TooManyPerks, NameTaken, RankUnknown, or what `rules.checked` finds."""
        check_admin(by)
        tidied = rules.checked(terms, gives=gives)
        key = rules.name_key(tidied.name)
        async with self._desk.database.write() as connection:
            if await catalogue.count(connection, guild_id=by.guild_id) >= PERKS_MAX:
                raise errors.TooManyPerks(limit=PERKS_MAX)
            await self._check_name(connection, guild_id=by.guild_id, name=tidied.name)
            await self._check_rank(connection, guild_id=by.guild_id, rank_id=tidied.rank_id)
            perk_id = await catalogue.add(
                connection,
                tidied,
                guild_id=by.guild_id,
                name_key=key,
                gives=gives,
                by_id=by.id,
                at=self._desk.clock(),
            )
            return await self._desk.perk(connection, guild_id=by.guild_id, perk_id=perk_id)

    async def change(self, *, by: Actor, perk_id: int, **changes: object) -> Perk:
        """Change the named fields of a perk's Terms. What was claimed before keeps its price.

        Raises AdminsOnly, PerkNotFound, PerkArchived, NameTaken, RankUnknown, or what `rules.checked` finds.
        """
        check_admin(by)
        async with self._desk.database.write() as connection:
            perk = await self._desk.perk(connection, guild_id=by.guild_id, perk_id=perk_id)
            if perk.archived_at is not None:
                raise errors.PerkArchived
            terms = rules.checked(replace(terms_of(perk), **changes), gives=perk.gives)  # type: ignore[arg-type]
            await self._check_name(connection, guild_id=by.guild_id, name=terms.name, perk_id=perk_id)
            await self._check_rank(connection, guild_id=by.guild_id, rank_id=terms.rank_id)
            # A rank that was deleted stays asked for until an admin says what is asked for instead.
            needs_rank = terms.rank_id is not None if "rank_id" in changes else perk.needs_rank
            key = rules.name_key(terms.name)
            await catalogue.change(connection, terms, perk_id=perk_id, name_key=key, needs_rank=needs_rank)
            return await self.restocked(connection, perk)

    async def restocked(self, connection: AsyncConnection, before: Perk) -> Perk:
        """Return a perk as it is now; where there is enough of it again, staff will be told anew when there isn't."""
        perk = await self._desk.perk(connection, guild_id=before.guild_id, perk_id=before.id)
        if not rules.is_low(perk):
            await catalogue.enough_again(connection, perk_id=perk.id)
        return perk

    async def archive(self, *, by: Actor, perk_id: int) -> Perk | None:
        """Take a perk out of the list: into the archive, or for good where nobody ever claimed it (None).

        Raises AdminsOnly, PerkNotFound or PerkArchived.
        """
        check_admin(by)
        async with self._desk.database.write() as connection:
            perk = await self._desk.perk(connection, guild_id=by.guild_id, perk_id=perk_id)
            if perk.archived_at is not None:
                raise errors.PerkArchived
            if await catalogue.delete_unclaimed(connection, perk_id=perk_id):
                return None
            await catalogue.set_archived(connection, perk_id=perk_id, at=self._desk.clock())
            return await self._desk.perk(connection, guild_id=by.guild_id, perk_id=perk_id)

    async def bring_back(self, *, by: Actor, perk_id: int) -> Perk:
        """Take a perk out of the archive. Raises AdminsOnly, PerkNotFound, TooManyPerks or NameTaken."""
        check_admin(by)
        async with self._desk.database.write() as connection:
            perk = await self._desk.perk(connection, guild_id=by.guild_id, perk_id=perk_id)
            if await catalogue.count(connection, guild_id=by.guild_id) >= PERKS_MAX:
                raise errors.TooManyPerks(limit=PERKS_MAX)
            await self._check_name(connection, guild_id=by.guild_id, name=perk.name, perk_id=perk_id)
            await catalogue.set_archived(connection, perk_id=perk_id, at=None)
            return await self._desk.perk(connection, guild_id=by.guild_id, perk_id=perk_id)

    async def get(self, *, by: Actor, perk_id: int) -> Perk:
        """Return a perk, from the archive too. Raises AdminsOnly or PerkNotFound."""
        check_admin(by)
        async with self._desk.database.read() as connection:
            found = await catalogue.get(connection, guild_id=by.guild_id, perk_id=perk_id)
        if found is None:
            raise errors.PerkNotFound
        return found

    async def ranks(self, *, guild_id: int) -> list[Rank]:
        """Return the ranks a perk can ask for, lowest first."""
        async with self._desk.database.read() as connection:
            return await self._ranks(connection, guild_id)

    async def rank_named(self, *, guild_id: int, typed: str) -> Rank:
        """Return a rank by its id or its name. Raises RankUnknown."""
        ranks = await self.ranks(guild_id=guild_id)
        wanted = rules.name_key(typed)
        for rank in ranks:
            if wanted in (str(rank.id), rules.name_key(rank.name)):
                return rank
        raise errors.RankUnknown

    async def _ranks(self, connection: AsyncConnection, guild_id: int) -> list[Rank]:
        return (await points_terms.ranks(connection, guild_ids=[guild_id])).get(guild_id, [])

    async def _check_name(
        self, connection: AsyncConnection, *, guild_id: int, name: str, perk_id: int | None = None
    ) -> None:
        taken = await catalogue.with_name(connection, guild_id=guild_id, name_key=rules.name_key(name))
        if taken not in (None, perk_id):
            raise errors.NameTaken(name=name)

    async def _check_rank(self, connection: AsyncConnection, *, guild_id: int, rank_id: int | None) -> None:
        if rank_id is not None and rank_id not in {rank.id for rank in await self._ranks(connection, guild_id)}:
            raise errors.RankUnknown


def terms_of(perk: Perk) -> Terms:
    """Return what an admin decided about a perk so far."""
    return Terms(
        name=perk.name,
        description=perk.description,
        price=perk.price,
        rank_id=perk.rank.id if perk.rank else None,
        stock=perk.stock,
        per_member=perk.per_member,
        period=perk.period,
        opens_at=perk.opens_at,
        closes_at=perk.closes_at,
    )
