"""`/points rule`, `/points adjust` and `/points import`, as admins use them and as others may not."""

import pytest

from bot.points.model import DEFAULT_RULES, Kind
from bot.points.store import derived, ledger
from tests.support.cards import answer, buttons, shown, walk
from tests.support.community import Community


async def points_of(community: Community, member_id: int) -> int:
    async with community.app.database.read() as connection:
        found = await derived.standing(connection, guild_id=community.server.id, member_id=member_id)
    return found.points if found else 0


async def rule(community: Community, kind: Kind):  # type: ignore[no-untyped-def]
    return (await community.app.points.rulebook.read(community.server.id)).rules[kind]


# Rules


async def test_an_admin_sees_the_rules_in_their_language(community: Community) -> None:
    said = shown(await community.admin.slash(community.general, "points rule"))
    assert "**20** each · at most 100 a day" in said
    assert "**1** each · then a pause of 60 seconds · at most 8 a day" in said
    said = shown(await community.admin_ja.slash(community.general, "points rule"))
    assert "1回につき **20** ・1日100まで" in said


async def test_an_admin_changes_a_rule_and_sees_it(community: Community) -> None:
    opened = await community.admin.slash(community.general, "points rule")
    form = await community.admin.click(answer(opened), custom_id="points:rule:message")
    assert form.modal is not None
    after = await community.admin.submit_modal(form, {"points": "２", "cooldown": "30", "cap": "0"})
    assert (await rule(community, Kind.MESSAGE)).points == 2
    assert (await rule(community, Kind.MESSAGE)).daily_cap == 0
    assert "**2** each · then a pause of 30 seconds" in shown(after)


async def test_an_emptied_form_takes_a_rule_back_to_its_default(community: Community) -> None:
    await community.app.points.rulebook.change(
        guild_id=community.server.id, kind=Kind.ANSWER, points=7, cooldown_seconds=0, daily_cap=7
    )
    opened = await community.admin.slash(community.general, "points rule")
    form = await community.admin.click(answer(opened), custom_id="points:rule:answer")
    await community.admin.submit_modal(form, {})
    assert await rule(community, Kind.ANSWER) == DEFAULT_RULES[Kind.ANSWER]


@pytest.mark.parametrize("typed", ["many", "-1", "1001", "1.5", "９９９９９"])
async def test_a_rule_takes_sensible_numbers_only(community: Community, typed: str) -> None:
    opened = await community.admin.slash(community.general, "points rule")
    form = await community.admin.click(answer(opened), custom_id="points:rule:answer")
    refused = await community.admin.submit_modal(form, {"points": typed, "cap": "50"})
    assert "Please give whole numbers" in shown(refused)
    assert await rule(community, Kind.ANSWER) == DEFAULT_RULES[Kind.ANSWER]


async def test_a_changed_rule_holds_for_what_comes_next_also_after_a_restart(community: Community) -> None:
    await community.app.points.rulebook.change(
        guild_id=community.server.id, kind=Kind.ANSWER, points=7, cooldown_seconds=0, daily_cap=0
    )
    await community.restart()
    assert (await rule(community, Kind.ANSWER)).points == 7


async def test_channels_and_roles_are_weighed(community: Community) -> None:
    opened = await community.admin.slash(community.general, "points rule")
    form = await community.admin.click(answer(opened), custom_id="points:weigh-channel")
    await community.admin.submit_modal(form, {"target": [community.general], "percent": "200%"})
    form = await community.admin.click(answer(opened), custom_id="points:weigh-role")
    after = await community.admin.submit_modal(form, {"target": [community.roles["staff"]], "percent": "0"})
    said = shown(after)
    assert f"<#{community.general.id}>: 200 %" in said
    assert f"<@&{community.roles['staff'].id}>: nothing" in said


async def test_only_channels_that_weigh_something_can_be_chosen(community: Community) -> None:
    opened = await community.admin.slash(community.general, "points rule")
    form = await community.admin.click(answer(opened), custom_id="points:weigh-channel")
    assert form.modal is not None
    [select] = [part for part in walk(form.modal["components"]) if part["type"] == 8]
    category, thread = 4, 11
    assert {category, thread}.isdisjoint(select["channel_types"]) and {0, 2, 15} <= set(select["channel_types"])


async def test_a_weighed_channel_that_was_deleted_is_named_as_such(community: Community) -> None:
    await community.app.points.rulebook.weigh(
        guild_id=community.server.id, target_id=1234567890123456, is_role=False, percent=50
    )
    assert "a channel that was deleted: 50 %" in shown(await community.admin.slash(community.general, "points rule"))


@pytest.mark.parametrize("typed", ["much", "-5", "1001"])
async def test_a_weight_takes_sensible_numbers_only(community: Community, typed: str) -> None:
    opened = await community.admin.slash(community.general, "points rule")
    form = await community.admin.click(answer(opened), custom_id="points:weigh-channel")
    refused = await community.admin.submit_modal(form, {"target": [community.general], "percent": typed})
    assert "whole number of percent" in shown(refused)
    assert (await community.app.points.rulebook.read(community.server.id)).weights == ()


async def test_members_rule_nothing(community: Community) -> None:
    for act in (
        community.helper.slash(community.general, "points rule"),
        community.helper.slash(community.general, "points adjust", member=community.helper, points=5, reason="mine"),
        community.moderator.slash(
            community.general, "points import", file=("points.csv", f"{community.helper.id},5".encode())
        ),
    ):
        assert "Only admins can do that" in shown(await act)
    assert await points_of(community, community.helper.id) == 0


async def test_an_admin_who_is_none_any_more_changes_nothing(community: Community) -> None:
    opened = await community.admin.slash(community.general, "points rule")
    form = await community.admin.click(answer(opened), custom_id="points:rule:answer")
    community.env.backend.get_guild(community.server.id).roles[community.roles["admins"].id].permissions = 0
    refused = await community.admin.submit_modal(form, {"points": "1"})
    assert "Only admins can do that" in shown(refused)
    assert await rule(community, Kind.ANSWER) == DEFAULT_RULES[Kind.ANSWER]


# Adjusting


async def test_an_adjustment_has_its_reason_in_the_ledger(community: Community) -> None:
    for amount, said in ((50, "got 50 points and now has 50"), (-20, "20 points were taken from")):
        answer = await community.admin.slash(
            community.general, "points adjust", member=community.helper, points=amount, reason="  Bug\nhunt  "
        )
        assert said in shown(answer)
    async with community.app.database.read() as connection:
        rows = await ledger.history(connection, guild_id=community.server.id, member_id=community.helper.id, limit=5)
    assert [(row.points, row.reason, row.giver_id) for row in rows] == [
        (-20, "Bug hunt", community.admin.id),
        (50, "Bug hunt", community.admin.id),
    ]


async def test_adjusting_by_nothing_is_refused(community: Community) -> None:
    answer = await community.admin.slash(
        community.general, "points adjust", member=community.helper, points=0, reason="nothing"
    )
    assert "other than 0" in shown(answer)


async def test_a_reason_has_letters(community: Community) -> None:
    answer = await community.admin_ja.slash(
        community.general, "points adjust", member=community.helper, points=5, reason="…"
    )
    assert "理由を" in shown(answer)
    assert await points_of(community, community.helper.id) == 0


# Importing


async def a_preview(community: Community, content: bytes):  # type: ignore[no-untyped-def]
    return await community.admin.slash(community.general, "points import", file=("points.csv", content))


async def test_a_file_is_previewed_taken_over_and_undone(community: Community) -> None:
    content = f"user_id,points\n{community.helper.id},120\n{community.asker.id},30\nnobody,5\n".encode()
    opened = await a_preview(community, content)
    said = shown(opened)
    assert "**2 members** have **150** points" in said
    assert "Line 4: nobody,5" in said
    assert await points_of(community, community.helper.id) == 0

    await community.restart()
    done = await community.admin.click(answer(opened), custom_id="points:import")
    assert "Taken over for 2 members" in shown(done)
    assert await points_of(community, community.helper.id) == 120

    again = shown(await a_preview(community, content))
    assert "There is nothing to take over" in again

    (undo,) = buttons(answer(done))
    undone = await community.admin.click(answer(done), custom_id=undo)
    assert "Undone for 2 members" in shown(undone)
    assert await points_of(community, community.helper.id) == 0
    assert (await community.app.points.recompute.compare()).count == 0


async def test_excels_japanese_file_is_read(community: Community) -> None:
    content = f"名前,ユーザーID,ポイント\nはるか,{community.helper.id},120\n".encode("cp932")
    assert "**One member** has **120** points" in shown(await a_preview(community, content))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02", "no line with a user id"),
        (b"hello", "no line with a user id"),
        (b"user_id,points\n1.2E+17,5", "rounded the user ids"),
    ],
)
async def test_a_file_that_is_none_is_refused_in_words(community: Community, content: bytes, said: str) -> None:
    assert said in shown(await a_preview(community, content))
