"""Nudges: newcomers who have stalled are reminded of their next step, once, by day, and not after they said no.

A nudge is fixed before anything is said: in one transaction its members are noted as nudged and a due row (`NUDGE`)
names their arrivals. Whatever happens then, nobody is addressed twice for one nudge; a process that dies between saying
it and noting that finds its own message. *Not now* has it said once more after `AGAIN_AFTER`, and after that never.

Members who came back after having left are not nudged: they know their way.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.db import Database
from bot.due import Due, plan
from bot.engine import AsyncConnection
from bot.errors import UserError
from bot.onboarding.hours import may_nudge
from bot.onboarding.model import OnboardingSettings
from bot.onboarding.progress import SWEPT_FOR, Wish
from bot.onboarding.steps import Steps
from bot.onboarding.store import first_steps
from bot.onboarding.store import introductions as introductions_store
from bot.onboarding.store import nudges as store
from bot.profiles.service import Profiles
from bot.settings.model import ServerSettings
from bot.settings.service import Settings

NUDGE = "onboarding:nudge"
"""The due row that says a nudge; its subject is the first arrival it is for, its payload names all of them."""

AGAIN_AFTER = timedelta(days=7)
NUDGED_AN_HOUR = 10
"""Members nudged in one server within an hour: a channel should not be filled with names."""

NUDGED_TOGETHER = 5
"""Members named in one message."""

LOOKED_AT_ONCE = 200
STALE_AFTER = timedelta(hours=20)
"""A nudge that could not be said for so long isn't said any more."""


SpeaksIn = Callable[[int, int], bool]
"""Whether something can be said now in a server's channel, as far as Discord shows."""


class NotForYou(UserError):
    """The button belongs to somebody a message names."""

    message = "onboarding-nudge-error-not-for-you"


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge:
    """What is said to some newcomers with the same next step."""

    guild_id: int
    member_ids: tuple[int, ...]
    step: str
    introduction_id: int | None
    """The message of their introduction, where it is for one member who has one: its thread is where they are."""


class Nudging:
    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        settings: Settings,
        steps: Steps,
        profiles: Profiles,
        unwatched: Wish,
    ) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._steps = steps
        self._profiles = profiles
        self._unwatched = unwatched

    async def sweep(self, *, speaks_in: SpeaksIn) -> None:
        """Plan what is to be said to newcomers who have stalled, in servers where it can be said: nobody's one nudge
        should be lost to a closed channel."""
        async with self._database.read() as connection:
            guild_ids = await first_steps.guilds_with_arrivals(connection, since=self._clock() - SWEPT_FOR)
        for guild_id in guild_ids:
            settings = await self._settings.get(guild_id, OnboardingSettings)
            channel_id = settings.welcome_channel_id
            if settings.nudge_after_days and channel_id is not None and speaks_in(guild_id, channel_id):
                await self._plan(guild_id, idle=timedelta(days=settings.nudge_after_days))

    async def _plan(self, guild_id: int, *, idle: timedelta) -> None:
        now = self._clock()
        async with self._database.read() as connection:
            said = await store.count_nudged(connection, guild_id=guild_id, since=now - timedelta(hours=1))
            by_step = await self._found(connection, guild_id, idle=idle, limit=NUDGED_AN_HOUR - said)
        for name, arrival_ids in by_step.items():
            for start in range(0, len(arrival_ids), NUDGED_TOGETHER):
                await self._fix(guild_id, name, arrival_ids[start : start + NUDGED_TOGETHER])

    async def _found(
        self, connection: AsyncConnection, guild_id: int, *, idle: timedelta, limit: int
    ) -> Mapping[str, list[int]]:
        """Return the arrivals of up to `limit` newcomers who can be spoken to now, by the name of their next step."""
        now, left, after_id = self._clock(), limit, 0
        found: dict[str, list[int]] = defaultdict(list)
        names = [step.name for step in await self._steps.offered(connection, guild_id) if step.nudged]
        while left > 0:
            page = await store.stalled(
                connection,
                guild_id=guild_id,
                now=now,
                since=now - SWEPT_FOR,
                idle=idle,
                names=names,
                after_id=after_id,
                limit=LOOKED_AT_ONCE,
            )
            if not page:
                break
            after_id = page[-1].arrival_id
            next_steps = await self.next_steps(connection, guild_id, [one.member_id for one in page])
            for one in page:
                name = next_steps.get(one.member_id)
                if left > 0 and name is not None and await self._can_be_told(connection, guild_id, one.member_id):
                    found[name].append(one.arrival_id)
                    left -= 1
        return found

    async def _can_be_told(self, connection: AsyncConnection, guild_id: int, member_id: int) -> bool:
        if self._unwatched(guild_id, member_id):
            return False
        zone = (await self._settings.read(connection, guild_id, ServerSettings)).zone
        preferences = await self._profiles.preferences(connection, guild_id=guild_id, member_id=member_id)
        return may_nudge(self._clock(), preferences=preferences, servers=zone)

    async def next_steps(
        self, connection: AsyncConnection, guild_id: int, member_ids: Sequence[int]
    ) -> Mapping[int, str]:
        """Return the name of the first step each member has still to do; who has done all isn't in it."""
        steps = [step for step in await self._steps.offered(connection, guild_id) if step.nudged]
        done = await self._steps.done(connection, guild_id, member_ids, steps=steps)
        noted = {
            (member_id, name)
            for _, member_id, name, _ in await first_steps.facts(
                connection, guild_id=guild_id, member_ids=member_ids, names=[step.name for step in steps]
            )
        }
        found: dict[int, str] = {}
        for member_id in member_ids:
            left = (
                step.name for step in steps if member_id not in done[step.name] and (member_id, step.name) not in noted
            )
            name = next(left, None)
            if name is not None:
                found[member_id] = name
        return found

    async def _fix(self, guild_id: int, name: str, arrival_ids: Sequence[int]) -> None:
        """Settle whom a message is for, and plan it; both or neither."""
        now = self._clock()
        async with self._database.write() as connection:
            fixed = await store.set_nudged(connection, guild_id=guild_id, arrival_ids=arrival_ids, at=now)
            if fixed:
                payload = {"arrivals": fixed, "step": name, "at": now.isoformat()}
                await plan(connection, guild_id=guild_id, kind=NUDGE, subject_id=fixed[0], due_at=now, payload=payload)

    async def to_say(self, due: Due) -> Nudge | None:
        """Return what a due row has to say now; None where it is too late, or nobody is left who needs it."""
        if self._clock() - begun_at(due) > STALE_AFTER:
            return None
        step = str(due.payload["step"])
        async with self._database.read() as connection:
            here = await store.still_here(connection, guild_id=due.guild_id, arrival_ids=due.payload["arrivals"])
            wanted = [member_id for _, member_id in here if not self._unwatched(due.guild_id, member_id)]
            next_steps = await self.next_steps(connection, due.guild_id, wanted)
            members = tuple(member_id for member_id in wanted if next_steps.get(member_id) == step)
            if not members:
                return None
            introduction = None
            if len(members) == 1:
                introduction = await introductions_store.get(connection, guild_id=due.guild_id, member_id=members[0])
        introduction_id = None if introduction is None else introduction.message_id
        return Nudge(guild_id=due.guild_id, member_ids=members, step=step, introduction_id=introduction_id)

    # What they answer

    async def not_now(self, *, guild_id: int, member_id: int) -> bool:
        """Have somebody nudged once more, later; returns False where that was the second time already."""
        async with self._database.write() as connection:
            return await store.postpone(
                connection, guild_id=guild_id, member_id=member_id, until=self._clock() + AGAIN_AFTER
            )

    async def never(self, *, guild_id: int, member_id: int) -> None:
        """Don't nudge somebody any more."""
        async with self._database.write() as connection:
            await store.switch_off(connection, guild_id=guild_id, member_id=member_id)


def begun_at(due: Due) -> datetime:
    """Return when a nudge was fixed."""
    return datetime.fromisoformat(str(due.payload["at"]))
