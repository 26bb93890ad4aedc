"""Cases as they stand on a simulated Discord, for tests of their pages."""

from types import SimpleNamespace
from typing import Any

import discord
import simcord
from simcord.results import InteractionResult

from bot.actor import Actor
from bot.i18n import Language
from bot.moderation.model import Act, Case, Evidence, Origin, Progress, Snapshot, Subject
from bot.moderation.opening import Decision
from bot.moderation.store import cases as store
from tests.guidelines.house import terms
from tests.support.cards import answer, id_of
from tests.support.community import Community


async def opened(
    community: Community, act: Act = Act.WARN, *, about: simcord.MemberActor | None = None, **decided: Any
) -> Case:
    """Have a moderator open a case; nothing of it is done yet."""
    subject = Subject(
        member_id=(about or community.bystander).id,
        channel_id=decided.pop("channel_id", None),
        message_id=decided.pop("message_id", None),
        evidence_ids=decided.pop("evidence_ids", ()),
    )
    values: dict[str, Any] = {"origin": Origin.COMMAND, "moderator_id": community.moderator.id}
    decision = Decision(guild_id=community.server.id, act=act, subject=subject, **{**values, **decided})
    return await community.app.moderation.opening.open(decision)


async def done(community: Community, act: Act = Act.WARN, **decided: Any) -> Case:
    """Open a case of which everything worked."""
    return await worked(community, await opened(community, act, **decided))


async def worked(community: Community, case: Case) -> Case:
    for part in ("removed", "told", "acted"):
        if getattr(case, part) is Progress.WAITING:
            case = await community.app.moderation.doing.note(case, part, Progress.DONE)
    return case


async def again(community: Community, case: Case) -> Case:
    async with community.app.database.read() as connection:
        found = await store.get(connection, guild_id=case.guild_id, case_id=case.id)
    assert found is not None
    return found


async def keep(community: Community, text: str, *, message_id: int = 99) -> Evidence:
    """Keep a message of the bystander's."""
    snapshot = Snapshot(
        author_id=community.bystander.id,
        channel_id=community.general.id,
        message_id=message_id,
        written_at=community.env.now(),
        text=text,
    )
    return await community.app.moderation.evidence.keep(guild_id=community.server.id, snapshot=snapshot)


async def look(community: Community, who: simcord.MemberActor, number: int = 1) -> InteractionResult:
    return await who.slash(community.general, "mod case", number=number)


async def press(who: simcord.MemberActor, result: InteractionResult, action: str) -> InteractionResult:
    """Press the button of an action on the bot's answer."""
    message = answer(result)
    return await who.click(message, custom_id=id_of(message, action))


def told(result: InteractionResult) -> str:
    """Return all that is said below a form: why it can't be taken, and what was typed."""
    return "\n".join(str(one.content) for one in (result.response, *result.followups) if one is not None)


async def rules(community: Community) -> None:
    """Publish two rules."""
    admin = Actor(id=community.admin.id, guild_id=community.server.id, manages_server=True)
    drafting = community.app.guidelines.drafting
    named = [terms("Be kind", ja="やさしく"), terms("No spam", ja="宣伝")]
    draft = await drafting.begin(named, by=admin, main=Language.EN)
    await drafting.publish(by=admin, stamp=draft.version.stamp, material=True)


def raw(message: discord.Message) -> Any:
    """Return a message as what tests read cards from: its components as Discord sends them."""
    return SimpleNamespace(
        content=message.content, embeds=message.embeds, components=[each.to_dict() for each in message.components]
    )
