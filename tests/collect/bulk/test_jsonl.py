"""JSONL: every record taken or refused by its line, whatever happened to the file."""

import gzip
import json
import zlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collect.bulk.making import TEXT, found, line, lines, record, small, told, written
from crossread.archive.keepable import why_refused
from crossread.collect.bulk import find_items
from crossread.collect.bulk.item import Origin
from crossread.collect.bulk.record import read_record
from crossread.errors import BadInput
from crossread.model import Moment, Publisher, Readout, Refusal, Sighting, digest_of

ARCHIVES = Path(__file__).parents[4] / "shared" / "data" / "archives"
RECORDS = {  # of the real archives; refused are those without a text
    "br-speeches": (1775, 0),
    "cn-cctv-diplomatic": (2258, 70),
    "cn-mfa-spox": (1000, 0),
    "ru-kremlin-en": (816, 0),
    "ru-kremlin-ru": (200, 0),
    "ru-mfa-telegram-en": (505, 0),
    "ua-president-en": (980, 0),
    "us-state": (2025, 0),
    "us-whitehouse": (14396, 0),
}
AT = datetime(2024, 3, 6, tzinfo=UTC)
ORIGIN = Origin(name="a.jsonl, line 1", at=AT)


def read(**changes: Any) -> Sighting:
    return read_record(line(**changes), ORIGIN)


def readout(**changes: Any) -> Readout:
    read_out = read(**changes).readout
    assert read_out is not None
    return read_out


def test_a_record_is_a_sighting_with_its_line_as_bytes(tmp_path: Path) -> None:
    path = written(tmp_path, "no.jsonl.gz", lines(line(id="1", url=...), line(genre="readout")))

    [_, sighting], refused = found(path)

    assert not refused
    assert sighting.publisher == Publisher(id="no-mfa", name="no-mfa", country="NOR")
    assert (sighting.key, sighting.id) == ("https://mfa.example/news/1", "no-mfa:1")
    assert (sighting.genre, sighting.extractor) == ("readout", "record/1")
    assert sighting.data == line(genre="readout")
    capture = sighting.capture
    assert capture.digest == digest_of(sighting.data)
    assert (capture.via, capture.media_type) == ("bulk", "application/json")
    assert capture.name == "no.jsonl.gz, line 2"
    assert capture.at == datetime.fromtimestamp(int(path.stat().st_mtime), UTC).replace(
        microsecond=capture.at.microsecond
    )
    assert sighting.readout == Readout(
        text=TEXT,
        id="no-mfa:1",
        publisher="no-mfa",
        country="NOR",
        date=Moment(date(2024, 3, 5)),
        language="en",
        title="Call with Sudria",
        url="https://mfa.example/news/1",
    )


@pytest.mark.parametrize(
    ("fields", "moment", "note"),
    [
        ({}, "2024-03-05", ""),
        ({"datetime": "2024-03-05T22:14:56+00:00"}, "2024-03-05T22:14:56+00:00", ""),
        ({"datetime": "2024-03-05T11:00:00Z"}, "2024-03-05T11:00+00:00", ""),
        ({"published": "2024-03-05 16:17:00-05:00"}, "2024-03-05T16:17-05:00", ""),
        ({"published": "2024-03-05 16:17:00-05:00", "date": ...}, "2024-03-05T16:17-05:00", ""),
        (
            {"datetime": "2024-03-06T01:00:00Z"},
            "2024-03-05",
            "datetime is 2024-03-06T01:00+00:00, of another day than date: its hour is not taken",
        ),
        ({"date": "5 March"}, "None", "date is '5 March', which is no date: not taken"),
        ({"date": "2024-02-30"}, "None", "date is '2024-02-30', which is no date: not taken"),
        ({"date": ["2024"]}, "None", "date is \"['2024']\", which is no date: not taken"),
        ({"date": None}, "None", ""),
        ({"date_source": "neighbour"}, "2024-03-05", "the file says of the date: neighbour"),
    ],
)
def test_the_day_is_dates_and_the_hour_of_the_same_day(
    fields: dict[str, Any], moment: str, note: str
) -> None:
    read_out = readout(**fields)

    assert str(read_out.date) == moment
    assert read_out.notes == ((note,) if note else ())


@pytest.mark.parametrize(
    ("first_seen", "at", "note"),
    [
        ("2021-05-23T15:10:29+00:00", "2021-05-23T15:10:29+00:00", ""),
        ("2021-05-23T15:10:29+03:00", "2021-05-23T12:10:29+00:00", ""),
        ("2021-05-23T15:10:29", AT.isoformat(), "without a zone: not taken"),
        ("yesterday", AT.isoformat(), "which is no moment: not taken"),
        ("0001-01-01T00:00:00+14:00", AT.isoformat(), "which is no moment: not taken"),
    ],
)
def test_the_capture_is_of_when_its_maker_saw_it_else_of_the_file(
    first_seen: str, at: str, note: str
) -> None:
    sighting = read(first_seen=first_seen)

    assert sighting.capture.at.isoformat() == at
    assert sighting.readout is not None
    assert [words.partition(", ")[2] for words in sighting.readout.notes] == (
        [note] if note else []
    )


@pytest.mark.parametrize(
    ("text", "kept", "notes"),
    [
        ("\ufeffOne.\r\nTwo.", "One.\nTwo.", ("byte-order mark", "line ends")),
        ("One.\rTwo.", "One.\nTwo.", ("line ends",)),
        ("One \ud83d two.", "One � two.", ("halves of characters", "characters were lost")),
        ("One\0two.", "One\0two.", ("control characters",)),
        (" One.\n\n", " One.\n\n", ()),
    ],
)
def test_a_text_is_kept_as_a_plain_file_is(text: str, kept: str, notes: tuple[str, ...]) -> None:
    record = json.dumps({"id": "1", "issuer": "no-mfa", "text": text}).encode()

    sighting = read_record(record, ORIGIN)

    assert sighting.readout is not None and sighting.readout.text == kept
    assert len(sighting.readout.notes) == len(notes)
    for note, words in zip(sighting.readout.notes, notes, strict=True):
        assert words in note


@pytest.mark.parametrize(
    ("fields", "genre"),
    [
        ({"category": "briefings"}, "briefings"),
        ({"categories": ["call", "Sudria"]}, "call; Sudria"),
        ({"categories": [], "category": "briefings"}, "briefings"),
        ({"categories": []}, ""),
        ({"genre": 7}, ""),
    ],
)
def test_the_genre_is_what_the_file_calls_it(fields: dict[str, Any], genre: str) -> None:
    assert read(**fields).genre == genre


def test_the_fields_may_have_the_names_that_crossread_gives_them() -> None:
    sighting = read(
        issuer=..., issuer_country=..., lang=..., publisher="МИД", country="ru", language="ru"
    )

    assert sighting.publisher == Publisher(id="rus-mid", name="МИД", country="RUS")
    assert sighting.readout is not None and sighting.readout.language == "ru"


def test_a_country_that_is_no_code_is_said_and_left_out() -> None:
    assert readout(issuer_country="Atlantis").country is None
    assert readout(issuer_country="Atlantis").notes == (
        "country is 'Atlantis', which is no code: not taken",
    )


def test_a_caller_says_whose_records_are_that_name_no_issuer() -> None:
    mine = Publisher(id="no-mfa", name="Ministry")

    assert read_record(line(issuer=...), Origin(name="a", at=AT, publisher=mine)).publisher == mine
    assert read_record(line(), Origin(name="a", at=AT, publisher=mine)).publisher.name == "no-mfa"


# A line, and how it is refused.
BAD_LINES: dict[str, tuple[bytes, str]] = {
    "no JSON": (b"{'a': 1}", "is not JSON: column 2: Expecting property name"),
    "cut": (line()[:50], "is not JSON: column "),
    "two on a line": (line() + line(), "is not JSON: column "),
    "not UTF-8": (line().replace(b"Call", b"C\xe0ll"), "is not in UTF-8"),
    "a list": (b"[]", "is not a JSON object"),
    "a word": (b'"text"', "is not a JSON object"),
    "nested": (b"[" * 4_000, "is nested too deep to be read"),
    "a huge number": (b'{"id": ' + b"9" * 10_000 + b"}", "a number has too many digits"),
    "no text": (line(text=...), "has no text"),
    "empty text": (line(text=" \n\ufeff "), "has no text"),
    "null text": (line(text=None), "has no text"),
    "text a list": (line(text=["a"]), "has a text that is not words"),
    "title a list": (line(title=["a"]), "has a title that is not words"),
    "a long title": (line(title="a" * 5001), "has a title of 5,001 characters; the limit is 5,000"),
    "no issuer": (line(issuer=...), "names no issuer"),
    "issuer of signs": (line(issuer="—", issuer_country=...), "names an issuer that no id"),
    "no url, no id": (line(url="", id=...), "has neither url nor id"),
    "too long": (line(text="a" * 10_000), "is longer than the limit of 9,000 bytes"),
}
BAD_LINES["a huge number"] = (
    BAD_LINES["a huge number"][0][:8900] + b"}",
    BAD_LINES["a huge number"][1],
)


@pytest.mark.parametrize("case", BAD_LINES)
def test_a_bad_line_is_refused_by_its_number_and_the_next_is_read(
    case: str, tmp_path: Path
) -> None:
    bad, reason = BAD_LINES[case]
    path = written(tmp_path, "a.jsonl", lines(line(id="1"), b"", bad, line(id="1")))

    sightings, refused = found(path, limits=small(max_record_bytes=9_000))

    assert [one.capture.name for one in sightings] == ["a.jsonl, line 1", "a.jsonl, line 4"]
    assert [one.name for one in refused] == ["a.jsonl, line 3"]
    assert refused[0].reason.startswith(reason) or reason in refused[0].reason


def test_an_id_stands_for_one_statement_which_may_be_seen_twice(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "a.jsonl",
        lines(line(), line(text="Another wording."), line(url="https://mfa.example/news/2")),
    )

    sightings, _ = found(path)

    assert [one.key for one in sightings] == ["https://mfa.example/news/1"] * 2
    assert told(path) == [
        "a.jsonl, line 3: has the id 'no-mfa:1', which stands for another statement"
    ]


def test_two_ids_are_two_statements_though_their_addresses_differ_by_a_slash(
    tmp_path: Path,
) -> None:
    urls = ("https://mfa.example/news/1/", "https://mfa.example/news/1")
    records = [line(id=str(n), url=url) for n, url in enumerate(urls)]
    path = written(tmp_path, "a.jsonl", lines(*records, *records))

    sightings, refused = found(path)

    assert not refused
    assert [one.key for one in sightings] == ["https://mfa.example/news/1", "1"] * 2


@pytest.mark.parametrize(
    "url",
    [
        "https://mfa.example/news/1",
        "http://www.mfa.example/news/1/",
        "HTTPS://MFA.example:443/news/1#top",
        "https://mfa.example/news/1?utm_source=x&fbclid=y",
    ],
)
def test_variants_of_an_address_are_one_key(url: str) -> None:
    assert read(url=url).key == "https://mfa.example/news/1"


@pytest.mark.parametrize("url", ["http://[bad", "https://a.example:99999/1", "t.me/x", "a b"])
def test_an_address_that_is_none_is_kept_as_it_is(url: str) -> None:
    assert read(url=url).key == url


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (b"", []),
        (b"\n\n", []),
        (b"\xef\xbb\xbf" + line() + b"\r\n", []),
        (line(), []),
        (line().decode().encode("utf-16"), ["a.jsonl: is in UTF-16"]),
        (
            b'{"format": "crossread.archive/1"}\n' + line(),
            ["a.jsonl: is the dump of a whole archive"],
        ),
    ],
)
def test_the_first_line_tells_what_a_file_is(
    content: bytes, shown: list[str], tmp_path: Path
) -> None:
    assert told(written(tmp_path, "a.jsonl", content)) == shown


MANY = lines(
    *(line(id=str(n), url=f"https://mfa.example/{n}", title="t" * (n % 97)) for n in range(500))
)


def packed_with_damage(at: int) -> bytes:
    content = bytearray(gzip.compress(MANY, mtime=0))
    content[at] ^= 0xFF
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (gzip.compress(MANY, mtime=0)[:-3], "breaks off in the middle; read up to line 500"),
        (gzip.compress(MANY, mtime=0)[:200], "breaks off in the middle; read up to line "),
        (gzip.compress(MANY, mtime=0)[:5], "breaks off in the middle; read up to line 0"),
        (packed_with_damage(-6), "is damaged: not what gzip wrote; read up to line "),
        (b"no gzip at all", "is damaged: not what gzip wrote; read up to line 0"),
    ],
)
def test_a_packed_file_that_breaks_gives_what_came_before(
    content: bytes, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(content)

    sightings, refused = found(path)

    assert [one.reason.startswith(reason) for one in refused] == [True]
    assert refused[0].reason.endswith(f"read up to line {len(sightings)}")
    assert [one.id for one in sightings] == [str(n) for n in range(len(sightings))]


def test_packed_files_set_one_after_another_are_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(MANY) + gzip.compress(lines(line())) + b"\0\0\0")

    assert len(found(path)[0]) == 501
    assert not told(path)


def bomb(line_of: bytes) -> bytes:
    """A hundred and thirty million bytes in some hundred thousand."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    parts = [packer.compress(lines(line()))]
    parts += [packer.compress(line_of * (1_000_000 // len(line_of))) for _ in range(130)]
    return b"".join([*parts, packer.flush()])


@pytest.mark.parametrize(
    ("piece", "reason"),
    [
        (b" ", "unpacks to more than 200 times its size"),
        (b"a", "unpacks to more than 200 times its size"),
        (b"\n", "has more than 100,000 empty lines one after another"),
    ],
)
def test_a_bomb_is_defused(piece: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(bomb(piece))

    sightings, refused = found(path, limits=small(max_record_bytes=100_000))

    assert len(sightings) == 1
    assert reason in refused[-1].reason


def test_a_reader_that_stops_early_leaves_the_file_closed(tmp_path: Path) -> None:
    items = find_items(written(tmp_path, "a.jsonl", MANY))
    next(items)
    items.close()  # type: ignore[attr-defined]  # an open file would be a warning, hence an error


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_our_own_error(data: bytes) -> None:
    try:
        read_record(data, ORIGIN)
    except BadInput as error:
        assert "\n" not in str(error)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=4,
)
FIELDS = (
    "id", "issuer", "issuer_country", "title", "date", "datetime", "published", "modified",
    "first_seen", "date_source", "lang", "url", "text", "category", "categories", "genre",
)  # fmt: skip


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, JSON)))
def test_whatever_the_fields_hold_a_record_is_read_or_refused(fields: dict[str, Any]) -> None:
    whole = {"id": "1", "issuer": "no-mfa", "text": TEXT} | fields
    try:
        sighting = read_record(json.dumps(whole).encode(), ORIGIN)
    except BadInput:
        return
    assert sighting.readout is not None
    sighting.readout.text.encode()
    sighting.key.encode()


@pytest.mark.skipif(not ARCHIVES.is_dir(), reason="the real archives are not on this machine")
@pytest.mark.parametrize("name", [name for name in RECORDS if name != "us-whitehouse"])
def test_the_real_archives_go_in_as_they_are(name: str) -> None:
    sightings, refused = found(ARCHIVES / f"{name}.jsonl.gz")

    assert (len(sightings), len(refused)) == RECORDS[name]
    assert {one.reason for one in refused} <= {"has no text"}
    assert all(isinstance(one, Refusal) for one in refused)


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({"modified": "2024\ud83d"}, "the page gave 2024� as its last change"),
        ({"modified": "\0"}, ""),
        ({"date_source": "a\0 \ud83d"}, "the file says of the date: a �"),
        (
            {"first_seen": "2024-03-05\ud83d10:00:00"},
            "first_seen is '2024-03-05\\ud83d10:00:00', without a zone: not taken",
        ),
    ],
)
def test_what_a_field_says_is_said_in_characters_that_can_be_kept(
    fields: dict[str, Any], note: str
) -> None:
    sighting = read_record(json.dumps(record(**fields)).encode(), ORIGIN)

    assert sighting.readout is not None
    assert sighting.readout.notes == ((note,) if note else ())


@pytest.mark.parametrize("field", ["genre", "category", "title", "issuer", "lang"])
@given(words=st.text(st.characters(categories=["Cs", "Cc", "Lu"])))
def test_a_field_of_any_characters_is_kept_or_its_record_refused(field: str, words: str) -> None:
    data = json.dumps(record(**{field: words})).encode()
    try:
        sighting = read_record(data, ORIGIN)
    except BadInput:
        return
    assert why_refused(sighting) == ""
