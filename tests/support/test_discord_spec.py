"""The request checks fail the tests they should fail, on SimCord and on the wire, and say so when they are skipped."""

from pathlib import Path

import pytest

from tests.support.discord_spec import CHECKS, VARIABLE, Checks

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[2]
needs_spec = pytest.mark.skipif(CHECKS.folder is None, reason=f"{VARIABLE} is not set")

BOT_TESTS = """
import discord
import pytest
import simcord
from discord import app_commands

FORUM = {"name": "questions", "type": 15}


@pytest.fixture
def bot():
    return discord.Client(intents=discord.Intents.default())


async def test_good_requests(bot):
    async with simcord.run(bot) as env:
        channel = env.create_guild().create_text_channel("general")
        await bot.get_channel(channel.id).send("hello", file=discord.File(__file__))


async def test_content_of_2001_characters(bot):
    async with simcord.run(bot) as env:
        channel = env.create_guild().create_text_channel("general")
        try:
            await bot.get_channel(channel.id).send("x" * 2001)
        except discord.HTTPException:
            pass


async def test_tag_name_of_21_characters(bot):
    async with simcord.run(bot) as env:
        guild = env.create_guild()
        try:
            await bot.http.request(
                discord.http.Route("POST", "/guilds/{guild_id}/channels", guild_id=guild.id),
                json=FORUM | {"available_tags": [{"name": "t" * 21}]},
            )
        except Exception:
            pass


async def test_bad_part_of_a_multipart_message(bot):
    async with simcord.run(bot) as env:
        channel = env.create_guild().create_text_channel("general")
        try:
            await bot.get_channel(channel.id).send("x" * 2001, file=discord.File(__file__))
        except discord.HTTPException:
            pass


async def test_answer_with_a_label_of_81_characters(bot):
    bot.tree = app_commands.CommandTree(bot)

    @bot.tree.command()
    async def ask(interaction: discord.Interaction) -> None:
        view = discord.ui.View(timeout=None)
        view.add_item(discord.ui.Button(label="x" * 81))
        try:
            await interaction.response.send_message("What?", view=view)
        except discord.HTTPException:
            await interaction.response.send_message("Never mind.")

    async with simcord.run(bot) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("general")
        await bot.tree.sync()
        anna = guild.add_member(env.create_user("anna"))
        await anna.slash(channel, "ask")
"""


@pytest.fixture
def inner(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A test run of its own, with the plugin and nothing else of ours."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeini("[pytest]\nasyncio_mode = auto\nasyncio_default_fixture_loop_scope = function")
    pytester.makeconftest('pytest_plugins = ["tests.support.discord_spec"]')
    pytester.makepyfile(test_bot=BOT_TESTS)
    return pytester


@needs_spec
def test_a_bad_request_fails_its_test_even_if_the_bot_swallows_the_refusal(inner: pytest.Pytester) -> None:
    result = inner.runpytest_subprocess("-p", "no:cacheprovider")

    result.assert_outcomes(passed=1, failed=4)
    result.stdout.fnmatch_lines(["*content*2000 or fewer*"])
    result.stdout.fnmatch_lines(["*available_tags*name*between 1 and 20*"])
    result.stdout.fnmatch_lines(["Discord request checks: * requests checked"])


def test_without_the_description_nothing_is_checked_and_the_summary_says_so(
    inner: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)

    result = inner.runpytest_subprocess("-p", "no:cacheprovider")

    result.assert_outcomes(passed=5)
    result.stdout.fnmatch_lines([f"Discord request checks: skipped, {VARIABLE} is not set"])


@needs_spec
def test_problems_made_on_purpose_are_handed_to_the_test_that_made_them() -> None:
    checks = Checks(CHECKS.folder)

    with checks.expecting_problems() as problems:
        checks.check("POST", "/channels/1/messages", query=[], json_body={"content": "x" * 2001})

    assert [problem for problem in problems if "2000 or fewer" in problem]
    assert not checks.take_problems()


@needs_spec
@pytest.mark.parametrize(
    ("kind", "accepted"),
    [(2, False), (3, True), (5, False)],
    ids=["command", "component", "modal from a command"],
)
def test_a_callback_is_judged_by_the_interaction_it_answers(kind: int, accepted: bool) -> None:
    checks = Checks(CHECKS.folder)
    context = {"interaction_type": kind, "via_component": kind == 3}

    checks.check("POST", "/interactions/1/a/callback", query=[], json_body={"type": 6}, context=context)

    assert (not checks.take_problems()) is accepted
