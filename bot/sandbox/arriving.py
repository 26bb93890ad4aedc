"""The part of the story in which people arrive: what the host prepares for them, and how each comes and settles in."""

import discord
from simcord.builders import ChannelHandle

from bot.sandbox import story
from bot.sandbox.acts import ActFailed, Acts
from bot.sandbox.arrival_acts import ArrivalActs
from bot.sandbox.people import Held
from bot.sandbox.story import Arrival, Firsts, FirstStep, Happening
from bot.sandbox.world import MEMBER, NEWCOMER

SOURCES = {
    "card": "箱の中のカード · Card in the box",
    "picture": "写真の投稿 · Picture post",
}
"""The host's own links."""


class Arriving:
    def __init__(self, acts: Acts) -> None:
        self.acts = acts
        self.house = acts.house
        self.firsts = ArrivalActs(acts)
        self.codes: dict[str, str] = {}
        """Invites, by the source or person whose they are."""
        self.said: dict[str, tuple[ChannelHandle, discord.Message]] = {}
        """What newcomers said last, and where."""

    # Before anybody comes ---------------------------------------------------------------------------------------

    async def prepare(self, host: str, room: str) -> None:
        """Set up where newcomers are received, and write what they read."""
        world, texts = self.house.world, story.house()
        wanted = {
            "rules": world.rooms["rules"],
            "member": world.marks[MEMBER],
            "welcome": world.rooms["welcome"],
            "introductions": world.rooms["hello"],
            "newcomer": world.marks[NEWCOMER],
            "greeters": world.roles[Held.GREETER],
            "greeting": world.rooms["greeters"],
        }
        await self.acts.set_up(host, room, wanted, part=1)
        await self.acts.change_setting(host, room, "profiles", "interest_role_ids", world.interests)
        await self.acts.change_setting(host, room, "privacy", "operator_text", texts.privacy.text)
        for language, about in texts.about.items():
            await self.firsts.write_about(host, about, language)
        await self.firsts.write_rules(host, texts.rule)
        for person in list(world.members):
            await self.firsts.agree(person)
        for key, label in SOURCES.items():
            self.codes[key] = await self.firsts.add_source(host, label)
        for profile in texts.profile:
            await self.firsts.fill_profile(profile)

    # While the story lasts --------------------------------------------------------------------------------------

    async def happen(self, happening: Happening) -> None:
        arrival = happening.arrival
        assert arrival is not None
        if happening.first is not None:
            await self._step(arrival, happening.first)
        elif happening.screening:
            await self.house.world.accept_screening(arrival.who)
            await self.house.catch_up()
        else:
            await self.house.world.join(arrival.who, by=await self._code(arrival.via))

    async def _code(self, via: str | None) -> str | None:
        """Return the code of an invite; a person asks for theirs with `/invite`."""
        if via is not None and via not in self.codes:
            _, self.codes[via] = await self.firsts.invite(via)
        return None if via is None else self.codes[via]

    async def _step(self, arrival: Arrival, step: FirstStep) -> None:
        world, who = self.house.world, arrival.who
        match step.does:
            case Firsts.AGREE:
                await self.firsts.agree(who)
            case Firsts.INTERESTS:
                await self.firsts.choose_interests(who, [world.interests[place] for place in step.interests])
            case Firsts.INTRODUCE:
                await self.firsts.introduce(who, called=step.called, about=step.about, hope=step.hope)
            case Firsts.GREET:
                assert step.by is not None
                await self.acts.actor(step.by).send(world.rooms["hello"], step.text, reply_to=self._card(who))
            case Firsts.SAY:
                assert step.channel is not None
                room = world.rooms[step.channel]
                self.said[who] = (room, await self.acts.actor(who).send(room, step.text))
            case Firsts.REPLY:
                assert step.by is not None
                room, answered = self.said[who]
                await self.acts.actor(step.by).send(room, step.text, reply_to=answered)
            case Firsts.LEAVE:
                await world.leave(who)

    def _card(self, person: str) -> discord.Message:
        card = self.firsts.introduction(person)
        if card is None:
            raise ActFailed(f"{person} has not introduced themselves")
        return card
