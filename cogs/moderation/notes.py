"""`/mod note`: something the moderators should know of a member. The member isn't told, and it counts no strikes."""

import discord
from discord import app_commands

from bot.client import Bot
from bot.i18n import Language, say
from bot.moderation.editing import NOTE_MAX
from bot.moderation.model import Case
from bot.ui.actions import Button, open_form
from bot.ui.actors import actor_of
from bot.ui.layout import card, layout_of, row
from bot.ui.replies import reply, think
from bot.ui.texts import language_of, text
from cogs.moderation.cases import CaseButton
from cogs.moderation.editing import NoteForm
from cogs.moderation.group import mod
from cogs.moderation.here import show_here
from cogs.moderation.history import HistoryButton, history_view


@mod.command(name=text("moderation-command-note.name"), description=text("moderation-command-note"))
@app_commands.rename(member=text("moderation-option-member.name"), words=text("moderation-option-note.name"))
@app_commands.describe(member=text("moderation-option-note-member"), words=text("moderation-option-note"))
async def mod_note(
    interaction: discord.Interaction[Bot], member: discord.User, words: app_commands.Range[str, 1, NOTE_MAX]
) -> None:
    await think(interaction)
    case = await _note(interaction, member.id, words)
    language = language_of(interaction)
    said = say(language, "moderation-noted-member", member=f"<@{member.id}>", number=str(case.number))
    buttons = row(CaseButton(case.id, language=language), HistoryButton(member.id, language=language))
    await reply(interaction, view=layout_of(card(said, buttons)))


async def _note(interaction: discord.Interaction[Bot], member_id: int, words: str) -> Case:
    noting, actor = interaction.client.app.moderation.noting, await actor_of(interaction)
    return await noting.note(words, by=actor, member_id=member_id, request_id=interaction.id)


class NoteMemberButton(Button):
    action = "moderation:note-member"
    label_id = "moderation-button-note"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], member_id: int) -> None:
        await open_form(interaction, NoteMemberForm(member_id, language=language_of(interaction)))


class NoteMemberForm(NoteForm):
    """The same form, about a member."""

    action = "moderation:note-member-form"

    async def take(self, interaction: discord.Interaction[Bot], about_id: int) -> None:
        await _note(interaction, about_id, self.written.value or "")
        said = say(language_of(interaction), "moderation-noted")
        await show_here(interaction, await history_view(interaction, about_id, 1, said=said))


ACTIONS = (NoteMemberButton, NoteMemberForm)


def note_member_entrance(member_id: int, language: Language) -> Button:
    return NoteMemberButton(member_id, language=language)
