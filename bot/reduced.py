"""What the bot cannot do without one of Discord's two privileged intents, as `/doctor` and `/settings` say it.

The tests are run without each of them; what is promised only with one is marked there with the reduction declared here
that says so. The words are `reduced-<intent>-<feature>` in `reduced.ftl`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.config import Config


class Intent(StrEnum):
    CONTENT = "content"
    MEMBERS = "members"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reduction:
    """What one feature can't do without an intent."""

    intent: Intent
    feature: str
    """As its page of the settings is called."""

    @property
    def message_id(self) -> str:
        return f"reduced-{self.intent}-{self.feature}"


REDUCTIONS = (
    Reduction(intent=Intent.CONTENT, feature="questions"),
    Reduction(intent=Intent.CONTENT, feature="points"),
    Reduction(intent=Intent.CONTENT, feature="filters"),
    Reduction(intent=Intent.CONTENT, feature="moderation"),
    Reduction(intent=Intent.MEMBERS, feature="onboarding"),
    Reduction(intent=Intent.MEMBERS, feature="questions"),
    Reduction(intent=Intent.MEMBERS, feature="points"),
    Reduction(intent=Intent.MEMBERS, feature="profiles"),
    Reduction(intent=Intent.MEMBERS, feature="events"),
    Reduction(intent=Intent.MEMBERS, feature="surveys"),
    Reduction(intent=Intent.MEMBERS, feature="raids"),
)


def missing(config: Config) -> Iterator[Intent]:
    """Yield the intents that the bot runs without."""
    if not config.members:
        yield Intent.MEMBERS
    if not config.message_content:
        yield Intent.CONTENT


def reductions(config: Config, *, intent: Intent | None = None, feature: str | None = None) -> list[Reduction]:
    """Return what is reduced as the bot runs, by one intent or of one feature where these are given."""
    without = set(missing(config))
    return [
        reduction
        for reduction in REDUCTIONS
        if reduction.intent in without
        and (intent is None or reduction.intent is intent)
        and (feature is None or reduction.feature == feature)
    ]
