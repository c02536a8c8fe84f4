"""What publishers changed or took away, as an archive tells it: the traps that others fell into."""

from datetime import datetime
from typing import Any

import pytest

from archive.conftest import address, archive, open_archive, server
from archive.sightings import CALL, NORLAND, at, make_absence, make_capture, make_sighting
from crossread.align.wording import compare_wordings
from crossread.archive import Archive
from crossread.errors import NotFound
from crossread.model import Publisher, Readout, Selection, Sighting
from crossread.workflow import wordings as workflow
from crossread.workflow.edits import EditReport, count_unedited, find_edits, load_wordings

__all__ = ["address", "archive", "open_archive", "server"]  # fixtures of another folder

A = "Norland committed to buy wheat for $1.5 million. The Minister thanked Sudria."
B = "Norland intends to buy wheat for $15 million. The Minister thanked Sudria."


def kinds_of(report: EditReport) -> list[set[str]]:
    return [set(one.edit.kinds) for one in report.edits]


def test_an_edit_is_typed_and_tells_between_which_looks(archive: Archive) -> None:
    archive.save([make_sighting(A, 0), make_sighting(A, 1), make_sighting(B, 2)])

    report = find_edits(archive)

    (one,) = report.edits
    assert {"modality", "figure"} <= set(one.edit.kinds)
    assert (one.row.last_old, one.row.first_new) == (at(1), at(2))
    assert (one.row.old, one.row.new, report.edited) == (1, 2, 1)
    pair = load_wordings(archive, one)
    assert pair is not None
    assert [wording.text for wording in pair] == [A, B]


def test_a_b_a_b_is_three_edits(archive: Archive) -> None:
    archive.save([make_sighting(text, day) for day, text in enumerate([A, B, A, B])])

    report = find_edits(archive)

    found = sorted((one.row.first_new, one.row.old, one.row.new) for one in report.edits)
    assert found == [(at(1), 1, 2), (at(2), 2, 1), (at(3), 1, 2)]


def test_the_next_call_compares_nothing_anew(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.save([make_sighting(text, day) for day, text in enumerate([A, B, A])])
    archive.save([make_sighting(text, day, key="2", id="2") for day, text in enumerate([A, B])])
    first = find_edits(archive)
    made: list[str] = []
    compare = compare_wordings

    def counted(*given: Any) -> Any:
        made.append("compared")
        return compare(*given)

    monkeypatch.setattr(workflow, "compare_wordings", counted)

    assert find_edits(archive) == first
    assert made == []

    archive.save([make_sighting(B, 5, key="2", id="2"), make_sighting(A, 6, key="2", id="2")])
    assert len(find_edits(archive).edits) == 4
    assert made == ["compared"] * 2  # of that statement alone


def test_a_look_between_two_others_is_set_in_its_place(archive: Archive) -> None:
    archive.save([make_sighting(A, 0), make_sighting(B, 4)])
    find_edits(archive)
    archive.save([make_sighting(A, 2)])  # a backfill: the old wording stood longer

    (one,) = find_edits(archive).edits

    assert (one.row.last_old, one.row.first_new) == (at(2), at(4))


def test_the_edits_of_one_statement_stand_together_in_the_order_of_time(archive: Archive) -> None:
    style = A.replace("thanked Sudria.", "thanked Sudria .")
    name = A.replace("thanked Sudria.", "thanked Norland.")
    texts = {"a": [A, style, B, style], "b": [A, name], "c": [A, B]}
    for n, some in texts.items():
        archive.save([make_sighting(t, day, key=n, id=n) for day, t in enumerate(some)])

    report = find_edits(archive)
    one = find_edits(archive, ids=["a", "b"])

    steps = [(e.row.statement.id, e.step, e.back) for e in report.edits]
    assert steps == [
        ("a", "1-2", False),
        ("a", "2-3", False),
        ("a", "3-2", True),
        ("c", "1-2", False),
        ("b", "1-2", False),
    ]
    assert [e.row.statement.id for e in one.edits] == ["a", "a", "a", "b"]
    assert (one.edited, one.coverage.statements) == (2, 2)
    with pytest.raises(NotFound):
        find_edits(archive, ids=["a", "zz"])


def test_what_many_pages_had_is_told_apart_where_one_statement_is_asked_for(
    archive: Archive,
) -> None:
    banner = "\nThis page was moved to the archive of the former government."
    for n in range(6):
        more: Any = {"key": f"https://mfa.example/{n}", "id": str(n)}
        archive.save([make_sighting(A, 0, **more), make_sighting(B + banner, 1, **more)])

    report = find_edits(archive, ids=["3"])

    assert [template.count for template in report.templates] == [6] * len(report.templates)
    assert report.templates
    assert all(banner.strip() not in c.new.words for e in report.edits for c in e.edit.changes)


def test_kinds_and_days_narrow(archive: Archive) -> None:
    archive.save([make_sighting(A, 0), make_sighting(B, 10)])
    style = A.replace("thanked Sudria.", "thanked Sudria .")
    archive.save([make_sighting(t, d, key="2", id="2") for t, d in ((A, 0), (style, 20))])

    assert len(find_edits(archive).edits) == 2
    (figure,) = find_edits(archive, kinds=["figure"]).edits
    assert set(figure.edit.kinds) == {"figure"}
    assert [one.row.statement.id for one in find_edits(archive, since=at(15)).edits] == ["2"]
    assert find_edits(archive, since=at(21)).edits == ()


def test_one_change_on_many_pages_is_told_once(archive: Archive) -> None:
    banner = "\nThis page was moved to the archive of the former government."
    for number in range(6):
        more: Any = {"key": f"https://mfa.example/{number}", "id": str(number)}
        text = f"{A} It was call number {number}."
        archive.save([make_sighting(text, 0, **more), make_sighting(text + banner, 1, **more)])

    report = find_edits(archive)

    (template,) = report.templates
    assert template.count == 6
    assert report.edits == ()
    # A later day does not make six edits of it, and a kind that it is not leaves it out.
    assert find_edits(archive, since=at(0.5)).templates == (template,)
    assert find_edits(archive, since=at(2)).templates == ()
    assert find_edits(archive, kinds=["figure"]).templates == ()


def test_a_template_is_still_one_where_a_day_cuts_through_it(archive: Archive) -> None:
    banner = "\nThis page was moved to the archive of the former government."
    for number in range(6):
        more: Any = {"key": f"https://mfa.example/{number}", "id": str(number)}
        archive.save([make_sighting(A, 0, **more), make_sighting(A + banner, 1 + number, **more)])

    report = find_edits(archive, since=at(4.5))

    assert [template.count for template in report.templates] == [6]
    assert report.edits == ()


def test_another_text_at_the_same_address_is_no_edit_of_words(archive: Archive) -> None:
    other = "Ambassador Velt opened a bridge. Children sang, and it rained all afternoon there."
    archive.save([make_sighting(A, 0), make_sighting(other, 365)])

    (one,) = find_edits(archive).edits

    assert one.replaced
    assert one.kept < 0.2


FORMULAS = (
    "The Secretary spoke today with Minister Orlan. They affirmed the partnership of their two"
    " countries, and their support for peace in the region. {}"
)
FIRST = FORMULAS.format(
    "The Secretary condemned the raid on Port Sarn and promised tents for them."
)
SECOND = FORMULAS.format("They prepared the summit of fishing nations, and agreed on a new quota.")


@pytest.mark.parametrize(
    ("old", "new", "issued", "replaced"),
    [
        (FIRST, SECOND, "2021-06-02", True),  # the same formulas, a call of another day
        (FIRST, SECOND, "2021-06-01", False),  # the same day: a rewritten account is an edit
        (FIRST, FIRST.replace("promised", "sent"), "2021-06-02", False),  # a day put right
    ],
)
def test_an_address_used_again_for_another_day_is_no_edit(
    archive: Archive, old: str, new: str, issued: str, replaced: bool
) -> None:
    archive.save([make_sighting(old, 0), make_sighting(new, 1, issued=issued)])

    (one,) = find_edits(archive).edits
    assert one.replaced is replaced
    for narrowed in find_edits(archive, kinds=["fact"]).edits:
        assert narrowed.replaced is replaced


@pytest.mark.parametrize("text", [f"{A} {B} {A} He left.", A.replace("Minister", "Envoy")])
def test_a_text_that_grew_or_changed_a_word_is_not_another_one(archive: Archive, text: str) -> None:
    archive.save([make_sighting(A, 0), make_sighting(text, 1)])

    (one,) = find_edits(archive).edits

    assert not one.replaced


def test_a_publisher_that_is_not_there_is_no_empty_answer(archive: Archive) -> None:
    archive.save([make_sighting(A)])

    with pytest.raises(NotFound, match="sd-mfa") as caught:
        find_edits(archive, Selection(publisher="sd-mfa"))
    assert "no-mfa" in caught.value.hint


def test_an_empty_archive_has_no_edits(archive: Archive) -> None:
    report = find_edits(archive)

    assert (report.edits, report.templates, report.access, report.edited) == ((), (), (), 0)


# --- words that were added -----------------------------------------------------------------------


def added(archive: Archive, phrase: str) -> list[tuple[str, int]]:
    return [(h.statement.id, h.version) for h in archive.search(phrase, added=True).hits]


def test_only_added_words_are_found_as_added(archive: Archive) -> None:
    more = A + " She raised human rights in Sudria."
    archive.save([make_sighting(A, 0, id="s"), make_sighting(more, 1, id="s")])
    assert added(archive, "human rights") == []  # nothing is compared yet

    find_edits(archive)

    assert added(archive, "human rights") == [("s", 2)]
    assert added(archive, "thanked Sudria") == []
    assert added(archive, "Sudria") == [("s", 2)]
    (hit,) = archive.search("Sudria", added=True).hits
    assert [span.start for span in hit.spans] == [more.rindex("Sudria")]


def test_words_that_only_moved_are_not_added(archive: Archive) -> None:
    first = "The two ministers spoke at length about the water of the northern rivers."
    last = "They agreed that trade between the two states should be made easier for all."
    middle = "The Minister invited his colleague to visit the capital in the coming spring."
    archive.save(
        [
            make_sighting("\n".join([first, middle, last]), 0),
            make_sighting("\n".join([last, first, middle]), 1),
        ]
    )

    report = find_edits(archive)

    assert kinds_of(report) == [{"move"}]
    assert added(archive, "trade between the two states") == []


def test_words_that_came_back_are_added_by_the_edit_that_brought_them(archive: Archive) -> None:
    with_it = A + " She raised human rights."
    texts = enumerate([with_it, A, with_it])
    archive.save([make_sighting(text, day, id="s") for day, text in texts])

    find_edits(archive)

    assert added(archive, "human rights") == [("s", 1)]


def test_added_chinese_words_are_found(archive: Archive) -> None:
    old = "双方讨论了贸易问题。"
    archive.save(
        [
            make_sighting(old, 0, id="s", language="zh"),
            make_sighting(old + "美方表示将取消制裁。", 1, id="s", language="zh"),
        ]
    )

    find_edits(archive)

    assert added(archive, "制裁") == [("s", 2)]
    assert added(archive, "贸易") == []


# --- our upgrade is never their edit -------------------------------------------------------------


def page(words: str, menu: str = "Home") -> bytes:
    body = "".join(f"<p>{one}.</p>" for one in words.split(". "))
    return (
        f"<html><head><title>Call with Minister Orlan</title></head><body><nav>{menu}</nav>"
        f"<main><article><h1>Call with Minister Orlan</h1>{body}</article></main></body></html>"
    ).encode()


LONG = (
    "The Minister of Foreign Affairs of Norland spoke by telephone today with Minister Orlan of "
    "Sudria about the water of the northern rivers. The two ministers agreed that their experts "
    "will meet in the coming weeks to prepare a treaty on the use of the dam. Norland committed "
    "to buy wheat for 15 million dollars"
)


def seen_as(text: str, data: bytes, days: float, reader: str, **capture: Any) -> Sighting:
    """A page of which a reader, today's or an old one, took this text."""
    return Sighting(
        publisher=NORLAND,
        key=CALL,
        capture=make_capture(data, days, media_type="text/html", **capture),
        data=data,
        readout=Readout(text=text, title="Call with Minister Orlan", language="en", url=CALL),
        extractor=reader,
    )


def test_an_upgrade_of_our_reader_is_no_edit(archive: Archive) -> None:
    archive.save(
        [
            seen_as(f"Home\n{LONG}", page(LONG), 0, "old/1"),
            seen_as(LONG, page(LONG), 1, "new/2"),
        ]
    )

    report = find_edits(archive)

    assert report.edits == ()
    assert (report.edited, report.ours, report.unread) == (1, 1, 0)
    assert find_edits(archive) == report


def test_a_real_change_across_an_upgrade_is_an_edit(archive: Archive) -> None:
    changed = LONG.replace("15 million", "50 million")
    archive.save(
        [
            seen_as(f"Home\n{LONG}", page(LONG), 0, "old/1"),
            seen_as(changed, page(changed), 1, "new/2"),
        ]
    )

    report = find_edits(archive)

    (one,) = report.edits
    assert kinds_of(report) == [{"figure"}]
    assert load_wordings(archive, one) is not None
    assert report.ours == 0


def test_what_cannot_be_read_again_is_said_and_is_no_edit(archive: Archive) -> None:
    archive.save(
        [
            seen_as(LONG, b'{"text": "..."}', 0, "record/1", via="bulk"),
            seen_as(f"Home\n{LONG}", page(LONG), 1, "new/2"),
        ]
    )

    report = find_edits(archive)

    assert report.edits == ()
    assert (report.ours, report.unread) == (0, 1)


def test_a_wording_first_met_in_a_feed_is_read_again_from_its_page(archive: Archive) -> None:
    changed = LONG.replace("15 million", "50 million")
    archive.save(
        [
            seen_as(LONG, b"<item/>", 0, "feed/1", via="feed"),
            seen_as(LONG, page(LONG), 1, "old/1"),
            seen_as(changed, page(changed), 2, "new/2"),
        ]
    )

    assert kinds_of(find_edits(archive)) == [{"figure"}]


# --- what cannot be had any more -----------------------------------------------------------------


def access(archive: Archive, since: datetime | None = None) -> list[str]:
    return [change.kind for change in find_edits(archive, since=since).access]


@pytest.mark.parametrize(
    ("looks", "told"),
    [
        ([("gone", 1, 404)], ["absent"]),
        ([("gone", 1, 404), ("gone", 1.5, 404)], ["absent"]),
        ([("gone", 1, 404), ("gone", 2, 410)], ["gone"]),
        ([("redirected", 1, 200), ("redirected", 3, 200)], ["redirected"]),
        ([("soft_404", 1, 200), ("gone", 3, 404)], ["gone"]),
        ([("blocked", 1, 429), ("blocked", 3, 429)], []),
        ([("blocked", 1, 200), ("blocked", 3, 200)], []),  # a cookie wall
        ([("failed", 1, 503), ("failed", 3, 503)], []),
        ([("gone", 1, 404), ("failed", 3, 500)], ["absent"]),
    ],
)
def test_a_removal_needs_two_looks_a_day_apart(
    archive: Archive, looks: list[tuple[str, float, int]], told: list[str]
) -> None:
    archive.save([make_sighting(A, 0)])
    archive.save([make_absence(what, day, status=status) for what, day, status in looks])

    assert access(archive) == told


def test_an_archived_error_is_never_a_removal(archive: Archive) -> None:
    archive.save([make_sighting(A, 0)])
    for day, status in enumerate((429, 503, 403), start=1):
        archive.save([make_absence("gone", day, status=status)])

    assert access(archive) == []


def test_an_outage_of_the_site_is_no_removal(archive: Archive) -> None:
    archive.save([make_sighting(A, 0)])
    archive.save([make_sighting(A, 0, key=f"{CALL}/{n}", id=str(n)) for n in range(3)])
    for day in (1, 3):
        archive.save([make_absence("gone", day)])
        others = [
            Sighting(
                publisher=NORLAND,
                key=f"{CALL}/{n}",
                capture=make_capture(f"{n} {day}".encode(), day + 0.01, status=503),
                data=f"{n} {day}".encode(),
                outcome="failed",
            )
            for n in range(3)
        ]
        archive.save(others)

    assert access(archive) == []


def test_an_outage_of_another_publisher_tells_nothing(archive: Archive) -> None:
    sudria = Publisher(id="sd-mfa", name="Sudria Foreign Ministry")
    archive.save([make_sighting(A, 0), make_sighting(A, 0, key="x", id="x", publisher=sudria)])
    for day in (1, 3):
        data = f"x {day}".encode()
        capture = make_capture(data, day, status=503)
        archive.save([make_absence("gone", day)])
        archive.save(
            [Sighting(publisher=sudria, key="x", capture=capture, data=data, outcome="failed")]
        )

    assert access(archive) == ["gone"]
    assert access(archive, since=at(4)) == []


def test_a_wording_that_was_not_compared_yet_is_counted(archive: Archive) -> None:
    archive.save([make_sighting(A, 0), make_sighting(B, 1)])
    assert count_unedited(archive) == 1
    find_edits(archive)
    assert count_unedited(archive) == 0

    archive.save([make_sighting(f"{B} She left.", 2)])

    assert count_unedited(archive) == 1
    assert archive.search("She left", added=True).statements == 0
    find_edits(archive)
    assert (count_unedited(archive), archive.search("She left", added=True).statements) == (0, 1)
