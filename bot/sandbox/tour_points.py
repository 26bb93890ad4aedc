"""The tour's chapters about points, ranks, seasons and perks."""

from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import discord
from PIL import Image
from simcord.actors import MemberActor
from simcord.backend.access import channel_accessible
from simcord.builders import ChannelHandle

from bot.i18n import Language, say
from bot.points.model import Kind, Standing
from bot.sandbox.acts import ActFailed, Shown, text_of
from bot.sandbox.demo import PERKS, SHIPPING_CODES
from bot.sandbox.people import BY_KEY, PEOPLE
from bot.sandbox.point_acts import command
from bot.sandbox.world import LADDER

if TYPE_CHECKING:
    from bot.sandbox.tour import Tour

PICTURE_WIDTH_LEAST = 600

A_LITTLE_LATER = timedelta(minutes=3)
"""Rank-ups of a minute are told in one message."""


class PointsTour:
    def __init__(self, tour: "Tour") -> None:
        self.tour = tour
        self.acts = tour.acts
        self.points = tour.demo.points
        self.house = tour.house

    # Chapters before the bot is restarted -----------------------------------------------------------------------

    async def card(self) -> None:
        self.tour.chapter("card")
        self.tour.does("card-own", "sakura")
        self._expect_picture(await self.points.rank("sakura", self._room("veranda-ja")))
        self.tour.does("card-other", "claire", other=BY_KEY["haneul"].name)
        shown = await self.points.rank("claire", self._room("veranda-en"), "haneul")
        self._expect_picture(shown)
        self._expect_in(shown, "haneul")

    def _expect_picture(self, shown: Shown) -> None:
        attached = shown.attachments[0]
        png = self.house.env.backend.cdn.get(attached.url)
        self.tour.expect(png is not None, "the card is a picture")
        with Image.open(BytesIO(png or b"")) as picture:
            width, height, kind = picture.width, picture.height, picture.format
        self.tour.expect(kind == "PNG" and width >= PICTURE_WIDTH_LEAST, "the picture can be read")
        self.tour.everybody(shown)
        self.tour.note("card-picture", name=attached.filename, size=f"{width} × {height}")

    async def board(self) -> None:
        self.tour.chapter("board")
        room = self._room("veranda-ja")
        self.tour.does("board-opens", "sakura")
        board = await self.points.run("sakura", room, command("points-board-command"), {})
        self.tour.sees("sakura", board)
        self._expect_in(board, "yukari", "haneul", "tomas")
        self._expect_not_in(board, "mio", "kudo")  # staff
        self.tour.does("board-helpers", "sakura")
        board = await self.acts.choose("sakura", board, "points:board-scope", ["helpers"])
        self.tour.sees("sakura", board)
        self._expect_in(board, "yukari", "wen")
        self._expect_not_in(board, "emeka")
        self.tour.does("board-season", "sakura")
        board = await self.acts.choose("sakura", board, "points:board-scope", ["all"])
        board = await self.acts.choose("sakura", board, "points:board-period", ["season"])
        self.tour.sees("sakura", board)
        await self._hide("tomas")

    async def _hide(self, person: str) -> None:
        room, typed = self._room("veranda-en"), command("points-board-command")
        self.tour.does("board-hides", person)
        own = await self.acts.press(person, await self.points.run(person, room, typed, {}), "points:board-hide")
        self.tour.sees(person, own)
        self._expect_not_in(await self.points.run("sakura", room, typed, {}), person)
        self.tour.does("board-shows", person)
        await self.acts.press(person, own, "points:board-show")
        self._expect_in(await self.points.run("sakura", room, typed, {}), person)

    async def thanks(self) -> None:
        self.tour.chapter("thanks")
        room = self._room("veranda-en")
        self.tour.does("thanks-first", "amelia", other=BY_KEY["haneul"].name)
        before = await self._points_of("haneul")
        thanked = await self.points.thank("amelia", room, "haneul", "weighed my kettle for me, empty and full")
        self.tour.sees("amelia", thanked)
        self.tour.everybody(self._last(room))
        first = await self._points_of("haneul") - before
        self.tour.does("thanks-again", "amelia")
        said = await self.acts.actor("haneul").send(room, "Descaled mine today: 312 g of kettle, 0.8 g of Leeds.")
        self.tour.sees("amelia", await self.points.thank_for("amelia", room, said))
        again = await self._points_of("haneul") - before - first
        self.tour.expect(0 < again < first, "between the same two, the next thanks are worth less")
        self.tour.does("thanks-history", "haneul")
        history = await self.points.run("haneul", room, command("points-command", "points-history-command"), {})
        self.tour.sees("haneul", history)
        self._expect_in(history, "amelia")
        await self._delete_one()

    async def _delete_one(self) -> None:
        room, person = self._room("veranda-en"), "emeka"
        await self.house.wait(A_LITTLE_LATER)
        before = await self._points_of(person)
        self.tour.does("thanks-writes", person, room=room.name or "")
        said = await self.acts.actor(person).send(room, "The first customer asked for tea. I smiled. I think.")
        counted = await self._points_of(person)
        self.tour.note("thanks-points", person=BY_KEY[person].name, before=str(before), after=str(counted))
        self.tour.expect(counted == before + 1, "a message earns a point")
        self.tour.does("thanks-deletes", person)
        await self.acts.actor(person).delete(said)
        left = await self._points_of(person)
        self.tour.note("thanks-points", person=BY_KEY[person].name, before=str(counted), after=str(left))
        self.tour.expect(left == before, "the point is gone with its message")

    async def reach(self) -> None:
        self.tour.chapter("reach")
        room, milestones, person, step = self._room("veranda-ja"), self._room("milestones"), "tamura", 1
        lower, role = self.house.world.ladder[step - 1], self.house.world.ladder[step]
        self.tour.expect(lower.id in self._roles_of(person), f"{person} has the role of {LADDER[step - 1].name}")
        self.tour.does("reach-thanks", "sakura", other=BY_KEY[person].name)
        await self.points.thank("sakura", room, person, "「熾」の蒸気の音を、録音して送ってくださいました。")
        await self.house.wait(A_LITTLE_LATER)
        told = self._last(milestones)
        self.tour.everybody(told)
        self.tour.expect(
            self.acts.actor(person).mention in told.content and LADDER[step].name in told.content,
            "the new rank is announced",
        )
        self.tour.expect(
            role.id in self._roles_of(person) and lower.id not in self._roles_of(person),
            "the role of the new rank is there instead of the one below",
        )
        self.tour.does("reach-ladder", person)
        self.tour.sees(person, await self.points.run(person, room, command("ranks-command", "ranks-command-list"), {}))

    async def perks(self) -> None:
        self.tour.chapter("perks")
        room, perk = self._room("veranda-en"), PERKS["shipping"]
        self.tour.does("perks-list", "oliver")
        listed = await self.points.run("oliver", room, command("perks-command", "perks-command-list"), {})
        self.tour.sees("oliver", listed)
        self.tour.expect(all(name in text_of(listed) for name in PERKS.values()), "all perks are listed")
        self.tour.does("perks-claims", "oliver", perk=perk)
        claimed = await self.points.claim("oliver", room, perk)
        self.tour.sees("oliver", claimed)
        code = self._code_in(claimed)
        self.tour.expect(not self._can_see("oliver", code), "nobody else finds the code anywhere")
        self.tour.does("perks-last", "haneul", perk=perk)
        last = self._code_in(await self.points.claim("haneul", room, perk))
        self.tour.expect(last != code, "no code is handed out twice")
        self.tour.does("perks-none", "tomas", perk=perk)
        refused = await self.points.ask_for_perk("tomas", room, perk)
        self.tour.sees("tomas", refused)
        self.tour.expect(say(Language.EN, "perks-error-none-left") in text_of(refused), "there is none left")
        self.tour.expect(not any(one in text_of(refused) for one in SHIPPING_CODES), "no code is shown")
        await self._fulfil()

    async def _fulfil(self) -> None:
        queue = self._room("queue")
        self.tour.does("perks-staff", "kudo")
        self.tour.moderators(await self.points.fulfil("kudo", queue))
        self.tour.does("perks-mine", "tomas")
        mine = await self.points.run(
            "tomas", self._room("veranda-en"), command("perks-command", "perks-command-mine"), {}
        )
        self.tour.sees("tomas", mine)
        self.tour.expect(PERKS["sharpening"] in text_of(mine) and "✅" in text_of(mine), "the claim is done")

    def _code_in(self, shown: Shown) -> str:
        found = [code for code in SHIPPING_CODES if code in text_of(shown)]
        if len(found) != 1 or not shown.flags.ephemeral:
            raise ActFailed(f"a code should be shown, and privately: {text_of(shown)}")
        return found[0]

    def _can_see(self, owner: str, text: str) -> list[str]:
        """Return who but its owner finds a text in any channel they can read."""
        return [
            person.key
            for person in PEOPLE
            if person.key != owner and self.house.world.is_here(person.key)
            for message in self._all_seen_by(self.acts.actor(person.key))
            if text in str(self.acts.components(message)) or text in message.content
        ]

    def _all_seen_by(self, actor: MemberActor) -> Iterator[discord.Message]:
        for room in self.house.world.rooms.values():
            if channel_accessible(self.house.env.backend, room.id, actor.id, history=True):
                yield from room.history(viewer=actor)

    # While it is restarted --------------------------------------------------------------------------------------

    async def all_points(self) -> dict[str, Standing | None]:
        """Return how everybody stands."""
        await self.house.catch_up()
        return {person: await self._standing(person) for person in self.house.world.members}

    async def write_unseen(self, person: str) -> None:
        await self.acts.actor(person).send(self._room("brew-log"), "深煎り 20g、88℃。今朝は雪あかりで淹れました。")

    async def expect_nothing_lost(self, before: dict[str, Standing | None], *, wrote: Collection[str]) -> None:
        """Everybody has what they had; who wrote meanwhile has a point more."""
        for person, now in (await self.all_points()).items():
            had, has = _amount(before[person]), _amount(now)
            wanted = had + (1 if person in wrote else 0)
            if has != wanted:
                raise ActFailed(f"{person} had {had} points before the restart and has {has}, not {wanted}")
            if person in wrote:
                self.tour.note("thanks-points", person=BY_KEY[person].name, before=str(had), after=str(has))

    # Chapters at the end ----------------------------------------------------------------------------------------

    async def hall(self) -> None:
        self.tour.chapter("hall")
        self.tour.does("hall-opens", "emeka")
        shown = await self.points.run("emeka", self._room("veranda-en"), command("seasons-command-hall"), {})
        self.tour.sees("emeka", shown)
        self.tour.expect(
            "🥇" in text_of(shown) and self.acts.actor("yukari").mention in text_of(shown), "the season has winners"
        )
        posted = any("points:hall" in str(self.acts.components(message)) for message in self._milestones())
        self.tour.expect(posted, "the winners were announced")

    async def admins(self) -> None:
        self.tour.chapter("fair")
        room = self._room("workshop")
        await self._change_rule(room)
        self.tour.does("fair-adjusts", "jonas", other=BY_KEY["amelia"].name)
        before, reason = await self._points_of("amelia"), "Translated the kettle manual into human"
        self.tour.sees("jonas", await self.points.adjust("jonas", room, "amelia", 10, reason))
        self.tour.expect(await self._points_of("amelia") == before + 10, "the points are there")
        self.tour.does("fair-reads", "amelia")
        typed = command("points-command", "points-history-command")
        history = await self.points.run("amelia", self._room("veranda-en"), typed, {})
        self.tour.sees("amelia", history)
        self.tour.expect(reason in text_of(history), "the reason can be read")
        self.tour.does("fair-audit", "saeki")
        report = await self.points.run("saeki", room, command("points-command", "points-audit-command"), {})
        self.tour.sees("saeki", report)
        self._expect_in(report, "ren", "zoe")
        self._expect_not_in(report, "yukari", "tomas", "sakura")

    async def _change_rule(self, room: ChannelHandle) -> None:
        self.tour.does("fair-rules", "mio")
        panel = await self.points.run("mio", room, command("points-command", "points-command-rule"), {})
        self.tour.sees("mio", panel)
        self.tour.does("fair-rule", "mio")
        form = await self.acts.press_raw("mio", panel, f"points:rule:{Kind.THANKS}")
        await self.acts.submit("mio", form, {"points": "8"})
        before = await self._points_of("onodera")
        self.tour.does("fair-thanks", "aya", other=BY_KEY["onodera"].name)
        thanked = await self.points.thank("aya", self._room("veranda-ja"), "onodera")
        self.tour.sees("aya", thanked)
        self.tour.expect(await self._points_of("onodera") == before + 8, "the new rule holds at once")

    async def recompute(self) -> None:
        self.tour.chapter("sum")
        await self.house.catch_up()
        report = await self.house.app.points.recompute.compare()
        self.tour.note("sum-recompute", entries=str(report.entries), differences=str(report.count))
        self.tour.expect(report.entries > 0 and report.count == 0, "everything follows from the ledger")

    # Looking ----------------------------------------------------------------------------------------------------

    def _room(self, key: str) -> ChannelHandle:
        return self.house.world.rooms[key]

    def _last(self, channel: ChannelHandle) -> discord.Message:
        message = channel.last_message
        if message is None:
            raise ActFailed(f"#{channel.name} is empty")
        return message

    def _milestones(self) -> Iterable[discord.Message]:
        return self._room("milestones").history()

    def _roles_of(self, person: str) -> list[int]:
        world = self.house.world
        return list(self.house.env.backend.get_member(world.guild.id, self.acts.actor(person).id).role_ids)

    async def _standing(self, person: str) -> Standing | None:
        return await self.house.app.points.boards.standing(
            guild_id=self.house.world.guild.id, member_id=self.acts.actor(person).id
        )

    async def _points_of(self, person: str) -> int:
        await self.house.catch_up()
        return _amount(await self._standing(person))

    def _expect_in(self, shown: Shown, *people: str) -> None:
        for person in people:
            self.tour.expect(self._names(shown, person), f"{person} is in: {text_of(shown)}")

    def _expect_not_in(self, shown: Shown, *people: str) -> None:
        for person in people:
            self.tour.expect(not self._names(shown, person), f"{person} is not in: {text_of(shown)}")

    def _names(self, shown: Shown, person: str) -> bool:
        said = text_of(shown)
        return BY_KEY[person].name in said or self.acts.actor(person).mention in said


def _amount(standing: Standing | None) -> int:
    return standing.points if standing else 0
