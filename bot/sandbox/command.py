"""`python -m bot sandbox`: opens the house, lets the story happen, and serves the page until it is closed."""

import argparse
import asyncio
import importlib.util
import locale
import logging
import signal
import socket
import time
from contextlib import suppress
from datetime import datetime, timedelta

from bot.errors import OperatorError
from bot.i18n import Language, say

PORT = 8780
REASON_SHOWN = 900  # Fluent takes no more than 1,000 characters
NEEDED = ("simcord", "markdown_it", "linkify_it", "regex", "PIL")


class ExtraMissing(OperatorError):
    """The packages of the extra `sandbox` are not installed."""

    exit_code = 2


class PortTaken(OperatorError):
    exit_code = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=PORT, help=f"where the page is served ({PORT}; 0 takes any)")
    parser.add_argument(
        "--language",
        choices=[language.value for language in Language],
        help="the language of the server and of this command (yours, if left out)",
    )
    parser.add_argument("--bare", action="store_true", help="begin before anybody ran /setup or asked anything")
    parser.add_argument("--tour", action="store_true", help="play a guided tour here, without a browser")


def run(arguments: argparse.Namespace) -> int:
    """Run the sandbox. Raises OperatorError where it can't."""
    # What is printed here is for the visitor; the bot's own log only speaks up where something is wrong.
    logging.getLogger().setLevel(logging.WARNING)
    logging.getLogger("discord").setLevel(logging.ERROR)  # SimCord's own probes, and that there is no voice
    language = Language(arguments.language) if arguments.language else _own_language()
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise ExtraMissing(say(language, "sandbox-extra-missing", modules=", ".join(missing)))
    if arguments.tour:
        from bot.sandbox.tour import guide  # noqa: PLC0415 - needs the extra, whose absence is explained above

        return asyncio.run(guide(language))
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(language, arguments.port, bare=arguments.bare))
    return 0


async def _serve(language: Language, port: int, *, bare: bool) -> None:
    from bot.sandbox.acts import ActFailed  # noqa: PLC0415 - needs the extra, whose absence is explained above
    from bot.sandbox.demo import Demo  # noqa: PLC0415 - as above
    from bot.sandbox.house import ZONE, open_house  # noqa: PLC0415
    from bot.sandbox.page import Page  # noqa: PLC0415
    from bot.sandbox.server import Server  # noqa: PLC0415
    from bot.sandbox.story import LASTS  # noqa: PLC0415

    begun = time.monotonic()
    _check_free(port, language)
    print(say(language, "sandbox-starting"), flush=True)
    # The story ends this morning, so that the dates on the page are those of the visitor's own calendar.
    midnight = datetime.now(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    start = midnight - timedelta(days=LASTS.days)
    async with open_house(language=language, start=start) as house:
        if not bare:
            print(say(language, "sandbox-playing"), flush=True)
            try:
                await Demo(house).play()
            except ActFailed as failed:
                # A story that broke off is still worth a visit; the tour is what fails over it.
                print(say(language, "sandbox-story-stopped", reason=str(failed)[:REASON_SHOWN]), flush=True)
        server = Server(Page(house, person=_visitor(language, bare=bare)))
        try:
            await server.start(port)
            took = f"{time.monotonic() - begun:.0f} s"
            print(f"{say(language, 'sandbox-ready', url=server.url)}  ({took})", flush=True)
            print(say(language, "sandbox-ready-stop"), flush=True)
            await _until_stopped()
        finally:
            await server.close()


def _visitor(language: Language, *, bare: bool) -> str:
    """Return who the visitor is at first: somebody with a question, or who can set the bot up."""
    if language is Language.JA:
        return "mio" if bare else "sakura"
    return "jonas" if bare else "emeka"


def _check_free(port: int, language: Language) -> None:
    """Raise PortTaken now, and not after the story."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            raise PortTaken(say(language, "sandbox-port-taken", port=str(port))) from None


async def _until_stopped() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()


def _own_language() -> Language:
    with suppress(ValueError):
        return Language.of_locale(locale.getlocale()[0] or "")
    return Language.EN
