"""Changes to members, of whom discord.py keeps none.

It tells of a change (`on_member_update`) only where it has the member as they were before; here nobody is kept, so it
would never say that somebody's screening is over. Our parser stands in front of its own: where a feature wants to know
of a change, the member is made from the event and dispatched as `member_seen`. Whether it does is asked with ids alone,
since Discord tells of every role that is given to anybody.
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any

import discord

log = logging.getLogger(__name__)

EVENT = "GUILD_MEMBER_UPDATE"
SEEN = "member_seen"
"""As listeners know it: `on_member_seen(member)`."""

Wants = Callable[[int, int, str | None, bool], bool]
"""Decides without any I/O whether a change may concern a feature: server, member, when they joined (ISO 8601), and
whether they are still being screened."""


class MemberChanges:
    def __init__(self, client: discord.Client) -> None:
        self._client = client
        self._state = client._connection
        self.watchers: list[Wants] = []
        parsers = getattr(self._state, "parsers", None)
        if not isinstance(parsers, dict) or not callable(parsers.get(EVENT)):
            # Whose screening is over is then found by asking, some minutes later.
            log.warning("discord.py %s is not known here: changes to members are not seen", discord.__version__)
            return
        self._parse = parsers[EVENT]
        parsers[EVENT] = self._update

    def _update(self, data: Mapping[str, Any]) -> None:
        try:
            self._take(data)
        except (KeyError, TypeError, ValueError):
            log.exception("an event was not understood: %s", EVENT)
        self._parse(data)

    def _take(self, data: Mapping[str, Any]) -> None:
        user = data["user"]
        if user.get("bot"):
            return
        guild_id, member_id = int(data["guild_id"]), int(user["id"])
        joined_at, pending = data.get("joined_at"), bool(data.get("pending"))
        if not any(wants(guild_id, member_id, joined_at, pending) for wants in self.watchers):
            return
        guild = self._state._get_guild(guild_id)
        if guild is not None:
            payload: Any = data
            self._client.dispatch(SEEN, discord.Member(data=payload, guild=guild, state=self._state))
