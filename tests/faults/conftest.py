"""The line to Discord that tests of its failures cut."""

from tests.faults.harness import line

__all__ = ["line"]
