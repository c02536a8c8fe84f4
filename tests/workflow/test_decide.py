"""What people rule stands beside what was found, with who and when, and changes nothing of it."""

from typing import Any

import pytest

from archive.conftest import Opener, address, archive, open_archive, server
from archive.sightings import at, make_absence, make_sighting
from crossread.archive import Archive
from crossread.errors import ArchiveUnavailable, BadInput, NotFound
from crossread.model import Selection
from crossread.workflow.decide import decide, decisions_on, find_decisions
from crossread.workflow.edits import find_edits

__all__ = ["address", "archive", "open_archive", "server"]  # fixtures of another folder

A = "Norland committed to buy wheat for $1.5 million. The Minister thanked Sudria."
B = "Norland intends to buy wheat for $15 million. The Minister thanked Sudria."


@pytest.fixture
def desk(archive: Archive) -> Archive:
    """A statement that was changed, changed back, changed again, and taken away."""
    archive.save(
        [
            *(make_sighting(text, day, id="no:call") for day, text in enumerate([A, B, A, B])),
            make_absence("gone", 5),
            make_absence("gone", 7),
            make_sighting(A, 0, key="id:b", id="no:other/1-2", title="Another"),
        ]
    )
    return archive


def rulings(archive: Archive, **more: Any) -> list[tuple[str, str, str]]:
    found = find_decisions(archive, **more).standing
    return sorted((one.subject, one.verdict, one.by) for one in found)


def test_a_decision_stands_under_its_edit_and_the_edit_is_as_it_was(desk: Archive) -> None:
    before = find_edits(desk)
    made, standing = decide(
        desk, "no:call/1-2", "confirmed", by=" A.  Reader ", note="asked\n", at=at(9)
    )
    after = find_edits(desk)

    assert standing == (made,)
    assert (made.statement, made.change, made.by, made.note) == (
        "no:call", "1-2", "A. Reader", "asked",
    )  # fmt: skip
    assert (after.edits, after.access) == (before.edits, before.access)
    decided = {(e.step, e.row.first_new): after.decided(e) for e in after.edits}
    assert decided == {("1-2", at(1)): (made,), ("2-1", at(2)): (), ("1-2", at(3)): (made,)}
    assert [after.decided(one) for one in after.access] == [()]


def test_the_last_word_of_each_person_stands_and_all_are_kept(desk: Archive) -> None:
    for by, verdict in [
        ("A", "unsure"), ("B", "rejected"), ("A", "confirmed"), ("B", "withdrawn"), ("C", "unsure"),
    ]:  # fmt: skip
        decide(desk, "no:call/gone", verdict, by=by)

    found = find_decisions(desk)
    assert [(one.by, one.verdict) for one in found.decisions] == [
        ("A", "unsure"), ("B", "rejected"), ("A", "confirmed"), ("B", "withdrawn"), ("C", "unsure"),
    ]  # fmt: skip
    assert rulings(desk) == [
        ("no:call/gone", "confirmed", "A"), ("no:call/gone", "unsure", "C"),
    ]  # fmt: skip
    assert found.titles == {"no:call": "Call with Minister Orlan"}


def test_only_what_nobody_decided_on_is_asked_for(desk: Archive) -> None:
    decide(desk, "no:call/2-1", "rejected", by="A")
    decide(desk, "no:call/gone", "confirmed", by="A")
    decide(desk, "no:call", "confirmed", by="A", note="the text, not the edit")

    left = find_edits(desk, undecided=True)

    assert [one.step for one in left.edits] == ["1-2", "1-2"]
    assert (left.access, left.passed_over) == ((), 2)
    decide(desk, "no:call/gone", "withdrawn", by="A")
    assert [one.kind for one in find_edits(desk, undecided=True).access] == ["gone"]


def test_a_ruling_on_a_removal_says_nothing_of_a_later_one(desk: Archive) -> None:
    decide(desk, "no:call/gone", "rejected", by="A", at=at(8))
    desk.save(
        [make_sighting(B, 9, id="no:call"), make_absence("gone", 12), make_absence("gone", 14)]
    )

    report = find_edits(desk)

    told = [(one.kind, bool(report.decided(one))) for one in report.access]
    assert told == [("gone", True), ("returned", False), ("gone", False)]


def test_a_statement_is_told_by_as_much_as_tells_it(desk: Archive) -> None:
    assert decide(desk, "no:c/1-2", "unsure", by="A")[0].subject == "no:call/1-2"
    assert decide(desk, "no:other/1-2", "unsure", by="A")[0].change == ""  # its id has the slash
    assert [one.subject for one in decisions_on(desk, "no:other/1-2")] == ["no:other/1-2"]
    assert rulings(desk, chosen=Selection(publisher="no-mfa")) == rulings(desk)


@pytest.mark.parametrize(
    ("subject", "verdict", "by", "error", "words"),
    [
        ("no:call/1-3", "confirmed", "A", NotFound, "has no change '1-3'"),
        ("no:call/moved", "confirmed", "A", NotFound, "has no change 'moved'"),
        ("no:none", "confirmed", "A", NotFound, "no statement"),
        ("no:", "confirmed", "A", NotFound, "more than one"),
        ("no:call", "typo", "A", BadInput, "is no verdict"),
        ("no:call", "confirmed", " \n", BadInput, "needs the name"),
        ("no:call/1-2", "withdrawn", "A", BadInput, "has decided nothing on no:call/1-2"),
    ],
)
def test_what_cannot_be_decided_is_refused(
    desk: Archive, subject: str, verdict: str, by: str, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        decide(desk, subject, verdict, by=by)
    assert find_decisions(desk).decisions == ()


def test_a_reader_of_the_archive_decides_nothing(desk: Archive, open_archive: Opener) -> None:
    reader = open_archive(read_only=True)

    with pytest.raises(ArchiveUnavailable, match="may not be written"):
        decide(reader, "no:call/1-2", "confirmed", by="A")
    with pytest.raises(NotFound, match="no statement from 'nobody'"):
        find_decisions(reader, Selection(publisher="nobody"))


def test_decisions_are_verified(desk: Archive) -> None:
    decide(desk, "no:call/1-2", "confirmed", by="A")
    assert desk.verify().faults == ()

    with desk.writing() as connection:
        connection.exec_driver_sql("UPDATE decision SET change = '1-9'")
    (fault,) = desk.verify().faults
    assert (fault.path, fault.fact) == (
        "no:call > decision 1", "names a wording that is not there: it has 2",
    )  # fmt: skip
