"""A server's room for questions without Discord: people ask and answer there as the cogs would have them do."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.actor import Actor
from bot.app import App
from bot.due import State, due_row
from bot.questions.model import Post, Question, QuestionSettings, Source, Tag, Written
from bot.settings.model import ServerSettings
from tests.support.clock import MovableClock

GUILD = 1
OTHER_GUILD = 2
FORUM = 50
HIDDEN = 51
STAFF_ROLE = 900
TRUSTED_ROLE = 901

ORDERS = Tag(id=70, name="Orders")
MACHINES = Tag(id=71, name="Machines")


def person(member_id: int, *role_ids: int, guild_id: int = GUILD, moderates: bool = False) -> Actor:
    return Actor(id=member_id, guild_id=guild_id, role_ids=frozenset(role_ids), moderates=moderates)


ASKER = person(10)
HELPER = person(11)
SECOND = person(12)
STRANGER = person(13)
STAFF = person(20, STAFF_ROLE)
TRUSTED = person(30, TRUSTED_ROLE)
MODERATOR = person(40, moderates=True)
SECOND_MODERATOR = person(41, moderates=True)


@dataclass
class Room:
    app: App
    clock: MovableClock
    last_id: int = 1_000

    async def furnish(self) -> None:
        for guild_id in (GUILD, OTHER_GUILD):
            await self.set(
                guild_id=guild_id, forum_channel_id=FORUM, trusted_role_ids=[TRUSTED_ROLE], questions_per_day=100
            )
            await self.app.settings.change(guild_id, ServerSettings, {"staff_role_ids": [STAFF_ROLE]}, by=None)

    async def set(self, *, guild_id: int = GUILD, **values: object) -> None:
        await self.app.settings.change(guild_id, QuestionSettings, values, by=None)

    def new_id(self) -> int:
        self.last_id += 1
        return self.last_id

    def post(self, *tags: Tag, channel_id: int = FORUM) -> Post:
        thread_id = self.new_id()
        return Post(
            channel_id=channel_id,
            thread_id=thread_id,
            starter_message_id=thread_id,
            card_message_id=self.new_id(),
            tags=tags,
        )

    async def ask(
        self,
        by: Actor = ASKER,
        title: str = "Where is my order?",
        body: str = "It should have come on Monday.",
        *tags: Tag,
        anonymous: bool = False,
        channel_id: int = FORUM,
    ) -> Question:
        asking = self.app.questions.asking
        draft = await asking.check(by=by, title=title, body=body, anonymous=anonymous)
        return await asking.ask(draft, self.post(*tags, channel_id=channel_id), by=by)

    async def posted_by_hand(
        self, by: Actor = ASKER, *, asked_at: datetime | None = None, title: str = "By hand"
    ) -> Question:
        adopted = await self.app.questions.asking.adopt(
            self.post(),
            guild_id=by.guild_id,
            author_id=by.id,
            title=title,
            body="I posted this myself.",
            asked_at=asked_at or self.clock(),
            source=Source.POST,
        )
        return adopted.question

    def message(self, question: Question, by: Actor, text: str = "Try this.", *, is_bot: bool = False) -> Written:
        return Written(
            message_id=self.new_id(),
            channel_id=question.thread_id,
            author_id=by.id,
            author_role_ids=by.role_ids,
            author_is_bot=is_bot,
            text=text,
            written_at=self.clock(),
        )

    async def reply(self, question: Question, by: Actor, text: str = "Try this.") -> Written:
        written = self.message(question, by, text)
        await self.app.questions.answers.record(written, guild_id=question.guild_id)
        return written

    async def solved(
        self,
        title: str = "Where is my order?",
        answer: str = "Look at your account.",
        *tags: Tag,
        by: Actor = HELPER,
        channel_id: int = FORUM,
    ) -> Question:
        question = await self.ask(ASKER, title, "", *tags, channel_id=channel_id)
        return await self.accept(question, await self.reply(question, by, answer))

    async def accept(self, question: Question, answer: Written, by: Actor = ASKER) -> Question:
        accepted = await self.app.questions.solving.accept(by=by, question_id=question.id, answer=answer)
        return accepted.question

    async def now(self, question: Question) -> Question:
        return await self.app.questions.finding.get(guild_id=question.guild_id, question_id=question.id)

    async def planned(self, subject_id: int) -> dict[str, datetime]:
        """Return the kinds of what will happen by itself to a question, without "questions.", and when.

        Without the drawing of its card, which every visible change plans (see `drawing_planned`).
        """
        return {kind: due_at for kind, due_at in (await self._open_rows(subject_id)).items() if kind != "card"}

    async def drawing_planned(self, subject_id: int) -> datetime | None:
        """Return when the card would be drawn anew if whoever changed the question doesn't get to it."""
        return (await self._open_rows(subject_id)).get("card")

    async def _open_rows(self, subject_id: int) -> dict[str, datetime]:
        async with self.app.database.read() as connection:
            rows = await connection.execute(
                select(due_row).where(
                    due_row.c.subject_id == subject_id,
                    due_row.c.state == State.OPEN,
                    due_row.c.kind.startswith("questions."),
                )
            )
            return {row.kind.removeprefix("questions."): row.due_at for row in rows}
