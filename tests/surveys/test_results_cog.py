"""Results on Discord: admins turn pages with charts, files hold what is shown, and all see what was chosen to be shown."""

from types import SimpleNamespace
from typing import Any

import discord
import pytest
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType
from simcord.results import InteractionResult

from bot import due
from bot.settings.model import ServerSettings
from bot.surveys import rules
from bot.surveys.model import Given, QuestionKind, QuestionTerms, SurveyKind
from bot.surveys.store import catalogue
from bot.ui.charts import drawing  # noqa: F401 - matplotlib takes seconds to load on a busy machine, SimCord waits for five
from tests.support.cards import answer, buttons, shown, text_of, walk
from tests.support.community import Community
from tests.surveys.acting_building import with_channel
from tests.surveys.forms import ALL_KINDS, LONG, SINGLE, filled, opened, questions_of

CONCEPT = QuestionTerms(kind=QuestionKind.CONCEPT, text="Which kettle?", options=("Round", "Tall"))
JAPANESE = QuestionTerms(kind=QuestionKind.SINGLE, text="どれがよいですか？", options=("急須", "やかん"))


async def survey(
    community: Community, terms: Any = (SINGLE,), *, people: int = 6, publish: bool = False, **options: Any
) -> int:
    """Open a survey and have people answer it, whom nobody else in these tests needs."""
    survey_id = await opened(community.app, terms, server=community.server.id, **options)
    async with community.app.database.write() as connection:
        await catalogue.note(connection, survey_id=survey_id, publish=publish)
    for member_id in range(1_000, 1_000 + people):
        await filled(community.app, survey_id, member_id, server=community.server.id)
    return survey_id


async def close(community: Community, survey_id: int) -> None:
    """Have it be over, and do what follows from that."""
    async with community.app.database.write() as connection:
        found = await catalogue.get(connection, guild_id=community.server.id, survey_id=survey_id)
        assert found is not None
        await community.app.surveys.lifecycle.close_in(connection, found)
    await community.run_due()


async def looked(community: Community, who: simcord.MemberActor, survey_id: int) -> InteractionResult:
    return await who.slash(community.general, "survey results", survey=f"#{survey_id}")


async def turned(who: simcord.MemberActor, result: InteractionResult, *, forward: bool = True) -> InteractionResult:
    message = answer(result)
    pages = [one for one in buttons(message) if one.startswith("surveys:results-page:")]
    return await who.click(message, custom_id=pages[1 if forward else 0])


def descriptions(message: Any) -> list[str]:
    return [item["description"] for component in walk(message.components) for item in component.get("items", [])]


async def posted(community: Community, channel: simcord.ChannelHandle, word: str) -> list[Any]:
    return [message for message in channel.history() if word in text_of(raw(message))]


def raw(message: discord.Message) -> Any:
    components = [component.to_dict() for component in message.components]
    return SimpleNamespace(content=message.content, embeds=message.embeds, components=components)


async def test_an_admin_turns_the_pages_of_results(community: Community) -> None:
    survey_id = await survey(community, ALL_KINDS)
    await close(community, survey_id)

    overview = await looked(community, community.admin, survey_id)
    assert overview.ephemeral
    assert "Results: Kettles" in shown(overview)
    assert "**6 people** have answered" in shown(overview) or "**6** of" in shown(overview)

    first = await turned(community.admin, overview)

    assert "### 1. Where do you brew?" in shown(first)
    assert "Home – **33%** (2)" in shown(first)
    assert [one.filename for one in answer(first).attachments] == ["chart-1.png"]
    assert descriptions(answer(first))[0].startswith("Where do you brew?: Home 2 · 33%")


async def test_an_admin_reads_them_in_japanese(community: Community) -> None:
    survey_id = await survey(community, [JAPANESE, LONG])
    await close(community, survey_id)

    overview = await looked(community, community.admin_ja, survey_id)
    assert "結果：Kettles" in shown(overview)

    first = await turned(community.admin_ja, overview)
    assert "急須：**50%**（3人）" in shown(first)
    assert descriptions(answer(first)) == ["どれがよいですか？：急須 3人・50%、やかん 3人・50%。6人が回答"]

    second = await turned(community.admin_ja, first)
    assert "6件、順不同です。" in shown(second)
    assert answer(second).attachments == []


async def test_an_open_anonymous_survey_tells_admins_why_there_is_nothing_yet(community: Community) -> None:
    survey_id = await survey(community)

    result = await looked(community, community.admin, survey_id)

    assert "at the earliest with the tenth answer" in shown(result)
    assert answer(result).attachments == []


async def test_an_open_anonymous_survey_shows_results_of_five(community: Community) -> None:
    survey_id = await survey(community, people=12)

    result = await looked(community, community.admin, survey_id)

    assert "As of 7 answers" in shown(result)


async def test_too_few_answers_are_shown_to_nobody(community: Community) -> None:
    channel = await with_channel(community)
    survey_id = await survey(community, people=4, publish=True)
    await close(community, survey_id)

    result = await looked(community, community.admin_ja, survey_id)
    files = await community.admin.slash(community.general, "survey export", survey=f"#{survey_id}")

    assert "5人に満たなかった" in shown(result)
    assert "nothing to download" in shown(files)
    [public] = await posted(community, channel, "Results: Kettles")
    assert "Fewer than five people answered" in text_of(raw(public))


async def test_members_and_moderators_do_not_see_results(community: Community) -> None:
    survey_id = await survey(community)
    await close(community, survey_id)
    result = await looked(community, community.admin, survey_id)

    for person in (community.asker, community.moderator):
        names = {str(command).split()[0] for command in person.available_commands(community.general)}
        assert not names & {"survey", "nps"}
    page = next(one for one in buttons(answer(result)) if one.startswith("surveys:results-page:2"))
    assert page.endswith(f":{survey_id}")


async def test_files_of_a_named_survey_have_names(community: Community) -> None:
    survey_id = await opened(community.app, [SINGLE, LONG], server=community.server.id, anonymous=False)
    await filled(community.app, survey_id, community.asker.id, server=community.server.id)

    result = await community.admin.slash(community.general, "survey export", survey=f"#{survey_id}")

    files = {one.filename: await one.read() for one in answer(result).attachments}
    assert set(files) == {"figures.csv", "results.json", "answers.csv"}
    assert f'"asker","=""{community.asker.id}"""' in files["answers.csv"].decode().replace("asker,", '"asker",')


async def test_results_are_shown_to_all_on_closing_without_texts(community: Community) -> None:
    channel = await with_channel(community)
    survey_id = await survey(community, ALL_KINDS, publish=True)

    await close(community, survey_id)
    await community.later(hours=3)

    [public] = await posted(community, channel, "Results: Kettles")
    said = text_of(raw(public))
    assert "What number" not in said
    assert "What could be better?" not in said
    assert len(public.attachments) == 5  # one for each question that isn't a text, two for the NPS
    assert public.mentions == []


async def test_results_are_shown_in_the_language_of_the_server(community: Community) -> None:
    channel = await with_channel(community)
    await community.set(ServerSettings, language="ja")
    survey_id = await survey(community, publish=True)

    await close(community, survey_id)

    assert len(await posted(community, channel, "ご協力くださった皆さん、ありがとうございました。")) == 1


async def test_without_attach_files_the_figures_are_written(community: Community) -> None:
    channel = await with_channel(community)
    survey_id = await survey(community, publish=True)
    me = community.server.me
    assert me is not None
    deny = discord.Permissions(attach_files=True).value
    overwrite = Overwrite(target_id=me.id, type=OverwriteType.MEMBER, allow=0, deny=deny)
    community.env.backend.set_overwrite(channel.id, overwrite)
    await community.env.settle()

    await close(community, survey_id)

    [public] = await posted(community, channel, "Results: Kettles")
    assert public.attachments == []
    assert "Home – **33%** (2)" in text_of(raw(public))


@pytest.mark.parametrize("status", [429, 500])
async def test_results_come_later_where_discord_is_busy(community: Community, status: int) -> None:
    channel = await with_channel(community)
    survey_id = await survey(community, publish=True)
    community.fails("POST", f"/channels/{channel.id}/messages", status, times=None)
    await close(community, survey_id)
    assert await posted(community, channel, "Results: Kettles") == []

    community.works_again()
    await community.restart()
    await community.later(hours=1)

    assert len(await posted(community, channel, "Results: Kettles")) == 1


@pytest.mark.parametrize("status", [403, 404])
async def test_results_that_cannot_be_posted_are_shown_in_doctor(community: Community, status: int) -> None:
    channel = await with_channel(community)
    survey_id = await survey(community, publish=True)
    community.fails("POST", f"/channels/{channel.id}/messages", status, code=50013, times=None)

    await close(community, survey_id)

    given_up = await community.app.due.given_up(guild_id=community.server.id)
    assert rules.RESULTS in {row.kind for row in given_up}


async def test_results_whose_channel_was_deleted_are_given_up(community: Community) -> None:
    channel = await with_channel(community)
    survey_id = await survey(community, publish=True)
    found = community.bot.get_channel(channel.id)
    assert isinstance(found, discord.TextChannel)
    await found.delete()
    await community.env.settle()

    await close(community, survey_id)

    assert rules.RESULTS in {row.kind for row in await community.app.due.given_up(guild_id=community.server.id)}


async def test_a_crash_after_posting_posts_nothing_twice(community: Community) -> None:
    channel = await with_channel(community)
    survey_id = await survey(community, publish=True)
    await close(community, survey_id)
    async with community.app.database.write() as connection:
        # As if the process had died between posting and noting it, longer ago than Discord knows a nonce.
        await catalogue.note(connection, survey_id=survey_id, results_message_id=None)
        now = community.env.now()
        await due.plan(connection, guild_id=community.server.id, kind=rules.RESULTS, subject_id=survey_id, due_at=now)
    community.fails("POST", f"/channels/{channel.id}/messages", 500)
    await community.later(hours=1)
    await community.later(hours=1)

    assert len(await posted(community, channel, "Results: Kettles")) == 1


# Concepts


async def test_a_decision_is_recorded_and_shown_with_the_results(community: Community) -> None:
    channel = await with_channel(community)
    survey_id = await survey(community, [CONCEPT], kind=SurveyKind.CONCEPT, anonymous=False, publish=True)
    await close(community, survey_id)
    result = await looked(community, community.admin_ja, survey_id)

    form = await community.admin_ja.click(answer(result), custom_id=f"surveys:decide:{survey_id}")
    done = await community.admin_ja.submit_modal(form, {"decision": "丸いほうを作ります。\n**持ちやすい**ためです。"})
    await community.later(minutes=1)

    assert "決定を記録しました。" in shown(done)
    [public] = await posted(community, channel, "Results: Kettles")
    assert "丸いほうを作ります。" in text_of(raw(public))
    assert "\\*\\*持ちやすい\\*\\*" in text_of(raw(public))
    again = await community.admin_ja.click(answer(result), custom_id=f"surveys:decide:{survey_id}")
    assert "丸いほうを作ります。" in str(again.modal)


async def test_an_open_concept_test_shows_no_votes(community: Community) -> None:
    survey_id = await survey(community, [CONCEPT], kind=SurveyKind.CONCEPT, anonymous=False, people=12)

    result = await looked(community, community.admin, survey_id)

    assert "can be seen when the test has closed" in shown(result)
    assert "Round" not in shown(result)


async def test_what_people_wrote_mentions_nobody_and_looks_as_they_wrote_it(community: Community) -> None:
    survey_id = await opened(community.app, [LONG], server=community.server.id)
    [question] = await questions_of(community.app, survey_id)
    for member_id in range(1_000, 1_006):
        said = Given(text=f"@everyone <@{community.admin.id}> **loud** [link](https://x.example) {member_id}")
        await filled(community.app, survey_id, member_id, answers={question.id: said}, server=community.server.id)
    await close(community, survey_id)

    result = await turned(community.admin, await looked(community, community.admin, survey_id))

    assert f"<@{community.admin.id}>" not in shown(result)
    assert "\\*\\*loud\\*\\* \\[link]" in shown(result)
