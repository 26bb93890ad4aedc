"""`/questions stats`: figures with their meaning, for who runs the server."""

from datetime import timedelta

import pytest

from bot.i18n import Language
from bot.questions.model import QuestionSettings
from bot.sandbox import simulated
from cogs.questions.stats import span
from tests.questions.acting import asked, asked_and_answered, solved
from tests.support.community import Community, private_text


async def lived_in(community: Community) -> None:
    """Three questions: one solved by a member after ten minutes, one answered, one waiting for two days."""
    await asked(community, "Waiting for long", by=community.asker_ja)
    await community.env.advance_time(2 * 86400)
    await asked_and_answered(community, "Answered at once", by=community.helper2)
    post = await asked(community, "Solved soon")
    await community.env.advance_time(600)
    message = await community.helper.send(post, "Like this.")
    await community.asker.context_menu(post, "Accept answer", message)
    await community.env.advance_time(60)


async def test_an_admin_reads_the_figures_with_their_meaning(community: Community) -> None:
    await community.set(QuestionSettings, cost_per_ticket=1500)
    await lived_in(community)

    shown = private_text(await community.admin.slash(community.general, "questions stats"))

    for part in (
        "**3**, of which 3 needed an answer",
        "**67%** (2); 2 of them first by a member",
        "**1**; 1 by members (100%)",
        "half within",
        "10 min",
        "**1** ≈ JPY 1,500",
        "up to 3 days: 1 (1 without an answer)",
        "Solved by members + answered by an earlier question",
    ):
        assert part in shown, part


async def test_the_same_figures_in_japanese(community: Community) -> None:
    await community.set(QuestionSettings, cost_per_ticket=1500)
    await lived_in(community)

    shown = private_text(await community.admin_ja.slash(community.general, "questions stats", days=7))

    for part in ("質問の集計（過去7日間）", "**3件**", "**67%**", "（約1,500円）", "10分", "減らせた問い合わせ"):
        assert part in shown, part


async def test_a_moderator_may_read_them_and_a_member_may_not(community: Community) -> None:
    await asked(community)

    assert "Questions in the last" in private_text(
        await community.moderator.slash(community.general, "questions stats")
    )
    for person in (community.bystander, community.helper_ja):
        told = private_text(await person.slash(community.general, "questions stats"))
        assert "Questions in the last" not in told and "集計" not in told


async def test_an_empty_server_has_figures_too(community: Community) -> None:
    shown = private_text(await community.admin.slash(community.general, "questions stats", days=1))

    assert "**0**" in shown and "—" in shown and "last day" in shown


async def test_figures_of_one_topic(community: Community) -> None:
    await simulated.set_tags(community.forum, "Open", "Solved", "Closed", "Kettles", "Beans")
    post = await simulated.post(community.asker, community.forum, "About a kettle", "Hm?", tags=["Kettles"])
    await community.env.advance_time(600)
    await community.helper.send(post, "Like this.")
    await community.env.advance_time(60)

    shown = private_text(await community.admin.slash(community.general, "questions stats", topic="Kettles"))
    everything = private_text(await community.admin.slash(community.general, "questions stats"))

    assert "about Kettles" in shown and "**100%** (1)" in shown and "half within **10 min**" in shown
    assert "**Kettles**: 1 asked · 1 answered · 0 solved" in everything


async def test_a_forum_full_of_topics_fits_into_one_message(community: Community) -> None:
    await simulated.set_tags(community.forum, "Open", *(f"Topic {'x' * 11} {n:02}" for n in range(19)))
    for number in range(19):
        await simulated.post(
            community.asker, community.forum, f"About {number}", "?", tags=[f"Topic {'x' * 11} {number:02}"]
        )
    await solved(community, by=community.helper2)
    await community.env.advance_time(60)

    assert "By topic" in private_text(await community.admin.slash(community.general, "questions stats"))


@pytest.mark.parametrize(
    ("length", "english", "japanese"),
    [
        (timedelta(seconds=10), "a minute", "1分"),
        (timedelta(minutes=1), "1 min", "1分"),
        (timedelta(minutes=59), "59 min", "59分"),
        (timedelta(minutes=90), "1.5 h", "1.5時間"),
        (timedelta(hours=47), "47 h", "47時間"),
        (timedelta(days=3, hours=12), "3.5 days", "3.5日"),
    ],
)
def test_lengths_of_time_are_said_as_people_say_them(length: timedelta, english: str, japanese: str) -> None:
    assert span(length, Language.EN) == english
    assert span(length, Language.JA) == japanese
