"""Introducing oneself: the form, the card in the channel for introductions, and changing or removing it.

Whose a card is stands in its buttons (see `bot.onboarding.introductions` for the order of posting and keeping).
"""

import asyncio
import logging
from typing import Any
from weakref import WeakValueDictionary

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.client import Bot
from bot.due import CannotBeDone, Due, TryLater
from bot.i18n import Language, say
from bot.onboarding.introductions import (
    ABOUT_MAX,
    CALLED_MAX,
    HOPE_MAX,
    REMOVE_CARD,
    Card,
    Introduction,
    IntroductionsClosed,
    NoIntroductionsChannel,
    NotYourIntroduction,
    Words,
    checked,
)
from bot.onboarding.model import OnboardingSettings
from bot.text import cut
from bot.ui.actions import Button, CancelButton, Form, open_form, view_of
from bot.ui.actors import actor_of, guild_of, member_of
from bot.ui.layout import CALM, card, layout_of, row
from bot.ui.posting import custom_ids
from bot.ui.replies import NOBODY, edit_in_place, reply, reply_error, think, think_in_place
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label, language_of, plain, text
from cogs.onboarding.giving_back import give_back

log = logging.getLogger(__name__)

NEEDED = discord.Permissions(view_channel=True, send_messages=True)
LOOKED_AT = 25
"""Latest messages among which a card is looked for that was posted and not kept."""

Place = tuple[int, int]
_at_work: WeakValueDictionary[Place, asyncio.Lock] = WeakValueDictionary()
"""By server and member: who sends the form twice at once changes their card the second time."""


# The card ---------------------------------------------------------------------------------------------------------


def card_view(words: Words, member: discord.Member, language: Language) -> ui.LayoutView:
    """Return a card as everybody sees it; what was written shows as it is, and mentions nobody."""
    called = plain(words.called or member.display_name, 2 * CALLED_MAX)
    head = ui.Section[Any](
        f"### {called}\n-# {member.mention}",
        _paragraphs(words.about),
        accessory=ui.Thumbnail(member.display_avatar.with_size(256).url),
    )
    hope = f"**{say(language, 'onboarding-introduce-card-hope')}**\n{_paragraphs(words.hope)}" if words.hope else None
    buttons = row(EditButton(member.id, language=language), RemoveButton(member.id, language=language))
    return layout_of(card(head, hope, buttons, colour=CALM))


def _paragraphs(written: str) -> str:
    """Return a text of several lines without markup, mentions or hidden links."""
    return "\n".join(plain(one, 2 * ABOUT_MAX) for one in written.splitlines())


# The form ---------------------------------------------------------------------------------------------------------


class IntroduceForm(Form):
    action = "onboarding:introduce-form"
    arguments = ()
    title_id = "onboarding-introduce-title"

    def __init__(self, *, language: Language, before: Words | None = None) -> None:
        super().__init__(language=language)
        before = before or Words(called="", about="", hope="")
        self.called: ui.TextInput[Any] = ui.TextInput(
            custom_id="called", default=cut(before.called, CALLED_MAX) or None, max_length=CALLED_MAX, required=False
        )
        self.about: ui.TextInput[Any] = ui.TextInput(
            custom_id="about",
            style=discord.TextStyle.paragraph,
            default=cut(before.about, ABOUT_MAX) or None,
            max_length=ABOUT_MAX,
        )
        self.hope: ui.TextInput[Any] = ui.TextInput(
            custom_id="hope",
            style=discord.TextStyle.paragraph,
            default=cut(before.hope, HOPE_MAX) or None,
            max_length=HOPE_MAX,
            required=False,
        )
        for name in ("called", "about", "hope"):
            message_id = f"onboarding-introduce-{name}"
            self.add_item(
                ui.Label(
                    text=label(language, message_id, LABEL_LIMIT),
                    description=label(language, f"{message_id}.help", OPTION_LABEL_LIMIT),
                    component=getattr(self, name),
                )
            )

    async def submit(self, interaction: discord.Interaction[Bot]) -> None:
        await think(interaction)
        typed = Words(called=self.called.value, about=self.about.value, hope=self.hope.value)
        try:
            kept, is_new = await introduce(interaction, checked(typed))
        except Exception as error:  # noqa: BLE001 - an edge: reply_error tells the person and logs, the text must not be lost
            await reply_error(interaction, error)
            await give_back(interaction, str(typed))
            return
        link = f"https://discord.com/channels/{kept.guild_id}/{kept.channel_id}/{kept.message_id}"
        message_id = "onboarding-introduce-done" if is_new else "onboarding-introduce-changed"
        await reply(interaction, say(self.language, message_id, link=link))


async def open_introduce_form(interaction: discord.Interaction[Bot]) -> None:
    """Show the form with what somebody said before: here, or else in their profile.

    Raises NoIntroductionsChannel or IntroductionsClosed: nobody should write for nothing.
    """
    await _channel(interaction.client, guild_of(interaction))
    # Reads of our own database before the form, which has to come at once.
    before = await interaction.client.app.onboarding.introductions.known(by=await actor_of(interaction))
    await open_form(interaction, IntroduceForm(language=language_of(interaction), before=before))


class IntroduceButton(Button):
    """*Introduce yourself*: the step's door. Anybody can press it; the form is for who did."""

    action = "onboarding:introduce"
    arguments = ()
    label_id = "onboarding-introduce-button"
    symbol = "👋"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await open_introduce_form(interaction)


# Posting ----------------------------------------------------------------------------------------------------------


async def introduce(interaction: discord.Interaction[Bot], words: Words) -> tuple[Introduction, bool]:
    """Post somebody's introduction, or change the card there is; returns whether there was none before."""
    bot, member = interaction.client, member_of(interaction)
    introductions = bot.app.onboarding.introductions
    key = (member.guild.id, member.id)
    async with _at_work.setdefault(key, asyncio.Lock()):
        view = card_view(words, member, await bot.public_language(member.guild))
        before = await introductions.of(guild_id=key[0], member_id=key[1])
        place = None if before is None else await _changed(bot, member.guild, before, view)
        if place is None:
            place = await _posted(bot, member, view, nonce=f"intro-{interaction.id}"[:25])
        kept = await introductions.posted(
            words, guild_id=key[0], member_id=key[1], channel_id=place[0], message_id=place[1]
        )
    return kept, before is None


async def _channel(bot: Bot, guild: discord.Guild) -> discord.TextChannel:
    """Return where introductions are posted. Raises NoIntroductionsChannel or IntroductionsClosed."""
    settings = await bot.app.settings.get(guild.id, OnboardingSettings)
    channel = guild.get_channel(settings.introductions_channel_id or 0)
    if not isinstance(channel, discord.TextChannel):
        raise NoIntroductionsChannel
    if not channel.permissions_for(guild.me) >= NEEDED:
        raise IntroductionsClosed
    return channel


async def _changed(bot: Bot, guild: discord.Guild, before: Introduction, view: ui.LayoutView) -> Card | None:
    """Change somebody's card where it stands; None where it is gone, or out of reach while there is a place for one."""
    channel = guild.get_channel(before.channel_id or 0)
    if before.message_id is None or not isinstance(channel, discord.TextChannel):
        return None
    try:
        await channel.get_partial_message(before.message_id).edit(view=view, allowed_mentions=NOBODY)
    except discord.NotFound:
        return None
    except discord.Forbidden:
        if (await _channel(bot, guild)).id == channel.id:
            raise IntroductionsClosed from None
        return None
    return channel.id, before.message_id


async def _posted(bot: Bot, member: discord.Member, view: ui.LayoutView, *, nonce: str) -> Card:
    """Post a card. One of theirs that an earlier try posted and could not keep is changed instead."""
    channel = await _channel(bot, member.guild)
    try:
        earlier = await _found(channel, member)
        if earlier is not None:
            await earlier.edit(view=view, allowed_mentions=NOBODY)
            return channel.id, earlier.id
        sent = await channel.send(view=view, allowed_mentions=NOBODY, nonce=nonce)
    except discord.Forbidden:
        raise IntroductionsClosed from None
    except discord.NotFound:
        raise NoIntroductionsChannel from None
    return channel.id, sent.id


async def _found(channel: discord.TextChannel, member: discord.Member) -> discord.Message | None:
    wanted = EditButton.make_custom_id(member.id)
    try:
        async for sent in channel.history(limit=LOOKED_AT):
            if sent.author.id == channel.guild.me.id and wanted in custom_ids(sent.components):
                return sent
    except discord.Forbidden:
        pass  # without Read Message History: twice is better than never
    return None


# Changing and removing --------------------------------------------------------------------------------------------


class EditButton(Button):
    """On the card: for the one it is about."""

    action = "onboarding:introduce-edit"
    label_id = "onboarding-introduce-edit"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], member_id: int) -> None:
        _check_theirs(interaction, member_id)
        await open_introduce_form(interaction)


class RemoveButton(Button):
    """On the card: asks the one it is about before it is removed."""

    action = "onboarding:introduce-remove"
    label_id = "onboarding-introduce-remove"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], member_id: int) -> None:
        _check_theirs(interaction, member_id)
        message = interaction.message
        assert message is not None, "a button stands on a message"
        language = language_of(interaction)
        yes = RemoveYesButton(message.channel.id, message.id, language=language)
        asked = say(language, "onboarding-introduce-remove-ask")
        await reply(interaction, asked, view=view_of(yes, CancelButton(language=language)))


class RemoveYesButton(Button):
    action = "onboarding:introduce-gone"
    arguments = (int, int)
    label_id = "onboarding-introduce-remove-yes"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], channel_id: int, message_id: int) -> None:
        await think_in_place(interaction)
        introductions, guild = interaction.client.app.onboarding.introductions, guild_of(interaction)
        cards = await introductions.remove(
            guild_id=guild.id, member_id=interaction.user.id, card=(channel_id, message_id)
        )
        gone = True
        for one in cards:
            try:
                await delete_card(guild, one)
            except (discord.HTTPException, TryLater) as refused:  # the due row tries again
                log.info("server %s: a card is deleted later: %s", guild.id, type(refused).__name__)
                gone = False
            else:
                await introductions.removed(message_id=one[1])
        said = "onboarding-introduce-removed" if gone else "onboarding-introduce-removed-soon"
        language = language_of(interaction)
        await edit_in_place(interaction, say(language, said), view=view_of(IntroduceButton(language=language)))


def _check_theirs(interaction: discord.Interaction[Bot], member_id: int) -> None:
    if interaction.user.id != member_id:
        raise NotYourIntroduction


async def delete_card(guild: discord.Guild, place: Card) -> None:
    """Delete a card; one that is gone is fine."""
    channel_id, message_id = place
    channel = guild.get_channel(channel_id)
    if not isinstance(channel, discord.TextChannel):
        return
    try:
        await channel.get_partial_message(message_id).delete()
    except discord.NotFound:
        return


class Introductions(commands.Cog):
    """The door, the buttons on cards, and cards that are to go."""

    ACTIONS = (IntroduceButton, IntroduceForm, EditButton, RemoveButton, RemoveYesButton)

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*self.ACTIONS)
        self.bot.app.due.handle(REMOVE_CARD, self.remove_card)
        self.bot.doors["introduce"] = lambda language: IntroduceButton(language=language)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*self.ACTIONS)
        self.bot.doors.pop("introduce", None)

    @app_commands.command(
        name=text("onboarding-command-introduce.name"), description=text("onboarding-command-introduce")
    )
    @app_commands.guild_only()
    async def introduce(self, interaction: discord.Interaction[Bot]) -> None:
        await open_introduce_form(interaction)

    async def remove_card(self, due: Due) -> None:
        """Delete the card of somebody who removed their introduction, or is erased."""
        guild = self.bot.get_guild(due.guild_id)
        if guild is None:
            return
        if guild.unavailable:
            raise TryLater(f"server {due.guild_id} isn't there")
        channel_id = int(due.payload["channel_id"])
        try:
            await delete_card(guild, (channel_id, due.subject_id))
        except discord.Forbidden as refused:
            raise CannotBeDone(f"a card in channel {channel_id} can't be deleted: {refused.text}") from None
        except discord.HTTPException as refused:
            raise TryLater(f"channel {channel_id}: HTTP {refused.status}") from None
