"""Locking a channel by its overwrites, and giving back exactly what was changed: pure rules, on Discord's bits.

What is kept of each overwrite are the locked bits alone, as they were and as they were set. Whoever changes these bits
meanwhile means it: theirs stay, and it is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Overwrite:
    """What a role or member may and may not in a channel, as bits."""

    target_id: int
    is_member: bool
    allow: int = 0
    deny: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What is changed of one overwrite: only the bits in `mask`."""

    target_id: int
    is_member: bool
    mask: int
    was_there: bool
    allowed_before: int
    denied_before: int
    allowed: int
    denied: int

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class ChangedMeanwhile(Exception):
    """Somebody else has changed the locked bits of an overwrite."""


def locking(
    current: Mapping[int, Overwrite], *, everyone_id: int, writers: Sequence[tuple[int, bool]], mask: int
) -> list[Piece]:
    """Return what locks a channel for everybody but `writers` (id, and whether it is a member), in order.

    Those who go on writing come first, the bot among them: it must not lock itself out.
    """
    pieces = [_piece(current, target_id, is_member, mask, allowed=mask, denied=0) for target_id, is_member in writers]
    pieces.append(_piece(current, everyone_id, False, mask, allowed=0, denied=mask))
    return pieces


def _piece(
    current: Mapping[int, Overwrite], target_id: int, is_member: bool, mask: int, *, allowed: int, denied: int
) -> Piece:
    found = current.get(target_id)
    return Piece(
        target_id=target_id,
        is_member=is_member,
        mask=mask,
        was_there=found is not None,
        allowed_before=found.allow & mask if found else 0,
        denied_before=found.deny & mask if found else 0,
        allowed=allowed,
        denied=denied,
    )


def set_by(piece: Piece, current: Overwrite | None) -> Overwrite | None:
    """Return the overwrite as the lock wants it; None where it is that already."""
    if _bits(piece, current) == (piece.allowed, piece.denied):
        return None
    return _with(piece, current, allow=piece.allowed, deny=piece.denied)


def given_back(piece: Piece, current: Overwrite | None) -> Overwrite | None:
    """Return the overwrite as it is to be again, empty where it is to go; None where it is that already.

    Raises ChangedMeanwhile.
    """
    bits = _bits(piece, current)
    if bits == (piece.allowed_before, piece.denied_before) and (
        piece.was_there or current is None or not _empty(current)
    ):
        return None
    if bits not in ((piece.allowed, piece.denied), (piece.allowed_before, piece.denied_before)):
        raise ChangedMeanwhile
    return _with(piece, current, allow=piece.allowed_before, deny=piece.denied_before)


def is_to_go(piece: Piece, wanted: Overwrite) -> bool:
    """Whether an overwrite that is given back was none before: then it is deleted."""
    return not piece.was_there and _empty(wanted)


def _empty(overwrite: Overwrite) -> bool:
    return not (overwrite.allow or overwrite.deny)


def _bits(piece: Piece, current: Overwrite | None) -> tuple[int, int]:
    return (0, 0) if current is None else (current.allow & piece.mask, current.deny & piece.mask)


def _with(piece: Piece, current: Overwrite | None, *, allow: int, deny: int) -> Overwrite:
    kept_allow, kept_deny = (0, 0) if current is None else (current.allow & ~piece.mask, current.deny & ~piece.mask)
    return Overwrite(
        target_id=piece.target_id, is_member=piece.is_member, allow=kept_allow | allow, deny=kept_deny | deny
    )
