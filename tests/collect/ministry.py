"""A foreign ministry on this machine whose site lives: it publishes, edits, moves and removes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from collect.conftest import Answer, Site
from collect.documents import MENU
from collect.playing import PlayedClock
from crossread.collect.collecting import Event, Owing, Remark, collect_publisher
from crossread.collect.memory import RunMemory
from crossread.collect.polite import Session
from crossread.collect.publishers import PublisherRules, read_publisher
from crossread.model import Sighting
from crossread.model.source_run import SourceRun

HOST = "mfa.example"
HTML = {"Content-Type": "text/html; charset=utf-8"}
WALL = Answer(
    b"<html><head><title>Cookie consent</title></head><body>Before you continue</body></html>",
    headers=HTML,
)
SORRY = Answer(
    b"<html><head><title>Page not found - Norland</title></head><body>Sorry.</body></html>",
    headers=HTML,
)
DOWN = Answer(b"down", 503)
BUSY = Answer(b"", 429)
HOME = Answer(status=302, headers={"Location": "/"})
RULES = """
id: no-mfa
name: Norland Foreign Ministry
country: NOR
level: ministry
languages: [en]
hosts: [mfa.example]
former: []
statements:
  - {{pattern: 'mfa\\.example/(?:news|archive)/\\d+', found_in: written, tested: written}}
sources:
  - {{id: feed, kind: feed, address: "{base}/feed", language: en, found_in: written,
     tested: written}}
  - {{id: list, kind: listing, address: "{base}/list", language: en, found_in: written,
     tested: written, listing: {{items: "//li[@class='item']", date: {{at: .//time, form: iso}},
     next: "//a[@class='next']/@href"}}}}
  - {{id: map, kind: sitemap, address: "{base}/sitemap.xml", found_in: written, tested: written}}
pages:
  - {{text: "//div[@class='text']", title: //h1, date: {{at: //time, form: iso}}, found_in: written,
     tested: written}}
delay_s: 1
"""
WORDS = (
    "Minister Orlan spoke by telephone with the Foreign Minister of Sudria.",
    "They discussed the crossing at Port Sarn, where 1,200 lorries are waiting.",
    "The Minister reaffirmed that Norland will send 15 engineers before the end of the month.",
)


@dataclass
class Page:
    number: int
    title: str
    text: tuple[str, ...]
    at: datetime
    changed: datetime


@dataclass
class Ministry:
    """The site, and the statements on it. What is stored is what `render` last made."""

    site: Site
    clock: PlayedClock
    feed_size: int = 4
    page_size: int = 3
    pages: dict[int, Page] = field(default_factory=dict)
    instead: dict[int, Answer] = field(default_factory=dict)  # answers in place of pages
    host: str = HOST
    has_texts: bool = False  # whether the feed carries whole statements

    @property
    def base(self) -> str:
        return f"http://{self.host}:{self.site.port}"

    def rules(self, only: Iterable[str] = ("feed", "list", "map")) -> PublisherRules:
        rules = read_publisher("no-mfa.yaml", RULES.format(base=self.base))
        return replace(rules, sources=tuple(s for s in rules.sources if s.id in only))

    def publish(self, number: int, *, is_shown: bool = True) -> None:
        now = self.clock.now()
        words = (
            *WORDS,
            f"Note {number} was handed over in the presence of {number} aides.",
        )
        self.pages[number] = Page(number, f"Call with Sudria, number {number}", words, now, now)
        if is_shown:
            self.render()

    def edit(self, number: int, old: str, new: str) -> None:
        page = self.pages[number]
        page.text = tuple(line.replace(old, new) for line in page.text)
        page.changed = self.clock.now()
        self.render()

    def put_instead(self, number: int, answer: Answer) -> None:
        """Answer so for a statement from now on."""
        self.instead[number] = answer
        self.render()

    def restore(self, number: int) -> None:
        del self.instead[number]
        self.render()

    def delist(self, number: int) -> None:
        """Take a statement out of feed, listing and sitemap, and answer 404 for its page."""
        del self.pages[number]
        self.render()

    def render(self) -> None:
        self.site.pages.clear()
        newest = sorted(self.pages.values(), key=lambda p: -p.number)
        self.site.put("/", Answer(self._page("Norland", "<p>Welcome.</p>"), headers=HTML))
        self.site.put("/feed", Answer(self._feed(newest[: self.feed_size])))
        self.site.put("/sitemap.xml", Answer(self._sitemap(newest)))
        for start in range(0, max(1, len(newest)), self.page_size):
            shown = newest[start : start + self.page_size]
            has_next = start + self.page_size < len(newest)
            number = start // self.page_size + 1
            path = "/list" if number == 1 else f"/list?page={number}"
            self.site.put(path, Answer(self._listing(shown, number, has_next), headers=HTML))
        for page in newest:
            self.site.put(f"/news/{page.number}", Answer(self.page(page), headers=HTML))
        for number, answer in self.instead.items():
            self.site.put(f"/news/{number}", answer)

    def page(self, page: Page) -> bytes:
        body = "".join(f"<p>{line}</p>" for line in page.text)
        return self._page(
            page.title,
            f"<h1>{page.title}</h1><time>{page.at:%Y-%m-%d}</time><div class='text'>{body}</div>",
        )

    def _page(self, title: str, body: str) -> bytes:
        return (
            f"<!doctype html><html lang='en'><head><title>{title}</title></head><body>"
            f"<ul>{MENU}</ul>{body}</body></html>"
        ).encode()

    def _feed(self, shown: list[Page]) -> bytes:
        items = "".join(
            f"<item><title>{p.title}</title><link>{self.base}/news/{p.number}</link>"
            f"<pubDate>{p.at:%a, %d %b %Y %H:%M:%S} +0000</pubDate>"
            f"<description>{' '.join(p.text) if self.has_texts else ''}</description></item>"
            for p in shown
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()

    def _listing(self, shown: list[Page], number: int, has_next: bool) -> bytes:
        items = "".join(
            f"<li class='item'><a href='/news/{p.number}'>{p.title}</a>"
            f" <time>{p.at:%Y-%m-%d}</time></li>"
            for p in shown
        )
        more = f"<a class='next' href='/list?page={number + 1}'>Older</a>" if has_next else ""
        return self._page("News", f"<ul>{items}</ul>{more}")

    def _sitemap(self, shown: list[Page]) -> bytes:
        entries = "".join(
            f"<url><loc>{self.base}/news/{p.number}</loc>"
            f"<lastmod>{p.changed.isoformat()}</lastmod></url>"
            for p in shown
        )
        return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'.encode()


@dataclass
class Told:
    """What one collection yielded."""

    sightings: list[Sighting] = field(default_factory=list)
    runs: dict[str, SourceRun] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def take(self, event: Event, memory: RunMemory) -> None:
        """Keep an event, and save it as whoever runs a collection must."""
        if isinstance(event, Sighting):
            self.sightings.append(event)
            memory.save(event)
        elif isinstance(event, SourceRun):
            self.runs[event.source] = event
            memory.save_run(event)
        elif isinstance(event, Owing):
            memory.save_state(event.publisher, event.source, event.state)
        elif isinstance(event, Remark):
            self.remarks.append(event.line)


def collect(
    rules: PublisherRules,
    memory: RunMemory,
    session: Session,
    clock: PlayedClock,
    **how: object,
) -> Told:
    told = Told()
    for event in collect_publisher(rules, memory, session, clock, **how):  # type: ignore[arg-type]
        told.take(event, memory)
    return told


class Play:
    """Days that pass; on some mornings the site is collected."""

    def __init__(self, ministry: Ministry, run: Callable[[], object]) -> None:
        self.ministry, self.run = ministry, run
        self.start = ministry.clock.now()

    def morning(self, day: int) -> None:
        """Collect at eight o'clock of a day."""
        self._go_to(timedelta(days=day))
        self.run()

    def evening(self, day: int) -> None:
        """Go to eight o'clock in the evening, when ministries do things."""
        self._go_to(timedelta(days=day, hours=12))

    def _go_to(self, time: timedelta) -> None:
        self.ministry.clock.pass_by(self.start + time - self.ministry.clock.now())

    def everywhere(self, answer: Answer) -> None:
        """Answer so for all addresses that there are."""
        for path in list(self.ministry.site.pages):
            self.ministry.site.put(path, answer)


def play_weeks(play: Play) -> None:
    """Three weeks of a ministry: edits, an outage, removals, walls, a move, a purge."""
    ministry = play.ministry
    for number in (1, 2, 3):
        ministry.publish(number)
    play.morning(0)
    play.evening(0)
    ministry.edit(1, "15 engineers", "50 engineers")
    play.morning(1)
    play.evening(1)
    ministry.edit(1, "50 engineers", "15 engineers")  # and back again
    ministry.publish(4)
    play.morning(2)
    play.evening(2)
    ministry.publish(5)
    play.everywhere(DOWN)
    play.morning(3)
    ministry.render()
    ministry.delist(2)
    play.morning(4)
    play.morning(5)
    ministry.put_instead(3, HOME)
    play.morning(6)
    play.everywhere(BUSY)
    play.morning(7)
    ministry.render()
    for number in (1, 4, 5):
        ministry.put_instead(number, WALL)
    play.morning(8)
    for number in (1, 4, 5):
        ministry.restore(number)
    ministry.put_instead(4, SORRY)
    play.morning(9)
    play.morning(10)
    moved = Answer(ministry.page(ministry.pages[5]), headers=HTML)
    ministry.put_instead(5, Answer(status=301, headers={"Location": "/archive/5"}))
    ministry.site.put("/archive/5", moved)
    play.morning(12)
    play.morning(14)
    sources = {path: ministry.site.pages[path] for path in ("/", "/feed", "/list", "/sitemap.xml")}
    play.everywhere(HOME)  # a new government
    ministry.site.pages |= sources
    for day in (17, 18, 19, 20):
        play.morning(day)


WEEKS = {  # what is to be remembered of them: the day and outcome of each look
    "/news/1": (
        "0 seen A, 1 seen B, 2 seen A, 3 failed, 4 seen A, 5 seen A, 6 seen A, 9 seen A, "
        "12 seen A, 17 redirected, 18 redirected, 19 redirected"
    ),
    "/news/2": "0 seen A, 1 seen A, 2 seen A, 4 gone, 5 gone, 6 gone, 14 gone",
    "/news/3": (
        "0 seen A, 1 seen A, 2 seen A, 4 seen A, 5 seen A, 6 redirected, 8 redirected, "
        "9 redirected, 17 redirected"
    ),
    "/news/4": (
        "2 seen A, 3 failed, 4 seen A, 5 seen A, 6 seen A, 8 blocked, 9 soft_404, 10 soft_404, "
        "12 soft_404, 19 redirected"
    ),
    "/news/5": (
        "4 seen A, 5 seen A, 6 seen A, 8 blocked, 9 seen A, 12 moved, "
        "17 redirected, 18 redirected, 19 redirected"
    ),
    "/archive/5": "12 seen A",
}


def histories(sightings: Iterable[Sighting]) -> dict[str, str]:
    """Per statement: day and outcome of each look, `seen` with a letter for each wording."""
    letters: dict[str, dict[str, str]] = {}
    first: datetime | None = None
    found: dict[str, list[str]] = {}
    for sighting in sightings:
        first = first or sighting.capture.at
        day = (sighting.capture.at.date() - first.date()).days
        path = sighting.key.removeprefix(f"https://{HOST}")
        outcome: str = sighting.outcome
        if sighting.readout is not None:
            known = letters.setdefault(path, {})
            letter = known.setdefault(sighting.readout.text, "ABCDEFG"[len(known)])
            outcome = f"seen {letter}"
        found.setdefault(path, []).append(f"{day} {outcome}")
    return {path: ", ".join(told) for path, told in found.items()}
