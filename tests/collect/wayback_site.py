"""What the Wayback Machine answers, from stored copies: its index and its pages."""

import hashlib
from base64 import b32encode
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from collect.conftest import Answer, Site


@dataclass
class Copy:
    stamp: str  # 20210601120000
    url: str
    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        return b32encode(hashlib.sha1(self.body).digest()).decode()


@dataclass
class WaybackSite:
    """Copies behind the address of a local site."""

    site: Site
    copies: list[Copy] = field(default_factory=list)
    page_size: int = 1000  # records of one answer of the index

    def __post_init__(self) -> None:
        self.site.fallback = self.answer

    @property
    def home(self) -> str:
        return self.site.url("").rstrip("/")

    def keep(self, copy: Copy) -> None:
        self.copies.append(copy)

    def answer(self, path: str) -> Answer | None:
        if path.startswith("/cdx/search/cdx"):
            return self._index({k: v[0] for k, v in parse_qs(urlsplit(path).query).items()})
        if path.startswith("/web/"):
            stamp, _, url = path.removeprefix("/web/").partition("/")
            return self._copy(stamp.removesuffix("id_"), url)
        return None

    def _index(self, asked: dict[str, str]) -> Answer:
        first, last = asked["from"], asked["to"]
        prefix = asked["url"].removesuffix("*")
        found = sorted(
            (c for c in self.copies if first <= c.stamp <= last and prefix in c.url),
            key=lambda c: (c.url, c.stamp),
        )
        start = int(asked.get("resumeKey", "0"))
        shown = found[start : start + self.page_size]
        lines = [
            f"key {c.stamp} {c.url} text/html {c.status} {c.digest} {len(c.body)}" for c in shown
        ]
        if start + self.page_size < len(found):
            lines += ["", str(start + self.page_size)]
        return Answer("\n".join(lines).encode())

    def _copy(self, stamp: str, url: str) -> Answer:
        for copy in self.copies:
            if (copy.stamp, copy.url) == (stamp, url):
                return Answer(copy.body, copy.status, self._headers(copy))
        nearest = [c for c in self.copies if c.url == url]
        if nearest:
            target = f"https://web.archive.org/web/{nearest[0].stamp}id_/{url}"
            return Answer(b"", 302, {"Location": target})
        return Answer(b"never archived", 404)

    def _headers(self, copy: Copy) -> dict[str, str]:
        headers = {
            "Memento-Datetime": "Tue, 01 Jun 2021 12:00:00 GMT",
            "Link": f'<{copy.url}>; rel="original"',
            "Content-Type": "text/html; charset=utf-8",
            "X-Archive-Orig-Content-Type": "text/html; charset=utf-8",
        }
        if target := copy.headers.get("Location"):
            headers["Location"] = f"https://web.archive.org/web/{copy.stamp}id_/{target}"
            headers["X-Archive-Orig-Location"] = target
        return headers
