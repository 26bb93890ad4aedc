"""`/about`: what the community is for and who runs it; and the form in which admins write that.

Staff are named by their roles, whose members Discord's own clients list: the bot keeps no members, and to find those of
a role Discord would have to send it all of them.
"""

from typing import Any, Literal

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.client import Bot
from bot.i18n import Language, say
from bot.onboarding.about import TEXT_MAX, AboutText
from bot.settings.model import ServerSettings
from bot.ui.actions import ButtonOutdated, Form, open_form
from bot.ui.actors import actor_of, admin_of, guild_of
from bot.ui.layout import CALM, card, layout_of, line
from bot.ui.replies import reply, reply_error, think
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label, language_of, moment, plain, text
from cogs.onboarding.giving_back import give_back
from cogs.onboarding.group import onboarding

LANGUAGES = [
    app_commands.Choice(name=text(f"onboarding-language-{language.value}"), value=language.value)
    for language in Language
]
PARTS = ("purpose", "benefits", "hopes")


class About(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(AboutForm)

    async def cog_unload(self) -> None:
        self.bot.router.remove(AboutForm)

    @app_commands.command(
        name=text("onboarding-command-show-about.name"), description=text("onboarding-command-show-about")
    )
    @app_commands.guild_only()
    async def about(self, interaction: discord.Interaction[Bot]) -> None:
        await think(interaction)
        await reply(interaction, view=await about_view(interaction))


async def about_view(interaction: discord.Interaction[Bot], *, head: str | None = None) -> ui.LayoutView:
    """Return what the community says about itself, in the reader's language or else in the one it is written in."""
    bot, language, guild = interaction.client, language_of(interaction), guild_of(interaction)
    written = await bot.app.onboarding.about.read(guild_id=guild.id, language=language)
    pieces: list[ui.Item[Any] | str | None] = [head]
    pieces.append(say(language, "onboarding-about-title", server=plain(guild.name, 100)))
    if written is not None:
        pieces += [
            f"**{say(language, f'onboarding-about-{part}')}**\n{getattr(written.text, part)}"
            for part in PARTS
            if getattr(written.text, part)
        ]
    else:
        pieces.append(say(language, "onboarding-about-unwritten"))
        if (await actor_of(interaction)).manages_server:
            pieces.append(say(language, "onboarding-about-unwritten-admin"))
    pieces += [line(), "\n".join(await _facts(bot, guild, language))]
    return layout_of(card(*pieces, colour=CALM))


async def _facts(bot: Bot, guild: discord.Guild, language: Language) -> list[str]:
    server = await bot.app.settings.get(guild.id, ServerSettings)
    lines = []
    for name, role_ids in (("staff", server.staff_role_ids), ("moderators", server.moderator_role_ids)):
        roles = _roles(guild, role_ids, language)
        if roles:
            lines.append(say(language, f"onboarding-about-{name}", roles=roles))
    guidelines = await _guidelines(bot, guild, language)
    if guidelines is not None:
        lines.append(guidelines)
    lines.append(say(language, "onboarding-about-privacy"))
    return lines


def _roles(guild: discord.Guild, role_ids: frozenset[int], language: Language) -> str:
    """Return the roles' mentions, highest first; those that were deleted are left out."""
    roles = sorted(filter(None, map(guild.get_role, role_ids)), reverse=True)
    return ("、" if language is Language.JA else ", ").join(role.mention for role in roles)


async def _guidelines(bot: Bot, guild: discord.Guild, language: Language) -> str | None:
    """Return which rules are in force; None where none are published."""
    version = await bot.app.guidelines.current(guild_id=guild.id)
    if version is None or version.published_at is None:
        return None
    number, at = str(version.number), moment(version.published_at, "D")
    link = await _posted_at(bot, guild)
    if link is None:
        return say(language, "onboarding-about-guidelines", number=number, at=at)
    return say(language, "onboarding-about-guidelines-link", number=number, at=at, link=link)


async def _posted_at(bot: Bot, guild: discord.Guild) -> str | None:
    """Return the link to where the rules are posted; None where they are nowhere."""
    post = await bot.app.guidelines.posting.post_of(guild_id=guild.id)
    if post is None or not post.message_ids or guild.get_channel(post.channel_id) is None:
        return None
    return f"https://discord.com/channels/{guild.id}/{post.channel_id}/{post.message_ids[0]}"


# Writing it -------------------------------------------------------------------------------------------------------


class AboutForm(Form):
    """The three texts, in the language that the form's id names."""

    action = "onboarding:about-form"
    arguments = (str,)
    title_id = "onboarding-about-form"

    def __init__(self, written_in: str, *, language: Language, before: AboutText | None = None) -> None:
        super().__init__(
            written_in, language=language, title=say(language, "onboarding-about-form", language=written_in)
        )
        self.inputs: dict[str, ui.TextInput[Any]] = {}
        for part in PARTS:
            written = getattr(before, part) if before is not None else ""
            self.inputs[part] = ui.TextInput(
                custom_id=part,
                style=discord.TextStyle.paragraph,
                default=written or None,
                max_length=TEXT_MAX,
                required=False,
            )
            message_id = f"onboarding-about-form-{part}"
            self.add_item(
                ui.Label(
                    text=label(language, message_id, LABEL_LIMIT),
                    description=label(language, f"{message_id}.help", OPTION_LABEL_LIMIT),
                    component=self.inputs[part],
                )
            )

    async def submit(self, interaction: discord.Interaction[Bot], written_in: str) -> None:
        await think(interaction)
        if written_in not in [one.value for one in Language]:
            raise ButtonOutdated
        typed = AboutText(**{part: self.inputs[part].value for part in PARTS})
        try:
            kept = await interaction.client.app.onboarding.about.write(
                typed, language=Language(written_in), by=await admin_of(interaction)
            )
        except Exception as error:  # noqa: BLE001 - an edge: reply_error tells the person and logs, the text must not be lost
            await reply_error(interaction, error)
            await give_back(interaction, "\n\n".join(filter(None, (typed.purpose, typed.benefits, typed.hopes))))
            return
        head = say(self.language, "onboarding-about-kept" if kept else "onboarding-about-emptied")
        await reply(interaction, view=await about_view(interaction, head=head))


@onboarding.command(name=text("onboarding-command-about.name"), description=text("onboarding-command-about"))
@app_commands.rename(language=text("onboarding-option-language.name"))
@app_commands.describe(language=text("onboarding-option-language"))
@app_commands.choices(language=LANGUAGES)
async def write_about(interaction: discord.Interaction[Bot], language: Literal["en", "ja"] | None = None) -> None:
    # One read of our own database before the form, which has to come at once.
    actor = await admin_of(interaction)
    written_in = Language(language) if language is not None else language_of(interaction)
    written = await interaction.client.app.onboarding.about.all(guild_id=actor.guild_id)
    before = written[written_in].text if written_in in written else None
    await open_form(interaction, AboutForm(written_in.value, language=language_of(interaction), before=before))
