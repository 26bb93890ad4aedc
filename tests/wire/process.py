"""The bot as its own process: `python -m bot run` in an empty folder, with the environment a container would give it.

What it prints is collected line by line; tests wait for lines, signals and exit codes, never for time.
"""

import asyncio
import os
import re
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from tests.wire.changes import Changes
from tests.wire.server import Wire

ROOT = Path(__file__).parents[2]
READY = r"\bready\b"
# What this machine's owner may have set for a bot of their own must not reach ours.
_OURS = (
    "DISCORD_",
    "DATABASE_",
    "BACKUP",
    "LOG_",
    "GUILD_ID",
    "TEXT_DIR",
    "SEAL_",
    "METRICS_",
    "OPERATOR_",
    "MEMBERS",
    "MESSAGE_",
)
START_WITHIN_SECONDS = 30.0


class BotProcess:
    """One run of the bot. Use start(); the process is killed at the end of the `async with`."""

    def __init__(self, process: asyncio.subprocess.Process, *, changes: Changes, started_at: float) -> None:
        self._process = process
        self._changes = changes
        self._reader = asyncio.create_task(self._read())
        self.started_at = started_at
        self.lines: list[str] = []
        self.exit_code: int | None = None
        changes.explain.append(self._story)

    @classmethod
    async def start(
        cls,
        wire: Wire,
        folder: Path,
        *,
        arguments: Sequence[str] = ("-m", "bot", "run"),
        environment: dict[str, str | None] | None = None,
    ) -> Self:
        """Start in `folder`, with its database there; `environment` overrides (None leaves a variable out)."""
        started_at = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *arguments,
            cwd=folder,
            env=_environment(wire, folder, environment or {}),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        return cls(process, changes=wire.changes, started_at=started_at)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *failure: object) -> None:
        if self._process.returncode is None:
            self._process.kill()
        await self._reader

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def output(self) -> str:
        return "\n".join(self.lines)

    async def says(self, pattern: str, *, times: int = 1, within_seconds: float = START_WITHIN_SECONDS) -> str:
        """Wait for the nth line that matches, and return it."""

        def found() -> str | None:
            matching = [line for line in self.lines if re.search(pattern, line)]
            if self.exit_code is not None and len(matching) < times:
                raise AssertionError(f"the bot ended with {self.exit_code} before it said {pattern!r}:\n{self.output}")
            return matching[times - 1] if len(matching) >= times else None

        return await self._changes.until(found, f"the bot saying {pattern!r}", within_seconds=within_seconds)

    async def ready(self) -> Self:
        await self.says(READY)
        return self

    def terminate(self) -> None:
        self._process.send_signal(signal.SIGTERM)

    async def kill(self) -> None:
        """kill -9, and wait until the kernel has taken everything back."""
        self._process.kill()
        await self.ended()

    async def ended(self, *, within_seconds: float = START_WITHIN_SECONDS) -> int:
        """Wait for the end of the process; return its exit code (negative: the signal that killed it)."""
        await self._changes.until(
            lambda: self.exit_code is not None, "the end of the bot's process", within_seconds=within_seconds
        )
        assert self.exit_code is not None
        return self.exit_code

    def resident_megabytes(self) -> float:
        """Return the memory the process occupies now (from /proc, so on Linux only)."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert found
        return int(found[1]) / 1024

    async def _read(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            self.lines.append(line.decode(errors="replace").rstrip("\n"))
            self._changes.ring()
        self.exit_code = await self._process.wait()
        self._changes.ring()

    def _story(self) -> str:
        return f"the bot ({self.exit_code if self.exit_code is not None else 'running'}) said:\n{self.output}"


def _environment(wire: Wire, folder: Path, overrides: dict[str, str | None]) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    # Compiling our own modules at every start would be a tenth of the suite's time.
    inherited.pop("PYTHONDONTWRITEBYTECODE", None)
    ours: dict[str, str | None] = {
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "DISCORD_TOKEN": wire.token,
        "DISCORD_API_URL": wire.api_url,
        "DATABASE_URL": f"sqlite:///{folder / 'engawa.db'}",
        "BACKUP_DIR": str(folder / "backups"),
    }
    return inherited | {name: value for name, value in (ours | overrides).items() if value is not None}
