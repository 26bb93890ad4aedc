"""What a decision in the making is: its draft, all that its moderator has in front of them, and what follows."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.guidelines.model import PENALTIES, Action, Penalty, Rule, Version
from bot.moderation import errors, rules
from bot.moderation.model import Act, Case, Evidence, ModerationSettings, Origin, Rung, Standing
from bot.moderation.rules import LASTING, MINUTES_MAX, Proposal
from bot.moderation.telling import Told
from bot.text import letters

KEPT_FOR = timedelta(days=1)
JUST_NOW = timedelta(minutes=15)
"""How long another moderator's decision or dialogue about the same member is pointed out."""
NO_RULE = 0
FOR_GOOD = 0
"""Minutes of a ban that was chosen to have no end; None: nothing was chosen."""
DELETABLE_SECONDS = (0, 3600, 24 * 3600, 7 * 24 * 3600)
"""How far back a ban can delete messages; Discord's longest is 7 days."""

RULE, LENGTH, REASON, WHY = "rule", "length", "reason", "why"
"""What can still be missing, in the order in which it is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    id: int
    guild_id: int
    moderator_id: int
    member_id: int
    origin: Origin
    origin_id: int | None
    channel_id: int | None
    message_id: int | None
    evidence_id: int | None
    rule_number: int | None
    """`NO_RULE`: none applies; None: not chosen yet."""
    rule_version: int | None
    act: Act | None
    """None: what is proposed."""
    minutes: int | None
    """`FOR_GOOD`, or None: what is proposed, if that is the same act."""
    remove_message: bool
    delete_seconds: int
    reason: str
    deviation: str | None
    created_at: datetime
    case_id: int | None

    @property
    def can_remove(self) -> bool:
        """Whether there is a message to remove; a post would be empty without its first one."""
        return self.message_id is not None and self.message_id != self.channel_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything a moderator has in front of them while deciding."""

    draft: Draft
    version: Version | None
    """The rules in force; None: none are published."""
    rule: Rule | None
    standing: Standing
    ladder: Sequence[Rung]
    proposal: Proposal | None
    """None: no rule was chosen, so nothing is proposed."""
    act: Act | None
    minutes: int | None
    """None: for good, or it has no length."""
    missing: tuple[str, ...]
    strikes: int
    """That come with it."""
    evidence: Evidence | None
    cases_before: int
    latest: Case | None
    """The latest case about them."""
    deciding: tuple[int, ...]
    """Other moderators who have a dialogue about them open."""
    now: datetime
    strikes_until: datetime

    @property
    def just_decided(self) -> Case | None:
        """Another moderator's decision of the last minutes."""
        case = self.latest
        if case is None or case.moderator_id == self.draft.moderator_id or self.now - case.created_at > JUST_NOW:
            return None
        return case

    @property
    def deviates(self) -> bool:
        proposal = self.proposal
        if proposal is None or self.act is None:
            return False
        return (self.act, self.minutes) != (proposal.act, proposal.minutes)

    @property
    def removes_message(self) -> bool:
        return self.draft.can_remove and (self.draft.remove_message or self.act is Act.REMOVE)

    @property
    def mark(self) -> int:
        """A number that is another one when anything that matters is."""
        draft = self.draft
        facts = (
            self.act,
            self.minutes,
            draft.rule_number,
            None if self.version is None else self.version.number,
            None if self.latest is None else self.latest.id,
            draft.reason,
            draft.deviation,
            self.removes_message,
            draft.delete_seconds,
            self.strikes,
        )
        return zlib.crc32(repr(facts).encode())

    def told(self) -> Told:
        """Return what the member will be told. Only where nothing is missing."""
        assert self.act is not None
        minutes = self.minutes if self.act in LASTING else None
        return Told(
            case_id=None,
            number=None,
            act=self.act,
            minutes=minutes,
            ends_at=None if minutes is None else self.now + timedelta(minutes=minutes),
            rule=self.rule,
            reason=self.draft.reason,
            removes_message=self.removes_message,
            strikes=self.strikes,
            strikes_until=self.strikes_until if self.strikes else None,
        )


def check_minutes(act: Act | None, minutes: int | None) -> None:
    """Raises LengthOutOfRange."""
    if act in LASTING and minutes is not None and not 0 <= minutes <= MINUTES_MAX:
        raise errors.LengthOutOfRange(most_days=MINUTES_MAX // (24 * 60))


def choices(draft: Draft) -> tuple[Penalty, ...]:
    """Return what a moderator chooses from; a message can only be removed where there is one."""
    return tuple(one for one in PENALTIES if draft.can_remove or one.action is not Action.REMOVE)


def rule_of(draft: Draft, version: Version | None) -> Rule | None:
    """Return the chosen rule; None where it was chosen from rules that are no longer in force."""
    if version is None or draft.rule_version != version.number or not draft.rule_number:
        return None
    return version.rule(draft.rule_number)


def proposed(
    rule: Rule, draft: Draft, standing: Standing, ladder: Sequence[Rung], settings: ModerationSettings
) -> Proposal:
    penalty = rule.penalty
    if penalty.action is Action.REMOVE and not draft.can_remove:
        penalty = Penalty(action=Action.WARN)
    return rules.propose(penalty, now=standing, ladder=ladder, settings=settings)


def meant(draft: Draft, proposal: Proposal | None, *, chosen: bool) -> tuple[Act | None, int | None]:
    """Return what is to be done: as it was chosen, else as proposed; a warning where no rule applies."""
    if draft.act is None:
        if proposal is not None:
            return proposal.act, proposal.minutes
        return (Act.WARN, None) if chosen else (None, None)
    if draft.minutes is not None:
        return draft.act, draft.minutes or None
    if proposal is not None and proposal.act is draft.act:
        return proposal.act, proposal.minutes
    return draft.act, None


def with_missing(sheet: Sheet, *, chosen: bool) -> Sheet:
    """Return the sheet with what its moderator still has to say; `chosen`: a rule, or that none applies."""
    missing = []
    if not chosen:
        missing.append(RULE)
    if sheet.act is Act.TIMEOUT and sheet.minutes is None:
        missing.append(LENGTH)
    if chosen and sheet.rule is None and not letters(sheet.draft.reason):
        missing.append(REASON)
    if sheet.deviates and not sheet.draft.deviation:
        missing.append(WHY)
    return replace(sheet, missing=tuple(missing))
