"""How many requests the reading of history makes."""

import asyncio
from typing import Any

import discord
import pytest

from bot.activity.model import MessageFact
from cogs.activity import authors
from cogs.activity.authors import Authors, LineDown
from cogs.activity.pace import Pace
from tests.activity.facts import id_at, message
from tests.support.community import Community


async def test_turns_are_given_a_few_at_once_and_then_evenly(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    pace = Pace(per_second=10, at_once=3)

    for _ in range(8):
        await pace.turn()

    assert [round(seconds, 1) for seconds in waits] == [0.1, 0.2, 0.3, 0.4, 0.5]


class Asked:
    """Stands where discord.py asks the gateway, and counts the questions."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.questions: list[list[int]] = []
        self.answers = True
        monkeypatch.setattr(discord.Guild, "query_members", self)

    async def __call__(self, *, user_ids: list[int], **_: Any) -> list[discord.Member]:
        self.questions.append(user_ids)
        if not self.answers:
            await asyncio.Event().wait()
        return []


def pages(count: int, people: int) -> list[list[MessageFact]]:
    """Return pages, each by so many people of its own."""
    return [
        [message(id_at(nth=number), author_id=1000 + page * people + number) for number in range(people)]
        for page in range(count)
    ]


def guild_of(community: Community) -> discord.Guild:
    guild = community.bot.get_guild(community.server.id)
    assert guild is not None
    return guild


async def test_what_several_pages_do_not_know_is_one_question(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, known = Asked(monkeypatch), Authors(community.bot)
    read = pages(8, 20)

    for _ in range(2):
        await asyncio.gather(*(known.known(guild_of(community), page) for page in read))

    assert [len(question) for question in asked.questions] == [20, 100, 40]  # the first did not wait for the others


async def test_what_is_known_is_forgotten_before_it_is_too_much(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, known = Asked(monkeypatch), Authors(community.bot)
    monkeypatch.setattr(authors, "KNOWN_MAX", 30)

    for page in pages(3, 20) * 2:
        facts = await known.known(guild_of(community), page)
        assert [fact.author_id for fact in facts] == [fact.author_id for fact in page]

    assert len(asked.questions) == 6


async def test_nobody_waits_for_an_answer_over_a_line_that_is_down(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, known = Asked(monkeypatch), Authors(community.bot)
    asked.answers = False
    monkeypatch.setattr(authors, "LOOK_EVERY_SECONDS", 0.01)
    community.app.jobs.stopping = True

    with pytest.raises(LineDown):
        await known.known(guild_of(community), pages(1, 1)[0])
