"""Locks give back exactly what they took, and nothing that others changed meanwhile."""

import pytest

from bot.moderation.overwrites import ChangedMeanwhile, Overwrite, Piece, given_back, is_to_go, locking, set_by

SEND, THREADS, READ = 1, 2, 4
MASK = SEND | THREADS
EVERYONE, STAFF, BOT = 1, 2, 3


def overwrite(target_id: int = EVERYONE, *, allow: int = 0, deny: int = 0) -> Overwrite:
    return Overwrite(target_id=target_id, is_member=target_id == BOT, allow=allow, deny=deny)


def pieces(*current: Overwrite) -> list[Piece]:
    there = {one.target_id: one for one in current}
    return locking(there, everyone_id=EVERYONE, writers=[(BOT, True), (STAFF, False)], mask=MASK)


def test_those_who_go_on_writing_come_first() -> None:
    assert [piece.target_id for piece in pieces()] == [BOT, STAFF, EVERYONE]


@pytest.mark.parametrize(
    "before",
    [
        None,
        overwrite(),
        overwrite(deny=READ),
        overwrite(allow=SEND | READ),
        overwrite(allow=THREADS, deny=SEND | READ),
        overwrite(deny=MASK),
    ],
)
def test_what_was_locked_is_given_back_bit_by_bit(before: Overwrite | None) -> None:
    piece = pieces(*([before] if before else []))[-1]
    locked = set_by(piece, before) or before
    assert locked is not None and (locked.allow & MASK, locked.deny & MASK) == (0, MASK)

    back = given_back(piece, locked)

    if before is None:
        assert back is not None and is_to_go(piece, back)
    else:
        assert (back or locked) == before
        assert back is None or not is_to_go(piece, back)


def test_other_bits_that_changed_meanwhile_stay() -> None:
    piece = pieces()[-1]
    locked = set_by(piece, None)
    assert locked is not None

    back = given_back(piece, overwrite(allow=READ, deny=locked.deny))

    assert back == overwrite(allow=READ) and not is_to_go(piece, back)


@pytest.mark.parametrize("now", [overwrite(allow=SEND), overwrite(deny=SEND), overwrite(allow=SEND, deny=THREADS)])
def test_the_same_bits_that_changed_meanwhile_are_not_touched(now: Overwrite) -> None:
    with pytest.raises(ChangedMeanwhile):
        given_back(pieces()[-1], now)


def test_what_was_given_back_already_is_not_given_back_again() -> None:
    there = overwrite(allow=SEND)
    assert given_back(pieces(there)[-1], there) is None
    assert given_back(pieces()[-1], None) is None


def test_what_is_locked_already_is_not_set_again() -> None:
    piece = pieces()[-1]
    assert set_by(piece, overwrite(deny=MASK | READ)) is None
