"""How an interaction went: how long the person waited for the first sign, and how it came out."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import discord

from bot.tally import Named, Tally

if TYPE_CHECKING:
    from bot.ui.actions import Router

OK = "ok"
FAILURES = frozenset({"bug", "forbidden", "busy", "storage", "unanswered"})
"""Outcomes that count as errors; `refused` (by a rule) and `gone` (deleted meanwhile) are ordinary."""

_KINDS = {
    discord.InteractionType.application_command: "command",
    discord.InteractionType.autocomplete: "suggestions",
    discord.InteractionType.component: "component",
    discord.InteractionType.modal_submit: "form",
}


class TimedResponse(discord.InteractionResponse[Any]):
    """discord.py's response to an interaction, which tells when the first answer was taken."""

    def __init__(self, parent: discord.Interaction[Any], answered: Callable[[float], None]) -> None:
        self._kind: discord.InteractionResponseType | None = None
        self._began = time.perf_counter()
        self._answered = answered
        self.outcome = OK
        super().__init__(parent)

    # Every way to answer sets this once Discord has taken it (interactions.py of 2.7.1; a test holds us to it).
    @property
    def _response_type(self) -> discord.InteractionResponseType | None:
        return self._kind

    @_response_type.setter
    def _response_type(self, kind: discord.InteractionResponseType | None) -> None:
        if kind is not None and self._kind is None:
            self._answered(time.perf_counter() - self._began)
        self._kind = kind


def begin(interaction: discord.Interaction[Any], router: "Router", tally: Tally) -> None:
    """Watch an interaction. Before anything else is done with it."""

    def answered(seconds: float) -> None:
        tally.answers[named(interaction, router)].observe(seconds)

    own: Any = interaction  # where discord.py keeps what `interaction.response` gives
    own._cs_response = TimedResponse(interaction, answered)


def note(interaction: discord.Interaction[Any], outcome: str) -> None:
    """Say how it came out, where it isn't well."""
    if isinstance(interaction.response, TimedResponse):
        interaction.response.outcome = outcome


def end(interaction: discord.Interaction[Any], router: "Router", tally: Tally) -> None:
    """Count an interaction that is over."""
    outcome = interaction.response.outcome if isinstance(interaction.response, TimedResponse) else OK
    tally.interactions[(*named(interaction, router), outcome)] += 1
    if outcome in FAILURES:
        tally.errors[outcome] += 1


def named(interaction: discord.Interaction[Any], router: "Router") -> Named:
    """Return what an interaction belongs to; what isn't ours is “unknown”, whatever it says."""
    kind = _KINDS.get(interaction.type, "other")
    if interaction.type in (discord.InteractionType.component, discord.InteractionType.modal_submit):
        data: Any = interaction.data or {}
        action = ":".join(str(data.get("custom_id", "")).split(":")[:2])
        return kind, action if router.knows(action) else "unknown"
    return kind, interaction.command.qualified_name if interaction.command is not None else "unknown"
