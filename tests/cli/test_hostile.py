"""Hostile files: nothing is written outside the archive, nothing runs, nothing swells up."""

import gzip
import io
import json
import os
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest

from cli.running import Ran, run
from crossread.archive import Archive

TEXT = "Minister Orlan spoke with the Foreign Minister of Sudria. They discussed the border."
SQL = "x'; DROP TABLE statement; --"
UP = "../../../../outside"


class Desk:
    """A folder with an archive in it, inside a folder in which nothing may appear."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "desk" / "deep"
        self.folder.mkdir(parents=True)
        self.archive = self.folder / "a.db"

    def add(self, *words: object) -> Ran:
        return run("add", *words, "--archive", self.archive, "--no-code")

    def outside(self) -> list[str]:
        """What is there that is neither the archive nor its captures, named by their digests."""
        own = (f"{self.archive}", f"{self.folder / 'a.captures'}{os.sep}")
        files = [str(path) for path in self.root.rglob("*") if not path.is_dir()]
        return sorted(path for path in files if not path.startswith(own))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = Desk(tmp_path)
    monkeypatch.chdir(made.folder)
    return made


def line(**fields: Any) -> bytes:
    whole = {"id": "1", "issuer": "no-desk", "url": "https://desk.example/1", "text": TEXT}
    return json.dumps(whole | fields).encode() + b"\n"


@pytest.mark.parametrize("words", [UP, "/etc/passwd", SQL, "%s%n{0}", "$(touch it)", "`touch it`"])
@pytest.mark.parametrize("field", ["id", "url", "issuer", "title", "lang", "genre", "text"])
def test_words_are_only_words(desk: Desk, field: str, words: str) -> None:
    bulk = desk.folder / "calls.jsonl"
    bulk.write_bytes(line(**{field: words}) + line(id="2", url="https://desk.example/2"))
    before = desk.outside()

    assert desk.add(bulk).status == 0

    assert desk.outside() == before
    with Archive.open(desk.archive) as archive:
        assert archive.verify().faults == ()
        for statement in archive.statements():
            assert archive.holds(statement.id)
            shown = run("show", statement.id, "--archive", desk.archive)
            assert shown.status == 0
        if field in ("id", "url", "title", "text"):
            assert words in str([(s, archive.readout(s.id).text) for s in archive.statements()])
    assert desk.outside() == before


@pytest.mark.parametrize("words", [UP, SQL, "a\nb", "%00"])
def test_a_publisher_of_any_words_is_no_path(desk: Desk, words: str) -> None:
    page = desk.folder / "call.txt"
    page.write_text(TEXT, encoding="utf-8")
    before = desk.outside()

    ran = desk.add(page, "--publisher", words)

    assert ran.status in (0, 1)
    assert "Traceback" not in ran.err
    assert desk.outside() == before
    for command in (["list", "--publisher", words], ["search", words], ["show", words]):
        told = run(*command, "--archive", desk.archive)
        assert len(told.err.splitlines()) <= 1
    with Archive.open(desk.archive) as archive:
        assert archive.verify().faults == ()


@pytest.mark.parametrize("name", ["a;touch it.txt", "$(touch it).txt", "-rf.txt", "'; --.txt"])
def test_a_file_of_any_name_is_only_read(desk: Desk, name: str) -> None:
    pages = desk.folder / "pages"
    pages.mkdir()
    (pages / name).write_text(TEXT, encoding="utf-8")
    before = desk.outside()

    assert desk.add(pages, "--publisher", "no-desk").status == 0

    assert desk.outside() == before
    with Archive.open(desk.archive) as archive:
        assert archive.coverage().statements == 1


# --- what swells up ------------------------------------------------------------------------------

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
ENTITIES = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
BOMB_BYTES = 100_000_000  # unpacked


def packed_zeros() -> bytes:
    return gzip.compress(b" " * BOMB_BYTES, 9)


def warc_of(body: bytes, *headers: str) -> bytes:
    """One answer with this body, in a file of captures."""
    http = "\r\n".join(["HTTP/1.1 200 OK", "Content-Type: text/html", *headers, "", ""])
    block = http.encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://desk.example/1\r\n"
        "WARC-Date: 2024-03-05T10:00:00Z\r\nContent-Type: application/http;msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def word_file(document: bytes) -> bytes:
    """A Word file with this document inside."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", document)
        made.writestr(UP, "out")
    return data.getvalue()


def hostile_files() -> dict[str, bytes]:
    page = f"{ENTITIES}<html><body><p>&l11; &f;</p></body></html>"
    return {
        "laughs.html": page.encode(),
        "laughs.xhtml": b'<?xml version="1.0"?>' + page.encode(),
        "laughs.docx": word_file(b'<?xml version="1.0"?>' + page.encode()),
        "bomb.docx": word_file(b" " * BOMB_BYTES),
        "bomb.jsonl.gz": packed_zeros(),
        "bomb.warc.gz": packed_zeros(),
        "twice.jsonl.gz": gzip.compress(packed_zeros()),
        "page.warc": warc_of(packed_zeros(), "Content-Encoding: gzip"),
        "deflated.warc": warc_of(zlib.compress(b" " * BOMB_BYTES), "Content-Encoding: deflate"),
        "laughs.warc": warc_of(page.encode()),
        "deep.jsonl": b"[" * 200_000 + b"\n",
        "digits.jsonl": b'{"id": ' + b"9" * 100_000 + b"}\n",
        "deep.html": b"<div>" * 100_000,
        "noise.parquet": b"PAR1" + bytes(range(256)) * 40 + b"PAR1",
        "noise.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 40,
    }


@pytest.mark.parametrize("name", sorted(hostile_files()))
def test_a_hostile_file_is_refused_in_a_line(desk: Desk, name: str) -> None:
    path = desk.folder / name
    path.write_bytes(hostile_files()[name])
    before = desk.outside()

    ran = desk.add(path, "--publisher", "no-desk", "--max-bytes", 20_000_000)

    assert ran.status in (0, 1)
    assert "Traceback" not in ran.out + ran.err
    assert "root:" not in ran.out
    assert desk.outside() == before
    with Archive.open(desk.archive) as archive:
        assert archive.verify().faults == ()
        for statement in archive.statements():
            text = archive.readout(statement.id).text
            assert "root:" not in text
            assert "ha" * 50 not in text


def test_what_comes_after_a_hostile_file_is_taken(desk: Desk) -> None:
    pages = desk.folder / "pages"
    pages.mkdir()
    for name, data in hostile_files().items():
        (pages / name).write_bytes(data)
    (pages / "zuletzt.jsonl").write_bytes(line(id="last"))

    assert desk.add(pages, "--publisher", "no-desk", "--max-bytes", 20_000_000).status == 0

    with Archive.open(desk.archive) as archive:
        assert archive.holds("last")
