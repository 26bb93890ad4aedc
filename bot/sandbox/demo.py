"""The people live the story: everything in `story/` is done through the bot, at its time.

The bot is held to it: a step whose outcome is not what the story says, an error the bot logged, or an interaction it
left unanswered ends the demonstration with `ActFailed`.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import discord
from simcord.builders import ChannelHandle

from bot.questions.model import Question, State
from bot.sandbox import simulated, story
from bot.sandbox.acts import ActFailed, Acts, Shown
from bot.sandbox.arriving import Arriving
from bot.sandbox.gathering import Gatherings
from bot.sandbox.house import House
from bot.sandbox.incident import Incidents
from bot.sandbox.people import Held
from bot.sandbox.point_acts import PointActs
from bot.sandbox.story import Asked, Deed, Deeds, Does, Happening, Step, Topic
from bot.sandbox.world import LADDER, TOPICS

EXPERTS: tuple[tuple[str, Topic], ...] = (
    ("tomas", Topic.ESPRESSO),
    ("wen", Topic.GRINDERS),
    ("yukari", Topic.DRIPPERS),
    ("yukari", Topic.RECIPES),
    ("oliver", Topic.KETTLES),
    ("haneul", Topic.SCALES),
)

COST_PER_TICKET = "900"

PERKS = {
    "shipping": "送料無料 · Free shipping",
    "beans": "豆の小袋 · A small bag of beans",
    "sharpening": "ミルの刃の点検 · Burr check-up",
}

SHIPPING_CODES = ["ENGAWA-7QK2-SORA", "ENGAWA-M4XD-KAZE", "ENGAWA-9TRW-HINA"]

OUTCOMES = {
    Does.ACCEPT: State.SOLVED,
    Does.MOVE: State.SOLVED,
    Does.CLOSE: State.CLOSED,
    Does.DUPLICATE: State.CLOSED,
    Does.DEFLECT: State.CLOSED,
    Does.REOPEN: State.OPEN,
}


@dataclass(slots=True, kw_only=True)
class Told:
    """A question of the story as it lives on Discord."""

    post: ChannelHandle
    said: dict[str, discord.Message] = field(default_factory=dict)
    private: Shown | None = None
    """What its asker was last shown privately."""


class Demo:
    def __init__(self, house: House) -> None:
        self.house = house
        self.acts = Acts(house)
        self.points = PointActs(self.acts)
        self.arriving = Arriving(self.acts)
        self.gatherings = Gatherings(self.acts)
        self.incidents = Incidents(self.acts)
        self.told: dict[str, Told] = {}
        self._threads: dict[str, ChannelHandle] = {}

    async def play(self) -> None:
        """Set the house up and live through all of the story, to the visitor's morning."""
        with self.watching():
            await self._move_in()
            await self._live()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Raise ActFailed at the end if the bot logged an error meanwhile."""
        errors = _Errors()
        logging.getLogger().addHandler(errors)
        try:
            yield
        except ActFailed as failed:
            raise ActFailed("\n".join([str(failed), *errors.seen])) from None
        finally:
            logging.getLogger().removeHandler(errors)
        if errors.seen:
            raise ActFailed("\n".join(errors.seen))

    async def _move_in(self) -> None:
        """The host sets the bot up; experts say what they can help with."""
        world, host = self.house.world, "mio"
        wanted = {
            "staff": world.roles[Held.STAFF],
            "moderators": world.roles[Held.MODERATOR],
            "queue": world.rooms["queue"],
            "questions": world.forum,
            "announcements": world.rooms["milestones"],
        }
        await self.acts.set_up(host, "workshop", wanted)
        await self.acts.change_setting(
            host, "workshop", "questions", "trusted_role_ids", [world.roles[Held.REGULAR], world.roles[Held.MODERATOR]]
        )
        await self.acts.change_setting(host, "workshop", "questions", "cost_per_ticket", COST_PER_TICKET)
        # Whenever the visitor comes, a month has ended within the story, and its winners are in the hall of fame.
        await self.acts.change_setting(host, "workshop", "points", "seasons", ["monthly"])
        await self._offer()
        await self.arriving.prepare(host, "workshop")
        gatherings = {"events": world.rooms["events"], "surveys": world.rooms["surveys"]}
        await self.acts.set_up(host, "workshop", gatherings, part=2)
        await self.acts.set_up(host, "workshop", {"cases": world.rooms["cases"]}, part=3)
        for person, topic in EXPERTS:
            await self.acts.become_expert(person, TOPICS[topic][0])

    async def _offer(self) -> None:
        """The host makes the ladder of ranks and lays out the perks."""
        host, room = "mio", self.house.world.rooms["workshop"]
        for step, role in zip(LADDER, self.house.world.ladder, strict=True):
            await self.points.add_rank(host, room, step.name, step.points, role)
        await self.points.add_perk(
            host,
            room,
            name=PERKS["shipping"],
            gives="code",
            rank=LADDER[2].name,
            description="次のご注文でお使いください。 For your next order.",
        )
        await self.points.add_codes(host, room, PERKS["shipping"], SHIPPING_CODES)
        await self.points.add_perk(
            host,
            room,
            name=PERKS["beans"],
            gives="staff",
            price=20,
            stock=6,
            description="その月の豆を40 g、手紙をそえて。 40 g of this month’s beans, with a letter.",
        )
        await self.points.add_perk(
            host,
            room,
            name=PERKS["sharpening"],
            gives="staff",
            rank=LADDER[3].name,
            description="工藤が刃を見ます。送料はこちらで。 Kudo looks at your burrs; we pay the postage.",
        )

    async def _live(self) -> None:
        begun = self.gatherings.begun = self.house.env.now()
        for happening in story.happenings():
            await self._until(begun + happening.at - self.house.env.now())
            await self._happen(happening)
        await self.house.wait(begun + story.LASTS - self.house.env.now())
        self.house.env.forget_private_answers()

    async def _until(self, span: timedelta) -> None:
        if span > timedelta():
            await self.house.wait(span, finish=False)

    async def _happen(self, happening: Happening) -> None:
        if happening.message is not None:
            await self._talk(happening.message)
        elif happening.deed is not None:
            await self._do(happening.deed)
        elif happening.gathering is not None:
            await self.gatherings.happen(happening.gathering)
        elif happening.incident is not None:
            await self.incidents.happen(happening.incident)
        elif happening.arrival is not None:
            await self.arriving.happen(happening)
        elif happening.step is None:
            assert happening.asked is not None
            await self._ask(happening.asked)
        else:
            assert happening.asked is not None
            await self._step(happening.asked, happening.step)

    # Talking ----------------------------------------------------------------------------------------------------

    async def _talk(self, message: story.Message) -> None:
        world = self.house.world
        text = message.text
        for key, room in world.rooms.items():
            text = text.replace(f"<#{{{key}}}>", room.mention)
        said = await self.acts.actor(message.by).send(world.rooms[message.channel], text)
        for emoji, people in message.reactions:
            for person in people:
                await self.acts.upvote(person, said, emoji)

    # Points and perks -------------------------------------------------------------------------------------------

    async def _do(self, deed: Deed) -> None:
        actor, place = self.acts.actor(deed.by), self._place(deed.channel)
        match deed.does:
            case Deeds.THANK:
                assert deed.whom is not None
                for _ in range(deed.times):
                    await self.points.thank(deed.by, place, deed.whom, deed.reason)
            case Deeds.THREAD:
                assert deed.key is not None
                assert deed.name is not None
                self._threads[deed.key] = await simulated.open_thread(actor, place, deed.name)
            case Deeds.JOIN:
                await actor.join_voice(place)
            case Deeds.LEAVE:
                await actor.leave_voice()
            case Deeds.CLAIM:
                assert deed.perk is not None
                await self.points.claim(deed.by, place, PERKS[deed.perk])
            case Deeds.FULFIL:
                await self.points.fulfil(deed.by, place)
            case Deeds.ADJUST:
                assert deed.whom is not None
                await self.points.adjust(deed.by, place, deed.whom, deed.points, deed.reason)

    def _place(self, key: str | None) -> ChannelHandle:
        rooms = self.house.world.rooms
        return self._threads.get(key or "") or rooms[key or "tasting"]

    # Asking -----------------------------------------------------------------------------------------------------

    async def _ask(self, asked: Asked) -> None:
        self.told[asked.key] = await self._asked(asked)
        question = await self.question(asked.key)
        if question.state is not State.OPEN or question.anonymous is not asked.anonymous:
            raise ActFailed(f"“{asked.title}” was asked and is {question.state}")

    async def _asked(self, asked: Asked) -> Told:
        world, tags = self.house.world, [TOPICS[topic][0] for topic in asked.tags]
        if asked.how == "post":
            return Told(
                post=await simulated.post(self.acts.actor(asked.by), world.forum, asked.title, asked.body, tags=tags)
            )
        if asked.how == "message":
            assert asked.channel is not None
            assert asked.converted_by is not None
            said = await self.acts.actor(asked.by).send(world.rooms[asked.channel], asked.body)
            await self._until(timedelta(minutes=9))
            return Told(
                post=await self.acts.convert(asked.converted_by, asked.channel, said, title=asked.title, tags=tags)
            )
        room = "veranda-ja" if asked.language == "ja" else "veranda-en"
        post, private = await self.acts.ask(
            asked.by, asked.title, asked.body, tags=tags, anonymous=asked.anonymous, room=room
        )
        return Told(post=post, private=private)

    # What becomes of it -----------------------------------------------------------------------------------------

    async def _step(self, asked: Asked, step: Step) -> None:
        told = self.told[asked.key]
        match step.does:
            case Does.ANSWER | Does.SAY:
                message = await self.acts.actor(step.by).send(told.post, step.text)
                if step.key is not None:
                    told.said[step.key] = message
            case Does.UPVOTE:
                assert step.on is not None
                await self.acts.upvote(step.by, told.said[step.on])
            case Does.CLAIM:
                await self.acts.claim(step.by, told.post)
            case Does.ACCEPT:
                told.private = await self._accept(told, step)
            case Does.MOVE:
                assert step.on is not None
                told.private = await self.acts.move(step.by, told.post, told.said[step.on])
            case Does.THANK:
                assert told.private is not None
                await self.acts.thank(step.by, told.private, step.whom)
            case Does.CLOSE:
                await self._close(asked, told, step)
            case Does.REOPEN:
                await self.acts.reopen(step.by, told.post)
            case Does.DUPLICATE:
                assert step.of is not None
                await self.acts.duplicate(step.by, told.post, self.told[step.of].post)
            case Does.DEFLECT:
                assert step.to is not None
                assert told.private is not None
                await self.acts.choose_similar(step.by, told.private, (await self.question(step.to)).id)
            case Does.FAQ:
                assert step.name is not None
                await self.acts.make_faq(step.by, told.post, step.name)
        await self._check(asked, step)

    async def _accept(self, told: Told, step: Step) -> Shown:
        assert step.on is not None
        answer = told.said[step.on]
        match step.how:
            case "button":
                return await self.acts.accept_offered(step.by, told.post)
            case "card":
                return await self.acts.accept_from_card(step.by, told.post, answer)
            case "command":
                return await self.acts.accept_by_command(step.by, told.post, answer)
            case _:
                return await self.acts.accept_from_menu(step.by, told.post, answer)

    async def _close(self, asked: Asked, told: Told, step: Step) -> None:
        if step.by == asked.by:
            await self.acts.withdraw(step.by, told.post, step.reason)
        else:
            await self.acts.close_with_reason(step.by, told.post, step.reason)

    async def _check(self, asked: Asked, step: Step) -> None:
        wanted = OUTCOMES.get(step.does)
        question = await self.question(asked.key)
        if wanted is not None and question.state is not wanted:
            raise ActFailed(f"{step.by}: {step.does} left “{asked.title}” {question.state}")
        if step.does in (Does.ACCEPT, Does.MOVE):
            assert step.on is not None
            accepted = question.solution.message_id if question.solution else None
            if accepted != self.told[asked.key].said[step.on].id:
                raise ActFailed(f"{step.by}: {step.does} accepted another answer of “{asked.title}”")

    async def question(self, key: str) -> Question:
        """Read how a question stands; only looked at, never written."""
        post = self.told[key].post
        found = await self.house.app.questions.finding.by_thread(guild_id=self.house.world.guild.id, thread_id=post.id)
        if found is None:
            raise ActFailed(f"“{post.name}” is no question")
        return found


class _Errors(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        cause = record.exc_info[1] if record.exc_info else None
        self.seen.append(f"{record.name}: {record.getMessage()}" + (f" ({cause!r})" if cause else ""))
