"""Interests: roles members choose for themselves, as far as Discord lets the bot give them."""

from datetime import timedelta

import discord
import pytest
from simcord.results import InteractionResult

from bot.i18n import Language
from bot.profiles.model import ProfileSettings
from bot.sandbox import simulated
from bot.setup.needs import GIVEN_ROLES
from tests.profiles.acting import chose, has_chosen, held, interests, menu, noted
from tests.support.cards import answer, buttons, shown
from tests.support.community import Community, private_text


async def opened(community: Community, *, japanese: bool = False) -> InteractionResult:
    who = community.asker_ja if japanese else community.asker
    return await who.slash(community.general, "profile interests")


# Choosing ---------------------------------------------------------------------------------------------------------


async def test_choosing_gives_the_roles_at_once_and_is_noted(community: Community) -> None:
    coffee, _tea, cups = await interests(community, "Coffee", "Tea", "Cups")
    card = await opened(community)
    assert card.ephemeral and menu(card) == {"Coffee": False, "Tea": False, "Cups": False}

    await chose(community.asker, card, [coffee, cups])

    assert held(community, community.asker) == await noted(community, community.asker) == {coffee.id, cups.id}
    assert await has_chosen(community, community.asker)
    assert "✅" in shown(card) and menu(card) == {"Coffee": True, "Tea": False, "Cups": True}


async def test_what_one_has_is_marked_and_what_is_unmarked_is_taken(community: Community) -> None:
    coffee, tea = await interests(community, "Coffee", "Tea")
    await chose(community.asker, await opened(community), [coffee, tea])

    card = await opened(community)
    assert menu(card) == {"Coffee": True, "Tea": True}
    await chose(community.asker, card, [tea])

    assert held(community, community.asker) == await noted(community, community.asker) == {tea.id}


async def test_other_roles_are_never_touched(community: Community) -> None:
    (coffee,) = await interests(community, "Coffee")
    card = await community.staff.slash(community.general, "profile interests")

    await chose(community.staff, card, [coffee])
    await chose(community.staff, card, [])

    assert held(community, community.staff) == {community.roles["staff"].id}


async def test_choosing_none_is_fine_and_counts(community: Community) -> None:
    await interests(community, "Coffee")

    card = await opened(community, japanese=True)
    await community.asker_ja.click(answer(card), custom_id="profiles:no-interest")

    assert "いつでも変えられます" in shown(card)
    assert held(community, community.asker_ja) == set() and await has_chosen(community, community.asker_ja)


async def test_the_door_leads_to_the_same_for_whoever_presses_it(community: Community) -> None:
    (coffee,) = await interests(community, "Coffee")
    door = community.bot.doors["interests"](Language.JA)
    assert (door.label, door.custom_id) == ("興味のあることを選ぶ", "profiles:interests")

    view = discord.ui.View(timeout=None)
    view.add_item(door)
    channel = community.bot.get_channel(community.general.id)
    assert isinstance(channel, discord.TextChannel)
    message = await channel.send("Welcome!", view=view)
    card = await community.helper.click(message, custom_id="profiles:interests")
    await chose(community.helper, card, [coffee])

    assert card.ephemeral is not False and held(community, community.helper) == {coffee.id}


async def test_a_menu_shown_before_a_restart_still_works(community: Community) -> None:
    _coffee, tea = await interests(community, "Coffee", "Tea")
    card = await opened(community)
    await community.restart()

    await chose(community.asker, card, [tea])

    assert held(community, community.asker) == await noted(community, community.asker) == {tea.id}


async def test_of_two_choices_at_once_the_later_one_counts_as_a_whole(community: Community) -> None:
    coffee, tea = await interests(community, "Coffee", "Tea")
    one, two = await opened(community), await opened(community)

    await simulated.at_once(community.env, chose(community.asker, one, [coffee]), chose(community.asker, two, [tea]))

    assert held(community, community.asker) == await noted(community, community.asker) == {tea.id}


async def test_the_role_says_in_the_audit_log_why_it_was_given(community: Community) -> None:
    (coffee,) = await interests(community, "Coffee")
    await chose(community.asker, await opened(community), [coffee])

    reasons = [request.reason for request in community.env.http_requests if request.method == "PUT"]
    assert "Chosen as an interest" in reasons


async def test_twenty_five_interests_fit_the_menu_in_the_servers_order(community: Community) -> None:
    roles = await interests(community, *(f"Topic {number:02}" for number in range(25)))
    card = await opened(community)
    assert list(menu(card)) == [role.name for role in sorted(roles, key=lambda role: role._role.position, reverse=True)]

    await chose(community.asker, card, roles)

    assert len(held(community, community.asker)) == len(await noted(community, community.asker)) == 25


# What is offered --------------------------------------------------------------------------------------------------


async def test_a_server_without_interests_says_so(community: Community) -> None:
    assert "no interests to choose here yet" in private_text(await opened(community))
    assert "まだ選べる項目がありません" in private_text(await opened(community, japanese=True))


async def test_only_roles_are_offered_that_are_there_can_be_given_and_are_harmless(community: Community) -> None:
    fine, gone = await interests(community, "Coffee", "Tea")
    powerful = community.server.create_role("Boss", permissions=discord.Permissions(ban_members=True))
    above = community.server.create_role("Above", position=50)
    await community.env.settle()
    await community.set(ProfileSettings, interest_role_ids=[role.id for role in (fine, gone, powerful, above)])
    community.env.backend.delete_role(community.server.id, gone.id)
    await community.env.settle()

    assert list(menu(await opened(community))) == ["Coffee"]


async def test_a_role_that_became_powerful_since_the_menu_was_shown_is_not_given(community: Community) -> None:
    coffee, tea = await interests(community, "Coffee", "Tea")
    card = await opened(community)
    guild = community.bot.get_guild(community.server.id)
    assert guild is not None
    role = guild.get_role(coffee.id)
    assert role is not None
    await role.edit(permissions=discord.Permissions(manage_messages=True))
    await community.env.settle()

    await chose(community.asker, card, [coffee, tea])

    assert held(community, community.asker) == {tea.id}
    assert "**Coffee**: no longer offered" in shown(card)


async def test_interests_are_among_the_roles_the_check_up_looks_at(community: Community) -> None:
    assert (ProfileSettings.section, "interest_role_ids") in GIVEN_ROLES
    coffee, tea = await interests(community, "Coffee", "Tea")
    community.server.create_role("Low", position=1)
    powerful = community.server.create_role("Boss", permissions=discord.Permissions(ban_members=True))
    await community.env.settle()

    assert "2 interests to choose" in shown(await community.admin.slash(community.general, "doctor"))
    await community.set(ProfileSettings, interest_role_ids=[coffee.id, tea.id, powerful.id])
    text = shown(await community.admin_ja.slash(community.general, "doctor"))
    assert f"<@&{powerful.id}> は、興味のあることとして使えません" in text
    await community.set(ProfileSettings, interest_role_ids=[])
    assert "No interests are offered" in shown(await community.admin.slash(community.general, "doctor"))


# Discord refusing -------------------------------------------------------------------------------------------------

REFUSALS = [
    (403, 50013, "Discord refused"),
    (404, 10011, "this role was deleted"),
    (429, 0, "Discord didn't answer"),
    (500, 0, "Discord didn't answer"),
]


@pytest.mark.parametrize(("status", "code", "words"), REFUSALS)
async def test_what_discord_refuses_is_said_and_what_worked_stays(
    community: Community, status: int, code: int, words: str
) -> None:
    coffee, tea = await interests(community, "Coffee", "Tea")
    card = await opened(community)
    community.fails("PUT", f"/guilds/*/members/*/roles/{coffee.id}", status, code=code)

    await chose(community.asker, card, [coffee, tea])

    assert "Not everything worked" in shown(card) and "**Coffee**" in shown(card) and words in shown(card)
    assert held(community, community.asker) == await noted(community, community.asker) == {tea.id}
    assert menu(card) == {"Coffee": False, "Tea": True} and await has_chosen(community, community.asker)

    community.works_again()
    await chose(community.asker, card, [coffee, tea])
    assert held(community, community.asker) == await noted(community, community.asker) == {coffee.id, tea.id}


@pytest.mark.parametrize(("status", "code", "words"), REFUSALS[2:])
async def test_a_choice_of_which_nothing_came_about_does_not_count(
    community: Community, status: int, code: int, words: str
) -> None:
    (coffee,) = await interests(community, "Coffee")
    card = await opened(community)
    community.fails("PUT", f"/guilds/*/members/*/roles/{coffee.id}", status, code=code)

    await chose(community.asker, card, [coffee])

    assert words in shown(card)
    assert not await has_chosen(community, community.asker) and await noted(community, community.asker) == set()


async def test_a_role_that_can_not_be_taken_is_said_to_stay(community: Community) -> None:
    coffee, tea = await interests(community, "Coffee", "Tea")
    card = await opened(community, japanese=True)
    await chose(community.asker_ja, card, [coffee])
    community.fails("DELETE", f"/guilds/*/members/*/roles/{coffee.id}", 500)

    await chose(community.asker_ja, card, [tea])

    assert "**Coffee**：Discordが応答しませんでした" in shown(card)
    assert await noted(community, community.asker_ja) == {coffee.id, tea.id}


async def test_while_discord_does_not_say_what_one_has_nothing_is_changed(community: Community) -> None:
    (coffee,) = await interests(community, "Coffee")
    card = await opened(community)
    community.fails("GET", "/guilds/*/members/*", 500)

    refused = await chose(community.asker, card, [coffee])

    assert "nothing was changed" in private_text(refused)
    assert held(community, community.asker) == set() and not await has_chosen(community, community.asker)


@pytest.mark.parametrize("japanese", [False, True])
async def test_without_the_permission_it_is_said_and_where_to_look(community: Community, japanese: bool) -> None:
    (coffee,) = await interests(community, "Coffee")
    card = await opened(community, japanese=japanese)
    await simulated.take_from_bot(community.server, "manage_roles")

    await chose(community.asker_ja if japanese else community.asker, card, [coffee])

    assert ("「ロールの管理」の権限がありません" if japanese else "I lack the permission Manage Roles") in shown(card)
    assert buttons(answer(card)) == {}


async def test_a_role_above_the_bots_is_named(community: Community) -> None:
    coffee, tea = await interests(community, "Coffee", "Tea")
    card = await opened(community)
    community.env.backend.get_guild(community.server.id).roles[coffee.id].position = 90
    await community.restart()

    await chose(community.asker, card, [coffee, tea])

    assert "**Coffee**: this role stands above mine" in shown(card)
    assert held(community, community.asker) == {tea.id}


async def test_who_is_still_being_screened_is_not_let_in_by_a_role(community: Community) -> None:
    (coffee,) = await interests(community, "Coffee")
    card = await opened(community)
    community.env.backend.get_guild(community.server.id).members[community.asker.id].pending = True

    refused = await chose(community.asker, card, [coffee])

    assert "Discord's own questions" in private_text(refused)
    assert held(community, community.asker) == set()


# Roles that come from elsewhere -----------------------------------------------------------------------------------


async def test_a_role_from_discords_own_onboarding_counts_with_the_next_thing_one_does(community: Community) -> None:
    coffee, _ = await interests(community, "Coffee", "Tea")
    await give(community, coffee.id)

    await community.asker.slash(community.general, "profile show")

    assert await has_chosen(community, community.asker)
    assert await noted(community, community.asker) == {coffee.id}
    assert not await has_chosen(community, community.helper)


async def test_a_role_taken_by_hand_is_followed_with_the_next_thing_one_does(community: Community) -> None:
    coffee, tea = await interests(community, "Coffee", "Tea")
    await chose(community.asker, await opened(community), [coffee, tea])
    await take(community, coffee.id)
    await community.env.pass_time(timedelta(minutes=2))

    await community.asker.slash(community.general, "profile show")

    assert await noted(community, community.asker) == {tea.id} and await has_chosen(community, community.asker)


@pytest.mark.needs("members", "profiles")
async def test_a_role_given_by_hand_counts_without_anything_one_does(community: Community) -> None:
    (coffee,) = await interests(community, "Coffee")
    await give(community, coffee.id)
    assert await has_chosen(community, community.asker)
    assert await noted(community, community.asker) == {coffee.id}

    await take(community, coffee.id)
    assert await noted(community, community.asker) == set()


async def test_the_first_steps_show_at_once_what_came_from_discords_onboarding(community: Community) -> None:
    (coffee,) = await interests(community, "Coffee")
    backend = community.env.backend
    backend.get_guild(community.server.id).members[community.asker.id].role_ids.append(coffee.id)

    await community.asker.slash(community.general, "start")

    assert await has_chosen(community, community.asker)


async def test_a_server_that_has_no_interests_is_not_looked_at_with_every_role(community: Community) -> None:
    await community.asker.slash(community.general, "profile show")
    assert not community.app.profiles.interests.may_be_offered(community.server.id)

    await interests(community, "Coffee")
    await community.admin.slash(community.general, "doctor")
    assert community.app.profiles.interests.may_be_offered(community.server.id)


async def test_a_press_counts_as_a_command_does(community: Community) -> None:
    (coffee,) = await interests(community, "Coffee")
    card = await community.asker.slash(community.general, "profile clear")
    card = await community.asker.slash(community.general, "profile show")
    await give(community, coffee.id)

    form = await community.asker.click(answer(card), custom_id="profiles:edit")
    await community.asker.submit_modal(form, {"about": "Hello"})

    assert await has_chosen(community, community.asker)


async def test_of_who_wants_nothing_recorded_no_roles_are_followed(community: Community) -> None:
    (coffee,) = await interests(community, "Coffee")
    community.app.activity.ignore(community.server.id, community.asker.id)
    await give(community, coffee.id)

    await community.asker.slash(community.general, "profile show")

    assert not await has_chosen(community, community.asker)
    # What they choose themselves is no trace they leave by the way.
    await chose(community.asker, await opened(community), [coffee])
    assert await has_chosen(community, community.asker)


async def give(community: Community, role_id: int) -> None:
    guild = community.bot.get_guild(community.server.id)
    assert guild is not None
    await (await guild.fetch_member(community.asker.id)).add_roles(discord.Object(role_id))
    await community.env.settle()


async def take(community: Community, role_id: int) -> None:
    guild = community.bot.get_guild(community.server.id)
    assert guild is not None
    await (await guild.fetch_member(community.asker.id)).remove_roles(discord.Object(role_id))
    await community.env.settle()
