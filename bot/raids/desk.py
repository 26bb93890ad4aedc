"""What the parts of raids share: the database, moderation, and which raids are running."""

from dataclasses import dataclass, field

from bot.clock import Clock
from bot.db import Database
from bot.moderation.service import Moderation
from bot.settings.service import Settings


@dataclass(slots=True, kw_only=True)
class Desk:
    database: Database
    clock: Clock
    settings: Settings
    moderation: Moderation
    running: dict[int, int] = field(default_factory=dict)
    """Raid by server. In memory: it is asked with everybody who joins."""
    soon: bool = False
    """Whether something was planned for now that nobody has done yet."""
