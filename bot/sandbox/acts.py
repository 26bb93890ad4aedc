"""What people do with the bot: its commands, buttons, menus and forms, found as a person finds them, and used.

Nothing here knows the bot's tables; each act looks at what Discord shows. An act that the bot refuses, or leaves
without an answer, raises `ActFailed` with what the person was told.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.components import walk_components
from simcord.enums import AppCommandType
from simcord.results import InteractionResult, ResponseMessage

from bot.i18n import Language, say
from bot.sandbox import simulated
from bot.sandbox.house import House

Shown = discord.Message | ResponseMessage


class ActFailed(Exception):
    """What a person did had not the outcome it should have."""


class Acts:
    """The people's hands."""

    def __init__(self, house: House) -> None:
        self.house = house

    def actor(self, person: str) -> MemberActor:
        return self.house.world.members[person]

    # Asking -----------------------------------------------------------------------------------------------------

    async def ask(
        self,
        person: str,
        title: str,
        body: str,
        *,
        tags: Sequence[str] = (),
        anonymous: bool = False,
        room: str = "veranda-en",
    ) -> tuple[ChannelHandle, Shown]:
        """Ask with `/ask`. Returns the post, and what the asker privately sees after it."""
        world = self.house.world
        before = {thread.id for thread in world.forum.threads}
        form = await self.actor(person).slash(
            world.rooms[room], "ask", **{say(Language.EN, "questions-ask-command.title"): title}
        )
        values = {"title": title, "details": body, "anonymous": anonymous, "topics": self._topics(tags)}
        answer = await self.submit(person, form, values)
        made = [thread for thread in world.forum.threads if thread.id not in before]
        if len(made) != 1:
            raise ActFailed(f"{person} asked “{title}” and {len(made)} posts came of it: {text_of(answer)}")
        return made[0], answer

    def _topics(self, tags: Sequence[str]) -> list[str]:
        known = {tag["name"]: str(tag["id"]) for tag in self.house.world.forum._channel.available_tags}
        return [known[tag] for tag in tags]

    async def choose_similar(self, person: str, asked: Shown, question_id: int) -> Shown:
        """Say *This solved it* to one of the solved questions shown after asking."""
        return await self.choose(person, asked, "questions:deflect", [str(question_id)])

    async def convert(
        self, person: str, room: str, message: discord.Message, *, title: str, tags: Sequence[str] = ()
    ) -> ChannelHandle:
        """Turn a message into a question from its menu, with a title of one's own and topics."""
        world = self.house.world
        before = {thread.id for thread in world.forum.threads}
        shown = await self.menu(person, world.rooms[room], "questions-convert-command.name", message)
        form = await self.press_raw(person, self.answer(person, shown), "questions:convert")
        answer = await self.submit(person, form, {"title": title, "topics": self._topics(tags)})
        made = [thread for thread in world.forum.threads if thread.id not in before]
        if len(made) != 1:
            raise ActFailed(f"{person} turned a message into a question: {text_of(answer)}")
        return made[0]

    # Helping and solving ----------------------------------------------------------------------------------------

    async def claim(self, person: str, post: ChannelHandle) -> Shown:
        return await self.press(person, self.card(post), "questions:claim")

    async def accept_from_menu(self, person: str, post: ChannelHandle, answer: discord.Message) -> Shown:
        result = await self.menu(person, post, "questions-menu-accept", answer)
        return self.answer(person, result)

    async def accept_offered(self, person: str, post: ChannelHandle) -> Shown:
        """Press the button under the first answer."""
        return await self.press(person, self.message_with(post, "questions:accept"), "questions:accept")

    async def accept_from_card(self, person: str, post: ChannelHandle, answer: discord.Message) -> Shown:
        asked = await self.press(person, self.card(post), "questions:solve")
        return await self.choose(person, asked, "questions:answer", [str(answer.id)])

    async def accept_by_command(self, person: str, post: ChannelHandle, answer: discord.Message) -> Shown:
        asked = self.answer(person, await self.actor(person).slash(post, "solved"))
        return await self.choose(person, asked, "questions:answer", [str(answer.id)])

    async def move(self, person: str, post: ChannelHandle, answer: discord.Message) -> Shown:
        asked = await self.accept_from_menu(person, post, answer)
        return await self.press(person, asked, "questions:move")

    async def thank(self, person: str, accepted: Shown, helpers: Sequence[str]) -> Shown:
        """Thank others, in the message one sees after accepting."""
        ids = [str(self.actor(helper).id) for helper in helpers]
        return await self.choose(person, accepted, "questions:thank", ids)

    async def upvote(self, person: str, message: discord.Message, emoji: str = "👍") -> None:
        await self.actor(person).set_reaction(message, emoji, reacted=True)

    # Closing ----------------------------------------------------------------------------------------------------

    async def withdraw(self, person: str, post: ChannelHandle, reason: str) -> Shown:
        return self.answer(
            person, await self.actor(person).slash(post, "questions close", **{option("reason"): reason})
        )

    async def close_with_reason(self, person: str, post: ChannelHandle, reason: str) -> Shown:
        """Close somebody's question from its card, as staff."""
        asked = await self.press(person, self.card(post), "questions:close")
        form = await self.press_raw(person, asked, "questions:reason")
        return await self.submit(person, form, {"reason": reason})

    async def reopen(self, person: str, post: ChannelHandle) -> Shown:
        return await self.press(person, self.card(post), "questions:reopen")

    async def duplicate(self, person: str, post: ChannelHandle, of: ChannelHandle) -> Shown:
        """Close it as asked before, choosing the other question from what the option completes to."""
        actor, title = self.actor(person), of.name or ""
        choices = await actor.autocomplete(post, "questions duplicate", option("question"), title[:30])
        chosen = next((choice["value"] for choice in choices if choice["name"].rstrip("…") in title), None)
        if chosen is None:
            raise ActFailed(f"{person} looked for “{title}” and was offered {[one['name'] for one in choices]}")
        return self.answer(person, await actor.slash(post, "questions duplicate", **{option("question"): chosen}))

    async def make_faq(self, person: str, post: ChannelHandle, name: str) -> Shown:
        return self.answer(person, await self.actor(person).slash(post, "faq add", **{option("faq-name"): name}))

    async def become_expert(self, person: str, tag: str, *, room: str = "veranda-en") -> Shown:
        actor, channel = self.actor(person), self.house.world.rooms[room]
        choices = await actor.autocomplete(channel, "expert join", option("tag"), tag[:3])
        chosen = next((choice["value"] for choice in choices if tag in choice["name"]), tag)
        return self.answer(person, await actor.slash(channel, "expert join", **{option("tag"): chosen}))

    # Running the house ------------------------------------------------------------------------------------------

    async def set_up(
        self, person: str, room: str, wanted: Mapping[str, ChannelHandle | Any], *, part: int = 0
    ) -> Shown:
        """Run one part of `/setup` and have each need met with a channel or role that is there."""
        card = self.answer(person, await self.actor(person).slash(self.house.world.rooms[room], "setup"))
        if part:
            card = await self.press(person, card, f"setup:part:{part}")
        for need, handle in wanted.items():
            form = await self.press_raw(person, card, f"setup:change:{need}")
            card = await self.submit(person, form, {"way": "use", "pick": [handle]})
        return await self.press(person, card, "setup:apply")

    async def change_setting(self, person: str, room: str, section: str, key: str, value: object) -> Shown:
        """Change one setting on the panel of `/settings`, turning pages until it is found."""
        panel = self.answer(person, await self.actor(person).slash(self.house.world.rooms[room], "settings open"))
        panel = await self.choose(person, panel, "settings:section", [section])
        page, wanted = 1, f"settings:edit:{section}:{key}"
        while custom_id_of(self.components(panel), wanted) is None:
            page += 1
            panel = await self.press(person, panel, f"settings:page:{page}")
        form = await self.press_raw(person, panel, wanted)
        return await self.submit(person, form, {"value": value})

    # Pieces -----------------------------------------------------------------------------------------------------

    async def menu(
        self, person: str, channel: ChannelHandle, label_id: str, message: discord.Message
    ) -> InteractionResult:
        """Choose an entry of a message's menu, by the id of its name."""
        actor, name = self.actor(person), say(Language.EN, label_id)
        here = self.house.env.backend.visible_commands(
            user_id=actor.id, channel_id=channel.id, type=AppCommandType.MESSAGE
        )
        if name not in {command["name"] for command in here}:
            raise ActFailed(f"{person} finds no “{name}” in the menu, only {[command['name'] for command in here]}")
        return await actor.context_menu(channel, name, message)

    async def press(self, person: str, message: Shown, action: str) -> Shown:
        return self.answer(person, await self.press_raw(person, message, action))

    async def press_raw(self, person: str, message: Shown, action: str) -> InteractionResult:
        """Press the one button whose custom id begins with `action`."""
        return await self.actor(person).click(message, custom_id=self._custom_id(message, action))

    async def choose(self, person: str, message: Shown, action: str, values: Sequence[Any]) -> Shown:
        custom_id = self._custom_id(message, action)
        return self.answer(person, await self.actor(person).select(message, values, custom_id=custom_id))

    async def submit(self, person: str, form: InteractionResult, values: dict[str, Any]) -> Shown:
        if form.modal is None:
            raise ActFailed(f"{person} expected a form and saw: {text_of(self.answer(person, form))}")
        return self.answer(person, await self.actor(person).submit_modal(form, self._filled(form, values)))

    def _filled(self, form: InteractionResult, values: dict[str, Any]) -> dict[str, Any]:
        """Leave out what the form does not ask for."""
        modal: dict[str, Any] = form.modal or {}
        asked = {component.get("custom_id") for component in walk_components(modal.get("components", []))}
        return {name: value for name, value in values.items() if name in asked}

    def answer(self, person: str, result: InteractionResult) -> Shown:
        """Return what the person was answered."""
        if not result.acknowledged:
            raise ActFailed(f"{person} got no answer")
        answer = simulated.answer_to(result)
        if answer is None:
            raise ActFailed(f"{person} was answered with nothing to read")
        return answer

    def told(self, person: str, result: InteractionResult) -> str:
        """Return all the person was told, where an answer has several parts."""
        self.answer(person, result)
        parts = [*([result.response] if result.response else []), *result.followups]
        return "\n".join(text_of(part) for part in parts)

    def card(self, post: ChannelHandle) -> discord.Message:
        """Return the question's card: the bot's first message in the post with one of the card's buttons."""
        return self.message_with(post, "questions:similar")

    def message_with(self, post: ChannelHandle, action: str) -> discord.Message:
        for message in post.history():
            if custom_id_of(self.components(message), action) is not None:
                return message
        raise ActFailed(f"no message in “{post.name}” has {action}")

    def _custom_id(self, message: Shown, action: str) -> str:
        found = custom_id_of(self.components(message), action)
        if found is None:
            raise ActFailed(f"nothing there is {action}: {text_of(message)}")
        return found

    def components(self, message: Shown) -> list[dict[str, Any]]:
        channel_id = message.channel_id if isinstance(message, ResponseMessage) else message.channel.id
        return list(self.house.env.backend.get_message(channel_id, message.id).components)


def option(name: str) -> str:
    """Return what an option of a command is called."""
    return say(Language.EN, f"questions-option-{name}.name")


def custom_id_of(components: list[dict[str, Any]], action: str) -> str | None:
    """Return the first custom id that is `action` or begins with it and a colon."""
    for component in walk_components(components):
        custom_id = str(component.get("custom_id") or "")
        if custom_id == action or custom_id.startswith(f"{action}:"):
            return custom_id
    return None


def text_of(message: Shown) -> str:
    """Return all a reader sees in a message: words, embeds, texts of layouts."""
    parts = [message.content or ""]
    for embed in message.embeds:
        parts += [embed.title or "", embed.description or ""]
        parts += [f"{field.name}: {field.value}" for field in embed.fields]
    components: list[Any] = list(message.components)
    raw = [component if isinstance(component, dict) else component.to_dict() for component in components]
    parts += [str(component["content"]) for component in walk_components(raw) if component.get("content")]
    return "\n".join(part for part in parts if part)
