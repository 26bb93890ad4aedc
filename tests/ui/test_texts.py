"""What people wrote, shown by the bot: nothing of it acts."""

import re

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import Language
from bot.ui.texts import excerpt, moment, permission_names, plain
from tests.support.clock import MovableClock


@pytest.mark.parametrize("written", ["@everyone", "@here", "<@123456789012345678>", "<@&123456789012345678>"])
def test_no_mention_survives(written: str) -> None:
    shown = plain(f"hello {written}")
    assert written not in shown
    assert "hello" in shown


@pytest.mark.parametrize(
    "written", ["**bold**", "||secret||", "`code`", "~~gone~~", "# big", "> quote", "[text](https://x.example)"]
)
def test_markup_shows_as_it_was_typed(written: str) -> None:
    shown = plain(written)
    assert shown != written
    assert shown.replace("\\", "") == written


@pytest.mark.parametrize(
    "written",
    [
        "[a](https://x.example) [b](https://y.example)",
        "[](a)[b](https://y.example)",
        "[](a)**[b](https://y.example)**",
        "https://x.example/[b](https://y.example)",
        "https://x.example/**[b](https://y.example)",
    ],
)
def test_no_link_hides_where_it_leads(written: str) -> None:
    shown = plain(written)
    assert re.search(r"(?<!\\)\[", shown) is None
    assert shown.replace("\\", "") == written


def test_a_typed_backslash_frees_no_link() -> None:
    assert plain("[](a)\\\\[b](https://y.example)") == r"\[](a)\\\\\[b](https://y.example)"


@pytest.mark.parametrize(
    "written", ["<t:0:R>", "<#123456789012345678>", "</ask:1>", "<:a:123456789012345678>", "<id:guide>"]
)
def test_what_discord_would_replace_shows_as_it_was_typed(written: str) -> None:
    assert plain(written).startswith("\\<")
    assert plain("2 < 3") == "2 < 3"


@given(st.text(max_size=400), st.integers(min_value=1, max_value=120))
def test_what_is_shown_is_one_line_within_the_limit(written: str, limit: int) -> None:
    for shown in (plain(written, limit), excerpt(written, limit)):
        assert len(shown) <= limit
        assert "\n" not in shown


def test_an_excerpt_leaves_markup_out() -> None:
    assert (
        excerpt("使えます。**「円すい形・60度」**と書いてあるもの", 100)
        == "使えます。「円すい形・60度」と書いてあるもの"
    )


def test_permissions_are_named_as_discord_names_them() -> None:
    assert permission_names(["manage_threads", "send_messages"], Language.EN) == "Manage Threads, Send Messages"
    assert "スレッド" in permission_names(["manage_threads"], Language.JA)
    assert all(name not in permission_names([name], Language.JA) for name in discord.Permissions.VALID_FLAGS)


def test_moments_are_shown_by_discord_in_each_readers_zone() -> None:
    assert moment(MovableClock().now) == "<t:1767603600:R>"
