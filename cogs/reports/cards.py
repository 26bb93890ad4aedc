"""A report in words: for the moderators' card, and for those who reported it. Neither names who reported."""

from collections.abc import Mapping
from datetime import datetime

from bot.i18n import Language, say
from bot.reports.model import Concern, Mine, Said, Sheet, State
from bot.ui.texts import moment, plain

QUOTE_SHOWN = 300
WORDS_SHOWN = 200
FILES_SHOWN = 3


def full_texts(sheet: Sheet, language: Language, *, now: datetime) -> list[str]:
    """Return a report with everything moderators need to decide it.

    In several texts: what follows a quote or a list must not be taken for a part of it.
    """
    parts = [
        f"{_title(sheet, language)}\n{_concern(sheet, language)}",
        _quote(sheet, language),
        _voices(sheet, language),
        "\n".join(part for part in (_history(sheet, language), _facts(sheet, language, now=now)) if part),
    ]
    return [part for part in parts if part]


def closed_text(sheet: Sheet, language: Language) -> str:
    """Return a report that was decided, for its card."""
    if sheet.report.is_about_the_team:
        return "\n".join((say(language, "reports-card-team-title"), _outcome(sheet, language)))
    parts = (
        _title(sheet, language),
        _concern(sheet, language),
        say(language, "reports-card-count", count=sheet.count),
        _outcome(sheet, language),
    )
    return "\n".join(part for part in parts if part)


def team_text(sheet: Sheet, language: Language, *, now: datetime) -> str:
    """Return what everybody in the queue may read of a report about the team: nothing of whom and what."""
    said = (say(language, "reports-card-team-title"), say(language, "reports-card-team"))
    return "\n".join((*said, _facts(sheet, language, now=now)))


def _title(sheet: Sheet, language: Language) -> str:
    report = sheet.report
    member = f"<@{report.about_id}>" if report.about_id is not None else ""
    if report.message_id is None:
        who = member or say(language, "reports-former-member")
        return say(language, "reports-card-title-member", member=who)
    link = f"https://discord.com/channels/{report.guild_id}/{report.channel_id}/{report.message_id}"
    if report.about_id is None:
        return say(language, "reports-card-title-message", channel=f"<#{report.channel_id}>", link=link)
    return say(language, "reports-card-title-message-of", channel=f"<#{report.channel_id}>", link=link, member=member)


def _concern(sheet: Sheet, language: Language) -> str:
    said = concern_text(Said(concern=sheet.report.concern, rule=sheet.rule, words=""), language)
    return say(language, "reports-card-urgent", concern=said) if sheet.report.is_urgent else f"**{said}**"


def concern_text(said: Said, language: Language) -> str:
    """Return what a reporter says it is about, in a few words."""
    if said.concern is Concern.RULE and said.rule is not None:
        title = plain(said.rule.wording(language).title, 80)
        return say(language, "reports-concern-rule", number=said.rule.number, title=title)
    concern = Concern.OTHER if said.concern is Concern.RULE else said.concern
    return say(language, f"reports-concern-{concern.value}")


def _quote(sheet: Sheet, language: Language) -> str:
    evidence = sheet.evidence
    if evidence is None:
        return ""
    text = plain(evidence.text, QUOTE_SHOWN) if evidence.text else say(language, "reports-card-no-words")
    lines = [f"> {text}"]
    if evidence.attachments:
        names = ", ".join(plain(one.name, 60) for one in evidence.attachments[:FILES_SHOWN])
        lines.append("-# " + say(language, "reports-card-files", count=len(evidence.attachments), names=names))
    return "\n".join(lines)


def _voices(sheet: Sheet, language: Language) -> str:
    lines = [say(language, "reports-card-count", count=sheet.count)]
    if sheet.count > len(sheet.voices):
        lines[0] += " " + say(language, "reports-card-latest", count=len(sheet.voices))
    for said in sheet.voices:
        if said.words:
            line = {"concern": concern_text(said, language), "words": plain(said.words, WORDS_SHOWN)}
            lines.append("- " + say(language, "reports-card-voice", **line))
    if sheet.doubtful:
        lines.append("-# " + say(language, "reports-card-doubtful", count=sheet.doubtful))
    return "\n".join(lines)


def _history(sheet: Sheet, language: Language) -> str:
    if sheet.standing is None:
        return ""
    return say(
        language,
        "reports-card-history",
        strikes=sheet.standing.strikes,
        cases=sheet.cases,
        earlier=sheet.earlier,
        dismissed=sheet.earlier_dismissed,
    )


def _facts(sheet: Sheet, language: Language, *, now: datetime) -> str:
    report = sheet.report
    said = [say(language, "reports-card-since", at=moment(report.created_at))]
    if report.deadline <= now:
        said.append(say(language, "reports-card-overdue", at=moment(report.deadline)))
    else:
        said.append(say(language, "reports-card-due", at=moment(report.deadline)))
    if report.taken_by_id is not None:
        said.append(say(language, "reports-card-taken", member=f"<@{report.taken_by_id}>"))
    return "-# " + " · ".join(said)


def _outcome(sheet: Sheet, language: Language) -> str:
    report = sheet.report
    by = say(language, "reports-former-member") if report.decided_by_id is None else f"<@{report.decided_by_id}>"
    at = moment(report.decided_at, "f") if report.decided_at is not None else "–"
    said = say(language, f"reports-card-{report.state.value}", member=by, at=at)
    if report.answer and not report.is_about_the_team:
        said += "\n" + say(language, "reports-card-answer", answer=plain(report.answer, 2 * QUOTE_SHOWN))
    return said


# For those who reported


def mine_text(report: Mine, language: Language) -> str:
    where = f"<#{report.channel_id}>" if report.channel_id is not None else ""
    head = say(
        language,
        "reports-mine-message" if where else "reports-mine-member",
        at=moment(report.created_at, "f"),
        channel=where,
    )
    said = f"{head}\n{_state(report, language)}"
    if report.answer and report.state is not State.OPEN:
        said += "\n" + say(language, "reports-letter-answer", answer=plain(report.answer, 2 * QUOTE_SHOWN))
    return said


def _state(report: Mine, language: Language) -> str:
    if report.state is State.OPEN:
        return say(language, "reports-mine-looked-at" if report.is_looked_at else "reports-mine-open")
    return say(language, f"reports-mine-{report.state.value}")


def thanks_text(*, joined: bool, again: bool, concern: Concern, language: Language) -> str:
    """Return what somebody is told who has just reported something."""
    which = "again" if again else "joined" if joined else "filed"
    parts = [say(language, f"reports-thanks-{which}"), say(language, "reports-thanks-confidential")]
    if concern in _HELP:
        parts.insert(0, say(language, _HELP[concern]))
    return "\n".join(parts)


_HELP: Mapping[Concern, str] = {
    Concern.SELF_HARM: "reports-help-self-harm",
    Concern.THREAT: "reports-help-threat",
}
