"""Errors of commands: each ends as one private sentence."""

import discord
import pytest
from simcord import MemberActor

from bot.sandbox import simulated
from bot.sandbox.simulated import said
from tests.ui.test_actions import Seat


@pytest.mark.expects_errors
async def test_a_bug_in_a_command_is_told_with_a_reference(env: simulated.Simulation) -> None:
    seat = Seat(env)
    owner = await _owner(env, seat)
    told = await owner.slash(seat.channel, "fail")
    assert "Something went wrong on our side" in said(told)
    assert told.ephemeral


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("en-US", "You need this permission for that: Manage Server."),
        ("ja", "この操作には次の権限が必要です：サーバー管理"),
    ],
)
async def test_a_missing_permission_is_named_in_discords_own_words(
    env: simulated.Simulation, locale: str, sentence: str
) -> None:
    seat = Seat(env, locale)
    told = await seat.person.slash(seat.channel, "fail")
    assert said(told) == sentence
    assert told.ephemeral


async def test_nobody_is_mentioned_by_an_answer(env: simulated.Simulation) -> None:
    seat = Seat(env)
    shown = await seat.person.slash(seat.channel, "count", number=7)
    assert shown.response is not None
    answer = await seat.person.click(shown.response, custom_id="trial:count:7")
    assert seat.person.user.mention in said(answer)
    sent = [request.json for request in env.http_requests if request.path.startswith("/webhooks/") and request.json]
    assert sent and all(body["allowed_mentions"]["parse"] == [] for body in sent)


@pytest.mark.parametrize(("status", "code"), [(404, 10062), (500, 0), (429, 0), (403, 50013)])
async def test_an_answer_that_discord_does_not_take_breaks_nothing(
    env: simulated.Simulation, status: int, code: int, caplog: pytest.LogCaptureFixture
) -> None:
    seat = Seat(env)
    env.inject_error("POST", "/interactions/*/callback", status=status, code=code, times=None)
    result = await seat.person.slash(seat.channel, "pages")
    assert not result.acknowledged
    assert [record.levelname for record in caplog.records if record.name == "bot.ui.replies"]
    env.backend.faults.clear()
    assert said(await seat.person.slash(seat.channel, "pages")) == "1"


async def _owner(env: simulated.Simulation, seat: Seat) -> MemberActor:
    role = seat.person.guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
    return seat.person.guild.add_member(env.create_user("owner"), roles=[role])
