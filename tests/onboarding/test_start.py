"""`/start` as newcomers and others see it, and the points of first steps."""

import asyncio
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import ClassVar

import discord
import pytest

from bot.client import Bot, Door
from bot.engine import AsyncConnection
from bot.i18n import use_overrides
from bot.onboarding import progress
from bot.onboarding.model import OnboardingSettings, Step
from bot.points.model import Kind
from bot.sandbox import simulated
from bot.ui.actions import Button
from tests.onboarding.settling import (
    arrive,
    cards_of,
    facts_of,
    furnish,
    introduced,
    introductions_channel,
    newcomer,
    note,
    points_of,
    started,
    step_points,
)
from tests.questions.acting import asked
from tests.support.cards import answer, buttons, shown, walk
from tests.support.community import Community


@pytest.fixture(autouse=True)
def _own_texts_end_with_the_test() -> Iterator[None]:
    yield
    use_overrides(None)


# What one sees ----------------------------------------------------------------------------------------------------


async def test_a_newcomer_sees_what_there_is_to_do(community: Community) -> None:
    await furnish(community)
    ana = await newcomer(community)

    result = await started(community, ana)

    assert answer(result).ephemeral
    for said in ("Your first steps", "0 of 4", "Introduce yourself", "Two sentences are enough", "+3 points"):
        assert said in shown(result)
    assert {"onboarding:introduce", "questions:ask-here"} <= buttons(answer(result)).keys()


async def test_in_japanese(community: Community) -> None:
    await furnish(community)
    aki = await newcomer(community, language="ja")
    await introduced(community, aki)

    said = shown(await started(community, aki))

    for part in ("はじめの一歩", "1 / 4 完了", "3ポイント獲得", "✅ 自己紹介をする（<t:", "投稿にリアクションする"):
        assert part in said
    assert "質問する" in said


async def test_a_done_step_says_since_when_and_has_no_button(community: Community) -> None:
    await furnish(community)
    ana = await newcomer(community)
    await introduced(community, ana)
    introduced_at = int(community.env.now().timestamp())
    await community.later(days=2)

    result = await started(community, ana)

    assert f"✅ Introduce yourself · <t:{introduced_at}:D>" in shown(result)
    assert "1 of 4" in shown(result) and "3 points earned" in shown(result)
    assert "onboarding:introduce" not in buttons(answer(result))


async def test_the_buttons_lead_where_they_say_also_after_a_restart(community: Community) -> None:
    await furnish(community)
    ana = await newcomer(community)
    result = await started(community, ana)
    await community.restart()

    form = await ana.click(answer(result), custom_id="questions:ask-here")

    assert form.modal is not None and form.modal["title"]


async def test_a_step_the_server_does_not_offer_is_not_asked_for(community: Community) -> None:
    ana = await newcomer(community)

    said = shown(await started(community, ana))

    assert "0 of 3" in said and "Introduce yourself" not in said


async def test_when_all_is_done_there_is_a_friendly_end(community: Community) -> None:
    await furnish(community)
    ana = await newcomer(community)
    await introduced(community, ana)
    await asked(community, by=ana)
    await note(community, ana, "react")
    await note(community, ana, "post")

    result = await started(community, ana)

    assert "4 of 4" in shown(result) and "That's all of them" in shown(result)
    assert "Only you can see" not in shown(result)
    assert await step_points(community, ana) == 4


async def test_somebody_from_before_the_bot_has_steps_behind_them(community: Community) -> None:
    await asked(community, by=community.asker)
    await community.asker.send(community.general, "I have been here for years.")
    await community.app.activity.flush()

    said = shown(await started(community, community.asker))

    assert "2 of 3" in said and "✅ Ask or answer a first question" in said and "✅ Write your first message" in said
    assert await step_points(community, community.asker) == 2


# Points -----------------------------------------------------------------------------------------------------------


async def test_each_step_earns_its_points_once(community: Community) -> None:
    await furnish(community)
    ana = await newcomer(community)
    await introduced(community, ana)
    assert await points_of(community, ana) == 3

    for _ in range(3):
        await started(community, ana)
        await community.run_due()

    assert await points_of(community, ana) == 3


async def test_undoing_and_doing_again_earns_nothing_more(community: Community) -> None:
    await furnish(community)
    ana = await newcomer(community)
    await introduced(community, ana)
    [card] = cards_of(await introductions_channel(community), ana)
    asked_first = await ana.click(card, label="Remove")
    await ana.click(answer(asked_first), label="Remove it")

    said = shown(await started(community, ana))
    await introduced(community, ana)

    assert "✅ Introduce yourself" in said, "they have introduced themselves, whatever became of it"
    assert await points_of(community, ana) == 3


async def test_who_comes_back_earns_nothing_twice(community: Community) -> None:
    await furnish(community)
    ana = await newcomer(community)
    await introduced(community, ana)
    await community.later(days=40)
    await arrive(community, ana, joined_at=community.env.now(), rejoined=True)

    await community.run_due()

    assert await points_of(community, ana) == 3
    assert "✅ Introduce yourself" in shown(await started(community, ana))


async def test_points_that_are_switched_off_are_not_promised(community: Community) -> None:
    await furnish(community)
    ana = await newcomer(community)
    await community.app.points.rulebook.change(
        guild_id=community.server.id, kind=Kind.FIRST_STEP, points=0, cooldown_seconds=0, daily_cap=0
    )

    await introduced(community, ana)
    said = shown(await started(community, ana))

    assert "+3" not in said and "earned" not in said and "1 of 4" in said
    assert await points_of(community, ana) == 0


async def test_who_wants_nothing_recorded_sees_the_list_and_earns_nothing(community: Community) -> None:
    await furnish(community)
    ana = await newcomer(community)
    community.app.activity.ignore(community.server.id, ana.id)

    await introduced(community, ana)
    await community.run_due()
    said = shown(await started(community, ana))

    assert "not to record what you do" in said and "✅ Introduce yourself" in said and "+3" not in said
    assert await points_of(community, ana) == 0
    assert "introduce" not in await facts_of(community, ana)


# Noticing ---------------------------------------------------------------------------------------------------------


async def test_a_step_is_noticed_with_the_interaction_that_did_it(community: Community) -> None:
    await furnish(community)
    ana = await newcomer(community)

    await introduced(community, ana)

    assert await points_of(community, ana) == 3
    assert "introduce" in await facts_of(community, ana)


async def test_a_sweep_notices_what_happened_without_the_bot(community: Community) -> None:
    ana = await newcomer(community)
    await note(community, ana, "post")
    assert await points_of(community, ana) == 0

    await community.run_due()

    assert await points_of(community, ana) == 3


async def test_only_newcomers_are_swept_and_long_time_members_earn_when_they_look(community: Community) -> None:
    ana = await newcomer(community)
    await community.later(days=61)
    await note(community, ana, "post")

    await community.run_due()
    assert await points_of(community, ana) == 0

    await started(community, ana)
    assert await points_of(community, ana) == 3


async def test_the_sweep_goes_page_by_page(community: Community, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "AT_ONCE", 2)
    people = [await newcomer(community, f"newcomer{number}") for number in range(5)]
    for person in people:
        await note(community, person, "post")

    await community.run_due()

    assert [await points_of(community, person) for person in people] == [3] * 5


async def test_a_fact_says_when_it_happened_not_when_it_was_noticed(community: Community) -> None:
    await furnish(community)
    ana = await newcomer(community)
    await note(community, ana, "post")
    happened = int(community.env.now().timestamp())
    await community.later(days=3)

    assert f"Write your first message · <t:{happened}:D>" in shown(await started(community, ana))


# Steps of features to come ----------------------------------------------------------------------------------------


def said_of(tmp_path: Path, *names: str) -> None:
    """Give steps that only this test has their texts, as a feature's own file does."""
    (tmp_path / "en").mkdir()
    texts = [f"onboarding-step-{name} = Wave at {name}\n    .help = It is fun.\n" for name in names]
    (tmp_path / "en" / "steps.ftl").write_text("".join(texts), encoding="utf-8")
    use_overrides(tmp_path)


class Waved:
    """A feature that keeps who has waved."""

    def __init__(self) -> None:
        self.at: dict[int, datetime] = {}

    async def done(
        self, _connection: AsyncConnection, _guild_id: int, member_ids: Collection[int]
    ) -> Mapping[int, datetime]:
        return {member_id: at for member_id, at in self.at.items() if member_id in member_ids}


class WaveButton(Button):
    action = "tests:wave"
    arguments: ClassVar = (int,)
    label_id = "confirm-no"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], _number: int) -> None: ...


async def test_a_new_step_is_seen_in_start_in_points_and_in_facts(community: Community, tmp_path: Path) -> None:
    """A feature adds a Step and a door, and nothing of onboarding is changed for it."""
    said_of(tmp_path, "wave")
    waved = Waved()
    community.app.onboarding.steps.add(Step(name="wave", done=waved.done))
    community.bot.doors["wave"] = lambda language: WaveButton(1, language=language, label="Wave now")
    ana = await newcomer(community)

    before = await started(community, ana)
    waved.at[ana.id] = community.env.now()
    await community.run_due()
    after = await started(community, ana)

    assert "Wave at wave" in shown(before) and "Wave now" in buttons(answer(before)).values()
    assert "✅ Wave at wave" in shown(after) and "1 of 4" in shown(after)
    assert "wave" in await facts_of(community, ana)
    assert await points_of(community, ana) == 3


async def test_as_many_steps_as_you_like_fit_a_message(community: Community, tmp_path: Path) -> None:
    names = [f"wave{number}" for number in range(15)]
    said_of(tmp_path, *names)
    for number, name in enumerate(names):
        community.app.onboarding.steps.add(Step(name=name, done=Waved().done))
        community.bot.doors[name] = _door(number)
    ana = await newcomer(community)

    result = await started(community, ana)

    assert len(list(walk(answer(result).components))) <= 40
    assert "10 more steps come after these" in shown(result)


def _door(number: int) -> Door:
    return lambda language: WaveButton(number, language=language)


async def test_what_is_offered_later_counts_from_then_on(community: Community) -> None:
    places = await furnish(community, introductions_channel_id=None)
    ana = await newcomer(community)
    assert "of 3" in shown(await started(community, ana))

    await community.set(OnboardingSettings, introductions_channel_id=places.introductions.id)

    assert "0 of 4" in shown(await started(community, ana))


async def test_two_looks_at_once_pay_once(community: Community) -> None:
    ana = await newcomer(community)
    await note(community, ana, "post")

    await simulated.at_once(community.env, started(community, ana), started(community, ana))

    assert await points_of(community, ana) == 3


async def test_who_is_erased_meanwhile_does_not_come_back(community: Community) -> None:
    ana = await newcomer(community)
    await note(community, ana, "post")
    database, erasing, guild_id = community.app.database, community.app.privacy.erasing, community.server.id

    async with database.write() as connection:
        noticing = asyncio.create_task(community.app.onboarding.progress.notice(guild_id=guild_id, member_id=ana.id))
        # Until it has read what there was, and waits for its turn to write.
        while not database._write_lock._waiters:  # noqa: ASYNC110 - a lock has no event for it
            await asyncio.sleep(0)
        await erasing._erase_all(connection, guild_id=guild_id, member_id=ana.id)
    await noticing

    assert await step_points(community, ana) == 0
