"""A page that lists statements -> the links, each with the title and date that stand by it."""

from dataclasses import dataclass

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from crossread.collect.document import cut_title
from crossread.collect.publishers.addresses import as_whole_address
from crossread.collect.publishers.dates import find_date
from crossread.collect.publishers.markup import as_tree, find_all, first_words, words_of
from crossread.collect.publishers.rules import IN_ADDRESS, ListingRule, Source
from crossread.errors import BadInput
from crossread.model import Moment


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry of a listing."""

    url: str  # whole
    title: str  # empty when none stands there
    date: Moment | None  # None when none is told, or none of the form


@dataclass(frozen=True, slots=True)
class ListingPage:
    """What one page of a listing gives."""

    entries: tuple[Listed, ...]  # in the page's order, each address once
    next_page: str | None  # None where the page links to none


def parse_listing(html: str, url: str, source: Source) -> ListingPage:
    """Read one page of a listing.

    Args:
        html: the page, decoded.
        url: its own address, which links are relative to.
        source: a source of kind listing.

    Raises:
        BadInput: the source is no listing, or nothing of the page can be parsed.
    """
    rule = source.listing
    if rule is None:
        raise BadInput(f"the source {source.id} is no listing", "Give one of kind listing.")
    tree = as_tree(html, url)
    entries: dict[str, Listed] = {}
    for item in find_all(tree, rule.items):
        if isinstance(item, HtmlElement) and (entry := _entry(item, url, rule, source.language)):
            entries.setdefault(entry.url, entry)
    links = find_all(tree, rule.next) if rule.next else []
    following = as_whole_address(words_of(links[0]), url) if links else None
    return ListingPage(tuple(entries.values()), following)


def later_page(source: Source, number: int) -> str | None:
    """The address of a listing's page, the first being 1; None where no pattern tells it."""
    rule = source.listing
    if number == 1:
        return source.address
    if rule is None or not rule.next_address:
        return None
    return rule.next_address.replace("{page}", str(rule.first_page + number - 2))


def _entry(item: HtmlElement, url: str, rule: ListingRule, language: str) -> Listed | None:
    links = find_all(item, rule.link)
    address = as_whole_address(words_of(links[0]), url) if links else None
    if address is None:
        return None
    title = cut_title(first_words(item, rule.title))
    return Listed(address, title, _date(item, address, rule, language))


def _date(item: HtmlElement, url: str, rule: ListingRule, language: str) -> Moment | None:
    if rule.date is None:
        return None
    if rule.date.at == IN_ADDRESS:
        return find_date(url, rule.date.form, language)
    words = " ".join(words_of(one) for one in find_all(item, rule.date.at))
    return find_date(words, rule.date.form, language)
