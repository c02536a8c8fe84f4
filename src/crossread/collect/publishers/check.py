"""A data file tried on its site, live or stored: what was found, and what looks wrong, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from crossread.collect.publishers.addresses import is_statement
from crossread.collect.publishers.entries import Found, read_source
from crossread.collect.publishers.pages import RULES, Parsed, parse_statement_page
from crossread.collect.publishers.rules import PublisherRules, Source
from crossread.collect.publishers.stored import Fetch, StoredPages
from crossread.errors import BadInput, CrossreadError, NotFound
from crossread.model import Moment

State = Literal[
    "read",  # it answered and was read
    "not_asked",  # asked only when a backfill is, or known to answer no more
    "not_stored",  # not among the stored pages
    "failed",  # it did not answer, or could not be read
]
PAGES = 3  # statement pages looked at for each source
# A quarter of a year: ministries that issue statements at all do so within it, holidays included.
STALE_DAYS = 90
SHORT_LETTERS = 200  # a statement this short is more often a menu or a teaser


@dataclass(frozen=True, slots=True)
class PageReport:
    """What was read on one statement's page."""

    url: str
    title: str
    date: Moment | None
    characters: int
    extractor: str
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What one source gave."""

    source: Source
    state: State
    found: int = 0  # entries with an address
    statements: int = 0  # of them, with a statement's form of address
    newest: Moment | None = None
    pages: tuple[PageReport, ...] = ()
    wrong: tuple[str, ...] = ()  # in words, each a sentence without its full stop


@dataclass(frozen=True, slots=True)
class PublisherReport:
    """What came of a check."""

    rules: PublisherRules
    sources: tuple[SourceReport, ...]
    wrong: tuple[str, ...]  # of the file as a whole

    @property
    def is_sound(self) -> bool:
        """Whether something was read and nothing looks wrong."""
        read = [report for report in self.sources if report.state == "read"]
        pages = [page for report in read for page in report.pages]
        all_wrong = [self.wrong, *(r.wrong for r in self.sources), *(p.wrong for p in pages)]
        return bool(read) and not any(all_wrong)


def check_publisher(
    rules: PublisherRules, fetch: Fetch, *, today: date, pages: int = PAGES
) -> PublisherReport:
    """Try each source of a publisher, and read some of the statements that it leads to.

    Args:
        rules: the publisher.
        fetch: gives what stands at an address, or raises a `CrossreadError`.
        today: what "new" is measured from.
        pages: how many statement pages are read for each source, at most.
    """
    reports = tuple(_check_source(rules, one, fetch, today, pages) for one in rules.sources)
    wrong = []
    if not rules.sources:
        wrong.append("it has no source: nothing of it can be collected")
    if not rules.statements:
        wrong.append("it knows no form of a statement's address: every link is taken for one")
    return PublisherReport(rules, reports, tuple(wrong))


def _check_source(
    rules: PublisherRules, source: Source, fetch: Fetch, today: date, pages: int
) -> SourceReport:
    """A source that the live site has no more is read only where it is stored."""
    is_over = source.until is not None and source.until < today
    if source.kind == "wayback" or (is_over and not isinstance(fetch, StoredPages)):
        return SourceReport(source, "not_asked")
    return _ask(rules, source, fetch, today, pages)


def _ask(
    rules: PublisherRules, source: Source, fetch: Fetch, today: date, pages: int
) -> SourceReport:
    try:
        found, wrong = read_source(source, fetch, rules)
    except NotFound as error:
        stored = isinstance(fetch, StoredPages)
        state: State = "not_stored" if stored else "failed"
        return SourceReport(source, state, wrong=() if stored else (str(error),))
    except CrossreadError as error:
        return SourceReport(source, "failed", wrong=(str(error),))
    statements = [one for one in found if _is_statement(rules, one.url)]
    newest = max((one.date for one in found if one.date), key=str, default=None)
    return SourceReport(
        source,
        "read",
        len(found),
        len(statements),
        newest,
        tuple(_check_pages(rules, source, statements, fetch, pages)),
        (
            *wrong,
            *_what_looks_wrong(source, found, statements),
            *([] if isinstance(fetch, StoredPages) else _how_old(newest, today)),
        ),
    )


def _is_statement(rules: PublisherRules, url: str) -> bool:
    try:
        return is_statement(rules, url)
    except BadInput:
        return False


def _how_old(newest: Moment | None, today: date) -> list[str]:
    """What is wrong with the newest entry's day; of stored pages nobody asks it."""
    if newest and (age := (today - newest.day).days) > STALE_DAYS:
        return [f"the newest is of {newest.day}: nothing new for {age} days"]
    if newest and (newest.day - today).days > 1:
        return [f"the newest is of {newest.day}, which is still to come"]
    return []


def _what_looks_wrong(
    source: Source, found: Sequence[Found], statements: Sequence[Found]
) -> list[str]:
    if not found:
        return ["it answers, and nothing in it is an entry"]
    wrong = []
    strange = [one.url for one in found if one not in statements]
    if strange:
        wrong.append(
            f"{len(strange)} of {len(found)} addresses have no statement's form, such as"
            f" {strange[0]}"
        )
    if source.kind != "sitemap" and (nameless := sum(not one.title for one in found)):
        wrong.append(f"{nameless} of {len(found)} entries have no title")
    dated = sum(one.date is not None for one in found)
    if dated < len(found) and (source.listing is None or source.listing.date):
        wrong.append(f"{len(found) - dated} of {len(found)} entries have no date that was read")
    return wrong


def _check_pages(
    rules: PublisherRules, source: Source, found: Sequence[Found], fetch: Fetch, most: int
) -> list[PageReport]:
    """What was read on the first, the middle and the last statement.

    What is not among stored pages is passed over.
    """
    step = max(1, (len(found) - 1) // max(1, most - 1))
    reports = []
    for one in list(found[::step])[:most]:
        try:
            reports.append(_page_report(rules, one, one.parsed or _read(rules, one.url, fetch)))
        except NotFound as error:
            if not isinstance(fetch, StoredPages):
                reports.append(PageReport(one.url, "", None, 0, "", (str(error),)))
        except CrossreadError as error:
            reports.append(PageReport(one.url, "", None, 0, "", (str(error),)))
    return reports


def _read(rules: PublisherRules, url: str, fetch: Fetch) -> Parsed:
    return parse_statement_page(fetch(url), rules)


def _page_report(rules: PublisherRules, one: Found, parsed: Parsed) -> PageReport:
    readout = parsed.readout
    wrong = []
    if not readout.title:
        wrong.append("no title was read")
    if not readout.date:
        wrong.append("no date was read")
    elif one.date and abs((one.date.day - readout.date.day).days) > 1:
        wrong.append(f"the page is of {readout.date.day}, its entry of {one.date.day}")
    if sum(char.isalpha() for char in readout.text) < SHORT_LETTERS:
        wrong.append(f"the text is short: {len(readout.text)} characters")
    if rules.pages and not one.parsed and not parsed.extractor.startswith(RULES):
        wrong.append(f"no page rule found the text; {parsed.extractor} did")
    date_read = readout.date or (one.date if one.parsed else None)
    return PageReport(
        one.url, readout.title, date_read, len(readout.text), parsed.extractor, tuple(wrong)
    )
