"""The first steps there are. A feature adds its own in `bot/app.py`; nothing in here knows them by name."""

import zlib
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bot.engine import AsyncConnection
from bot.onboarding.model import Step


class Steps:
    """The steps in the order in which newcomers see them."""

    def __init__(self) -> None:
        self._steps: dict[str, Step] = {}

    def add(self, *steps: Step) -> None:
        """Put steps after those there are. Raises ValueError for a name that is taken."""
        for step in steps:
            if step.name in self._steps:
                raise ValueError(f"two steps are named {step.name!r}")
            self._steps[step.name] = step

    def all(self) -> tuple[Step, ...]:
        return tuple(self._steps.values())

    async def offered(self, connection: AsyncConnection, guild_id: int) -> tuple[Step, ...]:
        """Return the steps a server offers."""
        return tuple(
            [step for step in self._steps.values() if step.offered is None or await step.offered(connection, guild_id)]
        )

    async def done(
        self,
        connection: AsyncConnection,
        guild_id: int,
        member_ids: Collection[int],
        *,
        steps: Sequence[Step] | None = None,
    ) -> Mapping[str, Mapping[int, datetime]]:
        """Return for each of `steps` (None: all) by name who of the members has done it, and when."""
        wanted = self._steps.values() if steps is None else steps
        return {step.name: await step.done(connection, guild_id, member_ids) for step in wanted}


def source_id(name: str) -> int:
    """Return what stands in the ledger as the cause of a step's points: the same in all versions and processes."""
    return zlib.crc32(name.encode())
