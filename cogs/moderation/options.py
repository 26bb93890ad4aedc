"""What the dialogue's menus offer, and what was chosen of it."""

import discord

from bot.i18n import Language
from bot.moderation.drafting import DELETABLE_SECONDS, NO_RULE, Sheet, choices
from bot.moderation.model import Act
from bot.text import cut
from bot.ui.actions import ButtonOutdated
from bot.ui.texts import OPTION_LABEL_LIMIT, label
from cogs.moderation.wording import act_text

OTHER = "other"
"""In place of a penalty's name: with a length of its own, which is typed."""


def rules(sheet: Sheet, language: Language) -> list[discord.SelectOption]:
    """Return the rules in force, each with what it asks for, and none of them."""
    assert sheet.version is not None
    offered = [
        discord.SelectOption(
            label=cut(f"{rule.number}. {rule.wording(language).title}", OPTION_LABEL_LIMIT),
            value=str(rule.number),
            description=_said(Act(rule.action.value), rule.action_minutes, language),
            default=sheet.rule is not None and rule.number == sheet.rule.number,
        )
        for rule in sheet.version.rules
    ]
    none = discord.SelectOption(
        label=label(language, "moderation-decide-no-rule", OPTION_LABEL_LIMIT),
        value=str(NO_RULE),
        description=label(language, "moderation-decide-no-rule.help", OPTION_LABEL_LIMIT),
        default=sheet.rule is None and sheet.draft.rule_number == NO_RULE,
    )
    return [*offered, none]


def acts(sheet: Sheet, language: Language) -> list[discord.SelectOption]:
    """Return what can be done; first a length of its own, where one was typed."""
    proposed = None if sheet.proposal is None else (sheet.proposal.act, sheet.proposal.minutes)
    offered = _offered(sheet)
    if sheet.act is not None and sheet.minutes is not None and (sheet.act, sheet.minutes) not in offered:
        offered.insert(0, (sheet.act, sheet.minutes))
    options = [
        discord.SelectOption(
            label=_said(act, minutes, language),
            value=_name(act, minutes),
            description=label(language, "moderation-decide-is-proposed") if (act, minutes) == proposed else None,
            default=(act, minutes) == (sheet.act, sheet.minutes),
        )
        for act, minutes in offered
    ]
    other = label(language, "moderation-decide-other-length", OPTION_LABEL_LIMIT)
    return [*options, discord.SelectOption(label=other, value=OTHER)]


def deletions(sheet: Sheet, language: Language) -> list[discord.SelectOption]:
    """Return how far back a ban can delete messages."""
    return [
        discord.SelectOption(
            label=label(language, f"moderation-delete-{seconds}", OPTION_LABEL_LIMIT),
            value=str(seconds),
            default=seconds == sheet.draft.delete_seconds,
        )
        for seconds in DELETABLE_SECONDS
    ]


def number(values: list[str]) -> int:
    """Return what was chosen as a number. Raises ButtonOutdated for what no menu offers."""
    if len(values) != 1 or not (values[0].isascii() and values[0].isdigit()) or len(values[0]) > 9:
        raise ButtonOutdated
    return int(values[0])


def chosen_act(values: list[str], sheet: Sheet) -> tuple[Act, int | None]:
    """Return what was chosen to be done. Raises ButtonOutdated for what the menu doesn't offer."""
    offered = _offered(sheet)
    if sheet.act is not None:
        offered.append((sheet.act, sheet.minutes))
    for act, minutes in offered:
        if values == [_name(act, minutes)]:
            return act, minutes
    raise ButtonOutdated


def _offered(sheet: Sheet) -> list[tuple[Act, int | None]]:
    return [(Act(one.action.value), one.minutes) for one in choices(sheet.draft)]


def _name(act: Act, minutes: int | None) -> str:
    return act.value if minutes is None else f"{act.value}-{minutes}"


def _said(act: Act, minutes: int | None, language: Language) -> str:
    return cut(act_text(act, language, minutes=minutes), OPTION_LABEL_LIMIT)
