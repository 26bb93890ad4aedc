"""The part of the story in which people meet, and say what they think: events and surveys."""

from datetime import datetime, timedelta

from simcord.builders import ChannelHandle

from bot.sandbox import pictures
from bot.sandbox.acts import ActFailed, Acts, text_of
from bot.sandbox.gathering_acts import GatheringActs
from bot.sandbox.story import Ask, Gathering, Meets

HOST = "mio"
ROOM = "workshop"
CONCEPT_COLOURS = ("#3a3735", "#a5502f", "#3d5a80")


class Gatherings:
    def __init__(self, acts: Acts) -> None:
        self.acts = acts
        self.house = acts.house
        self.gathers = GatheringActs(acts)
        self.begun: datetime | None = None
        """When the story began: midnight of its first day, in Japan."""
        self.titles: dict[str, str] = {}
        """Of events and surveys, by their keys."""
        self._voices: dict[str, ChannelHandle] = {}

    async def happen(self, one: Gathering) -> None:
        match one.does:
            case Meets.CREATE | Meets.PROPOSE:
                await self._make_event(one)
            case Meets.APPROVE:
                await self.gathers.approve(self._by(one), self.titles[one.key])
            case Meets.SURVEY:
                await self._make_survey(one)
            case Meets.NPS:
                self.titles[one.key] = await self.gathers.start_nps(self._by(one), self.house.world.rooms[ROOM])
            case Meets.ANSWER:
                for reply in one.reply:
                    await self.gathers.reply(reply, self.titles[one.key])
            case _:
                for person in one.who:
                    await self._take_part(person, one)

    async def _take_part(self, person: str, one: Gathering) -> None:
        match one.does:
            case Meets.TAKE:
                await self.gathers.take_offer(person, self.titles[one.key])
            case Meets.COME:
                await self.acts.actor(person).join_voice(self._voices[one.key])
            case Meets.GO:
                await self.acts.actor(person).leave_voice()
            case wish:
                await self.gathers.respond(person, self.titles[one.key], wish.value)

    def _by(self, one: Gathering) -> str:
        return one.by or HOST

    # Events -----------------------------------------------------------------------------------------------------

    async def _make_event(self, one: Gathering) -> None:
        world, by, acts = self.house.world, self._by(one), self.gathers
        self.titles[one.key] = one.title
        proposed = one.does is Meets.PROPOSE
        room = world.rooms["veranda-ja" if proposed else ROOM]
        words = {
            "title": one.title,
            "description": one.text,
            "start": f"{self._day(one.start_day)} {one.start}",
            "duration": one.duration,
            "place-words": one.place,
        }
        editor = await acts.draft_event(by, room, words, proposed=proposed)
        if one.voice is not None:
            self._voices[one.key] = world.rooms[one.voice]
            capacity = {} if one.capacity is None else {"capacity": str(one.capacity)}
            editor = await acts.fill_in(by, editor, "place", channel=[world.rooms[one.voice]], **capacity)
        if one.preset:
            editor = await acts.fill_in(by, editor, "repeats", preset=[one.preset])
        if one.host is not None:
            editor = await acts.fill_in(by, editor, "people", host=[self.acts.actor(one.host)])
        if one.glyph or one.price:
            picture = {"picture": ("event.png", pictures.poster(one.glyph, one.colour))} if one.glyph else {}
            editor = await acts.fill_in(by, editor, "more", price=one.price, **picture)
        shown = await acts.end(by, editor, "propose" if proposed else "publish")
        await self.house.catch_up()
        if not proposed:
            self._expect_announced(one.title, text_of(shown))

    def _expect_announced(self, title: str, told: str) -> None:
        try:
            self.gathers.announcement(title)
        except ActFailed:
            raise ActFailed(f"“{title}” was published and is not announced: {told}") from None

    def _day(self, number: int) -> str:
        """Return a day of the story as somebody in Japan would type it."""
        assert self.begun is not None
        return f"{self.begun + timedelta(days=number - 1, hours=9):%Y-%m-%d}"

    # Surveys ----------------------------------------------------------------------------------------------------

    async def _make_survey(self, one: Gathering) -> None:
        by, acts = self._by(one), self.gathers
        self.titles[one.key] = one.title
        values = {
            "title": one.title,
            "why": one.text,
            "named": "named" if one.named else "anonymous",
            "kind": "concept" if one.concept else "survey",
        }
        shown = await acts.draft_survey(by, self.house.world.rooms[ROOM], values)
        for ask in one.ask:
            shown = await acts.add_question(by, shown, ask, pictures=_pictures(ask))
        shown = await acts.back(by, shown)
        if one.closes_day:
            shown = await acts.back(by, await acts.set_closing(by, shown, f"{self._day(one.closes_day)} 21:00"))
        if one.published:
            shown = await self.acts.press(by, shown, "surveys:publish")
        await acts.open_survey(by, shown)
        await self.house.catch_up()
        self.acts.house.env.forget_private_answers()


def _pictures(ask: Ask) -> list[bytes]:
    if ask.kind != "concept":
        return []
    return [
        pictures.poster(option[0], colour, width=640, height=480)
        for option, colour in zip(ask.options, CONCEPT_COLOURS, strict=False)
    ]
