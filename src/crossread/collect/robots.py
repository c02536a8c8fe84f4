"""What a site lets programs do: its robots.txt, read by protego (RFC 9309)."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from protego import Protego

from crossread.collect.answer import Answer, Fault

AGENT = "crossread"  # the name that rules for us would carry
MAX_ROBOTS = 512_000  # bytes read of it, 500 KiB: as much as RFC 9309, 2.5, asks for at least
FRESH_S = 24 * 3600.0  # seconds that one reading serves; RFC 9309 asks for no more than a day
UNREAD_S = 600.0  # seconds after which a robots.txt that could not be read is tried again
MAX_CRAWL_DELAY_S = 120.0  # a longer delay would take days for a hundred pages: not collected


@dataclass(frozen=True, slots=True)
class SiteRules:
    """What one site's robots.txt says."""

    rules: Protego | None = None  # None: it says nothing, or nothing may be asked (`fault`)
    fault: Fault | None = None
    says: str = ""

    @property
    def delay_s(self) -> float:
        """Seconds between two questions that the site asks for; 0 if it names none."""
        return float(self.rules.crawl_delay(AGENT) or 0.0) if self.rules else 0.0

    def refusal(self, url: str) -> tuple[Fault, str] | None:
        """Why an address may not be asked, or None if it may."""
        if self.fault:
            return self.fault, self.says
        if self.rules and not self.rules.can_fetch(url, AGENT):
            return "kept_out", f"{url} is closed to programs by the site's robots.txt"
        if self.delay_s > MAX_CRAWL_DELAY_S:
            wait = f"its robots.txt asks for {self.delay_s:g} seconds between two questions"
            return "kept_out", f"{site_of(url)} is not collected: {wait}"
        return None

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps that it names."""
        return tuple(self.rules.sitemaps) if self.rules else ()


class Robots:
    """The rules of every site met, each read once a day."""

    def __init__(self, fetch: Callable[[str], Answer], ticks: Callable[[], float]) -> None:
        self._fetch = fetch
        self._ticks = ticks
        self._read: dict[str, tuple[float, SiteRules]] = {}

    def rules_of(self, url: str) -> SiteRules:
        """The rules of the site that an address is of."""
        site = site_of(url)
        until, rules = self._read.get(site, (0.0, SiteRules()))
        if site not in self._read or self._ticks() >= until:
            rules = read_robots(self._fetch(f"{site}/robots.txt"))
            until = self._ticks() + (UNREAD_S if rules.fault else FRESH_S)
            self._read[site] = until, rules
        return rules


def site_of(url: str) -> str:
    """Scheme, host and port of an address: what one robots.txt speaks for.

    >>> site_of("https://mfa.example:8443/news/1?page=2")
    'https://mfa.example:8443'
    """
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, "", "", ""))


def read_robots(answer: Answer) -> SiteRules:
    """What the answer for robots.txt means.

    Not there (404, 401, 403) means no rules; a fault of the site or too many requests means that
    its rules are not known now, and then nothing else is asked. A file that is cut at the limit is
    judged by its whole lines.
    """
    if answer.fault == "refused_address":
        return SiteRules(None, "refused_address", answer.says)
    if answer.fault:
        return SiteRules(None, "robots_unread", f"robots.txt could not be read: {answer.says}")
    status = answer.status or 0
    if status == 429 or status >= 500:
        told = f"{site_of(answer.url)}: robots.txt answered HTTP {status}, so nothing else is asked"
        return SiteRules(None, "robots_unread", told)
    if status != 200:
        return SiteRules()
    text = answer.data.decode("utf-8", "replace")
    if len(answer.data) == MAX_ROBOTS:
        text = text.rpartition("\n")[0]  # half a line would close more than it says
    return SiteRules(Protego.parse(text))
