"""What a server's points follow: its rules, weights and settings, remembered until they are changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.engine import AsyncConnection
from bot.points.model import Kind, PointsSettings, Rule
from bot.points.store import terms as store
from bot.settings.model import ServerSettings
from bot.settings.service import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    rules: Mapping[Kind, Rule]
    channels: Mapping[int, int]
    """Percent by channel, where it isn't 100."""
    roles: Mapping[int, int]
    """Percent by role, where it isn't 100."""
    settings: PointsSettings
    zone: ZoneInfo
    staff_role_ids: frozenset[int]


class TermsOf:
    """Answers for each server. Whoever changes rules or weights calls `forget` after the commit."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stored: dict[int, tuple[dict[Kind, Rule], dict[int, int], dict[int, int]]] = {}

    async def get(self, connection: AsyncConnection, guild_id: int) -> Terms:
        server = await self._settings.read(connection, guild_id, ServerSettings)
        stored = self._stored.get(guild_id)
        if stored is None:
            weights = await store.weights(connection, guild_id=guild_id)
            stored = self._stored[guild_id] = (
                await store.rules(connection, guild_id=guild_id),
                {id_: percent for id_, (is_role, percent) in weights.items() if not is_role},
                {id_: percent for id_, (is_role, percent) in weights.items() if is_role},
            )
        rules, channels, roles = stored
        return Terms(
            rules=rules,
            channels=channels,
            roles=roles,
            settings=await self._settings.read(connection, guild_id, PointsSettings),
            zone=server.zone,
            staff_role_ids=server.staff_role_ids,
        )

    def forget(self, guild_id: int) -> None:
        self._stored.pop(guild_id, None)
