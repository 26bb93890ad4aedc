"""Crowds that join: guests as they come, and raiders of several makes. Everything is drawn with a seed."""

import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from bot.raids.detecting import Join

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

FIRST = (
    *(
        "yuki",
        "haruto",
        "sakura",
        "ren",
        "mio",
        "sota",
        "aoi",
        "hina",
        "riku",
        "mei",
        "kenji",
        "naoko",
        "takumi",
        "emi",
    ),
    *("claire", "jonas", "amelia", "tomas", "priya", "wen", "matteo", "emeka", "lena", "oskar", "nadia", "pierre"),
    *("hannah", "lucas", "olivia", "noah", "ines", "marek", "sofia", "david", "anna", "peter", "julia", "max", "eva"),
)
LAST = (
    *("tanaka", "suzuki", "sato", "ito", "yamada", "kobayashi", "kato", "mori", "abe", "ishii", "ono", "hara"),
    *("smith", "meyer", "rossi", "novak", "okafor", "dubois", "larsen", "kim", "chen", "silva", "brown", "weber"),
)
THINGS = ("coffee", "neko", "sora", "pixel", "moon", "kettle", "brew", "cat", "film", "river", "bread", "pon", "maru")
SHOWN = (
    "さくら",
    "ゆうき",
    "たなか",
    "みお",
    "けんた",
    "コーヒー好き",
    "そら",
    "なおこ",
    "Claire",
    "Jonas",
    "Yuki",
    "Emi",
)


def guests(count: int, seed: int = 1, *, fresh: float = 0.3, within: timedelta = timedelta(minutes=1)) -> list[Join]:
    """People who come by themselves; the share `fresh` made the account today to come here, without a picture."""
    draw = random.Random(seed)
    return [_guest(1000 + number, draw, fresh, within) for number in range(count)]


def _guest(member_id: int, draw: random.Random, fresh: float, within: timedelta) -> Join:
    first, last, thing = draw.choice(FIRST), draw.choice(LAST), draw.choice(THINGS)
    name = draw.choice(
        (
            f"{first}{last}",
            f"{first}.{last}",
            f"{first}_{draw.randint(1, 99)}",
            f"{thing}{first}",
            f"{first}{draw.randint(1970, 2010)}",
            f"{thing}_{thing[::-1]}",
            f"{last}{draw.randint(1, 9)}{first[0]}",
        )
    )
    is_fresh = draw.random() < fresh
    age = timedelta(hours=draw.uniform(0.1, 6)) if is_fresh else timedelta(days=draw.uniform(20, 3000))
    return Join(
        member_id=member_id,
        joined_at=NOW - within * draw.random(),
        made_at=NOW - age,
        name=name,
        shown=draw.choice(SHOWN) if draw.random() < 0.4 else None,
        has_picture=not is_fresh and draw.random() < 0.85,
    )


def raiders(count: int, make: Callable[[int, random.Random], dict[str, object]], seed: int = 2) -> list[Join]:
    """`make` gives name, and what else differs from a fresh account without a picture."""
    draw = random.Random(seed)
    made = []
    for number in range(count):
        values: dict[str, object] = {
            "made_at": NOW - timedelta(hours=draw.uniform(1, 3)),
            "shown": None,
            "has_picture": False,
        } | make(number, draw)
        made.append(Join(member_id=500_000 + number, joined_at=NOW - timedelta(seconds=draw.uniform(0, 60)), **values))  # type: ignore[arg-type]
    return made


def numbered(number: int, draw: random.Random) -> dict[str, object]:
    return {"name": f"user{draw.randint(1000, 99999)}"}


def random_names(number: int, draw: random.Random) -> dict[str, object]:
    return {"name": "".join(draw.choice("abcdefghjkmnpqrstvwxyz"[i % 5 :] + "0123456789" * 2) for i in range(12))}


def same_shown(number: int, draw: random.Random) -> dict[str, object]:
    return {"name": "".join(draw.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(9)), "shown": "無料ニトロ配布中"}


def aged(number: int, draw: random.Random) -> dict[str, object]:
    """Bought accounts: old, with pictures, all renamed."""
    return {
        "name": f"free_nitro_{number}",
        "made_at": NOW - timedelta(days=draw.uniform(200, 2000)),
        "has_picture": True,
    }


def disguised(number: int, draw: random.Random) -> dict[str, object]:
    """One name written with other signs each time."""
    sign = draw.choice(("\u200b", ".", "_", "-", "・"))
    name = "raid"
    place = draw.randint(1, 3)
    return {
        "name": f"{name[:place]}{sign}{name[place:]}{draw.randint(1, 999)}".upper() if number % 2 else f"raid{number}"
    }


MAKES: Sequence[Callable[[int, random.Random], dict[str, object]]] = (
    numbered,
    random_names,
    same_shown,
    aged,
    disguised,
)
