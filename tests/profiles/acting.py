"""What people do with profiles, in their own words."""

from collections.abc import Sequence
from typing import Any

import discord
import simcord
from simcord.results import InteractionResult

from bot.profiles.model import ProfileSettings
from tests.support.cards import answer, walk
from tests.support.community import Community

HELLO = {"called": "Aki", "about": "I roast beans.", "place": "Kyoto"}


async def filled_in(community: Community, who: simcord.MemberActor, **values: str) -> InteractionResult:
    """Fill in a profile by its form: fields that aren't given are left as the form shows them."""
    form = await who.slash(community.general, "profile edit")
    return await who.submit_modal(form, {**inputs(form), **values})


def inputs(form: InteractionResult) -> dict[str, str]:
    """Return what stands in a form's inputs when it is opened."""
    assert form.modal is not None, f"no form was opened: {form!r}"
    texts = [component["component"] for component in form.modal["components"] if component.get("component")]
    return {text["custom_id"]: text.get("value") or "" for text in texts}


async def shown_to(who: simcord.MemberActor, card: InteractionResult, field: str, whom: str) -> InteractionResult:
    return await who.select(answer(card), [whom], custom_id=f"profiles:visible:{field}")


async def interests(community: Community, *names: str, **permissions: bool) -> list[simcord.RoleHandle]:
    """Make roles, and let members choose them as interests."""
    made = [community.server.create_role(name, permissions=discord.Permissions(**permissions)) for name in names]
    await community.env.settle()
    await community.set(ProfileSettings, interest_role_ids=[role.id for role in made])
    return made


async def chose(
    who: simcord.MemberActor, card: InteractionResult, roles: Sequence[simcord.RoleHandle]
) -> InteractionResult:
    return await who.select(answer(card), [str(role.id) for role in roles], custom_id="profiles:interest")


def menu(card: Any) -> dict[str, bool]:
    """Return the options of the card's menu by label, and which are marked."""
    (found,) = [component for component in walk(answer(card).components) if component.get("type") == 3]
    return {option["label"]: bool(option.get("default")) for option in found["options"]}


def held(community: Community, who: simcord.MemberActor) -> set[int]:
    return set(community.env.backend.get_guild(community.server.id).members[who.id].role_ids)


async def noted(community: Community, who: simcord.MemberActor) -> set[int]:
    """Return the interests in the rows."""
    found = await community.app.profiles.interests.of(guild_id=community.server.id, member_id=who.id)
    return set(found.role_ids)


async def has_chosen(community: Community, who: simcord.MemberActor) -> bool:
    async with community.app.database.read() as connection:
        return who.id in await community.app.profiles.interested(connection, community.server.id, [who.id])
