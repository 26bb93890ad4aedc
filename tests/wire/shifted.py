"""The bot on a machine whose clock is wrong: `python -m tests.wire.shifted -3600 run` is an hour behind."""

import sys
from datetime import datetime, timedelta
from functools import partial

from bot import __main__ as command_line
from bot.app import App
from bot.clock import utc_now


def main() -> int:
    off = timedelta(seconds=float(sys.argv[1]))

    def clock() -> datetime:
        return utc_now() + off

    vars(command_line)["App"] = partial(App, clock=clock)
    return command_line.main(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
