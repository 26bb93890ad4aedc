"""Cases and appeals in words, for the member and for moderators."""

from datetime import datetime

from bot.appeals.model import Appeal, Mine, Sheet, State
from bot.guidelines.model import Rule
from bot.i18n import Language, say
from bot.moderation.model import Case, Progress
from bot.moderation.model import State as CaseState
from bot.ui.texts import moment, plain

TEXT_SHOWN = 1_200
REASON_SHOWN = 300
ANSWER_SHOWN = 600
QUOTE_SHOWN = 200

HOUR, DAY = 60, 24 * 60


def length_text(minutes: int, language: Language) -> str:
    """Return a length in the largest unit that fits it exactly."""
    for unit, size in (("days", DAY), ("hours", HOUR)):
        if minutes % size == 0:
            return say(language, f"moderation-length-{unit}", count=minutes // size)
    return say(language, "moderation-length-minutes", count=minutes)


def act_text(case: Case, language: Language) -> str:
    length = "none" if case.minutes is None else length_text(case.minutes, language)
    return say(language, f"moderation-act-{case.act.value}", length=length)


def case_line(case: Case, rule: Rule | None, language: Language) -> str:
    """Return a case in a line: its number, what was done, and which rule."""
    said = say(language, "appeals-case", number=str(case.number), act=act_text(case, language))
    if rule is not None:
        title = plain(rule.wording(language).title, 80)
        said += " · " + say(language, "appeals-rule", number=str(rule.number), title=title)
    return said


def quoted(written: str, limit: int) -> str:
    """Return what somebody wrote as a quotation, in one line and without markup."""
    return f"> {plain(written, limit)}"


# For moderators -----------------------------------------------------------------------------------------------------


def card_text(sheet: Sheet, language: Language, *, now: datetime) -> str:
    """Return an appeal with everything that is needed to decide it; of a decided one how it was decided."""
    appeal = sheet.appeal
    head = [
        say(language, "appeals-card-title", member=_person(appeal.member_id, language), number=str(sheet.case.number)),
        _case(sheet, language),
    ]
    if appeal.state is not State.OPEN:
        return "\n".join([*head, _outcome(sheet, language)])
    body = [
        say(language, "appeals-card-text"),
        quoted(appeal.text, TEXT_SHOWN),
        _history(sheet, language),
        _facts(appeal, language, now=now),
    ]
    return "\n".join(part for part in [*head, *body] if part)


def _case(sheet: Sheet, language: Language) -> str:
    case = sheet.case
    lines = [f"**{case_line(case, sheet.rule, language)}**"]
    by = say(language, "appeals-by-bot") if case.moderator_id is None else f"<@{case.moderator_id}>"
    facts = [say(language, "appeals-card-by", member=by, at=moment(case.created_at, "f"))]
    if case.state is CaseState.LIFTED:
        facts.append(say(language, "appeals-card-lifted"))
    elif case.acted is Progress.FAILED:
        facts.append(say(language, "appeals-card-failed"))
    elif case.ends_at is not None:
        facts.append(say(language, "appeals-card-until", at=moment(case.ends_at, "f")))
    if case.strikes:
        facts.append(say(language, "appeals-card-strikes", strikes=case.strikes))
    lines.append("-# " + " · ".join(facts))
    if case.reason:
        lines.append(say(language, "appeals-card-reason", reason=plain(case.reason, REASON_SHOWN)))
    kept = [one.text for one in sheet.evidence if one.text]
    if kept:
        lines.append(say(language, "appeals-card-evidence", text=plain(kept[0], QUOTE_SHOWN)))
    return "\n".join(lines)


def _history(sheet: Sheet, language: Language) -> str:
    if sheet.standing is None:
        return ""
    return say(
        language,
        "appeals-card-history",
        strikes=sheet.standing.strikes,
        cases=sheet.cases,
        appeals=max(0, sheet.appeals - 1),
    )


def _facts(appeal: Appeal, language: Language, *, now: datetime) -> str:
    late = appeal.due_at <= now
    said = [
        say(language, "appeals-card-since", at=moment(appeal.opened_at)),
        say(language, "appeals-card-overdue" if late else "appeals-card-due", at=moment(appeal.due_at)),
    ]
    if appeal.taken_by_id is not None:
        said.append(say(language, "appeals-card-taken", member=f"<@{appeal.taken_by_id}>"))
    return "-# " + " · ".join(said)


def _outcome(sheet: Sheet, language: Language) -> str:
    appeal = sheet.appeal
    at = "–" if appeal.decided_at is None else moment(appeal.decided_at, "f")
    by = _person(appeal.decided_by_id, language)
    lines = [say(language, f"appeals-outcome-{appeal.state.value}", member=by, at=at)]
    if appeal.answer:
        lines.append(quoted(appeal.answer, ANSWER_SHOWN))
    if appeal.note:
        lines.append(say(language, "appeals-card-note", note=plain(appeal.note, ANSWER_SHOWN)))
    return "\n".join(lines)


def _person(member_id: int | None, language: Language) -> str:
    return say(language, "appeals-former-member") if member_id is None else f"<@{member_id}>"


# For the member -----------------------------------------------------------------------------------------------------


def mine_text(mine: Mine, language: Language) -> str:
    """Return one of the member's own cases, with how its appeal stands."""
    case, appeal = mine.case, mine.appeal
    head = f"**{case_line(case, mine.rule, language)}**\n-# {moment(case.created_at, 'f')}"
    if appeal is None:
        return f"{head}\n" + say(language, "appeals-mine-until", at=moment(mine.until, "D"))
    if appeal.state is State.OPEN:
        return f"{head}\n" + say(language, "appeals-mine-open", at=moment(appeal.due_at, "f"))
    said = f"{head}\n" + say(language, f"appeals-mine-{appeal.state.value}")
    return f"{said}\n{quoted(appeal.answer, QUOTE_SHOWN)}" if appeal.answer else said


def letter_text(appeal: Appeal, case: Case, language: Language) -> str:
    """Return a decision as the member reads it, with what holds of the case now."""
    parts = [
        say(language, "appeals-letter-title", number=str(case.number)),
        say(language, f"appeals-letter-{appeal.state.value}"),
    ]
    if appeal.state is State.REDUCED:
        if appeal.minutes is not None and case.ends_at is not None:
            parts.append(say(language, "appeals-letter-length", at=moment(case.ends_at, "f")))
        if appeal.strikes is not None:
            parts.append(say(language, "appeals-letter-strikes", strikes=appeal.strikes))
    if appeal.answer:
        quotation = "\n".join(quoted(line, ANSWER_SHOWN * 2) for line in appeal.answer.splitlines() if line.strip())
        parts.append(say(language, "appeals-letter-answer") + f"\n{quotation}")
    return "\n".join(parts)
