"""Filters on Discord: messages that are removed and given back, the card in the queue, the commands."""

import discord
import pytest
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.filters.model import Consequence, Contents, FilterSettings, Looks, Mode
from bot.sandbox import simulated
from bot.sandbox import simulated_moderation as mod
from tests.filters.acting import admin_of, button_of, card_text, made, queue_cards, rules_of, texts
from tests.support.cards import answer, buttons, id_of, shown, text_of
from tests.support.community import Community

pytestmark = pytest.mark.needs("content", "filters")

VIEW = discord.Permissions(view_channel=True).value


async def test_a_message_is_removed_and_its_words_come_back_by_letter(community: Community) -> None:
    await made(community, "rubbish")

    await community.asker.send(community.general, "what rubbish")
    await community.asker.send(community.general, "a good day")
    await community.run_due()

    assert texts(community.general) == ["a good day"]
    [letter] = mod.direct_messages(community.asker)
    assert "> what rubbish" in card_text(letter) and "count against you" in card_text(letter)


@pytest.mark.parametrize("who", ["moderator", "admin"])
async def test_moderators_and_admins_are_never_filtered(community: Community, who: str) -> None:
    await made(community, "rubbish")

    await getattr(community, who).send(community.general, "what rubbish")

    assert texts(community.general) == ["what rubbish"]


async def test_exempt_roles_and_channels_are_left_alone(community: Community) -> None:
    await made(community, "rubbish", exempt_role_ids=frozenset({community.roles["staff"].id}))
    await community.set(FilterSettings, exempt_channel_ids=[community.queue.id])

    await community.staff.send(community.general, "what rubbish")
    await community.asker.send(community.general, "what rubbish")

    assert texts(community.general) == ["what rubbish"]
    assert [message.author.id for message in community.general.history()] == [community.staff.id]


async def test_what_is_edited_in_is_found_too(community: Community) -> None:
    await made(community, "rubbish")
    message = await community.asker.send(community.general, "lovely")

    await community.asker.edit(message, "rubbish")

    assert texts(community.general) == []
    [hit] = (await community.app.filters.judging.page(by=admin_of(community))).hits
    assert hit.edited


async def test_trying_touches_nothing_and_shows_what_would_have_happened(community: Community) -> None:
    await made(community, "rubbish", mode=Mode.DRY)

    await community.asker.send(community.general, "what rubbish")

    assert texts(community.general) == ["what rubbish"]
    said = shown(await community.admin.slash(community.general, "filter hits"))
    assert "Only tried; on, the message is removed" in said and "rubbish" in said


async def test_an_alert_is_one_card_that_shows_what_was_decided(community: Community) -> None:
    await made(community, "rubbish", consequence=Consequence.ALERT)
    await community.asker.send(community.general, "what *rubbish* @everyone")
    await community.asker.send(community.general, "rubbish again")
    await community.run_due()
    await community.run_due()

    [card] = queue_cards(community)
    assert "2 messages" in card_text(card) and "what" in card_text(card)
    assert (
        texts(community.general) == ["rubbish again", "what *rubbish* @everyone"] or len(texts(community.general)) == 2
    )

    await community.moderator.click(card, custom_id=button_of(card, "filters:wrong"))
    await community.run_due()

    [card] = queue_cards(community)
    assert "that was wrong" in card_text(card) and "filters:wrong" not in card_text(card)
    assert "filters:except" in card_text(card)


async def test_an_exception_is_taught_from_the_card(community: Community) -> None:
    overwrite = Overwrite(target_id=community.admin.id, type=OverwriteType.MEMBER, allow=VIEW, deny=0)
    community.env.backend.set_overwrite(community.queue.id, overwrite)
    one = await made(community, "*rubbish*", consequence=Consequence.ALERT)
    await community.asker.send(community.general, "the rubbishbin")
    await community.run_due()
    [card] = queue_cards(community)
    await community.admin.click(card, custom_id=button_of(card, "filters:wrong"))
    await community.run_due()

    [card] = queue_cards(community)
    form = await community.admin.click(card, custom_id=button_of(card, "filters:except"))
    await community.admin.submit_modal(form, {"entry": "rubbishbin"})
    await community.asker.send(community.general, "the rubbishbin, again")

    page = await community.app.filters.judging.page(by=admin_of(community))
    assert page.total == 1
    after = await community.app.filters.making.get(by=admin_of(community), filter_id=one.id)
    assert after.contents.exceptions == ("rubbishbin",)


async def test_repeats_are_removed_together_in_all_channels(community: Community) -> None:
    await made(community, name="Repeats", looks_for=Looks.REPEATS, contents=Contents(count=3, seconds=60))
    elsewhere = community.server.create_text_channel("elsewhere")
    await community.env.settle()

    for channel in (community.general, elsewhere, community.general):
        await community.asker.send(channel, "Buy my course now!")

    assert texts(community.general) == texts(elsewhere) == []


async def test_repeats_in_a_channel_that_is_exempt_stay_there(community: Community) -> None:
    exempt = community.server.create_text_channel("bots")
    await community.set(FilterSettings, exempt_channel_ids=[exempt.id])
    await made(community, name="Repeats", looks_for=Looks.REPEATS, contents=Contents(count=2, seconds=60))

    await community.asker.send(exempt, "Buy my course!")
    await community.asker.send(community.general, "Buy my course!")

    assert texts(exempt) == ["Buy my course!"]


async def test_newcomers_may_not_promote_before_they_take_part(community: Community) -> None:
    await made(community, name="Promotion", looks_for=Looks.PROMOTION, contents=Contents(days=3, messages=3))

    await community.asker.send(community.general, "visit https://shop.example/x")
    assert texts(community.general) == []
    for text in ("hello", "nice to meet you", "me too", "thanks"):
        await community.asker.send(community.general, text)
    await community.app.activity.flush()
    await community.asker.send(community.general, "visit https://shop.example/x")

    assert "visit https://shop.example/x" in texts(community.general)


async def test_a_message_that_may_not_be_removed_is_told_to_moderators(community: Community) -> None:
    await made(community, "rubbish")
    community.fails("DELETE", f"/channels/{community.general.id}/messages/*", 403, code=50013, times=None)

    await community.asker.send(community.general, "what rubbish")
    await community.run_due()

    [card] = queue_cards(community)
    assert "I may not remove" in card_text(card)


@pytest.mark.parametrize("status", [429, 500])
async def test_a_busy_discord_removes_it_later(community: Community, status: int) -> None:
    await made(community, "rubbish")
    community.fails("DELETE", f"/channels/{community.general.id}/messages/*", status)

    await community.asker.send(community.general, "what rubbish")
    assert texts(community.general) == ["what rubbish"]
    await community.later(minutes=3)

    assert texts(community.general) == []


async def test_a_restart_in_between_loses_nothing(community: Community) -> None:
    await made(community, "rubbish")
    community.fails("DELETE", f"/channels/{community.general.id}/messages/*", 500)
    await community.asker.send(community.general, "what rubbish")

    await community.restart()
    await community.later(minutes=3)
    await community.asker.send(community.general, "rubbish once more")

    assert texts(community.general) == []


# Commands ---------------------------------------------------------------------------------------------------------


async def test_an_admin_makes_a_filter_step_by_step(community: Community) -> None:
    card = await community.admin.slash(community.general, "filter add", kind="words", name="Insults", then="remove")
    assert "nothing to look for yet" in shown(card)

    form = await community.admin.click(answer(card), custom_id=id_of(answer(card), "filters:contents"))
    card = await community.admin.submit_modal(form, {"entries": "rubbish\n! rubbish bin\n# a remark"})
    assert "1 word, 1 exception" in shown(card)
    card = await community.admin.click(answer(card), custom_id=id_of(answer(card), "filters:on"))
    assert "is on" in shown(card)

    await community.asker.send(community.general, "what rubbish")
    await community.asker.send(community.general, "a rubbish bin")
    assert texts(community.general) == ["a rubbish bin"]


async def test_a_refused_line_is_named_and_what_was_typed_comes_back(community: Community) -> None:
    card = await community.admin_ja.slash(community.general, "filter add", kind="patterns", name="型")
    form = await community.admin_ja.click(answer(card), custom_id=id_of(answer(card), "filters:contents"))

    result = await community.admin_ja.submit_modal(form, {"entries": "good\n(a+)+(?=b)"})

    said = "\n".join(text_of(one) for one in result.followups)
    assert "2行目：" in said and "(a+)+(?=b)" in said
    [one] = await community.app.filters.making.all_of(by=admin_of(community))
    assert one.contents.patterns == () and one.mode is Mode.OFF


async def test_a_refused_file_changes_nothing_else_either(community: Community) -> None:
    await made(community, looks_for=Looks.PATTERNS, name="Patterns", contents=Contents(patterns=("earn",)))
    [before] = await community.app.filters.making.all_of(by=admin_of(community))

    result = await community.admin.slash(
        community.general, "filter edit", filter=before.name, name="Renamed", file=("filter.txt", b"good\n(a+)+(?=b)")
    )

    assert result.response is not None and "Line 2:" in text_of(result.response)
    assert await community.app.filters.making.all_of(by=admin_of(community)) == [before]


async def test_a_suggestion_starts_by_only_trying(community: Community) -> None:
    card = await community.admin_ja.slash(community.general, "filter suggested")
    card = await community.admin_ja.select(
        answer(card), ["words-ja-insults"], custom_id=id_of(answer(card), "filters:suggest")
    )

    assert "侮辱の言葉（日本語）" in shown(card) and "お試し中" in shown(card)
    await community.asker_ja.send(community.general, "このバカ")
    assert texts(community.general) == ["このバカ"]
    page = await community.app.filters.judging.page(by=admin_of(community))
    assert [hit.dry for hit in page.hits] == [True]


@pytest.mark.parametrize("command", ["filter list", "filter hits", "filter export"])
async def test_members_get_nowhere(community: Community, command: str) -> None:
    with pytest.raises(simcord.SetupError):
        await community.asker.slash(community.general, command)


async def test_moderators_look_and_admins_change(community: Community) -> None:
    one = await made(community, "rubbish")

    [command] = [one for one in await community.bot.tree.fetch_commands() if one.name == "filter"]
    community.server.set_command_permissions(command, {community.roles["moderators"]: True})
    card = await community.moderator.slash(community.general, "filter show", filter=one.name)
    assert "Insults" in shown(card) and buttons(answer(card)) == {}
    refused = await community.moderator.slash(community.general, "filter mode", filter=one.name, mode="off")

    assert "Only admins" in shown(refused)
    [choice] = await community.moderator.autocomplete(community.general, "filter show", "filter", "ins")
    assert choice["name"] == one.name
    assert (await community.app.filters.making.get(by=admin_of(community), filter_id=one.id)).mode is Mode.ON


async def test_filters_travel_as_a_file(community: Community) -> None:
    one = await made(community, "rubbish", contents=Contents(words=("rubbish",), exceptions=("rubbish bin",)))
    exported = await community.admin.slash(community.general, "filter export")
    assert [file.filename for file in answer(exported).attachments] == ["filters.json"]
    file = await community.app.filters.exchanging.export(by=admin_of(community))
    await community.app.filters.making.delete(by=admin_of(community), filter_id=one.id)

    taken = await community.admin.slash(community.general, "filter import", file=("filters.json", file))

    assert "1 filter was taken over" in shown(taken)
    [back] = await community.app.filters.making.all_of(by=admin_of(community))
    assert (back.mode, back.contents, back.consequence) == (Mode.DRY, one.contents, one.consequence)


async def test_rules_test_says_what_each_filter_would_do(community: Community) -> None:
    await made(community, "rubbish")
    await made(community, "バカ", name="暴言", mode=Mode.OFF)

    said = shown(await community.moderator.slash(community.general, "rules test", text="what ＲＵＢＢＩＳＨ ﾊﾞｶ"))
    said_ja = shown(await community.admin_ja.slash(community.general, "rules test", text="よい天気"))

    assert "🔴 **Insults**" in said and "⚪ **暴言**" in said and "Read as: what rubbish ばか" in said
    assert "どのフィルターも反応しません" in said_ja
    refused = shown(await community.asker.slash(community.general, "rules test", text="rubbish"))
    assert "Only moderators" in refused
    assert texts(community.general) == []


async def test_a_case_by_itself_is_carried_out(community: Community) -> None:
    await made(community, "rubbish", consequence=Consequence.PROPOSED)

    await community.asker.send(community.general, "what rubbish")
    await community.run_due()
    await community.later(minutes=5)
    assert mod.timed_out_until(community.asker) is None
    await community.asker.send(community.general, "rubbish again")
    await community.run_due()

    assert texts(community.general) == []
    assert mod.timed_out_until(community.asker) is not None, "two strikes: the ladder asks for a timeout"
    assert len(mod.direct_messages(community.asker)) == 2


async def test_deciding_begins_with_the_message_and_its_rule(community: Community) -> None:
    await made(community, "rubbish", consequence=Consequence.ALERT)
    await community.asker.send(community.general, "what rubbish")
    await community.run_due()
    [card] = queue_cards(community)

    dialogue = await community.moderator.click(card, custom_id=button_of(card, "moderation:judge"))

    assert f"<@{community.asker.id}>" in shown(dialogue)


# AutoMod (what works without the content intent is in test_automod) -------------------------------------------------


async def test_an_admins_own_rules_are_never_touched_and_a_full_server_says_so(community: Community) -> None:
    for number in range(6):
        await mod.native_rule(community.admin, f"own {number}", metadata={"keyword_filter": [f"w{number}"]})
    await community.env.settle()
    before = [(rule.id, rule.name, rule.trigger_metadata["keyword_filter"]) for rule in rules_of(community)]

    one = await made(community, "rubbish")
    await community.run_due()

    assert [(rule.id, rule.name, rule.trigger_metadata["keyword_filter"]) for rule in rules_of(community)] == before
    said = shown(await community.admin.slash(community.general, "filter show", filter=one.name))
    assert "as many rules of this kind as Discord allows" in said
    await community.asker.send(community.general, "what rubbish")
    assert texts(community.general) == [], "the bot looks for it itself"


async def test_without_manage_server_the_bot_does_it_and_doctor_says_so(community: Community) -> None:
    await simulated.take_from_bot(community.server, "manage_guild")
    await made(community, "rubbish")
    await community.run_due()

    await community.asker.send(community.general, "what rubbish")

    assert texts(community.general) == []
    assert "AutoMod can't be used" in shown(await community.admin.slash(community.general, "doctor"))
