"""Folders, single files and addresses: what is found, in which order, and what is refused."""

import os
import socket
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO
from itertools import count
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from collect.bulk.making import PAGE, TEXT, Web, found, line, lines, small, told, written
from collect.conftest import Answer, Site
from crossread.collect import read_bytes
from crossread.collect.bulk import find_items
from crossread.model import Publisher, Readout, Sighting, digest_of

MINISTRY = Publisher(id="no-mfa", name="no-mfa", country="NOR")
FRONT = "---\npublisher: no-mfa\ncountry: NOR\ndate: 2024-03-05\n---\n"


def test_a_text_file_is_one_sighting_with_its_bytes_and_its_whole_path_as_key(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, "call.txt", (FRONT + TEXT).encode())
    os.utime(path, (1_700_000_000, 1_700_000_000))

    [sighting], refused = found(path)

    assert not refused
    assert sighting.publisher == MINISTRY
    assert sighting.key == str(path)
    assert sighting.id == ""
    assert sighting.readout is not None and sighting.readout.text == TEXT
    assert sighting.data == path.read_bytes()
    assert sighting.capture.digest == digest_of(sighting.data)
    assert sighting.capture.at == datetime.fromtimestamp(1_700_000_000, UTC)
    assert (sighting.capture.via, sighting.capture.name) == ("file", "call.txt")
    assert sighting.capture.media_type == "text/plain"
    assert sighting.extractor == "plain/1"


@pytest.mark.parametrize(
    ("matter", "key", "given"),
    [
        ("url: https://www.mfa.example/news/1/\n", "https://mfa.example/news/1", ""),
        ("id: call-7\n", "call-7", "call-7"),
        ("id: call-7\nurl: https://mfa.example/1\n", "https://mfa.example/1", "call-7"),
    ],
)
def test_front_matter_says_what_a_statement_is_known_by(
    matter: str, key: str, given: str, tmp_path: Path
) -> None:
    path = written(tmp_path, "a.txt", f"---\npublisher: no-mfa\n{matter}---\n{TEXT}".encode())

    [sighting], _ = found(path)

    assert (sighting.key, sighting.id) == (key, given)


def test_a_file_that_names_no_publisher_needs_one_given(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", TEXT.encode())

    assert told(path) == ["a.txt: does not say who published it"]
    [sighting], _ = found(path, publisher=MINISTRY)
    assert sighting.publisher == MINISTRY


def test_a_saved_page_is_its_hosts_unless_the_caller_knows_better(tmp_path: Path) -> None:
    link = b'<link rel="canonical" href="https://www.mfa.example/news/1"></head>'
    path = written(tmp_path, "a.html", PAGE.replace(b"</head>", link))

    [sighting], _ = found(path)
    assert (sighting.publisher.id, sighting.key) == ("mfa-example", "https://mfa.example/news/1")
    assert sighting.extractor.startswith("trafilatura/")
    [sighting], _ = found(path, publisher=MINISTRY)
    assert sighting.publisher == MINISTRY


def test_a_folder_gives_its_files_by_name_and_passes_over_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/1.txt", ".git/config", "a/.hidden.txt", "c.jsonl"):
        content = line() if name.endswith("jsonl") else (FRONT + TEXT).encode()
        written(tmp_path, name, content)

    sightings, refused = found(tmp_path)

    names = [sighting.capture.name for sighting in sightings]
    assert names == ["a/1.txt", "a/2.txt", "b.txt", "c.jsonl, line 1"]
    assert not refused


def test_links_that_lead_in_a_circle_are_entered_once(tmp_path: Path) -> None:
    written(tmp_path, "a/1.txt", (FRONT + TEXT).encode())
    (tmp_path / "a" / "again").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "lost.txt").symlink_to(tmp_path / "nowhere")

    sightings, _ = found(tmp_path)

    assert [sighting.capture.name for sighting in sightings] == ["a/1.txt"]
    assert told(tmp_path) == ["lost.txt: is no file, no folder and no address"]


def test_what_is_no_ordinary_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))

        assert told(tmp_path) == [
            "pipe: is no ordinary file",
            "s: cannot be read: No such device or address",
        ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_one_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    written(tmp_path, "b.txt", (FRONT + TEXT).encode())
    (tmp_path / "a").mkdir(mode=0o000)

    sightings, refused = found(tmp_path)

    assert len(sightings) == 1
    assert [one.reason for one in refused] == ["cannot be read: Permission denied"]


def test_a_folder_that_the_system_refuses_is_one_line_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, "b.txt", (FRONT + TEXT).encode())
    (tmp_path / "a").mkdir()
    scan = os.scandir

    def refuse(path: Path) -> object:
        if path.name == "a":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)

    assert told(tmp_path) == [f"{tmp_path}/a: cannot be read: Permission denied"]
    assert len(found(tmp_path)[0]) == 1


def test_a_file_name_that_is_no_text_is_shown_and_kept_as_one(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    with open(path, "wb") as stream:
        stream.write((FRONT + TEXT).encode())

    [sighting], _ = found(tmp_path)

    assert sighting.capture.name == "\\udcff.txt"
    assert sighting.key.encode()


def packed_docx(**members: bytes) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as opened:
        for name, data in members.items():
            opened.writestr(name.replace("_", "/", 1) + ".xml", data)
    return content.getvalue()


LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><html><p>&b;</p></html>'

# What is in the file, and how it is refused.
HOSTILE: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.txt", b"", "is empty"),
    "only front matter": ("a.txt", FRONT.encode(), "holds no text"),
    "a picture": ("a.png", b"\x89PNG\r\n\x1a\n", "is an image (PNG)"),
    "a program": ("a.txt", b"\x7fELF\0\0\0", "is a program"),
    "json": ("a.json", b"{}", "is JSON, not a text"),
    "a packed text": ("a.txt.gz", b"\x1f\x8b\x08\0", "is a compressed file (gzip)"),
    "a broken pdf": ("a.pdf", b"%PDF-1.7\nnothing", "is a broken PDF"),
    "a zip bomb": (
        "a.docx",
        packed_docx(word_document=b"<a>" + b" " * 60_000_000),
        "unpacks to far more than a document holds",
    ),
    "an entity bomb in DOCX": (
        "a.docx",
        packed_docx(word_document=LAUGHS),
        "defines XML entities, which no DOCX needs",
    ),
    "an entity bomb in XML": (
        "a.xml",
        b"<?xml version='1.0'?>" + LAUGHS.partition(b"<html>")[0] + b"<l>&b;</l>",
        "is an XML document",
    ),
    "an entity bomb in HTML": ("a.html", LAUGHS, "is a page without running text"),
    "a menu": ("a.html", b"<html><nav>Home</nav></html>", "is a page without running text"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_one_clear_line(case: str, tmp_path: Path) -> None:
    name, content, reason = HOSTILE[case]
    (tmp_path / name).write_bytes(content)
    written(tmp_path, "z.txt", (FRONT + TEXT).encode())

    assert told(tmp_path) == [f"{name}: {reason}"]
    assert len(found(tmp_path)[0]) == 1, "the next file is read"


def test_a_file_above_the_limit_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", b"x" * 2000)

    assert told(path, limits=small(max_bytes=1000)) == [
        "a.txt: is larger than the limit of 1,000 bytes"
    ]


@pytest.mark.parametrize("name", ["nowhere.txt", "a\0b", "ftp://mfa.example/1"])
def test_what_is_not_there_is_one_line(name: str) -> None:
    assert [words.partition(": ")[2] for words in told(name)] == [
        "is no file, no folder and no address"
    ]


def test_a_file_written_to_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, "a.txt", (FRONT + TEXT).encode())
    marks = count()
    monkeypatch.setattr("crossread.collect.bulk.opened._mark", lambda status: next(marks))

    assert told(path) == ["a.txt: was changed while it was read"]


def test_a_bulk_file_replaced_while_it_is_read_gives_what_was_read_and_says_so(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, "a.jsonl", lines(line(), line(id="2", url=...)))
    items = find_items(path)
    first = next(items)
    other = written(tmp_path, "b", b"something else")
    other.replace(path)

    rest = list(items)

    assert isinstance(first, Sighting) and isinstance(rest[0], Sighting)
    assert [getattr(one, "reason", "") for one in rest[1:]] == ["was changed while it was read"]


def test_a_text_is_read_by_what_the_caller_gives(tmp_path: Path) -> None:
    def shouting(data: bytes, *, name: str, url: str = "", content_type: str = "") -> Readout:
        whole = read_bytes(data, name=name, url=url, content_type=content_type)
        return Readout(text=whole.text.upper(), publisher="no-mfa")

    [sighting], _ = found(written(tmp_path, "a.txt", TEXT.encode()), parse=shouting)

    assert sighting.readout is not None and sighting.readout.text == TEXT.upper()


def test_reading_leaves_the_heavy_libraries_of_other_formats_alone(tmp_path: Path) -> None:
    written(tmp_path, "a.jsonl", line())
    code = (
        "import sys; from crossread.collect.bulk import find_items;"
        f"list(find_items({str(tmp_path)!r}));"
        "print([m for m in ('pyarrow', 'warcio', 'trafilatura', 'pypdf') if m in sys.modules])"
    )

    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3] / "src")},
        capture_output=True,
        text=True,
        check=True,
    )

    assert ran.stdout == "[]\n"


def test_an_address_is_one_sighting_of_when_it_was_asked(site: Site) -> None:
    address = site.redirect("/old", site.put("/news/1", Answer(PAGE)))
    at = datetime(2024, 3, 6, tzinfo=UTC)

    [sighting], refused = found(
        address, limits=small(allow_private=True), clock=lambda: at, publisher=MINISTRY
    )

    assert not refused
    capture = sighting.capture
    assert (capture.via, capture.status, capture.at) == ("http", 200, at)
    assert (capture.url, capture.final_url) == (address, site.url("/news/1"))
    assert sighting.data == PAGE
    assert sighting.key.endswith("/news/1") and sighting.also[0].endswith("/old")


def test_a_front_page_given_as_the_address_of_every_page_is_nobodys_key(tmp_path: Path) -> None:
    link = b'<link rel="canonical" href="https://www.mfa.example/"></head>'
    path = written(tmp_path, "a.html", PAGE.replace(b"</head>", link))

    [sighting], _ = found(path)

    assert sighting.key == str(path)


def test_an_address_that_gives_no_page_is_one_line(site: Site) -> None:
    address = site.put("/gone", Answer(status=404))

    assert told(address, limits=small(allow_private=True)) == [
        f"{address}: is not there (HTTP 404)"
    ]
    assert "is not on the public internet: refused" in told(address)[0]


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("Just a moment...", "a wall or a test came in place of the statement: “Just a moment”"),
        ("Page not found", "the page says that it is not there: “Page not found”"),
    ],
)
def test_a_notice_is_not_taken_for_the_statement(title: str, reason: str, site: Site) -> None:
    page = f"<html><title>{title}</title><body><p>Please wait while we check.</p></body></html>"
    address = site.put("/news/9", Answer(page.encode()))

    assert told(address, limits=small(allow_private=True)) == [f"{address}: {reason}"]


# Moments that are yet to come

NOW = datetime(2024, 3, 6, tzinfo=UTC)


def at_now(path: Path) -> tuple[list[Sighting], list[str]]:
    seen, refused = found(path, clock=lambda: NOW)
    return seen, [f"{one.name} {one.reason}" for one in refused]


def test_a_record_that_was_seen_in_the_future_is_refused_alone(tmp_path: Path) -> None:
    records = [line(id="no-mfa:1", url=..., first_seen=f"{day}T00:00:00Z") for day in DAYS]
    path = written(tmp_path, "a.jsonl", lines(*records))
    os.utime(path, (1_700_000_000, 1_700_000_000))

    seen, told = at_now(path)

    assert [str(one.capture.at.date()) for one in seen] == ["2024-03-05", "2024-03-07"]
    assert told == [
        "a.jsonl, line 3 says that it was seen on 2024-03-08, which is yet to come",
        "a.jsonl, line 4 says that it was seen on 9999-12-31, which is yet to come",
    ]


DAYS = ("2024-03-05", "2024-03-07", "2024-03-08", "9999-12-31")  # one day ahead is a wrong clock


def test_an_answer_of_the_future_is_refused_alone(tmp_path: Path) -> None:
    web = Web().answer("https://mfa.example/1", day="9999-12-31T23:59:59Z")
    web.answer("https://mfa.example/2", status="404 Not Found", day="2099-01-01T00:00:00Z")
    path = written(tmp_path, "a.warc.gz", web.answer("https://mfa.example/3").content)

    seen, told = at_now(path)

    assert [one.key for one in seen] == ["https://mfa.example/3"]
    assert [words.partition(" seen on ")[2] for words in told] == [
        "9999-12-31, which is yet to come",
        "2099-01-01, which is yet to come",
    ]


@pytest.mark.parametrize("name", ["call.txt", "a.jsonl"])
def test_a_file_of_the_future_counts_as_seen_now_and_says_so(tmp_path: Path, name: str) -> None:
    content = line() if name.endswith("jsonl") else (FRONT + TEXT).encode()
    path = written(tmp_path, name, content)
    os.utime(path, (4_070_908_800, 4_070_908_800))

    [sighting], told = at_now(path)

    assert (sighting.capture.at, told) == (NOW, [])
    assert sighting.readout is not None
    assert sighting.readout.notes == (
        "its file is dated 2099-01-01, which is yet to come: taken as seen now",
    )
