"""How a question comes to be: asked through the bot, posted by hand, or made of a message; and how it is corrected.

Discord goes first: `check`, then the post is made on Discord, then `ask` keeps the row. A post without a row is visible
and harmless, a row without a post is neither. The limits are looked at in `check` only: two modals of one member that
arrive in the same instant may pass both, which costs nothing, where a post taken away again would.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.errors import UserError
from bot.questions import errors, rules
from bot.questions.desk import Desk
from bot.questions.model import (
    LIMIT_PERIOD,
    TEXT_KEPT,
    Draft,
    FactKind,
    Post,
    Question,
    QuestionSettings,
    Role,
    Source,
    Tag,
    Written,
)
from bot.questions.store import experts, questions
from bot.settings.model import ServerSettings
from bot.text import clean, cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    question: Question
    new: bool
    """False: it was a question already, perhaps in another thread."""


class Asking:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def check(self, *, by: Actor, title: str, body: str = "", anonymous: bool = False) -> Draft:
        """Return the question as it may be asked now.

        Raises NoQuestionChannel, TitleTooShort, TitleTooLong, TitleWithoutWords, BodyTooLong, AnonymousNotAllowed,
        TooManyQuestions or TooManyAnonymous.
        """
        settings = await self._desk.settings.get(by.guild_id, QuestionSettings)
        if settings.forum_channel_id is None:
            raise errors.NoQuestionChannel
        draft = Draft(
            guild_id=by.guild_id,
            title=rules.checked_title(title),
            body=rules.checked_body(body),
            anonymous=anonymous,
        )
        if anonymous and not settings.anonymous_allowed:
            raise errors.AnonymousNotAllowed
        async with self._desk.database.read() as connection:
            await self._check_limits(connection, by=by, settings=settings, anonymous=anonymous)
        return draft

    async def _check_limits(
        self, connection: AsyncConnection, *, by: Actor, settings: QuestionSettings, anonymous: bool
    ) -> None:
        limits: list[tuple[bool, int, type[UserError]]] = [(False, settings.questions_per_day, errors.TooManyQuestions)]
        if anonymous:
            limits.append((True, settings.anonymous_per_day, errors.TooManyAnonymous))
        now = self._desk.clock()
        for anonymous_only, limit, error in limits:
            asked = await questions.asked_lately(
                connection,
                guild_id=by.guild_id,
                asker_id=by.id,
                fingerprint=self._desk.seal.fingerprint(guild_id=by.guild_id, member_id=by.id),
                since=now - LIMIT_PERIOD,
                anonymous_only=anonymous_only,
                limit=limit,
            )
            again = rules.may_ask_again_at(asked, limit=limit, now=now)
            if again is not None:
                raise error(limit=limit, again=str(int(again.timestamp())))

    async def ask(self, draft: Draft, post: Post, *, by: Actor) -> Question:
        """Keep a question whose post now stands on Discord."""
        async with self._desk.database.write() as connection:
            return await self._add(
                connection,
                guild_id=draft.guild_id,
                post=post,
                author_id=by.id,
                anonymous=draft.anonymous,
                title=draft.title,
                body=draft.body,
                asked_at=self._desk.clock(),
                source=Source.ASK,
            )

    async def check_convert(self, *, by: Actor, message: Written) -> str:
        """Return a title for a message that somebody may make a question of; "" where it has no words.

        Raises BotMessage, NotYoursToConvert, AlreadyAQuestion or NoQuestionChannel.
        """
        if message.author_is_bot:
            raise errors.BotMessage
        settings = await self._desk.settings.get(by.guild_id, QuestionSettings)
        server = await self._desk.settings.get(by.guild_id, ServerSettings)
        own = message.author_id == by.id
        if not own and not rules.has_authority(by, server) and not by.has_any(settings.trusted_role_ids):
            raise errors.NotYoursToConvert
        if settings.forum_channel_id is None:
            raise errors.NoQuestionChannel
        async with self._desk.database.read() as connection:
            known = await questions.by_origin(connection, guild_id=by.guild_id, message_id=message.message_id)
        if known is not None and known.deleted_at is None:
            raise errors.AlreadyAQuestion(thread=f"<#{known.thread_id}>")
        return rules.title_of(message.text)

    async def adopt(
        self,
        post: Post,
        *,
        guild_id: int,
        author_id: int,
        title: str,
        body: str,
        asked_at: datetime,
        source: Source = Source.POST,
        origin_message_id: int | None = None,
    ) -> Adopted:
        """Keep a post that was made by hand, or of a message, whenever it was made; doing it twice changes nothing.

        Nobody is reminded of posts older than `OLD_POST`: adopting a forum's past calls no one to it.
        """
        async with self._desk.database.write() as connection:
            known = await self._known(connection, guild_id, post, origin_message_id)
            if known is not None:
                return Adopted(question=known, new=False)
            question = await self._add(
                connection,
                guild_id=guild_id,
                post=post,
                author_id=author_id,
                title=rules.posted_title(title),
                body=clean(body),
                asked_at=min(asked_at, self._desk.clock()),
                source=source,
                origin_message_id=origin_message_id,
            )
        return Adopted(question=question, new=True)

    async def unknown(self, *, guild_id: int, thread_ids: Sequence[int]) -> set[int]:
        """Return which of these threads are no questions yet."""
        async with self._desk.database.read() as connection:
            known = await questions.known_threads(connection, guild_id=guild_id, thread_ids=thread_ids)
        return set(thread_ids) - known

    async def edited(
        self, *, guild_id: int, thread_id: int, title: str | None = None, body: str | None = None
    ) -> Question | None:
        """Follow a post whose name or first message was edited; None where it is no question or says the same."""
        async with self._desk.database.write() as connection:
            known = await questions.by_thread(connection, guild_id=guild_id, thread_id=thread_id)
            if known is None or known.deleted_at is not None:
                return None
            new_title = known.title if title is None else rules.posted_title(title)
            new_body = known.body if body is None else cut(clean(body), TEXT_KEPT)
            if (new_title, new_body) == (known.title, known.body):
                return None
            await questions.change(connection, known.id, title=new_title, body=new_body)
            return await self._desk.follow_up(connection, known)

    async def retag(self, *, guild_id: int, thread_id: int, tags: Sequence[Tag]) -> Question | None:
        """Follow a post whose topics were changed; None where it is no question."""
        async with self._desk.database.write() as connection:
            known = await questions.by_thread(connection, guild_id=guild_id, thread_id=thread_id)
            if known is None:
                return None
            if set(known.tags) != set(tags):
                await questions.set_tags(connection, guild_id=guild_id, question_id=known.id, tags=tags)
            return await self._desk.follow_up(connection, known)

    async def set_card(self, *, guild_id: int, question_id: int, card_message_id: int | None) -> Question:
        """Note which message of the bot shows the state. Raises QuestionNotFound."""
        async with self._desk.database.write() as connection:
            known = await self._desk.question(connection, guild_id=guild_id, question_id=question_id)
            await questions.change(connection, known.id, card_message_id=card_message_id)
            return await self._desk.follow_up(connection, known)

    async def member_left(self, *, guild_id: int, member_id: int) -> None:
        """Let those who helped accept for an asker who is gone, and call an expert who is gone no more."""
        await self._mark_left(guild_id=guild_id, member_id=member_id, at=self._desk.clock())

    async def member_joined(self, *, guild_id: int, member_id: int) -> None:
        """Give a member who came back their questions again. Being an expert they offer anew, if they like."""
        await self._mark_left(guild_id=guild_id, member_id=member_id, at=None)

    async def _mark_left(self, *, guild_id: int, member_id: int, at: datetime | None) -> None:
        fingerprint = self._desk.seal.fingerprint(guild_id=guild_id, member_id=member_id)
        async with self._desk.database.write() as connection:
            await questions.mark_asker_left(
                connection, guild_id=guild_id, member_id=member_id, fingerprint=fingerprint, at=at
            )
            if at is not None:
                await experts.leave(connection, guild_id=guild_id, member_id=member_id)

    async def _known(
        self, connection: AsyncConnection, guild_id: int, post: Post, origin_message_id: int | None
    ) -> Question | None:
        known = await questions.by_thread(connection, guild_id=guild_id, thread_id=post.thread_id)
        if known is None and origin_message_id is not None:
            known = await questions.by_origin(connection, guild_id=guild_id, message_id=origin_message_id)
        return known

    async def _add(
        self,
        connection: AsyncConnection,
        *,
        guild_id: int,
        post: Post,
        author_id: int,
        anonymous: bool = False,
        title: str,
        body: str,
        asked_at: datetime,
        source: Source,
        origin_message_id: int | None = None,
    ) -> Question:
        seal = self._desk.seal
        question_id = await questions.add(
            connection,
            guild_id=guild_id,
            post=post,
            asker_id=None if anonymous else author_id,
            fingerprint=seal.fingerprint(guild_id=guild_id, member_id=author_id) if anonymous else None,
            sealed_author=seal.close(guild_id=guild_id, member_id=author_id) if anonymous else None,
            title=title,
            body=cut(body, TEXT_KEPT),
            source=source,
            asked_at=asked_at,
            origin_message_id=origin_message_id,
            reminders=self._desk.clock() - asked_at <= rules.OLD_POST,
        )
        question = await self._desk.question(connection, guild_id=guild_id, question_id=question_id)
        await self._desk.log(
            connection, question, FactKind.ASKED, member_id=question.asker_id, role=Role.ASKER, happened_at=asked_at
        )
        return await self._desk.follow_up(connection, question, new=True)
