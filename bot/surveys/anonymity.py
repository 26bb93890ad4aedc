"""Keeping what a member answers, so that nobody learns whose it is.

A survey that isn't anonymous has its answers in rows beside the member's id, as the member was told.

Of an anonymous one, while it is open, a member's answers are one encrypted text, padded, under a key made of their id
with the survey's secret. The secret is in the database sealed (`bot.seal`), with a key that is in a file of its own: of
the database alone, and of any backup of it, nobody reads an answer or learns whose row is whose. With the file one
could, for the bot can: how else would members find their answers again. So members are told that the link exists until
the survey closes; and a backup that was made meanwhile has it, for whoever has the key file too, until it is deleted.

On closing the answers are taken out, shuffled, and written as they are under new random keys; all else goes: the
secret, unfinished answers, what had been shown, and the order in which rows were written. Every response has the same
month. Answers of fewer than five people are deleted. What was deleted is overwritten (`secure_delete`), and the log in
which SQLite may still have it is emptied (`rules.WIPE`); PostgreSQL overwrites it when it vacuums its tables.

Before that nothing but `bot.surveys.releasing` shows anything of an anonymous survey.
"""

import asyncio
import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot import due
from bot.engine import AsyncConnection
from bot.seal import SealBroken
from bot.surveys import errors, rules
from bot.surveys.desk import Desk
from bot.surveys.model import LONG_MAX, SHORT_MAX, SMALLEST_GROUP, Given, Question, QuestionKind, Survey, SurveyState
from bot.surveys.store import catalogue, participants, questions, responses
from bot.surveys.store.responses import Kept

PURPOSE = "surveys"
"""What the secrets are sealed for."""
ALIKE_UP_TO = 8_192
"""Encrypted texts have one length, of the longest answers the questions take, so that none tells who wrote much; where
those are longer than this, it is this, or twice, four times … as much where somebody needs it."""
_BYTES_A_LETTER = 3
_BYTES_AN_OPTION = 12
_BYTES_AN_ANSWER = 64
_SHUFFLER = secrets.SystemRandom()

Answers = Mapping[int, Given]
"""What one person answered, by the questions' ids; what was skipped has an empty answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What one member has answered so far."""

    answers: Answers = field(default_factory=dict)
    finished: bool = False


class Secret:
    """What makes keys of members, and encrypts: one survey's own."""

    def __init__(self, value: bytes) -> None:
        from cryptography.fernet import Fernet  # noqa: PLC0415 - seven megabytes that many servers never need

        self._value = value
        self._fernet = Fernet(base64.urlsafe_b64encode(self._derived(b"answers")))

    def _derived(self, what: bytes) -> bytes:
        return hmac.new(self._value, what, hashlib.sha256).digest()

    def key_of(self, member_id: int) -> str:
        return _text(self._derived(f"member {member_id}".encode()))

    def close(self, answers: Answers, *, room: int) -> str:
        """Encrypt answers; the text is no shorter than that of answers of `room` bytes."""
        written = json.dumps(_plain(answers), ensure_ascii=False, separators=(",", ":")).encode()
        # Fernet writes the time in front of its texts, for anybody to read.
        return self._fernet.encrypt_at_time(written.ljust(_padded(len(written), room)), current_time=0).decode()

    def open(self, sealed: str) -> dict[int, Given]:
        """Raises KeyMissing where another secret made it."""
        from cryptography.fernet import InvalidToken  # noqa: PLC0415 - as above

        try:
            return _answers(json.loads(self._fernet.decrypt(sealed.encode())))
        except InvalidToken:
            raise errors.KeyMissing from None


def new_key() -> str:
    """Return a random key, which looks like one that was made of a member."""
    return _text(secrets.token_bytes(32))


class Anonymity:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # One member's answers

    async def read(self, connection: AsyncConnection, survey: Survey, *, member_id: int) -> Sheet | None:
        """Return a member's answers; None where they have none, or nobody can know any more. Raises KeyMissing."""
        if not survey.anonymous:
            kept = await responses.of_member(connection, survey_id=survey.id, member_id=member_id)
            return None if kept is None else await _named(connection, kept)
        if survey.sealed_secret is None:
            return None
        secret = self.secret_of(survey)
        kept = await responses.get(connection, survey_id=survey.id, key=secret.key_of(member_id))
        if kept is None or kept.sealed is None:
            return None
        return Sheet(answers=secret.open(kept.sealed), finished=kept.finished)

    async def write(
        self, connection: AsyncConnection, survey: Survey, sheet: Sheet, *, member_id: int, changed: int | None = None
    ) -> None:
        """Keep a member's answers to an open survey; `changed` is the only question that is another than before."""
        if survey.anonymous:
            await self._write_sealed(connection, survey, sheet, member_id=member_id)
        else:
            await self._write_named(connection, survey, sheet, member_id=member_id, changed=changed)

    async def _write_sealed(self, connection: AsyncConnection, survey: Survey, sheet: Sheet, *, member_id: int) -> None:
        secret = await self._secret_for(connection, survey)
        room = room_for(await questions.of_survey(connection, survey.id))
        await responses.put(
            connection,
            guild_id=survey.guild_id,
            survey_id=survey.id,
            key=secret.key_of(member_id),
            finished=sheet.finished,
            sealed=secret.close(sheet.answers, room=room),
        )

    async def _write_named(
        self, connection: AsyncConnection, survey: Survey, sheet: Sheet, *, member_id: int, changed: int | None
    ) -> None:
        kept = await responses.of_member(connection, survey_id=survey.id, member_id=member_id)
        key = new_key() if kept is None else kept.key
        await responses.put(
            connection,
            guild_id=survey.guild_id,
            survey_id=survey.id,
            key=key,
            member_id=member_id,
            finished=sheet.finished,
            month=self._month() if sheet.finished else None,
        )
        if changed is not None:
            await responses.answer(
                connection, sheet.answers[changed], guild_id=survey.guild_id, key=key, question_id=changed
            )

    # The secret

    def secret_of(self, survey: Survey) -> Secret:
        """Return an open survey's secret. Raises KeyMissing where the key file isn't the one it was sealed with."""
        assert survey.sealed_secret is not None
        try:
            opened = self._desk.seal.open_text(survey.sealed_secret, guild_id=survey.guild_id, purpose=PURPOSE)
        except SealBroken:
            raise errors.KeyMissing from None
        return Secret(_bytes(opened))

    async def open(self, connection: AsyncConnection, survey: Survey) -> None:
        """Make the secret of a survey that opens."""
        if survey.anonymous and survey.sealed_secret is None:
            await self._secret_for(connection, survey)

    async def _secret_for(self, connection: AsyncConnection, survey: Survey) -> Secret:
        if survey.sealed_secret is not None:
            return self.secret_of(survey)
        value = secrets.token_bytes(32)
        sealed = self._desk.seal.close_text(_text(value), guild_id=survey.guild_id, purpose=PURPOSE)
        await catalogue.note(connection, survey_id=survey.id, sealed_secret=sealed)
        return Secret(value)

    # Closing

    async def close(self, connection: AsyncConnection, survey: Survey) -> None:
        """Keep the finished answers of a survey that closes, and of an anonymous one nothing that leads to members.

        In the transaction that closes it, given as it is in it. Raises KeyMissing: nothing is closed then, and with
        the right key file it will be.
        """
        if survey.anonymous:
            await self._make_anonymous(connection, survey)
        else:
            await responses.remove_unfinished(connection, survey_id=survey.id)
        await participants.write_anew(connection, survey_id=survey.id)
        now = self._desk.clock()
        await due.plan(connection, guild_id=survey.guild_id, kind=rules.WIPE, subject_id=survey.id, due_at=now)

    async def _make_anonymous(self, connection: AsyncConnection, survey: Survey) -> None:
        # Looked up anew: whoever closes may hold the survey as it was before the first answer made its secret.
        survey = await self._desk.survey(connection, guild_id=survey.guild_id, survey_id=survey.id)
        answers = await self.finished(connection, survey)
        await responses.remove_all(connection, survey_id=survey.id)
        await responses.remove_snapshot(connection, survey_id=survey.id)
        await catalogue.note(connection, survey_id=survey.id, sealed_secret=None)
        if len(answers) < SMALLEST_GROUP:
            return
        _SHUFFLER.shuffle(answers)
        anew = [(new_key(), _in_order(one)) for one in answers]
        await responses.add_all(connection, anew, guild_id=survey.guild_id, survey_id=survey.id, month=self._month())

    async def finished(self, connection: AsyncConnection, survey: Survey) -> list[dict[int, Given]]:
        """Return the finished answers of an open anonymous survey."""
        if survey.sealed_secret is None:
            return []
        kept = await responses.sealed(connection, survey_id=survey.id)
        return await self.unsealed(survey, [one for one in kept if one.finished])

    async def unsealed(self, survey: Survey, kept: Sequence[Kept]) -> list[dict[int, Given]]:
        """Return the answers in sealed responses. For closing and releasing alone."""
        secret = self.secret_of(survey)
        # Thousands of them take a second: not in the event loop.
        return await asyncio.to_thread(lambda: [secret.open(one.sealed) for one in kept if one.sealed is not None])

    async def wipe(self) -> bool:
        """Leave nothing that was deleted in SQLite's log; returns whether that was possible now."""
        return await self._desk.database.empty_log()

    # Erasing a member

    async def forget(self, connection: AsyncConnection, survey: Survey, *, member_id: int) -> None:
        """Erase a member's answers, as far as it is known which they are.

        Open surveys lose them; closed ones with names lose what was written, and what was chosen stays without a name.
        Once results of an open anonymous survey have been seen, taking an answer away would show which it was, to
        whoever looks again: then what was chosen stays, like that of a closed survey, and nothing leads to it any more.
        """
        if survey.state is SurveyState.OPEN and survey.anonymous:
            await self._forget_sealed(connection, survey, member_id=member_id)
        elif not survey.anonymous:
            await self._forget_named(connection, survey, member_id=member_id)

    async def _forget_named(self, connection: AsyncConnection, survey: Survey, *, member_id: int) -> None:
        kept = await responses.of_member(connection, survey_id=survey.id, member_id=member_id)
        if kept is None:
            return
        if survey.state is SurveyState.OPEN or not kept.finished:
            await responses.remove(connection, key=kept.key)
        else:
            await responses.forget_texts(connection, key=kept.key)

    async def _forget_sealed(self, connection: AsyncConnection, survey: Survey, *, member_id: int) -> None:
        if survey.sealed_secret is None:
            return
        secret = self.secret_of(survey)
        kept = await responses.get(connection, survey_id=survey.id, key=secret.key_of(member_id))
        if kept is None or kept.sealed is None:
            return
        if not kept.finished or await self._can_go(connection, survey, kept):
            await responses.remove(connection, key=kept.key)
            return
        answers = _without_texts(secret.open(kept.sealed))
        room = room_for(await questions.of_survey(connection, survey.id))
        await responses.rename(connection, key=kept.key, to=new_key(), sealed=secret.close(answers, room=room))

    async def _can_go(self, connection: AsyncConnection, survey: Survey, kept: Kept) -> bool:
        """Whether no two results, one with and one without this response, would differ by fewer than five people."""
        if not await responses.count_sealed(connection, survey_id=survey.id, released=True):
            return True
        held_back = await responses.count_sealed(connection, survey_id=survey.id, released=False)
        return not kept.released and held_back > SMALLEST_GROUP

    def _month(self) -> str:
        return self._desk.clock().strftime("%Y-%m")


async def _named(connection: AsyncConnection, kept: Kept) -> Sheet:
    return Sheet(answers=await responses.answers_of(connection, key=kept.key), finished=kept.finished)


def _without_texts(answers: Answers) -> dict[int, Given]:
    return {id_: given for id_, given in answers.items() if given.text is None}


def _in_order(answers: Answers) -> dict[int, Given]:
    """Return what was answered by question, neither in the order of answering nor with what was skipped."""
    return {id_: given for id_, given in sorted(answers.items()) if given != Given()}


# How answers are written ------------------------------------------------------------------------------------------


def _plain(answers: Answers) -> list[Any]:
    return [[id_, given.number, given.options, given.text] for id_, given in answers.items()]


def _answers(plain: list[Any]) -> dict[int, Given]:
    return {id_: Given(number=number, options=tuple(options), text=text) for id_, number, options, text in plain}


def room_for(asked: Sequence[Question]) -> int:
    """Return how many bytes the longest answers to these questions may have, as far as they are to look alike."""
    return min(ALIKE_UP_TO, sum(_room_for_one(question) for question in asked))


def _room_for_one(question: Question) -> int:
    letters = {QuestionKind.SHORT: SHORT_MAX, QuestionKind.LONG: LONG_MAX}.get(question.kind, 0)
    return _BYTES_AN_ANSWER + _BYTES_A_LETTER * letters + _BYTES_AN_OPTION * len(question.options)


def _padded(length: int, room: int) -> int:
    size = max(room, 1)
    while size < length:
        size *= 2
    return size


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
