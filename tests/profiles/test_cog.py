"""Profiles as members meet them: filled in, shown to whom one likes, looked at by others, deleted."""

import re
from datetime import timedelta

import pytest
import simcord
from simcord.results import InteractionResult

from bot.i18n import Language, say
from bot.profiles.model import LENGTHS, Field, Visibility
from bot.sandbox import simulated
from bot.ui.layout import TEXT_LIMIT
from tests.profiles.acting import HELLO, filled_in, inputs, shown_to
from tests.support.cards import answer, buttons, shown, walk
from tests.support.community import Community, private_text


async def look(community: Community, who: simcord.MemberActor, whom: simcord.MemberActor) -> InteractionResult:
    return await who.slash(community.general, "profile show", member=whom)


# Filling in -------------------------------------------------------------------------------------------------------


async def test_who_has_said_nothing_is_told_what_it_would_be_for_and_that_nothing_is_stored(
    community: Community,
) -> None:
    card = await community.asker.slash(community.general, "profile show")

    assert card.ephemeral and "nothing is stored" in shown(card)
    for field in Field:
        assert say(Language.EN, f"profiles-field-{field}.purpose") in shown(card)
    assert list(buttons(answer(card))) == ["profiles:edit"]


@pytest.mark.parametrize("locale", ["en-US", "ja"])
async def test_the_form_says_of_each_field_what_it_is_for_who_sees_it_and_how_it_is_deleted(
    community: Community, locale: str
) -> None:
    simulated.set_locale(community.env, community.asker, locale)
    language = Language.of_locale(locale)

    form = await community.asker.slash(community.general, "profile edit")

    assert form.modal is not None
    labels = form.modal["components"]
    assert [label["component"]["custom_id"] for label in labels] == [field.value for field in Field]
    for field, label in zip(Field, labels, strict=True):
        assert label["label"] == say(language, f"profiles-field-{field}")
        assert say(language, f"profiles-field-{field}.purpose") in label["description"]
        assert say(language, "profiles-visible-nobody") in label["description"]
        assert len(label["description"]) <= 100 and "…" not in label["description"]
        assert not label["component"]["required"] and label["component"]["max_length"] == LENGTHS[field]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("visibility", list(Visibility))
def test_what_the_form_says_is_never_cut(language: Language, visibility: Visibility) -> None:
    for field in Field:
        purpose = say(language, f"profiles-field-{field}.purpose")
        who = say(language, f"profiles-visible-{visibility}")
        assert len(say(language, "profiles-form-described", purpose=purpose, who=who)) <= 100


async def test_what_is_filled_in_is_kept_shown_and_stands_in_the_form_next_time(community: Community) -> None:
    card = await filled_in(community, community.asker, **HELLO)

    assert card.ephemeral and "✅ Saved." in shown(card)
    assert all(value in shown(card) for value in HELLO.values())
    form = await community.asker.slash(community.general, "profile edit")
    assert {name: value for name, value in inputs(form).items() if value} == HELLO


async def test_an_emptied_field_is_deleted(community: Community) -> None:
    await filled_in(community, community.asker, **HELLO)

    card = await filled_in(community, community.asker, place="")

    assert "Kyoto" not in shown(card) and "I roast beans." in shown(card)


async def test_the_edit_button_changes_the_card_it_stands_on(community: Community) -> None:
    card = await community.asker.slash(community.general, "profile show")
    form = await community.asker.click(answer(card), custom_id="profiles:edit")

    await community.asker.submit_modal(form, {"about": "Tea, mostly."})

    assert "Tea, mostly." in shown(card)


async def test_a_form_opened_before_a_restart_can_be_handed_in_after_it(community: Community) -> None:
    form = await community.asker_ja.slash(community.general, "profile edit")
    await community.restart()

    card = await community.asker_ja.submit_modal(form, {"called": "亜紀"})

    assert "✅ 保存しました。" in shown(card) and "亜紀" in shown(card)


# Who sees it ------------------------------------------------------------------------------------------------------


async def test_nobody_else_sees_anything_until_its_owner_says_who_may(community: Community) -> None:
    await filled_in(community, community.asker, **HELLO)

    for who in (community.bystander, community.staff, community.admin):
        card = await look(community, who, community.asker)
        assert card.ephemeral
        assert "There is nothing here for you to see." in shown(card) and "Kyoto" not in shown(card)


@pytest.mark.parametrize(
    ("whom", "seeing"),
    [
        ("everyone", {"bystander", "staff", "moderator", "admin"}),
        ("staff", {"staff", "moderator", "admin"}),
        ("nobody", set()),
    ],
)
async def test_each_sees_what_is_shown_to_them(community: Community, whom: str, seeing: set[str]) -> None:
    card = await filled_in(community, community.asker, **HELLO)
    await shown_to(community.asker, card, "place", "everyone")
    await shown_to(community.asker, card, "place", whom)

    who_sees = {
        name
        for name in ("bystander", "staff", "moderator", "admin")
        if "Kyoto" in shown(await look(community, getattr(community, name), community.asker))
    }

    assert who_sees == seeing
    assert "Kyoto" in shown(await community.asker.slash(community.general, "profile show"))


async def test_choosing_who_sees_a_field_says_so_and_marks_it_also_after_a_restart(community: Community) -> None:
    card = await filled_in(community, community.asker_ja, about="豆を焼いています。")
    await community.restart()

    await shown_to(community.asker_ja, card, "about", "staff")

    assert "✅ 自己紹介：スタッフにだけ見せる" in shown(card)
    (menu,) = [component for component in walk(answer(card).components) if component.get("type") == 3]
    assert [option["value"] for option in menu["options"] if option.get("default")] == ["staff"]


async def test_a_field_deleted_meanwhile_can_not_be_shown(community: Community) -> None:
    card = await filled_in(community, community.asker, about="Hello")
    await community.asker.slash(community.general, "profile clear", field="about")

    refused = await shown_to(community.asker, card, "about", "everyone")

    assert "This field is empty now" in private_text(refused)
    assert "Hello" not in shown(await look(community, community.bystander, community.asker))


async def test_the_menu_on_a_person_shows_the_same(community: Community) -> None:
    card = await filled_in(community, community.asker, **HELLO)
    await shown_to(community.asker, card, "called", "everyone")

    found = await community.bystander.context_menu(community.general, "Profile", community.asker)

    assert found.ephemeral and "What to call you" in shown(found) and "Aki" in shown(found)
    assert "Kyoto" not in shown(found)


async def test_ones_own_name_in_the_menu_leads_to_ones_own_card(community: Community) -> None:
    found = await community.asker.context_menu(community.general, "Profile", community.asker)

    assert "Your profile" in shown(found)


async def test_what_was_shown_to_everybody_stays_when_its_owner_leaves(community: Community) -> None:
    card = await filled_in(community, community.asker, **HELLO)
    await shown_to(community.asker, card, "called", "everyone")
    community.server.remove_member(community.asker)
    await community.env.settle()

    found = await community.bystander.slash(community.general, "profile show", member=community.asker.user)

    assert "Aki" in shown(found) and "Kyoto" not in shown(found)


async def test_a_profile_on_one_server_is_none_on_another(community: Community) -> None:
    card = await filled_in(community, community.asker, **HELLO)
    await shown_to(community.asker, card, "called", "everyone")
    other = community.env.create_guild("Other")
    lobby = other.create_text_channel("lobby")
    reader, writer = other.add_member(community.bystander.user), other.add_member(community.asker.user)
    await community.env.settle()

    assert "Aki" not in shown(await reader.slash(lobby, "profile show", member=writer))
    assert "nothing is stored" in shown(await writer.slash(lobby, "profile show"))


# What people write ------------------------------------------------------------------------------------------------

NASTY = "@everyone <@123456789012345678> [free](https://x.example) **loud**\n# Big\n<#5> </settings:1> ||gone||"


async def test_nothing_of_what_people_write_acts(community: Community) -> None:
    card = await filled_in(community, community.asker, about=NASTY)
    await shown_to(community.asker, card, "about", "everyone")

    for found in (card, await look(community, community.bystander, community.asker)):
        text = re.sub(r"\\.", "", shown(found))  # what has a backslash before it shows as it is
        assert not re.search(r"@everyone|<@\d|<#|</settings|\[free|\*\*loud|\|\|gone|^# Big", text, re.MULTILINE), text
    sent = [request.json for request in community.env.http_requests if request.json and "components" in request.json]
    assert all(not (request.get("allowed_mentions") or {}).get("parse") for request in sent)


async def test_the_fullest_profile_fits_a_card(community: Community) -> None:
    full = {field.value: ("*_`~|" * LENGTHS[field])[: LENGTHS[field]] for field in Field}

    card = await filled_in(community, community.asker, **full)

    assert "✅ Saved." in shown(card)
    assert sum(1 for _ in walk(answer(card).components)) <= 40
    texts = [component["content"] for component in walk(answer(card).components) if component.get("content")]
    assert sum(map(len, texts)) <= TEXT_LIMIT


# Deleting ---------------------------------------------------------------------------------------------------------


async def test_one_field_can_be_deleted_by_its_name(community: Community) -> None:
    await filled_in(community, community.asker, **HELLO)

    done = await community.asker.slash(community.general, "profile clear", field="place")
    again = await community.asker.slash(community.general, "profile clear", field="place")

    assert "“Where you are” is deleted" in private_text(done)
    assert "was empty already" in private_text(again)
    card = shown(await community.asker.slash(community.general, "profile show"))
    assert "Kyoto" not in card and "I roast beans." in card


async def test_everything_is_deleted_after_a_yes_and_nothing_after_a_no(community: Community) -> None:
    card = await filled_in(community, community.asker, **HELLO)
    asked = await community.asker.click(answer(card), custom_id="profiles:clear")
    assert "3 fields" in shown(asked)

    await community.asker.click(answer(asked), custom_id="ui:cancel")
    assert "Kyoto" in shown(await community.asker.slash(community.general, "profile show"))

    asked = await community.asker.slash(community.general, "profile clear")
    done = await community.asker.click(answer(asked), custom_id="profiles:clear-all")
    assert "is deleted" in shown(done)
    assert "nothing is stored" in shown(await community.asker.slash(community.general, "profile show"))


async def test_there_may_be_nothing_to_delete(community: Community) -> None:
    assert "プロフィールには何も書かれていない" in shown(
        await community.asker_ja.slash(community.general, "profile clear")
    )


async def test_two_yeses_at_once_are_both_answered(community: Community) -> None:
    await filled_in(community, community.asker, **HELLO)
    one, two = [await community.asker.slash(community.general, "profile clear") for _ in range(2)]

    first, second = await simulated.at_once(
        community.env,
        community.asker.click(answer(one), custom_id="profiles:clear-all"),
        community.asker.click(answer(two), custom_id="profiles:clear-all"),
    )

    assert sorted(["is deleted" in shown(first), "is deleted" in shown(second)]) == [False, True]


async def test_a_profile_does_not_run_out(community: Community) -> None:
    await filled_in(community, community.asker, **HELLO)
    await community.env.pass_time(timedelta(days=400))
    await community.run_due()

    assert "Kyoto" in shown(await community.asker.slash(community.general, "profile show"))
