"""Menus on messages and members: as many as Discord takes, not as many as discord.py 2.7.1 does."""

import discord
import pytest
from discord import app_commands

from bot.app import App
from bot.client import MENUS_OF_A_KIND, Bot


async def on_message(_interaction: discord.Interaction, _message: discord.Message) -> None:
    """Do nothing."""


@pytest.fixture
def bot(app: App) -> Bot:
    return Bot(app, extensions=(), shard_count=1)


def fill(bot: Bot, count: int = MENUS_OF_A_KIND) -> None:
    for number in range(count):
        bot.tree.add_command(app_commands.ContextMenu(name=f"Menu {number}", callback=on_message))


async def test_there_can_be_as_many_menus_as_discord_takes(bot: Bot) -> None:
    fill(bot)

    assert len(bot.tree.get_commands(type=discord.AppCommandType.message)) == MENUS_OF_A_KIND
    with pytest.raises(app_commands.CommandLimitReached):
        bot.tree.add_command(app_commands.ContextMenu(name="One more", callback=on_message))


async def test_no_two_menus_have_one_name(bot: Bot) -> None:
    fill(bot, 1)

    with pytest.raises(app_commands.CommandAlreadyRegistered):
        fill(bot, 1)


async def test_one_server_gets_all_of_them_while_developing(bot: Bot) -> None:
    fill(bot)

    bot.tree.copy_global_to(guild=discord.Object(7))
    bot.tree.clear_commands(guild=None)

    here = bot.tree.get_commands(type=discord.AppCommandType.message, guild=discord.Object(7))
    assert len(here) == MENUS_OF_A_KIND
    assert not bot.tree.get_commands(type=discord.AppCommandType.message)
