"""The checks: each yields what it found, in the order in which an admin would look.

Of the machine's findings (`bot/operations/doctor.py`) only those are shown that an admin should press for, and
without the folders of the machine: admins of a server are not always those who run the bot.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import discord
from discord import app_commands

from bot.client import Bot
from bot.i18n import Language, exists, say
from bot.operations import doctor
from bot.operations.doctor import Finding, Severity, fine, hint, problem, warning
from bot.points.rules import ROLE_TROUBLE
from bot.reduced import Intent, missing, reductions
from bot.settings.fields import Setting, ids_in, settings_of
from bot.setup import rules
from bot.setup.model import Requirement
from bot.setup.needs import ESSENTIALS, GIVEN_ROLES, MENTIONED_ROLES, NEEDS, QUEUE, REQUIREMENTS
from bot.ui.roles import trouble_params, troubles_of
from bot.ui.texts import channel_text, moment, permission_names, plain

DUE_MAY_WAIT = timedelta(minutes=10)
REASONS_SHOWN = 3
REASON_LIMIT = 120
NAMES_SHOWN = 10

_MACHINE_CHECKS = (
    doctor.check_versions,
    doctor.check_space,
    doctor.check_clock,
    doctor.check_backups,
    doctor.check_encryption,
    doctor.check_seal_key,
)
_ALWAYS_SAID = ("operations-backup", "operations-volume-")
"""How old the newest backup is, and what is encrypted, is said to admins where all is well, too."""

_ESSENTIAL = frozenset((need.section, need.key) for need in ESSENTIALS)

CLOCK_TOLERANCE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """What a button beside a finding would do: an action of `views.py` and its arguments."""

    action: str
    arguments: tuple[int | str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A finding, and the button that mends it."""

    finding: Finding
    mend: Mend | None = None


Founds = Iterator[Found]
SETUP, ACCESS, SYNC, RETRY, FORGET = "setup", "access", "sync", "retry", "forget"


async def examine(bot: Bot, reader: discord.Member, language: Language, *, asked_at: datetime) -> list[Found]:
    """Look at everything on the reader's server and return what was found; `asked_at`: when, by Discord's clock."""
    ahead = bot.app.clock() - asked_at
    found = [found async for found in _Examination(bot, reader, language).all()]
    if abs(ahead) > CLOCK_TOLERANCE:
        seconds = round(abs(ahead).total_seconds())
        found.append(Found(finding=warning("operations-portal-clock-off", seconds=seconds)))
    return found


class _Examination:
    def __init__(self, bot: Bot, reader: discord.Member, language: Language) -> None:
        self.bot = bot
        self.reader = reader
        self.guild = guild = reader.guild
        self.language = language
        self.role = plain(guild.self_role.name if guild.self_role else guild.me.display_name, 60)

    async def all(self) -> AsyncIterator[Found]:
        if not await self.bot.app.database.answers():
            yield Found(finding=problem("doctor-database-silent"))
            return
        async for found in self._values():
            yield found
        rank_roles = await self._rank_roles()
        for found in (*self._permissions(), *rank_roles, *self._roles(well=not rank_roles)):
            yield found
        for check in self.bot.checks:
            for finding in await check(self.reader, self.language):
                yield Found(finding=finding)
        for found in await self._intents():
            yield found
        yield await self._commands()
        for found in await self._database():
            yield found
        for found in await self._activity():
            yield found
        for found in self._jobs():
            yield found
        for found in await self._machine():
            yield found

    def say(self, message_id: str, **params: str | int) -> str:
        return say(self.language, message_id, **params)

    def joined(self, parts: list[str]) -> str:
        return ("、" if self.language is Language.JA else ", ").join(parts)

    # What the settings name ---------------------------------------------------------------------------------------

    async def _values(self) -> AsyncIterator[Found]:
        """Look at every setting that names channels or roles, and at the channels themselves."""
        self.values: dict[tuple[str, str], Any] = {}
        for name, section in self.bot.app.settings.sections.items():
            stored = (await self.bot.app.settings.get(self.guild.id, section)).model_dump(mode="json")
            for setting in settings_of(section):
                self.values[name, setting.key] = stored[setting.key]
                for found in self._gone(setting, stored[setting.key]):
                    yield found
        for found in (*self._tags(), *self._queue(), *self._mentions()):
            yield found

    def _gone(self, setting: Setting, value: Any) -> Founds:
        find = self.guild.get_channel if setting.names_channels else self.guild.get_role
        if any(find(id_) is None for id_ in ids_in(setting, value)):
            field, section = (self._named(id_) for id_ in (setting.message_id, f"settings-{setting.section}"))
            yield Found(
                finding=problem("doctor-setting-gone", field=field, section=section),
                mend=Mend(action=FORGET, arguments=(setting.section, setting.key)),
            )

    def _named(self, message_id: str) -> str:
        return self.say(message_id) if exists(message_id) else message_id

    def _tags(self) -> Founds:
        for need in NEEDS:
            forum = self.guild.get_channel(self.values.get((need.section, need.key)) or 0) if need.tags else None
            if not isinstance(forum, discord.ForumChannel):
                continue
            lacking = rules.missing_tags(need, [tag.name for tag in forum.available_tags])
            fitting, left = rules.parted_by_room(lacking, taken=len(forum.available_tags))
            channel = channel_text(forum, self.reader)
            if fitting:
                tags = self.joined([self.say(tag.name) for tag in fitting])
                yield Found(finding=warning("doctor-tags-missing", channel=channel, tags=tags), mend=Mend(action=SETUP))
            if left:
                tags = self.joined([self.say(tag.name) for tag in left])
                limit = rules.FORUM_TAGS_MAX
                yield Found(finding=warning("doctor-tags-no-room", channel=channel, tags=tags, limit=limit))

    def _queue(self) -> Founds:
        channel = self.guild.get_channel(self.values.get((QUEUE.section, QUEUE.key)) or 0)
        if channel is not None and channel.permissions_for(self.guild.default_role).view_channel:
            yield Found(finding=problem("doctor-queue-public", channel=channel_text(channel, self.reader)))

    def _mentions(self) -> Founds:
        for roles_setting, channel_setting in MENTIONED_ROLES:
            channel = self.guild.get_channel(self.values.get(channel_setting) or 0)
            if channel is None or channel.permissions_for(self.guild.me).mention_everyone:
                continue
            roles = [self.guild.get_role(id_) for id_ in _as_ids(self.values.get(roles_setting))]
            unreached = [role.mention for role in roles if role is not None and not role.mentionable]
            if unreached:
                yield Found(
                    finding=warning(
                        "doctor-role-unmentionable",
                        roles=self.joined(unreached),
                        channel=channel_text(channel, self.reader),
                        permission=permission_names(["mention_everyone"], self.language),
                        role=self.role,
                    )
                )

    # What I may do ------------------------------------------------------------------------------------------------

    def _permissions(self) -> Founds:
        unused: list[str] = []
        for requirement in REQUIREMENTS:
            feature = self.say(f"setup-feature-{requirement.feature}")
            place = (requirement.section, requirement.key)
            if requirement.section is None or requirement.key is None:
                yield self._on_server(requirement, feature)
            elif place in self.values and self.values[place] is None and place not in _ESSENTIAL:
                if not requirement.optional:
                    unused.append(feature)
            elif place in self.values:
                yield from self._in_channel(requirement, feature)
        if unused:
            mend = Mend(action=SETUP)
            yield Found(finding=hint("doctor-channels-unset", features=self.joined(unused)), mend=mend)

    def _on_server(self, requirement: Requirement, feature: str) -> Found:
        lacking = _lacking(requirement, self.guild.me.guild_permissions)
        if not lacking:
            return Found(finding=fine("doctor-server-permissions", feature=feature))
        names = permission_names(lacking, self.language)
        return Found(
            finding=warning("doctor-server-permissions-missing", feature=feature, permissions=names, role=self.role)
        )

    def _in_channel(self, requirement: Requirement, feature: str) -> Founds:
        assert requirement.section is not None and requirement.key is not None
        channel_id = self.values[requirement.section, requirement.key]
        if channel_id is None:
            yield Found(finding=warning("doctor-channel-unset", feature=feature), mend=Mend(action=SETUP))
            return
        channel = self.guild.get_channel(channel_id)
        if channel is None:
            return  # said by `_gone`
        lacking = _lacking(requirement, channel.permissions_for(self.guild.me))
        if not lacking:
            yield Found(
                finding=fine("doctor-channel-permissions", feature=feature, channel=channel_text(channel, self.reader))
            )
            return
        yield Found(
            finding=problem(
                "doctor-channel-permissions-missing",
                feature=feature,
                channel=channel_text(channel, self.reader),
                permissions=permission_names(lacking, self.language),
                role=self.role,
            ),
            mend=Mend(action=ACCESS, arguments=(requirement.feature,)) if can_open(channel, lacking) else None,
        )

    def _roles(self, *, well: bool) -> Founds:
        """Look at the roles that settings name; `well`: those of ranks are."""
        ids = [id_ for place in GIVEN_ROLES for id_ in _as_ids(self.values.get(place))]
        roles = [role for id_ in ids if (role := self.guild.get_role(id_)) is not None]
        above = [role.mention for role in roles if role >= self.guild.me.top_role]
        if above:
            yield Found(finding=problem("doctor-roles-above", roles=self.joined(above), role=self.role))
        elif well:
            yield Found(finding=fine("doctor-roles"))

    async def _rank_roles(self) -> list[Found]:
        """Look at the roles of ranks: these are rows, not settings."""
        points = self.bot.app.points
        ranks = await points.ranks.list(guild_id=self.guild.id)
        troubles = await troubles_of(points.rank_roles, self.guild, ranks)
        given_up = await self.bot.app.due.given_up(guild_id=self.guild.id)
        mend = Mend(action=RETRY) if any(row.kind == ROLE_TROUBLE for row in given_up) else None
        return [
            Found(
                finding=problem(f"doctor-rank-roles-{trouble}", **trouble_params(affected, self.guild, self.language)),
                mend=mend,
            )
            for trouble, affected in troubles.items()
        ]

    # What Discord says --------------------------------------------------------------------------------------------

    async def _intents(self) -> list[Found]:
        config = self.bot.app.config
        try:
            flags = (await self.bot.application_info()).flags
        except discord.HTTPException:
            return [Found(finding=warning("doctor-discord-silent"))]
        states = {
            "members": (config.members, flags.gateway_guild_members or flags.gateway_guild_members_limited),
            "content": (
                config.message_content,
                flags.gateway_message_content or flags.gateway_message_content_limited,
            ),
        }
        off = [problem(f"doctor-intent-{name}-off") for name, (used, on) in states.items() if used and not on]
        unused = [
            warning(f"doctor-intent-{intent}-unused", reduced=self._reduced(intent)) for intent in missing(config)
        ]
        names = [self.say(f"doctor-intent-{name}") for name, (used, on) in states.items() if used and on]
        all_is_well = fine("doctor-intents", names=self.joined(names or [self.say("doctor-intent-none")]))
        return [Found(finding=finding) for finding in (*off, *unused, *([] if off else [all_is_well]))]

    def _reduced(self, intent: Intent) -> str:
        """Say of each feature what it can't do without an intent."""
        return "\n".join(
            self.say("doctor-reduced", feature=self.say(f"settings-{each.feature}"), how=self.say(each.message_id))
            for each in reductions(self.bot.app.config, intent=intent)
        )

    async def _commands(self) -> Found:
        try:
            differing = await differing_commands(self.bot)
        except discord.HTTPException:
            return Found(finding=warning("doctor-discord-silent"))
        if not differing:
            return Found(finding=fine("doctor-commands", count=len(own_commands(self.bot))))
        shown = [plain(name, 40) for name in differing[:NAMES_SHOWN]]
        return Found(finding=problem("doctor-commands-differ", names=self.joined(shown)), mend=Mend(action=SYNC))

    # The machine --------------------------------------------------------------------------------------------------

    async def _database(self) -> list[Found]:
        app = self.bot.app
        late = await app.due.count_overdue(by=DUE_MAY_WAIT)
        path = app.database.path
        size = max(1, round(path.stat().st_size / 1_000_000)) if path is not None else 0
        found = [Found(finding=fine("doctor-database", size=size))]
        if late:
            found.append(Found(finding=warning("doctor-due-late", count=late)))
        found += await self._given_up()
        return found

    async def _activity(self) -> list[Found]:
        activity = self.bot.app.activity
        health, progress = activity.health(), await activity.progress(self.guild.id)
        found: list[Finding] = []
        if health.failing_since is not None:
            found.append(
                problem(
                    "activity-unwritten",
                    since=moment(health.failing_since),
                    waiting=health.waiting,
                    reference=health.reference or "",
                )
            )
        if health.dropped:
            found.append(warning("activity-dropped", count=health.dropped))
        if progress.closed_channel_ids:
            found.append(self._closed(progress.closed_channel_ids))
        if progress.since is not None:
            since = moment(progress.since)
            found.append(fine("activity-reading", channels=progress.channels, messages=progress.messages, since=since))
        elif not found:
            found.append(fine("activity-read"))
        return [Found(finding=finding) for finding in found]

    def _closed(self, channel_ids: Sequence[int]) -> Finding:
        channels = [self.guild.get_channel_or_thread(channel_id) for channel_id in channel_ids]
        named = [channel_text(channel, self.reader) for channel in channels if channel is not None]
        return warning(
            "activity-closed",
            channels=self.joined(named[:NAMES_SHOWN]) or "–",
            count=len(channel_ids),
            permissions=permission_names(["view_channel", "read_message_history"], self.language),
            role=self.role,
        )

    async def _given_up(self) -> list[Found]:
        rows = await self.bot.app.due.given_up(guild_id=self.guild.id)
        rows = [row for row in rows if row.kind != ROLE_TROUBLE]  # said by `_rank_roles`, with the remedy
        if not rows:
            return []
        reasons = list(dict.fromkeys(plain(row.failure or row.kind, REASON_LIMIT) for row in rows))
        shown = self.joined(reasons[:REASONS_SHOWN]) + (" …" if len(reasons) > REASONS_SHOWN else "")
        finding = problem("doctor-given-up", count=len(rows), reasons=shown)
        return [Found(finding=finding, mend=Mend(action=RETRY))]

    def _jobs(self) -> Founds:
        now = self.bot.app.clock()
        jobs = self.bot.app.jobs.all()
        failed = [job for job in jobs if job.failure is not None]
        overdue = [job for job in jobs if job.failure is None and job.overdue(now)]
        for job in failed:
            yield Found(finding=warning("doctor-job-failed", job=job.name, reference=job.failure or ""))
        for job in overdue:
            yield Found(finding=warning("doctor-job-overdue", job=job.name))
        if not failed and not overdue:
            yield Found(finding=fine("doctor-jobs"))

    async def _machine(self) -> list[Found]:
        findings = await asyncio.to_thread(_machine_findings, self.bot)
        fault = self.bot.app.tally.page_fault
        page = [] if fault is None else [Found(finding=warning("doctor-page-silent", reason=fault))]
        return page + [
            Found(finding=finding)
            for finding in findings
            if finding.severity is not Severity.FINE or finding.message.startswith(_ALWAYS_SAID)
        ]


def _machine_findings(bot: Bot) -> list[Finding]:
    return [_without_folders(finding) for check in _MACHINE_CHECKS for finding in check(bot.app.config)]


def _without_folders(finding: Finding) -> Finding:
    params = {
        name: Path(str(value)).name if name in ("path", "folder") else value for name, value in finding.params.items()
    }
    return replace(finding, params=params)


def _lacking(requirement: Requirement, held: discord.Permissions) -> list[str]:
    return [name for name in requirement.permissions if not getattr(held, name)]


def can_open(channel: discord.abc.GuildChannel, lacking: list[str]) -> bool:
    """Whether the bot may allow itself what it lacks in a channel: Discord lets it give only what it has elsewhere."""
    here, everywhere = channel.permissions_for(channel.guild.me), channel.guild.me.guild_permissions
    return here.view_channel and here.manage_roles and all(getattr(everywhere, name) for name in lacking)


def lacking_in(channel: discord.abc.GuildChannel, requirement: Requirement) -> list[str]:
    return _lacking(requirement, channel.permissions_for(channel.guild.me))


def _as_ids(value: Any) -> list[int]:
    if value is None:
        return []
    return [int(part) for part in (value if isinstance(value, list) else [value])]


def own_commands(bot: Bot) -> set[tuple[int, str]]:
    """Return type and name of the commands this version has."""
    scope = discord.Object(bot.app.config.guild_id) if bot.app.config.guild_id else None
    return {(_type_of(command), str(command.name)) for command in bot.tree.get_commands(guild=scope)}


def _type_of(command: object) -> int:
    kind = command.type if isinstance(command, app_commands.ContextMenu) else discord.AppCommandType.chat_input
    return int(kind.value)


async def differing_commands(bot: Bot) -> list[str]:
    """Ask Discord and return the names of the commands it lacks or still has. Raises discord.HTTPException."""
    guild_id = bot.app.config.guild_id
    assert bot.application_id is not None, "the bot is logged in"
    if guild_id is None:
        sent = await bot.http.get_global_commands(bot.application_id)
    else:
        sent = await bot.http.get_guild_commands(bot.application_id, guild_id)
    known = {(int(command["type"]), command["name"]) for command in sent}
    return sorted({name for _, name in known ^ own_commands(bot)})
