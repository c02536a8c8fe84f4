"""A clock that a test moves, and sessions that it drives: nobody waits in a test."""

from datetime import UTC, datetime, timedelta

from crossread.collect.fetch import Limits
from crossread.collect.polite import Manners, Session

START = datetime(2024, 4, 1, 8, 0, tzinfo=UTC)


class PlayedClock:
    """Stands still until somebody sleeps on it or sets it."""

    def __init__(self, start: datetime = START) -> None:
        self.moment = start
        self.passed = 0.0
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.moment

    def ticks(self) -> float:
        return self.passed

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.pass_by(timedelta(seconds=seconds))

    def pass_by(self, time: timedelta) -> None:
        """Let time pass."""
        self.moment += time
        self.passed += time.total_seconds()


def here(host: str, port: int, timeout_s: float) -> list[str]:
    """A resolver that sends every name to this machine."""
    return ["127.0.0.1"]


def a_session(
    clock: PlayedClock,
    *,
    max_bytes: int = 1_000_000,
    timeout_s: float = 5.0,
    allow_private: bool = True,
    delay_s: float = 1.0,
    tries: int = 3,
) -> Session:
    limits = Limits(max_bytes, timeout_s, allow_private)
    return Session(Manners(delay_s, tries, limits), clock, here)
