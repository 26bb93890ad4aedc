"""Permissions: named in Discord's words, asked for once, and the same in the README's invite."""

import re
from pathlib import Path

import discord

from bot.i18n import Language, say
from bot.setup.needs import required_permissions
from bot.ui.texts import permission_names

READMES = sorted(Path(__file__).parents[2].glob("README*.md"))


def test_every_permission_of_discord_has_a_name_in_both_languages() -> None:
    for name in discord.Permissions.VALID_FLAGS:
        for language in Language:
            assert say(language, f"permission-{name.replace('_', '-')}")


def test_permissions_are_joined_as_the_language_does() -> None:
    assert permission_names(["manage_roles", "embed_links"], Language.EN) == "Manage Roles, Embed Links"
    assert permission_names(["manage_roles", "embed_links"], Language.JA) == "ロールの管理、埋め込みリンク"


def test_every_invite_in_the_readmes_asks_for_exactly_what_the_features_need() -> None:
    wanted = discord.Permissions(**dict.fromkeys(required_permissions(), True))

    for readme in READMES:
        links = re.findall(r"permissions=(\d+)", readme.read_text(encoding="utf-8"))
        assert {int(number) for number in links} <= {wanted.value}, readme.name
    assert f"permissions={wanted.value}" in READMES[-1].read_text(encoding="utf-8")


def test_the_readme_says_what_each_permission_is_for() -> None:
    text = READMES[-1].read_text(encoding="utf-8").partition("<!-- permissions -->")[2].partition("<!--")[0]

    named = set(re.findall(r"^\| ([A-Z][\w @,]+?) +\|", text, re.MULTILINE))

    assert {permission_names([name], Language.EN) for name in required_permissions()} <= named
    assert "Administrator" not in named
