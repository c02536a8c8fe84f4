"""Asking a site as a considerate reader would: slowly, within its rules, and not in vain."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import urlsplit

from tenacity import RetryCallState, Retrying, retry_if_result

from crossread.collect.address import Resolver, resolve_host
from crossread.collect.answer import Answer, Fault, Hop, Validators, retry_after_s
from crossread.collect.clock import Clock
from crossread.collect.fetch import MAX_REDIRECTS, Limits
from crossread.collect.robots import MAX_ROBOTS, Robots, SiteRules
from crossread.collect.wire import Wire

PASSING_STATUSES = frozenset({429, 500, 502, 503, 504})
PASSING_FAULTS: frozenset[Fault] = frozenset({"timed_out", "unreachable", "broken_off", "damaged"})
FIRST_PAUSE_S = 2.0  # before the second try; doubled before each one after it
LONGEST_PAUSE_S = 60.0  # a site that asks for more is left alone until then, and not waited for
REST_S = 900.0  # how long a site is left alone that asks for a pause without saying how long
DOWN_AFTER = 5  # questions in a row that found a site down, before it is left alone

USUAL_LIMITS = Limits(max_bytes=20_000_000, timeout_s=30.0)
NOTHING_KNOWN = Validators()


@dataclass(frozen=True, slots=True)
class Manners:
    """How a session behaves towards every site."""

    delay_s: float = 1.0  # seconds between two questions to one host, at least
    tries: int = 3  # times that one question is asked, if what prevents an answer may pass
    limits: Limits = USUAL_LIMITS


USUAL_MANNERS = Manners()


class Asker(Protocol):
    """What a collector asks with."""

    def fetch(self, url: str, validators: Validators = ...) -> Answer:
        """Ask for one address; what goes wrong is an answer too."""


class Session:
    """One visit to one or several sites: open connections, their rules, when each was asked."""

    def __init__(self, manners: Manners, clock: Clock, resolve: Resolver = resolve_host) -> None:
        self._manners = manners
        self._clock = clock
        self._wire = Wire(manners.limits, clock, resolve)
        robots_limits = replace(manners.limits, max_bytes=MAX_ROBOTS, is_start_enough=True)
        self._robots_wire = Wire(robots_limits, clock, resolve)
        self._robots = Robots(self._fetch_robots, clock.ticks)
        self._hosts: dict[str, _Host] = {}

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Hang up all connections."""
        self._wire.close()
        self._robots_wire.close()

    def fetch(self, url: str, validators: Validators = NOTHING_KNOWN) -> Answer:
        """Ask for one address.

        Waits for the site's turn, keeps to its robots.txt, follows redirects (each of them under
        the rules of its own site), and tries again what may pass. Nothing is raised for what a
        site does: an answer without a status carries the fault.
        """
        last = self._try_again(lambda: self._follow(url, validators))
        self._note(last)
        return last

    def keep_delay(self, host: str, delay_s: float) -> None:
        """Ask a host no more often than every `delay_s` seconds, whatever its robots.txt says."""
        self._host(host).delay_s = delay_s

    def rules_of(self, url: str) -> SiteRules:
        """What the robots.txt of an address's site says."""
        return self._robots.rules_of(url)

    # one question: its redirects

    def _follow(self, url: str, validators: Validators) -> Answer:
        hops: list[Hop] = []
        seen = {url}
        asked = url
        self._wire.start_question()
        while True:
            known = validators.headers() if not hops else {}
            answer, onward = self._ask(asked, known)
            if not onward:
                return replace(answer, url=url, hops=tuple(hops), is_conditional=bool(known))
            hops.append(Hop(asked, answer.status or 0))
            if onward in seen or len(hops) > MAX_REDIRECTS:
                return self._circle(url, tuple(hops), onward in seen)
            seen.add(onward)
            asked = onward

    def _ask(self, url: str, headers: dict[str, str]) -> tuple[Answer, str]:
        """One request, when it is allowed and its turn has come."""
        host = self._host(_host_of(url))
        if self._clock.ticks() < host.rests_until:
            return self._refused(url, "resting", host.why), ""
        if _is_web(url):
            rules = self._robots.rules_of(url)
            if refusal := rules.refusal(url):
                return self._refused(url, *refusal), ""
            self._take_turn(host, rules.delay_s)
        step = self._wire.fetch_step(url, headers)
        return step.answer, step.onward

    def _refused(self, url: str, fault: Fault, says: str) -> Answer:
        return Answer(url=url, final_url=url, at=self._clock.now(), fault=fault, says=says)

    def _circle(self, url: str, hops: tuple[Hop, ...], is_closed: bool) -> Answer:
        says = "in a circle" if is_closed else f"more than {MAX_REDIRECTS} times"
        return replace(self._refused(url, "circle", f"{url} redirects {says}"), hops=hops)

    def _fetch_robots(self, url: str) -> Answer:
        """The robots.txt of a site, redirects included; asked in its turn like anything else."""

        def ask() -> Answer:
            asked = url
            self._robots_wire.start_question()
            for _ in range(MAX_REDIRECTS):
                self._take_turn(self._host(_host_of(asked)), 0.0)
                step = self._robots_wire.fetch_step(asked, {})
                if not step.onward:
                    return replace(step.answer, url=url)
                asked = step.onward
            return self._refused(url, "circle", f"{url} redirects more than {MAX_REDIRECTS} times")

        return self._try_again(ask)

    # patience

    def _take_turn(self, host: "_Host", robots_delay_s: float) -> None:
        delay = max(self._manners.delay_s, host.delay_s, robots_delay_s)
        wait = host.asked_at + delay - self._clock.ticks()
        if wait > 0:
            self._clock.sleep(wait)
        host.asked_at = self._clock.ticks()

    def _try_again(self, ask: Callable[[], Answer]) -> Answer:
        retrying = Retrying(
            sleep=self._clock.sleep,
            wait=_pause,
            stop=lambda state: (
                state.attempt_number >= self._manners.tries or _asks_for_too_long(state)
            ),
            retry=retry_if_result(_may_pass),
            retry_error_callback=_last_answer,
        )
        answer: Answer = retrying(ask)
        return answer

    def _note(self, answer: Answer) -> None:
        """Remember a site that asked for a pause, or that does not answer at all."""
        if answer.fault == "resting":
            return
        host = self._host(_host_of(answer.final_url or answer.url))
        host.down = host.down + 1 if _is_down(answer) else 0
        pause = retry_after_s(answer) if answer.status in (429, 503) else None
        if answer.status == 429 or pause is not None:
            pause = REST_S if pause is None else pause
            self._rest(host, answer, pause, f"asked for a pause (HTTP {answer.status})")
        elif host.down >= DOWN_AFTER:
            self._rest(host, answer, REST_S, f"was down {host.down} times in a row")

    def _rest(self, host: "_Host", answer: Answer, pause_s: float, why: str) -> None:
        name = _host_of(answer.final_url or answer.url)
        host.rests_until = self._clock.ticks() + pause_s
        host.why = f"{name} {why}: not asked again for {pause_s:,.0f} seconds"
        host.down = 0

    def _host(self, name: str) -> "_Host":
        return self._hosts.setdefault(name, _Host())


@dataclass(slots=True)
class _Host:
    """What a session remembers of one host; moments are ticks of the clock."""

    asked_at: float = float("-inf")
    delay_s: float = 0.0
    rests_until: float = float("-inf")
    why: str = ""  # it rests
    down: int = 0  # questions in a row that found it down


def _host_of(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _is_web(url: str) -> bool:
    """Whether an address can have a robots.txt; what else is wrong with it, the wire finds."""
    return bool(_host_of(url)) and "@" not in urlsplit(url).netloc and url.startswith("http")


def _may_pass(answer: Answer) -> bool:
    """Whether the same question may be answered a little later."""
    return answer.status in PASSING_STATUSES or answer.fault in PASSING_FAULTS


def _is_down(answer: Answer) -> bool:
    return (answer.status or 0) >= 500 or answer.fault in ("timed_out", "unreachable")


def _pause(state: RetryCallState) -> float:
    """Seconds before the next try: what the site asks for, at least 2, 4, 8 ..."""
    asked = retry_after_s(_result(state)) or 0.0
    return float(max(asked, FIRST_PAUSE_S * 2 ** (state.attempt_number - 1)))


def _asks_for_too_long(state: RetryCallState) -> bool:
    return (retry_after_s(_result(state)) or 0.0) > LONGEST_PAUSE_S


def _last_answer(state: RetryCallState) -> Answer:
    return _result(state)


def _result(state: RetryCallState) -> Answer:
    answer: Answer = state.outcome.result()  # type: ignore[union-attr]  # asked after a try
    return answer
