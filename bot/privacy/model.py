"""What privacy is made of: parts of features that the generic way can't see, and the settings of the feature."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Protocol, runtime_checkable

from pydantic import Field

from bot.engine import AsyncConnection
from bot.errors import UserError
from bot.settings.model import Section

FORGET_SERVER = "privacy:forget-server"
"""The kind of due row that forgets a server the bot was removed from."""
SERVER_KEPT_DAYS = 30


class Part(Protocol):
    """What a feature adds to export and erasure beside its member columns (sealed authors, derived sums, caches)."""

    async def forget(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        """Do what erasing a member needs, before their member columns are erased. In the same transaction."""
        ...

    async def export(
        self, connection: AsyncConnection, *, guild_id: int, member_id: int
    ) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Return rows by table that are the member's though no column names them, or what of a row must be opened."""
        ...


@runtime_checkable
class BulkyPart(Part, Protocol):
    """A part with so many rows of a member that erasing them at once would keep all other writers waiting."""

    async def bulk(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> int:
        """Return how many rows there are."""
        ...

    async def trim(self, connection: AsyncConnection, *, guild_id: int, member_id: int, limit: int) -> int:
        """Erase up to `limit` of them and return how many. `forget` is called when nearly none are left.

        The process may end in between; everything derived may be wrong for this member until then, for nobody else.
        """
        ...


Guard = Callable[[AsyncConnection, int, int], Awaitable[None]]
"""Is asked with server and member before anything is erased, and may raise a UserError that says why not now.

For what erasing must not let anybody escape: an open case of the moderators, for instance. Nothing was changed then.
Only a member's own wish is asked about: what is erased after its time, and servers that are forgotten, ask nobody.
"""

ForgetMember = Callable[[int, int], None]
"""Drops what is kept in memory of a member, given server and member. After the commit; nothing is written meanwhile."""

ForgetServer = Callable[[int], None]
"""The same for a server."""


class Why(StrEnum):
    """Why something was erased."""

    MEMBER = "member"
    RETENTION = "retention"
    SERVER = "server"


class TooSoon(UserError):
    """Somebody asks for all their data again, `minutes` after the last time at the least."""

    message = "privacy-error-too-soon"


class UnknownKind(UserError):
    """A kind of data that is not pruned (any more)."""

    message = "privacy-error-kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """How much a table holds of a member."""

    table: str
    feature: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What erasing a member would do, in rows by table."""

    deleted: Mapping[str, int]
    forgotten: Mapping[str, int]
    """The rows stay, without who it was."""
    kept: Mapping[str, int]

    @property
    def rows(self) -> int:
        return sum(self.deleted.values()) + sum(self.forgotten.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was erased."""

    rows: int
    at: datetime


class PrivacySettings(Section):
    section = "privacy"

    operator_text: Annotated[str, Field(max_length=1500)] = ""
    activity_days: Annotated[int, Field(ge=30, le=3650)] = 400
    leavers_days: Annotated[int, Field(ge=0, le=3650)] = 0
    """Days after which those who left are erased; 0: never."""
