"""How far each shard has come, so that the next process goes on from there.

Two numbers say it. Every event up to `sequence` is done with: its facts are taken and its handlers have ended. Facts up
to `counted` are taken, though a handler of an event before it may still run. The next process has Discord send again
what came after `sequence`; handlers run again, which changes nothing, and facts up to `counted` are left out.
"""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.activity.model import Position
from bot.activity.service import Activity
from bot.clock import Clock

HELD_BACK = timedelta(seconds=10)
"""How long an event whose handler still runs holds back the position: one that hangs would do so for ever."""

NOT_REPEATED = frozenset(
    f"on_{name}"
    for name in (
        "interaction",  # its first answer is due within three seconds: nobody can be answered any more
        "ready",
        "connect",
        "disconnect",
        "resumed",
        "shard_ready",
        "shard_connect",
        "shard_disconnect",
        "shard_resumed",
        "guild_available",
    )
)
"""Listeners for what doesn't come again, or comes with every start."""

Session = tuple[str, int]
"""A session's id, and the sequence in it."""


class Positions:
    """Reads how far the shards are; knows what the process before had counted."""

    def __init__(self, client: discord.AutoShardedClient, *, activity: Activity, clock: Clock) -> None:
        self._client = client
        self._activity = activity
        self._clock = clock
        self._running: dict[asyncio.Task[Any], tuple[datetime, dict[int, Session]]] = {}
        """Handlers under way, oldest first: since when, and how far each shard was then."""
        self._lines: dict[int, Any] = {}
        """By shard: the connection with its latest session. While a new one is begun the old one tells where we are."""
        self._taken: dict[int, Session] = {}
        """By shard: the latest event a fact was taken from."""
        self._resumed: dict[int, Position] = {}
        """By shard: where the process before was, while this one is sent what came since."""
        self._continued: set[int] = set()
        """Shards whose session Discord did resume."""
        self.catching_up = False

    # Writing the position

    def snapshot(self) -> list[Position]:
        """Return where every shard is at this moment."""
        held = self._held_back()
        found = []
        for shard_id, (session_id, sequence) in self._sequences().items():
            done = sequence
            if shard_id in held and held[shard_id][0] == session_id:
                done = min(done, held[shard_id][1] - 1)
            before = self._resumed.get(shard_id)
            found.append(
                Position(
                    shard_id=shard_id,
                    shard_count=self._client.shard_count or 1,
                    session_id=session_id,
                    resume_url=str(self._lines[shard_id].gateway),
                    sequence=done,
                    counted=max(sequence, before.counted) if before is not None else sequence,
                    stored_at=self._clock(),
                )
            )
        return found

    def hold(self, task: asyncio.Task[Any], listener: str) -> None:
        """Hold the position back before the event of this moment until its handler has ended."""
        if listener not in NOT_REPEATED and (sequences := self._sequences()):
            self._running[task] = (self._clock(), sequences)
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.pop(task, None)

    def _held_back(self) -> dict[int, Session]:
        now = self._clock()
        while self._running:
            task, (since, sequences) = next(iter(self._running.items()))
            if timedelta() <= now - since <= HELD_BACK:  # below zero our clock was set back
                return sequences
            del self._running[task]
        return {}

    def _sequences(self) -> dict[int, Session]:
        for shard_id, shard in shards_of(self._client).items():
            if _session_of(shard.ws) is not None:
                self._lines[shard_id] = shard.ws
        return {
            shard_id: session for shard_id, line in self._lines.items() if (session := _session_of(line)) is not None
        }

    # Reading on from where the process before was

    def resume(self, position: Position) -> None:
        """Note that a shard is about to be sent what came after `position`."""
        self._resumed[position.shard_id] = position
        self.catching_up = True

    def resumed(self, shard_id: int) -> None:
        """Note that a shard was sent all of it."""
        if shard_id in self._resumed:
            self._go_on(shard_id)
        self._end(shard_id)

    def began(self, shard_id: int) -> None:
        """Note that a shard's session is a new one."""
        self._end(shard_id)

    def _end(self, shard_id: int) -> None:
        self._resumed.pop(shard_id, None)
        self._continued.discard(shard_id)
        self.catching_up = bool(self._resumed)

    def _go_on(self, shard_id: int) -> None:
        # Not before Discord sends anything: until then it may refuse the session, and servers are introduced anew.
        if shard_id not in self._continued:
            self._continued.add(shard_id)
            self._activity.continued(guild.id for guild in self._client.guilds if guild.shard_id == shard_id)

    def is_again(self, guild_id: int) -> bool:
        """Whether a fact was already taken from the event of this moment, by the process before or by this one."""
        shard_id = (guild_id >> 22) % (self._client.shard_count or 1)
        shard = shards_of(self._client).get(shard_id)
        now = None if shard is None else _session_of(shard.ws)
        if now is None:
            return False
        before = self._resumed.get(shard_id)
        if before is not None and now[0] == before.session_id:
            self._go_on(shard_id)
            if now[1] <= before.counted:
                return True
        if self._taken.get(shard_id) == now:  # the same frame once more
            return True
        self._taken[shard_id] = now
        return False


def shards_of(client: discord.AutoShardedClient) -> dict[int, Any]:
    """Return discord.py's own shards; `client.shards` only describes them."""
    found: dict[int, Any] = getattr(client, "_AutoShardedClient__shards", {})
    return found


def _session_of(websocket: Any) -> Session | None:
    session_id, sequence = getattr(websocket, "session_id", None), getattr(websocket, "sequence", None)
    return None if session_id is None or sequence is None else (session_id, sequence)
