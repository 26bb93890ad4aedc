"""What a raid is, and the settings of the feature."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.settings.model import Section


class Reaction(StrEnum):
    """What is done by itself when a raid is noticed."""

    OFF = "off"
    ALERT = "alert"
    PROTECT = "protect"
    """Alert, pause invites and slow down the channels; nobody is thrown out."""


class RaidSettings(Section):
    section = "raids"

    reaction: Reaction = Reaction.PROTECT
    joins: Annotated[int, Field(ge=5, le=500)] = 20
    """So many joining within `within_minutes` are looked at as a raid."""
    within_minutes: Annotated[int, Field(ge=1, le=60)] = 5
    paused_hours: Annotated[int, Field(ge=1, le=24)] = 1
    """How long invites are paused; Discord takes 24 hours at most."""
    slow_mode_seconds: Annotated[int, Field(ge=0, le=21600)] = 30
