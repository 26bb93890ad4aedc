"""The bot as `python -m bot run` starts it, with points and nothing else: what every other feature costs on top.

`python -m tests.bench.points_alone`
"""

import sys
from functools import partial

from bot import __main__ as command_line
from bot.client import EXTENSIONS, Bot

ALONE = tuple(name for name in EXTENSIONS if name in ("cogs.activity", "cogs.points"))


def main() -> int:
    vars(command_line)["Bot"] = partial(Bot, extensions=ALONE)
    return command_line.main(["run"])


if __name__ == "__main__":
    sys.exit(main())
