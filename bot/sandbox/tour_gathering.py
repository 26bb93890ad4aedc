"""The tour's chapters about meeting and being asked: an event with too few places, and what a survey shows."""

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image
from simcord.builders import ChannelHandle

from bot.i18n import Language, say
from bot.sandbox.acts import Shown, text_of
from bot.sandbox.gathering_acts import GatheringActs
from bot.sandbox.point_acts import command
from bot.sandbox.story import Reply

if TYPE_CHECKING:
    from bot.sandbox.tour import Tour

TITLE = "熾の蒸気を聞く会 · Listening to the Oki"
TYPED = "来週金曜 20時"
PLACES = 2
UNTIL_REMINDED = timedelta(days=12)
"""Longer than until the Friday of next week, whatever day it is."""


class GatheringTour:
    def __init__(self, tour: "Tour") -> None:
        self.tour = tour
        self.acts = tour.acts
        self.house = tour.house
        self.gathers: GatheringActs = tour.demo.gatherings.gathers

    # Events -----------------------------------------------------------------------------------------------------

    async def events(self) -> None:
        self.tour.chapter("event")
        await self._make()
        await self._fill()
        await self._free_a_place()
        self.tour.does("event-list", "claire")
        typed = command("events-command", "events-command-list")
        self.tour.sees("claire", await self._run("claire", typed, "veranda-en"))

    async def _make(self) -> None:
        self.tour.does("event-makes", "mio", typed=TYPED)
        words = {"title": TITLE, "description": "", "start": TYPED, "duration": "1時間", "place-words": ""}
        editor = await self.gathers.draft_event("mio", self._room("workshop"), words)
        editor = await self.gathers.fill_in(
            "mio", editor, "place", channel=[self._room("tasting")], capacity=str(PLACES)
        )
        self.tour.sees("mio", editor)
        self.tour.does("event-publishes", "mio")
        await self.gathers.end("mio", editor, "publish")
        await self.house.catch_up()
        self.tour.everybody(self.gathers.announcement(TITLE))

    async def _fill(self) -> None:
        self.tour.does("event-going", "sakura")
        self.tour.sees("sakura", await self.gathers.respond("sakura", TITLE, "going"))
        await self.gathers.respond("wen", TITLE, "going")
        self.tour.does("event-waits", "tomas", places=str(PLACES))
        shown = await self.gathers.respond("tomas", TITLE, "going")
        self.tour.sees("tomas", shown)
        await self.house.catch_up()
        announced = text_of(self.gathers.announcement(TITLE))
        self.tour.expect(self._mention("tomas") not in announced, "who waits does not stand among those who come")

    async def _free_a_place(self) -> None:
        self.tour.does("event-cannot", "wen")
        await self.gathers.respond("wen", TITLE, "cannot")
        await self.house.catch_up()
        offer = self.gathers.thread_message(TITLE, "rsvp:take")
        self.tour.everybody(offer)
        self.tour.expect(self._mention("tomas") in text_of(offer), "the place is offered to who waited first")
        self.tour.does("event-takes", "tomas")
        self.tour.sees("tomas", await self.gathers.take_offer("tomas", TITLE))
        await self.house.catch_up()
        announced = text_of(self.gathers.announcement(TITLE))
        self.tour.expect(self._mention("tomas") in announced, "who took the place comes")

    async def reminded(self) -> None:
        """Let the day come, some chapters later: who comes was reminded, and nobody else."""
        self.tour.chapter("reminded")
        await self.house.wait(UNTIL_REMINDED)
        reminders = [one for one in self.gathers.thread(TITLE).history() if text_of(one).startswith("⏰")]
        self.tour.expect(bool(reminders), "those who come are reminded")
        self.tour.everybody(reminders[0])
        for one in reminders:
            told = text_of(one)
            self.tour.expect(self._mention("sakura") in told and self._mention("tomas") in told, "both are reminded")
            self.tour.expect(self._mention("wen") not in told, "who can't come is left in peace")

    # Surveys ----------------------------------------------------------------------------------------------------

    async def surveys(self) -> None:
        self.tour.chapter("survey")
        title = self.tour.demo.gatherings.titles["box"]
        self.tour.does("survey-answers", "aya")
        self.tour.everybody(self.gathers.survey_post(title))
        self.tour.sees("aya", await self.gathers.reply(Reply(who="aya", given=(2,)), title))
        self.tour.does("survey-results", "mio")
        title = self.tour.demo.gatherings.titles["filters"]
        results = await self._named("mio", "surveys-command-results", title)
        self.tour.sees("mio", results)
        told = text_of(results)
        results = await self.gathers.turn("mio", results, "surveys:results-page")
        self._expect_chart(results)
        self.tour.sees("mio", results)
        told += text_of(results)
        self.tour.expect("Wen" not in told and self._mention("wen") not in told, "nobody is named")
        self.tour.does("survey-nps", "mio")
        shown = await self._run("mio", command("surveys-nps-command", "surveys-nps-command-show"), "workshop")
        self._expect_chart(shown)
        self.tour.sees("mio", shown)
        self.tour.does("survey-export", "mio")
        self.tour.sees("mio", await self._named("mio", "surveys-command-export", title))

    async def _named(self, person: str, command_id: str, title: str) -> Shown:
        """Run one of the commands that take a survey, choosing it from what the option completes to."""
        actor, typed = self.acts.actor(person), command("surveys-command", command_id)
        name = say(Language.EN, "surveys-option-survey.name")
        choices = await actor.autocomplete(self._room("workshop"), typed, name, title[:8])
        chosen = next((one["value"] for one in choices if title[:8] in one["name"]), None)
        self.tour.expect(chosen is not None, "the survey is suggested")
        return self.acts.answer(person, await actor.slash(self._room("workshop"), typed, **{name: chosen}))

    def _expect_chart(self, shown: Shown) -> None:
        self.tour.expect(bool(shown.attachments), "there is a chart")
        png = self.house.env.backend.cdn.get(shown.attachments[0].url)
        with Image.open(BytesIO(png or b"")) as picture:
            self.tour.expect(picture.format == "PNG" and picture.width >= 600, "the chart can be read")

    # Looking ----------------------------------------------------------------------------------------------------

    async def _run(self, person: str, typed: str, room: str) -> Shown:
        return self.acts.answer(person, await self.acts.actor(person).slash(self._room(room), typed))

    def _mention(self, person: str) -> str:
        return f"<@{self.house.world.users[person].id}>"

    def _room(self, key: str) -> ChannelHandle:
        return self.house.world.rooms[key]
