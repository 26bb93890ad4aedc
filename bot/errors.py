"""The errors a person may be shown.

    UserError            somebody asked for what can't be done; the message id says why, in the reader's language
    OperatorError        the process can't run; one sentence for whoever starts it, and an exit code of its own

Each feature defines its own UserErrors in its `model.py`. Anything else that is raised is a bug: it is logged with a
short reference, and the member is shown that reference.
"""

import secrets
from typing import ClassVar

Param = str | int | float


class UserError(Exception):
    """A refusal. Nothing was changed; `message` is a Fluent id, `params` fill it."""

    message: ClassVar[str] = "error-unknown"
    written: ClassVar[frozenset[str]] = frozenset()
    """Those of the params that people wrote: where there is markup, they are shown without any."""

    def __init__(self, **params: Param) -> None:
        super().__init__(self.message, params)
        self.params = params


class OperatorError(Exception):
    """The process can't go on; `str(error)` says what to do, `exit_code` tells scripts which case it was."""

    exit_code: ClassVar[int] = 1


REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0/O, 1/I/L, U: read aloud without mistakes


def new_reference() -> str:
    """Return a short random code that ties what the member saw to the log line."""
    return "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(6))
