"""Rules as people use them on Discord: admins write and publish them, members read and agree."""

from typing import Any

import discord
import pytest
import simcord
from simcord.results import InteractionResult

from bot.guidelines.model import RULES_MAX, TEXT_MAX, TITLE_MAX, GuidelineSettings
from bot.i18n import Language
from bot.sandbox import simulated
from bot.settings.model import ServerSettings
from bot.ui.actions import view_of
from cogs.guidelines.reading import GuidelinesButton
from tests.guidelines.acting import (
    LONG,
    admin_actor,
    agreed,
    button_of,
    channel_for_rules,
    chosen,
    edit,
    last_page,
    pressed,
    publish,
    published,
    some_rules,
    suggested_published,
    told,
)
from tests.guidelines.house import terms
from tests.support.cards import answer, buttons, shown, walk
from tests.support.community import Community


def labels(result: Any) -> list[str]:
    return list(buttons(answer(result)).values())


def inputs_of(form: InteractionResult) -> list[Any]:
    """Return the inputs of the form that was opened, with their labels."""
    assert form.modal is not None
    return list(form.modal["components"])


def disabled(result: Any) -> set[str]:
    return {part["label"] for part in walk(answer(result).components) if part.get("disabled")}


async def typed(
    who: simcord.MemberActor, form: Any, title: str, text: str = "Text.", *, penalty: str = "warn", **other: str
) -> Any:
    """Fill in the form of a rule on a server in English."""
    return await who.submit_modal(
        form,
        {
            "title-en": title,
            "text-en": text,
            "penalty": [penalty],
            **{k.replace("_", "-"): v for k, v in other.items()},
        },
    )


# Beginning --------------------------------------------------------------------------------------------------------


async def test_an_admin_is_offered_rules_and_publishes_them(community: Community) -> None:
    offered = await edit(community)
    assert answer(offered).ephemeral
    assert "There are no rules here yet" in shown(offered) and "3. No advertising" in shown(offered)

    draft = await pressed(community.admin, offered, "guidelines:begin:suggested")
    for said in ("Draft of version 1", "not published yet", "4. Protect privacy", "Timeout for 1 day"):
        assert said in shown(draft)
    asked = await pressed(community.admin, draft, "guidelines:ask-publish")
    assert "Publish this as the first version" in shown(asked) and "It has 8 rules" in shown(asked)
    assert "No channel is set for the rules" in shown(asked)
    done = await pressed(community.admin, asked, "guidelines:publish")

    assert "Version 1 is published" in shown(done)
    assert "1. Be kind and respectful" in shown(await community.asker.slash(community.general, "rules show"))


async def test_in_japanese(community: Community) -> None:
    offered = await edit(community, community.admin_ja)
    assert "まだルールがありません" in shown(offered) and "3. 宣伝・勧誘はしない" in shown(offered)
    draft = await pressed(community.admin_ja, offered, "guidelines:begin:suggested")
    assert "第1版の下書き" in shown(draft) and "タイムアウト（1日間）" in shown(draft)
    done = await publish(community.admin_ja, draft)
    assert "第1版を公開しました" in shown(done)

    read = await community.asker_ja.slash(community.general, "rules show")
    assert "### 1. 思いやりと敬意をもって話す" in shown(read) and "同意します" in labels(read)
    thanked = await pressed(community.asker_ja, read, "guidelines:agree")
    assert "ありがとうございます" in shown(thanked) and "第1版に同意いただきました" in shown(thanked)
    history = await community.asker_ja.slash(community.general, "rules history")
    assert "現在のルールには、1人が同意しています" in shown(history)


async def test_an_empty_draft_can_be_filled(community: Community) -> None:
    draft = await pressed(community.admin, await edit(community), "guidelines:begin:empty")
    assert "There is no rule in it yet" in shown(draft) and "Publish" in disabled(draft)

    form = await pressed(community.admin, draft, "guidelines:add")
    draft = await typed(community.admin, form, "Be kind", penalty="timeout-60")

    assert "Added as rule 1" in shown(draft) and "Timeout for 1 hour" in shown(draft)
    assert "not in Japanese" in shown(draft) and "Publish" not in disabled(draft)


async def test_two_admins_begin_at_once(community: Community) -> None:
    first, second = await edit(community), await edit(community, community.admin_ja)
    results = await simulated.at_once(
        community.env,
        community.admin.click(answer(first), custom_id="guidelines:begin:suggested"),
        community.admin_ja.click(answer(second), custom_id="guidelines:begin:empty"),
    )

    said = [shown(result) for result in results]
    assert sum("Draft of version 1" in one or "第1版の下書き" in one for one in said) == 1
    assert sum("has just begun a draft" in one or "ちょうど下書きを作り始めました" in one for one in said) == 1
    # Whoever came second sees the draft of the first all the same.
    assert "Draft of version 1" in shown(await edit(community))


# Writing ----------------------------------------------------------------------------------------------------------


async def test_the_form_has_five_inputs_and_what_is_there(community: Community) -> None:
    await published(community, terms("Be kind", "Always.", ja="親切に"))
    rule = await chosen(community.admin, await edit(community), 1)
    assert "### 1. Be kind\nAlways." in shown(rule) and "親切にの本文" in shown(rule)

    form = await pressed(community.admin, rule, "guidelines:edit")

    inputs = [(part["component"]["custom_id"], part["component"].get("value")) for part in inputs_of(form)]
    assert inputs == [
        ("title-en", "Be kind"),
        ("text-en", "Always."),
        ("title-ja", "親切に"),
        ("text-ja", "親切にの本文"),
        ("penalty", None),
    ]
    assert [part["component"].get("required") for part in inputs_of(form)] == [True, True, False, False, True]
    options = inputs_of(form)[-1]["component"]["options"]
    assert [option["value"] for option in options if option.get("default")] == ["warn"]


async def test_a_japanese_server_is_written_for_in_japanese_first(community: Community) -> None:
    await community.set(ServerSettings, language="ja")
    draft = await pressed(community.admin, await edit(community), "guidelines:begin:empty")
    form = await pressed(community.admin, draft, "guidelines:add")

    assert [part["label"] for part in inputs_of(form)] == [
        "Title in Japanese",
        "Text in Japanese",
        "Title in English (optional)",
        "Text in English (optional)",
        "What moderators usually do",
    ]
    # What is submitted is what was opened, also where the server's language is another one by now.
    await community.set(ServerSettings, language="en")
    draft = await community.admin.submit_modal(
        form, {"title-ja": "親切に", "text-ja": "いつも。", "title-en": "", "text-en": "", "penalty": ["ban"]}
    )
    assert "1. 親切に" in shown(draft) and "not in English" in shown(draft) and "Permanent ban" in shown(draft)


async def test_a_rule_is_edited_moved_and_removed(community: Community) -> None:
    await published(community, *some_rules(3))
    rule = await chosen(community.admin, await edit(community), 3)
    assert disabled(rule) == {"Down"}

    rule = await pressed(community.admin, rule, "guidelines:move:3:up")
    assert "### 2. Rule 3" in shown(rule) and disabled(rule) == set()
    form = await pressed(community.admin, rule, "guidelines:edit")
    draft = await typed(community.admin, form, "Rule three", penalty="kick")
    assert "Rule 2 is changed in the draft" in shown(draft)
    assert "**2. Rule three** ✏️" in shown(draft) and "1 changed, 2 renumbered" in shown(draft)

    rule = await chosen(community.admin, draft, 1)
    assert disabled(rule) == {"Up"}
    asked = await pressed(community.admin, rule, "guidelines:ask-remove")
    assert "Remove rule 1 from the draft?" in shown(asked)
    kept = await pressed(community.admin, asked, "guidelines:rule")
    assert "Edit" in labels(kept)
    gone = await pressed(
        community.admin, await pressed(community.admin, kept, "guidelines:ask-remove"), "guidelines:remove"
    )
    assert "**1. Rule three**" in shown(gone) and "**2. Rule 2**" in shown(gone)
    # What is published is as it was.
    assert "1. Rule 1" in shown(await community.asker.slash(community.general, "rules show"))


@pytest.mark.parametrize(
    ("title", "text", "other", "refusal"),
    [
        ("!!!", "Text.", {}, "A title needs words"),
        ("Title", "…", {}, "The text of a rule needs words"),
        ("Title", "Text.", {"title_ja": "見出しだけ"}, "write both title and text, or neither"),
    ],
)
async def test_what_can_be_no_rule_is_refused_and_given_back(
    community: Community, title: str, text: str, other: dict[str, str], refusal: str
) -> None:
    draft = await pressed(community.admin, await edit(community), "guidelines:begin:empty")
    form = await pressed(community.admin, draft, "guidelines:add")

    result = await typed(community.admin, form, title, text, **other)

    assert refusal in told(result) and title in told(result)
    assert "There is no rule in it yet" in shown(await edit(community))


async def test_a_full_draft_takes_no_more(community: Community) -> None:
    await published(community, *some_rules(RULES_MAX))
    draft = await edit(community)

    assert "Add a rule" in disabled(draft) and f"**{RULES_MAX}. Rule {RULES_MAX}**" in shown(draft)


# Two at once ------------------------------------------------------------------------------------------------------


async def test_a_button_on_an_older_card_changes_nothing(community: Community) -> None:
    await published(community, *some_rules(2))
    mine, theirs = await edit(community), await edit(community, community.admin_ja)
    my_rule, their_rule = await chosen(community.admin, mine, 1), await chosen(community.admin_ja, theirs, 1)
    await pressed(community.admin, my_rule, "guidelines:move:1:down")

    stale = await pressed(community.admin_ja, their_rule, "guidelines:move:1:down")

    assert "今回の操作では何も変更していません" in told(stale)
    draft = await edit(community)
    assert "**1. Rule 2**" in shown(draft) and "**2. Rule 1**" in shown(draft)
    # The card itself shows the draft as it is now, and works again.
    assert "第2版の下書き" in told(stale)


@pytest.mark.parametrize("action", ["guidelines:add", "guidelines:ask-publish", "guidelines:ask-discard"])
async def test_every_button_of_an_older_card_says_so(community: Community, action: str) -> None:
    await published(community, *some_rules(2))
    other = await edit(community, community.admin_ja)
    form = await pressed(community.admin_ja, other, "guidelines:add")
    await community.admin_ja.submit_modal(form, {"title-en": "Mine", "text-en": "Text.", "penalty": ["warn"]})
    old = await edit(community)
    rule = await chosen(community.admin_ja, await edit(community, community.admin_ja), 1)
    await pressed(community.admin_ja, rule, "guidelines:move:1:down")

    stale = await pressed(community.admin, old, action)

    assert stale.modal is None
    assert "I changed nothing" in told(stale) and "**1. Rule 2**" in told(stale)


async def test_two_forms_at_once_lose_no_words(community: Community) -> None:
    draft = await pressed(community.admin, await edit(community), "guidelines:begin:empty")
    first = await pressed(community.admin, draft, "guidelines:add")
    second = await pressed(community.admin_ja, await edit(community, community.admin_ja), "guidelines:add")

    results = await simulated.at_once(
        community.env,
        typed(community.admin, first, "Words of the first", LONG[:TEXT_MAX]),
        typed(community.admin_ja, second, "Words of the second", LONG[:TEXT_MAX]),
    )

    draft = await edit(community)
    stored = [name for name in ("Words of the first", "Words of the second") if name in shown(draft)]
    assert len(stored) == 1
    for result, name in zip(results, ("Words of the first", "Words of the second"), strict=True):
        assert name in told(result), "what wasn't stored is given back"
    assert sum("コピーしてお使いください" in told(r) or "nothing is lost" in told(r) for r in results) == 1


async def test_a_published_draft_is_published_once(community: Community) -> None:
    await published(community, *some_rules(2))
    draft = await typed(
        community.admin, await pressed(community.admin, await edit(community), "guidelines:add"), "Third"
    )
    asked = await pressed(community.admin, draft, "guidelines:ask-publish")
    custom_id = button_of(answer(asked), "guidelines:publish:material")

    results = await simulated.at_once(
        community.env, *(community.admin.click(answer(asked), custom_id=custom_id) for _ in range(2))
    )

    said = [told(result) for result in results]
    assert sum("Version 2 is published" in one for one in said) >= 1
    history = await community.app.guidelines.reader.history(guild_id=community.server.id)
    assert history.total == 2


async def test_discarding(community: Community) -> None:
    await published(community, *some_rules(2))
    await typed(community.admin, await pressed(community.admin, await edit(community), "guidelines:add"), "Third")
    asked = await pressed(community.admin, await edit(community), "guidelines:ask-discard")
    assert "Discard the whole draft?" in shown(asked)
    back = await pressed(community.admin, asked, "guidelines:draft")
    assert "**3. Third** 🆕" in shown(back)
    other = await edit(community, community.admin_ja)

    done = await pressed(
        community.admin, await pressed(community.admin, back, "guidelines:ask-discard"), "guidelines:discard"
    )

    assert "The draft is discarded" in shown(done)
    late = await pressed(community.admin_ja, other, "guidelines:add")
    assert "この下書きはもうありません" in told(late)
    assert "the same as version 1" in shown(await edit(community))


# Differences ------------------------------------------------------------------------------------------------------


async def test_what_differs_is_shown_old_and_new(community: Community) -> None:
    await published(
        community,
        terms("No advertising", "Do not promote other shops here.", ja="宣伝はしない"),
        terms("Stay on topic"),
        terms("Be kind"),
    )
    rule = await chosen(community.admin, await edit(community), 1)
    form = await pressed(community.admin, rule, "guidelines:edit")
    draft = await typed(
        community.admin,
        form,
        "No advertising",
        "Do not promote other shops or servers here.",
        penalty="ban-1440",
        title_ja="宣伝は禁止です",
        text_ja="宣伝はしないの本文",
    )
    rule = await chosen(community.admin, draft, 2)
    draft = await pressed(
        community.admin, await pressed(community.admin, rule, "guidelines:ask-remove"), "guidelines:remove"
    )
    draft = await typed(community.admin, await pressed(community.admin, draft, "guidelines:add"), "Spoil nothing")

    seen = shown(await pressed(community.admin, draft, "guidelines:difference"))

    for said in (
        "What version 2 would change in version 1",
        "1 added, 1 changed, 1 removed, 1 renumbered",
        "**New: 3. Spoil nothing**",
        "**Removed: 2. Stay on topic**",
        "> Do not promote other shops here.",
        "> Do not promote other shops **or servers** here.",
        "(Japanese)",
        "> 宣伝は禁止です",
        "Warning → **Ban for 1 day**",
        "**Renumbered:** 3 → 2",
    ):
        assert said in seen, said


async def test_many_changes_are_turned_by_pages(community: Community) -> None:
    before = [terms(f"Rule {n}", LONG[:TEXT_MAX], ja=f"ルール{n}") for n in range(1, 9)]
    await published(community, *before)
    await published(community, *[terms(f"New {n}", LONG[:TEXT_MAX]) for n in range(1, 9)], material=False)

    history = await community.admin.slash(community.general, "rules history")
    first = await pressed(community.admin, history, "guidelines:see-changes")
    assert "What changed from version 1 to 2" in shown(first) and "New: 1." in shown(first)
    await community.restart()
    second = await community.admin.click(answer(first), label="Next")

    assert "New: 1." not in shown(second) and "Page 2 of" in shown(second)


async def test_members_see_what_changed_in_their_language_only(community: Community) -> None:
    await published(community, terms("Be kind", ja="親切に"))
    rule = await chosen(community.admin, await edit(community), 1)
    form = await pressed(community.admin, rule, "guidelines:edit")
    draft = await typed(
        community.admin, form, "Be kind", "Always.", penalty="ban", title_ja="やさしく", text_ja="いつも。"
    )
    await publish(community.admin, draft, kind="details")

    async def seen(who: simcord.MemberActor) -> str:
        history = await who.slash(community.general, "rules history")
        return shown(await pressed(who, history, "guidelines:see-changes"))

    assert "Nothing changed in your language" in await seen(community.asker)
    assert "やさしく" in await seen(community.asker_ja) and "BAN" not in await seen(community.asker_ja)
    assert "Permanent ban" in await seen(community.admin)


# Reading and agreeing ---------------------------------------------------------------------------------------------


async def test_reading_is_private_and_agreeing_is_kept(community: Community) -> None:
    await suggested_published(community)
    read = await community.asker.slash(community.general, "rules show")
    assert answer(read).ephemeral and "With *I agree* you confirm" in shown(read)

    thanked = await pressed(community.asker, read, "guidelines:agree")
    assert "You agreed to version 1 of the rules" in shown(thanked)
    again = await community.asker.slash(community.general, "rules show")
    assert "✅ You agreed to this version on" in shown(again) and "I agree" not in labels(again)
    assert "I agree" in labels(await community.helper.slash(community.general, "rules show"))


async def test_long_rules_are_read_page_by_page(community: Community) -> None:
    await published(community, *some_rules(9, LONG[:TEXT_MAX]))
    first = await community.asker.slash(community.general, "rules show")
    assert "### 3. Rule 3" in shown(first) and "### 4. Rule 4" not in shown(first)
    assert "On the last page you can agree" in shown(first) and "I agree" not in labels(first)

    await community.restart()
    second = await community.asker.click(answer(first), label="Next")
    assert "### 4. Rule 4" in shown(second) and "Page 2 of 3" in shown(second)
    third = await community.asker.click(answer(second), label="Next")
    assert "### 9. Rule 9" in shown(third) and "I agree" in labels(third)
    back = await community.asker.click(answer(third), label="Back")
    assert "### 4. Rule 4" in shown(back)
    third = await community.asker.click(answer(back), label="Next")
    assert "Thank you" in shown(await pressed(community.asker, third, "guidelines:agree"))


async def test_a_page_of_an_older_version_leads_to_the_new_one(community: Community) -> None:
    await published(community, *some_rules(9, LONG[:TEXT_MAX]))
    first = await community.asker.slash(community.general, "rules show")
    last = await last_page(community, community.helper)
    await published(community, terms("All is new"), material=True)

    turned = await community.asker.click(answer(first), label="Next")
    assert "changed while you were reading" in shown(turned) and "### 1. All is new" in shown(turned)
    refused = await pressed(community.helper, last, "guidelines:agree")
    assert "changed while you were reading" in shown(refused) and "### 1. All is new" in shown(refused)

    assert "You agreed to version 2" in shown(await pressed(community.helper, refused, "guidelines:agree"))
    assert "I agree" in labels(await community.asker.slash(community.general, "rules show"))


async def test_who_agreed_before_is_told_what_to_do(community: Community) -> None:
    await published(community, terms("Be kind"))
    await agreed(community, community.asker)
    await published(community, terms("Be kind."), material=False)
    details = shown(await community.asker.slash(community.general, "rules show"))
    assert "Only details have changed since, so you needn't do anything" in details

    await published(community, terms("Be kinder"), material=True)
    material = await community.asker.slash(community.general, "rules show")
    assert "**The rules have changed** since you agreed to version 1" in shown(material)
    assert "What has changed" in labels(material)
    changes = await pressed(community.asker, material, "guidelines:see-changes")
    assert "What changed from version 1 to 3" in shown(changes)


async def test_two_clicks_agree_once(community: Community) -> None:
    await suggested_published(community)
    read = await community.asker.slash(community.general, "rules show")
    custom_id = button_of(answer(read), "guidelines:agree")

    results = await simulated.at_once(
        community.env, *(community.asker.click(answer(read), custom_id=custom_id) for _ in range(2))
    )

    assert all("Thank you" in shown(result) for result in results)
    history = await community.app.guidelines.reader.history(guild_id=community.server.id)
    assert history.versions[0].agreed == 1


async def test_one_rule_alone(community: Community) -> None:
    await suggested_published(community)

    member = await community.asker.slash(community.general, "rules show", number=3)
    moderator = await community.moderator.slash(community.general, "rules show", number=3)

    assert "### 3. No advertising" in shown(member) and "Version 1" in shown(member)
    assert "moderators usually do" not in shown(member)
    assert "What moderators usually do: Remove the message and warn" in shown(moderator)
    assert "There is no rule number 20" in shown(
        await community.asker.slash(community.general, "rules show", number=20)
    )


async def test_rules_are_suggested_by_number_or_words(community: Community) -> None:
    await suggested_published(community)

    by_words = await community.asker_ja.autocomplete(community.general, "rules show", "number", "プライバシー")
    everything = await community.asker.autocomplete(community.general, "rules show", "number", "")

    assert [choice["value"] for choice in by_words] == [4] and by_words[0]["name"] == "4. プライバシーを守る"
    assert len(everything) == 8


async def test_a_rule_in_one_language_is_read_by_all(community: Community) -> None:
    await published(community, terms("Only in English"))

    assert "### 1. Only in English" in shown(await community.asker_ja.slash(community.general, "rules show"))


async def test_without_rules_there_is_nothing_to_read(community: Community) -> None:
    for command in ("rules show", "rules history"):
        assert "No rules are published here yet" in shown(await community.asker.slash(community.general, command))
    assert "まだ公開されていません" in shown(await community.asker_ja.slash(community.general, "rules show"))


async def test_the_door_opens_the_pages(community: Community) -> None:
    await suggested_published(community)
    channel: Any = community.bot.get_channel(community.general.id)
    door = community.bot.doors["agree"](Language.EN)
    assert isinstance(door, GuidelinesButton)
    message = await channel.send("Welcome!", view=view_of(door))
    await community.env.settle()

    english = await community.asker.click(message, custom_id="guidelines:open")
    japanese = await community.asker_ja.click(message, custom_id="guidelines:open")

    assert "Be kind and respectful" in told(english) and "思いやり" in told(japanese)
    assert community.general.history()[-1].content == "Welcome!"


# History ----------------------------------------------------------------------------------------------------------


async def test_history_shows_admins_who(community: Community) -> None:
    await suggested_published(community)
    await agreed(community, community.asker)

    member = await community.helper.slash(community.general, "rules history")
    admin = await community.admin.slash(community.general, "rules history")

    assert "**Version 1**" in shown(member) and "8 rules" in shown(member) and "The first rules" in shown(member)
    assert "1 member has agreed to the rules now in force" in shown(member)
    assert f"<@{community.admin.id}>" not in shown(member)
    assert f"Published by <@{community.admin.id}>" in shown(admin)


async def test_a_long_history_is_turned(community: Community) -> None:
    for number in range(7):
        await published(community, terms(f"Number {number}"), material=False)
    first = await community.asker.slash(community.general, "rules history")
    assert "**Version 7**" in shown(first) and "**Version 2**" not in shown(first)

    second = await community.asker.click(answer(first), label="Next")

    assert "**Version 2**" in shown(second) and "**Version 7**" not in shown(second)


# Who may, and how much fits ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["asker", "moderator", "staff"])
async def test_only_admins_change_rules(community: Community, name: str) -> None:
    who = getattr(community, name)
    refused = await edit(community, who)
    assert "Only admins can change the rules" in shown(refused)

    channel: Any = community.bot.get_channel(community.general.id)
    await published(community, *some_rules(2))
    stamp = (await community.app.guidelines.drafting.open(by=admin_actor(community))).version.stamp  # type: ignore[union-attr]
    for custom_id in (
        "guidelines:draft",
        "guidelines:begin:suggested",
        "guidelines:rule:1",
        "guidelines:difference:1",
        "guidelines:ask-remove:1",
        f"guidelines:remove:1:{stamp}",
        f"guidelines:move:1:down:{stamp}",
        f"guidelines:add:{stamp}",
        f"guidelines:edit:1:{stamp}",
        f"guidelines:ask-discard:{stamp}",
        f"guidelines:discard:{stamp}",
        f"guidelines:ask-publish:{stamp}",
        f"guidelines:publish:material:{stamp}",
    ):
        message = await channel.send("forged", view=_forged(custom_id))
        await community.env.settle()
        result = await who.click(message, custom_id=custom_id)
        assert "Only admins can change the rules" in told(result), custom_id
    assert (await community.app.guidelines.drafting.get(by=admin_actor(community))).version.stamp == stamp


def _forged(custom_id: str) -> Any:
    return view_of(discord.ui.Button(label="x", custom_id=custom_id))


@pytest.mark.parametrize(
    "custom_id",
    ["guidelines:begin:everything", "guidelines:move:1:sideways:5", "guidelines:publish:loudly:5", "guidelines:page:1"],
)
async def test_forged_arguments_are_refused(community: Community, custom_id: str) -> None:
    await published(community, *some_rules(2))
    await edit(community)
    channel: Any = community.bot.get_channel(community.general.id)
    message = await channel.send("forged", view=_forged(custom_id))
    await community.env.settle()

    result = await community.admin.click(message, custom_id=custom_id)

    assert "button" in told(result).lower()


@pytest.mark.parametrize("language", ["en-US", "ja"])
async def test_the_fullest_rules_fit_every_message(community: Community, language: str) -> None:
    for who in (community.asker, community.admin):
        simulated.set_locale(community.env, who, language)
    title, text = "*" * (TITLE_MAX - 1) + "a", "_" * (TEXT_MAX - 1) + "a"
    full = [terms(title, text, ja=title) for _ in range(RULES_MAX)]
    await published(community, *full)
    await published(community, *[terms(title, text + "b" if len(text) < TEXT_MAX else text, ja=title)] * RULES_MAX)
    channel = await channel_for_rules(community)
    await community.run_due()
    results = [
        await edit(community),
        await chosen(community.admin, await edit(community), 40),
        await community.asker.slash(community.general, "rules show"),
        await community.admin.slash(community.general, "rules history"),
        await pressed(
            community.admin, await community.admin.slash(community.general, "rules history"), "guidelines:see-changes"
        ),
    ]

    messages: list[Any] = [answer(result) for result in results]
    for components in [
        *(message.components for message in messages),
        *([p.to_dict() for p in m.components] for m in channel.history()),
    ]:
        parts = list(walk(components))
        assert sum(len(part.get("content", "")) for part in parts) <= 4000
        assert len(parts) <= 40
    assert len(channel.history()) == 7


async def test_the_role_is_spoken_of_when_it_comes(community: Community) -> None:
    await suggested_published(community)
    role = community.server.create_role("Members")
    await community.env.settle()
    await community.set(GuidelineSettings, member_role_id=role.id)

    english = await agreed(community, community.asker)
    japanese = await agreed(community, community.asker_ja)

    assert f"You will get the role <@&{role.id}> in a moment" in shown(english)
    assert f"まもなく、ロール <@&{role.id}> が付きます" in shown(japanese)


async def test_the_feature_leaves_nothing_behind(community: Community) -> None:
    checks, watchers = len(community.bot.checks), len(community.bot.members.watchers)
    await community.bot.unload_extension("cogs.guidelines")

    assert "agree" not in community.bot.doors
    assert len(community.bot.checks) == checks - 1 and len(community.bot.members.watchers) == watchers - 1
    names = {job.name for job in community.app.jobs.all()}
    assert not names & {"posted-rules", "member-role"}
    assert community.bot.tree.get_command("rules") is None
