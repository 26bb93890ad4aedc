"""A decision in the making, in words: whom and what it is about, what is proposed, and why.

Somebody on their first day has to see the rule, what is proposed, and the reason before they choose anything.
"""

from typing import Any

from bot.i18n import Language, say
from bot.moderation.drafting import NO_RULE, Sheet
from bot.moderation.model import Act, Rung
from bot.ui.texts import moment, plain
from cogs.moderation.letters import quoted, written
from cogs.moderation.wording import act_text

EXCERPT = 300
REASON_EXCERPT = 300
HARD = frozenset({Act.KICK, Act.BAN})


def head_text(sheet: Sheet, language: Language) -> str:
    draft = sheet.draft
    said = say(language, "moderation-decide-head", member=f"<@{draft.member_id}>")
    origin = say(language, f"moderation-decide-from-{draft.origin.value}")
    return f"{said}\n-# {origin}"


def message_text(sheet: Sheet, language: Language) -> str | None:
    """Return what is decided about: the message as it was kept, and the way to it."""
    draft, kept = sheet.draft, sheet.evidence
    if draft.message_id is None or draft.channel_id is None:
        return None
    link = f"https://discord.com/channels/{draft.guild_id}/{draft.channel_id}/{draft.message_id}"
    said = say(language, "moderation-decide-message", link=link)
    if kept is None or kept.text is None:
        return said
    words = [quoted(written(kept.text, EXCERPT))] if kept.text.strip() else []
    if kept.attachments:
        words.append(f"-# {say(language, 'moderation-decide-attachments', count=len(kept.attachments))}")
    return "\n".join([said, *words])


def standing_text(sheet: Sheet, language: Language) -> str:
    standing = sheet.standing
    said = say(language, "moderation-decide-standing", strikes=standing.strikes, cases=sheet.cases_before)
    if not standing.lapses:
        return said
    at, strikes = standing.lapses[0]
    return f"{said}\n-# {say(language, 'moderation-decide-lapses', count=strikes, at=moment(at, 'D'))}"


def warnings(sheet: Sheet, language: Language) -> list[str]:
    """Return what other moderators do about the same member at this moment."""
    found = []
    if (case := sheet.just_decided) is not None:
        found.append(
            say(
                language,
                "moderation-decide-just-decided",
                moderator=f"<@{case.moderator_id}>" if case.moderator_id else say(language, "moderation-person-me"),
                number=str(case.number),
                act=act_text(case.act, language, minutes=case.minutes),
                at=moment(case.created_at),
            )
        )
    if sheet.deciding:
        comma = "、" if language is Language.JA else ", "
        who = comma.join(f"<@{one}>" for one in sheet.deciding)
        found.append(say(language, "moderation-decide-deciding", moderators=who, count=len(sheet.deciding)))
    return found


def proposal_text(sheet: Sheet, language: Language) -> str:
    """Return what is proposed, and why."""
    if sheet.proposal is None:
        key = "moderation-decide-no-proposal" if sheet.draft.rule_number == NO_RULE else "moderation-decide-choose-rule"
        return say(language, key)
    proposal = sheet.proposal
    act = act_text(proposal.act, language, minutes=proposal.minutes)
    head = say(language, "moderation-decide-proposed", act=act)
    return f"{head}\n-# {_why(sheet, language)}"


def _why(sheet: Sheet, language: Language) -> str:
    proposal, rule = sheet.proposal, sheet.rule
    assert proposal is not None and rule is not None
    own = act_text(Act(rule.action.value), language, minutes=rule.action_minutes)
    numbers: dict[str, Any] = {
        "now": sheet.standing.strikes,
        "after": proposal.strikes,
        "rule": str(rule.number),
        "own": own,
    }
    if not proposal.by_ladder:
        return say(language, "moderation-decide-why-rule", **numbers)
    rung = _rung_of(sheet)
    ladder = act_text(rung.act, language, minutes=rung.minutes)
    return say(language, "moderation-decide-why-ladder", **numbers, ladder=ladder, from_strikes=rung.strikes)


def _rung_of(sheet: Sheet) -> Rung:
    assert sheet.proposal is not None
    return max((one for one in sheet.ladder if one.strikes <= sheet.proposal.strikes), key=lambda one: one.strikes)


def written_text(sheet: Sheet, language: Language) -> str | None:
    draft, parts = sheet.draft, []
    if draft.reason:
        parts.append(say(language, "moderation-decide-reason", reason=plain(draft.reason, REASON_EXCERPT)))
    if sheet.deviates and draft.deviation:
        parts.append(say(language, "moderation-decide-deviation", why=plain(draft.deviation, REASON_EXCERPT)))
    if sheet.removes_message:
        parts.append(say(language, "moderation-decide-removes"))
    return "\n".join(parts) or None


def missing_text(sheet: Sheet, language: Language) -> str | None:
    if not sheet.missing:
        return None
    return "\n".join(f"⚠️ {say(language, f'moderation-decide-missing-{name}')}" for name in sheet.missing)


def besides(sheet: Sheet, language: Language) -> list[str]:
    draft = sheet.draft
    parts = [say(language, f"moderation-preview-order-{'first' if sheet.act in HARD else 'then'}")]
    if sheet.act is Act.NOTE:
        parts = []
    if sheet.act is Act.BAN:
        parts.append(say(language, f"moderation-delete-{draft.delete_seconds}.done"))
    if sheet.removes_message:
        parts.append(say(language, "moderation-decide-removes"))
    parts.append(
        say(language, "moderation-preview-strikes", count=sheet.strikes, until=moment(sheet.strikes_until, "D"))
    )
    if sheet.deviates and draft.deviation:
        parts.append(say(language, "moderation-decide-deviation", why=plain(draft.deviation, REASON_EXCERPT)))
    return parts
