"""Profiles at their edges: presses that were altered, a database that can't be written, servers that are forgotten."""

from typing import Any

import pytest
from simcord import MemberActor
from simcord.results import InteractionResult

from bot.actor import Actor
from bot.app import App
from bot.db import StorageFull
from bot.i18n import Language
from bot.profiles.model import Field, ProfileSettings
from tests.profiles.acting import chose, filled_in, has_chosen, held, interests, noted
from tests.support.cards import answer, shown, walk
from tests.support.community import Community, private_text

HERE, ELSEWHERE = 500, 501
COFFEE, TEA = 31, 32


# Presses that were altered ----------------------------------------------------------------------------------------


def altered(community: Community, card: InteractionResult, menu_id: str, /, **changes: Any) -> None:
    """Change a menu on a card, as a client that lies can."""
    stored = community.env.backend.get_message(community.general.id, answer(card).id)
    menu: Any = next(part for part in walk(stored.components) if part.get("custom_id") == menu_id)
    menu.update(changes)


async def kept_by(community: Community, who: MemberActor) -> dict[Field, str]:
    owner = Actor(id=who.id, guild_id=community.server.id)
    profile = await community.app.profiles.telling.profile(of_id=who.id, viewer=owner)
    return {entry.field: entry.visibility.value for entry in profile.told}


@pytest.mark.parametrize("forged", ["profiles:visible:password", "profiles:visible:", "profiles:visible:a:b"])
async def test_a_menu_for_a_field_there_is_not_is_outdated(community: Community, forged: str) -> None:
    card = await filled_in(community, community.asker, place="Kyoto")
    altered(community, card, "profiles:visible:place", custom_id=forged)

    refused = await community.asker.select(answer(card), ["everyone"], custom_id=forged)

    assert "no longer in use" in private_text(refused)
    assert await kept_by(community, community.asker) == {Field.PLACE: "nobody"}


async def test_a_visibility_there_is_not_is_outdated(community: Community) -> None:
    card = await filled_in(community, community.asker, place="Kyoto")
    options = [{"label": "The world", "value": "world"}]
    altered(community, card, "profiles:visible:place", options=options)

    refused = await community.asker.select(answer(card), ["world"], custom_id="profiles:visible:place")

    assert "no longer in use" in private_text(refused)
    assert await kept_by(community, community.asker) == {Field.PLACE: "nobody"}


async def test_only_interests_can_be_chosen_whatever_the_menu_is_made_to_say(community: Community) -> None:
    (coffee,) = await interests(community, "Coffee")
    card = await community.asker.slash(community.general, "profile interests")
    admins = community.roles["admins"]
    options = [{"label": "All of it", "value": str(admins.id)}, {"label": "Odd", "value": "²"}]
    altered(community, card, "profiles:interest", options=options, max_values=2)

    await community.asker.select(answer(card), [str(admins.id), "²"], custom_id="profiles:interest")

    assert "no longer offered" in shown(card)
    assert held(community, community.asker) == set() and not await has_chosen(community, community.asker)
    await chose(community.asker, card, [coffee])
    assert held(community, community.asker) == {coffee.id}


# A database that can't be written ---------------------------------------------------------------------------------


async def test_a_command_is_answered_though_interests_can_not_be_followed(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    (coffee,) = await interests(community, "Coffee")
    community.env.backend.get_guild(community.server.id).members[community.asker.id].role_ids.append(coffee.id)

    async def full(*_: object, **__: object) -> None:
        raise StorageFull

    with monkeypatch.context() as patched:
        patched.setattr(community.app.profiles.interests, "seen", full)
        assert "Your profile" in shown(await community.asker.slash(community.general, "profile show"))

    await community.asker.slash(community.general, "profile show")
    assert await noted(community, community.asker) == {coffee.id}


# In memory and in rows --------------------------------------------------------------------------------------------


async def test_an_interest_that_is_offered_no_longer_is_neither_given_nor_taken(community: Community) -> None:
    coffee, tea = await interests(community, "Coffee", "Tea")
    card = await community.asker.slash(community.general, "profile interests")
    await chose(community.asker, card, [coffee, tea])
    await community.set(ProfileSettings, interest_role_ids=[tea.id])

    await chose(community.asker, card, [])

    assert held(community, community.asker) == {coffee.id}
    assert await has_chosen(community, community.asker)


async def test_forgetting_a_server_leaves_the_others(app: App) -> None:
    for guild_id in (HERE, ELSEWHERE):
        somebody = Actor(id=1, guild_id=guild_id)
        await app.settings.change(guild_id, ProfileSettings, {"interest_role_ids": [COFFEE]}, by=None)
        await app.profiles.telling.tell({Field.ABOUT: "Hello"}, by=somebody)
        await app.profiles.preferring.choose_language(Language.JA, by=somebody)
        await app.profiles.interests.chose({COFFEE}, by=somebody, interaction_id=1)

    await app.privacy.servers.forget(HERE)

    assert set(app.profiles.languages) == {(ELSEWHERE, 1)}
    async with app.database.read() as connection:
        assert await app.profiles.interested(connection, HERE, [1]) == {}
        assert set(await app.profiles.interested(connection, ELSEWHERE, [1])) == {1}
    there = Actor(id=1, guild_id=ELSEWHERE)
    assert (await app.profiles.telling.profile(of_id=1, viewer=there)).value(Field.ABOUT) == "Hello"


async def test_two_people_on_one_server_do_not_mix(app: App) -> None:
    await app.settings.change(HERE, ProfileSettings, {"interest_role_ids": [COFFEE, TEA]}, by=None)
    aki, ben = Actor(id=1, guild_id=HERE), Actor(id=2, guild_id=HERE)
    await app.profiles.interests.chose({COFFEE}, by=aki, interaction_id=1)
    await app.profiles.interests.chose({TEA}, by=ben, interaction_id=1)
    await app.profiles.preferring.choose_quiet_hours(60, 120, by=aki)

    assert (await app.profiles.interests.of(guild_id=HERE, member_id=1)).role_ids == {COFFEE}
    assert (await app.profiles.interests.of(guild_id=HERE, member_id=2)).role_ids == {TEA}
    assert not (await app.profiles.preferring.of(guild_id=HERE, member_id=2)).has_quiet_hours
