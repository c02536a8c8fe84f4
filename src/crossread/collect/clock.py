"""What time it is, and waiting: handed in, so that a test plays weeks in a second."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """A clock on the wall, a clock that only counts, and a bench to wait on."""

    def now(self) -> datetime:
        """The moment, in UTC; it may jump when the machine's clock is set."""

    def ticks(self) -> float:
        """Seconds since some moment; never goes back."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        return datetime.now(UTC)

    def ticks(self) -> float:
        """Seconds since some moment; never goes back."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class SteadyClock:
    """A clock that never goes behind a moment already recorded.

    A machine whose clock was set back would date today's looks before yesterday's, and an edit
    would seem to be undone. Moments then stand still until the clock has caught up, and `slip`
    says so.
    """

    def __init__(self, clock: Clock, latest: datetime | None) -> None:
        self._clock = clock
        self._latest = latest
        self.slip = ""  # one line, once the clock was found to be behind

    def now(self) -> datetime:
        """The moment, or the latest one recorded if that is later."""
        shown = self._clock.now()
        if self._latest is not None and shown < self._latest:
            self.slip = (
                f"the clock shows {shown:%Y-%m-%d %H:%M} UTC, before the latest look on record: "
                f"looks are dated {self._latest:%Y-%m-%d %H:%M} until it has caught up"
            )
            return self._latest
        self._latest = shown
        return shown

    def ticks(self) -> float:
        """Seconds since some moment; never goes back."""
        return self._clock.ticks()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        self._clock.sleep(seconds)
