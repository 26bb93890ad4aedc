"""`/ask`: the title with suggestions while it is typed, then the form."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Bot
from bot.due import Due
from bot.i18n import Language, say
from bot.questions.model import TITLE_MAX, Question, QuestionSettings
from bot.questions.rules import CARD
from bot.text import cut, one_line
from bot.ui.actors import guild_of
from bot.ui.replies import reply_error, think
from bot.ui.texts import CHOICE_LIMIT, language_of, text
from cogs.questions import asking_views, card
from cogs.questions.asking_views import give_back, open_ask_form, show_found
from cogs.questions.here import asking_member, question_named
from cogs.questions.places import thread_link, visible_to

CHOICES_MAX = 25  # Discord's limit


class Asking(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*asking_views.ACTIONS)
        self.bot.app.due.handle(CARD, self._refresh_card)
        self.bot.doors["question"] = lambda language: asking_views.AskButton(language=language)

    async def cog_unload(self) -> None:
        self.bot.doors.pop("question", None)
        self.bot.router.remove(*asking_views.ACTIONS)

    async def _refresh_card(self, due: Due) -> None:
        await card.refresh_due(self.bot, due)

    @app_commands.command(name=text("questions-ask-command.name"), description=text("questions-ask-command"))
    @app_commands.rename(title=text("questions-ask-command.title"))
    @app_commands.describe(title=text("questions-ask-command.title-help"))
    async def ask(self, interaction: discord.Interaction[Bot], title: str = "") -> None:
        """Ask; or, where a suggestion was chosen, show the question that was solved."""
        if _is_link(title, guild_of(interaction)):
            await think(interaction)
            await show_found(interaction, await question_named(interaction, title))
            return
        try:
            await open_ask_form(interaction, title)
        except Exception as error:  # noqa: BLE001 - an edge: reply_error tells the person and logs, the title must not be lost
            await reply_error(interaction, error)
            await give_back(interaction, title)

    @ask.autocomplete("title")
    async def suggest(self, interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[str]]:
        """Return what was typed, to ask it, and solved questions like it in channels the asker can see."""
        settings = await self.bot.app.settings.get(guild_of(interaction).id, QuestionSettings)
        choices = _as_typed(typed, language_of(interaction))
        if settings.suggest_similar:
            found = await self.bot.app.questions.finding.while_typing(
                guild_id=guild_of(interaction).id,
                text=typed,
                channels=visible_to(asking_member(interaction)),
                limit=CHOICES_MAX - len(choices),
            )
            choices += [_solved(question, language_of(interaction)) for question in found]
        return choices


def _is_link(title: str, guild: discord.Guild) -> bool:
    return title.strip().startswith(f"https://discord.com/channels/{guild.id}/")


def _as_typed(typed: str, language: Language) -> list[app_commands.Choice[str]]:
    # Discord marks the first choice, and Enter takes it: that must not open somebody else's question.
    title = one_line(typed)
    if not title or len(title) > TITLE_MAX:
        return []
    return [
        app_commands.Choice(
            name=cut(say(language, "questions-ask-choice-typed", title=title), CHOICE_LIMIT), value=title
        )
    ]


def _solved(question: Question, language: Language) -> app_commands.Choice[str]:
    shown = say(language, "questions-ask-choice-solved", title=one_line(question.title))
    return app_commands.Choice(name=cut(shown, CHOICE_LIMIT), value=thread_link(question))
