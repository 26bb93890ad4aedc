"""Discord's own event as we know it: what it shows, what it should show, and what of it was changed by hand."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from bot.events.model import DESCRIPTION_MAX, Event, Occurrence, OccurrenceState, PlaceKind
from bot.text import cut

ANYWHERE = "–"
"""Where it is, for Discord, which wants to know, where the organiser named no place."""


class Status(StrEnum):
    SCHEDULED = "scheduled"
    ACTIVE = "active"
    COMPLETED = "completed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        return self in (Status.COMPLETED, Status.CANCELLED)


class Field(StrEnum):
    """What can differ."""

    TITLE = "title"
    DESCRIPTION = "description"
    TIME = "time"
    PLACE = "place"
    STATUS = "status"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What an event on Discord shows."""

    title: str
    description: str
    starts_at: datetime
    ends_at: datetime | None
    """Discord asks for it only of what is elsewhere."""
    kind: PlaceKind
    channel_id: int | None
    location: str | None
    status: Status
    picture: str | None = None
    """A digest of what we sent: Discord says nothing that could be compared."""

    @property
    def time(self) -> tuple[datetime, datetime | None]:
        return self.starts_at, self.ends_at

    @property
    def place(self) -> tuple[PlaceKind, int | None, str | None]:
        return self.kind, self.channel_id, self.location

    def differences(self, other: "Shape") -> set[Field]:
        return {field for field in Field if _plain(getattr(self, field.value)) != _plain(getattr(other, field.value))}

    def taking(self, other: "Shape", fields: Collection[Field]) -> "Shape":
        """Return this with some of another's fields."""
        taken = self
        for field in fields:
            match field:
                case Field.TIME:
                    taken = replace(taken, starts_at=other.starts_at, ends_at=other.ends_at)
                case Field.PLACE:
                    taken = replace(taken, kind=other.kind, channel_id=other.channel_id, location=other.location)
                case _:
                    taken = replace(taken, **{field.value: getattr(other, field.value)})
        return taken

    def stored(self) -> str:
        values = asdict(self)
        for name in ("starts_at", "ends_at"):
            values[name] = values[name] and values[name].astimezone(UTC).isoformat()
        return json.dumps(values, ensure_ascii=False)


def _plain(value: object) -> object:
    """Return a text without what Discord does to its white space."""
    return " ".join(value.split()) if isinstance(value, str) and not isinstance(value, StrEnum) else value


def shape_of(stored: str) -> Shape:
    """Return what was stored."""
    values = json.loads(stored)
    ends_at = values.pop("ends_at")
    return Shape(
        **{name: value for name, value in values.items() if name not in ("starts_at", "kind", "status")},
        starts_at=datetime.fromisoformat(values["starts_at"]),
        ends_at=None if ends_at is None else datetime.fromisoformat(ends_at),
        kind=PlaceKind(values["kind"]),
        status=Status(values["status"]),
    )


def wanted_shape(event: Event, occurrence: Occurrence, *, picture: str | None, known: Shape | None) -> Shape:
    """Return what Discord should show of an occurrence; `event` as it is at it, `known` what Discord shows now."""
    elsewhere = event.place_kind is PlaceKind.EXTERNAL
    return Shape(
        title=event.title,
        description=described(event, occurrence),
        starts_at=occurrence.starts_at,
        ends_at=occurrence.ends_at,
        kind=event.place_kind,
        channel_id=None if elsewhere else event.place_channel_id,
        location=(event.place or ANYWHERE) if elsewhere else None,
        status=wanted_status(occurrence.state, known),
        picture=picture,
    )


def described(event: Event, occurrence: Occurrence) -> str:
    """Return what an event says of itself there, and where one answers: only our own announcement has places."""
    link = link_to(occurrence)
    if link is None:
        return cut(event.description, DESCRIPTION_MAX)
    return f"{cut(event.description, DESCRIPTION_MAX - len(link) - 2)}\n\n{link}".strip()


def undescribed(written: str, occurrence: Occurrence) -> str:
    """Return what somebody wrote there, without the link we have put below it."""
    link = link_to(occurrence)
    return written if link is None else written.removesuffix(link).strip()


def link_to(occurrence: Occurrence) -> str | None:
    """Return the address of an announcement."""
    if occurrence.channel_id is None or occurrence.message_id is None:
        return None
    return f"https://discord.com/channels/{occurrence.guild_id}/{occurrence.channel_id}/{occurrence.message_id}"


def wanted_status(state: OccurrenceState, known: Shape | None) -> Status:
    """Return what becomes of an event there: from scheduled to active to completed, or from scheduled to cancelled.

    Nothing else is possible there: what is final stays, and what was over before it was begun there is cancelled.
    """
    now = known.status if known is not None else Status.SCHEDULED
    if now.is_final or state is OccurrenceState.PLANNED:
        return now
    if state is OccurrenceState.RUNNING:
        return Status.ACTIVE
    return Status.COMPLETED if now is Status.ACTIVE else Status.CANCELLED
