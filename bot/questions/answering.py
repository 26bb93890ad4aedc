"""What is written in a question's thread: answers, their upvotes, and what becomes of both when messages change."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.engine import AsyncConnection
from bot.questions import rules
from bot.questions.desk import Desk
from bot.questions.errors import AnswerGone
from bot.questions.model import (
    TEXT_KEPT,
    Answer,
    CloseReason,
    FactKind,
    FirstAnswer,
    Question,
    QuestionSettings,
    ReopenCause,
    Role,
    Side,
    Source,
    State,
    Written,
)
from bot.questions.store import answers, faq, questions
from bot.settings.model import ServerSettings
from bot.text import clean, cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What a message in a question's thread turned out to be."""

    question: Question
    answer: Answer | None
    """None for what the asker wrote themselves."""
    first: bool
    """Whether it is the earliest answer."""
    offer_accept: bool
    """Whether to offer the button to accept under it; true once in a question's life."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A question that stands differently since messages of it are gone: it is open, and its card has to say so."""

    question: Question
    solution: bool
    """Whether it lost its solution; else it lost the only answer."""


class Answering:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def record(self, written: Written, *, guild_id: int) -> Recorded | None:
        """Note a message, at once or when it is read after a downtime; None in no question's thread, and for bots.

        What an anonymous asker writes under their own name counts like anybody else's message, in the rows and in
        everything people see: if it made no answer, or got no button, that would tell who asked.
        """
        if written.author_is_bot:
            return None
        async with self._desk.database.write() as connection:
            question = await questions.by_thread(connection, guild_id=guild_id, thread_id=written.channel_id)
            if question is None or question.deleted_at is not None:
                return None
            if written.message_id in (question.starter_message_id, question.card_message_id):
                return None
            own = question.asker_id == written.author_id  # None where it is anonymous
            answer = None if own else await self._add(connection, question, written)
            now = self._desk.clock()
            lately = now - written.written_at <= rules.OLD_POST
            await questions.touch(connection, question.id, at=written.written_at, reminders=lately)
            offer = not own and await questions.take_offer(connection, question.id, at=now)
            after = await self._desk.follow_up(connection, question)
        first = answer is not None and _is_first(after, answer)
        return Recorded(question=after, answer=answer, first=first, offer_accept=offer)

    async def _add(self, connection: AsyncConnection, question: Question, written: Written) -> Answer:
        server = await self._desk.settings.read(connection, question.guild_id, ServerSettings)
        answer = await answers.add(
            connection,
            guild_id=question.guild_id,
            question_id=question.id,
            message_id=written.message_id,
            author_id=written.author_id,
            side=rules.side_of(written.author_role_ids, server),
            posted_at=written.written_at,
        )
        await self.note_first(connection, question)
        return answer

    async def note_first(self, connection: AsyncConnection, question: Question) -> None:
        """Bring the facts about the first answer in step with the answers that stand, in whatever order they came."""
        first = await answers.first(connection, question_id=question.id)
        by_member = await answers.first(connection, question_id=question.id, side=Side.MEMBER)
        member_at = by_member.at if by_member else None
        if first == question.first_answer and member_at == question.first_member_answer_at:
            return
        await questions.set_first_answer(connection, question, first=first, first_member_answer_at=member_at)
        if first is not None and question.first_answer is None:
            await self._log_first(connection, question, first)

    async def _log_first(self, connection: AsyncConnection, question: Question, first: FirstAnswer) -> None:
        role = Role.STAFF if first.side is Side.STAFF else Role.HELPER
        await self._desk.log(
            connection, question, FactKind.ANSWERED, member_id=first.author_id, role=role, happened_at=first.at
        )

    async def touch(self, *, guild_id: int, question_id: int, at: datetime) -> Question:
        """Note that an anonymous asker wrote through the bot: the thread isn't quiet. Raises QuestionNotFound."""
        async with self._desk.database.write() as connection:
            question = await self._desk.question(connection, guild_id=guild_id, question_id=question_id)
            await questions.touch(connection, question.id, at=at, reminders=True)
            return await self._desk.follow_up(connection, question)

    async def edited(self, *, guild_id: int, message_id: int, text: str) -> Question | None:
        """Keep the text of a question or of a solution in step with its message; None where nothing changed."""
        kept = cut(clean(text), TEXT_KEPT)
        async with self._desk.database.write() as connection:
            found = await questions.with_message(connection, guild_id=guild_id, message_ids=[message_id])
            for question in found:
                if question.deleted_at is not None:
                    continue
                if question.solution is not None and question.solution.message_id == message_id:
                    if kept == question.solution.text:
                        return None
                    await questions.change(connection, question.id, answer_text=kept)
                elif question.source is Source.POST and kept != question.body:
                    await questions.change(connection, question.id, body=kept)
                else:
                    return None
                return await self._desk.follow_up(connection, question)
        return None

    async def deleted(self, *, guild_id: int, message_ids: Collection[int]) -> tuple[Lost, ...]:
        """Note that messages are gone; returns the questions that lost their solution or their only answer.

        An answer that nobody can read solves nothing any more: the question waits again, and who asked is told.
        """
        lost: list[Lost] = []
        async with self._desk.database.write() as connection:
            concerned = {
                question.id: question
                for question in await questions.with_message(connection, guild_id=guild_id, message_ids=message_ids)
            }
            await self._desk.rewards.upvotes_lost(connection, guild_id=guild_id, message_ids=message_ids)
            answered = await answers.mark_deleted(
                connection, guild_id=guild_id, message_ids=message_ids, at=self._desk.clock()
            )
            for question_id in answered - concerned.keys():
                concerned[question_id] = await self._desk.question(
                    connection, guild_id=guild_id, question_id=question_id
                )
            for question in concerned.values():
                after, lost_solution = await self._without(connection, question, message_ids)
                if lost_solution or (question.first_answer is not None and _waits(after)):
                    lost.append(Lost(question=after, solution=lost_solution))
        return tuple(lost)

    async def _without(
        self, connection: AsyncConnection, question: Question, message_ids: Collection[int]
    ) -> tuple[Question, bool]:
        """Bring a question in step with the loss of messages."""
        await self.note_first(connection, question)
        if question.starter_message_id in message_ids:
            # What a member takes back isn't kept; the title is the thread's name and still stands.
            await questions.change(connection, question.id, body="")
        lost = question.solution is not None and question.solution.message_id in message_ids
        if lost:
            lost = await questions.reopen(connection, question, at=self._desk.clock())
        if lost:
            await self._desk.rewards.unaccepted(connection, question)
            await self._desk.log(
                connection, question, FactKind.REOPENED, role=Role.BOT, detail=ReopenCause.ANSWER_DELETED
            )
        return await self._desk.follow_up(connection, question), lost

    async def thread_deleted(self, *, guild_id: int, thread_id: int) -> Question | None:
        """Note that a question's thread is gone; None where it was none.

        Its text goes too. What was solved stays solved in the figures: the help was given.
        """
        async with self._desk.database.write() as connection:
            question = await questions.by_thread(connection, guild_id=guild_id, thread_id=thread_id)
            if question is None or question.deleted_at is not None:
                return question
            now = self._desk.clock()
            if question.state is State.OPEN:
                await questions.close(
                    connection, question.id, reason=CloseReason.DELETED, note=None, by_id=None, at=now
                )
                await self._desk.log(connection, question, FactKind.CLOSED, role=Role.BOT, detail=CloseReason.DELETED)
            await questions.mark_deleted(connection, question.id, at=now)
            await faq.drop_of_question(connection, question_id=question.id)
            return await self._desk.follow_up(connection, question)

    async def upvote(
        self,
        *,
        guild_id: int,
        message_id: int,
        member_id: int,
        emoji: str,
        is_bot: bool = False,
        joined_at: datetime | None = None,
    ) -> Answer | None:
        """Count an upvote, once a member; None where it doesn't count: no answer, another emoji, one's own, a bot's."""
        async with self._desk.database.write() as connection:
            answer = await self._voted(connection, guild_id=guild_id, message_id=message_id, emoji=emoji)
            if answer is None or is_bot or answer.author_id == member_id:
                return None
            await answers.upvote(
                connection,
                guild_id=guild_id,
                answer_id=answer.id,
                member_id=member_id,
                given_at=self._desk.clock(),
            )
            question = await self._desk.question(connection, guild_id=guild_id, question_id=answer.question_id)
            await self._desk.rewards.upvoted(
                connection, question, answer, voter_id=member_id, voter_joined_at=joined_at
            )
            return await answers.by_message(connection, guild_id=guild_id, message_id=message_id)

    async def take_back_upvote(self, *, guild_id: int, message_id: int, member_id: int, emoji: str) -> Answer | None:
        """Count it no more; None where it never counted for anything."""
        async with self._desk.database.write() as connection:
            answer = await self._voted(connection, guild_id=guild_id, message_id=message_id, emoji=emoji)
            if answer is None:
                return None
            await answers.take_back_upvote(connection, answer_id=answer.id, member_id=member_id)
            await self._desk.rewards.upvotes_lost(
                connection, guild_id=guild_id, message_ids=[message_id], voter_id=member_id
            )
            return await answers.by_message(connection, guild_id=guild_id, message_id=message_id)

    async def clear_upvotes(self, *, guild_id: int, message_id: int, emoji: str | None = None) -> Answer | None:
        """Follow a message whose reactions were all taken off; `emoji`: only that one."""
        async with self._desk.database.write() as connection:
            answer = await self._voted(connection, guild_id=guild_id, message_id=message_id, emoji=emoji)
            if answer is None:
                return None
            await answers.clear_upvotes(connection, answer_id=answer.id)
            await self._desk.rewards.upvotes_lost(connection, guild_id=guild_id, message_ids=[message_id])
            return await answers.by_message(connection, guild_id=guild_id, message_id=message_id)

    async def _voted(
        self, connection: AsyncConnection, *, guild_id: int, message_id: int, emoji: str | None
    ) -> Answer | None:
        settings = await self._desk.settings.read(connection, guild_id, QuestionSettings)
        if emoji is not None and not rules.same_emoji(emoji, settings.upvote_emoji):
            return None
        return await answers.by_message(connection, guild_id=guild_id, message_id=message_id)

    async def decides_in(
        self, connection: AsyncConnection, guild_id: int, channel_ids: Collection[int]
    ) -> Collection[int]:
        """Return those of these channels where reactions earn as upvotes or not at all, lest one act counts twice."""
        return await questions.threads_among(connection, guild_id=guild_id, channel_ids=channel_ids)

    async def of(self, *, guild_id: int, question_id: int) -> tuple[Answer, ...]:
        """Return the answers that stand, most upvotes first. Raises QuestionNotFound."""
        async with self._desk.database.read() as connection:
            question = await self._desk.question(connection, guild_id=guild_id, question_id=question_id)
            return tuple(await answers.of_question(connection, question_id=question.id))

    async def get(self, *, guild_id: int, answer_id: int) -> Answer:
        """Raises AnswerGone, also for answers of other servers."""
        async with self._desk.database.read() as connection:
            found = await answers.get(connection, guild_id=guild_id, answer_id=answer_id)
        if found is None or found.deleted_at is not None:
            raise AnswerGone
        return found


def _waits(question: Question) -> bool:
    return question.state is State.OPEN and question.first_answer is None


def _is_first(question: Question, answer: Answer) -> bool:
    return question.first_answer is not None and question.first_answer.message_id == answer.message_id
