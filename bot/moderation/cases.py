"""Looking at cases one by one, and seeing to what went wrong in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actor import Actor
from bot.due import plan
from bot.engine import AsyncConnection
from bot.guidelines.model import Rule
from bot.moderation import errors, rules, safety
from bot.moderation.desk import Desk
from bot.moderation.ending import plan_end
from bot.moderation.model import Case, Change, Criteria, Evidence, Place, Progress, State
from bot.moderation.store import cases, evidence, lists

CHANGES_SHOWN = 4
CHANGES_A_PAGE = 5
EVIDENCE_MAX = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A case with all that belongs to it, as a moderator looks at it."""

    case: Case
    rule: Rule | None
    """As it was said then; None: none was named, or its version is gone."""
    evidence: Sequence[Evidence]
    """Oldest first."""
    changes: Sequence[Change]
    """The latest."""
    changes_total: int
    stamp: int
    """Of the form that changes it."""
    because_of: Case | None
    """The case that it undoes, or that led to it by the ladder."""
    settled: bool
    """Whether somebody has seen to what went wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """A page of what was changed, latest first."""

    case: Case
    items: Sequence[Change]
    page: int
    pages: int


class Cases:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def numbered(self, number: int, *, by: Actor) -> Case:
        """Raises ModeratorsOnly or CaseNotFound."""
        safety.check_moderator(by)
        async with self._desk.database.read() as connection:
            found = await cases.numbered(connection, guild_id=by.guild_id, number=number)
        if found is None:
            raise errors.CaseNotFound
        return found

    async def get(self, case_id: int, *, by: Actor) -> Case:
        """Raises ModeratorsOnly or CaseNotFound."""
        safety.check_moderator(by)
        async with self._desk.database.read() as connection:
            return await self._desk.case(connection, guild_id=by.guild_id, case_id=case_id)

    async def find(self, *, guild_id: int, case_id: int) -> Case | None:
        """Return a case for the bot itself."""
        async with self._desk.database.read() as connection:
            return await cases.get(connection, guild_id=guild_id, case_id=case_id)

    async def file(self, case_id: int, *, by: Actor) -> File:
        """Raises ModeratorsOnly or CaseNotFound."""
        safety.check_moderator(by)
        async with self._desk.database.read() as connection:
            case = await self._desk.case(connection, guild_id=by.guild_id, case_id=case_id)
            found = File(
                case=case,
                rule=await self._desk.rule_of(case),
                evidence=await evidence.of_case(
                    connection, guild_id=case.guild_id, case_id=case.id, limit=EVIDENCE_MAX
                ),
                changes=await lists.changes(connection, guild_id=case.guild_id, case_id=case.id, limit=CHANGES_SHOWN),
                changes_total=await lists.count_changes(connection, guild_id=case.guild_id, case_id=case.id),
                stamp=await lists.latest_change(connection, guild_id=case.guild_id, case_id=case.id),
                because_of=await self._because_of(connection, case),
                settled=await lists.is_settled(connection, case_id=case.id),
            )
        return found

    async def rule_of(self, case: Case) -> Rule | None:
        """Return the rule of a case as it was said then."""
        return await self._desk.rule_of(case)

    async def _because_of(self, connection: AsyncConnection, case: Case) -> Case | None:
        if case.origin_id is None or case.origin not in rules.FROM_CASES:
            return None
        return await cases.get(connection, guild_id=case.guild_id, case_id=case.origin_id)

    async def changes(self, case_id: int, *, by: Actor, page: int) -> Changes:
        """Return a page of a case's changes; the last one where there are not so many.

        Raises ModeratorsOnly or CaseNotFound.
        """
        safety.check_moderator(by)
        async with self._desk.database.read() as connection:
            case = await self._desk.case(connection, guild_id=by.guild_id, case_id=case_id)
            total = await lists.count_changes(connection, guild_id=case.guild_id, case_id=case.id)
            pages = max(1, -(-total // CHANGES_A_PAGE))
            number = min(max(1, page), pages)
            items = await lists.changes(
                connection,
                guild_id=case.guild_id,
                case_id=case.id,
                limit=CHANGES_A_PAGE,
                offset=(number - 1) * CHANGES_A_PAGE,
            )
        return Changes(case=case, items=items, page=number, pages=pages)

    async def latest(self, criteria: Criteria, *, by: Actor, limit: int) -> list[Case]:
        """Return the latest cases of some kind. Raises ModeratorsOnly."""
        safety.check_moderator(by)
        async with self._desk.database.read() as connection:
            return await lists.page(connection, guild_id=by.guild_id, criteria=criteria, limit=limit, offset=0)

    # What went wrong

    async def try_again(self, case_id: int, *, by: Actor) -> Case:
        """Have the parts of a case that failed done anew. Raises ModeratorsOnly, CaseNotFound or NothingToTry."""
        safety.check_moderator(by)
        async with self._desk.database.write() as connection:
            case = await self._desk.case(connection, guild_id=by.guild_id, case_id=case_id)
            failed = to_try_again(case)
            if not failed:
                raise errors.NothingToTry
            now = self._desk.clock()
            await lists.settle(connection, guild_id=case.guild_id, case_id=case.id, at=None)
            again = await cases.note(
                connection,
                case=case,
                at=now,
                state=State.WAITING,
                failure=None,
                **dict.fromkeys(failed, Progress.WAITING),
            )
            await plan(connection, guild_id=case.guild_id, kind=rules.ACT, subject_id=case.id, due_at=now)
            if again.ends_at is not None and again.ends_at > now:
                await plan_end(connection, again, now=now)  # it was let go of when it failed
        return again

    # Where it is posted for the moderators

    async def place(self, case: Case) -> Place | None:
        async with self._desk.database.read() as connection:
            return await lists.place(connection, case_id=case.id)

    async def posted(self, case: Case, place: Place) -> None:
        """Note where a case was posted."""
        async with self._desk.database.write() as connection:
            await lists.note_place(connection, guild_id=case.guild_id, case_id=case.id, place=place)


def to_try_again(case: Case) -> list[str]:
    """Return the parts of a case that went wrong and can be done anew: a channel is locked anew by another case."""
    if case.state not in (State.PARTLY, State.FAILED) or case.act in rules.ABOUT_CHANNELS:
        return []
    return [name for name in ("told", "acted", "removed") if getattr(case, name) is Progress.FAILED]
