"""Asking for a case to be looked at again: once for each case, by the member it is about, wherever they are.

Whoever was banned writes from a direct message, where Discord names no server: the case does.
"""

from datetime import timedelta

from bot.appeals import errors, rules, store
from bot.appeals.desk import Desk
from bot.appeals.model import POST, TEXT_MAX, Appeal, AppealSettings, Mine, State
from bot.due import plan
from bot.engine import AsyncConnection
from bot.moderation.lifting import LIFTABLE
from bot.moderation.model import Case
from bot.moderation.model import State as CaseState
from bot.moderation.store import cases
from bot.text import clean, cut, letters


class Appealing:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def check(self, *, member_id: int, case_id: int) -> Case:
        """Return a member's case that can be appealed, before anybody types for nothing.

        Raises CaseNotFound, also for anybody else's, NotAppealable, TooLate or AlreadyAppealed.
        """
        async with self._desk.database.read() as connection:
            case = await self._own(connection, member_id=member_id, case_id=case_id)
            await self._check(connection, case)
            return case

    async def appeal(self, *, member_id: int, case_id: int, text: str) -> Appeal:
        """Appeal a case. Raises what `check` does, or WordsNeeded."""
        written = cut(clean(text), TEXT_MAX)
        if not letters(written):
            raise errors.WordsNeeded
        async with self._desk.database.write() as connection:
            case = await self._own(connection, member_id=member_id, case_id=case_id)
            settings = await self._check(connection, case)
            now = self._desk.clock()
            appeal_id = await store.add(
                connection,
                guild_id=case.guild_id,
                case_id=case.id,
                member_id=member_id,
                text=written,
                opened_at=now,
                due_at=now + timedelta(hours=settings.answer_hours),
            )
            if appeal_id is None:
                raise errors.AlreadyAppealed
            await plan(connection, guild_id=case.guild_id, kind=POST, subject_id=appeal_id, due_at=now)
            return await self._desk.appeal(connection, guild_id=case.guild_id, appeal_id=appeal_id)

    async def _own(self, connection: AsyncConnection, *, member_id: int, case_id: int) -> Case:
        guild_id = await store.guild_of(connection, case_id=case_id, member_id=member_id)
        if guild_id is None:
            raise errors.CaseNotFound
        return await self._desk.case(connection, guild_id=guild_id, case_id=case_id)

    async def _check(self, connection: AsyncConnection, case: Case) -> AppealSettings:
        settings = await self._desk.settings.read(connection, case.guild_id, AppealSettings)
        if await store.of_case(connection, guild_id=case.guild_id, case_id=case.id) is not None:
            raise errors.AlreadyAppealed
        rules.check_appealable(case, settings=settings, now=self._desk.clock())
        return settings

    async def mine(self, *, guild_id: int, member_id: int) -> list[Mine]:
        """Return a member's cases that can be appealed, or were, latest first."""
        async with self._desk.database.read() as connection:
            settings = await self._desk.settings.read(connection, guild_id, AppealSettings)
            appeals = await store.of_member(connection, guild_id=guild_id, member_id=member_id)
            found = [
                case
                for case in await cases.of_member(connection, guild_id=guild_id, member_id=member_id)
                if case.id in appeals or self._is_appealable(case, settings)
            ]
            named = await self._desk.rules(connection, found, guild_id=guild_id)
        return [
            Mine(case=case, rule=rule, appeal=appeals.get(case.id), until=rules.open_until(case, settings))
            for case, rule in zip(found, named, strict=True)
        ]

    def _is_appealable(self, case: Case, settings: AppealSettings) -> bool:
        return (
            case.act in LIFTABLE
            and case.state not in (CaseState.LIFTED, CaseState.FAILED)
            and self._desk.clock() <= rules.open_until(case, settings)
        )

    async def withdraw(self, *, member_id: int, guild_id: int, appeal_id: int) -> Appeal:
        """Raises AppealNotFound, also for anybody else's, or AlreadyDecided."""
        async with self._desk.database.write() as connection:
            appeal = await self._desk.appeal(connection, guild_id=guild_id, appeal_id=appeal_id)
            if appeal.member_id != member_id:
                raise errors.AppealNotFound
            await self.withdraw_in(connection, appeal)
            return await self._desk.appeal(connection, guild_id=guild_id, appeal_id=appeal_id)

    async def withdraw_in(self, connection: AsyncConnection, appeal: Appeal) -> None:
        """Raises AlreadyDecided."""
        now = self._desk.clock()
        if not await store.decide(connection, appeal_id=appeal.id, state=State.WITHDRAWN, by_id=None, at=now):
            raise errors.AlreadyDecided
        await self._desk.plan_card(connection, appeal)
