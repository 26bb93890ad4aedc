"""What an appeal is, and the settings of the feature."""

from typing import Annotated

from pydantic import Field

from bot.settings.model import Section


class AppealSettings(Section):
    section = "appeals"

    within_days: Annotated[int, Field(ge=1, le=365)] = 30
    """How long after a case one can appeal."""
    answer_hours: Annotated[int, Field(ge=1, le=336)] = 72
    """Within how many hours an appeal should be decided."""
