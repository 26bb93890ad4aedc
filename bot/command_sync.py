"""Sending the commands to Discord: only when they differ from those sent last, and to one server while developing.

What Discord answers names each command's id, by which sentences mention it (`COMMAND` in the texts): a mention opens
the command, under the name it has in the reader's language.
"""

import hashlib
import json
import logging
from typing import Any

import discord
from discord.ext import commands

from bot import state
from bot.app import App
from bot.i18n import Language, use_commands

log = logging.getLogger(__name__)


class Client(commands.AutoShardedBot):
    """What is needed of the bot here."""

    app: App


async def sync_commands(bot: Client, *, again: bool = False) -> None:
    """Send the commands if they differ from those sent last, or `again`; say in one line each what was done.

    While developing (GUILD_ID) they go to one server only, and a server that had them before loses its copies. What
    Discord refuses is logged, shown by `/doctor`, and tried again at the next start.
    """
    guild_id = bot.app.config.guild_id
    if guild_id is not None:
        bot.tree.copy_global_to(guild=discord.Object(guild_id))
        bot.tree.clear_commands(guild=None)
    for scope in dict.fromkeys((None, guild_id, await _guild_synced_before(bot))):
        guild = None if scope is None else discord.Object(scope)
        payload = await payload_of(bot, guild)
        await _sync_if_changed(bot, guild, payload, again=again)
        if scope == guild_id:
            await _mention_commands(bot, guild, payload)


async def _guild_synced_before(bot: Client) -> int | None:
    async with bot.app.database.read() as connection:
        stored = await state.get(connection, f"commands-guild:{bot.application_id}")
    return int(stored) if stored else None


async def _sync_if_changed(bot: Client, guild: discord.Object | None, payload: list[Any], *, again: bool) -> None:
    key = _key(bot, guild)
    wanted = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
    async with bot.app.database.read() as connection:
        known = await state.get(connection, key)
    where = f"server {guild.id}" if guild else "all servers"
    if not again and (known == wanted or (known is None and not payload)):
        log.info("commands for %s: unchanged (%s)", where, len(payload))
        return
    try:
        sent = await _send(bot, guild, payload)
    except discord.HTTPException as refused:
        log.warning("commands for %s were not taken by Discord: HTTP %s, code %s", where, refused.status, refused.code)
        return
    log.info("commands for %s: %s sent to Discord", where, len(payload))
    async with bot.app.database.write() as connection:
        await state.put(connection, key, wanted)
        await state.put(connection, f"{key}:ids", json.dumps({command["name"]: int(command["id"]) for command in sent}))
        if guild is not None:
            await state.put(connection, f"commands-guild:{bot.application_id}", str(guild.id) if payload else "")


async def _send(bot: Client, guild: discord.Object | None, payload: list[Any]) -> list[Any]:
    """Do what `CommandTree.sync` does, without rendering everything once more: that takes a tenth of a start."""
    assert bot.application_id is not None
    if guild is None:
        return await bot.http.bulk_upsert_global_commands(bot.application_id, payload=payload)
    return await bot.http.bulk_upsert_guild_commands(bot.application_id, guild.id, payload=payload)


async def payload_of(bot: Client, guild: discord.Object | None) -> list[Any]:
    """Return the commands as they are sent to Discord, with all their languages."""
    translator = bot.tree.translator
    assert translator is not None
    commands = bot.tree._get_all_commands(guild=guild)  # private; `get_commands` wants one kind at a time
    return [await command.get_translated_payload(bot.tree, translator) for command in commands]


async def _mention_commands(bot: Client, guild: discord.Object | None, payload: list[Any]) -> None:
    async with bot.app.database.read() as connection:
        stored = await state.get(connection, f"{_key(bot, guild)}:ids")
    names = {language: _names(payload, language) for language in Language}
    use_commands(names, ids=json.loads(stored) if stored else {})


def _names(payload: list[Any], language: Language, before: tuple[str, str] = ("", "")) -> dict[str, str]:
    """Return the full name of every slash command in a language, by its English one."""
    found: dict[str, str] = {}
    for part in payload:
        if part["type"] not in (1, 2):  # a slash command or a group; both numbers mean menus only at the root
            continue
        if not before[0] and part["type"] != 1:
            continue
        said = (part.get("name_localizations") or {}).get(language.value, part["name"])
        full = (f"{before[0]} {part['name']}".strip(), f"{before[1]} {said}".strip())
        found[full[0]] = full[1]
        found |= _names(part.get("options") or [], language, full)
    return found


def _key(bot: Client, guild: discord.Object | None) -> str:
    return f"commands:{bot.application_id}:{guild.id if guild else 'global'}"
