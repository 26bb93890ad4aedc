"""What came of a decision: which parts of it worked, for the moderator who made it."""

from discord import ui

from bot.client import Bot
from bot.i18n import Language, say
from bot.inbox.model import Letter
from bot.moderation.doing import ERASED, STAFF, TOO_LATE
from bot.moderation.model import Act, Case, Progress, State
from bot.moderation.rules import ABOUT_CHANNELS
from bot.ui.layout import BAD, CAREFUL, GOOD, card, layout_of, row
from bot.ui.texts import moment
from cogs.moderation.wording import act_text, person_text

_COLOURS = {State.DONE: GOOD, State.FAILED: BAD}
_KNOWN = {
    STAFF: "moderation-failure-staff",
    TOO_LATE: "moderation-failure-too-late",
    ERASED: "moderation-failure-erased",
}
_CODES = {
    "code 50013": "moderation-failure-permission",
    "code 50001": "moderation-failure-access",
    "code 10007": "moderation-failure-left",
    "code 10013": "moderation-failure-nobody",
}
MARKS = {Progress.DONE: "✅", Progress.FAILED: "❌", Progress.WAITING: "⏳"}


async def result_view(bot: Bot, case: Case, language: Language, *, said: str | None = None) -> ui.LayoutView:
    """Return what was done about a case, with the way to all of it."""
    letter = await bot.app.moderation.doing.how_told(case)
    further = await bot.app.moderation.doing.followed_by(case)
    entrance = bot.entrances.get("case")
    return layout_of(
        card(
            said,
            head_text(case, language),
            "\n".join(part_lines(case, letter, language)) or None,
            failure_text(case, language),
            say(language, "moderation-result-later") if case.state is State.WAITING else None,
            *(_further(one, language) for one in further),
            row(entrance(case.id, language)) if entrance is not None else None,
            colour=_COLOURS.get(case.state, CAREFUL),
        )
    )


def head_text(case: Case, language: Language) -> str:
    said = say(
        language,
        "moderation-result-head",
        number=str(case.number),
        act=act_text(case.act, language, minutes=case.minutes),
        member=person_text(case.member_id, language),
    )
    if case.ends_at is None or case.acted is Progress.FAILED:
        return said
    until = say(language, "moderation-result-until", at=moment(case.ends_at, "f"), left=moment(case.ends_at))
    return f"{said}\n{until}"


def part_lines(case: Case, letter: Letter | None, language: Language) -> list[str]:
    """Return each part of a case and how it went, in a line."""
    lines = []
    if case.removed is not Progress.NONE:
        lines.append(f"{MARKS[case.removed]} {say(language, f'moderation-result-removed-{case.removed.value}')}")
    if case.told is not Progress.NONE:
        way = case.told.value if letter is None or case.told is Progress.WAITING else letter.delivery.value
        if case.told is Progress.FAILED and letter is None:
            way = "failed"
        lines.append(f"{MARKS[case.told]} {say(language, f'moderation-result-told-{way}')}")
    if case.acted is not Progress.NONE:
        act = act_text(case.act, language, minutes=case.minutes)
        lines.append(f"{MARKS[case.acted]} {say(language, f'moderation-result-acted-{case.acted.value}', act=act)}")
    if case.act is Act.NOTE:
        lines.append(say(language, "moderation-result-note"))
    return lines


def failure_text(case: Case, language: Language) -> str | None:
    """Return in words what Discord refused, with what it said and what can be done."""
    if not case.failure:
        return None
    if case.act in ABOUT_CHANNELS:
        return say(language, "moderation-failure-channel", failure=case.failure)
    for sign, message_id in {**_KNOWN, **_CODES}.items():
        if sign in case.failure:
            return say(language, message_id, failure=case.failure)
    return say(language, "moderation-failure-other", failure=case.failure)


def _further(case: Case, language: Language) -> str:
    """Return a case that the ladder opened by itself after this one."""
    return say(
        language,
        "moderation-result-further",
        number=str(case.number),
        act=act_text(case.act, language, minutes=case.minutes),
    )
