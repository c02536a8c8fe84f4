"""Publishers as data: which are known, what is known of one, a check, a first file for another."""

from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from crossread.collect.fetch import Limits
from crossread.collect.publishers import PublisherRules, load_publishers
from crossread.collect.publishers.check import PublisherReport
from crossread.collect.publishers.stored import Fetch
from crossread.collect.raw import Raw
from crossread.errors import CrossreadError, NotFound

NEW_DELAY_S = 2.0  # between the three pages looked at for a first file: a reader's own pace


def list_publishers(own: Path | None = None) -> list[PublisherRules]:
    """The publishers that are known, by id: those shipped, with a user's own over them.

    Raises:
        NotFound: there is no such file or folder of one's own.
        BadInput: a file is not in the format; the message names file and key.
    """
    return sorted(load_publishers(own).values(), key=lambda rules: rules.id)


def show_publisher(name: str, own: Path | None = None) -> PublisherRules:
    """The publisher of an id, or whose own file is named.

    Raises:
        NotFound: there is none; the hint names what comes near.
        BadInput: a file is not in the format.
    """
    known = load_publishers(own)
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=3)
    hint = f"Near to it: {', '.join(near)}." if near else "crossread publisher list shows all."
    raise NotFound(f"no publisher has the id {name!r}", hint)


def check_publisher(
    name: str,
    *,
    today: date,
    own: Path | None = None,
    pages: Path | None = None,
    limits: Limits,
    most: int = 3,
    tell: Callable[[str], None] = lambda url: None,
) -> PublisherReport:
    """Try a publisher's data file on the live site, or on the stored pages of a folder.

    Args:
        name: its id.
        today: what "new" is measured from.
        own: a file or folder of data files of one's own.
        pages: a folder of saved pages; None for the live site.
        limits: of one page from the web.
        most: statements read for each source.
        tell: called with each address before it is asked.

    Raises:
        NotFound: there is no such publisher or folder.
        BadInput: a data file is not in the format.
    """
    from crossread.collect.publishers.check import check_publisher as check
    from crossread.collect.publishers.live import LiveSite
    from crossread.collect.publishers.stored import StoredPages, load_pages

    rules = show_publisher(name, own)
    if pages is not None:
        return check(rules, StoredPages(load_pages(pages)), today=today, pages=most)
    site: Fetch = LiveSite(limits, rules.delay_s)

    def fetch(url: str, /) -> Raw:
        tell(url)
        return site(url)

    return check(rules, fetch, today=today, pages=most)


def new_publisher(
    url: str, *, today: date, limits: Limits, tell: Callable[[str], None] = lambda url: None
) -> str:
    """A first data file for a site, in YAML, by looking at three of its pages.

    They are the page of the address, the front page and robots.txt.

    Raises:
        SourceUnavailable: the page of the address did not come.
        BadInput: it is no http or https address, or no page.
    """
    from crossread.collect.address import as_url
    from crossread.collect.publishers.live import LiveSite
    from crossread.collect.publishers.propose import propose_publisher

    site = LiveSite(limits, NEW_DELAY_S)
    asked = str(as_url(url))
    tell(asked)
    pages = {asked: site(asked)}
    parts = urlsplit(asked)
    for path in ("/", "/robots.txt"):
        address = f"{parts.scheme}://{parts.netloc}{path}"
        if address not in pages:
            tell(address)
            try:
                pages[address] = site(address)
            except CrossreadError:  # a site without one is looked at without it
                continue
    return propose_publisher(pages, today=today)
