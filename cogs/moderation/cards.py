"""A case as moderators read it: the whole of it on its page, a line in lists, its outline in the log's channel."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

import discord

from bot.guidelines.model import Rule
from bot.i18n import Language, exists, say
from bot.inbox.model import Letter
from bot.moderation.cases import File
from bot.moderation.model import NOTED, Act, Attachment, Case, Change, Evidence, Origin, Severity, State
from bot.moderation.rules import ABOUT_CHANNELS
from bot.ui.layout import BAD, CALM, CAREFUL
from bot.ui.texts import moment, plain
from cogs.moderation.results import failure_text, part_lines
from cogs.moderation.wording import act_text, joined, length_text, origin_text, person_text, state_text

# What a case shows of long texts has to fit the 4,000 characters of a card together.
REASON_SHOWN = 700
DEVIATION_SHOWN = 250
LISTED = 110
EVIDENCE_SHOWN = 2
EXCERPT = 180
CHANGE_SHOWN = 60
WHY_SHOWN = 120
TITLE_SHOWN = 120
NOTE_SHOWN = 200
FILES_SHOWN = 2


def colour_of(case: Case) -> discord.Colour:
    if case.state in (State.FAILED, State.PARTLY):
        return BAD
    return CAREFUL if case.state is State.WAITING else CALM


def title_text(case: Case, language: Language) -> str:
    act = act_text(case.act, language, minutes=case.minutes)
    said = say(language, "moderation-case-title", number=str(case.number), act=act)
    return said if case.state is State.DONE else joined([said, f"*{state_text(case.state, language)}*"], language)


def whom_text(case: Case, language: Language) -> str:
    """Return whom or which channel it is about."""
    if case.member_id is None and case.channel_id is not None and case.act in ABOUT_CHANNELS:
        return f"<#{case.channel_id}>"
    return person_text(case.member_id, language)


def moderator_text(case: Case, language: Language) -> str:
    by_itself = case.origin in (Origin.FILTER, Origin.LADDER, Origin.RAID)
    nobody = "moderation-person-me" if by_itself else "moderation-person-erased"
    return person_text(case.moderator_id, language, nobody=nobody)


def line_text(case: Case, language: Language, *, whom: bool = True) -> str:
    """Return a case in two lines, for lists."""
    facts = [moment(case.created_at, "d")]
    if whom:
        facts.append(whom_text(case, language))
    facts.append(say(language, "moderation-case-by", moderator=moderator_text(case, language)))
    if case.rule_number is not None:
        facts.append(say(language, "moderation-case-rule-short", number=str(case.rule_number)))
    if case.strikes:
        facts.append(say(language, "moderation-case-strikes-short", strikes=case.strikes))
    lines = [f"**{title_text(case, language)}**", f"-# {joined(facts, language)}"]
    if case.reason:
        lines.append(plain(case.reason, LISTED))
    return "\n".join(lines)


def rule_text(case: Case, rule: Rule | None, language: Language) -> str | None:
    if case.rule_number is None:
        return None
    title = "" if rule is None else plain(rule.wording(language).title, TITLE_SHOWN)
    return say(language, "moderation-case-rule", number=str(case.rule_number), title=title or "—")


def outline(
    case: Case, rule: Rule | None, letter: Letter | None, language: Language, *, reason: int = REASON_SHOWN
) -> list[str]:
    """Return the lines that say what was decided, and which parts of it worked; `letter`: how the member was told."""
    lines = [f"### {title_text(case, language)}", _who(case, language)]
    if (said := rule_text(case, rule, language)) is not None:
        lines.append(said)
    if case.reason:
        kind = "note" if case.act is Act.NOTE else "reason"
        lines.append(say(language, f"moderation-case-{kind}", reason=plain(case.reason, reason)))
    elif case.member_id is not None:
        lines.append(say(language, "moderation-case-no-reason"))
    lines += [*_times(case, language), *_details(case, language)]
    if case.severity is not Severity.NORMAL:
        lines.append(say(language, f"moderation-case-severity-{case.severity.value}"))
    lines += part_lines(case, letter, language)
    if case.state in (State.FAILED, State.PARTLY, State.WAITING) and (failure := failure_text(case, language)):
        lines.append(failure)
    return lines


def _who(case: Case, language: Language) -> str:
    return say(
        language,
        "moderation-case-who",
        whom=whom_text(case, language),
        moderator=moderator_text(case, language),
        at=moment(case.created_at, "f"),
        how="native" if case.origin is Origin.NATIVE else "note" if case.act is Act.NOTE else "decided",
    )


def _times(case: Case, language: Language) -> list[str]:
    lines = []
    if case.ends_at is not None and case.state is not State.LIFTED:
        over = "true" if case.state is State.ENDED else "false"
        lines.append(say(language, "moderation-case-ends", at=moment(case.ends_at, "f"), over=over))
    if case.state is State.LIFTED and case.finished_at is not None:
        lines.append(say(language, "moderation-case-lifted", at=moment(case.finished_at, "f")))
    if case.strikes and case.strikes_until is not None:
        lifted = "true" if case.state in (State.LIFTED, State.FAILED) else "false"
        until = moment(case.strikes_until, "D")
        lines.append(say(language, "moderation-case-strikes", strikes=case.strikes, until=until, lifted=lifted))
    return lines


def _details(case: Case, language: Language) -> list[str]:
    """Return the numbers of an act on a channel, those that have words."""
    known = [(f"moderation-detail-{key.replace('_', '-')}", value) for key, value in case.details.items()]
    said = [say(language, name, count=value) for name, value in known if isinstance(value, int) and exists(name)]
    return [joined(said, language)] if said else []


def background(file: File, language: Language) -> list[str]:
    """Return how it came to a case, and what was proposed."""
    case = file.case
    lines = []
    if case.proposed is not None:
        lines.append(say(language, "moderation-case-proposed", act=penalty_text(case.proposed, language)))
    if case.deviation:
        lines.append(say(language, "moderation-case-deviation", why=plain(case.deviation, DEVIATION_SHOWN)))
    if file.because_of is not None:
        number = str(file.because_of.number)
        lines.append(
            say(language, "moderation-case-because-of", number=number, origin=_relation(case)),
        )
    else:
        lines.append(f"-# {say(language, 'moderation-case-origin', origin=origin_text(case.origin, language))}")
    return lines


def _relation(case: Case) -> str:
    return "ladder" if case.origin is Origin.LADDER else "undoes"


def penalty_text(name: str, language: Language) -> str:
    """Return a proposal by its name (`timeout-60`, `ban`) in words; the name itself where there are none."""
    act, _, minutes = name.rpartition("-")
    if minutes.isascii() and minutes.isdigit() and act in set(Act):
        return act_text(Act(act), language, minutes=int(minutes))
    return act_text(Act(name), language) if name in set(Act) else plain(name, 30)


# Evidence


def evidence_lines(found: Sequence[Evidence], language: Language) -> list[str]:
    if not found:
        return []
    lines = [say(language, "moderation-evidence-title", count=len(found))]
    return [*lines, *(evidence_text(one, language, limit=EXCERPT) for one in found[:EVIDENCE_SHOWN])]


def evidence_text(one: Evidence, language: Language, *, limit: int) -> str:
    """Return a message as it was: who, when, and its words as long as they are kept."""
    author = person_text(one.author_id, language)
    head = say(language, "moderation-evidence-line", author=author, at=moment(one.written_at, "f"))
    if one.text is None:
        return f"{head}\n> {say(language, 'moderation-evidence-expired')}"
    body = plain(one.text, limit) if one.text else say(language, "moderation-evidence-no-words")
    lines = [head, f"> {body}"]
    if one.attachments:
        lines.append(say(language, "moderation-evidence-files", files=_files_text(one.attachments, language)))
    return "\n".join(lines)


def _files_text(attachments: Sequence[Attachment], language: Language) -> str:
    shown = [f"{plain(one.name, 60)} ({max(1, one.size // 1024)} KB)" for one in attachments[:FILES_SHOWN]]
    if len(attachments) > len(shown):
        shown.append(f"+{len(attachments) - len(shown)}")
    return joined(shown, language)


# Changes


def change_lines(file: File, language: Language) -> list[str]:
    if not file.changes_total:
        return []
    said = say(language, "moderation-changes-title", count=file.changes_total)
    return [said, *change_texts(file.changes, language)]


def change_texts(
    changes: Sequence[Change], language: Language, *, limit: int = CHANGE_SHOWN, why: int = WHY_SHOWN
) -> list[str]:
    """Return who changed what, when and why, what was changed together in one text; notes are texts of their own."""
    return [
        _changed_together(list(together), language, limit=limit, why=why)
        for _, together in groupby(changes, key=lambda one: (one.field == NOTED and id(one), one.changed_at, one.why))
    ]


def _changed_together(changes: Sequence[Change], language: Language, *, limit: int, why: int) -> str:
    first = changes[0]
    by, at = person_text(first.changed_by_id, language), moment(first.changed_at, "f")
    if first.field == NOTED:
        head = say(language, "moderation-change-note", by=by, at=at)
        return f"{head}\n> {plain(first.after or '', max(limit, NOTE_SHOWN)) or '—'}"
    lines = [say(language, "moderation-change-head", by=by, at=at)]
    lines += [_changed(one, language, limit=limit) for one in reversed(changes)]
    return "\n".join([*lines, f"> {plain(first.why, why)}"] if first.why else lines)


def _changed(change: Change, language: Language, *, limit: int) -> str:
    name = f"moderation-change-{change.field.replace('_', '-')}"
    return say(
        language,
        "moderation-change-line",
        field=say(language, name) if exists(name) else plain(change.field, 30),
        before=value_text(change.field, change.before, language, limit=limit),
        after=value_text(change.field, change.after, language, limit=limit),
    )


def value_text(field: str, value: str | None, language: Language, *, limit: int) -> str:
    """Return what a column was or became, as moderators say it."""
    if value is None:
        name = f"moderation-none-{field.replace('_', '-')}"
        return say(language, name) if exists(name) else "—"
    if value == "":
        return "—"
    if field == "minutes" and value.isdigit():
        return length_text(int(value), language)
    if field == "state" and value in set(State):
        return state_text(State(value), language)
    if value.isalpha() and exists(worded := f"moderation-value-{field}-{value}"):
        return say(language, worded)
    return plain(value, limit)


def link_to(case: Case) -> str | None:
    """Return the address of the message a case is about."""
    if case.message_id is None or case.channel_id is None:
        return None
    return f"https://discord.com/channels/{case.guild_id}/{case.channel_id}/{case.message_id}"


def lapses_text(lapses: Sequence[tuple[datetime, int]], language: Language, *, most: int = 4) -> str:
    """Return when how many strikes lapse, soonest first; “none” where there are none."""
    said = [
        say(language, "moderation-standing-lapse", strikes=strikes, at=moment(at, "D")) for at, strikes in lapses[:most]
    ]
    if len(lapses) > most:
        said.append("…")
    return joined(said, language) if said else "none"
