"""Who asked anonymously: read only when two moderators want it, and never without the author being told.

One moderator asks with a written reason, another one confirms within a day; both, the reason and the moments are kept.
A moderator's own question they can neither ask nor confirm for. The author is told by a message of the bot, the one
exception to never writing to anybody unasked: the form to ask anonymously says so beforehand.
"""

from dataclasses import dataclass

from bot import due
from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.errors import UserError
from bot.questions import errors, rules
from bot.questions.desk import Desk
from bot.questions.model import UNSEAL_WITHIN, Question, UnsealRequest, UnsealState
from bot.questions.store import questions, unsealing
from bot.seal import SealBroken
from bot.settings.model import ServerSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsealed:
    request: UnsealRequest
    question: Question
    author_id: int


class Sealing:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def request(self, *, by: Actor, question_id: int, reason: str) -> UnsealRequest:
        """Ask for a second moderator's consent.

        Raises ModeratorsOnly, QuestionNotFound, NotAnonymous, UnsealOwn, AuthorForgotten, ReasonNeeded,
        UnsealRequested or UnsealDone.
        """
        async with self._desk.database.write() as connection:
            await self._check_moderator(connection, by)
            question = await self._desk.question(connection, guild_id=by.guild_id, question_id=question_id)
            self._check_sealed(question, by)
            note = rules.checked_note(reason)
            self._check_not_asked_for(await unsealing.latest(connection, question_id=question.id))
            request_id = await unsealing.add(
                connection,
                guild_id=by.guild_id,
                question_id=question.id,
                reason=note,
                requested_by_id=by.id,
                requested_at=self._desk.clock(),
            )
            return await self._get(connection, guild_id=by.guild_id, request_id=request_id)

    async def confirm(self, *, by: Actor, request_id: int) -> Unsealed:
        """Consent to another moderator's request and return who asked; the author will be told.

        Raises ModeratorsOnly, UnsealNotFound, UnsealOwn, UnsealNeedsAnother, UnsealExpired, UnsealDone or
        AuthorForgotten.
        """
        async with self._desk.database.write() as connection:
            await self._check_moderator(connection, by)
            request = await self._get(connection, guild_id=by.guild_id, request_id=request_id)
            question = await self._desk.question(connection, guild_id=by.guild_id, question_id=request.question_id)
            self._check_sealed(question, by)
            now = self._desk.clock()
            if not await unsealing.confirm(
                connection, request_id=request.id, by_id=by.id, at=now, not_before=now - UNSEAL_WITHIN
            ):
                raise self._why_not(request, by)
            await due.plan(
                connection, guild_id=by.guild_id, kind=rules.TELL_UNSEALED, subject_id=request.id, due_at=now
            )
            return await self._unsealed(connection, guild_id=by.guild_id, request_id=request.id)

    async def reveal(self, *, by: Actor, request_id: int) -> Unsealed:
        """Return once more who asked, to one of the two who agreed on it.

        Raises ModeratorsOnly, UnsealNotFound (also for a third person), UnsealNeedsAnother or AuthorForgotten.
        """
        async with self._desk.database.read() as connection:
            await self._check_moderator(connection, by)
            request = await self._get(connection, guild_id=by.guild_id, request_id=request_id)
            if by.id not in (request.requested_by_id, request.confirmed_by_id):
                raise errors.UnsealNotFound
            if request.state is not UnsealState.CONFIRMED:
                raise errors.UnsealNeedsAnother
            return await self._unsealed(connection, guild_id=by.guild_id, request_id=request.id)

    async def get(self, *, guild_id: int, request_id: int) -> UnsealRequest:
        """Return a request. Raises UnsealNotFound."""
        async with self._desk.database.read() as connection:
            return await self._get(connection, guild_id=guild_id, request_id=request_id)

    async def pending(self, *, guild_id: int, question_id: int) -> UnsealRequest | None:
        """Return the request that waits for a second moderator. Raises QuestionNotFound."""
        async with self._desk.database.read() as connection:
            question = await self._desk.question(connection, guild_id=guild_id, question_id=question_id)
            latest = await unsealing.latest(connection, question_id=question.id)
        return latest if latest is not None and self._waits(latest) else None

    async def latest(self, *, guild_id: int, question_id: int) -> UnsealRequest | None:
        """Return the last request, whatever became of it. Raises QuestionNotFound."""
        async with self._desk.database.read() as connection:
            question = await self._desk.question(connection, guild_id=guild_id, question_id=question_id)
            return await unsealing.latest(connection, question_id=question.id)

    async def untold(self, *, by: Actor) -> tuple[Unsealed, ...]:
        """Return what somebody has yet to be told of: their own questions that were unsealed. For their eyes only."""
        fingerprint = self._desk.seal.fingerprint(guild_id=by.guild_id, member_id=by.id)
        async with self._desk.database.read() as connection:
            requests = await unsealing.untold(connection, guild_id=by.guild_id, fingerprint=fingerprint)
            return tuple(
                [await self._unsealed(connection, guild_id=by.guild_id, request_id=request.id) for request in requests]
            )

    async def to_tell(self, *, guild_id: int, request_id: int) -> Unsealed | None:
        """Return whom to tell that they were unsealed; None where that is done, or nobody knows any more who it was."""
        async with self._desk.database.read() as connection:
            request = await self._get(connection, guild_id=guild_id, request_id=request_id)
            if request.state is not UnsealState.CONFIRMED or request.told_at is not None:
                return None
            try:
                return await self._unsealed(connection, guild_id=guild_id, request_id=request_id)
            except errors.AuthorForgotten:
                return None

    async def told(self, *, guild_id: int, request_id: int) -> None:
        """Note that the author was told."""
        async with self._desk.database.write() as connection:
            request = await self._get(connection, guild_id=guild_id, request_id=request_id)
            await unsealing.mark_told(connection, request_id=request.id, at=self._desk.clock())

    async def _check_moderator(self, connection: AsyncConnection, by: Actor) -> None:
        server = await self._desk.settings.read(connection, by.guild_id, ServerSettings)
        if not rules.is_moderator(by, server):
            raise errors.ModeratorsOnly

    def _check_sealed(self, question: Question, by: Actor) -> None:
        if not question.anonymous:
            raise errors.NotAnonymous
        if question.fingerprint is None:
            raise errors.AuthorForgotten
        if self._desk.is_asker(question, by.id):
            raise errors.UnsealOwn

    def _check_not_asked_for(self, latest: UnsealRequest | None) -> None:
        if latest is None:
            return
        if latest.state is UnsealState.CONFIRMED:
            raise errors.UnsealDone
        if self._waits(latest):
            raise errors.UnsealRequested(until=str(int(latest.expires_at.timestamp())))

    def _waits(self, request: UnsealRequest) -> bool:
        return request.state is UnsealState.REQUESTED and self._desk.clock() < request.expires_at

    def _why_not(self, request: UnsealRequest, by: Actor) -> UserError:
        if request.state is UnsealState.CONFIRMED:
            return errors.UnsealDone()
        return errors.UnsealNeedsAnother() if request.requested_by_id == by.id else errors.UnsealExpired()

    async def _get(self, connection: AsyncConnection, *, guild_id: int, request_id: int) -> UnsealRequest:
        found = await unsealing.get(connection, guild_id=guild_id, request_id=request_id)
        if found is None:
            raise errors.UnsealNotFound
        return found

    async def _unsealed(self, connection: AsyncConnection, *, guild_id: int, request_id: int) -> Unsealed:
        request = await self._get(connection, guild_id=guild_id, request_id=request_id)
        question = await self._desk.question(connection, guild_id=guild_id, question_id=request.question_id)
        sealed = await questions.sealed_author(connection, question_id=question.id)
        try:
            author_id = self._desk.seal.open(sealed or "", guild_id=guild_id)
        except SealBroken:
            raise errors.AuthorForgotten from None
        return Unsealed(request=request, question=question, author_id=author_id)
