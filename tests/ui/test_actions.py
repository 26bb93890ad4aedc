"""Buttons, menus and forms: they work after a restart, and whatever goes wrong is told."""

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st
from simcord import MemberActor
from simcord.builders import ChannelHandle

from bot.app import App
from bot.client import Bot
from bot.config import Config
from bot.i18n import Language
from bot.sandbox import simulated
from bot.sandbox.simulated import said, set_locale
from bot.ui.actions import BIGGEST_ID, ButtonOutdated, Router, view_of
from tests.ui.conftest import BeanMenu, CountButton, NoteForm, trial_bot


class Seat:
    """One person in one channel."""

    def __init__(self, env: simulated.Simulation, locale: str = "en-US") -> None:
        server = env.create_guild("Veranda")
        self.channel: ChannelHandle = server.create_text_channel("general")
        self.person: MemberActor = server.add_member(env.create_user("aki"))
        set_locale(env, self.person, locale)


@given(st.integers(min_value=0, max_value=BIGGEST_ID))
def test_a_custom_id_gives_back_its_arguments(number: int) -> None:
    assert CountButton.parse(CountButton.make_custom_id(number)) == (number,)


@given(st.text(max_size=60))
def test_nothing_forged_gets_through_as_an_argument(forged: str) -> None:
    custom_id = f"trial:count:{forged}"
    try:
        (number,) = CountButton.parse(custom_id)
    except ButtonOutdated:
        return
    assert CountButton.make_custom_id(number) == custom_id


@pytest.mark.parametrize(
    "forged",
    [
        "trial:count:-1",
        "trial:count:٣",
        "trial:count:1:2",
        "trial:count",
        "trial:count:9223372036854775808",
        "trial:count:007",
    ],
)
def test_ids_that_cannot_be_ours_are_refused(forged: str) -> None:
    with pytest.raises(ButtonOutdated):
        CountButton.parse(forged)


def test_an_argument_that_would_not_come_back_is_refused_when_the_button_is_made() -> None:
    with pytest.raises(ValueError, match="no custom id"):
        NoteForm.make_custom_id(1, "a:b")
    with pytest.raises(ValueError, match="no custom id"):
        NoteForm.make_custom_id(1, "x" * 100)


def test_two_actions_cannot_share_a_name() -> None:
    router = Router()
    router.add(CountButton, CountButton)
    imposter = type("Imposter", (CountButton,), {})
    with pytest.raises(ValueError, match="trial:count"):
        router.add(imposter)


async def test_a_button_a_menu_and_a_form_answer(env: simulated.Simulation) -> None:
    seat = Seat(env)
    shown = await seat.person.slash(seat.channel, "count", number=7)
    assert shown.response is not None
    assert said(await seat.person.click(shown.response, custom_id="trial:count:7")).startswith("counted 7")
    assert said(await seat.person.select(shown.response, ["グアテマラ"])) == "chose グアテマラ"
    form = await seat.person.slash(seat.channel, "note")
    assert said(await seat.person.submit_modal(form, {"note": "蒸らし 30秒"})) == "7 seven 蒸らし 30秒"


async def test_all_of_them_work_after_a_restart_also_a_form_that_was_open(
    env: simulated.Simulation, config: Config
) -> None:
    seat = Seat(env)
    shown = await seat.person.slash(seat.channel, "count", number=7)
    form = await seat.person.slash(seat.channel, "note")
    app = App(config, clock=env.now)
    await env.restart_bot(await trial_bot(app))

    assert shown.response is not None
    assert said(await seat.person.click(shown.response, custom_id="trial:count:7")).startswith("counted 7")
    assert said(await seat.person.select(shown.response, ["Kenya"])) == "chose Kenya"
    assert said(await seat.person.submit_modal(form, {"note": "typed before"})) == "7 seven typed before"
    await app.close()


async def test_nothing_that_was_sent_or_opened_is_kept_in_memory(env: simulated.Simulation) -> None:
    seat = Seat(env)
    await seat.person.slash(seat.channel, "count", number=7)
    await seat.person.slash(seat.channel, "note")
    assert isinstance(env.bot, Bot)
    store = env.bot._connection._view_store
    assert not store._views
    assert not store._modals


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [("en-US", "This button is no longer in use."), ("ja", "このボタンは現在使われていません。")],
)
async def test_a_button_of_an_older_version_is_answered(env: simulated.Simulation, locale: str, sentence: str) -> None:
    seat = Seat(env, locale)
    shown = await seat.person.slash(seat.channel, "count", number=7)
    assert isinstance(env.bot, Bot)
    env.bot.router.remove(CountButton, BeanMenu)
    assert shown.response is not None
    answer = await seat.person.click(shown.response, custom_id="trial:count:7")
    assert said(answer) == sentence
    assert answer.ephemeral


@pytest.mark.parametrize("custom_id", ["trial:note:7:seven", "trial:bean"])
async def test_a_button_with_the_id_of_a_form_or_a_menu_is_refused(env: simulated.Simulation, custom_id: str) -> None:
    seat = Seat(env)
    channel = env.bot.get_channel(seat.channel.id)
    assert isinstance(channel, discord.TextChannel)
    forged: discord.ui.Button[discord.ui.View] = discord.ui.Button(label="?", custom_id=custom_id)
    await channel.send("?", view=view_of(forged) or discord.utils.MISSING)
    await env.settle()

    answer = await seat.person.click(seat.channel.history()[-1], custom_id=custom_id)

    assert said(answer) == "This button is no longer in use."
    assert answer.ephemeral


async def test_a_refusal_in_a_button_is_told_in_the_readers_language(env: simulated.Simulation) -> None:
    seat = Seat(env, "ja")
    shown = await seat.person.slash(seat.channel, "count", number=13)
    assert shown.response is not None
    assert (
        said(await seat.person.click(shown.response, custom_id="trial:count:13"))
        == "5秒ほど待ってから、もう一度お試しください。"
    )


@pytest.mark.expects_errors
async def test_a_bug_in_a_button_is_told_with_the_reference_of_its_log_line(
    env: simulated.Simulation, caplog: pytest.LogCaptureFixture
) -> None:
    seat = Seat(env)
    shown = await seat.person.slash(seat.channel, "count", number=99)
    assert shown.response is not None
    told = said(await seat.person.click(shown.response, custom_id="trial:count:99"))
    reference = told.rsplit(" ", 1)[1]
    [line] = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert reference in line
    assert "trial:count:99" in line


async def test_pages_turn_both_ways_and_say_where_one_is(env: simulated.Simulation) -> None:
    seat = Seat(env)
    shown = await seat.person.slash(seat.channel, "pages")
    assert shown.response is not None
    await seat.person.click(shown.response, label="Next")
    assert shown.response.content == "Page 2 of 3"
    await seat.person.click(shown.response, label="Next")
    await seat.person.click(shown.response, label="Back")
    assert shown.response.content == "Page 2 of 3"


async def test_cancelling_changes_nothing_and_takes_the_buttons_away(env: simulated.Simulation) -> None:
    seat = Seat(env)
    shown = await seat.person.slash(seat.channel, "sure")
    assert shown.response is not None
    await seat.person.click(shown.response, label="Cancel")
    assert shown.response.content == "Cancelled. Nothing was changed."
    assert shown.response.components == []


async def test_a_view_of_nothing_is_no_view() -> None:
    assert view_of() is None
    view = view_of(CountButton(1, language=Language.EN))
    assert view is not None and view.is_finished() and isinstance(view.children[0], discord.ui.Button)
