"""What looks at a statement prove: other wordings, moves, removals, and what proves nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.align.wording import access_changes, edits_of, is_evidence
from crossread.model import Capture, Observation, Outcome

START = datetime(2024, 3, 5, 9, 0, tzinfo=UTC)
OUTCOMES: dict[str, Outcome] = {
    "=": "unchanged",
    "m": "moved",
    "r": "redirected",
    "g": "gone",
    "s": "soft_404",
    "b": "blocked",
    "f": "failed",
}


def look(
    sign: str, hours: float, statement: str = "varn-1", status: int | None = None, to: str = ""
) -> Observation:
    """One look: a capital is a wording (A is version 1), a small letter an outcome."""
    seen = sign.isupper()
    return Observation(
        statement=statement,
        at=START + timedelta(hours=hours),
        outcome="seen" if seen else OUTCOMES[sign],
        version=ord(sign) - 64 if seen else None,
        capture=Capture(
            digest="0" * 64,
            size=1,
            at=START + timedelta(hours=hours),
            via="http",
            url="https://varn.example/a",
            final_url=to,
            status=status,
        ),
    )


def looks(notation: str) -> list[Observation]:
    """Looks in a short notation: "A0 g24 g48" saw wording 1, then nothing after 24 and 48 hours."""
    return [look(part[0], float(part[1:])) for part in notation.split()]


@pytest.mark.parametrize(
    ("notation", "kinds"),
    [
        ("A0 A24", []),
        ("A0 B24", ["altered"]),
        ("A0 B1 A2 B3", ["altered", "altered", "altered"]),
        ("A0 g24", ["absent"]),
        ("A0 g24 g30", ["absent"]),  # less than a day apart
        ("A0 g24 g48", ["gone"]),
        ("A0 g24 s60", ["gone"]),  # both say that it is not there
        ("A0 r24 r48", ["redirected"]),
        ("A0 r24 g48", ["gone"]),
        ("A0 g24 A30 g48", ["absent"]),  # seen between: it starts anew
        ("A0 g24 =30 g48", ["absent"]),
        ("A0 g24 g48 A72", ["gone", "returned"]),
        ("A0 g24 g48 B72", ["altered", "gone", "returned"]),
        ("A0 g24 A48", []),  # an hour's mistake
        ("A0 b24 b48", []),  # 429, 403, a cookie wall
        ("A0 f24 f48", []),  # 5xx, a time-out
        ("A0 g24 f36 g48", ["gone"]),  # what tells nothing does not part two looks
        ("g0 g48", []),  # never seen: nothing to remove
        ("A0 g24 g48 g72 g96", ["gone"]),  # once
    ],
)
def test_looks_prove_what_they_prove_and_no_more(notation: str, kinds: list[str]) -> None:
    assert sorted(c.kind for c in access_changes(looks(notation))) == sorted(kinds)


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_a_refusal_never_becomes_a_removal_whatever_it_was_called(status: int) -> None:
    refused = [look("A", 0), look("g", 24, status=status), look("r", 60, status=status)]

    assert not access_changes(refused)


def test_an_outage_of_the_publisher_is_no_evidence() -> None:
    seen = looks("A0 g24 g72")
    down = [look("f", 23, "varn-2"), look("f", 25, "varn-3"), look("B", 26, "varn-4")]

    assert [c.kind for c in access_changes(seen)] == ["gone"]
    (absent,) = access_changes(seen, down)
    assert absent.kind == "absent"
    assert absent.words.endswith(
        "absent in that of 2024-03-08 09:00 UTC. Not counted, for other pages of the site went"
        " unanswered then: 2024-03-06 09:00 UTC."
    )
    assert not is_evidence(seen[1], down)
    assert is_evidence(seen[2], down)  # two days later


def test_one_broken_page_among_many_that_answer_is_no_outage() -> None:
    others = [look("f", 24, "varn-2"), *(look("A", 24, f"varn-{n}") for n in range(3, 6))]

    assert [c.kind for c in access_changes(looks("A0 g24 g72"), others)] == ["gone"]


def test_what_may_be_claimed_is_said_in_the_language_of_evidence() -> None:
    gone, back = access_changes(looks("A0 g24 g48 A72"))

    assert gone.words == (
        "Present in the capture of 2024-03-05 09:00 UTC, absent in those of "
        "2024-03-06 09:00 UTC and 2024-03-07 09:00 UTC."
    )
    assert back.words.endswith("present again in that of 2024-03-08 09:00 UTC.")
    assert [o.outcome for o in gone.looks] == ["gone", "gone"]


def test_a_lasting_redirect_is_told_once_with_where_it_leads() -> None:
    to = "https://varn.example/new"
    moved = [look("A", 0), look("m", 24, to=to), look("m", 48, to=to)]

    (change,) = access_changes(moved)

    assert change.kind == "moved" and to in change.words


def test_wordings_a_b_a_b_are_three_edits_in_order() -> None:
    found = edits_of(reversed(looks("A0 B10 =15 A20 g25 B30")))

    assert [(t.old, t.new) for t in found] == [(1, 2), (2, 1), (1, 2)]
    assert found[1].last_seen == START + timedelta(hours=15)  # unchanged: seen once more
    assert found[2].first_seen == START + timedelta(hours=30)


def test_edits_of_many_statements_stay_apart() -> None:
    mixed = [look("A", 0), look("B", 1, "varn-2"), look("A", 2, "varn-2"), look("A", 3)]

    assert [(t.statement, t.old, t.new) for t in edits_of(mixed)] == [("varn-2", 2, 1)]


HISTORIES = st.lists(st.tuples(st.sampled_from("ABgrsbf=m"), st.integers(0, 400)), max_size=12).map(
    lambda parts: [look(sign, hours) for sign, hours in parts]
)


@given(HISTORIES, st.randoms())
def test_the_order_in_which_looks_are_given_does_not_matter(
    history: list[Observation], random: object
) -> None:
    mixed = list(history)
    random.shuffle(mixed)  # type: ignore[attr-defined]

    assert edits_of(mixed) == edits_of(history)
    assert access_changes(mixed) == access_changes(history)


@given(HISTORIES)
def test_a_removal_always_rests_on_two_absent_looks_a_day_apart(history: list[Observation]) -> None:
    for change in access_changes(history):
        if change.kind in {"gone", "redirected"}:
            assert len(change.looks) >= 2
            assert change.looks[-1].at - change.looks[0].at >= timedelta(hours=24)
            assert all(o.outcome in {"gone", "redirected", "soft_404"} for o in change.looks)
            between = [o for o in history if change.present.at < o.at < change.looks[-1].at]
            assert not any(o.outcome in {"seen", "unchanged", "moved"} for o in between)
