"""A captured page of a publisher -> readout: by the rules of its data file, else by trafilatura."""

import re
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.metadata import version

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from crossread.collect.damage import damage_notes
from crossread.collect.document import with_title_cut
from crossread.collect.encoding import decode
from crossread.collect.kinds import find_kind, is_page
from crossread.collect.language import bears_out
from crossread.collect.publishers.addresses import SCHEME, canonical_key, language_of
from crossread.collect.publishers.dates import find_date
from crossread.collect.publishers.markup import as_tree, find_all, first_words, lines_of
from crossread.collect.publishers.rules import IN_ADDRESS, DatePlace, PageRule, PublisherRules
from crossread.collect.raw import Raw
from crossread.collect.reading import read_bytes
from crossread.errors import BadInput
from crossread.model import Moment, Readout

RULES = "page-rules/1"
# Letters that a page rule must find before it is believed to have found the statement: a
# sentence of ten words. Below it, the next rule or trafilatura has its turn.
LEAST_LETTERS = 40
_READERS = {"pdf": "pypdf", "word": "python-docx"}


@dataclass(frozen=True, slots=True)
class Parsed:
    """A readout, and what read it out of the bytes."""

    readout: Readout
    extractor: str  # name, version: "page-rules/1+3f2a9c1b", "trafilatura/2.1.0"


def parse_statement_page(raw: Raw, rules: PublisherRules) -> Parsed:
    """Read a statement out of a page, PDF or other document of a publisher.

    The extractor of a page rule ends in eight letters of the rule's own digest: a corrected
    data file is another extractor, so that its change is never taken for the publisher's.

    Raises:
        BadInput: it cannot be read, or is of a kind that crossread does not read.
        NotAReadout: it holds no running text.
    """
    if find_kind(raw) == "text":
        decoded = decode(raw)
        if is_page(raw, decoded.text):
            by_rules = _read_by_rules(raw, rules, decoded.text, decoded.notes)
            if by_rules:
                return by_rules
    return _read_otherwise(raw, rules)


def _read_by_rules(
    raw: Raw, rules: PublisherRules, html: str, notes: tuple[str, ...]
) -> Parsed | None:
    key = canonical_key(rules, raw.url).removeprefix(SCHEME) if raw.url else ""
    for rule in rules.pages:
        if rule.only is None or rule.only.fullmatch(key):
            tree = as_tree(html, raw.name)
            lines = _statement_lines(tree, rule, rules)
            if sum(char.isalpha() for line in lines for char in line) >= LEAST_LETTERS:
                return _as_parsed(raw, rules, rule, tree, lines, notes)
    return None


def _statement_lines(tree: HtmlElement, rule: PageRule, rules: PublisherRules) -> list[str]:
    for path in rule.drop:
        for part in find_all(tree, path):
            if isinstance(part, HtmlElement):
                part.clear(keep_tail=True)  # its edges stay: lines beside it do not run together
    found = [part for part in find_all(tree, rule.text) if isinstance(part, HtmlElement)]
    return without_site_lines(
        [line for part in _outermost(found) for line in lines_of(part)], rules
    )


def _outermost(parts: list[HtmlElement]) -> list[HtmlElement]:
    """The parts that stand in no other of them: each word is read once."""
    chosen = set(parts)
    return [part for part in parts if not any(up in chosen for up in part.iterancestors())]


def without_site_lines(lines: list[str], rules: PublisherRules) -> list[str]:
    """The lines without those that the data file knows as the site's own."""
    return [line for line in lines if not any(site.fullmatch(line) for site in rules.leave_out)]


def _as_parsed(
    raw: Raw,
    rules: PublisherRules,
    rule: PageRule,
    tree: HtmlElement,
    lines: list[str],
    notes: tuple[str, ...],
) -> Parsed:
    text = "\n".join(lines)
    language = _language(rules, raw.url, tree, text)
    extractor = f"{RULES}+{_digest_of(rule, rules)}"
    readout = Readout(
        text=text,
        id=raw.name,
        publisher=rules.publisher.name,
        country=rules.publisher.country,
        date=_date(rule.date, tree, raw.url, language) if rule.date else None,
        language=language or "und",
        title=first_words(tree, rule.title) if rule.title else "",
        url=raw.url,
        notes=(*notes, f"read by the page rules of {rules.id}", *damage_notes(text)),
    )
    return Parsed(with_title_cut(readout), extractor)


def _date(place: DatePlace, tree: HtmlElement, url: str, language: str) -> Moment | None:
    """The first date of the place; of several results the first that holds one."""
    if place.at == IN_ADDRESS:
        return find_date(url, place.form, language)
    found = (find_date(words, place.form, language) for words in _each(tree, place.at))
    return next((moment for moment in found if moment), None)


def _each(tree: HtmlElement, path: str) -> list[str]:
    return [
        " ".join(lines_of(one)) if isinstance(one, HtmlElement) else str(one)
        for one in find_all(tree, path)
    ]


def _language(rules: PublisherRules, url: str, tree: HtmlElement | None, text: str) -> str:
    """What the address tells, else what the page declares, if the letters bear it out."""
    told = [language_of(rules, url) if url else ""]
    if tree is not None:
        told += [tree.get("lang") or ""]
    return next((tag for tag in told if tag in _known(rules, tag) and bears_out(tag, text)), "")


def _known(rules: PublisherRules, tag: str) -> tuple[str, ...]:
    """The publisher's languages, each also by the tag's own region."""
    base = re.split("[-_]", tag)[0]
    return (*rules.publisher.languages, tag) if base in rules.publisher.languages else ()


def _digest_of(rule: PageRule, rules: PublisherRules) -> str:
    """Eight letters that change with anything that decides what a rule reads."""
    told = (rule.text, rule.title, rule.drop, rule.date, [p.pattern for p in rules.leave_out])
    return sha256(repr(told).encode()).hexdigest()[:8]


def _read_otherwise(raw: Raw, rules: PublisherRules) -> Parsed:
    """Read it as any other document, and say what the publisher's file knows."""
    kind = find_kind(raw)
    readout = read_bytes(raw.data, name=raw.name, url=raw.url, content_type=raw.content_type)
    lines = without_site_lines(readout.text.split("\n"), rules)
    if not any(line.strip() for line in lines):
        raise BadInput(f"{raw.name} holds only lines of the site", "Look at leave_out.")
    text = "\n".join(lines)
    language = _language(rules, raw.url, None, text)
    made = replace(
        readout,
        text=text,
        publisher=rules.publisher.name,
        country=rules.publisher.country,
        url=raw.url or readout.url,
        language=language or readout.language,
    )
    return Parsed(made, _reader_name(kind, raw))


def _reader_name(kind: str, raw: Raw) -> str:
    if kind in _READERS:
        return f"{_READERS[kind]}/{version(_READERS[kind])}"
    if is_page(raw, decode(raw).text):
        return f"trafilatura/{version('trafilatura')}"
    return "plain/1"
