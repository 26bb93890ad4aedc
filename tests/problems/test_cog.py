"""`/problem`: the form, the thanks, and what reaches the operator."""

from collections.abc import AsyncIterator

import discord
import pytest
import pytest_asyncio
import simcord
from simcord.results import InteractionResult

from bot.config import Config
from bot.problems.model import A_DAY, Problem
from bot.sandbox import simulated
from tests.support.community import Community, open_community, private_text

OPERATORS_ID = 777_000_000_000_000_001


@pytest_asyncio.fixture
async def watched(config: Config) -> AsyncIterator[Community]:
    """A community whose operator has a channel in another server."""
    async with open_community(config) as community:
        home = community.env.create_guild("Operators")
        channel = home.create_text_channel("engawa")
        community.config.operator_channel_id = channel.id
        community.extra["operators"] = channel
        await community.restart()
        yield community


def operators(community: Community) -> list[discord.Message]:
    channel: simcord.ChannelHandle = community.extra["operators"]
    return channel.history()


async def report(
    community: Community,
    what: str = "The card is empty",
    *,
    by: simcord.MemberActor | None = None,
    code: str | None = None,
    nameless: bool = False,
) -> InteractionResult:
    actor = by or community.asker
    form = await actor.slash(community.general, "problem", **({"code": code} if code else {}))
    assert form.modal is not None
    typed = {"what": what, "nameless": nameless} | ({"code": code} if code else {})
    return await actor.submit_modal(form, typed)


async def kept(community: Community) -> list[Problem]:
    return await community.app.problems.list(closed=True)


@pytest.mark.parametrize(
    ("who", "thanks"), [("asker", "Your report is number **1**"), ("asker_ja", "受付番号は **1** です")]
)
async def test_whoever_reports_is_thanked_privately_with_a_number(community: Community, who: str, thanks: str) -> None:
    result = await report(community, by=getattr(community, who), code="AB2CD3")

    assert thanks in private_text(result)
    [problem] = await kept(community)
    assert (problem.text, problem.reference, problem.member_id) == (
        "The card is empty",
        "AB2CD3",
        getattr(community, who).id,
    )


async def test_the_form_says_that_the_operator_sees_who_wrote(community: Community) -> None:
    english = await community.asker.slash(community.general, "problem")
    japanese = await community.asker_ja.slash(community.general, "problem")

    assert "sees who wrote this" in str(english.modal)
    assert "だれからの報告かが表示されます" in str(japanese.modal)


async def test_the_operator_is_told_and_nobody_is_notified(watched: Community) -> None:
    await report(watched, "The **card** is @everyone\n<@1> empty `x`", code="AB2CD3")

    await watched.run_due()

    [told] = operators(watched)
    assert f"Veranda (`{watched.server.id}`)" in told.content
    assert f"<@{watched.asker.id}>" in told.content and "`AB2CD3`" in told.content
    assert r"\*\*card\*\*" in told.content
    posted = [request.json for request in watched.env.http_requests if request.path.endswith("/messages")]
    assert posted[-1] is not None and posted[-1]["allowed_mentions"] == {"parse": []}
    [problem] = await kept(watched)
    assert (problem.channel_id, problem.message_id) == (told.channel.id, told.id)


async def test_who_leaves_their_name_out_is_named_nowhere(watched: Community, caplog: pytest.LogCaptureFixture) -> None:
    await report(watched, nameless=True)
    await watched.run_due()

    [told] = operators(watched)
    assert "without a name" in told.content
    assert str(watched.asker.id) not in told.content + caplog.text
    assert (await kept(watched))[0].member_id is None


async def test_a_long_report_fits_into_a_message(watched: Community) -> None:
    await report(watched, "a*_" * 490, code="`" * 20)
    await watched.run_due()

    assert len(operators(watched)) == 1


async def test_each_is_told_once_whatever_restarts(watched: Community) -> None:
    await report(watched)
    await watched.run_due()
    await watched.restart()
    await watched.later(hours=7)

    assert len(operators(watched)) == 1


async def test_a_sixth_of_a_day_is_refused_and_its_words_are_given_back(community: Community) -> None:
    for _ in range(A_DAY):
        await report(community)

    result = await report(community, "Once more")

    assert "which is the limit" in private_text(result)
    assert "```\nOnce more\n```" in private_text(result)
    assert len(await kept(community)) == A_DAY


async def test_a_report_without_words_is_refused(community: Community) -> None:
    assert "in words" in private_text(await report(community, "…"))
    assert await kept(community) == []


async def test_without_a_channel_it_is_kept_and_told_once_there_is_one(community: Community) -> None:
    await report(community)
    await community.run_due()
    channel = community.server.create_text_channel("operator")
    community.config.operator_channel_id = channel.id

    await community.restart()
    await community.run_due()
    await community.run_due()

    assert ["Problem 1" in message.content for message in channel.history()] == [True]


@pytest.mark.parametrize(("status", "code"), [(403, 50013), (404, 10003)])
async def test_a_channel_that_takes_nothing_is_tried_again_when_it_may(
    watched: Community, status: int, code: int
) -> None:
    watched.fails("POST", f"/channels/{watched.extra['operators'].id}/messages", status, code=code)
    await report(watched)
    await watched.run_due()
    given_up = await watched.app.due.given_up(guild_id=watched.server.id)
    assert [str(watched.extra["operators"].id) in (row.failure or "") for row in given_up] == [False]

    await report(watched, "Another", by=watched.helper)
    await watched.run_due()
    await watched.run_due()

    assert len(operators(watched)) == 2


async def test_a_channel_that_was_deleted_breaks_nothing(watched: Community) -> None:
    watched.env.backend.delete_channel(watched.extra["operators"].id)
    await watched.env.settle()

    assert "number" in private_text(await report(watched))
    await watched.run_due()

    assert [row.kind for row in await watched.app.due.given_up(guild_id=watched.server.id)] == ["problems:tell"]


async def test_what_was_closed_before_is_not_told(watched: Community) -> None:
    await report(watched)
    await watched.app.problems.close(1)

    await watched.run_due()

    assert operators(watched) == []


async def test_erasing_a_member_takes_their_name_out_of_what_was_posted(watched: Community) -> None:
    await report(watched)
    await report(watched, "Another", by=watched.helper)
    await watched.run_due()

    async with watched.app.database.write() as connection:
        await watched.app.problems.privacy.forget(connection, guild_id=watched.server.id, member_id=watched.asker.id)
        await connection.exec_driver_sql(f"UPDATE problem SET member_id = NULL WHERE member_id = {watched.asker.id}")
    await watched.run_due()

    first, second = sorted(operators(watched), key=lambda message: message.id)
    assert "without a name" in first.content and str(watched.asker.id) not in first.content
    assert "The card is empty" in first.content
    assert f"<@{watched.helper.id}>" in second.content


async def test_the_operator_reads_their_servers_language(watched: Community) -> None:
    simulated.set_locale(watched.env, watched.asker, "ja")
    watched.env.backend.get_guild(watched.extra["operators"]._channel.guild_id).preferred_locale = "ja"
    await watched.restart()

    await report(watched)
    await watched.run_due()

    assert "不具合報告 1" in operators(watched)[0].content


@pytest.mark.expects_errors
async def test_an_error_names_the_command_to_report_it_with(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(community.app.database, "answers", broken)

    english = private_text(await community.admin.slash(community.general, "doctor"))
    japanese = private_text(await community.admin_ja.slash(community.general, "doctor"))

    assert "</problem:" in english and "</problem:" in japanese
