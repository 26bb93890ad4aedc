"""Invites as they are kept: one alive for each member, sources by name, and which may make room."""

import pytest

from bot.app import App
from bot.onboarding.invite_errors import LabelEmpty, LabelTaken, SourceNotFound, TooManySources
from bot.onboarding.inviting_model import LABEL_MAX, SOURCES_MAX
from tests.onboarding.inviting import ANA, BEN, GUILD, LOBBY, OTHER_GUILD, House
from tests.support.clock import MovableClock


@pytest.fixture
def house(app: App, clock: MovableClock) -> House:
    return House(app=app, clock=clock)


# A member's own ---------------------------------------------------------------------------------------------------


async def test_a_second_invite_is_not_kept(house: House) -> None:
    """Two processes, or two presses: the first stays, and whoever made the second learns which."""
    first = await house.invite(ANA)
    second = await house.app.onboarding.inviting.note_personal(
        guild_id=GUILD, member_id=ANA, channel_id=LOBBY, code="another"
    )
    assert second == first
    assert [one.code for one in await house.app.onboarding.inviting.alive(guild_id=GUILD)] == [first.code]


async def test_each_server_has_its_own(house: House) -> None:
    here, there = await house.invite(ANA), await house.invite(ANA, guild_id=OTHER_GUILD)
    inviting = house.app.onboarding.inviting
    assert await inviting.personal(guild_id=GUILD, member_id=ANA) == here
    assert await inviting.personal(guild_id=OTHER_GUILD, member_id=ANA) == there
    assert sorted(await inviting.servers()) == [GUILD, OTHER_GUILD]
    assert await inviting.count_alive(guild_id=GUILD) == 1


async def test_what_is_gone_is_gone_once_and_only_here(house: House) -> None:
    here, there = await house.invite(ANA), await house.invite(ANA, guild_id=OTHER_GUILD)
    inviting = house.app.onboarding.inviting
    assert await inviting.note_gone(guild_id=GUILD, codes=[here.code, there.code, "unknown"]) == 1
    assert await inviting.note_gone(guild_id=GUILD, codes=[here.code]) == 0
    assert await inviting.personal(guild_id=OTHER_GUILD, member_id=ANA) == there
    again = await house.invite(ANA)
    assert again.id != here.id


async def test_the_link_is_discords(house: House) -> None:
    invite = await house.invite(ANA)
    assert invite.url == f"https://discord.gg/{invite.code}"


async def test_an_erased_owners_invite_is_nobodys(house: House) -> None:
    invite = await house.invite(ANA)
    await house.app.privacy.erasing.erase(guild_id=GUILD, member_id=ANA)
    inviting = house.app.onboarding.inviting
    assert await inviting.personal(guild_id=GUILD, member_id=ANA) is None
    [kept] = await inviting.alive(guild_id=GUILD)
    assert (kept.id, kept.inviter_id) == (invite.id, None)
    arrival = await house.settled(kept)
    assert await house.came_by(arrival) == invite.id and await house.referral(arrival) is None


# Making room ------------------------------------------------------------------------------------------------------


async def test_only_old_personal_invites_that_nobody_used_make_room(house: House) -> None:
    oldest, used, traced = await house.invite(1), await house.invite(2), await house.invite(3)
    source = await house.source("Newsletter")
    house.clock.advance(hours=1)
    second = await house.invite(4)
    await house.settled(traced)
    house.uses[used.code] = 1
    house.clock.advance(days=30, minutes=1)
    await house.read()
    young = await house.invite(5)
    found = await house.app.onboarding.inviting.unused(guild_id=GUILD, limit=10)
    assert [one.id for one in found] == [oldest.id, second.id]
    assert not {used.id, traced.id, source.id, young.id} & {one.id for one in found}
    [first] = await house.app.onboarding.inviting.unused(guild_id=GUILD, limit=1)
    assert first.id == oldest.id


async def test_a_reset_counter_does_not_hide_who_came(house: House) -> None:
    """An invite somebody is known to have come by stays, whatever its counter says."""
    invite = await house.invite(ANA)
    await house.settled(invite)
    house.uses[invite.code] = 0
    house.clock.advance(days=40)
    await house.read()
    assert not await house.app.onboarding.inviting.unused(guild_id=GUILD, limit=10)


async def test_what_is_gone_makes_no_room(house: House) -> None:
    invite = await house.invite(ANA)
    await house.app.onboarding.inviting.note_gone(guild_id=GUILD, codes=[invite.code])
    house.clock.advance(days=40)
    assert not await house.app.onboarding.inviting.unused(guild_id=GUILD, limit=10)


# Sources ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Newsletter May", "Newsletter May"),
        ("  Shop \n window ", "Shop window"),
        ("創業メンバー", "創業メンバー"),
        ("2026", "2026"),
        ("a" * LABEL_MAX, "a" * LABEL_MAX),
    ],
)
async def test_labels_that_say_something(house: House, typed: str, kept: str) -> None:
    assert await house.app.onboarding.inviting.check_label(guild_id=GUILD, label=typed) == kept


@pytest.mark.parametrize("typed", ["", "   ", "!?", "\u200b\u200b", "🎉", "a" * (LABEL_MAX + 1)])
async def test_labels_that_say_nothing(house: House, typed: str) -> None:
    with pytest.raises(LabelEmpty):
        await house.app.onboarding.inviting.check_label(guild_id=GUILD, label=typed)


async def test_a_label_is_taken_while_its_link_works(house: House) -> None:
    shop = await house.source("Shop")
    inviting = house.app.onboarding.inviting
    with pytest.raises(LabelTaken):
        await inviting.check_label(guild_id=GUILD, label=" SHOP ")
    assert await inviting.check_label(guild_id=OTHER_GUILD, label="Shop") == "Shop"
    await inviting.note_gone(guild_id=GUILD, codes=[shop.code])
    assert await inviting.check_label(guild_id=GUILD, label="Shop") == "Shop"


async def test_there_is_a_limit_of_links_that_work(house: House) -> None:
    made = [await house.source(f"Source {number}") for number in range(SOURCES_MAX)]
    inviting = house.app.onboarding.inviting
    with pytest.raises(TooManySources):
        await inviting.check_label(guild_id=GUILD, label="One more")
    await inviting.note_gone(guild_id=GUILD, codes=[made[0].code])
    assert await inviting.check_label(guild_id=GUILD, label="One more")


async def test_sources_are_listed_latest_first_and_the_gone_last(house: House) -> None:
    first, second, third = [await house.source(label) for label in ("First", "Second", "Third")]
    await house.invite(ANA)
    await house.app.onboarding.inviting.note_gone(guild_id=GUILD, codes=[third.code])
    await house.settled(first)
    await house.settled(first, rejoined=True)
    listed = await house.app.onboarding.inviting.sources(guild_id=GUILD)
    assert [(one.invite.id, one.came) for one in listed] == [(second.id, 0), (first.id, 1), (third.id, 0)]
    assert listed[1].invite.uses == 2, "who comes back uses it, and is no newcomer"


async def test_a_source_is_found_by_its_name_one_that_works_first(house: House) -> None:
    old = await house.source("Shop")
    inviting = house.app.onboarding.inviting
    await inviting.note_gone(guild_id=GUILD, codes=[old.code])
    assert (await inviting.source_named(guild_id=GUILD, label="shop")).invite.id == old.id
    new = await house.source("Shop")
    assert (await inviting.source_named(guild_id=GUILD, label="shop")).invite.id == new.id
    with pytest.raises(SourceNotFound):
        await inviting.source_named(guild_id=OTHER_GUILD, label="shop")


async def test_a_personal_invite_is_no_source(house: House) -> None:
    invite = await house.invite(BEN)
    with pytest.raises(SourceNotFound):
        await house.app.onboarding.inviting.source(guild_id=GUILD, invite_id=invite.id)


async def test_a_sources_role_is_kept(house: House) -> None:
    source = await house.source("Founders", role_id=77)
    found = await house.app.onboarding.inviting.source(guild_id=GUILD, invite_id=source.id)
    assert (found.invite.role_id, found.invite.label) == (77, "Founders")
    with pytest.raises(SourceNotFound):
        await house.app.onboarding.inviting.source(guild_id=OTHER_GUILD, invite_id=source.id)
