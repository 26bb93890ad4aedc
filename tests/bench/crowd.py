"""Messages of thousands of people, as Discord's gateway sends them: about 1.2 KB each, ready to be sent by the ten thousand.

Made from templates, since a flood through `World` would measure the simulated server. Nobody here is a member of it: messages carry all
that a bot may know of their authors.
"""

import json
import random
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from tests.wire.things import DISCORD_EPOCH_MS, JSON, Guild

AUTHORS = 2_000
CHANNELS = 20
ROLES = 40
ROLES_OF_A_MEMBER = 5
TEXTS = 5_000
WORDS = (
    "the a of to and in it is that for with as on at by from grind grinder water dose coarse fine basket shot bitter sour sweet pump"
    " pressure scale filter kettle roast bean fresh old try today again works better never always maybe thanks yes no what why which"
    " machine descale manual video shop order arrived broken seal gasket steam milk latte pitcher tamper bar seconds gram degrees"
)

MILLISECONDS_BETWEEN_MESSAGES = 1
FIRST_ACCOUNT = (1_577_836_800_000 - DISCORD_EPOCH_MS) << 22  # January 2020: nobody here is new
BETWEEN_ACCOUNTS = 977 << 22


class Crowd:
    """People of one server, who write one after the other: 1,000 messages in each second of their own time.

    Every batch comes `pause` seconds of that time after the last, so that cool-downs are over; it begins far enough in the past that no
    message comes from the future.
    """

    def __init__(
        self, guild: Guild, *, channel_ids: Sequence[int], role_ids: Sequence[int], authors: int, spread: int = 1
    ) -> None:
        """`spread`: of so many members, one writes."""
        draw = random.Random(1)
        self._guild_id = guild.id
        self._channel_ids = channel_ids
        self._authors = [_author(number * spread, role_ids, draw) for number in range(authors)]
        self._texts = [_text(draw) for _ in range(TEXTS)]
        self._next = 0
        self.now_ms = 0

    def payloads(self, count: int) -> list[bytes]:
        return [self._payload() for _ in range(count)]

    def back_to(self, seconds_ago: float) -> None:
        """Let what is written next have been written then, but never before what was written already."""
        self.now_ms = max(self.now_ms, int((time.time() - seconds_ago) * 1000))

    def pause(self, seconds: float) -> None:
        self.now_ms += int(seconds * 1000)

    def _payload(self) -> bytes:
        self._next += 1
        self.now_ms += MILLISECONDS_BETWEEN_MESSAGES
        number = self._next
        author, member = self._authors[number % len(self._authors)]
        text = self._texts[number * 7 % TEXTS]
        moment = datetime.fromtimestamp(self.now_ms / 1000, UTC).isoformat(timespec="microseconds")
        snowflake = (self.now_ms - DISCORD_EPOCH_MS) << 22 | number & 0xFFF
        return (
            f'{{"type":0,"tts":false,"timestamp":"{moment}","pinned":false,"nonce":"{snowflake + 4194304}","mentions":[],'
            f'"mention_roles":[],"mention_everyone":false,"member":{member},"id":"{snowflake}","flags":0,"embeds":[],'
            f'"edited_timestamp":null,"content":"{text} {number}","components":[],"channel_type":0,'
            f'"channel_id":"{self._channel_ids[number % len(self._channel_ids)]}","author":{author},"attachments":[],'
            f'"guild_id":"{self._guild_id}"}}'
        ).encode()


def author_id(number: int) -> int:
    return FIRST_ACCOUNT + number * BETWEEN_ACCOUNTS + number % 4096


def _author(number: int, role_ids: Sequence[int], draw: random.Random) -> tuple[str, str]:
    """Return what a message says of its author and of the member they are."""
    author: JSON = {
        "username": f"member_{number:06}",
        "public_flags": 0,
        "primary_guild": None,
        "id": str(author_id(number)),
        "global_name": f"Member {number:06}",
        "display_name_styles": None,
        "discriminator": "0",
        "collectibles": None,
        "clan": None,
        "avatar_decoration_data": None,
        "avatar": f"{draw.getrandbits(128):032x}",
    }
    member: JSON = {
        "roles": [str(role_id) for role_id in draw.sample(list(role_ids), min(ROLES_OF_A_MEMBER, len(role_ids)))],
        "premium_since": None,
        "pending": False,
        "nick": None,
        "mute": False,
        "joined_at": f"2023-0{number % 9 + 1}-11T08:15:{number % 60:02}.{number % 1_000_000:06}+00:00",
        "flags": 0,
        "deaf": False,
        "communication_disabled_until": None,
        "banner": None,
        "avatar": None,
    }
    return json.dumps(author, separators=(",", ":")), json.dumps(member, separators=(",", ":"))


def _text(draw: random.Random) -> str:
    words = WORDS.split()
    return " ".join(draw.choices(words, k=draw.randint(8, 50)))
