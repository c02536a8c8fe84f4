"""A first data file for a site, written by looking at some of its pages.

It is a start for a person, not a finding: what it could not tell it says in a comment, and
everything in it is marked untested.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from crossread.collect.country import find_alpha_3
from crossread.collect.encoding import decode
from crossread.collect.language import find_language_tag
from crossread.collect.publishers.addresses import as_whole_address
from crossread.collect.publishers.listings import parse_listing
from crossread.collect.publishers.load import read_publisher
from crossread.collect.publishers.markup import as_tree, find_all, first_words, lines_of, words_of
from crossread.collect.publishers.rules import ISO, DatePlace, ListingRule, Source
from crossread.collect.raw import Raw
from crossread.errors import BadInput
from crossread.text.language import detect_language

# Links of one shape that a page must hold to be taken for a listing, and the letters that the
# words of such a link have at least on average: menus have fewer of one shape, and shorter ones.
LEAST_LINKS = 5
LEAST_LETTERS = 20
FORMS = (
    ISO, "%d.%m.%Y %H:%M", "%d.%m.%Y", "%d %B %Y", "%d %B, %Y", "%B %d, %Y", "%d/%m/%Y",
    "%Y/%m/%d", "%d-%m-%Y", "%Y年%m月%d日",
)  # fmt: skip
YAML_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}  # no words to YAML
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
_SITEMAP = re.compile(r"^\s*sitemap:\s*(https?://\S+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Group:
    """Links of one page whose addresses have one shape."""

    shape: str  # a regular expression of the path and query
    links: tuple[HtmlElement, ...]


def propose_publisher(pages: Mapping[str, Raw], *, today: date) -> str:
    """The text of a first data file, in YAML, for the site of the first page.

    Args:
        pages: address to page: the one that was named, its site's front page, robots.txt;
            whichever of them could be had.
        today: the day on which they were looked at.

    Raises:
        BadInput: there is no page, or the first has no http or https address.
    """
    if not pages:
        raise BadInput("there is no page to look at", "Give the address of a list of statements.")
    url, first = next(iter(pages.items()))
    if not as_whole_address(url):
        raise BadInput(f"{url!r} is no address", "Begin it with https://.")
    host = _host(url)
    tree = as_tree(decode(first).text, url)
    language = _language(tree)
    seen = f"the site itself, looked at on {today}"
    sources = [*_feeds(pages, host, language), *_sitemaps(pages)]
    groups = {u: group for u, raw in _html(pages) if (group := _largest_group(u, raw, host))}
    sources += [_listing(u, pages[u], group, language) for u, group in groups.items()]
    shapes = list(dict.fromkeys(group.shape for group in groups.values()))
    text = "\n".join([*_head(tree, host, language), *_statements(host, shapes, language, seen),
                      *_sources(sources, seen), *_tail()])  # fmt: skip
    read_publisher(f"{_id(host)}.yaml", text)  # what is proposed can be read
    return text


def _html(pages: Mapping[str, Raw]) -> Iterator[tuple[str, Raw]]:
    for url, raw in pages.items():
        if not url.endswith("/robots.txt"):
            yield url, raw


def _id(host: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", host.lower()).strip("-")


def _language(tree: HtmlElement) -> str:
    declared = find_language_tag(tree.get("lang") or "")
    found = detect_language(" ".join(lines_of(tree)))
    return declared or (found if found != "und" else "en")


def _country(host: str) -> str:
    """The country that the end of a host tells; empty when it tells none."""
    end = host.rpartition(".")[2]
    if end in ("gov", "mil"):
        return "USA"
    try:
        return find_alpha_3("GB" if end == "uk" else end, host) if len(end) == 2 else ""
    except BadInput:
        return ""


def _feeds(pages: Mapping[str, Raw], host: str, language: str) -> list[Source]:
    found: dict[str | None, None] = {}
    for url, raw in _html(pages):
        for link in find_all(as_tree(decode(raw).text, url), "//link[@rel='alternate'][@href]"):
            if link.get("type", "").lower() in _FEED_TYPES:
                found[as_whole_address(link.get("href", ""), url)] = None
    return [
        Source(id=f"feed-{n}", kind="feed", address=address, language=language, found_in="")
        for n, address in enumerate(filter(None, found), 1)
    ]


def _sitemaps(pages: Mapping[str, Raw]) -> list[Source]:
    robots = [decode(raw).text for url, raw in pages.items() if url.endswith("/robots.txt")]
    named = (address for text in robots for address in _SITEMAP.findall(text))
    found = dict.fromkeys(address for address in named if as_whole_address(address))
    return [
        Source(id=f"sitemap-{n}", kind="sitemap", address=address, found_in="")
        for n, address in enumerate(found, 1)
    ]


def _largest_group(url: str, raw: Raw, host: str) -> _Group | None:
    """The links of one shape that hold the most words; None where no shape has enough."""
    groups: dict[str, dict[str, HtmlElement]] = {}
    for link in find_all(as_tree(decode(raw).text, url), "//a[@href]"):
        address = as_whole_address(link.get("href") or "", url)
        if address and _host(address) == host and (shape := _shape(address)):
            groups.setdefault(shape, {}).setdefault(address, link)
    letters = {s: sum(len(words_of(a)) for a in links.values()) for s, links in groups.items()}
    fitting = [
        s
        for s, links in groups.items()
        if len(links) >= LEAST_LINKS and letters[s] >= LEAST_LETTERS * len(links)
    ]
    if not fitting:
        return None
    best = max(fitting, key=lambda s: letters[s])
    return _Group(best, tuple(groups[best].values()))


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _shape(address: str) -> str:
    """The path as a pattern: numbers for numbers, anything for its last part; empty for none."""
    parts = urlsplit(address)
    path = [part for part in parts.path.split("/") if part]
    if not path:
        return ""
    *folders, last = path
    made = [re.sub(r"\d+", r"\\d+", re.escape(part)) for part in folders]
    ending = re.search(r"\.[a-z]{3,5}$", last)
    stem = r"\d+" if last.removesuffix(ending[0] if ending else "").isdigit() else "[^/?]+"
    made.append(stem + (re.escape(ending[0]) if ending else ""))
    query = re.sub(r"\d+", r"\\d+", re.escape(parts.query))
    return "/" + "/".join(made) + (rf"\?{query}" if query else "")


def _listing(url: str, raw: Raw, group: _Group, language: str) -> Source:
    """A listing rule that finds the group again, with the dates beside it where they are told."""
    link = f"a[starts-with(@href, {_quoted(_beginning(group))})]"
    source = Source(
        id="listing" if len(urlsplit(url).path) > 1 else "front-page",
        kind="listing",
        address=url,
        language=language,
        listing=ListingRule(items=f"//{link}", link="./@href", title="."),
        found_in="",
    )
    html = decode(raw).text
    for items in _item_paths(group, link):
        for form in FORMS:
            tried = ListingRule(items=items, date=DatePlace(at=".", form=form))
            page = parse_listing(html, url, replace(source, listing=tried))
            dated = sum(entry.date is not None for entry in page.entries)
            if dated >= LEAST_LINKS and 2 * dated >= len(page.entries):
                return replace(source, listing=tried)
    return source


def _beginning(group: _Group) -> str:
    """What the links of a group begin with, as the page writes them, without half a number."""
    hrefs = [(link.get("href") or "") for link in group.links]
    same = 0
    while all(len(h) > same and h[same] == hrefs[0][same] for h in hrefs):
        same += 1
    return re.sub(r"\d+$", "", hrefs[0][:same].replace('"', ""))


def _item_paths(group: _Group, link: str) -> list[str]:
    """XPaths of what stands around each link, the nearest first."""
    around: Counter[tuple[int, str]] = Counter()
    for one in group.links:
        for depth, up in enumerate(list(one.iterancestors())[:4]):
            named = up.get("class") or ""
            name = f"[@class={_quoted(named)}]" if named and '"' not in named else ""
            around[depth, f"//{up.tag}{name}[.//{link}]"] += 1
    often = [key for key, count in around.items() if 2 * count >= len(group.links)]
    return list(dict.fromkeys(path for _, path in sorted(often)))


def _quoted(words: str) -> str:
    return f'"{words}"' if "'" in words else f"'{words}'"


def _head(tree: HtmlElement, host: str, language: str) -> list[str]:
    name = first_words(tree, "//meta[@property='og:site_name']/@content")
    name = name or first_words(tree, "//title")
    name = "".join(char for char in name if char.isprintable()) or host
    country = _country(host)
    told = "" if country else "  # the address does not tell: ISO alpha-3, EUE, or none"
    return [
        f"id: {_id(host)}",
        f"name: {_yaml(name)}  # as the site calls itself: correct it",
        f"country: {country or 'none'}{told}",
        f"languages: [{_yaml(language)}]  # add the others that it publishes in",
        "level: ministry  # head_of_state, head_of_government, ministry, mission, parliament,"
        " organisation, state_media",
        f"hosts: [{_yaml(host)}]",
    ]


def _statements(host: str, shapes: Sequence[str], language: str, seen: str) -> list[str]:
    if not shapes:
        return [
            "# statements: no page looked at holds many links of one shape; give a page that",
            "#   lists statements, or write the pattern of a statement's address here",
        ]
    lines = [
        "statements:  # patterns of the addresses that the listings lead to: make them narrower"
    ]
    for shape in shapes:
        lines += [
            f"  - pattern: {_yaml(re.escape(host) + shape)}",
            f"    language: {_yaml(language)}",
            f"    found_in: {_yaml(seen)}",
            "    tested: untested",
        ]
    return lines


def _sources(sources: Sequence[Source], seen: str) -> list[str]:
    lines = ["sources:"] if sources else ["# sources: no feed, sitemap or listing was seen"]
    for source in sources:
        lines += [
            f"  - id: {source.id}",
            f"    kind: {source.kind}",
            f"    address: {_yaml(source.address)}",
        ]
        lines += [f"    language: {_yaml(source.language)}"] if source.language else []
        lines += _listing_lines(source.listing) if source.listing else []
        lines += [f"    found_in: {_yaml(seen)}", "    tested: untested"]
    return lines


def _listing_lines(rule: ListingRule) -> list[str]:
    lines = ["    listing:", f"      items: {_yaml(rule.items)}"]
    if rule.link != ListingRule(items="x").link:
        lines += [f"      link: {_yaml(rule.link)}", f"      title: {_yaml(rule.title)}"]
    if rule.date:
        lines.append(f"      date: {{at: {_yaml(rule.date.at)}, form: {_yaml(rule.date.form)}}}")
    return [
        *lines,
        "      # next_address: the addresses of later pages, with {page} for the number",
    ]


def _tail() -> list[str]:
    return [
        "# pages: where title, text and date stand; without it trafilatura finds them",
        "# genres: words of titles that tell a call, a meeting, a visit; general ones are known",
        "delay_s: 5",
        "",
    ]


def _yaml(words: str) -> str:
    """Words as YAML: plain where that is safe, else in double quotes."""
    plain = re.fullmatch(r"[A-Za-z][A-Za-z0-9. -]*[A-Za-z0-9]", words)
    if plain and words.lower() not in YAML_WORDS:
        return words
    return json.dumps(words, ensure_ascii=False)
