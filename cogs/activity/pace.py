"""Not more than so many requests a second."""

import asyncio


class Pace:
    """Gives out turns: a few at once, the rest evenly. Discord's 50 requests a second are for the whole bot."""

    def __init__(self, *, per_second: float, at_once: int) -> None:
        self._between_seconds = 1 / per_second
        self._ahead_seconds = (at_once - 1) / per_second
        self._next_at = 0.0
        """When the next turn would be if all were taken evenly, by the loop's clock."""

    async def turn(self) -> None:
        """Return when it is one's turn, in the order of asking."""
        now = asyncio.get_running_loop().time()
        even_at = max(self._next_at, now)
        self._next_at = even_at + self._between_seconds
        wait_seconds = even_at - now - self._ahead_seconds
        if wait_seconds > 0:
            await asyncio.sleep(wait_seconds)
