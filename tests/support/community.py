"""A small server on SimCord with the real bot in it, for tests that act as people do."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import discord
import simcord
from simcord.results import InteractionResult

from bot.app import App
from bot.client import Bot
from bot.config import Config
from bot.questions.model import QuestionSettings
from bot.sandbox import simulated
from bot.settings.model import ServerSettings

MODERATOR_PERMISSIONS = discord.Permissions(moderate_members=True, manage_messages=True, manage_threads=True)
ADMIN_PERMISSIONS = discord.Permissions(manage_guild=True, manage_channels=True, manage_roles=True)


@dataclass
class Community:
    """A server in English with a question forum; people are named for their parts, `*_ja` use Discord in Japanese."""

    config: Config
    env: simulated.Simulation
    app: App
    bot: Bot
    server: simcord.GuildHandle
    forum: simcord.ChannelHandle
    general: simcord.ChannelHandle
    queue: simcord.ChannelHandle
    roles: Mapping[str, simcord.RoleHandle]
    asker: simcord.MemberActor
    helper: simcord.MemberActor
    helper2: simcord.MemberActor
    bystander: simcord.MemberActor
    asker_ja: simcord.MemberActor
    helper_ja: simcord.MemberActor
    staff: simcord.MemberActor
    moderator: simcord.MemberActor
    moderator2: simcord.MemberActor
    admin: simcord.MemberActor
    admin_ja: simcord.MemberActor
    extra: dict[str, Any] = field(default_factory=dict)

    async def later(self, **span: float) -> None:
        """Let time pass (a timedelta's arguments), then do what is due, as the timers of a running bot would."""
        await self.env.pass_time(timedelta(**span))
        await self.run_due()

    async def run_due(self) -> None:
        await self.app.jobs.run_due()
        await self.env.settle()

    async def restart(self) -> None:
        """Stop the process and start the next one on the same database."""
        await self.app.close()
        self.app = App(self.config, clock=self.env.now)
        await self.app.due.release_claims()
        self.bot = Bot(self.app, shard_count=1)
        await self.env.restart_bot(self.bot)
        await self.env.settle()

    async def set(self, section: type[Any], **values: Any) -> None:
        """Change settings as an admin did."""
        await self.app.settings.change(self.server.id, section, values, by=self.admin.id)

    def fails(self, method: str, path: str, status: int, *, code: int = 0, times: int | None = 1) -> None:
        """Have Discord answer matching requests with an error (`path` is an fnmatch pattern)."""
        self.env.inject_error(method, path, status=status, code=code, times=times)

    def works_again(self) -> None:
        self.env.backend.faults.clear()


@asynccontextmanager
async def open_community(config: Config, *, locale: str = "en-US") -> AsyncIterator[Community]:
    """Start the bot and make the server. What the bot raises fails the test by way of its log (tests/conftest.py)."""
    app = App(config, clock=lambda: env.now())  # noqa: PLW0108 - env comes later
    bot = Bot(app, shard_count=1)
    env = simulated.Simulation(bot, check_errors=False)
    await env.start()
    community: Community | None = None
    try:
        community = await _furnish(config, env, app, bot, locale)
        yield community
    finally:
        await env.shutdown()
        await (community.app if community else app).close()


async def _furnish(config: Config, env: simulated.Simulation, app: App, bot: Bot, locale: str) -> Community:
    server = env.create_guild("Veranda", preferred_locale=locale)
    roles = {
        "staff": server.create_role("Staff"),
        "moderators": server.create_role("Moderators", permissions=MODERATOR_PERMISSIONS),
        "admins": server.create_role("Admins", permissions=ADMIN_PERMISSIONS),
    }
    forum = server.create_forum_channel("questions")
    general = server.create_text_channel("general")
    queue = server.create_text_channel(
        "queue",
        overwrites={
            server.default_role: discord.PermissionOverwrite(view_channel=False),
            roles["moderators"]: discord.PermissionOverwrite(view_channel=True),
            _role_of_bot(server): discord.PermissionOverwrite(view_channel=True),
        },
    )

    def person(name: str, *held: str, language: str = "en-US") -> simcord.MemberActor:
        actor = server.add_member(env.create_user(name), roles=[roles[role] for role in held])
        simulated.set_locale(env, actor, language)
        return actor

    community = Community(
        config=config,
        env=env,
        app=app,
        bot=bot,
        server=server,
        forum=forum,
        general=general,
        queue=queue,
        roles=roles,
        asker=person("asker"),
        helper=person("helper"),
        helper2=person("helper2"),
        bystander=person("bystander"),
        asker_ja=person("asker_ja", language="ja"),
        helper_ja=person("helper_ja", language="ja"),
        staff=person("staff", "staff"),
        moderator=person("moderator", "moderators"),
        moderator2=person("moderator2", "moderators"),
        admin=person("admin", "admins"),
        admin_ja=person("admin_ja", "admins", language="ja"),
    )
    await env.settle()
    await community.set(
        ServerSettings,
        staff_role_ids=[roles["staff"].id],
        moderator_role_ids=[roles["moderators"].id],
        queue_channel_id=queue.id,
    )
    await community.set(QuestionSettings, forum_channel_id=forum.id)
    return community


async def noticed(
    community: Community, newcomer: simcord.MemberActor, *, in_channel: simcord.ChannelHandle | None = None
) -> None:
    """Have the bot notice somebody who joined: without the members intent by the first thing they do."""
    await community.env.settle()
    if not community.config.members:
        await newcomer.slash(in_channel or community.general, "about")


def _role_of_bot(server: simcord.GuildHandle) -> simcord.RoleHandle:
    """Return the role Discord makes for the bot when it joins."""
    me = server.me
    assert me is not None
    return server.roles[me.name]


def private_text(result: InteractionResult) -> str:
    """Return what the person alone was told; fails where the answer was public or missing."""
    answers = [*([result.response] if result.response else []), *result.followups]
    private = [answer for answer in answers if answer.ephemeral]
    assert private, f"no private answer: {result!r}"
    return "\n".join(text_of(answer) for answer in private)


def text_of(message: Any) -> str:
    """Return everything a reader sees in a message: content, embeds, labels."""
    parts = [message.content or ""]
    for embed in message.embeds:
        parts += [embed.title or "", embed.description or "", embed.footer.text or ""]
        parts += [f"{field.name}\n{field.value}" for field in embed.fields]
    return "\n".join(part for part in parts if part)
