"""Answering people: private by default, in their language, nobody mentioned unless it is meant."""

import logging
from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands
from discord.utils import MISSING

from bot.db import StorageTrouble
from bot.errors import Param, UserError, new_reference
from bot.i18n import say
from bot.ui import acknowledging
from bot.ui.texts import language_of, permission_names, plain

log = logging.getLogger(__name__)

NOBODY = discord.AllowedMentions.none()

UNKNOWN_INTERACTION = 10062
ALREADY_ACKNOWLEDGED = 40060


async def think(interaction: discord.Interaction[Any], *, private: bool = True) -> None:
    """Tell Discord that the answer is on its way. To be called before any I/O: there are three seconds."""
    if not interaction.response.is_done():
        await interaction.response.defer(ephemeral=private, thinking=True)


async def think_in_place(interaction: discord.Interaction[Any]) -> None:
    """The same for a button whose own message will be edited with `edit_in_place`."""
    if not interaction.response.is_done():
        await interaction.response.defer()


async def reply(
    interaction: discord.Interaction[Any],
    content: str | None = None,
    *,
    private: bool = True,
    embeds: Sequence[discord.Embed] = (),
    view: discord.ui.View | discord.ui.LayoutView | None = None,
    files: Sequence[discord.File] = (),
    mentions: discord.AllowedMentions = NOBODY,
) -> None:
    """Answer, whether or not `think` was called before; `private` counts only where it was not."""
    shared: dict[str, Any] = {"embeds": list(embeds), "files": list(files), "allowed_mentions": mentions}
    if view is not None:
        shared["view"] = view
    if interaction.response.is_done():
        await interaction.followup.send(content or MISSING, ephemeral=private, **shared)
    else:
        await interaction.response.send_message(content, ephemeral=private, **shared)


def can_follow(interaction: discord.Interaction[Any]) -> bool:
    """Whether something can be said below an answer: not below a form, which has to be filled in first."""
    answer = interaction.response.type
    return answer is not None and answer not in (
        discord.InteractionResponseType.modal,
        discord.InteractionResponseType.autocomplete_result,
    )


async def tell(interaction: discord.Interaction[Any], message_id: str, /, **params: Param) -> None:
    """Answer privately with one message in the reader's language."""
    await reply(interaction, say(language_of(interaction), message_id, **params))


async def edit_in_place(
    interaction: discord.Interaction[Any],
    content: str | None = None,
    *,
    embeds: Sequence[discord.Embed] = (),
    view: discord.ui.View | discord.ui.LayoutView | None = None,
    files: Sequence[discord.File] = (),
) -> None:
    """Replace the message whose button was pressed, all of it; where the person dismissed that, answer beside it."""
    if interaction.response.is_done():
        try:
            await interaction.edit_original_response(
                content=content, embeds=list(embeds), view=view, attachments=list(files), allowed_mentions=NOBODY
            )
        except (discord.NotFound, discord.Forbidden):
            # It was done all the same: they must not be told that what they meant is gone, or not allowed.
            for file in files:
                file.reset()  # it was read to its end
            await reply(interaction, content, embeds=embeds, view=view, files=files)
    else:
        await interaction.response.edit_message(
            content=content, embeds=list(embeds), view=view, attachments=list(files), allowed_mentions=NOBODY
        )


async def reply_error(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Tell the person, privately and in their language, why it did not work. The one place where errors end."""
    cause = _cause(error)
    if isinstance(cause, discord.HTTPException) and cause.code in (UNKNOWN_INTERACTION, ALREADY_ACKNOWLEDGED):
        log.warning("interaction %s could not be answered: %s", interaction.id, cause.code)
        acknowledging.note(interaction, "unanswered")
        return
    sentence = _sentence(interaction, cause)
    try:
        if interaction.type is discord.InteractionType.autocomplete:
            await interaction.response.autocomplete([])
        else:
            await reply(interaction, sentence)
    except discord.HTTPException as failure:
        log.warning("interaction %s could not be told of an error: HTTP %s", interaction.id, failure.status)


def _cause(error: BaseException) -> BaseException:
    while isinstance(error, app_commands.CommandInvokeError) or (
        isinstance(error, app_commands.TransformerError) and isinstance(error.__cause__, UserError)
    ):
        assert error.__cause__ is not None
        error = error.__cause__
    return error


def _sentence(interaction: discord.Interaction[Any], error: BaseException) -> str:
    language = language_of(interaction)
    refused = _refusal(interaction, error)
    if refused is not None:
        acknowledging.note(interaction, "storage" if isinstance(error, StorageTrouble) else "refused")
        message_id, params = refused
        return say(language, message_id, **params)
    reference = new_reference()
    if isinstance(error, discord.Forbidden):
        log.warning("Discord refused (%s): HTTP 403, code %s, %s", reference, error.code, _what(interaction))
        acknowledging.note(interaction, "forbidden")
        return say(language, "error-discord-forbidden", reference=reference)
    if isinstance(error, discord.NotFound):
        log.info("gone: HTTP 404, code %s, %s", error.code, _what(interaction))
        acknowledging.note(interaction, "gone")
        return say(language, "error-discord-gone")
    if isinstance(error, discord.RateLimited) or (
        isinstance(error, discord.HTTPException) and (error.status >= 500 or error.status == 429)
    ):
        log.warning("Discord is busy (%s): %s, %s", reference, type(error).__name__, _what(interaction))
        acknowledging.note(interaction, "busy")
        return say(language, "error-discord-busy")
    log.error("failed (%s): %s", reference, _what(interaction), exc_info=error)
    acknowledging.note(interaction, "bug")
    return say(language, "error-bug", reference=reference)


def _refusal(  # noqa: PLR0911 - a table of cases reads best as one
    interaction: discord.Interaction[Any], error: BaseException
) -> tuple[str, dict[str, Param]] | None:
    """Return the message for what is no fault of ours, or None."""
    language = language_of(interaction)
    match error:
        case UserError():
            return error.message, _safe(error)
        case app_commands.MissingPermissions():
            names = permission_names(error.missing_permissions, language)
            return "error-missing-permissions", {"permissions": names}
        case app_commands.NoPrivateMessage():
            return "error-server-only", {}
        case app_commands.CommandOnCooldown():
            return "error-cooldown", {"seconds": max(1, round(error.retry_after))}
        case app_commands.TransformerError():
            return "error-option", {"value": plain(str(error.value), 100)}
        case app_commands.CommandSignatureMismatch() | app_commands.CommandNotFound():
            return "error-command-outdated", {}
        case app_commands.CheckFailure():
            return "error-not-allowed", {}
    return None


def _safe(error: UserError) -> dict[str, Param]:
    """Return the params, what people wrote among them as it is, without markup."""
    return {name: plain(str(value)) if name in error.written else value for name, value in error.params.items()}


def _what(interaction: discord.Interaction[Any]) -> str:
    """Say which command or button it was, by ids: never with what people typed.

    Nor with who it was: only its asker gets anywhere with some of an anonymous question's buttons, and a line with both
    would unseal them. The reference leads from the person to the line.
    """
    if interaction.command is not None:
        name = f"command {interaction.command.qualified_name}"
    else:
        data: Any = interaction.data or {}
        name = f"component {data.get('custom_id', '?')}"
    return f"{name}, server {interaction.guild_id}, channel {interaction.channel_id}"
