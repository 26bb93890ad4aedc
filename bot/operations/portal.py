"""What Discord itself says about our token, intents and commands: the doctor's part that needs the network.

It asks over HTTP only: a check must not take the gateway session from the bot that is running.
"""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import timedelta
from email.utils import parsedate_to_datetime
from types import SimpleNamespace

import aiohttp
import discord

from bot import client
from bot.app import App
from bot.clock import utc_now
from bot.config import Config, ConfigInvalid
from bot.operations.doctor import Finding, Findings, fine, problem, warning
from bot.setup.needs import required_permissions

CLOCK_TOLERANCE = timedelta(seconds=30)
FEW_SESSIONS = 20
"""Discord gives a bot 1,000 starts a day; so few left mean that something restarts it in a circle."""

INVITE_SCOPES = ("bot", "applications.commands")


async def online_findings(config: Config) -> list[Finding]:
    """Ask Discord and return what is found, in the order of the steps that set a bot up; trouble is a finding too."""
    client.use_api(config.discord_api_url)
    try:
        async with _logged_in(config) as (own, clock):
            return [finding async for finding in _examine(own, config, clock)]
    except ConfigInvalid:
        return []  # the part that needs no network has said so
    except discord.LoginFailure:
        return [problem("operations-portal-token-refused")]
    except (aiohttp.ClientError, discord.HTTPException, discord.GatewayNotFound, OSError, TimeoutError) as error:
        return [problem("operations-portal-unreachable", address=config.discord_api_url, reason=type(error).__name__)]


class _Clock:
    """How far this machine's clock is from Discord's, read from the Date of its answers."""

    def __init__(self) -> None:
        self.trace = aiohttp.TraceConfig()
        self.trace.on_request_end.append(self._read)
        self.ahead: timedelta | None = None

    async def _read(
        self, _session: aiohttp.ClientSession, _context: SimpleNamespace, params: aiohttp.TraceRequestEndParams
    ) -> None:
        if date := params.response.headers.get("Date"):
            self.ahead = utc_now() - parsedate_to_datetime(date)


@asynccontextmanager
async def _logged_in(config: Config) -> AsyncIterator[tuple[discord.Client, _Clock]]:
    clock = _Clock()
    async with discord.Client(intents=discord.Intents(guilds=True), http_trace=clock.trace) as own:
        await own.login(config.token())
        yield own, clock


async def _examine(own: discord.Client, config: Config, clock: _Clock) -> AsyncIterator[Finding]:
    assert own.user is not None and own.application is not None
    yield fine("operations-portal-login", name=str(own.user), bot_id=str(own.user.id))
    for finding in _check_application(own.application, config):
        yield finding
    yield await _check_servers(own)
    if config.operator_channel_id is not None:
        yield await _check_operator_channel(own, config.operator_channel_id)
    yield await _check_starts(own)
    yield await _check_commands(own, config)
    if clock.ahead is not None:
        yield _check_clock(clock.ahead)


def _check_application(application: discord.AppInfo, config: Config) -> Findings:
    flags = application.flags
    if not config.members:
        yield fine("operations-portal-members-without")
    elif flags.gateway_guild_members or flags.gateway_guild_members_limited:
        yield fine("operations-portal-members")
    else:
        yield problem("operations-portal-members-off")
    if not config.message_content:
        yield fine("operations-portal-content-without")
    elif flags.gateway_message_content or flags.gateway_message_content_limited:
        yield fine("operations-portal-content")
    else:
        yield problem("operations-portal-content-off")
    if application.interactions_endpoint_url:
        yield problem("operations-portal-endpoint")
    if application.bot_require_code_grant:
        yield problem("operations-portal-code-grant")
    if application.bot_public:
        yield warning("operations-portal-public")


async def _check_servers(own: discord.Client) -> Finding:
    count = len([guild async for guild in own.fetch_guilds(limit=200, with_counts=False)])
    if count:
        return fine("operations-portal-servers", count=count)
    return warning("operations-portal-servers-none", link=invite_link(own.application_id))


async def _check_operator_channel(own: discord.Client, channel_id: int) -> Finding:
    """See that there is such a channel; whether the bot may write there shows when it does."""
    try:
        channel = await own.fetch_channel(channel_id)
    except (discord.NotFound, discord.Forbidden, discord.InvalidData):
        return problem("operations-portal-channel-gone", channel_id=str(channel_id))
    if not isinstance(channel, discord.abc.Messageable):
        return problem("operations-portal-channel-gone", channel_id=str(channel_id))
    return fine("operations-portal-channel", name=str(channel))


async def _check_starts(own: discord.Client) -> Finding:
    _, _, limit = await own.http.get_bot_gateway()
    remaining = limit["remaining"]
    return (fine if remaining >= FEW_SESSIONS else warning)(
        "operations-portal-starts" if remaining >= FEW_SESSIONS else "operations-portal-starts-few", count=remaining
    )


async def _check_commands(own: discord.Client, config: Config) -> Finding:
    assert own.application_id is not None
    if config.guild_id is None:
        sent = await own.http.get_global_commands(own.application_id)
    else:
        sent = await own.http.get_guild_commands(own.application_id, config.guild_id)
    return commands_finding({command["name"] for command in sent}, await _own_commands(config))


def commands_finding(sent: Collection[str], wanted: Collection[str]) -> Finding:
    missing = sorted(set(wanted) - set(sent))
    surplus = sorted(set(sent) - set(wanted))
    if not missing and not surplus:
        return fine("operations-portal-commands", count=len(sent))
    return warning("operations-portal-commands-differ", names=", ".join(missing + surplus))


async def _own_commands(config: Config) -> set[str]:
    """Return the names of the commands that this version of the bot sends."""
    app = App(config)
    bot = client.Bot(app)
    try:
        async with bot:
            for extension in client.EXTENSIONS:
                await bot.load_extension(extension)
            return {command.name for command in bot.tree._get_all_commands()}
    finally:
        await app.close()


def _check_clock(ahead: timedelta) -> Finding:
    seconds = round(abs(ahead).total_seconds())
    if abs(ahead) <= CLOCK_TOLERANCE:
        return fine("operations-portal-clock", seconds=seconds)
    return warning("operations-portal-clock-off", seconds=seconds)


def invite_link(application_id: int | None) -> str:
    """Return the address with which an admin adds the bot to a server, asking for exactly what it needs."""
    assert application_id is not None
    permissions = discord.Permissions(**dict.fromkeys(required_permissions(), True))
    return discord.utils.oauth_url(application_id, permissions=permissions, scopes=INVITE_SCOPES)
