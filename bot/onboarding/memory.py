"""Who is new, kept in memory: what everybody writes and does is compared with it, a thousand times a second.

It holds those who arrived within `NEW_FOR` and are here, or joined within it and are being screened, and whose
introductions and first posts wait for an answer.
It is only changed after a commit, and says nothing that the database doesn't.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.onboarding.model import Arrival

NEW_FOR = timedelta(days=35)
"""What the funnel looks at ends with the 30th day; the rest is for what is read late."""

LOOKED_UP_MAX = 200_000
"""Members of all servers of whom it is remembered that their arrival is known."""


@dataclass(slots=True)
class Newcomer:
    arrival_id: int
    joined: str
    """As `joined_key` says it."""
    joined_at: datetime
    arrived_at: datetime | None
    rejoined: bool
    facts: set[str] = field(default_factory=set)

    @property
    def new_since(self) -> datetime:
        """From when on `NEW_FOR` is counted: a screening may have lasted for weeks."""
        return self.arrived_at or self.joined_at


class Memory:
    def __init__(self) -> None:
        self.newcomers: dict[int, dict[int, Newcomer]] = {}
        """By server and member."""
        self.greetings: dict[int, tuple[int, int]] = {}
        """Whose the messages are that wait for an answer: server and member by message."""
        self._known: dict[int, dict[int, str]] = {}
        """Others whose arrival is known, by server and member: when they joined."""

    def load(
        self, arrivals: Iterable[Arrival], facts: Mapping[int, set[str]], greetings: Mapping[int, tuple[int, int]]
    ) -> None:
        """Take over what the database says; arrivals of one member in the order in which they joined."""
        self.newcomers, self._known = {}, {}
        for arrival in arrivals:
            self.keep(arrival, facts.get(arrival.id, ()))
        self.greetings = dict(greetings)

    def keep(self, arrival: Arrival, facts: Iterable[str] = ()) -> None:
        """Remember somebody who is here."""
        if arrival.member_id is None or arrival.left_at is not None:
            return
        of_guild = self.newcomers.setdefault(arrival.guild_id, {})
        before = of_guild.get(arrival.member_id)
        known = before.facts if before is not None and before.arrival_id == arrival.id else ()
        of_guild[arrival.member_id] = newcomer_of(arrival, {*known, *facts})

    def await_answer(self, message_id: int, *, guild_id: int, member_id: int) -> None:
        """Remember a message of somebody's that waits for an answer."""
        self.greetings[message_id] = guild_id, member_id

    def awaits(self, message_id: int) -> int | None:
        """Return whose a message is that waits for an answer."""
        found = self.greetings.get(message_id)
        return None if found is None else found[1]

    def get(self, guild_id: int, member_id: int) -> Newcomer | None:
        return self.newcomers.get(guild_id, {}).get(member_id)

    def forget(self, guild_id: int, member_id: int) -> None:
        """They have left, or are to be forgotten. What they wrote on another server still waits for its answer."""
        self.newcomers.get(guild_id, {}).pop(member_id, None)
        self._known.get(guild_id, {}).pop(member_id, None)
        self._forget_greetings(lambda owner: owner == (guild_id, member_id))

    def forget_guild(self, guild_id: int) -> None:
        self.newcomers.pop(guild_id, None)
        self._known.pop(guild_id, None)
        self._forget_greetings(lambda owner: owner[0] == guild_id)

    def _forget_greetings(self, of: Callable[[tuple[int, int]], bool]) -> None:
        for message_id in [message for message, owner in self.greetings.items() if of(owner)]:
            del self.greetings[message_id]

    def note_known(self, guild_id: int, member_id: int, joined: str) -> None:
        """Remember that the arrival of somebody who isn't new is known."""
        if sum(map(len, self._known.values())) >= LOOKED_UP_MAX:
            self._known.clear()
        self._known.setdefault(guild_id, {})[member_id] = joined

    def knows(self, guild_id: int, member_id: int, joined: str) -> bool:
        """Whether it is known that somebody joined then."""
        newcomer = self.newcomers.get(guild_id, {}).get(member_id)
        if newcomer is not None and newcomer.joined == joined:
            return True
        return self._known.get(guild_id, {}).get(member_id) == joined

    def is_screened_unnoticed(self, guild_id: int, member_id: int) -> bool:
        """Whether of somebody who joined it isn't known that their screening is over."""
        newcomer = self.newcomers.get(guild_id, {}).get(member_id)
        return newcomer is not None and newcomer.arrived_at is None

    def prune(self, now: datetime) -> None:
        """Let go of those who are new no more."""
        before = now - NEW_FOR
        for guild_id, of_guild in self.newcomers.items():
            for member_id in [member_id for member_id, one in of_guild.items() if one.new_since < before]:
                self.note_known(guild_id, member_id, of_guild.pop(member_id).joined)


def newcomer_of(arrival: Arrival, facts: Iterable[str] = ()) -> Newcomer:
    return Newcomer(
        arrival_id=arrival.id,
        joined=joined_key(arrival.joined_at),
        joined_at=arrival.joined_at,
        arrived_at=arrival.arrived_at,
        rejoined=arrival.rejoined,
        facts=set(facts),
    )


def joined_key(moment: datetime) -> str:
    """Return a joining time to the second: Discord doesn't always send the same fraction of it."""
    return moment.astimezone(UTC).isoformat()[:19]
