"""Doing what was planned: each need by itself, and each that is met is stored at once.

So whatever Discord refuses in the middle, what was made before is kept, and the next run finds it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import discord

from bot.client import Bot
from bot.errors import Param
from bot.i18n import Language, say
from bot.setup import rules
from bot.setup.model import Choice, Need, NeedKind, Part, Step, StepKind, TagNeed
from bot.setup.needs import NEEDS
from bot.ui.texts import channel_text, permission_names, plain
from cogs.setup.look import Planned, active_needs, plan, set_ids

MAX_CHANNELS, MAX_ROLES = 30013, 30005  # Discord's codes
MISSING_ACCESS, MISSING_PERMISSIONS = 50001, 50013

_Overwrites = dict[discord.Role | discord.Member | discord.Object, discord.PermissionOverwrite]

_SEEING = ("view_channel", "send_messages", "read_message_history")
_WORKING = (*_SEEING, "embed_links", "attach_files")


@dataclass(slots=True)
class Outcome:
    """What became of a need: messages with their parameters, still without a language."""

    need: Need
    lines: list[tuple[str, dict[str, Param]]] = field(default_factory=list)
    failed: bool = False

    def did(self, message_id: str, **params: Param) -> None:
        self.lines.append((message_id, params))

    def say(self, language: Language) -> str:
        return "\n".join(_in(language, message_id, params) for message_id, params in self.lines)


def _in(language: Language, message_id: str, params: dict[str, Param]) -> str:
    """Say a line; permissions and tags are named in the reader's language."""
    said = dict(params)
    if "permission" in said:
        said["permission"] = permission_names([str(said["permission"])], language)
    if "lacking" in said:
        said["permissions"] = permission_names(str(said.pop("lacking")).split(), language)
    if "tag_names" in said:
        said["tags"] = tags_text(str(said.pop("tag_names")).split(), language)
    return say(language, message_id, **said)


def tags_text(names: list[str], language: Language) -> str:
    return ("、" if language is Language.JA else ", ").join(f"**{say(language, name)}**" for name in names)


async def build(
    bot: Bot, guild: discord.Guild, part: Part, chosen: Mapping[str, Choice], *, by: discord.Member
) -> list[Outcome]:
    """Meet every need of a part as it was chosen; each is looked at anew, as the one before may have changed things."""
    outcomes: list[Outcome] = []
    made_roles: dict[int, discord.Role] = {}
    for need in active_needs(bot):
        if need not in part.needs:
            continue
        planned = next(entry for entry in await plan(bot, guild, chosen) if entry.need is need)
        outcome = Outcome(need)
        await _Builder(bot, guild, planned, outcome, by, made_roles).run()
        outcomes.append(outcome)
    return outcomes


class _Builder:
    """Carries out the steps of one need, and stops at the first that Discord refuses."""

    def __init__(
        self,
        bot: Bot,
        guild: discord.Guild,
        planned: Planned,
        outcome: Outcome,
        by: discord.Member,
        made_roles: dict[int, discord.Role],
    ) -> None:
        self.bot = bot
        self.guild = guild
        self.planned = planned
        self.need = planned.need
        self.outcome = outcome
        self.by = by
        self.made_roles = made_roles
        """Made in this run: Discord's word of them may not have reached the cache yet."""

    async def run(self) -> None:
        self.language = await self.bot.public_language(self.guild)
        self.reason = say(self.language, "setup-audit", member=self.by.name)
        for step in self.planned.steps:
            try:
                await self._do(step)
            except discord.HTTPException as error:
                self._failed(step, error)
                return

    async def _do(self, step: Step) -> None:
        match step.kind:
            case StepKind.SKIP:
                self.outcome.did("setup-did-skip")
            case StepKind.ALREADY:
                self.outcome.did("setup-did-already", target=self._mention(*self.planned.set_ids))
            case StepKind.USE:
                await self._store(step.id)
                self.outcome.did("setup-did-use", target=self._mention(step.id))
            case StepKind.MAKE_ROLE:
                await self._make_role(step)
            case StepKind.MAKE_FORUM:
                await self._make_forum(step)
            case StepKind.MAKE_TEXT | StepKind.MAKE_PRIVATE | StepKind.MAKE_READ_ONLY:
                await self._made((await self._make_text(step)).id)
            case StepKind.ADD_TAGS:
                await self._add_tags(step)
            case StepKind.LET_SEE:
                await self._let_see(step)
            case StepKind.NO_ROOM_FOR_TAGS:
                names = _names(step.tags)
                target = self._mention(step.id)
                self.outcome.did(
                    "setup-step-no-room-for-tags", target=target, tag_names=names, limit=rules.FORUM_TAGS_MAX
                )
            case StepKind.NOT_ALLOWED:
                target, role = self._mention(step.id), bot_role(self.guild)
                self.outcome.did("setup-step-not-allowed", target=target, role=role, lacking=" ".join(step.lacking))
            case (
                StepKind.PLAIN_CHANNEL
                | StepKind.SEEN_BY_EVERYONE
                | StepKind.HIDDEN_FROM_BOT
                | StepKind.ABOVE_BOT
                | StepKind.POWERFUL
            ):
                target, role = self._mention(step.id), bot_role(self.guild)
                self.outcome.did(f"setup-step-{step.kind}", target=target, role=role)

    async def _made(self, id_: int, message_id: str = "setup-did-make") -> None:
        await self._store(id_)
        self.outcome.did(message_id, target=self._mention(id_))

    async def _store(self, id_: int) -> None:
        value = [*self.planned.set_ids, id_] if self.need.takes_several else id_
        section = self.bot.app.settings.sections[self.need.section]
        await self.bot.app.settings.change(self.guild.id, section, {self.need.key: value}, by=self.by.id)

    async def _make_role(self, step: Step) -> None:
        role = await self.guild.create_role(
            name=step.name,
            permissions=discord.Permissions.none(),
            mentionable=self.need.mentionable,
            reason=self.reason,
        )
        self.made_roles[role.id] = role
        await self._made(role.id)

    async def _make_forum(self, step: Step) -> None:
        tags = [self._tag(tag) for tag in step.tags]
        try:
            forum = await self.guild.create_forum(
                step.name, topic=self._topic(), available_tags=tags, reason=self.reason
            )
        except discord.HTTPException as error:
            if not _means_no_forums(error):
                raise
            await self._made((await self._make_text(step)).id, "setup-did-make-instead")
        else:
            await self._made(forum.id)

    async def _make_text(self, step: Step) -> discord.TextChannel:
        overwrites: _Overwrites = {}
        if step.kind is StepKind.MAKE_PRIVATE:
            overwrites = await self._private_overwrites()
        elif step.kind is StepKind.MAKE_READ_ONLY:
            overwrites = self._read_only_overwrites()
        return await self.guild.create_text_channel(
            step.name, topic=self._topic(), overwrites=overwrites, reason=self.reason
        )

    def _topic(self) -> str:
        return say(self.language, f"setup-topic-{self.need.name}")

    async def _private_overwrites(self) -> _Overwrites:
        overwrites: _Overwrites = {
            self.guild.default_role: discord.PermissionOverwrite(view_channel=False),
            self.guild.me: self._allowing(_WORKING),
        }
        overwrites.update({role: self._allowing(_SEEING) for role in await self._seers()})
        return overwrites

    def _read_only_overwrites(self) -> _Overwrites:
        return {
            self.guild.default_role: self._setting(self.need.denied, allowed=False),
            self.guild.me: self._allowing(_WORKING),
        }

    async def _seers(self) -> list[discord.Role]:
        """Return the roles the channel is shown to."""
        needs = [need for need in NEEDS if need.name in self.need.shown_to]
        stored = [id_ for need in needs for id_ in await set_ids(self.bot, self.guild, need)]
        found = [self.made_roles.get(id_) or self.guild.get_role(id_) for id_ in stored]
        return [role for role in found if role is not None]

    def _allowing(self, names: tuple[str, ...]) -> discord.PermissionOverwrite:
        return self._setting(names, allowed=True)

    def _setting(self, names: tuple[str, ...], *, allowed: bool) -> discord.PermissionOverwrite:
        """Return an overwrite for what the bot has itself: Discord lets it give and take nothing else."""
        held = self.guild.me.guild_permissions
        return discord.PermissionOverwrite(**{name: allowed for name in names if getattr(held, name)})

    def _tag(self, tag: TagNeed) -> discord.ForumTag:
        # A moderated tag can only be put on by whoever manages threads: without that, the bot could not use it itself.
        moderated = tag.moderated and self.guild.me.guild_permissions.manage_threads
        return discord.ForumTag(name=say(self.language, tag.name), emoji=tag.symbol, moderated=moderated)

    async def _add_tags(self, step: Step) -> None:
        forum = self.guild.get_channel(step.id)
        if isinstance(forum, discord.ForumChannel):
            # The whole list is sent: what is left out is deleted from the forum and from its posts.
            new = [self._tag(tag) for tag in step.tags]
            await forum.edit(available_tags=[*forum.available_tags, *new], reason=self.reason)
            self.outcome.did("setup-did-add-tags", target=self._mention(step.id), tag_names=_names(step.tags))

    async def _let_see(self, step: Step) -> None:
        channel = self.guild.get_channel(step.id)
        if channel is None:
            return
        for role in await self._seers():
            if not channel.permissions_for(role).view_channel:
                overwrite = channel.overwrites_for(role)
                overwrite.update(view_channel=True)
                await channel.set_permissions(role, overwrite=overwrite, reason=self.reason)
        self.outcome.did("setup-did-let-see", target=self._mention(step.id), who=self.need.shown_to[0])

    def _mention(self, *ids: int) -> str:
        return targets_text(self.need, ids, self.by)

    def _failed(self, step: Step, error: discord.HTTPException) -> None:
        self.outcome.failed = True
        if error.code in (MAX_CHANNELS, MAX_ROLES):
            self.outcome.did("setup-failed-full", kind="role" if error.code == MAX_ROLES else "channel")
        elif isinstance(error, discord.Forbidden) and step.permission is not None:
            role = bot_role(self.guild)
            self.outcome.did("setup-failed-permission", permission=step.permission, role=role)
        elif isinstance(error, discord.NotFound):
            self.outcome.did("setup-failed-gone")
        elif error.status == 429 or error.status >= 500:
            self.outcome.did("setup-failed-busy")
        else:
            self.outcome.did("setup-failed-refused", code=str(error.code or error.status))


def targets_text(need: Need, ids: Iterable[int], reader: discord.Member) -> str:
    """Return the roles or channels that meet a need, as the reader can see them."""
    if need.kind is NeedKind.ROLE:
        return " ".join(f"<@&{id_}>" for id_ in ids)
    channels = {id_: reader.guild.get_channel(id_) for id_ in ids}
    return " ".join(channel_text(channel, reader) if channel else f"<#{id_}>" for id_, channel in channels.items())


def _names(tags: tuple[TagNeed, ...]) -> str:
    return " ".join(tag.name for tag in tags)


def _means_no_forums(error: discord.HTTPException) -> bool:
    """Whether Discord refuses the kind of channel, not us or the number of channels."""
    return error.status in (400, 403) and error.code not in (MISSING_ACCESS, MISSING_PERMISSIONS, MAX_CHANNELS)


def bot_role(guild: discord.Guild) -> str:
    """Return the name under which the bot's own role stands in the server's settings."""
    return plain(guild.self_role.name if guild.self_role else guild.me.display_name, 60)
