"""Asking members who have not agreed to what is in force, below the answer to whatever they do with the bot.

Every press and command comes by here. Whoever is known to need nothing costs no query: that is kept in memory, for the
members who were seen last.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

from bot.guidelines import rules
from bot.guidelines.desk import Desk
from bot.guidelines.model import Agreement
from bot.guidelines.store import agreements, versions
from bot.guidelines.store.versions import Marker

KNOWN_MAX = 20_000
"""Members kept in memory; about 5 MB. Who falls out costs two small queries at their next press."""

Member = tuple[int, int]
"""Server and member."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody is to be asked."""

    guild_id: int
    member_id: int
    version_id: int
    number: int
    """The version that everybody has to agree to; a later one serves as well."""
    agreement: Agreement | None
    """What they agreed to before."""


class Asking:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._material: dict[int, Marker] = {}
        self._quiet_until: OrderedDict[Member, datetime | None] = OrderedDict()
        """Who needs not be asked, and until when; None: until the next material version. Longest unseen first."""

    async def load(self) -> None:
        """Read which servers have something to agree to. Before the first interaction comes."""
        async with self._desk.database.read() as connection:
            self._material = dict(await versions.materials(connection))

    def published(self, *, guild_id: int, version_id: int, number: int) -> None:
        """Have everybody of a server asked anew: a material version was published."""
        self._material[guild_id] = Marker(id=version_id, number=number)
        self._forget_members(guild_id)

    def forget(self, *, guild_id: int, member_id: int) -> None:
        """Drop what is in memory of a member whose rows were erased: nothing is known of their agreement any more."""
        self._quiet_until.pop((guild_id, member_id), None)

    def forget_server(self, guild_id: int) -> None:
        """Drop what is in memory of a server whose rows were deleted."""
        self._material.pop(guild_id, None)
        self._forget_members(guild_id)

    def _forget_members(self, guild_id: int) -> None:
        for member in [member for member in self._quiet_until if member[0] == guild_id]:
            del self._quiet_until[member]

    def agreed(self, *, guild_id: int, member_id: int) -> None:
        self._be_quiet((guild_id, member_id), None)

    def may_concern(self, *, guild_id: int, member_id: int) -> bool:
        """Whether it takes a look at the database to know whether somebody is to be asked."""
        if guild_id not in self._material:
            return False
        member = (guild_id, member_id)
        if member not in self._quiet_until:
            return True
        self._quiet_until.move_to_end(member)
        until = self._quiet_until[member]
        return until is not None and until <= self._desk.clock()

    async def question(self, *, guild_id: int, member_id: int) -> Question | None:
        """Return what somebody is to be asked now; None where they are up to date, or were asked within the week.

        From here on they count as asked in this process: of two presses at once one gets the question. Whoever could
        not be asked after all is to be named to `not_asked`.
        """
        member = (guild_id, member_id)
        material, now = self._material[guild_id], self._desk.clock()
        self._be_quiet(member, now + rules.ASK_AGAIN_AFTER)
        async with self._desk.database.read() as connection:
            agreement = await agreements.latest(connection, guild_id=guild_id, member_id=member_id)
            asked_at = await agreements.asked(
                connection, guild_id=guild_id, member_id=member_id, version_id=material.id
            )
        if agreement is not None and agreement.version_number >= material.number:
            self._be_quiet(member, None)
            return None
        if asked_at is not None and now - asked_at < rules.ASK_AGAIN_AFTER:
            self._be_quiet(member, asked_at + rules.ASK_AGAIN_AFTER)
            return None
        return Question(
            guild_id=guild_id,
            member_id=member_id,
            version_id=material.id,
            number=material.number,
            agreement=agreement,
        )

    async def asked(self, question: Question) -> None:
        """Note that they have the question before them."""
        async with self._desk.database.write() as connection:
            await agreements.set_asked(
                connection,
                guild_id=question.guild_id,
                member_id=question.member_id,
                version_id=question.version_id,
                at=self._desk.clock(),
            )

    def not_asked(self, question: Question) -> None:
        """Have them asked at their next press: this time Discord didn't take the question."""
        self._quiet_until.pop((question.guild_id, question.member_id), None)

    def _be_quiet(self, member: Member, until: datetime | None) -> None:
        self._quiet_until[member] = until
        self._quiet_until.move_to_end(member)
        if len(self._quiet_until) > KNOWN_MAX:
            self._quiet_until.popitem(last=False)
