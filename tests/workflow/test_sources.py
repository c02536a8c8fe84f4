"""What a word of the command line means: a path, else an address, else a statement."""

from pathlib import Path
from typing import Any

import pytest

from archive.sightings import make_sighting
from crossread.archive import Archive
from crossread.errors import NotFound
from crossread.workflow.sources import Reach, load_source

IDS = ["no-mfa:06cafd9b7c7d", "plain", "readout 17", "nested/id", "odd@name", "x@2"]


@pytest.fixture
def reach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reach:
    monkeypatch.chdir(tmp_path)
    with Archive.open("desk.db") as archive:
        for identity in IDS:
            more: Any = {"key": f"key of {identity}", "id": identity}
            archive.save(
                [make_sighting("They spoke.", 0, **more), make_sighting("They met.", 1, **more)]
            )
    return Reach("desk.db", 1_000_000, 1.0, False)


@pytest.mark.parametrize("identity", IDS)
def test_an_id_of_any_form_means_the_wording_seen_last(reach: Reach, identity: str) -> None:
    assert load_source(identity, reach).text == "They met."
    assert load_source(f"{identity}@1", reach).text == "They spoke."


def test_what_follows_the_publisher_is_enough(reach: Reach) -> None:
    assert load_source("06cafd9b7c7d", reach).text == "They met."
    assert load_source("06cafd9b7c7d@1", reach).text == "They spoke."


@pytest.mark.parametrize("name", ["plain", "no-mfa:06cafd9b7c7d"])
def test_a_file_of_that_name_goes_before(reach: Reach, name: str) -> None:
    Path(name).write_text("A file of this name.")

    assert load_source(name, reach).text == "A file of this name."


@pytest.mark.parametrize(
    ("source", "fact", "hint"),
    [
        ("no-mfa:9", "no statement 'no-mfa:9' is in the archive", "It has 6 of no-mfa"),
        ("plain@3", "plain has no wording 3", "1 to 2"),
        ("none.txt", "is no file and no address", "path of a file"),
    ],
)
def test_what_is_nowhere_is_said(reach: Reach, source: str, fact: str, hint: str) -> None:
    with pytest.raises(NotFound) as caught:
        load_source(source, reach)
    assert fact in str(caught.value)
    assert hint in caught.value.hint


def test_without_an_archive_an_id_says_what_it_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(NotFound, match="is no file and no address") as caught:
        load_source("no-mfa:06ca", Reach("none.db", 1_000, 1.0, False))
    assert "there is no archive none.db" in caught.value.hint
    assert list(tmp_path.iterdir()) == []
