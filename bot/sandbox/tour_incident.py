"""The tour's chapter about an incident: from the report that waits since yesterday to the answer to the appeal."""

from typing import TYPE_CHECKING

from simcord.builders import ChannelHandle

from bot.sandbox import simulated_moderation
from bot.sandbox.acts import Shown, text_of
from bot.sandbox.incident_acts import IncidentActs
from bot.sandbox.point_acts import command, options

if TYPE_CHECKING:
    from bot.sandbox.tour import Tour

RULE = 5
TOO_HARD = "timeout-1440"
REASON = "We agreed on no trading between members: please take it to a marketplace."
WHY = "He has posted three of these today; the others were gone before I could see to them."
APPEAL = "There was only this one. I am new, and hadn’t read that far. It is gone."
ANSWER = "You are right: the other two were somebody else’s. You can write again, from this moment on."


class IncidentTour:
    def __init__(self, tour: "Tour") -> None:
        self.tour = tour
        self.acts = tour.acts
        self.house = tour.house
        self.judges: IncidentActs = tour.demo.incidents.judges

    async def play(self) -> None:
        self.tour.chapter("incident")
        await self._find()
        await self._decide()
        await self._appeal()
        await self._look_back()

    async def _find(self) -> None:
        self.tour.does("incident-queue", "priya")
        self.tour.sees("priya", await self.judges.queue("priya"))
        self.tour.moderators(await self.judges.card("reports:decide"))

    async def _decide(self) -> None:
        self.tour.does("incident-decides", "priya")
        sheet = await self.judges.open_decision("priya", await self.judges.card("reports:decide"))
        sheet = await self.judges.choose_rule("priya", sheet, RULE)
        self.tour.sees("priya", sheet)
        self.tour.does("incident-deviates", "priya")
        sheet = await self.judges.choose_act("priya", sheet, TOO_HARD)
        sheet = await self.judges.write("priya", sheet, reason=REASON, why=WHY)
        preview = await self.judges.preview("priya", sheet)
        self.tour.sees("priya", preview)
        self.tour.does("incident-done", "priya")
        self.tour.sees("priya", await self.judges.carry_out("priya", preview))
        self.tour.expect(self._is_timed_out("kwame"), "he is timed out on Discord")
        letter = self.judges.letter("kwame")
        self.tour.expect(REASON in text_of(letter).replace("\\", ""), "he reads the reason")
        self.tour.expect(self._mention("priya") not in text_of(letter), "he is not told who decided")
        self.tour.sees("kwame", letter)
        self.tour.sees("tomas", self.judges.letter("tomas"))

    async def _appeal(self) -> None:
        self.tour.does("incident-appeals", "kwame")
        self.tour.sees("kwame", await self.judges.appeal("kwame", APPEAL))
        self.tour.moderators(await self.judges.card("appeals:decide"))
        self.tour.does("incident-answers", "saeki")
        shown = await self.judges.answer_appeal("saeki", "lifted", answer=ANSWER)
        self.tour.sees("saeki", shown)
        self.tour.expect(not self._is_timed_out("kwame"), "he can write again")
        self.tour.sees("kwame", self.judges.letter("kwame"))

    async def _look_back(self) -> None:
        self.tour.does("incident-history", "saeki")
        given = options(moderation_option_member=self.acts.actor("kwame"))
        self.tour.sees(
            "saeki", await self._run("saeki", command("moderation-command", "moderation-command-history"), **given)
        )
        self.tour.does("incident-figures", "mio")
        self.tour.sees("mio", await self._run("mio", command("moderation-command", "moderation-figures-command")))
        self.tour.does("incident-playbook", "saeki")
        self.tour.sees("saeki", await self._run("saeki", command("playbooks-command", "playbooks-command-list")))

    async def _run(self, person: str, typed: str, **given: object) -> Shown:
        return self.acts.answer(person, await self.acts.actor(person).slash(self._room("queue"), typed, **given))

    def _is_timed_out(self, person: str) -> bool:
        return simulated_moderation.timed_out_until(self.acts.actor(person)) is not None

    def _mention(self, person: str) -> str:
        return f"<@{self.house.world.users[person].id}>"

    def _room(self, key: str) -> ChannelHandle:
        return self.house.world.rooms[key]
