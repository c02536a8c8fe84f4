"""Bulk files for the tests, written as their makers write them."""

import gzip
import json
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crossread.collect.bulk import ItemLimits, find_items
from crossread.model import Refusal, Sighting

TEXT = "Minister Orlan spoke with the Foreign Minister of Sudria. They discussed the border."
PAGE = f"""<!doctype html><html lang="en"><head><title>Call with Sudria</title></head><body>
<article><h1>Call with Sudria</h1><p>{TEXT} Both sides agreed to meet again in the spring.</p>
</article></body></html>""".encode()


def record(**changes: Any) -> dict[str, Any]:
    """A sound record, with fields changed; a field set to `...` is left out."""
    whole = {
        "id": "no-mfa:1",
        "issuer": "no-mfa",
        "issuer_country": "NOR",
        "title": "Call with Sudria",
        "date": "2024-03-05",
        "lang": "en",
        "url": "https://mfa.example/news/1",
        "text": TEXT,
    } | changes
    return {name: value for name, value in whole.items() if value is not ...}


def line(**changes: Any) -> bytes:
    return json.dumps(record(**changes), ensure_ascii=False).encode("utf-8", "surrogatepass")


def lines(*records: bytes) -> bytes:
    return b"".join(one + b"\n" for one in records)


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(content) if name.endswith("jsonl.gz") else content)
    return path


def found(path: Path | str, **options: Any) -> tuple[list[Sighting], list[Refusal]]:
    items = list(find_items(path, **options))
    return (
        [item for item in items if isinstance(item, Sighting)],
        [item for item in items if isinstance(item, Refusal)],
    )


def told(path: Path | str, **options: Any) -> list[str]:
    """The refusals as they are shown."""
    return [f"{one.name}: {one.reason}" for one in found(path, **options)[1]]


def small(**limits: Any) -> ItemLimits:
    return ItemLimits(**limits)


class Web:
    """A WARC file in the making."""

    def __init__(self, *, packed: bool = True) -> None:
        self._bytes = BytesIO()
        self._writer = WARCWriter(self._bytes, gzip=packed)
        self.offsets: list[int] = []

    def answer(
        self,
        url: str,
        content: bytes = PAGE,
        *,
        status: str = "200 OK",
        media_type: str = "text/html; charset=utf-8",
        day: str = "2024-03-05T10:00:00Z",
        headers: tuple[tuple[str, str], ...] = (),
    ) -> "Web":
        http = StatusAndHeaders(
            status, [("Content-Type", media_type), *headers], protocol="HTTP/1.1"
        )
        return self._add(url, "response", BytesIO(content), http, {"WARC-Date": day})

    def file(self, url: str, content: bytes, media_type: str) -> "Web":
        return self._put(
            self._writer.create_warc_record(
                url, "resource", payload=BytesIO(content), warc_content_type=media_type
            )
        )

    def revisit(self, url: str, digest: str, day: str, *, profile: str = "") -> "Web":
        made = self._writer.create_revisit_record(
            url, digest, url, "2024-03-05T10:00:00Z", warc_headers_dict={"WARC-Date": day}
        )
        if profile:
            made.rec_headers.replace_header("WARC-Profile", profile)
        return self._put(made)

    def _add(self, url: str, kind: str, payload: BytesIO, http: Any, more: Any) -> "Web":
        return self._put(
            self._writer.create_warc_record(
                url, kind, payload=payload, http_headers=http, warc_headers_dict=more
            )
        )

    def _put(self, made: Any) -> "Web":
        self.offsets.append(self._bytes.tell())
        self._writer.write_record(made)
        made.raw_stream.close()  # warcio leaves its temporary file to the garbage collector
        return self

    @property
    def content(self) -> bytes:
        return self._bytes.getvalue()
