"""Answering a survey on Discord, as members do: privately, page by page, in both languages."""

import logging
from pathlib import Path
from typing import Any

import pytest
from discord import ui
from simcord.results import InteractionResult

from bot.due import unfinished
from bot.i18n import Language, say
from bot.points.store import derived
from bot.sandbox import simulated
from bot.seal import Seal
from bot.surveys import rules
from bot.surveys.model import (
    Audience,
    AudienceKind,
    Given,
    Picture,
    QuestionKind,
    QuestionTerms,
    SurveyKind,
    SurveyState,
)
from bot.surveys.store import questions, responses
from bot.ui.actions import view_of
from tests.support.cards import answer, buttons, shown, walk
from tests.support.community import Community
from tests.surveys.acting_answering import (
    asked,
    choose,
    close,
    entered,
    posted,
    press,
    progress_of,
    started,
    write,
)
from tests.surveys.forms import ALL_KINDS, LONG, NPS, SCALE, SEVERAL, SHORT, SINGLE, filled, member, opened, survey_of

MANY = QuestionTerms(
    kind=QuestionKind.SINGLE, text="Which tea?", options=tuple(f"Tea number {number}" for number in range(1, 26))
)


def is_private(result: InteractionResult) -> bool:
    message = answer(result)
    return bool(message.ephemeral)


async def answered(community: Community, who: Any, survey_id: int) -> InteractionResult:
    """Answer a survey of all kinds to the page of one's own answers."""
    single, several, *_ = await asked(community, survey_id)
    page = await started(community, who, survey_id)
    page = await press(who, page, "pick", ending=f":{single.options[1].id}")
    page = await choose(who, page, [several.options[0].id, several.options[2].id])
    page = await press(who, page, "page", ending=":3")
    page = await press(who, page, "number", ending=":4")
    page = await press(who, page, "number", ending=":10")
    page = await write(who, page, "The blue one")
    return await write(who, page, f"More colours.\nAnd **less** noise, <@{community.helper.id}> @everyone")


@pytest.mark.parametrize("person", ["asker", "asker_ja"])
async def test_answering_from_the_first_page_to_thanks(community: Community, person: str) -> None:
    who = getattr(community, person)
    language = Language.JA if person.endswith("ja") else Language.EN
    survey_id = await posted(community, ALL_KINDS, points=5)

    first = await entered(community, who, survey_id)
    assert is_private(first)
    for told in (
        "Kettles",
        "To make better kettles",
        say(language, "surveys-answer-anonymous"),
        say(language, "surveys-answer-points", points=5),
    ):
        assert told in shown(first)

    review = await answered(community, who, survey_id)
    said = shown(review)
    assert all(one in said for one in ("Work", "Tea", "Water", "4", "10", "The blue one", "More colours."))
    assert say(language, "surveys-answer-send-note") in said
    done = await press(who, review, "send")

    assert say(language, "surveys-answer-thanks") in shown(done)
    progress = await progress_of(community, who, survey_id)
    assert progress.finished
    assert [given.number for given in progress.answers.values()][2:4] == [4, 10]


async def test_what_is_written_mentions_nobody_and_shows_as_it_is(community: Community) -> None:
    survey_id = await posted(community, ALL_KINDS)

    review = await answered(community, community.asker, survey_id)

    assert "@everyone" not in shown(review)
    assert f"<@{community.helper.id}>" not in shown(review)
    assert r"\*\*less\*\*" in shown(review)


async def test_a_page_says_where_one_is_and_what_it_asks(community: Community) -> None:
    survey_id = await posted(community, ALL_KINDS)

    page = await started(community, community.asker, survey_id)

    assert "Kettles · 1 of 6" in shown(page)
    assert "Where do you brew?" in shown(page)
    assert list(buttons(answer(page)).values())[:3] == ["Home", "Work", "Garden"]


async def test_a_scale_and_the_nps_name_their_ends(community: Community) -> None:
    survey_id = await posted(community, (SCALE, NPS))

    scale = await started(community, community.asker, survey_id)
    assert "**1** = bad" in shown(scale)
    nps = await press(community.asker, scale, "number", ending=":5")

    assert "**0** = not at all likely · **10** = extremely likely" in shown(nps)
    numbers = [label for label in buttons(answer(nps)).values() if label.isdigit()]
    assert numbers == [str(number) for number in range(11)]


async def test_twenty_five_options_are_a_menu_that_remembers(community: Community) -> None:
    survey_id = await posted(community, (MANY, SHORT))
    question, _ = await asked(community, survey_id)

    page = await started(community, community.asker, survey_id)
    page = await choose(community.asker, page, [question.options[24].id])
    again = await press(community.asker, page, "page", ending=":1")

    [menu] = [one for one in walk(answer(again).components) if one.get("type") == 3]
    assert len(menu["options"]) == 25
    assert [option["label"] for option in menu["options"] if option.get("default")] == ["Tea number 25"]


async def test_a_form_is_opened_with_what_was_written_before(community: Community) -> None:
    survey_id = await posted(community, (LONG,))
    page = await started(community, community.asker, survey_id)
    review = await write(community.asker, page, "First try")

    page = await choose(community.asker, review, [1], act="change")
    form = await press(community.asker, page, "write")

    assert form.modal is not None
    [field] = [one for one in walk(form.modal["components"]) if one.get("custom_id") == "text"]
    assert (field["value"], field["max_length"], field["style"]) == ("First try", 2000, 2)
    await community.asker.submit_modal(form, {"text": "Second try"})
    [given] = (await progress_of(community, community.asker, survey_id)).answers.values()
    assert given.text == "Second try"


async def test_optional_questions_are_skipped_and_answers_to_them_removed(community: Community) -> None:
    survey_id = await posted(community, (SHORT, SINGLE))
    page = await started(community, community.asker, survey_id)

    page = await press(community.asker, page, "skip")
    assert "2 of 2" in shown(page)
    assert not [one for one in buttons(answer(page)) if "skip" in one]

    page = await press(community.asker, page, "page", ending=":1")
    page = await write(community.asker, page, "A word")
    page = await press(community.asker, page, "page", ending=":1")
    await press(community.asker, page, "skip")

    short, _ = await asked(community, survey_id)
    assert (await progress_of(community, community.asker, survey_id)).answers == {short.id: Given()}


async def test_leaving_and_coming_back_after_a_restart_goes_on_where_one_was(community: Community) -> None:
    survey_id = await posted(community, ALL_KINDS)
    page = await started(community, community.asker, survey_id)
    single, *_ = await asked(community, survey_id)
    left = await press(community.asker, page, "pick", ending=f":{single.options[0].id}")

    await community.restart()
    await community.later(hours=3)  # nobody can edit the message of then any more
    on = await press(community.asker, left, "skip")  # its buttons go on all the same
    assert "3 of 6" in shown(on)
    new = await entered(community, community.asker, survey_id)

    assert is_private(new)
    assert "3 of 6" in shown(new)


async def test_after_sending_answers_can_be_looked_at_and_changed_from_the_post(community: Community) -> None:
    survey_id = await posted(community)
    [question] = await asked(community, survey_id)
    page = await started(community, community.asker, survey_id)
    review = await press(community.asker, page, "pick", ending=f":{question.options[0].id}")
    await press(community.asker, review, "send")

    review = await entered(community, community.asker, survey_id)
    assert "Sent. What you change here counts at once." in shown(review)
    page = await choose(community.asker, review, [1], act="change")
    review = await press(community.asker, page, "pick", ending=f":{question.options[2].id}")

    assert "Garden" in shown(review)
    assert (await progress_of(community, community.asker, survey_id)).finished


async def test_it_can_not_be_sent_before_what_is_needed_is_answered(community: Community) -> None:
    survey_id = await posted(community, (SHORT, SINGLE))
    page = await started(community, community.asker, survey_id)
    await press(community.asker, page, "skip")

    sent = await forged(community, f"surveys:answer-send:{survey_id}")

    assert shown(sent) == "Question 2 still needs an answer. Then you can send."
    assert not (await progress_of(community, community.asker, survey_id)).finished


async def test_forty_long_questions_and_answers_fit(community: Community) -> None:
    long = QuestionTerms(kind=QuestionKind.LONG, text="*" * 199 + "?", required=False)
    survey_id = await posted(community, (long,) * 40, title="_" * 100)
    actor = member(community.asker.id, server=community.server.id)
    page = await started(community, community.asker, survey_id)
    page = await write(community.asker, page, "*" * 2000)
    for question in (await asked(community, survey_id))[1:]:
        written = Given(text="<#1>*_" * 300)
        await community.app.surveys.answering.save(actor, survey_id, question.id, written)

    page = await entered(community, community.asker, survey_id)
    page = await choose(community.asker, page, [8], act="change")
    assert "8 of 40" in shown(page)
    review = await entered(community, community.asker, survey_id)
    for number in range(2, 6):
        review = await press(community.asker, review, "review", ending=f":{number}")

    assert "**40." in shown(review)
    [menu] = [one for one in walk(answer(review).components) if one.get("type") == 3]
    assert len(menu["options"]) == 8


async def test_several_choices_stay_on_their_page_until_one_goes_on(community: Community) -> None:
    survey_id = await posted(community, (SEVERAL, SINGLE))
    question, _ = await asked(community, survey_id)
    page = await started(community, community.asker, survey_id)
    assert "Choose up to 2." in shown(page)

    page = await choose(community.asker, page, [question.options[0].id])
    assert "1 of 2" in shown(page)
    page = await press(community.asker, page, "page", ending=":2")

    assert "2 of 2" in shown(page)


# Concepts ---------------------------------------------------------------------------------------------------------

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cf500f0003860180a3d5a6d60000000049454e44ae426082"
)


@pytest.mark.parametrize("person", ["asker", "asker_ja"])
async def test_concepts_are_shown_with_their_pictures(community: Community, person: str) -> None:
    who = getattr(community, person)
    concept = QuestionTerms(
        kind=QuestionKind.CONCEPT, text="Which one?", options=tuple(f"Design {letter}" for letter in "ABCDEFGH")
    )
    survey_id = await posted(community, (concept, SHORT), anonymous=False, kind=SurveyKind.CONCEPT)
    question, _ = await asked(community, survey_id)
    async with community.app.database.write() as connection:
        for option in question.options:
            picture = Picture(format="png", data=PIXEL)
            await questions.put_picture(connection, picture, guild_id=community.server.id, option_id=option.id)

    first = await entered(community, who, survey_id)
    language = Language.JA if person.endswith("ja") else Language.EN
    assert say(language, "surveys-answer-concept") in shown(first)
    page = await press(who, first, "start")
    assert len(answer(page).attachments) == 8
    galleries = [one for one in walk(answer(page).components) if one.get("type") == 12]
    assert [one["items"][0]["description"] for one in galleries] == list(concept.options)
    assert "**8. Design H**" in shown(page)
    page = await press(who, page, "pick", ending=f":{question.options[7].id}")

    assert answer(page).attachments == []
    again = await press(who, page, "page", ending=":1")
    assert len(answer(again).attachments) == 8


# Closing by itself -----------------------------------------------------------------------------------------------


async def test_when_it_has_closed_points_come_and_nothing_leads_back(community: Community) -> None:
    survey_id = await posted(community, points=5)
    server = community.server.id
    for member_id in range(1, 7):
        await filled(community.app, survey_id, member_id, server=server)

    await community.later(days=7, hours=1)

    survey = await survey_of(community.app, survey_id, server=server)
    assert survey.sealed_secret is None
    assert survey.rewarded_at is not None
    async with community.app.database.read() as connection:
        assert len(await responses.finished(connection, survey_id)) == 6
        standing = await derived.standing(connection, guild_id=server, member_id=3)
        waiting = await unfinished(connection, kind=rules.WIPE, subject_ids=[survey_id])
    assert standing is not None and standing.points == 5
    assert waiting == []


async def test_without_its_key_file_a_survey_closes_when_that_is_back(community: Community, tmp_path: Path) -> None:
    survey_id = await posted(community)
    server = community.server.id
    for member_id in range(1, 7):
        await filled(community.app, survey_id, member_id, server=server)
    desk = community.app.surveys.desk
    right, desk.seal = desk.seal, Seal(tmp_path / "lost.key")

    await community.later(days=7, hours=1)
    refused = await entered(community, community.asker, survey_id)
    assert shown(refused) == say(Language.EN, "surveys-error-closed")
    assert (await survey_of(community.app, survey_id, server=server)).state is SurveyState.OPEN
    desk.seal = right
    await community.later(hours=1)

    async with community.app.database.read() as connection:
        assert len(await responses.finished(connection, survey_id)) == 6


# What is refused --------------------------------------------------------------------------------------------------


async def forged(community: Community, custom_id: str) -> InteractionResult:
    """Press a button that no page has, as a program could."""
    channel: Any = community.bot.get_channel(community.general.id)
    message = await channel.send(view=view_of(ui.Button(label="forged", custom_id=custom_id)))
    return await community.asker.click(message, custom_id=custom_id)


@pytest.mark.parametrize(
    "act",
    [
        "pick:{survey}:{other}:{option}",
        "pick:{survey}:{question}:{foreign}",
        "number:{survey}:{question}:3",
        "number:{survey}:{question}:9999999999",
        "skip:{survey}:{other}",
        "write:{survey}:{question}",
    ],
)
async def test_what_a_page_does_not_have_is_refused(community: Community, act: str) -> None:
    survey_id, other_id = await posted(community), await posted(community)
    [question], [other] = await asked(community, survey_id), await asked(community, other_id)

    names = {"survey": survey_id, "question": question.id, "other": other.id}
    names |= {"option": question.options[0].id, "foreign": other.options[0].id}
    refused = await forged(community, "surveys:answer-" + act.format(**names))

    assert shown(refused) == say(Language.EN, "surveys-error-does-not-fit")
    assert is_private(refused)
    assert not (await progress_of(community, community.asker, survey_id)).begun


@pytest.mark.parametrize("act", ["enter:{id}", "answer-start:{id}:1", "answer-send:{id}", "answer-review:{id}:1"])
async def test_a_survey_of_another_server_is_not_found(community: Community, act: str) -> None:
    abroad = await opened(community.app, server=community.server.id + 1)

    refused = await forged(community, "surveys:" + act.format(id=abroad))

    assert shown(refused) == say(Language.EN, "surveys-error-not-found")


async def test_whoever_is_not_asked_is_told_so(community: Community) -> None:
    survey_id = await posted(community, audience=Audience(kind=AudienceKind.ROLE, role_id=community.roles["staff"].id))

    refused = await entered(community, community.asker, survey_id)
    welcome = await entered(community, community.staff, survey_id)

    assert shown(refused) == say(Language.EN, "surveys-error-not-asked")
    assert "Kettles" in shown(welcome)


@pytest.mark.parametrize("person", ["asker", "asker_ja"])
async def test_whoever_presses_after_the_end_is_told_so(community: Community, person: str) -> None:
    who = getattr(community, person)
    survey_id = await posted(community)
    [question] = await asked(community, survey_id)
    page = await started(community, who, survey_id)
    await close(community, survey_id)

    late = await press(who, page, "pick", ending=f":{question.options[0].id}")
    later = await entered(community, who, survey_id)

    language = Language.JA if person.endswith("ja") else Language.EN
    assert say(language, "surveys-error-closed") in shown(late)
    assert shown(later) == say(language, "surveys-error-closed")
    assert is_private(late) and is_private(later)


async def test_two_presses_at_once_both_count_as_one_answer(community: Community) -> None:
    survey_id = await posted(community)
    [question] = await asked(community, survey_id)
    page = await started(community, community.asker, survey_id)
    message = answer(page)
    first, second, _ = (f"surveys:answer-pick:{survey_id}:{question.id}:{one.id}" for one in question.options)

    await simulated.at_once(
        community.env,
        community.asker.click(message, custom_id=first),
        community.asker.click(message, custom_id=second),
    )

    progress = await progress_of(community, community.asker, survey_id)
    assert progress.answers[question.id].options in {(one.id,) for one in question.options[:2]}


async def test_sending_twice_at_once_counts_once(community: Community) -> None:
    survey_id = await posted(community, (SHORT,))
    page = await started(community, community.asker, survey_id)
    message = answer(await press(community.asker, page, "skip"))

    results = await simulated.at_once(
        community.env,
        *(community.asker.click(message, custom_id=f"surveys:answer-send:{survey_id}") for _ in range(2)),
    )

    assert len(results) == 2
    async with community.app.database.read() as connection:
        assert await responses.count_sealed(connection, survey_id=survey_id, released=False) == 1


async def test_nothing_is_logged_of_who_answers_what(community: Community, caplog: pytest.LogCaptureFixture) -> None:
    survey_id = await posted(community, ALL_KINDS)
    with caplog.at_level(logging.DEBUG):
        for name in ("bot", "cogs"):
            logging.getLogger(name).setLevel(logging.DEBUG)
        review = await answered(community, community.asker, survey_id)
        await press(community.asker, review, "send")
        await close(community, survey_id)

    own = [record.getMessage() for record in caplog.records if record.name.split(".")[0] in ("bot", "cogs")]
    assert not [line for line in own if str(community.asker.id) in line or "blue one" in line]
