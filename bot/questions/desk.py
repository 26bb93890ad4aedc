"""What every use case of questions has on its desk, and what each does at its end.

A use case reads a question, asks the rules, changes rows, and calls `follow_up`: due rows and the search index follow
from the question as it then stands, in the same transaction, so that no use case can forget one of them.
"""

from dataclasses import dataclass
from datetime import datetime

from bot import due
from bot.actor import Actor
from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection
from bot.questions import rules
from bot.questions.errors import QuestionNotFound, StaffOnly
from bot.questions.model import FactKind, Question, QuestionSettings, Role
from bot.questions.rewards import Rewards
from bot.questions.rules import Standing
from bot.questions.store import answers, facts, questions
from bot.questions.store.lists import searched_body
from bot.seal import Seal
from bot.search.index import SearchIndex
from bot.settings.model import ServerSettings
from bot.settings.service import Settings


@dataclass(frozen=True, slots=True)
class Desk:
    database: Database
    clock: Clock
    settings: Settings
    seal: Seal
    index: SearchIndex
    """Holds every question that isn't deleted; who may find which is decided at searching."""
    rewards: Rewards

    async def question(self, connection: AsyncConnection, *, guild_id: int, question_id: int) -> Question:
        """Return a question of this server. Raises QuestionNotFound."""
        found = await questions.get(connection, guild_id=guild_id, question_id=question_id)
        if found is None:
            raise QuestionNotFound
        return found

    def is_asker(self, question: Question, member_id: int) -> bool:
        """Whether a member asked it, anonymously or not."""
        if question.fingerprint is not None:
            return question.fingerprint == self.seal.fingerprint(guild_id=question.guild_id, member_id=member_id)
        return question.asker_id == member_id

    async def standing(self, connection: AsyncConnection, question: Question, actor: Actor) -> Standing:
        """Return what somebody is to a question."""
        settings = await self.settings.read(connection, question.guild_id, QuestionSettings)
        server = await self.settings.read(connection, question.guild_id, ServerSettings)
        return Standing(
            asker=self.is_asker(question, actor.id),
            staff=rules.has_authority(actor, server),
            trusted=actor.has_any(settings.trusted_role_ids),
            helper=await self._helped(connection, question, actor.id),
        )

    async def _helped(self, connection: AsyncConnection, question: Question, member_id: int) -> bool:
        return await answers.has_answered(connection, question_id=question.id, member_id=member_id) or await facts.has(
            connection, question_id=question.id, kind=FactKind.CLAIMED, member_id=member_id
        )

    async def check_staff(self, connection: AsyncConnection, actor: Actor) -> None:
        """Raises StaffOnly."""
        server = await self.settings.read(connection, actor.guild_id, ServerSettings)
        if not rules.has_authority(actor, server):
            raise StaffOnly

    @staticmethod
    def named(question: Question, actor: Actor, role: Role) -> int | None:
        """Return the id under which an act is kept: none for an anonymous asker's own."""
        return None if question.anonymous and role is Role.ASKER else actor.id

    async def log(
        self,
        connection: AsyncConnection,
        question: Question,
        kind: FactKind,
        *,
        member_id: int | None = None,
        role: Role,
        detail: str | None = None,
        happened_at: datetime | None = None,
    ) -> None:
        """Add a fact, of now unless a moment is given."""
        await facts.add(
            connection,
            guild_id=question.guild_id,
            question_id=question.id,
            kind=kind,
            happened_at=happened_at or self.clock(),
            member_id=member_id,
            role=role,
            detail=detail,
        )

    async def follow_up(self, connection: AsyncConnection, before: Question, *, new: bool = False) -> Question:
        """Bring due rows and the index in step with the question as it stands now, and return it.

        `before` is the question as it was read in this transaction: what didn't change since is left alone, unless
        the question is `new`.
        """
        after = await self.question(connection, guild_id=before.guild_id, question_id=before.id)
        await self._plan(connection, before=None if new else before, after=after)
        if new or _searched(before) != _searched(after):
            await self.reindex(connection, after)
        return after

    async def _plan(self, connection: AsyncConnection, *, before: Question | None, after: Question) -> None:
        settings = await self.settings.read(connection, after.guild_id, QuestionSettings)
        old = rules.due_times(before, settings) if before else {}
        new = rules.due_times(after, settings)
        for kind in old.keys() - new.keys():
            await due.cancel(connection, kind=kind, subject_id=after.id)
        for kind, moment in new.items():
            if old.get(kind) != moment:
                await due.plan(connection, guild_id=after.guild_id, kind=kind, subject_id=after.id, due_at=moment)
        if before is None or rules.looks_different(before, after):
            again = self.clock() + rules.CARD_AGAIN_AFTER
            await due.plan(connection, guild_id=after.guild_id, kind=rules.CARD, subject_id=after.id, due_at=again)

    async def reindex(self, connection: AsyncConnection, question: Question) -> None:
        """Make a question findable by what it says now."""
        if question.deleted_at is not None:
            await self.index.remove(connection, guild_id=question.guild_id, document_id=question.id)
            return
        title, body, _ = _searched(question)
        await self.index.put(connection, guild_id=question.guild_id, document_id=question.id, title=title, body=body)


def _searched(question: Question) -> tuple[str, str, bool]:
    answer = question.solution.text if question.solution else ""
    return question.title, searched_body(answer, question.body), question.deleted_at is not None
