"""What a report is, and the settings of the feature."""

from typing import Annotated

from pydantic import Field

from bot.settings.model import Section


class ReportSettings(Section):
    section = "reports"

    answer_hours: Annotated[int, Field(ge=1, le=168)] = 4
    """Within how many hours somebody should have looked at a report."""
    urgent_minutes: Annotated[int, Field(ge=5, le=1440)] = 30
    """The same for one that can't wait (threats, self-harm, personal data)."""
