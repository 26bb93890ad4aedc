"""What people do for points and perks: thanking, looking, claiming, and what hosts do by hand.

As in `acts.py`: commands and buttons as a person finds them, and `ActFailed` where the bot refuses.
"""

from collections.abc import Mapping
from typing import Any

import discord
from simcord.builders import ChannelHandle, RoleHandle

from bot.i18n import Language, say
from bot.sandbox.acts import ActFailed, Acts, Shown, text_of

DONE = "✅"


def command(*ids: str) -> str:
    """Return a command as it is typed: its group's name and its own, by the ids of their texts."""
    return " ".join(say(Language.EN, f"{id_}.name") for id_ in ids)


def options(**by_id: Any) -> dict[str, Any]:
    """Return a command's options by their names; `points_option_member` stands for the text `points-option-member`."""
    return {say(Language.EN, f"{id_.replace('_', '-')}.name"): value for id_, value in by_id.items()}


class PointActs:
    def __init__(self, acts: Acts) -> None:
        self.acts = acts

    async def run(self, person: str, channel: ChannelHandle, typed: str, given: Mapping[str, Any]) -> Shown:
        """Type a command and return what came of it, whatever that is."""
        actor = self.acts.actor(person)
        return self.acts.answer(person, await actor.slash(channel, typed, **given))

    async def do(
        self, person: str, channel: ChannelHandle, typed: str, given: Mapping[str, Any], *, promise: str = DONE
    ) -> Shown:
        """Type a command, whose answer has to contain `promise`."""
        shown = await self.run(person, channel, typed, given)
        if promise not in text_of(shown):
            raise ActFailed(f"{person} typed /{typed} and was told: {text_of(shown)}")
        return shown

    # Members ----------------------------------------------------------------------------------------------------

    async def thank(self, person: str, channel: ChannelHandle, whom: str, reason: str | None = None) -> Shown:
        given: dict[str, Any] = {"points_option_thank_member": self.acts.actor(whom)}
        if reason:
            given["points_option_thank_reason"] = reason
        posted = channel.last_message
        shown = await self.run(person, channel, command("points-thank-command"), options(**given))
        if channel.last_message == posted:
            raise ActFailed(f"{person} thanked {whom} and was told: {text_of(shown)}")
        return shown

    async def thank_for(self, person: str, channel: ChannelHandle, message: discord.Message) -> Shown:
        """Thank somebody from the menu on their message."""
        return self.acts.answer(person, await self.acts.menu(person, channel, "points-thank-menu", message))

    async def rank(self, person: str, channel: ChannelHandle, whom: str | None = None) -> Shown:
        given = {} if whom is None else options(points_option_member=self.acts.actor(whom))
        return await self.run(person, channel, command("points-rank-command"), given)

    async def ask_for_perk(self, person: str, channel: ChannelHandle, perk: str) -> Shown:
        """Type `/perks claim`; returns the question whether one really wants it, or why it can't be."""
        return await self.run(
            person, channel, command("perks-command", "perks-command-claim"), options(perks_option_perk=perk)
        )

    async def claim(self, person: str, channel: ChannelHandle, perk: str) -> Shown:
        return await self.acts.press(person, await self.ask_for_perk(person, channel, perk), "perks:confirm")

    # Staff and hosts --------------------------------------------------------------------------------------------

    async def fulfil(self, person: str, queue: ChannelHandle) -> Shown:
        """Press *Done* on the latest claim in the queue that waits."""
        card = next(
            (
                message
                for message in reversed(queue.history())
                if any("perks:fulfil" in str(part) for part in self.acts.components(message))
            ),
            None,
        )
        if card is None:
            raise ActFailed(f"{person} finds no claim in the queue")
        return await self.acts.press(person, card, "perks:fulfil")

    async def adjust(self, person: str, channel: ChannelHandle, whom: str, points: int, reason: str) -> Shown:
        return await self.do(
            person,
            channel,
            command("points-command", "points-command-adjust"),
            options(
                points_option_member=self.acts.actor(whom), points_option_amount=points, points_option_reason=reason
            ),
            promise=str(abs(points)),
        )

    async def add_rank(self, person: str, channel: ChannelHandle, name: str, points: int, role: RoleHandle) -> Shown:
        return await self.do(
            person,
            channel,
            command("ranks-command", "ranks-command-add"),
            options(ranks_option_name=name, ranks_option_points=points, ranks_option_role=role),
        )

    async def add_perk(self, person: str, channel: ChannelHandle, **terms: Any) -> Shown:
        """Add a perk; `terms` by the last parts of the ids of the command's options."""
        given = options(**{f"perks_option_{name}": value for name, value in terms.items()})
        return await self.do(person, channel, command("perks-command", "perks-command-add"), given)

    async def add_codes(self, person: str, channel: ChannelHandle, perk: str, codes: list[str]) -> Shown:
        file = ("codes.csv", "\n".join(["code", *codes]).encode())
        shown = await self.run(
            person,
            channel,
            command("perks-command", "perks-command-codes"),
            options(perks_option_perk=perk, perks_option_file=file),
        )
        return await self.acts.press(person, shown, "perks:add-codes")
