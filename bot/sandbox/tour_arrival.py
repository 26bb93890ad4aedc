"""The tour's chapters about arriving: from joining to the first answer, and what hosts and everybody see of it."""

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import discord
from simcord.builders import ChannelHandle

from bot.i18n import Language, say
from bot.sandbox import story
from bot.sandbox.acts import Shown, text_of
from bot.sandbox.arrival_acts import ArrivalActs, rule_values
from bot.sandbox.arriving import Arriving
from bot.sandbox.neighbours import Neighbours
from bot.sandbox.people import BY_KEY
from bot.sandbox.point_acts import command
from bot.sandbox.story import Topic
from bot.sandbox.world import MEMBER, NEWCOMER, TOPICS

if TYPE_CHECKING:
    from bot.sandbox.tour import Tour

UNTIL_WELCOMED = timedelta(seconds=30)
CHANGED = "火と電気は、まず安全"
NEW_TEXT = {
    Language.JA: (
        "コンセントを抜くのが一手目です。「熾」とケトルの内部に触れる修理は、工房の者が写真を見て「だいじょうぶ」と"
        "言うまで、人にすすめないでください。"
    ),
    Language.EN: (
        "Pulling the plug is step one. Don’t send anybody inside an Oki or a kettle before somebody of the workshop "
        "has seen a photo and said yes."
    ),
}


class ArrivalTour:
    def __init__(self, tour: "Tour") -> None:
        self.tour = tour
        self.acts = tour.acts
        self.house = tour.house
        self.arriving: Arriving = tour.demo.arriving
        self.firsts: ArrivalActs = self.arriving.firsts
        self.neighbours = Neighbours(self.house, self.firsts)

    async def play(self) -> None:
        await self._join()
        await self._settle_in()
        await self._first_answer()
        await self._stalled()
        await self._invited()
        await self._funnel()
        await self._new_rules()
        await self._own_data()

    # Arriving ---------------------------------------------------------------------------------------------------

    async def _join(self) -> None:
        self.tour.chapter("join")
        world, welcome = self.house.world, self._room("welcome")
        before = welcome.last_message
        self.tour.does("join-joins", "chihiro")
        await world.join("chihiro")
        self.neighbours.watch("chihiro")
        await self.house.wait(UNTIL_WELCOMED)
        self.tour.expect(welcome.last_message == before, "nobody is greeted before Discord's screening is over")
        self.tour.does("join-accepts", "chihiro")
        await world.accept_screening("chihiro")
        await self.house.wait(UNTIL_WELCOMED)
        self.tour.everybody(self.firsts.welcome("chihiro"))
        self.tour.expect(self._holds("chihiro", NEWCOMER), "a newcomer has the role of newcomers")
        self.tour.expect(not self._holds("chihiro", MEMBER), "who hasn't agreed is no member yet")

    async def _settle_in(self) -> None:
        self.tour.chapter("settle")
        self.tour.does("settle-start", "chihiro")
        self.tour.sees("chihiro", await self._start())
        self.tour.does("settle-reads", "chihiro")
        page = await self.acts.press("chihiro", self.firsts.welcome("chihiro"), "guidelines:open")
        self.tour.sees("chihiro", page)
        self.tour.expect("お茶の間" in text_of(page), "the rules are read in Japanese")
        self.tour.does("settle-agrees", "chihiro")
        self.tour.sees("chihiro", await self.firsts.agree("chihiro"))
        await self.house.catch_up()
        self.tour.expect(self._holds("chihiro", MEMBER), "who agreed has the members' role")
        interests = self.house.world.interests
        self.tour.does("settle-interests", "chihiro", first=interests[0].name, second=interests[4].name)
        await self.firsts.choose_interests("chihiro", [interests[0], interests[4]])
        held = self._roles("chihiro")
        self.tour.expect({interests[0].id, interests[4].id} <= held, "interests are roles")
        self.tour.does("settle-introduces", "chihiro")
        card = await self.firsts.introduce(
            "chihiro",
            called="ちひろ",
            about="金沢の森です。けさ「峠」をもらいました。箱を開けて、まだ眺めています。",
            hope="まず一杯、こぼさずに。",
        )
        self.tour.everybody(card)
        self.tour.does("settle-about", "chihiro")
        self.tour.sees("chihiro", await self.firsts.run("chihiro", command("onboarding-command-show-about")))

    async def _first_answer(self) -> None:
        self.tour.chapter("first")
        title = "峠の紙は、先に濡らしますか"
        self.tour.does("first-asks", "chihiro", title=title)
        post, _ = await self.acts.ask(
            "chihiro", title, "はじめてなので、順番から知りたいです。", tags=[TOPICS[Topic.DRIPPERS][0]], room="hello"
        )
        await self.house.wait(timedelta(minutes=1))
        answered = await self.neighbours.answer()
        self.tour.expect(post.id in {place.id for place in answered}, "somebody answers")
        self.tour.everybody(next(one for one in post.history() if not one.author.bot))
        self.tour.does("first-writes", "chihiro")
        await self.acts.actor("chihiro").send(post, "まず説明書どおりにやってみます。ありがとうございます！")
        await self.acts.upvote("chihiro", self._last(self._room("hello")), "☕")
        await self.house.catch_up()
        self.tour.does("first-start", "chihiro")
        shown = await self._start()
        self.tour.sees("chihiro", shown)
        self.tour.expect(text_of(shown).count("▱") == 1, "every step is done but the one that has a date of its own")

    async def _start(self) -> Shown:
        return await self.firsts.start("chihiro")

    # Who needs a hand -------------------------------------------------------------------------------------------

    async def _stalled(self) -> None:
        self.tour.chapter("stalled")
        world, greeters = self.house.world, self._room("greeters")
        self.tour.does("stalled-joins", "isla")
        await world.join("isla")
        await world.accept_screening("isla")
        await self.house.wait(UNTIL_WELCOMED)
        await self.firsts.agree("isla")
        said = greeters.last_message
        await self.firsts.introduce("isla", called="", about="Cardiff. My first grinder is on the table.", hope="")
        await self.house.wait(timedelta(hours=5))
        self.tour.scene("stalled-greeters")
        self.tour.expect(greeters.last_message != said, "greeters are told of an introduction nobody answers")
        self.tour.everybody(self._last(greeters))
        self.tour.does("stalled-greets", "priya")
        card = self.firsts.introduction("isla")
        assert card is not None
        await self.acts.actor("priya").send(self._room("hello"), "Hello Isla, which grinder is it?", reply_to=card)
        await self.house.wait(timedelta(days=4))
        self.tour.scene("stalled-nudge")
        nudge = self._nudge("isla")
        self.tour.everybody(nudge)
        self.tour.does("stalled-later", "isla")
        self.tour.sees("isla", await self.acts.press("isla", nudge, "onboarding:nudge-later"))

    def _nudge(self, person: str) -> discord.Message:
        member = self.acts.actor(person)
        found = [
            message
            for message in self._room("welcome").history()
            if member.id in message.raw_mentions and "nudge-later" in str(self.acts.components(message))
        ]
        self.tour.expect(len(found) == 1, "who stalls is asked once, in the channel")
        return found[-1]

    # Friends ----------------------------------------------------------------------------------------------------

    async def _invited(self) -> None:
        self.tour.chapter("invited")
        self.tour.does("invited-shows", "wen")
        shown, _ = await self.firsts.invite("wen")
        self.tour.sees("wen", shown)
        self.tour.does("invited-history", "wen")
        typed = command("points-command", "points-history-command")
        history = await self.tour.points.points.run("wen", self._room("veranda-en"), typed, {})
        self.tour.sees("wen", history)
        said = say(BY_KEY["wen"].language, "points-kind-referral")
        self.tour.expect(said in text_of(history), "who brought a friend who stayed is rewarded")

    # What hosts see and do --------------------------------------------------------------------------------------

    async def _funnel(self) -> None:
        self.tour.chapter("funnel")
        self.tour.does("funnel-looks", "mio")
        typed = command("onboarding-command", "onboarding-command-funnel")
        self.tour.sees("mio", await self.firsts.run("mio", typed, room="workshop"))
        self.tour.does("funnel-sources", "mio")
        typed = command("onboarding-command", "onboarding-command-source", "onboarding-command-source-list")
        self.tour.sees("mio", await self.firsts.run("mio", typed, room="workshop"))

    async def _new_rules(self) -> None:
        self.tour.chapter("rules")
        self.tour.does("rules-edits", "mio")
        draft = await self.firsts.open_draft("mio")
        rule = next(one for one in await self._draft_rules() if CHANGED in one[1])
        chosen = await self.acts.choose("mio", draft, "guidelines:rule-menu", [str(rule[0])])
        form = await self.acts.press_raw("mio", chosen, "guidelines:edit")
        old = next(rule for rule in story.house().rule if rule.title_ja == CHANGED)
        new = old.model_copy(update={f"text_{language}": text for language, text in NEW_TEXT.items()})
        draft = await self.acts.submit("mio", form, rule_values(new))
        self.tour.does("rules-compares", "mio")
        difference = await self.acts.press("mio", draft, "guidelines:difference")
        self.tour.sees("mio", difference)
        self.tour.does("rules-publishes", "mio")
        back = await self.acts.press("mio", difference, "guidelines:draft")
        self.tour.sees("mio", await self.firsts.publish("mio", back, "material"))
        await self.house.catch_up()
        self.tour.does("rules-asked", "chihiro")
        result = await self.acts.actor("chihiro").slash(self._room("veranda-ja"), "start")
        self.tour.sees("chihiro", self.acts.told("chihiro", result))
        self.tour.does("rules-agrees", "chihiro")
        self.tour.sees("chihiro", await self.firsts.agree("chihiro"))
        posted = "\n".join(text_of(message) for message in self._room("rules").history())
        follows = NEW_TEXT[self.house.world.language][:12] in posted
        self.tour.expect(follows, "the posted rules follow")

    async def _draft_rules(self) -> list[tuple[int, str]]:
        """Return keys and titles of the rules; only looked at."""
        current = await self.house.app.guidelines.current(guild_id=self.house.world.guild.id)
        assert current is not None
        return [(rule.key, rule.wording(Language.JA).title) for rule in current.rules]

    # Privacy ----------------------------------------------------------------------------------------------------

    async def _own_data(self) -> None:
        self.tour.chapter("data")
        self.tour.does("data-show", "chihiro")
        self.tour.sees("chihiro", await self.firsts.run("chihiro", command("privacy-command", "privacy-command-show")))
        self.tour.does("data-export", "chihiro")
        shown = await self.firsts.run("chihiro", command("privacy-command", "privacy-command-export"))
        self.tour.sees("chihiro", shown)
        content = self.house.env.backend.cdn.get(shown.attachments[0].url) or b"{}"
        told = json.dumps(json.loads(content), ensure_ascii=False)
        self.tour.expect("まだ眺めています" in told, "own words are in it")
        self.tour.does("data-delete", "chihiro")
        asked = await self.firsts.run("chihiro", command("privacy-command", "privacy-command-delete"))
        self.tour.sees("chihiro", asked)
        if "privacy:delete" in str(self.acts.components(asked)):
            asked = await self.acts.press("chihiro", asked, "privacy:delete")
        erased = await self.acts.press_raw("chihiro", asked, "privacy:erase")
        self.tour.sees("chihiro", self.acts.told("chihiro", erased))
        await self.house.wait(timedelta(minutes=2))
        left = "\n".join(text_of(message) for message in self._room("hello").history())
        self.tour.expect("まだ眺めています" not in left, "the card is gone from Discord, too")

    # Looking ----------------------------------------------------------------------------------------------------

    def _room(self, key: str) -> ChannelHandle:
        return self.house.world.rooms[key]

    def _last(self, channel: ChannelHandle) -> discord.Message:
        last = channel.last_message
        assert last is not None
        return last

    def _roles(self, person: str) -> set[int]:
        world = self.house.world
        return set(self.house.env.backend.get_member(world.guild.id, world.users[person].id).role_ids)

    def _holds(self, person: str, mark: str) -> bool:
        return self.house.world.marks[mark].id in self._roles(person)
