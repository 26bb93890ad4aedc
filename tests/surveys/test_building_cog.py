"""Building surveys as admins do on Discord: in both languages, half-way through a restart, and two at once."""

import io

import pytest
from PIL import Image
from simcord.results import InteractionResult

from bot.actor import Actor
from bot.settings.model import ServerSettings
from bot.surveys.model import QUESTIONS_MAX, QuestionKind, QuestionTerms, SurveyKind
from tests.support.cards import answer, buttons, shown, text_of, walk
from tests.support.community import Community, private_text
from tests.surveys.acting_building import (
    added,
    back,
    choose,
    created,
    opened,
    press,
    survey_row,
    with_channel,
)


def picture(colour: str = "red", size: tuple[int, int] = (1_600, 900)) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, colour).save(made, "PNG")
    return made.getvalue()


# Building ---------------------------------------------------------------------------------------------------------


@pytest.mark.needs("members", "surveys")
async def test_an_admin_builds_previews_and_opens_a_survey(community: Community) -> None:
    channel, admin = await with_channel(community), community.admin
    editor = await created(community)
    assert answer(editor).ephemeral
    for said in ("The draft is saved", "## Roast", "Draft · Survey · no questions", "🔒 Anonymous"):
        assert said in shown(editor)

    question = await added(admin, editor)
    assert "### 1. How dark?" in shown(question) and "One choice, 3 options · required" in shown(question)
    question = await added(admin, question, "scale", text="How good?", scale=["1-5"], lowest="bad", highest="good")
    editor = await back(admin, question)
    assert "1. How dark?" in shown(editor) and "2. How good?\n-# Scale 1 to 5 · required" in shown(editor)

    preview = await press(admin, editor, "surveys:preview")
    assert "this is what members see" in shown(preview) and "Roast · 1 of 2" in shown(preview)
    live = [one for one in walk(answer(preview).components) if one.get("custom_id", "").startswith("surveys:answer")]
    assert live and all(one.get("disabled") for one in live)

    asked = await press(admin, await back(admin, preview), "surveys:ask-open")
    assert "Open “Roast”?" in shown(asked) and "Now that would be 12 people." in shown(asked)
    assert "can't be changed any more" in shown(asked)
    done = await press(admin, asked, "surveys:open")
    assert "opens within a minute" in shown(done)
    await community.later(seconds=30)

    (post,) = channel.history()
    assert "surveys:enter:" in str(post.components[0].to_dict())
    assert (await survey_row(community)).asked == 12


@pytest.mark.needs("members", "surveys")
async def test_in_japanese(community: Community) -> None:
    await with_channel(community)
    admin = community.admin_ja
    editor = await created(community, admin, title="次の焙煎", why="次の豆を選ぶためです")
    for said in (
        "下書きを保存しました",
        "下書き・アンケート・設問なし",
        "**お願いする理由**：次の豆を選ぶためです",
        "🔒 匿名です",
    ):
        assert said in shown(editor)

    question = await added(admin, editor, "several", text="好きな味は？", options="酸味\n苦味\n甘み", most="２")
    assert "複数選ぶ（3択）・必須" in shown(question) and "選べるのは2個までです" in shown(question)
    asked = await press(admin, await back(admin, question), "surveys:ask-open")
    assert "「次の焙煎」を開始しますか？" in shown(asked) and "いま始めると、12人が対象です" in shown(asked)


async def test_a_restart_half_way_loses_nothing(community: Community) -> None:
    admin = community.admin
    editor = await created(community)
    question = await added(admin, editor)

    await community.restart()

    question = await added(admin, question, "long", text="Why?", optional=True)
    assert "Long text · may be skipped" in shown(question)
    editor = await admin.slash(community.general, "survey edit", survey="roast")
    assert "1. How dark?" in shown(editor) and "2. Why?" in shown(editor)


async def test_what_was_typed_is_never_lost(community: Community) -> None:
    admin = community.admin
    editor = await created(community)
    kinds = await press(admin, editor, "surveys:question-add")
    form = await press(admin, kinds, "surveys:question-kind", ending="several")

    refused = await admin.submit_modal(form, {"text": "Which ones?", "options": "Light\nlight\nDark", "most": ""})

    assert "“light” is there twice" in private_text(refused)
    assert "Nothing was saved." in private_text(refused) and "Light\nlight\nDark" in private_text(refused)
    assert "no question" in shown(await admin.slash(community.general, "survey edit", survey="roast"))


async def test_questions_are_edited_moved_and_removed(community: Community) -> None:
    admin = community.admin
    question = await added(admin, await created(community), "nps", text="Recommend us?")
    question = await added(admin, question, "short", text="A name")
    question = await press(admin, question, "surveys:question-move", ending=":up")
    assert "### 1. A name" in shown(question)
    question = await press(admin, question, "surveys:question-required")
    assert "may be skipped" in shown(question)
    form = await press(admin, question, "surveys:question-edit")
    question = await admin.submit_modal(form, {"text": "Your name", "optional": False})
    assert "### 1. Your name" in shown(question) and "required" in shown(question)

    asked = await press(admin, question, "surveys:question-remove")
    assert "Remove this question?" in shown(asked) and "Your name" in shown(asked)
    editor = await back(admin, await press(admin, asked, "surveys:question-remove-yes"))
    assert "1. Recommend us?" in shown(editor) and "Your name" not in shown(editor)
    row = await choose(admin, editor, "surveys:question-menu", [_first_value(editor)])
    assert "### 1. Recommend us?" in shown(row)


def _first_value(result: InteractionResult) -> str:
    menus = [one for one in walk(answer(result).components) if one.get("options")]
    return str(menus[0]["options"][0]["value"])


async def test_of_two_admins_the_second_sees_what_the_first_did(community: Community) -> None:
    editor = await created(community)
    stale = await community.admin_ja.slash(community.general, "survey edit", survey="Roast")
    await added(community.admin, editor)

    refused = await press(community.admin_ja, stale, "surveys:publish")

    assert "ほかの方がこのアンケートを変更しました" in private_text(refused)
    card = refused.response
    assert card is not None and "変更されました" in text_of(card)
    newest = await community.admin_ja.click(card, label="最新の内容を表示")
    assert "1. How dark?" in shown(newest) and not (await survey_row(community)).publish


# Who and when -----------------------------------------------------------------------------------------------------


@pytest.mark.needs("members", "surveys")
async def test_who_is_asked_is_chosen_and_counted(community: Community) -> None:
    admin = community.admin
    editor = await added(admin, await created(community))
    who = await press(admin, await back(admin, editor), "surveys:who")
    who = await choose(admin, who, "surveys:who-role", [community.roles["moderators"]])
    assert f"members with the role <@&{community.roles['moderators'].id}>" in shown(who)
    assert "Now that would be 2 people." in shown(who)
    form = await press(admin, who, "surveys:who-sample")
    who = await admin.submit_modal(form, {"size": "４"})
    assert "4 members drawn at random" in shown(who) and "Now that would be 4 people." in shown(who)
    who = await press(admin, who, "surveys:who-all")
    assert "all members" in shown(who)


@pytest.mark.needs("members", "surveys")
async def test_the_estimate_says_when_discord_tells_nothing(community: Community) -> None:
    await created(community)
    editor = await community.admin_ja.slash(community.general, "survey edit", survey="Roast")
    community.fails("GET", f"/guilds/{community.server.id}/members", 500, times=None)

    who = await press(community.admin_ja, editor, "surveys:who")

    assert "いまDiscordからメンバーの一覧を受け取れない" in shown(who)
    community.works_again()
    assert "Discord" not in shown(await press(community.admin_ja, who, "surveys:who-all"))


async def test_times_are_typed_in_words_and_echoed(community: Community) -> None:
    admin = community.admin
    await community.set(ServerSettings, time_zone="Europe/Berlin")
    editor = await back(admin, await added(admin, await created(community)))
    when = await press(admin, editor, "surveys:when")
    assert "Europe/Berlin" in shown(when)

    form = await press(admin, when, "surveys:when-ask", ending=":opens")
    when = await admin.submit_modal(form, {"moment": "2026-01-10 18:30"})
    assert "**Opens:** <t:1768066200:F> (<t:1768066200:R>)" in shown(when)
    form = await press(admin, when, "surveys:when-ask", ending=":closes")
    refused = await admin.submit_modal(form, {"moment": "whenever you like"})
    assert "whenever you like" in private_text(refused)
    form = await press(admin, await _when(community), "surveys:when-ask", ending=":closes")
    asked = await admin.submit_modal(form, {"moment": "12/1 20:00"})
    assert "Which of these do you mean?" in shown(asked)
    choices = [one for one in buttons(answer(asked)) if one.startswith("surveys:when-this:")]
    assert len(choices) > 1


async def _when(community: Community) -> InteractionResult:
    editor = await community.admin.slash(community.general, "survey edit", survey="Roast")
    return await press(community.admin, editor, "surveys:when")


async def test_an_open_survey_gets_more_time(community: Community) -> None:
    channel, admin = await with_channel(community), community.admin
    await community.set(ServerSettings, time_zone="Asia/Tokyo")
    await opened(community, admin, await back(admin, await added(admin, await created(community))))

    extended = await admin.slash(community.general, "survey extend", survey="Roast", until="2026-01-20 18:00")
    await community.run_due()

    assert "Saved" in shown(extended) and "**Open until:** <t:1768899600:F>" in shown(extended)
    assert "<t:1768899600:F>" in str([one.to_dict() for one in channel.history()[-1].components])
    refused = await admin.slash(community.general, "survey extend", survey="Roast", until="2026-09-01 18:00")
    assert "at most 90 days" in private_text(refused)


async def test_the_longest_survey_fits_its_editor(community: Community) -> None:
    building = community.app.surveys.building
    by = Actor(id=community.admin.id, guild_id=community.server.id, manages_server=True)
    sheet = await building.create(
        by=by, kind=SurveyKind.SURVEY, title="_" * 99 + "T", why="*" * 299 + "w", anonymous=True
    )
    terms = QuestionTerms(
        kind=QuestionKind.SEVERAL, text="[" * 199 + "q", options=tuple(f"{n:02}" + "_" * 98 for n in range(25))
    )
    for _ in range(QUESTIONS_MAX):
        sheet = await building.add_question(terms, by=by, survey_id=sheet.survey.id, stamp=sheet.survey.revision)

    editor = await community.admin.slash(community.general, "survey edit", survey=f"#{sheet.survey.id}")
    assert "40 questions" in shown(editor) and "26 to 40" in shown(editor)
    last = sheet.questions[-1].id
    menu = next(one for one in walk(answer(editor).components) if one.get("custom_id") == "surveys:question-menu:1:2")
    question = await community.admin.select(answer(editor), [str(last)], custom_id=menu["custom_id"])
    assert "### 40." in shown(question)
    preview = await press(community.admin, question, "surveys:preview")
    assert "40 of 40" in shown(preview)


# Concepts ---------------------------------------------------------------------------------------------------------


async def test_a_concept_test_gets_its_pictures(community: Community) -> None:
    await with_channel(community)
    admin = community.admin
    editor = await created(community, kind="concept")
    assert "Concept test" in shown(editor) and "Stored with names" in shown(editor)
    question = await added(
        admin, editor, "concept", text="Which box?", concepts="Red\nBlue", pictures=[("red.png", picture())]
    )
    assert "Blue — no picture yet" in shown(question) and "Red — no picture yet" not in shown(question)
    refused = await press(admin, await back(admin, question), "surveys:ask-open")
    assert "“Blue” has no picture yet" in private_text(refused)

    question = await choose(
        admin, await admin.slash(community.general, "survey edit", survey="Roast"), "surveys:question-menu", ["1"]
    )
    form = await choose(admin, question, "surveys:picture-menu", ["2"])
    refused = await admin.submit_modal(form, {"picture": ("note.png", b"no picture at all")})
    assert "picture" in private_text(refused)
    form = await choose(admin, question, "surveys:picture-menu", ["2"])
    question = await admin.submit_modal(form, {"picture": ("blue.png", picture("blue"))})
    assert "no picture yet" not in shown(question)

    preview = await press(admin, question, "surveys:preview")
    assert len(answer(preview).attachments) == 2
    assert "surveys:open:" in str(buttons(answer(await press(admin, await back(admin, preview), "surveys:ask-open"))))


# Lists, copies, deletion ------------------------------------------------------------------------------------------


@pytest.mark.needs("members", "surveys")
async def test_surveys_are_listed_copied_and_deleted(community: Community) -> None:
    await with_channel(community)
    admin = community.admin
    empty = await admin.slash(community.general, "survey list")
    assert "There is no survey yet" in shown(empty)
    editor = await back(admin, await added(admin, await created(community)))
    await opened(community, admin, editor)

    copy = await admin.slash(community.general, "survey copy", survey="Roast")
    assert "## Roast (copy)" in shown(copy) and "1. How dark?" in shown(copy)
    listed = await admin.slash(community.general, "survey list")
    assert "Roast (copy)" in shown(listed) and "0 of 12 have answered" in shown(listed)
    asked = await admin.slash(community.general, "survey delete", survey="Roast (copy)")
    assert "Delete the draft “Roast (copy)”?" in shown(asked)
    gone = await press(admin, asked, "surveys:delete")
    assert "It is deleted." in shown(gone)
    assert "Roast (copy)" not in shown(await admin.slash(community.general, "survey list"))
    refused = await admin.slash(community.general, "survey delete", survey="Roast")
    assert "Close it first" in private_text(refused)


async def test_names_are_suggested_to_admins_only(community: Community) -> None:
    await created(community)
    await created(community, title="Grinder")

    found = await community.admin.autocomplete(community.general, "survey edit", "survey", "gri")

    assert [one["name"] for one in found] == ["Grinder · Draft"]
    editor = await community.admin.slash(community.general, "survey edit", survey=found[0]["value"])
    assert "## Grinder" in shown(editor)
    refused = await community.admin.slash(community.general, "survey edit", survey="#99999999999999999999")
    assert "can't find this survey" in private_text(refused)


async def test_members_have_none_of_it(community: Community) -> None:
    offered = [str(command) for command in community.asker.available_commands(community.general)]
    assert offered and not any("survey" in command for command in offered)
