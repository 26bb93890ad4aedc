"""The real bot on the simulated Discord, with the world around it: started, moved in time, and taken down."""

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from bot.app import App
from bot.client import Bot
from bot.config import Config
from bot.due import State as DueState
from bot.due import due_row
from bot.i18n import Language
from bot.operations import migrate
from bot.sandbox import world
from bot.sandbox.simulated import Simulation, drivers_clock
from bot.sandbox.world import World

ZONE = ZoneInfo("Asia/Tokyo")

FIXED_START = datetime(2026, 1, 5, tzinfo=ZONE)
"""When the tour and the tests begin: a Monday."""

SWEEP_ALL_EVERY = timedelta(days=1)
"""How often all sweeps run while time is moved; what is planned for a moment is done at that moment."""

FIRST_SWEEP_EARLIER = timedelta(hours=13)
"""All begins at midnight, and what is not said at night has to be said by day: the daily sweeps are at eleven."""

PAUSE = timedelta(hours=1)

WITHIN_SECONDS = timedelta(seconds=3)
"""What is planned for so soon after an act belongs to it: nobody moves the clock by hand for that."""

IN_MEMORY = Path("/dev/shm")
"""Where Linux keeps files in memory: thousands of small transactions are a third faster there."""


class House:
    """`app`, `bot` and `world` in one simulated Discord."""

    world: World

    def __init__(self, *, config: Config, app: App, bot: Bot, env: Simulation) -> None:
        self.config = config
        self.app = app
        self.bot = bot
        self.env = env
        self._swept_at = env.now() - FIRST_SWEEP_EARLIER

    @property
    def now(self) -> datetime:
        return self.env.now().astimezone(ZONE)

    async def wait(self, span: timedelta, *, finish: bool = True) -> None:
        """Let time pass and do what is due, each at its moment, as a running bot does.

        `finish` runs all sweeps at the end; the story, which waits a hundred times, leaves that to the days, and the
        counting of what people did to its longer pauses.
        """
        end = self.env.now() + span
        if finish or span >= PAUSE:
            await self.catch_up()
        while (now := self.env.now()) < end:
            moments = [end, self._swept_at + SWEEP_ALL_EVERY, await self._next_due(after=now) or end]
            await self.env.pass_time(min(moment for moment in moments if moment > now) - now)
            await self._sweep()
        if finish:
            await self._sweep_all()

    async def catch_up(self) -> None:
        """Let the bot do what a running one does within seconds of what people did: count it, and act on it."""
        await self.app.activity.flush()
        await self.app.due.sweep()
        await self.env.settle()
        now = self.env.now()
        soon = await self._next_due(after=now)
        if soon is not None and soon - now <= WITHIN_SECONDS:  # an announcement that shows who comes, for instance
            await self.env.pass_time(soon - now)
            await self.app.due.sweep()
            await self.env.settle()

    async def restart(self, *, meanwhile: Awaitable[None] | None = None) -> None:
        """Stop the bot and start it anew on the same database, as after an update; things may happen `meanwhile`."""
        self.env.hang_up()
        await self.app.close()
        if meanwhile is not None:
            await meanwhile
        self.app = App(self.config, clock=self.env.now)
        await self.app.due.release_claims()
        self.bot = Bot(self.app, shard_count=1)
        await self.env.restart_bot(self.bot)
        await self._sweep_all()

    async def _next_due(self, *, after: datetime) -> datetime | None:
        """Return when the next planned thing falls due."""
        upcoming = select(func.min(due_row.c.due_at)).where(due_row.c.state == DueState.OPEN, due_row.c.due_at > after)
        async with self.app.database.read() as connection:
            found: datetime | None = await connection.scalar(upcoming)
        return found

    async def _sweep(self) -> None:
        if self.env.now() - self._swept_at >= SWEEP_ALL_EVERY:
            await self._sweep_all()
        else:
            await self.app.due.sweep()
            await self.env.settle()

    async def _sweep_all(self) -> None:
        self._swept_at = self.env.now()
        await self.app.jobs.run_due()
        await self.env.settle()


@asynccontextmanager
async def open_house(*, language: Language, start: datetime = FIXED_START) -> AsyncIterator[House]:
    """Start the bot on an empty database, in a server nobody has asked anything in yet."""
    with TemporaryDirectory(prefix="engawa-sandbox-", dir=_fast_folder()) as folder:
        config = _config(Path(folder))
        app = App(config, clock=lambda: env.now())  # noqa: PLW0108 - the simulation needs the bot, and that the app
        bot = Bot(app, shard_count=1)
        env = Simulation(bot, start=start.astimezone(UTC), check_errors=False)
        house = House(config=config, app=app, bot=bot, env=env)
        try:
            await migrate.migrate(app.database)
            await env.start()
            try:
                with drivers_clock(env):
                    house.world = await world.build(env, language=language)
                    yield house
            finally:
                await env.shutdown()
        finally:
            await house.app.close()


def _config(folder: Path) -> Config:
    # Nothing of the operator's own environment has a say here, least of all the real token and database.
    chosen = {
        name: field.get_default(call_default_factory=True)
        for name, field in Config.model_fields.items()
        if not field.is_required()
    }
    return Config.model_construct(
        **{**chosen, "database_url": f"sqlite:///{folder / 'engawa.db'}", "backup_dir": folder / "backups"}
    )


def _fast_folder() -> Path | None:
    return IN_MEMORY if IN_MEMORY.is_dir() else None
