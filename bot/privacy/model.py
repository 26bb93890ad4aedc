"""What privacy is made of: parts of features that the generic way can't see, and the settings of the feature."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Protocol

from pydantic import Field

from bot.engine import AsyncConnection
from bot.settings.model import Section


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


class PrivacySettings(Section):
    section = "privacy"

    operator_text: Annotated[str, Field(max_length=1500)] = ""
    activity_days: Annotated[int, Field(ge=30, le=3650)] = 400
    leavers_days: Annotated[int, Field(ge=0, le=3650)] = 0
    """Days after which those who left are erased; 0: never."""
