"""A small server with a question forum, furnished as its admin would: by the bot's own commands."""

import json
from dataclasses import dataclass

from tests.wire.server import Wire
from tests.wire.things import FORUM, Channel, Guild, Member, Message, Thread, Upload

MANAGE_GUILD = 1 << 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    guild: Guild
    general: Channel
    forum: Channel
    admin: Member
    anna: Member
    ben: Member


def add_community(wire: Wire) -> Community:
    guild = wire.world.add_guild()
    admins = wire.world.add_role(guild, "Admins", permissions=MANAGE_GUILD)
    return Community(
        guild=guild,
        general=wire.world.add_channel(guild, "general"),
        forum=wire.world.add_channel(guild, "questions", type=FORUM, tags=["Grinder", "Machine"]),
        admin=wire.world.add_member(guild, "Mika", roles=[admins]),
        anna=wire.world.add_member(guild, "Anna"),
        ben=wire.world.add_member(guild, "Ben", locale="ja"),
    )


async def choose_forum(wire: Wire, community: Community) -> None:
    """Tell the bot where questions are asked, with a settings file."""
    wanted = {"engawa": 1, "settings": {"questions": {"forum_channel_id": str(community.forum.id)}}}
    file = Upload(filename="settings.json", content=json.dumps(wanted).encode())
    offered = wire.people.slash(community.admin, community.general, "settings import", file=file)
    pressed = wire.people.press(community.admin, await offered.reply(), "settings:import")
    await pressed.updated()


async def ask(wire: Wire, member: Member, channel: Channel, title: str, **fields: object) -> Thread:
    """Ask with /ask and its form, and return the question's post once the asker was told about it."""
    opened = wire.people.slash(member, channel, "ask", title=title)
    submitted = await wire.people.submit_modal(opened, **fields)
    said = await submitted.reply()
    posts = [thread for thread in member.guild.threads.values() if thread.name == title]
    assert posts, f"there is no post; the asker was told: {said.text}"
    return posts[0]


async def card_in(wire: Wire, thread: Thread) -> Message:
    """Wait until the bot shows in a post how the question stands: the message with its buttons."""

    def found() -> Message | None:
        return next((message for message in thread.messages.values() if is_card(message)), None)

    return await wire.changes.until(found, f"the card in “{thread.name}”")


def cards_in(thread: Thread) -> list[Message]:
    return [message for message in thread.messages.values() if is_card(message)]


def is_card(message: Message) -> bool:
    return any(str(item.get("custom_id", "")).startswith("questions:") for item in message.components)
