"""A guided tour without a browser: what people do, what each of them sees, and that it came out as it should.

It starts where a visitor's sandbox starts, after the story, and ends with exit code 0 only if every act had its
outcome and the bot logged no error.
"""

import re
import sys
import time
from datetime import UTC, datetime, timedelta

import discord
from simcord.builders import ChannelHandle
from simcord.components import walk_components

from bot.i18n import Language, say
from bot.questions.model import State
from bot.sandbox import simulated
from bot.sandbox.acts import ActFailed, Acts, Shown, option, text_of
from bot.sandbox.demo import Demo
from bot.sandbox.house import ZONE, House, open_house
from bot.sandbox.people import BY_KEY
from bot.sandbox.story import Topic
from bot.sandbox.tour_arrival import ArrivalTour
from bot.sandbox.tour_gathering import GatheringTour
from bot.sandbox.tour_incident import IncidentTour
from bot.sandbox.tour_points import PointsTour
from bot.sandbox.world import TOPICS

LINES_SHOWN = 14
WIDTH = 110
REASON_SHOWN = 900  # Fluent takes no more than 1,000 characters


async def guide(language: Language) -> int:
    """Play the tour, printing in `language`; returns the exit code."""
    begun = time.monotonic()
    print(say(language, "sandbox-starting"), flush=True)
    async with open_house(language=language) as house:
        print(say(language, "sandbox-playing"), flush=True)
        try:
            tour = Tour(house, language)
            await tour.play()
        except ActFailed as failed:
            print(say(language, "sandbox-tour-failed", reason=str(failed)[:REASON_SHOWN]), flush=True)
            return 1
    took = f"{time.monotonic() - begun:.0f}"
    print(f"\n{say(language, 'sandbox-tour-done', steps=str(tour.steps), seconds=took)}")
    return 0


class Tour:
    def __init__(self, house: House, language: Language) -> None:
        self.house = house
        self.language = language
        self.demo = Demo(house)
        self.acts: Acts = self.demo.acts
        self.points = PointsTour(self)
        self.arrival = ArrivalTour(self)
        self.gathering = GatheringTour(self)
        self.incident = IncidentTour(self)
        self.steps = 0

    async def play(self) -> None:
        with self.demo.watching():
            await self.demo.play()
            await self._how_it_stands()
            await self._asked_before()
            await self._solve()
            await self._by_hand()
            await self._in_passing()
            await self._sealed()
            await self._refused()
            await self.points.card()
            await self.points.board()
            await self.points.thanks()
            await self.points.reach()
            await self.points.perks()
            await self.gathering.surveys()
            await self.gathering.events()
            await self.incident.play()
            await self._restart()
            await self._time_passes()
            await self._find()
            await self.points.hall()
            await self.points.admins()
            await self._run_the_house()
            await self.arrival.play()
            await self.gathering.reminded()
            await self.points.recompute()

    # Chapters ---------------------------------------------------------------------------------------------------

    async def _how_it_stands(self) -> None:
        states = [(await self.demo.question(key)).state for key in self.demo.told]
        print(f"\n{_strong(say(self.language, 'sandbox-tour-title', server=self.house.world.guild.name))}")
        counts = {f"{state}": str(states.count(state)) for state in State}
        print(say(self.language, "sandbox-tour-state", asked=str(len(states)), **counts))

    async def _asked_before(self) -> None:
        self.chapter("before")
        room, typed = self.house.world.rooms["veranda-ja"], "ペーパー"
        title = say(Language.EN, "questions-ask-command.title")
        self.does("before-types", "sakura", typed=typed)
        choices = await self.acts.actor("sakura").autocomplete(room, "ask", title, typed)
        self.sees("sakura", "\n".join(choice["name"] for choice in choices))
        link = next((choice["value"] for choice in choices if str(choice["value"]).startswith("https://")), None)
        self.expect(link is not None, "a solved question is offered while typing")
        self.does("before-chooses", "sakura")
        shown = self.acts.answer("sakura", await self.acts.actor("sakura").slash(room, "ask", **{title: link}))
        self.sees("sakura", shown)

    async def _solve(self) -> None:
        self.chapter("solve")
        title = "My Tsumugi squeaks when I grind slowly"
        self.does("solve-asks", "claire", title=title)
        self.post, private = await self.acts.ask(
            "claire", title, "Only below one turn a second. Is it dry?", tags=[TOPICS[Topic.GRINDERS][0]]
        )
        self.sees("claire", private)
        self.everybody(self.acts.card(self.post))
        self.does("solve-claims", "wen")
        self.sees("wen", await self.acts.claim("wen", self.post))
        self.does("solve-answers", "wen")
        answer = await self.acts.actor("wen").send(
            self.post, "The upper bushing is dry. One drop of food-safe oil on the shaft, ten turns without beans."
        )
        self.everybody(self.acts.message_with(self.post, "questions:accept"))
        self.does("solve-accepts", "claire")
        accepted = await self.acts.accept_offered("claire", self.post)
        self.sees("claire", accepted)
        await self._expect_state(self.post, State.SOLVED)
        self.does("solve-undoes", "claire")
        await self.acts.press("claire", accepted, "questions:undo")
        await self._expect_state(self.post, State.OPEN)
        await self.acts.accept_from_menu("claire", self.post, answer)
        await self._expect_state(self.post, State.SOLVED)
        self.everybody(self.acts.card(self.post))

    async def _by_hand(self) -> None:
        self.chapter("hand")
        title = "峠の真鍮が黒ずんできました"
        self.does("hand-posts", "onodera", title=title)
        self.unanswered = await simulated.post(
            self.acts.actor("onodera"),
            self.house.world.forum,
            title,
            "半年で飴色を通り越してまいりました。磨いてもよいものでしょうか。",
            tags=[TOPICS[Topic.DRIPPERS][0]],
        )
        self.everybody(self.acts.card(self.unanswered))
        await self._expect_state(self.unanswered, State.OPEN)

    async def _in_passing(self) -> None:
        self.chapter("passing")
        room = self.house.world.rooms["veranda-en"]
        self.does("passing-writes", "amelia", room=room.name or "")
        said = await self.acts.actor("amelia").send(room, "Does anybody know if the Nagi survives a spilled kettle?")
        self.does("passing-turns", "priya")
        self.answered = await self.acts.convert("priya", "veranda-en", said, title="Is the Nagi scale waterproof?")
        self.everybody(self.acts.card(self.answered))
        await self._expect_state(self.answered, State.OPEN)
        await self.acts.actor("jonas").send(
            self.answered,
            "Splashes yes, a bath no: wipe it at once, and leave the lid of the battery open for a night.",
        )

    async def _sealed(self) -> None:
        self.chapter("sealed")
        title = "Can I return an open bag of beans?"
        self.does("sealed-asks", "matteo", title=title)
        post, _ = await self.acts.ask("matteo", title, "Embarrassing: I ordered the decaf by mistake.", anonymous=True)
        card = self.acts.card(post)
        self.everybody(card)
        hidden = BY_KEY["matteo"]
        self.expect(str(self.acts.actor("matteo").id) not in text_of(card), f"{hidden.name} is not named")
        self.does("sealed-first", "saeki")
        form = await self.acts.actor("saeki").slash(post, "questions unseal")
        self.sees("saeki", await self.acts.submit("saeki", form, {"reason": "We owe this customer a refund."}))
        self.does("sealed-second", "priya")
        request = self.acts.message_with(self.house.world.rooms["queue"], "questions:unseal")
        revealed = await self.acts.press("priya", request, "questions:unseal")
        self.sees("priya", revealed)
        self.expect(str(self.acts.actor("matteo").id) in text_of(revealed), "two moderators see who it was")

    async def _refused(self) -> None:
        self.chapter("refused")
        post, _ = await self.acts.ask("emeka", "Which milk steams best on the Oki?", "Cow or oat, both please.")
        own = await self.acts.actor("emeka").send(post, "I think oat, but what do I know.")
        self.does("refused-own", "emeka")
        self.sees("emeka", await self.acts.accept_from_menu("emeka", post, own))
        other = await self.acts.actor("tomas").send(post, "Whole milk at 60 °C; for oat take a barista one.")
        self.does("refused-others", "sakura")
        self.sees("sakura", await self.acts.accept_from_menu("sakura", post, other))
        await self._expect_state(post, State.OPEN)
        self.does("refused-short", "sakura", title="？")
        room, title = self.house.world.rooms["veranda-ja"], say(Language.EN, "questions-ask-command.title")
        before = len(self.house.world.forum.threads)
        asked = await self.acts.actor("sakura").slash(room, "ask", **{title: "？"})
        self.sees("sakura", self.acts.told("sakura", asked))
        self.expect(len(self.house.world.forum.threads) == before, "nothing was posted")

    async def _restart(self) -> None:
        self.chapter("restart")
        title = "凪の電池はどれくらいもちますか"
        before = await self.points.all_points()
        self.does("restart-missed", "tamura", title=title)
        self.does("restart-writes", "onodera")
        await self.house.restart(meanwhile=self._post_unseen(title))
        self.everybody(self.acts.card(self.missed))
        await self._expect_state(self.missed, State.OPEN)
        await self.points.expect_nothing_lost(before, wrote=("tamura", "onodera"))
        old = self.demo.told["steam-weak"].post
        self.does("restart-press", "wen")
        self.sees("wen", await self.acts.press("wen", self.acts.card(old), "questions:similar"))

    async def _post_unseen(self, title: str) -> None:
        tags = [TOPICS[Topic.SCALES][0]]
        self.missed = await simulated.post(
            self.acts.actor("tamura"), self.house.world.forum, title, "毎日2回使います。", tags=tags
        )
        await self.points.write_unseen("onodera")

    async def _time_passes(self) -> None:
        self.chapter("time")
        await self.house.wait(timedelta(hours=5))
        self.scene("time-hours")
        self.everybody(_last(self.unanswered))
        await self.house.wait(timedelta(hours=20))
        self.scene("time-day")
        queue = self.house.world.rooms["queue"]
        self.moderators(_last(queue))
        known = "\n".join(message.content for message in queue.history())
        self.expect((self.unanswered.name or "") in known, "the moderators know of it")
        await self.house.wait(timedelta(days=7))
        self.scene("time-week")
        self.everybody(self.acts.card(self.answered))
        await self._expect_state(self.answered, State.CLOSED)
        self.does("time-reopens", "amelia")
        self.sees("amelia", await self.acts.reopen("amelia", self.answered))
        await self._expect_state(self.answered, State.OPEN)

    async def _find(self) -> None:
        self.chapter("find")
        room, words, name = self.house.world.rooms["veranda-ja"], "水垢", "ペーパーのサイズ"
        self.does("find-search", "onodera", words=words)
        found = await self.acts.actor("onodera").slash(room, "questions search", **{option("words"): words})
        self.sees("onodera", self.acts.answer("onodera", found))
        self.does("find-faq", "tamura", name=name)
        shown = await self.acts.actor("tamura").slash(room, "faq show", **{option("faq"): name})
        self.everybody(self.acts.answer("tamura", shown))

    async def _run_the_house(self) -> None:
        self.chapter("house")
        room = self.house.world.rooms["workshop"]
        for person, key, command in (
            ("jonas", "house-stats", "questions stats"),
            ("mio", "house-settings", "settings open"),
            ("mio", "house-doctor", "doctor"),
        ):
            self.does(key, person)
            self.sees(person, self.acts.answer(person, await self.acts.actor(person).slash(room, command)))

    # Telling ----------------------------------------------------------------------------------------------------

    def chapter(self, key: str) -> None:
        print(f"\n{_strong('── ' + say(self.language, f'sandbox-tour-{key}') + ' ──')}", flush=True)

    def scene(self, key: str) -> None:
        print(f"\n{say(self.language, f'sandbox-tour-{key}')}")

    def note(self, key: str, **words: str) -> None:
        print(f"    ({say(self.language, f'sandbox-tour-{key}', **words)})")

    def does(self, key: str, person: str, **words: str) -> None:
        self.steps += 1
        print(f"\n▸ {say(self.language, f'sandbox-tour-{key}', person=BY_KEY[person].name, **words)}")

    def sees(self, person: str, shown: Shown | str) -> None:
        print(f"  {say(self.language, 'sandbox-tour-sees', person=BY_KEY[person].name)}:")
        self._show(shown)

    def everybody(self, shown: Shown) -> None:
        print(f"  {say(self.language, 'sandbox-tour-everybody')}:")
        self._show(shown)

    def moderators(self, shown: Shown) -> None:
        print(f"  {say(self.language, 'sandbox-tour-moderators')}:")
        self._show(shown)

    def _show(self, shown: Shown | str) -> None:
        if isinstance(shown, str):
            text, buttons = shown, ""
        else:
            text, buttons = text_of(shown), self._controls(shown)
        lines = [line[:WIDTH] for line in self._readable(text).splitlines() if line.strip()]
        for line in [
            *lines[:LINES_SHOWN],
            *(["…"] if len(lines) > LINES_SHOWN else []),
            *([buttons] if buttons else []),
        ]:
            print(f"    │ {line}")

    def _controls(self, shown: Shown) -> str:
        labels = [
            str(component.get("label") or component.get("placeholder"))
            for component in walk_components(self.acts.components(shown))
            if component.get("label") or component.get("placeholder")
        ]
        return "  ".join(f"[ {label} ]" for label in labels)

    def _readable(self, text: str) -> str:
        """Return text as a reader sees it: names for mentions, times, no addresses of links."""
        backend, world = self.house.env.backend, self.house.world
        names = {str(actor.id): BY_KEY[key].name for key, actor in world.users.items()}
        channels = {str(channel.id): channel.name or "" for channel in backend.channels.values()}
        given = [*world.roles.values(), *world.marks.values(), *world.interests, *world.ladder]
        roles = {str(role.id): role.name for role in given}
        text = re.sub(r"<@&(\d+)>", lambda found: f"@{roles.get(found[1], found[1])}", text)
        text = re.sub(r"<@!?(\d+)>", lambda found: f"@{names.get(found[1], 'Engawa')}", text)
        text = re.sub(r"<#(\d+)>", lambda found: f"#{channels.get(found[1], found[1])}", text)
        text = re.sub(r"<t:(\d+)(?::\w)?>", lambda found: _clock_face(int(found[1])), text)
        text = re.sub(r"</([^:>]+):\d+>", r"/\1", text)
        return re.sub(r"\[([^\]]+)\]\(https?://[^)]+\)", r"\1", text)

    # Holding the bot to it --------------------------------------------------------------------------------------

    def expect(self, outcome: bool, promise: str) -> None:
        if not outcome:
            raise ActFailed(f"this is not so: {promise}")

    async def _expect_state(self, post: ChannelHandle, wanted: State) -> None:
        found = await self.house.app.questions.finding.by_thread(guild_id=self.house.world.guild.id, thread_id=post.id)
        state = found.state if found else None
        if state is not wanted:
            raise ActFailed(f"“{post.name}” should be {wanted} and is {state}")


def _strong(text: str) -> str:
    return f"\033[1m{text}\033[0m" if sys.stdout.isatty() else text


def _last(channel: ChannelHandle) -> discord.Message:
    message = channel.last_message
    if message is None:
        raise ActFailed(f"#{channel.name} is empty")
    return message


def _clock_face(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC).astimezone(ZONE):%Y-%m-%d %H:%M}"
