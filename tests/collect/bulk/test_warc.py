"""WARC: documents, what their absence says, revisits, and damage that costs one record."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from collect.bulk.making import PAGE, Web, found, line, small, told
from crossread.model import digest_of

URL = "https://www.mfa.example/news/"


def stored(folder: Path, web: Web | bytes, name: str = "a.warc.gz") -> Path:
    path = folder / name
    path.write_bytes(web if isinstance(web, bytes) else web.content)
    return path


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_is_a_sighting_of_when_it_was_captured(packed: bool, tmp_path: Path) -> None:
    web = Web(packed=packed).answer(URL + "1", headers=(("ETag", '"x"'),))
    path = stored(tmp_path, web, "a.warc.gz" if packed else "a.warc")

    [sighting], refused = found(path)

    assert not refused
    assert sighting.publisher.id == "mfa-example"
    assert sighting.key == "https://mfa.example/news/1"
    assert sighting.readout is not None and "Minister Orlan" in sighting.readout.text
    capture = sighting.capture
    assert (sighting.data, capture.digest) == (PAGE, digest_of(PAGE))
    assert capture.at == datetime(2024, 3, 5, 10, tzinfo=UTC)
    assert (capture.via, capture.status, capture.url) == ("warc", 200, URL + "1")
    assert capture.media_type == "text/html"
    assert ("ETag", '"x"') in capture.headers
    assert capture.name == f"{path.name}, record 1"


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("301 Moved Permanently", "redirected"),
        ("302 Found", "redirected"),
        ("304 Not Modified", "unchanged"),
        ("401 Unauthorized", "blocked"),
        ("403 Forbidden", "blocked"),
        ("404 Not Found", "gone"),
        ("410 Gone", "gone"),
        ("429 Too Many Requests", "blocked"),
        ("451 Unavailable", "blocked"),
        ("500 Internal Server Error", "failed"),
        ("503 Service Unavailable", "failed"),
        ("400 Bad Request", "failed"),
    ],
)
def test_a_status_says_what_came_of_the_look(status: str, outcome: str, tmp_path: Path) -> None:
    [sighting], _ = found(stored(tmp_path, Web().answer(URL + "1", b"<html>", status=status)))

    assert sighting.outcome == outcome
    assert sighting.readout is None
    assert sighting.key == "https://mfa.example/news/1"
    assert sighting.capture.status == int(status[:3])


NOTICES = {  # pages that come with 200 in place of a statement
    "failed": b"<html><title>Scheduled maintenance</title><body>We are back at 6.</body></html>",
    "blocked": b"<html><title>Just a moment...</title><body>Checking your browser.</body></html>",
    "soft_404": b"<html><title>Page not found</title><body><h1>Page not found</h1></body></html>",
}


@pytest.mark.parametrize("outcome", NOTICES)
def test_a_notice_in_place_of_the_statement_is_no_wording(outcome: str, tmp_path: Path) -> None:
    path = stored(tmp_path, Web().answer(URL + "1", NOTICES[outcome], status="200 OK"))

    [sighting], refused = found(path)

    assert not refused
    assert (sighting.outcome, sighting.readout) == (outcome, None)
    assert sighting.data == NOTICES[outcome]


def test_what_is_no_document_is_passed_over(tmp_path: Path) -> None:
    web = Web().answer(URL + "a.png", b"\x89PNG", media_type="image/png")
    web.answer(URL + "a.css", b"p {}", media_type="text/css")
    web.answer("https://mfa.example/robots.txt", b"User-agent: *", media_type="text/plain")

    assert found(stored(tmp_path, web)) == ([], [])


def test_a_page_without_a_statement_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    web = Web().answer(URL, b"<html><nav>Home</nav></html>").answer(URL + "1")

    assert told(stored(tmp_path, web)) == [
        f"a.warc.gz, record 1: {URL} is a page without running text"
    ]
    assert len(found(tmp_path / "a.warc.gz")[0]) == 1


def test_a_packed_answer_is_unpacked(tmp_path: Path) -> None:
    web = Web().answer(URL, gzip.compress(PAGE), headers=(("Content-Encoding", "gzip"),))

    assert found(stored(tmp_path, web))[0][0].data == PAGE


def test_an_answer_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    bomb = gzip.compress(b" " * 5_000_000)
    web = Web().answer(URL, bomb, headers=(("Content-Encoding", "gzip"),)).answer(URL + "1")

    assert told(stored(tmp_path, web), limits=small(max_bytes=1_000_000)) == [
        "a.warc.gz, record 1: unpacks to more than the limit of 1,000,000 bytes"
    ]


def test_a_record_of_jsonl_that_was_put_into_an_archive_is_read_as_one(tmp_path: Path) -> None:
    web = Web().file("urn:x:1", line(first_seen="2024-03-05T10:00:00Z"), "application/json")

    [sighting], _ = found(stored(tmp_path, web))

    assert (sighting.id, sighting.publisher.id) == ("no-mfa:1", "no-mfa")
    assert (sighting.data, sighting.capture.via) == (
        line(first_seen="2024-03-05T10:00:00Z"),
        "warc",
    )


def payload_digest(path: Path) -> str:
    from warcio.archiveiterator import ArchiveIterator

    with path.open("rb") as stream:
        return str(next(iter(ArchiveIterator(stream))).rec_headers["WARC-Payload-Digest"])


def test_a_revisit_is_read_with_the_payload_that_it_refers_to(tmp_path: Path) -> None:
    digest = payload_digest(stored(tmp_path, Web().answer(URL + "1")))
    web = (
        Web().answer(URL + "1").answer(URL + "2").revisit(URL + "1", digest, "2024-04-01T00:00:00Z")
    )

    sightings, refused = found(stored(tmp_path, web))

    assert not refused
    assert [one.key[-1] for one in sightings] == ["1", "2", "1"]
    assert sightings[2].data == PAGE
    assert sightings[2].capture.at == datetime(2024, 4, 1, tzinfo=UTC)
    assert sightings[2].capture.name == "a.warc.gz, record 3"


def test_a_revisit_of_what_is_not_in_the_file_is_refused(tmp_path: Path) -> None:
    web = Web().revisit(URL + "1", "sha1:" + "A" * 32, "2024-04-01T00:00:00Z")

    assert told(stored(tmp_path, web)) == [
        "a.warc.gz, record 1: refers to an earlier answer that is not in this file"
    ]


def test_a_revisit_after_not_modified_says_unchanged(tmp_path: Path) -> None:
    profile = "http://netpreserve.org/warc/1.0/revisit/server-not-modified"
    web = Web().revisit(URL + "1", "sha1:" + "A" * 32, "2024-04-01T00:00:00Z", profile=profile)

    [sighting], _ = found(stored(tmp_path, web))

    assert (sighting.outcome, sighting.capture.status) == ("unchanged", 304)


def three(*, packed: bool) -> Web:
    web = Web(packed=packed)
    for number in (1, 2, 3):
        web.answer(f"{URL}{number}")
    return web


def cut(content: bytes, at: int, to: bytes) -> bytes:
    return content[:at] + to + content[at + len(to) :]


def damaged(name: str) -> tuple[Web, bytes]:
    packed, plain = three(packed=True), three(packed=False)
    second = plain.offsets[1]
    length = plain.content.index(b"Content-Length: ", second)
    body = plain.content.index(b"Minister Orlan", second)
    return {
        "a packed record": (packed, cut(packed.content, packed.offsets[1] + 60, b"\xff" * 40)),
        "a packed header": (packed, cut(packed.content, packed.offsets[1], b"\0" * 10)),
        "a changed byte": (plain, cut(plain.content, body, b"m")),
        "no length": (plain, cut(plain.content, length, b"Content-Longth")),
        "a length too short": (plain, cut(plain.content, length + 16, b"0")),
        "no version": (plain, cut(plain.content, second, b"XXXX")),
        "no date": (plain, cut(plain.content, plain.content.index(b"2024", second), b"yyyy")),
    }[name]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a packed record", "is damaged: not what gzip wrote"),
        ("a packed header", "is damaged: not what gzip wrote"),
        ("a changed byte", "is damaged: its bytes are not those that its digest stands for"),
        ("no length", "does not say its length"),
        ("a length too short", "is damaged"),
        ("no version", ""),
        ("no date", "has no time that can be read"),
    ],
)
def test_damage_costs_one_record(name: str, reason: str, tmp_path: Path) -> None:
    web, content = damaged(name)
    path = stored(tmp_path, content, "a.warc.gz" if web.content[:2] == b"\x1f\x8b" else "a.warc")

    sightings, refused = found(path)

    assert [one.key[-1] for one in sightings] == ["1", "3"]
    assert [reason in one.reason for one in refused] == ([True] if reason else [])


@pytest.mark.parametrize("packed", [True, False])
def test_a_file_that_breaks_off_gives_what_came_before(packed: bool, tmp_path: Path) -> None:
    web = three(packed=packed)
    path = stored(
        tmp_path, web.content[: web.offsets[2] + 300], "a.warc.gz" if packed else "a.warc"
    )

    sightings, refused = found(path)

    assert [one.key[-1] for one in sightings] == ["1", "2"]
    assert len(refused) == 1 and "breaks off" in refused[0].reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"no warc at all", "does not begin as a WARC record"),
        (b"WARC/1.0\r\n" + b"a: b\r\n" * 20_000, "has a header of more than 65,536 bytes"),
        (b"WARC/1.0\r\n" + b"a" * 200_000, "has a header of more than 65,536 bytes"),
        (b"WARC/1.0\r\nContent-Length: 9\r\n", "breaks off in its header"),
    ],
)
def test_what_is_no_warc_is_one_line(content: bytes, reason: str, tmp_path: Path) -> None:
    refused = found(stored(tmp_path, content, "a.warc"))[1]

    assert len(refused) == 1 and reason in refused[0].reason


def test_a_bomb_is_defused(tmp_path: Path) -> None:
    content = Web().answer(URL + "1").content + gzip.compress(
        b"WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 140000000\r\n\r\n"
        + b"\n" * 140_000_000
    )

    sightings, refused = found(stored(tmp_path, content))

    assert len(sightings) == 1
    assert "unpacks to more than 200 times its size" in refused[0].reason


def test_nothing_is_said_on_standard_error(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("a length too short", "no version", "a packed record"):
        web, content = damaged(name)
        found(
            stored(tmp_path, content, "a.warc.gz" if web.content[:2] == b"\x1f\x8b" else "a.warc")
        )

    assert capfd.readouterr() == ("", "")


def test_what_is_packed_is_told_by_its_bytes(tmp_path: Path) -> None:
    path = stored(tmp_path, Web(packed=True).answer(URL + "1"), "a.warc")

    sightings, refused = found(path)

    assert (len(sightings), refused) == (1, [])
