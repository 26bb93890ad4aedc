"""The rules that are suggested to a server without any: made for a company's community of customers."""

from bot.guidelines.model import DAY, Action, Penalty, Terms, Wording
from bot.i18n import Language, say

PENALTIES = (
    Penalty(action=Action.WARN),
    Penalty(action=Action.TIMEOUT, minutes=DAY),
    Penalty(action=Action.REMOVE),
    Penalty(action=Action.REMOVE),
    Penalty(action=Action.REMOVE),
    Penalty(action=Action.NOTE),
    Penalty(action=Action.REMOVE),
    Penalty(action=Action.WARN),
)
"""Of the messages `guidelines-suggested-<number>`."""


def suggested_rules() -> list[Terms]:
    """Return them in both languages."""
    return [
        Terms(penalty=penalty, wordings={language: _wording(number, language) for language in Language})
        for number, penalty in enumerate(PENALTIES, start=1)
    ]


def _wording(number: int, language: Language) -> Wording:
    name = f"guidelines-suggested-{number}"
    return Wording(title=say(language, name), text=say(language, f"{name}.text"))
