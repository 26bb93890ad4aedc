"""The forms of the editor. What can't be stored is given back; what isn't understood stands in the form again."""

from typing import Any

import discord
from discord import ui

from bot.actor import Actor
from bot.client import Bot
from bot.errors import UserError
from bot.events.drafting import Drafting, typed_capacity, typed_duration, typed_reminders, typed_start
from bot.events.errors import HostGone
from bot.events.model import DESCRIPTION_MAX, LINE_MAX, PLACE_MAX, TITLE_MAX, Event, PlaceKind
from bot.events.recurring import Preset, preset_of, preset_rule, presets
from bot.events.typed import RULE, ZONE
from bot.i18n import Language, say
from bot.points.model import Rank
from bot.text import cut
from bot.ui import giving_back
from bot.ui.actions import ButtonOutdated, Form, open_form
from bot.ui.actors import actor_of
from bot.ui.replies import reply_error
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label, language_of
from cogs.events import organising_texts as texts
from cogs.events.picture_file import read_picture
from cogs.events.preview import show_editor, think_here

START_MAX, DURATION_MAX, ZONE_MAX, SMALL_MAX, RULE_MAX = 100, 60, 100, 60, 200
PLACES = {discord.ChannelType.voice: PlaceKind.VOICE, discord.ChannelType.stage_voice: PlaceKind.STAGE}


async def open_part(interaction: discord.Interaction[Bot], event_id: int, part: str) -> None:
    """Show one of the forms with what the event has now."""
    # One read of our own database before the form, which has to come at once: nobody should write for nothing.
    actor = await actor_of(interaction)
    found = await interaction.client.app.events.drafting.get(by=actor, event_id=event_id)
    form = FORMS[part](event_id, found.revision, language=language_of(interaction))
    await form.fill(found, interaction.client)
    await open_form(interaction, form)


async def give_back(interaction: discord.Interaction[Any], text: str, language: Language) -> None:
    """Send somebody privately what they typed, to copy from."""
    await giving_back.give_back(interaction, text.strip(), said=say(language, "events-form-back"))


class EventForm(Form):
    """A form of the editor: its inputs, their present values, and what is done with them."""

    arguments = (int, int)

    async def fill(self, event: Event, bot: Bot) -> None:
        """Put in what the event has now."""

    async def store(self, drafting: Drafting, interaction: discord.Interaction[Bot], **where: Any) -> Event:
        raise NotImplementedError

    async def submit(self, interaction: discord.Interaction[Bot], event_id: int, revision: int) -> None:
        await think_here(interaction)
        actor, drafting = await actor_of(interaction), interaction.client.app.events.drafting
        try:
            await self.store(drafting, interaction, by=actor, event_id=event_id, revision=revision)
        except Exception as error:  # noqa: BLE001 - an edge: reply_error tells the person and logs, the text must not be lost
            await reply_error(interaction, error)
            await give_back(interaction, self.text(), self.language)
            return
        await show_editor(interaction, event_id)

    def text(self) -> str:
        """Return everything that was typed."""
        inputs = [item for item in self.walk_children() if isinstance(item, ui.TextInput)]
        return "\n\n".join(item.value.strip() for item in inputs if item.value and item.value.strip())

    def line(self, name: str, limit: int, *, required: bool = False, long: bool = False) -> ui.TextInput[Any]:
        """Add an input with the label `events-form-<name>` and what is said below it (`.help`)."""
        style = discord.TextStyle.paragraph if long else discord.TextStyle.short
        made: ui.TextInput[Any] = ui.TextInput(style=style, custom_id=name, max_length=limit, required=required)
        self.labelled(name, made)
        return made

    def labelled(self, name: str, component: ui.Item[Any]) -> None:
        self.add_item(
            ui.Label(
                text=label(self.language, f"events-form-{name}", LABEL_LIMIT),
                description=label(self.language, f"events-form-{name}.help", OPTION_LABEL_LIMIT),
                component=component,
            )
        )


class WordsForm(EventForm):
    action = "events:form-words"
    title_id = "events-form-words-title"

    def __init__(self, event_id: int, revision: int, *, language: Language) -> None:
        super().__init__(event_id, revision, language=language)
        self.name = self.line("title", TITLE_MAX, required=True)
        self.description = self.line("description", DESCRIPTION_MAX, long=True)

    async def fill(self, event: Event, bot: Bot) -> None:
        self.name.default, self.description.default = event.title, event.description or None

    async def store(self, drafting: Drafting, interaction: discord.Interaction[Bot], **where: Any) -> Event:
        return await drafting.describe(self.name.value, self.description.value, **where)


class TimeForm(EventForm):
    action = "events:form-time"
    title_id = "events-form-time-title"

    def __init__(self, event_id: int, revision: int, *, language: Language) -> None:
        super().__init__(event_id, revision, language=language)
        self.start = self.line("start", START_MAX, required=True)
        self.duration = self.line("duration", DURATION_MAX)
        self.zone = self.line("zone", ZONE_MAX)

    async def fill(self, event: Event, bot: Bot) -> None:
        self.start.default = typed_start(event)[:START_MAX]
        self.duration.default = typed_duration(event)[:DURATION_MAX]
        self.zone.default = event.pending.get(ZONE, event.time_zone)[:ZONE_MAX]

    async def store(self, drafting: Drafting, interaction: discord.Interaction[Bot], **where: Any) -> Event:
        typed = self.start.value, self.duration.value, self.zone.value
        return await drafting.set_time(*typed, **where, language=self.language)


class PlaceForm(EventForm):
    action = "events:form-place"
    title_id = "events-form-place-title"

    def __init__(self, event_id: int, revision: int, *, language: Language) -> None:
        super().__init__(event_id, revision, language=language)
        self.channel: ui.ChannelSelect[Any] = ui.ChannelSelect(
            custom_id="channel", channel_types=list(PLACES), required=False, min_values=0
        )
        self.labelled("channel", self.channel)
        self.place = self.line("place", PLACE_MAX)
        self.capacity = self.line("capacity", SMALL_MAX)

    async def fill(self, event: Event, bot: Bot) -> None:
        guild = bot.get_guild(event.guild_id)
        if event.place_channel_id is not None and guild is not None and guild.get_channel(event.place_channel_id):
            self.channel.default_values = [
                discord.SelectDefaultValue(id=event.place_channel_id, type=discord.SelectDefaultValueType.channel)
            ]
        self.place.default = event.place
        self.capacity.default = typed_capacity(event) or None

    async def store(self, drafting: Drafting, interaction: discord.Interaction[Bot], **where: Any) -> Event:
        chosen = next(iter(self.channel.values), None)
        if chosen is not None and chosen.type not in PLACES:
            raise ButtonOutdated
        channel = None if chosen is None else (PLACES[chosen.type], chosen.id)
        return await drafting.set_place(channel, self.place.value, self.capacity.value, **where)


class RepeatsForm(EventForm):
    action = "events:form-repeats"
    title_id = "events-form-repeats-title"

    def __init__(self, event_id: int, revision: int, *, language: Language) -> None:
        super().__init__(event_id, revision, language=language)
        self.preset: ui.Select[Any] = ui.Select(custom_id="preset", required=False, min_values=0)
        self.labelled("preset", self.preset)
        self.rule = self.line("rule", RULE_MAX)

    async def fill(self, event: Event, bot: Bot) -> None:
        start = event.starts_local.replace(fold=0)
        made_by = preset_of(event.rule, start)
        for preset in presets(start):
            rule = preset_rule(preset, start)
            self.preset.append_option(
                discord.SelectOption(
                    label=cut(texts.preset_text(rule, self.language), OPTION_LABEL_LIMIT),
                    value=preset.value,
                    default=preset is made_by,
                )
            )
        own = event.rule if made_by is None else None
        self.rule.default = event.pending.get(RULE) or own

    async def store(self, drafting: Drafting, interaction: discord.Interaction[Bot], **where: Any) -> Event:
        chosen = next(iter(self.preset.values), None)
        if chosen is not None and chosen not in list(Preset):
            raise ButtonOutdated
        return await drafting.set_recurrence(Preset(chosen) if chosen else None, self.rule.value, **where)


class PeopleForm(EventForm):
    action = "events:form-people"
    title_id = "events-form-people-title"

    def __init__(self, event_id: int, revision: int, *, language: Language) -> None:
        super().__init__(event_id, revision, language=language)
        self.host: ui.UserSelect[Any] = ui.UserSelect(custom_id="host", required=True)
        self.cohost: ui.UserSelect[Any] = ui.UserSelect(custom_id="cohost", required=False, min_values=0)
        self.role: ui.RoleSelect[Any] = ui.RoleSelect(custom_id="role", required=False, min_values=0)
        self.rank: ui.Select[Any] = ui.Select(custom_id="rank", required=False, min_values=0)
        self.labelled("host", self.host)
        self.labelled("cohost", self.cohost)
        self.labelled("role", self.role)
        self.labelled("rank", self.rank)

    async def fill(self, event: Event, bot: Bot) -> None:
        for menu, member_id in ((self.host, event.host_id), (self.cohost, event.cohost_id)):
            if member_id is not None:
                menu.default_values = [
                    discord.SelectDefaultValue(id=member_id, type=discord.SelectDefaultValueType.user)
                ]
        guild = bot.get_guild(event.guild_id)
        if event.audience_role_id is not None and guild is not None and guild.get_role(event.audience_role_id):
            self.role.default_values = [
                discord.SelectDefaultValue(id=event.audience_role_id, type=discord.SelectDefaultValueType.role)
            ]
        self._offer(await bot.app.points.ranks.list(guild_id=event.guild_id), event.audience_rank_id)

    def _offer(self, ranks: list[Rank], chosen: int | None) -> None:
        if not ranks:
            self.remove_item(self.children[-1])  # Discord takes no menu without options
        for rank in ranks:
            self.rank.append_option(
                discord.SelectOption(
                    label=cut(rank.name, OPTION_LABEL_LIMIT), value=str(rank.id), default=rank.id == chosen
                )
            )

    async def store(self, drafting: Drafting, interaction: discord.Interaction[Bot], **where: Any) -> Event:
        host, cohost = next(iter(self.host.values), None), next(iter(self.cohost.values), None)
        if any(one is not None and (one.bot or not isinstance(one, discord.Member)) for one in (host, cohost)):
            raise HostGone
        role = next(iter(self.role.values), None)
        everybody = role is not None and role.is_default()
        return await drafting.set_people(
            host_id=None if host is None else host.id,
            cohost_id=None if cohost is None else cohost.id,
            role_id=None if role is None or everybody else role.id,
            rank_id=await self._chosen_rank(interaction, where["by"]),
            **where,
        )

    async def _chosen_rank(self, interaction: discord.Interaction[Bot], by: Actor) -> int | None:
        chosen = next(iter(self.rank.values), None)
        if chosen is None:
            return None
        ranks = await interaction.client.app.points.ranks.list(guild_id=by.guild_id)
        found = next((rank.id for rank in ranks if str(rank.id) == chosen), None)
        if found is None:
            raise ButtonOutdated
        return found


class MoreForm(EventForm):
    action = "events:form-more"
    title_id = "events-form-more-title"

    def __init__(self, event_id: int, revision: int, *, language: Language) -> None:
        super().__init__(event_id, revision, language=language)
        self.price = self.line("price", LINE_MAX)
        self.sponsor = self.line("sponsor", LINE_MAX)
        self.reminders = self.line("reminders", LINE_MAX)
        self.picture: ui.FileUpload[Any] = ui.FileUpload(
            custom_id="picture", required=False, min_values=0, max_values=1
        )
        self.labelled("picture", self.picture)

    async def fill(self, event: Event, bot: Bot) -> None:
        self.price.default, self.sponsor.default = event.price, event.sponsor
        self.reminders.default = typed_reminders(event) or None

    async def store(self, drafting: Drafting, interaction: discord.Interaction[Bot], **where: Any) -> Event:
        upload = next(iter(self.picture.values), None)
        # A picture that can't be taken must not cost the words: they are stored, and then it is said.
        picture, refused = None, None
        if upload is not None:
            try:
                picture = await read_picture(upload)
            except UserError as error:
                refused = error
        stored = await drafting.set_more(
            price=self.price.value,
            sponsor=self.sponsor.value,
            reminders=self.reminders.value,
            picture=picture,
            **where,
        )
        if refused is not None:
            await reply_error(interaction, refused)
        return stored


FORMS: dict[str, type[EventForm]] = {
    "words": WordsForm,
    "time": TimeForm,
    "place": PlaceForm,
    "repeats": RepeatsForm,
    "people": PeopleForm,
    "more": MoreForm,
}

ACTIONS = tuple(FORMS.values())
