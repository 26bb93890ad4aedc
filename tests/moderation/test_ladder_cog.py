"""`/mod ladder` on Discord: read by moderators, changed by admins, with what it would mean before it is saved."""

import pytest
import pytest_asyncio
import simcord
from simcord.results import InteractionResult

from bot.moderation.model import Act, LadderMode, ModerationSettings, Rung
from bot.moderation.store import ladder as store
from bot.sandbox import simulated
from bot.sandbox import simulated_moderation as mod
from tests.moderation.deciding import done, press
from tests.support.cards import answer, buttons, id_of, shown
from tests.support.community import Community


@pytest_asyncio.fixture
async def admin(community: Community) -> simcord.MemberActor:
    """An admin to whom Discord shows /mod."""
    roles = [community.roles["admins"], community.roles["moderators"]]
    actor = community.server.add_member(community.env.create_user("head"), roles=roles)
    simulated.set_locale(community.env, actor, "en-US")
    await community.env.settle()
    return actor


async def page(community: Community, who: simcord.MemberActor) -> InteractionResult:
    return await who.slash(community.general, "mod ladder")


async def rung(
    who: simcord.MemberActor, result: InteractionResult, strikes: str, step: str, *, instead_of: str | None = None
) -> InteractionResult:
    """Add a rung in the form, or change the one of so many strikes."""
    message = answer(result)
    if instead_of is None:
        form = await press(who, result, "moderation:rung-add")
    else:
        form = await who.select(message, [instead_of], custom_id=id_of(message, "moderation:rung"))
    return await who.submit_modal(form, {"strikes": strikes, "step": [step]} if strikes else {"step": [step]})


async def own(community: Community) -> list[Rung]:
    async with community.app.database.read() as connection:
        return await store.get(connection, guild_id=community.server.id)


async def test_moderators_read_what_strikes_lead_to_and_have_nothing_to_press(community: Community) -> None:
    await done(community, strikes=4)

    result = await page(community, community.moderator)

    said = shown(result)
    for part in (
        "The ladder every server begins with.",
        "**From 2 strikes** · Timeout for 1 hour",
        "**From 3 strikes** · Timeout for 1 day · one member is here now",
        "**From 9 strikes** · Permanent ban",
        "1. Warning · 2. Timeout for 1 hour · 3. Timeout for 1 day",
        "a moderator decides",
    ):
        assert part in said, (part, said)
    assert buttons(answer(result)) == {} and answer(result).ephemeral


async def test_an_admin_changes_a_step_looks_at_what_it_means_and_saves_it(
    community: Community, admin: simcord.MemberActor
) -> None:
    changed = await rung(admin, await page(community, admin), "4", "kick", instead_of="5")
    assert "Not saved yet" in shown(changed) and "**From 4 strikes** · Kick" in shown(changed)
    assert await own(community) == []

    saved = await press(admin, changed, "moderation:ladder-save")

    assert "✅ Saved" in shown(saved) and "Your server's own ladder." in shown(saved)
    assert Rung(strikes=4, act=Act.KICK) in await own(community) and len(await own(community)) == 5


async def test_a_step_is_added_and_taken_out_and_a_restart_loses_nothing(
    community: Community, admin: simcord.MemberActor
) -> None:
    shown_ = await rung(admin, await page(community, admin), "", "kick", instead_of="2")
    await community.restart()
    shown_ = await rung(admin, shown_, "1", "timeout-10")
    await press(admin, shown_, "moderation:ladder-save")

    assert [each.strikes for each in await own(community)] == [1, 3, 5, 7, 9]


async def test_a_ladder_that_gets_softer_says_so_and_can_not_be_saved(
    community: Community, admin: simcord.MemberActor
) -> None:
    changed = await rung(admin, await page(community, admin), "20", "kick")

    assert "At 20 strikes the ladder asks for no more than at 9 strikes." in shown(changed)
    with pytest.raises(simcord.SetupError, match="disabled"):
        await press(admin, changed, "moderation:ladder-save")
    discarded = await press(admin, changed, "moderation:ladder-discard")
    assert "Kick" not in shown(discarded) and await own(community) == []


@pytest.mark.parametrize(
    ("strikes", "refused"), [("0", "from 1 to 35"), ("x", "from 1 to 35"), ("3", "already a step")]
)
async def test_what_is_no_step_is_refused(
    community: Community, admin: simcord.MemberActor, strikes: str, refused: str
) -> None:
    result = await rung(admin, await page(community, admin), strikes, "kick")

    assert refused in simulated.said(result) and await own(community) == []


async def test_the_usual_ladder_comes_back(community: Community, admin: simcord.MemberActor) -> None:
    await press(
        admin, await rung(admin, await page(community, admin), "35", "ban", instead_of="9"), "moderation:ladder-save"
    )
    assert await own(community)

    reset = await press(admin, await page(community, admin), "moderation:ladder-reset")
    await press(admin, reset, "moderation:ladder-save")

    assert await own(community) == []


async def test_of_two_admins_at_once_the_second_is_asked_to_look_again(
    community: Community, admin: simcord.MemberActor
) -> None:
    one = await rung(admin, await page(community, admin), "4", "kick", instead_of="5")
    other = await rung(admin, await page(community, admin), "6", "kick", instead_of="5")
    results = await simulated.at_once(
        community.env,
        admin.click(answer(one), custom_id=id_of(answer(one), "moderation:ladder-save")),
        admin.click(answer(other), custom_id=id_of(answer(other), "moderation:ladder-save")),
    )

    said = " ".join(shown(result) for result in results)
    assert "✅ Saved" in said and "Another admin has changed the ladder meanwhile." in said


async def test_a_moderator_with_an_admins_button_changes_nothing(
    community: Community, admin: simcord.MemberActor
) -> None:
    changed = await rung(admin, await page(community, admin), "4", "kick", instead_of="5")
    owner = simcord.MemberActor(community.env, community.server, community.server.owner)

    await mod.native_take_role(owner, admin, community.roles["admins"])

    assert "Only admins can do this." in simulated.said(await press(admin, changed, "moderation:ladder-save"))
    assert await own(community) == []


async def test_it_reads_well_in_japanese_and_says_when_steps_come_by_themselves(community: Community) -> None:
    await community.set(ModerationSettings, ladder=LadderMode.AUTOMATIC)
    simulated.set_locale(community.env, community.moderator, "ja")

    said = shown(await page(community, community.moderator))

    assert "違反点に応じた段階的な対応" in said and "自動で行われます" in said and "**9点から**・BAN（無期限）" in said


async def test_a_step_done_by_itself_really_is_done(community: Community) -> None:
    await community.set(ModerationSettings, ladder=LadderMode.AUTOMATIC)
    await done(community, strikes=2)
    await community.run_due()

    assert mod.timed_out_until(community.bystander) is not None
