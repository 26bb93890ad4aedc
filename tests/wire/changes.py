"""Waiting for something to become true without sleeping: whoever changes the server says so, whoever waits looks again."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")

DEFAULT_SECONDS = 10.0


@dataclass(eq=False, slots=True)
class _Waiter:
    condition: Callable[[], Any]
    future: asyncio.Future[Any]

    def look(self) -> None:
        if self.future.done():
            return
        try:
            found = self.condition()
        except Exception as error:  # noqa: BLE001  whatever the condition raises belongs to the test that waits for it
            self.future.set_exception(error)
        else:
            if found:
                self.future.set_result(found)


class Changes:
    """The one bell of a server: every change rings it, and until() returns as soon as its condition holds."""

    def __init__(self) -> None:
        self._waiters: list[_Waiter] = []
        # Added to the message of a wait that ran out: what the bot said, for instance.
        self.explain: list[Callable[[], str]] = []

    def ring(self) -> None:
        for waiter in list(self._waiters):
            waiter.look()

    async def until(
        self, condition: Callable[[], T | None], what: str, *, within_seconds: float = DEFAULT_SECONDS
    ) -> T:
        """Return the condition's value once it is true; fail, saying what was missing, when it never becomes so."""
        waiter = _Waiter(condition, asyncio.get_running_loop().create_future())
        self._waiters.append(waiter)
        try:
            waiter.look()
            async with asyncio.timeout(within_seconds):
                found: T = await waiter.future
                return found
        except TimeoutError:
            story = "\n".join(explain() for explain in self.explain)
            raise AssertionError(f"not within {within_seconds:g} s: {what}\n{story}") from None
        finally:
            self._waiters.remove(waiter)
