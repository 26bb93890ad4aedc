"""What newcomers do and see, for the tests of first steps, introductions, greeters and reminders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import discord
import simcord
from simcord.results import InteractionResult
from sqlalchemy import insert, select, update

from bot.onboarding.model import OnboardingSettings
from bot.onboarding.tables import onboarding_arrival, onboarding_fact, onboarding_greeting, onboarding_introduction
from bot.points.model import Kind
from bot.points.store import derived
from bot.points.tables import point_ledger
from bot.sandbox import simulated
from tests.support.cards import answer, buttons, text_of
from tests.support.community import Community

ABOUT = "I bake bread and have two kettles."
ABOUT_JA = "パンを焼くのが好きです。ケトルを2つ持っています。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    welcome: simcord.ChannelHandle
    introductions: simcord.ChannelHandle
    greeters: simcord.ChannelHandle
    greeter_role: simcord.RoleHandle


async def furnish(community: Community, **settings: Any) -> Places:
    """Give the server what onboarding needs, and set it."""
    server = community.server
    places = Places(
        welcome=server.create_text_channel("welcome"),
        introductions=server.create_text_channel("introductions"),
        greeters=server.create_text_channel("greeters"),
        greeter_role=server.create_role("Greeters"),
    )
    await community.env.settle()
    values = {
        "welcome_channel_id": places.welcome.id,
        "introductions_channel_id": places.introductions.id,
        "greeter_role_id": places.greeter_role.id,
        "greeter_channel_id": places.greeters.id,
    }
    await community.set(OnboardingSettings, **(values | settings))
    return places


async def newcomer(
    community: Community, name: str = "newcomer", *, language: str = "en-US", **values: Any
) -> simcord.MemberActor:
    """Have somebody join and be through Discord's screening; `values` of their arrival can be given."""
    actor = community.server.add_member(community.env.create_user(name))
    simulated.set_locale(community.env, actor, language)
    await community.env.settle()
    await arrive(community, actor, **values)
    return actor


async def arrive(community: Community, who: simcord.MemberActor, **values: Any) -> int:
    """Make sure that somebody's arrival is kept, whoever keeps them otherwise; returns its id."""
    now = community.env.now()
    mine = (onboarding_arrival.c.guild_id == community.server.id, onboarding_arrival.c.member_id == who.id)
    async with community.app.database.write() as connection:
        found = await connection.scalar(
            select(onboarding_arrival.c.id).where(*mine).order_by(onboarding_arrival.c.id.desc())
        )
        row: dict[str, Any] = {"arrived_at": now, "to_welcome": False, "rejoined": False} | values
        if found is not None and "joined_at" not in values:
            await connection.execute(update(onboarding_arrival).where(onboarding_arrival.c.id == found).values(**row))
            return int(found)
        kept = {"guild_id": community.server.id, "member_id": who.id, "joined_at": now, "nudges_off": False} | row
        made = await connection.execute(insert(onboarding_arrival).values(**kept).returning(onboarding_arrival.c.id))
        return int(made.scalar_one())


async def facts_of(community: Community, who: simcord.MemberActor) -> set[str]:
    """Return the names of what is noted of somebody's arrivals."""
    async with community.app.database.read() as connection:
        rows = await connection.scalars(
            select(onboarding_fact.c.name)
            .join(onboarding_arrival, onboarding_arrival.c.id == onboarding_fact.c.arrival_id)
            .where(onboarding_arrival.c.member_id == who.id)
        )
        return set(rows)


async def note(community: Community, who: simcord.MemberActor, name: str) -> None:
    """Note a fact of somebody's arrival, as the recorder of activity does."""
    async with community.app.database.write() as connection:
        arrival_id = await connection.scalar(
            select(onboarding_arrival.c.id).where(onboarding_arrival.c.member_id == who.id)
        )
        await connection.execute(
            insert(onboarding_fact).values(
                arrival_id=arrival_id, name=name, guild_id=community.server.id, happened_at=community.env.now()
            )
        )


async def points_of(community: Community, who: simcord.MemberActor) -> int:
    async with community.app.database.read() as connection:
        found = await derived.standing(connection, guild_id=community.server.id, member_id=who.id)
    return found.points if found else 0


async def step_points(community: Community, who: simcord.MemberActor) -> int:
    """Return how often somebody got points for a first step."""
    async with community.app.database.read() as connection:
        rows = await connection.scalars(
            select(point_ledger.c.id).where(
                point_ledger.c.member_id == who.id, point_ledger.c.kind == Kind.FIRST_STEP.value
            )
        )
        return len(list(rows))


async def started(community: Community, who: simcord.MemberActor) -> InteractionResult:
    return await who.slash(community.general, "start")


async def form_of(community: Community, who: simcord.MemberActor) -> InteractionResult:
    """Press *Introduce yourself* in /start; returns the form."""
    return await who.click(answer(await started(community, who)), custom_id="onboarding:introduce")


async def introduced(
    community: Community, who: simcord.MemberActor, *, about: str = ABOUT, hope: str = "", called: str = ""
) -> InteractionResult:
    """Introduce somebody, or change what they said."""
    cards = cards_of(await introductions_channel(community), who)
    if cards:
        form = await who.click(cards[0], custom_id=f"onboarding:introduce-edit:{who.id}")
    else:
        form = await who.slash(community.general, "introduce")
    return await submitted(who, form, about=about, hope=hope, called=called)


async def submitted(
    who: simcord.MemberActor, form: InteractionResult, *, about: str = ABOUT, hope: str = "", called: str = ""
) -> InteractionResult:
    values = {"about": about} | ({"hope": hope} if hope else {}) | ({"called": called} if called else {})
    return await who.submit_modal(form, values)


async def introductions_channel(community: Community) -> simcord.ChannelHandle:
    settings = await community.app.settings.get(community.server.id, OnboardingSettings)
    return next(one for one in community.server.channels.values() if one.id == settings.introductions_channel_id)


def cards_of(channel: simcord.ChannelHandle, who: simcord.MemberActor) -> list[discord.Message]:
    """Return the cards with which somebody is introduced."""
    return [message for message in channel.history() if f"onboarding:introduce-edit:{who.id}" in ids_on(message)]


async def rows_of(community: Community, who: simcord.MemberActor, *, table: Any = onboarding_introduction) -> list[Any]:
    async with community.app.database.read() as connection:
        return list(await connection.execute(select(table).where(table.c.member_id == who.id)))


async def greetings_of(community: Community, who: simcord.MemberActor) -> list[Any]:
    return await rows_of(community, who, table=onboarding_greeting)


def heard(result: InteractionResult) -> str:
    """Return all that somebody was answered, not only the last of it."""
    answers = [*([result.response] if result.response else []), *result.followups]
    return "\n".join(text_of(one) for one in answers)


def said_in(message: discord.Message) -> str:
    """Return everything that can be read in a public message."""
    return text_of(_Raw(message))


def ids_on(message: discord.Message) -> Sequence[str]:
    """Return the custom ids of a public message's buttons."""
    return list(buttons(_Raw(message)))


class _Raw:
    """A public message as `tests.support.cards` reads it."""

    def __init__(self, message: discord.Message) -> None:
        self.content, self.embeds = message.content, message.embeds
        self.components: Sequence[Any] = [part.to_dict() for part in message.components]


async def by_day(community: Community, *, days: float) -> None:
    """Let days pass, then do what is due."""
    await community.later(seconds=timedelta(days=days).total_seconds())
