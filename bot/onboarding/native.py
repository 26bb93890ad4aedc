"""Discord's own onboarding and welcome screen: what could be added there, and the request that adds it.

Only additions. What stands there keeps its ids, its words and its order: discord.py's own edit would number prompts
anew and leave out the ids of options, which makes new ones of them all (see `Guild.edit_onboarding`), so the answer of
the GET is turned into the body of the PUT here. Neither `enabled` nor `mode` is sent: what isn't sent stays.

Both are JSON as Discord sends it. Nothing here knows the network.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.text import cut

JSON = Mapping[str, Any]

PROMPTS_MAX = 15
OPTIONS_MAX = 50
OPTION_TITLE_MAX = 50
PROMPT_TITLE_MAX = 100
DEFAULT_CHANNELS_MAX = 500
WELCOME_CHANNELS_MAX = 5
WELCOME_DESCRIPTION_MAX = 50

CHOICES, DROPDOWN = 0, 1
CHOICES_SHOWN = 12
"""With more options a menu is easier to read than buttons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    role_id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome:
    """A channel for the welcome screen."""

    channel_id: int
    description: str
    emoji: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What this server could have there."""

    prompt_title: str
    interests: Sequence[Interest] = ()
    channel_ids: Sequence[int] = ()
    welcome: Sequence[Welcome] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Additions:
    """What would be added, and the bodies of the requests; a body of None: nothing to send."""

    interests: Sequence[Interest] = ()
    prompt_title: str | None = None
    """The prompt they are added to; None: a new one."""
    channel_ids: Sequence[int] = ()
    welcome: Sequence[Welcome] = ()
    no_room: Sequence[str] = field(default_factory=tuple)
    """Of `prompts`, `options` and `welcome`: where Discord takes no more."""
    onboarding_body: JSON | None = None
    welcome_body: JSON | None = None

    @property
    def any(self) -> bool:
        return self.onboarding_body is not None or self.welcome_body is not None


def additions(onboarding: JSON, screen: JSON | None, wanted: Wanted, *, new_prompt_id: int) -> Additions:
    """Return what `wanted` has and the server hasn't. Additions that are made leave nothing to add."""
    offered = _ids(option["role_ids"] for prompt in onboarding["prompts"] for option in prompt["options"])
    new = [interest for interest in wanted.interests if interest.role_id not in offered]
    no_room: list[str] = []
    prompts, added, title = _prompts(onboarding["prompts"], new, wanted, new_prompt_id, no_room)
    defaults = [int(channel_id) for channel_id in onboarding["default_channel_ids"]]
    channels = [channel_id for channel_id in dict.fromkeys(wanted.channel_ids) if channel_id not in defaults]
    channels = channels[: DEFAULT_CHANNELS_MAX - len(defaults)]
    body: dict[str, Any] = {}
    if added:
        body["prompts"] = prompts
    if channels:
        body["default_channel_ids"] = [str(channel_id) for channel_id in (*defaults, *channels)]
    shown = list((screen or {}).get("welcome_channels") or [])
    welcome = [one for one in wanted.welcome if one.channel_id not in {int(there["channel_id"]) for there in shown}]
    room = max(0, WELCOME_CHANNELS_MAX - len(shown))
    if len(welcome) > room:
        no_room.append("welcome")
    welcome = welcome[:room]
    return Additions(
        interests=added,
        prompt_title=title,
        channel_ids=channels,
        welcome=welcome,
        no_room=no_room,
        onboarding_body=body or None,
        welcome_body={"welcome_channels": [*map(_kept_channel, shown), *map(_new_channel, welcome)]}
        if welcome
        else None,
    )


def _prompts(
    there: Sequence[JSON], new: Sequence[Interest], wanted: Wanted, new_prompt_id: int, no_room: list[str]
) -> tuple[list[JSON], list[Interest], str | None]:
    """Return the prompts of the PUT, which interests are in it that weren't, and the title of the prompt that grew."""
    kept = [_kept_prompt(prompt) for prompt in there]
    if not new:
        return kept, [], None
    interests = {interest.role_id for interest in wanted.interests}
    grown = next((index for index, prompt in enumerate(there) if _offers(prompt, interests)), None)
    if grown is None:
        if len(kept) >= PROMPTS_MAX:
            no_room.append("prompts")
            return kept, [], None
        if len(new) > OPTIONS_MAX:
            no_room.append("options")
        added = list(new[:OPTIONS_MAX])
        return [*kept, _new_prompt(wanted.prompt_title, added, new_prompt_id)], added, None
    options = kept[grown]["options"]
    room = OPTIONS_MAX - len(options)
    if len(new) > room:
        no_room.append("options")
    added = list(new[:room])
    kept[grown] = {**kept[grown], "options": [*options, *map(_new_option, added)]}
    return kept, added, str(there[grown]["title"])


def _offers(prompt: JSON, role_ids: Collection[int]) -> bool:
    return not _ids(option["role_ids"] for option in prompt["options"]).isdisjoint(role_ids)


def _ids(lists: Any) -> set[int]:
    return {int(one) for ids in lists for one in ids}


# As it was --------------------------------------------------------------------------------------------------------


def _kept_prompt(prompt: JSON) -> JSON:
    return {
        "id": str(prompt["id"]),
        "title": prompt["title"],
        "options": [_kept_option(option) for option in prompt["options"]],
        "single_select": prompt["single_select"],
        "required": prompt["required"],
        "in_onboarding": prompt["in_onboarding"],
        "type": prompt["type"],
    }


def _kept_option(option: JSON) -> JSON:
    emoji = option.get("emoji") or {}
    # The GET has an object, the PUT takes its parts.
    return {
        "id": str(option["id"]),
        "title": option["title"],
        "description": option.get("description"),
        "emoji_id": emoji.get("id"),
        "emoji_name": emoji.get("name"),
        "emoji_animated": bool(emoji.get("animated")),
        "role_ids": [str(role_id) for role_id in option["role_ids"]],
        "channel_ids": [str(channel_id) for channel_id in option["channel_ids"]],
    }


def _kept_channel(channel: JSON) -> JSON:
    return {
        "channel_id": str(channel["channel_id"]),
        "description": channel["description"],
        "emoji_id": channel.get("emoji_id"),
        "emoji_name": channel.get("emoji_name"),
    }


# What is new ------------------------------------------------------------------------------------------------------


def _new_prompt(title: str, interests: Sequence[Interest], prompt_id: int) -> JSON:
    return {
        # Discord wants one of a new prompt, too, and gives it another.
        "id": str(prompt_id),
        "title": cut(title, PROMPT_TITLE_MAX),
        "options": [_new_option(interest) for interest in interests],
        "single_select": False,
        "required": False,
        "in_onboarding": True,
        "type": CHOICES if len(interests) <= CHOICES_SHOWN else DROPDOWN,
    }


def _new_option(interest: Interest) -> JSON:
    return {
        "title": cut(interest.name, OPTION_TITLE_MAX),
        "role_ids": [str(interest.role_id)],
        "channel_ids": [],
    }


def _new_channel(welcome: Welcome) -> JSON:
    return {
        "channel_id": str(welcome.channel_id),
        "description": cut(welcome.description, WELCOME_DESCRIPTION_MAX),
        "emoji_id": None,
        "emoji_name": welcome.emoji,
    }


def fingerprint(onboarding: JSON, screen: JSON | None, made: Additions) -> str:
    """Return what tells whether anything has changed since it was shown: there, or in what would be added."""
    said = json.dumps([onboarding, screen, made.onboarding_body and _without_new_id(made), made.welcome_body])
    return hashlib.blake2b(said.encode(), digest_size=8).hexdigest()


def _without_new_id(made: Additions) -> JSON:
    """Return the body without the id of a new prompt, which is another each time."""
    body = dict(made.onboarding_body or {})
    if made.interests and made.prompt_title is None:
        *kept, new = body["prompts"]
        body["prompts"] = [*kept, {**new, "id": ""}]
    return body
