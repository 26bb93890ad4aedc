"""What people do when something goes wrong: reporting, deciding, appealing, answering that.

As in `acts.py`: menus, buttons and forms as a person finds them, and `ActFailed` where the bot refuses.
"""

import discord
from simcord.builders import ChannelHandle
from simcord.components import walk_components

from bot.sandbox import simulated_moderation
from bot.sandbox.acts import ActFailed, Acts, Shown, custom_id_of, text_of
from bot.sandbox.point_acts import command


class IncidentActs:
    def __init__(self, acts: Acts) -> None:
        self.acts = acts

    async def report(
        self, person: str, room: ChannelHandle, message: discord.Message, *, concern: str, words: str
    ) -> Shown:
        """Report a message by its menu."""
        form = await self.acts.menu(person, room, "reports-menu-message", message)
        return await self.acts.submit(person, form, {"concern": [concern], "words": words})

    async def card(self, action: str) -> discord.Message:
        """Return the latest card in the queue with a button of this action."""
        await self.acts.house.catch_up()
        for message in reversed(self.acts.house.world.rooms["queue"].history()):
            if custom_id_of(self.acts.components(message), action) is not None:
                return message
        raise ActFailed(f"no card in the queue has {action}")

    async def open_decision(self, moderator: str, card: Shown) -> Shown:
        """Press *Decide* on a report's card; returns the dialogue."""
        return await self.acts.press(moderator, card, "reports:decide")

    async def choose_rule(self, moderator: str, sheet: Shown, rule: int) -> Shown:
        return await self.acts.choose(moderator, sheet, "moderation:decide-rule", [str(rule)])

    async def choose_act(self, moderator: str, sheet: Shown, act: str) -> Shown:
        return await self.acts.choose(moderator, sheet, "moderation:decide-act", [act])

    async def write(self, moderator: str, sheet: Shown, *, reason: str, why: str = "") -> Shown:
        form = await self.acts.press_raw(moderator, sheet, "moderation:decide-write")
        return await self.acts.submit(moderator, form, {"reason": reason, "why": why})

    async def preview(self, moderator: str, sheet: Shown) -> Shown:
        return await self.acts.press(moderator, sheet, "moderation:decide-preview")

    async def carry_out(self, moderator: str, preview: Shown) -> Shown:
        done = await self.acts.press(moderator, preview, "moderation:decide-do")
        await self.acts.house.catch_up()
        return done

    def letter(self, person: str, action: str | None = None) -> discord.Message:
        """Return the latest direct message somebody had from the bot, or the latest with a button of this action."""
        for message in reversed(simulated_moderation.direct_messages(self.acts.actor(person))):
            if action is None or custom_id_of(self.acts.components(message), action) is not None:
                return message
        raise ActFailed(f"{person} was not told")

    async def appeal(self, person: str, text: str) -> Shown:
        """Press *Appeal* below the letter, and say why."""
        letter, user = self.letter(person, "appeals:appeal"), self.acts.actor(person).user
        custom_id = custom_id_of(self.acts.components(letter), "appeals:appeal")
        assert custom_id is not None
        form = await user.click(letter, custom_id=custom_id)
        if form.modal is None:
            raise ActFailed(f"{person} can't appeal: {text_of(self.acts.answer(person, form))}")
        return self.acts.answer(person, await user.submit_modal(form, {"text": text}))

    async def answer_appeal(self, moderator: str, outcome: str, *, answer: str, **values: str) -> Shown:
        """Decide an appeal from its card: upheld, reduced or lifted."""
        card = await self.card("appeals:decide")
        found = [
            str(part["custom_id"])
            for part in walk_components(self.acts.components(card))
            if str(part.get("custom_id") or "").startswith("appeals:decide:")
            and str(part["custom_id"]).endswith(f":{outcome}")
        ]
        if len(found) != 1:
            raise ActFailed(f"the appeal can't be {outcome}: {text_of(card)}")
        form = await self.acts.actor(moderator).click(card, custom_id=found[0])
        shown = await self.acts.submit(moderator, form, {"answer": answer, **values})
        await self.acts.house.catch_up()
        return shown

    async def queue(self, moderator: str, **given: str) -> Shown:
        actor = self.acts.actor(moderator)
        return self.acts.answer(
            moderator, await actor.slash(self.acts.house.world.rooms["queue"], command("queue-command"), **given)
        )
