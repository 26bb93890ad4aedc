"""Filters in Discord's AutoMod: kept in step, recorded, and left to admins. Also without the message content intent."""

from bot.filters.model import Contents, Looks, Mode
from bot.sandbox import simulated_moderation as mod
from tests.filters.acting import admin_of, changed, made, rules_of, texts
from tests.support.cards import answer, id_of, shown
from tests.support.community import Community


async def test_a_filter_is_handed_to_automod_and_kept_in_step(community: Community) -> None:
    one = await made(community, "rubbish", "バカ")
    await community.run_due()
    [rule] = rules_of(community)
    assert sorted(rule.trigger_metadata["keyword_filter"]) == ["*バカ*", "rubbish"] and rule.enabled

    await changed(community, one, contents=Contents(words=("mud",)))
    await community.run_due()
    [rule] = rules_of(community)
    assert rule.trigger_metadata["keyword_filter"] == ["mud"]

    await changed(community, one, mode=Mode.DRY)
    await community.run_due()
    [rule] = rules_of(community)
    assert not rule.enabled

    await community.app.filters.making.delete(by=admin_of(community), filter_id=one.id)
    await community.run_due()
    assert rules_of(community) == []


async def test_what_automod_stops_is_recorded_once(community: Community) -> None:
    await made(community, "rubbish")
    await community.run_due()

    await community.asker.send(community.general, "what rubbish")

    assert texts(community.general) == []

    [hit] = (await community.app.filters.judging.page(by=admin_of(community))).hits
    assert (hit.finder.value, hit.member_id, hit.removed.value) == ("automod", community.asker.id, "done")


async def test_a_rule_an_admin_has_changed_is_theirs(community: Community) -> None:
    one = await made(community, "rubbish")
    await community.run_due()
    [rule] = rules_of(community)
    await mod.native_edit_rule(community.admin, rule.id, trigger_metadata={"keyword_filter": ["mine"]})
    await community.env.settle()

    await changed(community, one, contents=Contents(words=("mud",)))
    await community.run_due()

    [rule] = rules_of(community)
    assert rule.trigger_metadata["keyword_filter"] == ["mine"]
    card = await community.admin.slash(community.general, "filter show", filter=one.name)
    assert "It is yours now" in shown(card)
    await community.admin.click(answer(card), custom_id=id_of(answer(card), "filters:hand-again"))
    await community.run_due()
    [rule] = rules_of(community)
    assert rule.trigger_metadata["keyword_filter"] == ["mud"]


async def test_a_rule_an_admin_deleted_is_not_made_again(community: Community) -> None:
    one = await made(community, "rubbish")
    await community.run_due()
    [rule] = rules_of(community)
    community.env.hang_up()
    await mod.native_delete_rule(community.admin, rule.id)
    await community.restart()
    await community.run_due()

    await changed(community, one, contents=Contents(words=("mud",)))
    await community.run_due()

    assert rules_of(community) == []
    card = await community.admin.slash(community.general, "filter show", filter=one.name)
    assert "an admin has deleted its rule" in shown(card)


async def test_what_an_admin_has_a_rule_do_besides_makes_it_theirs(community: Community) -> None:
    one = await made(community, "rubbish")
    await community.run_due()
    [rule] = rules_of(community)
    theirs = [*rule.actions, {"type": 2, "metadata": {"channel_id": str(community.general.id)}}]
    await mod.native_edit_rule(community.admin, rule.id, actions=theirs)
    await community.env.settle()

    await changed(community, one, contents=Contents(words=("mud",)))
    await community.run_due()

    [rule] = rules_of(community)
    assert rule.actions == theirs and rule.trigger_metadata["keyword_filter"] == ["rubbish"]


async def test_a_new_filter_does_not_take_the_rule_that_an_admin_made_theirs(community: Community) -> None:
    one = await made(community, "rubbish")
    await community.run_due()
    [rule] = rules_of(community)
    await mod.native_edit_rule(community.admin, rule.id, trigger_metadata={"keyword_filter": ["mine"]})
    await community.env.settle()
    await community.app.filters.making.delete(by=admin_of(community), filter_id=one.id)
    await community.run_due()

    await made(community, "mud")
    await community.run_due()

    assert [each.trigger_metadata["keyword_filter"] for each in rules_of(community)] == [["mine"], ["mud"]]


async def test_automod_stops_a_short_domain_and_not_those_that_contain_it(community: Community) -> None:
    await made(community, looks_for=Looks.LINKS, contents=Contents(domains=("t.co",), allow=False))
    await community.run_due()

    for text in ("見てhttps://t.co/a", "t.co/b", "https://www.t.co/c", "https://reddit.com/r/d", "https://t.com/e"):
        await community.asker.send(community.general, text)

    assert texts(community.general) == ["https://reddit.com/r/d", "https://t.com/e"]
    hits = (await community.app.filters.judging.page(by=admin_of(community))).hits
    assert [hit.finder.value for hit in hits] == ["automod"] * 3
