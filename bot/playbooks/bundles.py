"""Evidence bundles: made for a case, given to whoever asked, and kept sealed for some days so that the very same file
can be had again. Of a file that is gone the hash stays, in its row and in the case's history.
"""

import asyncio
import base64
import logging
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.actor import Actor
from bot.due import plan
from bot.engine import AsyncConnection
from bot.moderation.model import Case, Evidence
from bot.moderation.safety import check_moderator
from bot.moderation.store import evidence as evidence_store
from bot.moderation.store import lists
from bot.playbooks import bundling, errors, rules
from bot.playbooks.bundling import Contents
from bot.playbooks.desk import Desk
from bot.playbooks.model import Bundle, Escalation, File, PlaybookSettings
from bot.playbooks.store import bundles, escalations
from bot.seal import SealBroken, SealKeyInvalid

log = logging.getLogger(__name__)

PURPOSE = "evidence bundles"
"""The key they are sealed with is made for this."""
FIELD = "bundle"
"""Of a case's history: the hash."""

SIZE_MAX = 8 * 1024 * 1024
"""Below Discord's ten megabytes for a file."""
MESSAGES_MAX = 2_000
ALL = 10_000


class Bundles:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def make(self, *, by: Actor, case_id: int, request_id: int, size_max: int = SIZE_MAX) -> File:
        """Make a bundle of a case, or return what the same press has made.

        Where it would be larger than `size_max`, the latest messages are left out and counted. Raises NotInvolved,
        CaseNotFound or BundleDamaged.
        """
        before = await self._of_request(by=by, request_id=request_id)
        if before is not None:
            return await self.fetch(by=by, bundle_id=before.id)
        now = self._desk.clock()
        async with self._desk.database.read() as connection:
            case, contents = await self._contents(connection, by=by, case_id=case_id, at=now)
            settings = await self._desk.settings.read(connection, by.guild_id, PlaybookSettings)
        content, contents = await asyncio.to_thread(_fitting, contents, size_max)
        sealed = await asyncio.to_thread(self._close, content, by.guild_id)
        sha256 = bundling.sha256(content)
        async with self._desk.database.write() as connection:
            bundle_id = await bundles.add(
                connection,
                guild_id=by.guild_id,
                case_id=case_id,
                made_by_id=by.id,
                made_at=now,
                expires_at=now + timedelta(days=settings.bundle_days),
                sha256=sha256,
                size=len(content),
                left_out=contents.left_out,
                sealed=sealed,
                request_id=request_id,
            )
            await lists.add_change(connection, case=case, by_id=by.id, at=now, field=FIELD, after=sha256)
            await self._show(connection, guild_id=by.guild_id, case_id=case_id)
            found = await bundles.get(connection, guild_id=by.guild_id, bundle_id=bundle_id)
        assert found is not None
        return File(bundle=found[0], name=bundling.name_of(case.number, now), content=content)

    async def fetch(self, *, by: Actor, bundle_id: int) -> File:
        """Return the very file that was made. Raises BundleNotFound, NotInvolved, BundleExpired or BundleDamaged."""
        async with self._desk.database.read() as connection:
            found = await bundles.get(connection, guild_id=by.guild_id, bundle_id=bundle_id)
            if found is None:
                raise errors.BundleNotFound
            bundle, sealed = found
            case = await self._visible(connection, by=by, case_id=bundle.case_id)
        if sealed is None or bundle.expires_at <= self._desk.clock():
            raise errors.BundleExpired(sha256=bundle.sha256)
        content = await asyncio.to_thread(self._open, sealed, by.guild_id)
        if bundling.sha256(content) != bundle.sha256:
            log.error("bundle %s is not what was made: its hash is another one", bundle.id)
            raise errors.BundleDamaged
        return File(bundle=bundle, name=bundling.name_of(case.number, bundle.made_at), content=content)

    async def of_case(self, *, by: Actor, case_id: int) -> tuple[int, list[Bundle]]:
        """Return a case's number and its bundles, latest first. Raises NotInvolved or CaseNotFound."""
        async with self._desk.database.read() as connection:
            case = await self._visible(connection, by=by, case_id=case_id)
            return case.number, await bundles.of_case(connection, guild_id=by.guild_id, case_id=case_id, limit=25)

    # When their time is over

    async def count_over(self, connection: AsyncConnection, guild_id: int, before: datetime) -> int:
        return await bundles.count_over(connection, guild_id=guild_id, at=self._desk.clock())

    async def expire(self, guild_id: int, before: datetime) -> int:
        """Take away the files whose time is over; the hashes stay."""
        async with self._desk.database.write() as connection:
            return await bundles.empty_over(connection, guild_id=guild_id, at=self._desk.clock())

    # What is in one

    async def _visible(self, connection: AsyncConnection, *, by: Actor, case_id: int) -> Case:
        """Return a case whose evidence somebody may have: moderators, and who is called for its escalation."""
        case = await self._desk.case(connection, guild_id=by.guild_id, case_id=case_id)
        if case.member_id == by.id:
            raise errors.NotInvolved
        escalation = await escalations.latest_of_case(connection, guild_id=by.guild_id, case_id=case_id)
        if escalation is None:
            check_moderator(by)
        else:
            await self._desk.check_involved(connection, escalation, by=by)
            if not escalation.is_open:
                check_moderator(by)
        return case

    async def _contents(
        self, connection: AsyncConnection, *, by: Actor, case_id: int, at: datetime
    ) -> tuple[Case, Contents]:
        case = await self._visible(connection, by=by, case_id=case_id)
        escalation = await escalations.latest_of_case(connection, guild_id=by.guild_id, case_id=case_id)
        changes = await lists.changes(connection, guild_id=by.guild_id, case_id=case_id, limit=ALL)
        kept = await self._evidence(connection, case, escalation)
        return case, Contents(
            guild_id=by.guild_id,
            case_number=case.number,
            made_by_id=by.id,
            made_at=at,
            case=case,
            changes=list(reversed(changes)),
            evidence=kept,
            escalation=await self._escalation(connection, escalation),
            rules=await self._rules(connection, case),
        )

    async def _evidence(self, connection: AsyncConnection, case: Case, escalation: Escalation | None) -> list[Evidence]:
        kept = await evidence_store.of_case(connection, guild_id=case.guild_id, case_id=case.id, limit=MESSAGES_MAX)
        known = {one.id for one in kept}
        for evidence_id in () if escalation is None else escalation.evidence_ids:
            lent = await evidence_store.get(connection, guild_id=case.guild_id, evidence_id=evidence_id)
            if lent is not None and lent.id not in known:
                kept.append(lent)
        return kept

    @staticmethod
    async def _escalation(connection: AsyncConnection, escalation: Escalation | None) -> dict[str, Any] | None:
        if escalation is None:
            return None
        return {
            "severity": escalation.severity,
            "playbook": {
                "key": escalation.playbook_key,
                "title": escalation.playbook_title,
                "version": escalation.playbook_version,
                "language": escalation.language,
            },
            "opened_by_id": escalation.opened_by_id,
            "opened_at": escalation.opened_at,
            "deadline_at": escalation.deadline_at,
            "lead_id": escalation.lead_id,
            "closed_by_id": escalation.closed_by_id,
            "closed_at": escalation.closed_at,
            "outcome": escalation.outcome,
            "steps": await escalations.steps(connection, escalation_id=escalation.id),
            "notes": await escalations.notes(connection, escalation_id=escalation.id, limit=ALL),
        }

    async def _rules(self, connection: AsyncConnection, case: Case) -> dict[str, Any] | None:
        """Return the rule that the case cites, as it was said then."""
        if case.rule_number is None:
            return None
        rule = await self._desk.moderation.desk.guidelines.reader.rule_in(
            connection, guild_id=case.guild_id, number=case.rule_number, version=case.rule_version
        )
        return {
            "version": case.rule_version,
            "number": case.rule_number,
            "wordings": None if rule is None else dict(rule.wordings),
        }

    async def _show(self, connection: AsyncConnection, *, guild_id: int, case_id: int) -> None:
        """Have the board of an open escalation say that there is a bundle."""
        escalation = await escalations.open_of_case(connection, guild_id=guild_id, case_id=case_id)
        if escalation is not None:
            await plan(
                connection,
                guild_id=guild_id,
                kind=rules.REFRESH,
                subject_id=escalation.id,
                due_at=self._desk.clock(),
            )

    async def _of_request(self, *, by: Actor, request_id: int) -> Bundle | None:
        async with self._desk.database.read() as connection:
            return await bundles.of_request(connection, guild_id=by.guild_id, request_id=request_id)

    def _close(self, content: bytes, guild_id: int) -> str:
        return self._desk.seal.close_text(base64.b85encode(content).decode(), guild_id=guild_id, purpose=PURPOSE)

    def _open(self, sealed: str, guild_id: int) -> bytes:
        """Raises BundleDamaged."""
        try:
            return base64.b85decode(self._desk.seal.open_text(sealed, guild_id=guild_id, purpose=PURPOSE))
        except (SealBroken, SealKeyInvalid, ValueError) as error:
            log.error("a bundle can't be read: %s", type(error).__name__)
            raise errors.BundleDamaged from None


def _fitting(contents: Contents, size_max: int) -> tuple[bytes, Contents]:
    """Return the ZIP, with as many of the oldest messages as fit."""
    content = bundling.build(contents)
    total, kept = len(contents.evidence), len(contents.evidence)
    while len(content) > size_max and kept:
        kept //= 2
        contents = replace(contents, evidence=contents.evidence[:kept], left_out=total - kept)
        content = bundling.build(contents)
    return content, contents
