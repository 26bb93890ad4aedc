"""What moderators do in the dialogue on Discord, and what members find of it, for tests."""

from typing import Any

import simcord
from simcord.results import InteractionResult

from bot.guidelines.model import Action, Penalty, Terms, Wording
from bot.i18n import Language
from bot.inbox.model import InboxSettings
from bot.moderation.model import Case, ModerationSettings
from bot.moderation.store import cases
from bot.sandbox import simulated_moderation as mod
from tests.guidelines.acting import published
from tests.support.cards import answer, id_of, shown, text_of
from tests.support.community import Community

KIND, SPAM, DANGER = 1, 2, 3
"""The rules' numbers: what they ask for is a warning, the message removed, a ban."""

RULES = (
    Terms(
        penalty=Penalty(action=Action.WARN),
        wordings={
            Language.EN: Wording(title="Be kind", text="No insults."),
            Language.JA: Wording(title="思いやりを持つ", text="人を傷つける発言はしないでください。"),
        },
    ),
    Terms(
        penalty=Penalty(action=Action.REMOVE),
        wordings={
            Language.EN: Wording(title="No advertising", text="Ask the team first."),
            Language.JA: Wording(title="宣伝はしない", text="宣伝したい場合は、先にご相談ください。"),
        },
    ),
    Terms(
        penalty=Penalty(action=Action.BAN, minutes=7 * 24 * 60),
        wordings={
            Language.EN: Wording(title="No threats", text="Never."),
            Language.JA: Wording(title="脅迫はしない", text="決して行わないでください。"),
        },
    ),
)


async def with_rules(community: Community) -> None:
    await published(community, *RULES, material=False)


async def begun(
    community: Community,
    member: simcord.MemberActor | simcord.UserHandle,
    act: str = "warn",
    *,
    by: simcord.MemberActor | None = None,
    **options: Any,
) -> InteractionResult:
    """Have a moderator type `/mod <act>`; returns the card on which it is decided."""
    named = {"ban": "user"}.get(act, "member")
    return await (by or community.moderator).slash(community.general, f"mod {act}", **{named: member} | options)


async def chose(who: simcord.MemberActor, on: InteractionResult, menu: str, value: str) -> InteractionResult:
    return await who.select(answer(on), [value], custom_id=id_of(answer(on), f"moderation:decide-{menu}"))


async def pressed(who: simcord.MemberActor, on: InteractionResult, button: str) -> InteractionResult:
    return await who.click(answer(on), custom_id=id_of(answer(on), f"moderation:decide-{button}"))


async def wrote(
    who: simcord.MemberActor, on: InteractionResult, *, reason: str = "", why: str | None = None
) -> InteractionResult:
    form = await pressed(who, on, "write")
    return await who.submit_modal(form, {"reason": reason} | ({"why": why} if why is not None else {}))


async def decided(
    community: Community,
    member: simcord.MemberActor | simcord.UserHandle,
    act: str = "warn",
    *,
    by: simcord.MemberActor | None = None,
    why: str = "It was worse than that.",
    **options: Any,
) -> InteractionResult:
    """Have a moderator go through the whole dialogue; returns the result."""
    who = by or community.moderator
    sheet = await begun(community, member, act, by=who, **options)
    if "please write why" in shown(sheet):
        sheet = await wrote(who, sheet, reason=options.get("reason", ""), why=why)
    return await pressed(who, await pressed(who, sheet, "preview"), "do")


async def case_of(community: Community, number: int = 1) -> Case:
    async with community.app.database.read() as connection:
        found = await cases.numbered(connection, guild_id=community.server.id, number=number)
    assert found is not None, f"no case {number}"
    return found


def letters_of(member: simcord.MemberActor) -> list[str]:
    """Return the direct messages somebody has from the bot, oldest first."""
    return [text_of(Raw(message)) for message in mod.direct_messages(member)]


class Raw:
    """A message as `cards.text_of` reads it."""

    def __init__(self, message: Any) -> None:
        self.content, self.embeds = message.content, message.embeds
        self.components: list[Any] = [component.to_dict() for component in message.components]


async def settings(community: Community, **values: Any) -> None:
    await community.set(ModerationSettings, **values)


async def mention_channel(community: Community, channel: simcord.ChannelHandle) -> None:
    await community.set(InboxSettings, channel_id=channel.id)
