"""A raid on the simulated Discord, what it leaves there, and what moderators press about it, for tests."""

from datetime import timedelta
from typing import Any

import simcord
from simcord.results import InteractionResult
from sqlalchemy import select

from bot.moderation.model import Act, Case, Origin
from bot.moderation.store.cases import COLUMNS, case_of
from bot.moderation.tables import moderation_case
from bot.onboarding.model import OnboardingSettings
from bot.raids.model import RaidSettings, Reaction, Whole
from bot.sandbox import simulated
from bot.sandbox import simulated_moderation as mod
from tests.support.cards import answer, id_of, text_of, walk
from tests.support.community import Community

FRESH = timedelta(hours=2)
OLD = timedelta(days=900)
GUESTS = ("yuki.tanaka", "coffee_brew", "jonas1987", "amelia", "kettlecat")


async def raid(community: Community, count: int = 30, *, within: timedelta = timedelta(minutes=1)) -> list[Any]:
    """Let raiders join who are easily recognised, and let the bot see to it."""
    joined = await mod.join_many(community.server, count, name="free nitro {}".format, account_age=FRESH, within=within)
    await settled(community)
    return joined


async def settled(community: Community, **later: float) -> None:
    """Let the bot do what it has planned: the cards, the welcome, cases one after the other."""
    await community.later(**later or {"seconds": 15})
    await community.later(seconds=15)


async def guests(community: Community, names: tuple[str, ...] = GUESTS) -> list[simcord.MemberActor]:
    """Let people join who differ, with accounts of years."""
    found = []
    for number, name in enumerate(names):
        user = simulated.create_user(
            community.env, name, made_at=community.env.now() - OLD - timedelta(days=40 * number), avatar="a" * 32
        )
        found.append(await simulated.join(community.server, user))
    return found


async def only_alert(community: Community) -> None:
    await community.set(RaidSettings, reaction=Reaction.ALERT)


async def welcoming(community: Community) -> simcord.ChannelHandle:
    """Set a channel for welcomes; who was there before the test is no newcomer."""
    await community.set(OnboardingSettings, welcome_channel_id=community.general.id)
    return community.general


def welcomed(community: Community, members: list[Any]) -> list[int]:
    """Return who of these was mentioned in the channel for welcomes."""
    said = " ".join(message.content for message in community.general.history())
    return [member.id for member in members if f"<@{member.id}>" in said]


def cards(community: Community) -> list[Any]:
    """Return the cards of raids in the moderators' queue, to read and press."""
    found = [message for message in community.queue.history() if _has(message, "raid")]
    return found


def card(community: Community) -> Any:
    [found] = cards(community)
    return found


def words(message: Any) -> str:
    return text_of(raw(message))


def raw(message: Any) -> Any:
    return Raw(message)


def _has(message: Any, word: str) -> bool:
    ids = [str(one.get("custom_id", "")) for one in walk(raw(message).components)]
    text = words(message)
    return any(one.startswith("raids:") for one in ids) or text.startswith(("🚨", "👋"))


class Raw:
    """A message as `cards.text_of` reads it."""

    def __init__(self, message: Any) -> None:
        self.content, self.embeds = message.content, message.embeds
        self.components: list[Any] = [one.to_dict() for one in message.components]


async def press(community: Community, action: str, *, by: Any = None, on: Any = None) -> InteractionResult:
    """Press a button of the card."""
    message = on or card(community)
    custom_id = id_of(message if not hasattr(message, "to_reference") else raw(message), f"raids:{action}")
    return await (by or community.moderator).click(message, custom_id=custom_id)


async def keep_out(community: Community, what: str, *, by: Any = None) -> InteractionResult:
    """Go through the three screens in which suspects are timed out (`timeout`) or banned (`ban`)."""
    person = by or community.moderator
    listed = answer(await press(community, "suspects", by=person))
    asked = answer(await person.click(listed, custom_id=id_of(listed, "raids:keep-out", ending=what)))
    return await person.click(asked, custom_id=id_of(asked, "raids:keep-out-yes"))


async def whole(community: Community, raid_id: int | None = None) -> Whole:
    return await community.app.raids.acting.whole(guild_id=community.server.id, raid_id=raid_id)


async def cases(community: Community, *acts: Act) -> list[Case]:
    async with community.app.database.read() as connection:
        rows = await connection.execute(
            select(*COLUMNS).where(moderation_case.c.origin == Origin.RAID).order_by(moderation_case.c.id)
        )
        found = [case_of(row) for row in rows]
    return [one for one in found if not acts or one.act in acts]


def timed_out(members: list[Any]) -> int:
    return sum(mod.timed_out_until(one) is not None for one in members if mod.is_member(one))
