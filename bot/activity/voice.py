"""Who is in voice, and for how long: stretches of time are cut whenever something about a channel changes.

The time between two processes counts for whoever has the same session id before and after: they never hung up.
"""

from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.activity.model import VoiceFact, VoiceTime

CUT_EVERY = timedelta(minutes=1)
CONTINUES_WITHIN = timedelta(hours=12)
"""The longest absence of ours over which an unbroken voice session counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Somebody in a voice channel; their time is counted up to `counted_until`."""

    guild_id: int
    member_id: int
    channel_id: int
    session_id: str
    deaf: bool
    mute: bool
    afk: bool
    counted_until: datetime
    roles: tuple[str | int, ...] | None = None


Key = tuple[int, int]


class VoiceTracker:
    def __init__(self, ignored: Set[Key] = frozenset()) -> None:
        """`ignored`: of whom nothing is recorded. They still are company to those who are there with them."""
        self._ignored = ignored
        self._there: dict[Key, Presence] = {}
        self._asleep: dict[Key, Presence] = {}
        """Those of the process before, until it is known whether they are still there."""
        self._changed: set[Key] = set()
        self._times: list[VoiceTime] = []
        self._cut_at: datetime | None = None

    def load(self, presences: Iterable[Presence]) -> None:
        self._asleep = {(presence.guild_id, presence.member_id): presence for presence in presences}

    def wake(self, guild_id: int) -> None:
        """Go on with those who were there: from here on every change of theirs is heard."""
        for key in [key for key in self._asleep if key[0] == guild_id]:
            self._there.setdefault(key, self._asleep.pop(key))

    def heard(self, fact: VoiceFact) -> None:
        """Follow a voice state, cutting the time of everybody in the channels it touches."""
        key = (fact.guild_id, fact.member_id)
        before = self._there.get(key)
        if before is None and fact.channel_id is None:
            return
        touched = {channel_id for channel_id in (before and before.channel_id, fact.channel_id) if channel_id}
        self._cut(fact.guild_id, touched, fact.at)
        if fact.channel_id is None:
            self._there.pop(key, None)
        else:
            self._there[key] = Presence(
                guild_id=fact.guild_id,
                member_id=fact.member_id,
                channel_id=fact.channel_id,
                session_id=fact.session_id,
                deaf=fact.deaf,
                mute=fact.mute,
                afk=fact.afk,
                counted_until=fact.at,
                roles=None if fact.roles is None else tuple(fact.roles),
            )
        self._changed.add(key)

    def guild_seen(self, guild_id: int, states: Iterable[VoiceFact], *, at: datetime) -> None:
        """Take a server's voice states as they are at the start of a gateway session."""
        self.wake(guild_id)
        now = {fact.member_id: fact for fact in states if fact.channel_id is not None}
        for key, presence in list(self._there.items()):
            if key[0] != guild_id:
                continue
            fact = now.get(presence.member_id)
            unbroken = (
                fact is not None
                and fact.session_id == presence.session_id
                and fact.channel_id == presence.channel_id
                and at - presence.counted_until <= CONTINUES_WITHIN
            )
            if not unbroken:
                # Whether they stayed until we came back, nobody knows: what is counted stays as it is.
                del self._there[key]
                self._changed.add(key)
        self._cut(guild_id, {presence.channel_id for presence in self._in_guild(guild_id)}, at)
        for fact in now.values():
            self.heard(fact)

    def is_asleep(self, guild_id: int) -> bool:
        """Whether it isn't known yet who of those that the process before saw is still there."""
        return any(key[0] == guild_id for key in self._asleep)

    def cut_all(self, now: datetime, *, at_once: bool = False) -> None:
        """Count everybody's time up to now, once a minute at most unless it must be `at_once`."""
        if not at_once and self._cut_at is not None and timedelta() <= now - self._cut_at < CUT_EVERY:
            return
        self._cut_at = now
        channels: dict[int, set[int]] = {}
        for presence in self._there.values():
            channels.setdefault(presence.guild_id, set()).add(presence.channel_id)
        for guild_id, channel_ids in channels.items():
            self._cut(guild_id, channel_ids, now)

    def _in_guild(self, guild_id: int) -> list[Presence]:
        return [presence for presence in self._there.values() if presence.guild_id == guild_id]

    def _cut(self, guild_id: int, channel_ids: Collection[int], now: datetime) -> None:
        for channel_id in channel_ids:
            there = [presence for presence in self._in_guild(guild_id) if presence.channel_id == channel_id]
            hearing = sum(not presence.deaf for presence in there)
            for presence in there:
                key = (guild_id, presence.member_id)
                others = hearing - (not presence.deaf)
                seconds = int((now - presence.counted_until).total_seconds())
                if seconds > 0 and key in self._ignored:
                    self._there[key] = replace(presence, counted_until=now)
                elif seconds > 0:
                    self._times.append(
                        VoiceTime(
                            guild_id=guild_id,
                            member_id=presence.member_id,
                            channel_id=channel_id,
                            started_at=presence.counted_until,
                            seconds=seconds,
                            alone=others < 1,
                            deaf=presence.deaf,
                            mute=presence.mute,
                            afk=presence.afk,
                            roles=presence.roles,
                        )
                    )
                    counted = presence.counted_until + timedelta(seconds=seconds)
                    self._there[key] = replace(presence, counted_until=counted)
                elif now < presence.counted_until:  # our clock was set back
                    self._there[key] = replace(presence, counted_until=now)
                self._changed.add(key)

    def take(self) -> tuple[list[VoiceTime], dict[Key, Presence | None]]:
        """Return the stretches to be written, and everybody whose presence changed (None: they left)."""
        times = self._times
        changed = {key: None if key in self._ignored else self._there.get(key) for key in self._changed}
        self._times, self._changed = [], set()
        return times, changed

    def put_back(self, times: list[VoiceTime], changed: Iterable[Key]) -> None:
        self._times = times + self._times
        self._changed.update(changed)

    def forget(self, guild_id: int, member_id: int, *, at: datetime) -> None:
        """Drop what is counted of a member but not written; who is there now is so from this moment on."""
        key = (guild_id, member_id)
        self._times = [time for time in self._times if (time.guild_id, time.member_id) != key]
        self._asleep.pop(key, None)
        if key in self._there:
            self._there[key] = replace(self._there[key], counted_until=at)
        self._changed.add(key)

    def forget_server(self, guild_id: int) -> None:
        self._times = [time for time in self._times if time.guild_id != guild_id]
        for known in (self._there, self._asleep):
            for key in [key for key in known if key[0] == guild_id]:
                del known[key]
        self._changed = {key for key in self._changed if key[0] != guild_id}
