"""Opening cases: the one way in which a case comes into being, whoever or whatever it comes from.

The case is written before anything happens on Discord, in state WAITING, with a due row that does it where whoever
opened it dies; each part (tell, act, remove) is then noted as it went.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.due import plan
from bot.engine import AsyncConnection
from bot.moderation import rules
from bot.moderation.desk import Desk
from bot.moderation.ending import Ending, plan_end
from bot.moderation.model import (
    TIMEOUT_MAX_DAYS,
    Act,
    Case,
    ModerationSettings,
    Origin,
    Progress,
    Severity,
    State,
    Subject,
)
from bot.moderation.store import cases, evidence

PICKED_UP_AFTER = timedelta(minutes=1)
"""When the due row does what whoever opened a case has not."""

_ACTS_ON_DISCORD = frozenset({Act.TIMEOUT, Act.KICK, Act.BAN, Act.END_TIMEOUT, Act.UNBAN})
_TELLS = frozenset({Act.WARN, Act.REMOVE, Act.TIMEOUT, Act.KICK, Act.BAN, Act.END_TIMEOUT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is to be done, decided by a moderator or by the bot itself."""

    guild_id: int
    act: Act
    origin: Origin
    subject: Subject
    origin_id: int | None = None
    moderator_id: int | None = None
    rule_number: int | None = None
    reason: str = ""
    minutes: int | None = None
    proposed: str | None = None
    deviation: str | None = None
    remove_message: bool = False
    severity: Severity = Severity.NORMAL
    request_id: int | None = None
    audit_entry_id: int | None = None
    done_already: bool = False
    """Discord has done it: it comes from the audit log, or was done by hand."""
    at: datetime | None = None
    """When that was; None: now."""
    strikes: int | None = None
    """None: what the settings say."""
    details: Mapping[str, Any] = field(default_factory=dict)
    quiet: bool = False
    """Whoever decides tells the member otherwise: of an appeal, of a case that was lifted."""


class Opening:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._ending = Ending(desk)

    async def open(self, decision: Decision, *, by_itself: bool = False) -> Case:
        """Open a case in a transaction of its own; see `open_in`."""
        async with self._desk.database.write() as connection:
            return await self.open_in(connection, decision, by_itself=by_itself)

    async def open_in(self, connection: AsyncConnection, decision: Decision, *, by_itself: bool = False) -> Case:
        """Open a case, or return the one this confirmation has opened before.

        `by_itself`: nobody waits for it, its due row does it at once (filters, the ladder, raids).
        """
        if decision.request_id is not None:
            before = await cases.of_request(connection, guild_id=decision.guild_id, request_id=decision.request_id)
            if before is not None:
                return before
        settings = await self._desk.settings.read(connection, decision.guild_id, ModerationSettings)
        now = self._desk.clock()
        at = decision.at or now
        case = await cases.add(connection, guild_id=decision.guild_id, **await self._values(decision, settings, at))
        await evidence.attach(
            connection,
            guild_id=case.guild_id,
            evidence_ids=decision.subject.evidence_ids,
            case_id=case.id,
        )
        if case.state is State.WAITING:
            due_at = now if by_itself else now + PICKED_UP_AFTER
            await plan(connection, guild_id=case.guild_id, kind=rules.ACT, subject_id=case.id, due_at=due_at)
        if case.ends_at is not None:
            await plan_end(connection, case, now=now)
        if decision.done_already:
            await self._ending.ended_before_in(connection, case)
        await plan(connection, guild_id=case.guild_id, kind=rules.LOG, subject_id=case.id, due_at=now)
        for told in self._desk.after_case:
            await told(connection, case)
        return case

    async def open_pending_in(self, connection: AsyncConnection, decision: Decision) -> Case:
        """Open a case about a channel: it is yet to be done, by a row of its own and not by that of cases."""
        case = await self.open_in(connection, decision)
        return await cases.note(
            connection, case=case, at=self._desk.clock(), state=State.WAITING, acted=Progress.WAITING
        )

    async def _values(self, decision: Decision, settings: ModerationSettings, at: datetime) -> dict[str, Any]:
        act, member_id = decision.act, decision.subject.member_id
        rule = (
            None
            if decision.rule_number is None
            else await self._desk.guidelines.rule(guild_id=decision.guild_id, number=decision.rule_number)
        )
        version = None if rule is None else await self._desk.guidelines.current(guild_id=decision.guild_id)
        strikes = rules.strikes_for(act, settings) if decision.strikes is None else decision.strikes
        strikes = strikes if member_id is not None else 0
        minutes = decision.minutes
        if act is Act.TIMEOUT and minutes is None and not decision.done_already:
            minutes = TIMEOUT_MAX_DAYS * 24 * 60  # Discord has none without an end
        lasts = act in (Act.TIMEOUT, Act.BAN, Act.LOCK, Act.SLOW_MODE) and minutes is not None
        told, acted, removed = self._parts(decision)
        waits = Progress.WAITING in (told, acted, removed)
        return {
            "act": act,
            "state": State.WAITING if waits else State.DONE,
            "member_id": member_id,
            "moderator_id": decision.moderator_id,
            "origin": decision.origin,
            "origin_id": decision.origin_id,
            "rule_number": None if rule is None else rule.number,
            "rule_version": None if version is None else version.number,
            "rule_key": None if rule is None else rule.key,
            "reason": decision.reason,
            "proposed": decision.proposed,
            "deviation": decision.deviation,
            "minutes": minutes,
            "ends_at": at + timedelta(minutes=minutes or 0) if lasts else None,
            "strikes": strikes,
            "strikes_until": at + timedelta(days=settings.strike_days) if strikes else None,
            "severity": decision.severity,
            "channel_id": decision.subject.channel_id,
            "message_id": decision.subject.message_id,
            "told": told,
            "acted": acted,
            "removed": removed,
            "details": dict(decision.details),
            "created_at": at,
            "changed_at": at,
            "request_id": decision.request_id,
            "audit_entry_id": decision.audit_entry_id,
        }

    @staticmethod
    def _parts(decision: Decision) -> tuple[Progress, Progress, Progress]:
        """Return how telling, acting and removing stand when a case is opened."""
        if decision.done_already:
            return Progress.NONE, Progress.DONE, Progress.NONE
        tells = decision.act in _TELLS and decision.subject.member_id is not None and not decision.quiet
        removes = decision.remove_message or decision.act is Act.REMOVE
        return (
            Progress.WAITING if tells else Progress.NONE,
            Progress.WAITING if decision.act in _ACTS_ON_DISCORD else Progress.NONE,
            Progress.WAITING if removes and decision.subject.message_id is not None else Progress.NONE,
        )
