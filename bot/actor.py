"""Who acts: what the rules need to know of a member, without Discord."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A member at the moment of acting."""

    id: int
    guild_id: int
    role_ids: frozenset[int] = frozenset()
    manages_server: bool = False
    """Has Discord's Manage Server (or Administrator): an admin in our words."""
    moderates: bool = False
    """Has Discord's Moderate Members or Manage Messages, or a role named as moderators'."""
    is_bot: bool = False

    def has_any(self, role_ids: frozenset[int] | set[int] | tuple[int, ...]) -> bool:
        return not self.role_ids.isdisjoint(role_ids)
