"""What makes a statement the same one when it is met again, and what a publisher is called."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from crossread.model import Publisher

# What newsletters and social networks add to an address; it never changes the page.
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|yclid|mc_cid|mc_eid", re.IGNORECASE)
_PORTS = {80, 443, None}
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def as_key(url: str) -> str:
    """An address in the one form that its variants share; other words as they are.

    It tells statements apart and is never fetched, so http and https, "www." and a last
    slash make no difference.

    >>> as_key("HTTP://www.MFA.example:80/News/1/?utm_source=x&id=7#top")
    'https://mfa.example/News/1?id=7'
    >>> as_key("br-pres:619d")
    'br-pres:619d'
    """
    words = url.strip()
    try:
        parts = urlsplit(words)
        port = parts.port
    except ValueError:
        return words
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return words
    host = parts.hostname.removeprefix("www.") + ("" if port in _PORTS else f":{port}")
    query = _without_tracking(parts.query)
    return f"https://{host}{parts.path.rstrip('/')}{'?' if query else ''}{query}"


def _without_tracking(query: str) -> str:
    if not _TRACKING.search(query):
        return query
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode([pair for pair in pairs if not _TRACKING.fullmatch(pair[0])])


def as_publisher(name: str, country: str | None) -> Publisher:
    """The publisher that a name stands for.

    A name that is an id already stays one. Of any other the id is made, with the country in
    front: every government has a "Ministry of Foreign Affairs".

    >>> as_publisher("us-state", "USA").id, as_publisher("МИД России", "RUS").id
    ('us-state', 'rus-mid-rossii')
    """
    return Publisher(id=_publisher_id(name, country), name=name, country=country)


def _publisher_id(name: str, country: str | None) -> str:
    if _SLUG.fullmatch(name):
        return name
    return "-".join(part for part in ((country or "").lower(), as_slug(name)) if part)


def as_slug(words: str) -> str:
    """Small letters, digits and hyphens for any words, the same for the same words.

    >>> as_slug("U.S. Department of State"), as_slug("外交部")
    ('u-s-department-of-state', 'waijiaobu')
    """
    from anyascii import anyascii

    return "-".join(re.findall("[a-z0-9]+", anyascii(words).lower()))[:80].strip("-")


def host_of(url: str) -> str:
    """The host that an address names, without "www."; empty where it names none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
