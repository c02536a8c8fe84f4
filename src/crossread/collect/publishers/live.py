"""The live site, one page after the other with the publisher's pause between two."""

import time
from collections.abc import Callable

from crossread.collect.fetch import Limits, fetch_raw
from crossread.collect.raw import Raw


class LiveSite:
    """A fetch that asks the web, and waits between two requests."""

    def __init__(
        self,
        limits: Limits,
        delay_s: float,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limits, self._delay_s = limits, delay_s
        self._sleep, self._clock = sleep, clock
        self._last: float | None = None

    def __call__(self, url: str, /) -> Raw:
        """What stands at the address.

        Raises:
            CrossreadError: it did not come, or not within the limits.
        """
        if self._last is not None:
            self._sleep(max(0.0, self._last + self._delay_s - self._clock()))
        try:
            return fetch_raw(url, self._limits)
        finally:
            self._last = self._clock()
