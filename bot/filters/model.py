"""What a filter is, and the settings of the feature. What it finds in a text is in `screen`."""

from bot.settings.model import Section, channels, roles


class FilterSettings(Section):
    section = "filters"

    exempt_role_ids: frozenset[int] = roles()
    """Whose messages no filter looks at, besides moderators and admins."""
    exempt_channel_ids: frozenset[int] = channels()
    use_automod: bool = True
    """Whether what Discord's own AutoMod can do is handed to it."""
