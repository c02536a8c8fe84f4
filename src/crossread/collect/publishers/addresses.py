"""Which statement an address is of, whoever wrote the address and however."""

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

from crossread.collect.publishers.rules import Former, PublisherRules, StatementAddress
from crossread.errors import BadInput, NotFound

SCHEME = "https://"
# What a path keeps as it is; all else is percent-encoded, so that two spellings become one.
SAFE = "/-._~!$&'()*+,;=:@"
# What no key can hold, because no database does: NUL, and halves of characters.
_UNKEPT = re.compile("[\0\ud800-\udfff]")
# An archived copy's address holds the original behind a moment of 4 to 14 digits.
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d{4,14}(?:[a-z]{2}_)?/(?P<url>.+)", re.I)


def canonical_key(rules: PublisherRules, url: str) -> str:
    """The one key of the statement that an address leads to.

    It begins with https://, has the present host without "www.", no trailing slash, no
    fragment, no port, and of the query what the data file keeps. An address in the Wayback
    Machine has the key of the page that was archived.

    Raises:
        BadInput: it is no http or https address.
    """
    host, path, query = _parts(url)
    host, path = _present(rules.former, host, path)
    kept = [pair for pair in query if any(p.fullmatch(pair[0]) for p in rules.keep_query)]
    words = host + path + (f"?{_query(kept)}" if kept else "")
    for rewrite in rules.rewrites:
        words = rewrite.pattern.sub(rewrite.to, words)
    return SCHEME + words


def is_statement(rules: PublisherRules, url: str) -> bool:
    """Whether an address has the form of a statement's."""
    return find_form(rules, url) is not None


def language_of(rules: PublisherRules, url: str) -> str:
    """The language that an address tells; else that of a publisher with one; else empty."""
    form = find_form(rules, url)
    if form and form.language:
        return form.language
    languages = rules.publisher.languages
    return languages[0] if len(languages) == 1 else ""


def find_form(rules: PublisherRules, url: str) -> StatementAddress | None:
    """The form of statement address that an address has; None when it has none."""
    words = canonical_key(rules, url).removeprefix(SCHEME)
    return next((form for form in rules.statements if form.pattern.fullmatch(words)), None)


def find_publisher(url: str, publishers: Iterable[PublisherRules]) -> PublisherRules:
    """The publisher whose site an address is of.

    Where several share a host (accounts of one network, ministries of one portal), it is the
    one with the longest path before the address, then the one that knows it as a statement's.

    Raises:
        BadInput: it is no http or https address.
        NotFound: no publisher has this host, or none has this part of it.
    """
    host, path, _ = _parts(url)
    place = f"{host}{path}/".lower()
    having = [
        (len(site), is_statement(rules, url), rules)
        for rules in publishers
        for site in sites_of(rules)
        if place.startswith(f"{site.lower()}/")
    ]
    if not having:
        hint = "Write a data file for it: crossread publisher new URL."
        raise NotFound(f"no publisher is known at {host}{path}", hint)
    return max(having, key=lambda found: found[:2])[2]


def sites_of(rules: PublisherRules) -> frozenset[str]:
    """Every host, or part of one, that a publisher's statements stand on, or stood on."""
    return frozenset((*rules.hosts, *(former.host for former in rules.former)))


def hosts_of(rules: PublisherRules) -> frozenset[str]:
    """Every host that a publisher's statements stand on, or stood on."""
    return frozenset(site.partition("/")[0] for site in sites_of(rules))


def as_whole_address(link: str, base: str = "") -> str | None:
    """The whole http or https address of a link, without its fragment; None for any other.

    >>> as_whole_address("../call#top", "https://mfa.example/news/1")
    'https://mfa.example/call'
    >>> as_whole_address("http://[::1/call") is None
    True
    """
    try:
        whole = urljoin(base, link.strip())
        parts = urlsplit(whole)
        parts.port  # noqa: B018  # raises ValueError for what is no number
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return whole.partition("#")[0]


def _parts(url: str) -> tuple[str, str, list[tuple[str, str]]]:
    """Host without "www.", path and query of an address, or of the page it archives."""
    archived = _ARCHIVED.fullmatch(url.strip())
    words = archived["url"] if archived else url.strip()
    try:
        parts = urlsplit(words if "://" in words else SCHEME + words)
        host = (parts.hostname or "").rstrip(".")
    except ValueError as error:
        raise BadInput(f"{url!r} is no address", "Begin it with https://.") from error
    if parts.scheme not in ("http", "https") or "." not in host or _UNKEPT.search(words):
        raise BadInput(f"{url!r} is no address", "Begin it with https://.")
    path = quote(
        unquote(parts.path, errors="surrogateescape").encode("utf-8", "surrogateescape"), safe=SAFE
    )
    return (
        host.removeprefix("www."),
        path.rstrip("/"),
        parse_qsl(parts.query, keep_blank_values=True),
    )


def _present(former: Iterable[Former], host: str, path: str) -> tuple[str, str]:
    """The host that the key has; a former host gives way to the present one."""
    for one in former:
        if one.host == host and (one.paths is None or one.paths.fullmatch(path)):
            return one.now, path
    return host, path


def _query(pairs: list[tuple[str, str]]) -> str:
    """The pairs in the order of their names; a name without a value stands alone."""
    return "&".join(
        urlencode([pair], safe=SAFE) if pair[1] else quote(pair[0], safe=SAFE)
        for pair in sorted(pairs)
    )
