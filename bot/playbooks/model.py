"""What playbooks, escalations and bundles are, and the settings of the feature."""

from typing import Annotated

from pydantic import Field

from bot.settings.model import ChannelType, Section, channel, roles


class PlaybookSettings(Section):
    section = "playbooks"

    channel_id: int | None = channel(ChannelType.TEXT)
    """Where the private threads of escalated cases are; the queue's channel where it isn't set."""
    lead_role_ids: frozenset[int] = roles()
    """Who is called for escalated cases."""
    legal_role_ids: frozenset[int] = roles()
    """Who is called for severity *legal*."""
    serious_hours: Annotated[int, Field(ge=1, le=336)] = 24
    critical_hours: Annotated[int, Field(ge=1, le=336)] = 4
    legal_hours: Annotated[int, Field(ge=1, le=336)] = 24
    bundle_days: Annotated[int, Field(ge=1, le=365)] = 30
