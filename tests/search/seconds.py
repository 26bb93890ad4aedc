"""A stopwatch that is moved by hand."""


class Seconds:
    def __init__(self) -> None:
        self._now = 0.0

    def __call__(self) -> float:
        return self._now

    def pass_(self, seconds: float) -> None:
        self._now += seconds
