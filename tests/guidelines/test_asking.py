"""Who is asked to agree, and when: below the answer to what they did, once, privately."""

from datetime import timedelta
from typing import Any

import pytest
import simcord
from simcord.results import InteractionResult
from sqlalchemy import event

from bot.i18n import Language
from bot.sandbox import simulated
from tests.guidelines.acting import admin_actor, agreed, edit, pressed, published, some_rules
from tests.guidelines.house import terms
from tests.support.cards import answer, buttons, text_of
from tests.support.community import Community

FIRST, AGAIN = "This community has rules", "The rules have changed"
FIRST_JA, AGAIN_JA = "このコミュニティにはルールがあります", "ルールが変わりました"


@pytest.fixture(autouse=True)
async def settled_in(community: Community) -> None:
    """Let everybody have been here for a while: newcomers are left to the welcome."""
    await community.env.pass_time(timedelta(days=2))


async def act(community: Community, who: simcord.MemberActor) -> InteractionResult:
    """Have somebody do something that has nothing to do with rules."""
    return await who.slash(community.general, "perks list")


def question(result: InteractionResult) -> str:
    """Return what was asked below the answer, or nothing."""
    said = [text_of(message) for message in result.followups if message.ephemeral]
    return next((one for one in said if any(mark in one for mark in (FIRST, AGAIN, FIRST_JA, AGAIN_JA))), "")


# Whom -------------------------------------------------------------------------------------------------------------


async def test_who_never_agreed_is_asked_below_the_answer(community: Community) -> None:
    await published(community, *some_rules(2))
    result = await act(community, community.asker)

    assert "There are no perks here yet" in text_of(result.response) and FIRST in question(result)
    assert "Read and agree" in question(result) and "What has changed" not in question(result)
    pages = await pressed(community.asker, result, "guidelines:open")
    assert "Thank you" in text_of(answer(await pressed(community.asker, pages, "guidelines:agree")))


async def test_in_japanese(community: Community) -> None:
    await published(community, *some_rules(2))
    assert FIRST_JA in question(await act(community, community.asker_ja))
    await agreed(community, community.asker_ja)
    await published(community, *some_rules(3))

    asked = await act(community, community.asker_ja)

    assert AGAIN_JA in question(asked) and "第1版に同意いただいたあとに" in question(asked)
    assert "変更点を見る" in buttons(answer(asked)).values()


async def test_who_agreed_is_asked_again_by_material_changes_only(community: Community) -> None:
    await published(community, terms("Be kind"))
    await agreed(community, community.asker)
    assert not question(await act(community, community.asker))

    await published(community, terms("Be kind."), material=False)
    assert not question(await act(community, community.asker))

    await published(community, terms("Be kinder"), material=True)
    asked = await act(community, community.asker)
    assert AGAIN in question(asked) and "you agreed to version 1" in question(asked)
    changes = await pressed(community.asker, asked, "guidelines:see-changes")
    assert "Be kinder" in text_of(answer(changes))


async def test_once_and_again_after_a_week_until_they_agree(community: Community) -> None:
    await published(community, *some_rules(2))
    first, second = await act(community, community.asker), await act(community, community.asker)
    assert question(first) and not question(second)

    await community.env.pass_time(timedelta(days=6))
    assert not question(await act(community, community.asker))
    await community.env.pass_time(timedelta(days=1))
    assert question(await act(community, community.asker))

    await agreed(community, community.asker)
    await community.env.pass_time(timedelta(days=30))
    assert not question(await act(community, community.asker))


async def test_a_restart_asks_nobody_twice(community: Community) -> None:
    await published(community, *some_rules(2))
    assert question(await act(community, community.asker))

    await community.restart()

    assert not question(await act(community, community.asker))
    assert question(await act(community, community.helper))


async def test_without_rules_nobody_is_asked(community: Community) -> None:
    await edit(community)
    await community.app.guidelines.drafting.begin(some_rules(1), by=admin_actor(community), main=Language.EN)

    assert not question(await act(community, community.asker))


async def test_newcomers_are_left_to_the_welcome_for_a_day(community: Community) -> None:
    await published(community, *some_rules(2))
    newcomer = community.server.add_member(community.env.create_user("newcomer"))
    await community.env.settle()
    assert not question(await act(community, newcomer))

    await community.env.pass_time(timedelta(days=1))

    assert question(await act(community, newcomer))


# When -------------------------------------------------------------------------------------------------------------


async def test_presses_and_choices_ask_too(community: Community) -> None:
    listed = await community.asker.slash(community.general, "questions open")
    assert not question(listed)
    panel = await community.admin.slash(community.general, "doctor")
    await published(community, *some_rules(2))

    pressed_again = await community.admin.click(answer(panel), custom_id="doctor:again")

    assert FIRST in question(pressed_again)


async def test_nobody_is_asked_below_a_form_or_a_refusal(community: Community) -> None:
    await published(community, *some_rules(2))

    form = await community.asker.slash(community.general, "ask", title="How do I descale the kettle?")
    assert form.modal is not None and not form.followups
    refused = await community.asker.slash(community.general, "perks add", name="x", by="staff")
    assert not question(refused)
    assert question(await act(community, community.asker))


async def test_reading_and_writing_rules_asks_nothing_more(community: Community) -> None:
    await published(community, *some_rules(2))
    read = await community.asker.slash(community.general, "rules show")
    assert not question(read) and not read.followups
    thanked = await pressed(community.asker, read, "guidelines:agree")
    assert not question(thanked)
    draft = await edit(community)
    assert not draft.followups
    # An admin who writes rules has to agree like everybody else.
    assert question(await act(community, community.admin))


async def test_two_presses_at_once_ask_once(community: Community) -> None:
    await published(community, *some_rules(2))

    results = await simulated.at_once(
        community.env,
        community.asker.slash(community.general, "perks list"),
        community.asker.slash(community.general, "perks mine"),
    )

    assert sum(bool(question(result)) for result in results) == 1


async def test_servers_ask_for_themselves(community: Community) -> None:
    other = community.env.create_guild("Elsewhere")
    channel = other.create_text_channel("general")
    guest = other.add_member(community.asker.user)
    await community.env.settle()
    await community.env.pass_time(timedelta(days=2))
    await published(community, *some_rules(2))

    assert not question(await guest.slash(channel, "perks list"))
    assert question(await act(community, community.asker))


@pytest.mark.parametrize("status", [403, 404, 429, 500])
async def test_a_question_discord_does_not_take_is_asked_with_the_next_press(community: Community, status: int) -> None:
    await published(community, *some_rules(2))
    community.fails("POST", "/webhooks/*", status, times=2)
    await act(community, community.asker)
    community.works_again()

    assert question(await act(community, community.asker))
    assert not question(await act(community, community.asker))


async def test_who_is_known_to_be_up_to_date_costs_no_query(community: Community) -> None:
    await published(community, *some_rules(2))
    await agreed(community, community.asker)
    queries: list[str] = []

    def count(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "guideline_asked" in statement:
            queries.append(statement)

    engine = community.app.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", count)
    try:
        await act(community, community.asker)
        known = len(queries)
        await act(community, community.helper)
        unknown = len(queries) - known
    finally:
        event.remove(engine, "before_cursor_execute", count)

    assert known == 0 and unknown > 0
