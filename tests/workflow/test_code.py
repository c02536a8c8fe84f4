"""Coding an archive: every wording once, by as many processes as are given, the same by all."""

import pytest

from archive.conftest import address, archive, open_archive, server
from archive.sightings import make_sighting
from crossread.archive import Archive
from crossread.lexicon import load_base
from crossread.model import Point, Selection
from crossread.workflow import code as workflow
from crossread.workflow.code import code_archive, method_of

__all__ = ["address", "archive", "open_archive", "server"]  # fixtures of another folder

TEXT = "The Minister spoke today with the Foreign Minister of Kenya. She raised human rights."


def fill(archive: Archive, number: int) -> None:
    archive.save(
        [make_sighting(f"{TEXT} Call {n}.", key=f"k{n}", id=f"s{n}") for n in range(number)]
    )


def points(archive: Archive, number: int) -> list[tuple[Point, ...] | None]:
    return [archive.points(f"s{n}") for n in range(number)]


def test_every_wording_is_coded_once(archive: Archive) -> None:
    fill(archive, 3)
    archive.save([make_sighting(f"{TEXT} And trade.", 1, key="k0", id="s0")])
    told: list[tuple[int, int]] = []

    assert archive.points("s0") is None
    assert code_archive(archive, workers=1, tell=lambda *n: told.append(n)) == 4
    assert told[-1] == (4, 4)
    assert code_archive(archive, workers=1) == 0
    assert archive.points("s0", 1) != archive.points("s0", 2)


def test_two_processes_code_as_one_does(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(archive, 7)
    code_archive(archive, workers=1)
    alone = points(archive, 7)
    monkeypatch.setattr(workflow, "FEW", 1)
    monkeypatch.setattr(workflow, "AT_ONCE", 2)
    monkeypatch.setattr(workflow, "method_of", lambda base: "another/1")

    assert code_archive(archive, workers=2) == 7
    assert points(archive, 7) == alone


def test_what_was_stopped_is_gone_on_with(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(archive, 5)
    monkeypatch.setattr(workflow, "AT_ONCE", 2)

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        code_archive(archive, workers=1, tell=stop)
    assert archive.uncoded(method_of(load_base())) == 3
    assert code_archive(archive, workers=1) == 3


@pytest.mark.parametrize("text", ["...", "Home\nMenu\nPrint", "?", "\n\n—\n"])
def test_a_text_that_reports_nothing_has_no_points_and_stops_nothing(
    archive: Archive, text: str
) -> None:
    archive.save([make_sighting(text, id="s0", title="")])

    assert code_archive(archive, workers=1) == 1
    assert archive.points("s0") == ()


def test_a_book_is_kept_but_not_coded(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workflow, "LONGEST", 50)
    archive.save([make_sighting(TEXT, id="s0")])

    assert code_archive(archive, workers=1) == 1
    assert archive.points("s0") == ()


@pytest.mark.parametrize(
    ("title", "text", "countries"),
    [
        ("Call with Kenya", "They spoke.", {"KEN"}),
        ("Call", TEXT, {"KEN"}),
        ("Call", "Norway and Kenya agreed today. They will meet.", {"KEN"}),  # its own is none
        ("会见肯尼亚外长", "双方讨论了贸易问题。", {"KEN"}),
        ("Call", "They spoke.", set()),
    ],
)
def test_the_title_and_the_opening_name_the_counterpart(
    archive: Archive, title: str, text: str, countries: set[str]
) -> None:
    archive.save(
        [make_sighting(text, id="s0", title=title, language="zh" if "会" in title else "en")]
    )
    code_archive(archive, workers=1)

    for country in ("KEN", "NOR", "FRA"):
        found = list(archive.statements(Selection(counterpart=country)))
        assert bool(found) == (country in countries), country
