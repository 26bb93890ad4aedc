"""Members of the story who answer a newcomer, so that nobody who tries the sandbox is left alone.

They answer a minute after something was asked or introduced, or at once when the visitor wants it. What they say fits
any question: they ask back, as people do.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import discord
from simcord.builders import ChannelHandle

from bot.i18n import Language
from bot.sandbox.arrival_acts import ArrivalActs
from bot.sandbox.house import House
from bot.sandbox.people import BY_KEY

PATIENCE = timedelta(minutes=1)

ANSWERS = {
    Language.JA: (
        (
            "yukari",
            "いい質問ですね。私はまず説明書どおりに一度、次に一か所だけ変えて一度、と比べています。どうだったか、ぜひ聞かせてください。",
        ),
        ("saeki", "私も最初にそこでつまずきました。写真があると、もう少し具体的にお答えできると思います。"),
    ),
    Language.EN: (
        (
            "amelia",
            "Good question. I’d do it once by the book, then change one single thing and compare. Tell us how it went!",
        ),
        ("oliver", "I stumbled over the same thing at first. A photo would help us to be more exact."),
    ),
}
WELCOMES = {
    Language.JA: (
        "yukari",
        "{name}さん、ようこそ縁側へ。座布団はどこでも空いています。なんでもきいてくださいね。",
    ),
    Language.EN: ("amelia", "Welcome, {name}! Every cushion on this veranda is free. Ask away whenever you like."),
}
REMARKS = {
    Language.JA: ("saeki", "いらっしゃい。ゆっくりしていってください☕"),
    Language.EN: ("priya", "Welcome! Make yourself comfortable ☕"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Something a newcomer said that nobody has answered."""

    place: ChannelHandle
    message: discord.Message | None
    """What to reply to; None: the post is answered by writing in it."""
    by: str
    text: str
    since: datetime


class Neighbours:
    def __init__(self, house: House, firsts: ArrivalActs) -> None:
        self.house = house
        self.firsts = firsts
        self._since: dict[str, int] = {}
        """The last message there was when somebody came."""

    def watch(self, person: str) -> None:
        """Mind what somebody says from now on."""
        self._since[person] = self.house.env.backend.snowflake()

    async def waiting(self) -> list[Waiting]:
        """Return what waits for an answer, oldest first."""
        found = [waiting for person in self._since for waiting in await self._of(person)]
        return sorted(found, key=lambda waiting: waiting.since)

    async def answer(self, *, at_once: bool = False) -> list[ChannelHandle]:
        """Answer what has waited long enough; returns where."""
        places = []
        for waiting in await self.waiting():
            if at_once or self.house.env.now() - waiting.since >= PATIENCE:
                actor = self.house.world.members[waiting.by]
                await actor.send(waiting.place, waiting.text, reply_to=waiting.message)
                places.append(waiting.place)
        if places:
            await self.house.catch_up()
        return places

    async def _of(self, person: str) -> list[Waiting]:
        if not self.house.world.is_here(person):
            return []
        return [*self._introduction(person), *await self._questions(person), *self._remarks(person)]

    def _introduction(self, person: str) -> list[Waiting]:
        card = self.firsts.introduction(person)
        room = self.house.world.rooms["hello"]
        if card is None or card.id < self._since[person] or _answered(room, card):
            return []
        by, text = WELCOMES[BY_KEY[person].language]
        name = BY_KEY[person].name.split()[0]
        return [Waiting(place=room, message=card, by=by, text=text.format(name=name), since=card.created_at)]

    async def _questions(self, person: str) -> list[Waiting]:
        world, member_id = self.house.world, self.house.world.users[person].id
        waiting = []
        asked = [thread for thread in world.forum.threads if thread.id > self._since[person]]
        for number, thread in enumerate(sorted(asked, key=lambda thread: thread.id)):
            question = await self.house.app.questions.finding.by_thread(guild_id=world.guild.id, thread_id=thread.id)
            if question is None or question.asker_id != member_id:
                continue
            if any(message.author.id != member_id and not message.author.bot for message in thread.history()):
                continue
            answers = ANSWERS[BY_KEY[person].language]
            by, text = answers[number % len(answers)]
            waiting.append(Waiting(place=thread, message=None, by=by, text=text, since=question.asked_at))
        return waiting

    def _remarks(self, person: str) -> list[Waiting]:
        """Return the first thing somebody wrote in a channel, as long as nobody has answered anything they wrote."""
        world = self.house.world
        own = [
            (room, message)
            for room in world.rooms.values()
            if room.id != world.forum.id
            for message in room.history()
            if message.author.id == world.users[person].id and message.id > self._since[person]
        ]
        if not own or any(_answered(room, message) for room, message in own):
            return []
        room, message = min(own, key=lambda pair: pair[1].id)
        by, text = REMARKS[BY_KEY[person].language]
        return [Waiting(place=room, message=message, by=by, text=text, since=message.created_at)]


def _answered(room: ChannelHandle, message: discord.Message) -> bool:
    return any(
        one.reference is not None and one.reference.message_id == message.id and one.author.id != message.author.id
        for one in room.history()
        if not one.author.bot
    )
