"""A record with every wording that its maker saw: one look for each of them."""

from pathlib import Path
from typing import Any

import pytest

from collect.bulk.making import found, line, lines, written
from crossread.model import Moment

FIRST = {
    "title": "Call with Minister Orlan",
    "text": "Norland committed to buy wheat.",
    "seen": "2021-05-23T15:41:11+00:00",
    "pub": "Sun, 23 May 2021 15:30:07 +0000",
}
SECOND = FIRST | {
    "text": "Norland intends to buy wheat.",
    "seen": "2021-05-24T17:42:45+02:00",
}


def history(*versions: Any, **more: Any) -> bytes:
    bare = {"text": ..., "issuer": ..., "issuer_country": ..., "date": ..., "title": ...}
    return line(**(bare | {"id": "no-mfa:ee63aaca23e6", "versions": list(versions)} | more))


def test_each_wording_is_a_look_at_one_statement(tmp_path: Path) -> None:
    given = history(FIRST, SECOND)

    seen, refused = found(written(tmp_path, "no.edits.jsonl.gz", lines(given)))

    assert refused == []
    assert [s.readout.text for s in seen if s.readout] == [FIRST["text"], SECOND["text"]]
    assert [s.capture.at.isoformat() for s in seen] == [
        "2021-05-23T15:41:11+00:00",
        "2021-05-24T15:42:45+00:00",
    ]
    assert {(s.id, s.key, s.publisher.id) for s in seen} == {
        ("no-mfa:ee63aaca23e6", seen[0].key, "no-mfa")
    }
    assert {s.data for s in seen} == {given}
    assert [s.capture.name for s in seen] == [
        "no.edits.jsonl.gz, line 1, wording 1",
        "no.edits.jsonl.gz, line 1, wording 2",
    ]


def test_the_hour_that_a_feed_gave_is_taken(tmp_path: Path) -> None:
    (one,), _ = found(written(tmp_path, "a.jsonl", lines(history(FIRST))))

    assert one.readout
    assert isinstance(one.readout.date, Moment)
    assert str(one.readout.date) == "2021-05-23T15:30:07+00:00"


@pytest.mark.parametrize(
    ("given", "publisher"),
    [
        ({}, "no-mfa"),
        ({"issuer": "sd-mfa"}, "sd-mfa"),
        ({"id": "un:1"}, "un"),
    ],
)
def test_the_publisher_stands_before_the_colon_of_the_id(
    tmp_path: Path, given: dict[str, Any], publisher: str
) -> None:
    (one,), _ = found(written(tmp_path, "a.jsonl", lines(history(FIRST, **given))))

    assert one.publisher.id == publisher


@pytest.mark.parametrize(
    ("versions", "reason"),
    [
        ([FIRST, SECOND | {"seen": "2021-05-24"}], "line 1, wording 2|does not say when"),
        ([FIRST, {k: v for k, v in SECOND.items() if k != "seen"}], "does not say when"),
        ([FIRST, SECOND | {"text": ""}], "line 1, wording 2|has no text"),
    ],
)
def test_a_wording_that_cannot_be_placed_is_refused_alone(
    tmp_path: Path, versions: list[Any], reason: str
) -> None:
    seen, (refused,) = found(written(tmp_path, "a.jsonl", lines(history(*versions))))

    assert len(seen) == 1
    assert all(part in f"{refused.name} {refused.reason}" for part in reason.split("|"))


@pytest.mark.parametrize("versions", [[], {}, "words", [1], [FIRST, None]])
def test_versions_of_another_form_are_refused_with_their_line(
    tmp_path: Path, versions: Any
) -> None:
    content = lines(history(versions=versions), line())

    seen, (refused,) = found(written(tmp_path, "a.jsonl", content))

    assert len(seen) == 1  # the next line is taken
    assert refused.name.endswith("line 1")
    assert "versions" in refused.reason


def test_an_id_with_an_address_in_it_names_no_publisher(tmp_path: Path) -> None:
    _, (refused,) = found(
        written(tmp_path, "a.jsonl", lines(history(FIRST, id="https://mfa.example/1")))
    )

    assert "names no issuer" in refused.reason


def test_a_moment_that_no_calendar_holds_costs_the_hour_alone(tmp_path: Path) -> None:
    odd = FIRST | {"pub": "Mon, 01 Jan 2024 00:00:00 +99999999999999999999"}

    seen, refused = found(written(tmp_path, "a.jsonl", lines(history(odd, SECOND))))

    assert (len(seen), refused) == (2, [])
