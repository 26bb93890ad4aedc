"""The real bot on the simulated Discord, with the world around it: started, moved in time, and taken down."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from bot import migrate
from bot.app import App
from bot.client import Bot
from bot.config import Config
from bot.i18n import Language
from bot.sandbox import world
from bot.sandbox.simulated import Simulation
from bot.sandbox.world import World

ZONE = ZoneInfo("Asia/Tokyo")

FIXED_START = datetime(2026, 1, 5, tzinfo=ZONE)
"""When the tour and the tests begin: a Monday."""

SWEEPS_EVERY = timedelta(hours=1)
"""How finely time is moved. What is due by the minute happens at the next full step, as after a short outage."""


class House:
    """`app`, `bot` and `world` in one simulated Discord."""

    def __init__(self, *, config: Config, app: App, bot: Bot, env: Simulation, world: World) -> None:
        self.config = config
        self.app = app
        self.bot = bot
        self.env = env
        self.world = world

    @property
    def now(self) -> datetime:
        return self.env.now().astimezone(ZONE)

    async def wait(self, span: timedelta, *, every: timedelta = SWEEPS_EVERY) -> None:
        """Let time pass, and do what is due, as the timers of a running bot would."""
        end = self.env.now() + span
        while (left := end - self.env.now()) > timedelta():
            await self.env.pass_time(min(left, every))
            await self.app.jobs.run_due()
            await self.env.settle()


@asynccontextmanager
async def open_house(*, language: Language, start: datetime = FIXED_START) -> AsyncIterator[House]:
    """Start the bot on an empty database, in a server nobody has asked anything in yet."""
    with TemporaryDirectory(prefix="engawa-sandbox-") as folder:
        config = _config(Path(folder))
        app = App(config, clock=lambda: env.now())  # noqa: PLW0108 - the simulation needs the bot, and that the app
        env = Simulation(Bot(app, shard_count=1), start=start.astimezone(UTC), check_errors=False)
        try:
            await migrate.migrate(app.database)
            await env.start()
            try:
                with env.time_context():
                    built = await world.build(env, language=language)
                    assert isinstance(env.bot, Bot)
                    yield House(config=config, app=app, bot=env.bot, env=env, world=built)
            finally:
                await env.shutdown()
        finally:
            await app.close()


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
