"""The part of the story in which something goes wrong, and is seen to."""

import discord

from bot.sandbox.acts import Acts
from bot.sandbox.incident_acts import IncidentActs
from bot.sandbox.story import Incident, Judges


class Incidents:
    def __init__(self, acts: Acts) -> None:
        self.house = acts.house
        self.acts = acts
        self.judges = IncidentActs(acts)
        self._written: dict[str, tuple[str, discord.Message]] = {}
        """What was written, with its room, by the incident's key."""

    async def happen(self, one: Incident) -> None:
        match one.does:
            case Judges.WRITES:
                room = self.house.world.rooms[one.room]
                self._written[one.key] = one.room, await self.acts.actor(one.by).send(room, one.text)
            case Judges.REPORTS:
                room_key, message = self._written[one.key]
                room = self.house.world.rooms[room_key]
                await self.judges.report(one.by, room, message, concern=one.concern, words=one.text)
            case Judges.DECIDES:
                await self._decide(one)
            case Judges.APPEALS:
                await self.judges.appeal(one.by, one.text)
            case Judges.ANSWERS:
                await self.judges.answer_appeal(one.by, one.outcome, answer=one.text, length=one.length, strikes="")
        await self.house.catch_up()
        self.house.env.forget_private_answers()

    async def _decide(self, one: Incident) -> None:
        sheet = await self.judges.open_decision(one.by, await self.judges.card("reports:decide"))
        sheet = await self.judges.choose_rule(one.by, sheet, one.rule)
        if one.act:
            sheet = await self.judges.choose_act(one.by, sheet, one.act)
        sheet = await self.judges.write(one.by, sheet, reason=one.text, why=one.why)
        await self.judges.carry_out(one.by, await self.judges.preview(one.by, sheet))
