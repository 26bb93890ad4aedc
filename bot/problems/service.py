"""Problems with the bot itself, as the rest of the program uses them."""

from collections import deque
from datetime import datetime

from bot.actor import Actor
from bot.clock import Clock
from bot.db import Database
from bot.due import plan, unfinished
from bot.problems import store
from bot.problems.model import (
    A_DAY,
    DAY,
    NAMELESS_A_DAY,
    REFERENCE_MAX,
    TELL,
    TEXT_MAX,
    NothingSaid,
    Problem,
    TooManyNameless,
    TooManyProblems,
)
from bot.problems.privacy import ProblemPrivacy
from bot.text import clean, cut, letters, one_line

AT_ONCE = 100


class Problems:
    def __init__(self, *, database: Database, clock: Clock, tells: bool = False) -> None:
        """`tells`: whether there is a channel of the operator's; without one they are only kept."""
        self._database = database
        self._clock = clock
        self._tells = tells
        self.privacy = ProblemPrivacy(clock)
        self._nameless: dict[tuple[int, int], deque[datetime]] = {}
        """Who has left their name out today, by server and member: in memory only, as no row may say it."""

    async def report(self, *, by: Actor, text: str, reference: str = "", named: bool = True) -> Problem:
        """Keep what somebody says is wrong with the bot. Raises NothingSaid, TooManyProblems or TooManyNameless."""
        said = cut(clean(text), TEXT_MAX)
        if not letters(said):
            raise NothingSaid
        now = self._clock()
        async with self._database.write() as connection:
            sent = await store.count_since(connection, guild_id=by.guild_id, member_id=by.id, since=now - DAY)
            if sent + self._count_nameless(by, now) >= A_DAY:
                raise TooManyProblems(limit=A_DAY)
            if not named:
                nameless = await store.count_since(connection, guild_id=by.guild_id, member_id=None, since=now - DAY)
                if nameless >= NAMELESS_A_DAY:
                    raise TooManyNameless
            problem = await store.add(
                connection,
                guild_id=by.guild_id,
                member_id=by.id if named else None,
                reference=cut(one_line(reference), REFERENCE_MAX) or None,
                text=said,
                at=now,
            )
            if self._tells:
                await plan(connection, guild_id=by.guild_id, kind=TELL, subject_id=problem.id, due_at=now)
        if not named:
            self._nameless.setdefault((by.guild_id, by.id), deque(maxlen=A_DAY)).append(now)
        return problem

    def _count_nameless(self, by: Actor, now: datetime) -> int:
        for key in [key for key, sent in self._nameless.items() if sent[-1] <= now - DAY]:
            del self._nameless[key]
        return sum(sent > now - DAY for sent in self._nameless.get((by.guild_id, by.id), ()))

    async def get(self, problem_id: int) -> Problem | None:
        async with self._database.read() as connection:
            return await store.get(connection, problem_id)

    async def told(self, problem_id: int, *, channel_id: int, message_id: int) -> None:
        """Note what was posted of it."""
        async with self._database.write() as connection:
            await store.mark_told(
                connection, problem_id, at=self._clock(), channel_id=channel_id, message_id=message_id
            )

    async def plan_untold(self) -> int:
        """Have those told that were given up, or came before there was a channel; returns how many."""
        if not self._tells:
            return 0
        async with self._database.write() as connection:
            waiting = await store.untold(connection, limit=AT_ONCE)
            rows = await unfinished(connection, kind=TELL, subject_ids=[problem.id for problem in waiting])
            under_way = {row.subject_id for row in rows if not row.given_up}
            waiting = [problem for problem in waiting if problem.id not in under_way]
            for problem in waiting:
                await plan(
                    connection,
                    guild_id=problem.guild_id,
                    kind=TELL,
                    subject_id=problem.id,
                    due_at=self._clock(),
                )
        return len(waiting)

    async def list(self, *, closed: bool = False, limit: int = AT_ONCE) -> list[Problem]:
        """Return the problems of all servers, latest first. For the operator only."""
        async with self._database.read() as connection:
            return await store.latest(connection, closed=closed, limit=limit)

    async def close(self, problem_id: int) -> bool:
        """Note that the operator has dealt with it; returns whether it was open."""
        async with self._database.write() as connection:
            return await store.close(connection, problem_id, at=self._clock())

    async def count_open(self) -> int:
        async with self._database.read() as connection:
            return await store.count_open(connection)
