"""The index gives what looking through every text gives."""

from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossread.errors import BadInput
from crossread.model.phrase import Chosen, Corpus, Issued
from crossread.phrases.index import PhraseIndex, tokens_of
from crossread.phrases.merge import merge_parts, parts_to_merge
from crossread.phrases.parts import Part
from crossread.phrases.segment import build_segment, bytes_as_segment, segment_as_bytes
from crossread.phrases.tokens import Vocabulary, fold_token

BEGIN = date(2021, 5, 20)
WORDS = st.sampled_from(["The", "the", "border", "peace", ",", ".", "“", '"', "1", "5", "中", "方"])
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=25).map(" ".join), min_size=1, max_size=12)
PUBLISHERS = ("norland-mfa", "sudria-mfa")


def issued(number: int, text: str) -> Issued:
    return Issued(
        statement=f"s{number:03d}",
        publisher=PUBLISHERS[number % 2],
        counterpart=[None, "SUD", "NOR"][number % 3],
        day=BEGIN + timedelta(days=(number * 7) % 40),
        text=text,
    )


def in_time(statements: Iterable[Issued]) -> list[Issued]:
    return sorted(statements, key=lambda s: (s.day, s.statement))


def part_of(statements: list[Issued], dead: set[str]) -> Part:
    segment = build_segment(statements)
    numbers = [i for i, name in enumerate(segment.told["ids"]) if name in dead]
    return Part(segment, np.array(numbers, np.int32))


def index_of(statements: list[Issued]) -> PhraseIndex:
    return PhraseIndex((Part(build_segment(statements)),))


def places(statements: list[Issued], phrase: str, exact: bool) -> list[tuple[str, int, int]]:
    """Statement, first and last character of each place, by looking at every token."""
    found = []
    sought = list(tokens_of(phrase))
    for one in statements:
        vocabulary = Vocabulary()
        stream = vocabulary.read([one.text])
        words = [vocabulary.written[t] for t in stream.tokens]
        shape = (lambda w: w) if exact else fold_token
        for i in range(len(words) - len(sought) + 1):
            if [shape(w) for w in words[i : i + len(sought)]] == [shape(w) for w in sought]:
                last = i + len(sought) - 1
                stop = int(stream.starts[last]) + len(words[last])
                found.append((one.statement, int(stream.starts[i]), stop))
    return found


DEAD = st.sets(st.integers(0, 11), max_size=4)


@given(
    TEXTS,
    st.lists(WORDS, min_size=1, max_size=4).map(" ".join),
    st.booleans(),
    st.integers(0, 9),
    DEAD,
)
@settings(deadline=None, max_examples=200)
def test_every_place_is_found_and_no_other(
    texts: list[str], phrase: str, exact: bool, cut: int, numbers: set[int]
) -> None:
    statements = [issued(i, text) for i, text in enumerate(texts)]
    dead = {f"s{number:03d}" for number in numbers}
    parts = part_of(statements[:cut], dead), part_of(statements[cut:], dead)
    kept = in_time(s for s in statements if s.statement not in dead)
    expected = places(kept, phrase, exact)

    for index in (PhraseIndex(parts), PhraseIndex((Part(merge_parts(parts)),))):
        uses = list(index.uses(phrase, exact))
        assert sorted((u.statement, u.span.start, u.span.stop) for u in uses) == sorted(expected)
        assert [u.day for u in uses] == sorted(u.day for u in uses)
        history = index.history(phrase, exact)
        assert history.count == len(expected)
        assert (history.first and history.first.day) == (uses[0].day if uses else None)
        assert (history.last and history.last.day) == (uses[-1].day if uses else None)
        assert index.corpus().statements == len(kept)
        if not exact:
            assert index.count(phrase) == len(expected)
            assert index.count_and_first(phrase) == (history.count, history.first)
            first = history.first.day if history.first else None
            assert index.count_and_day(phrase) == (history.count, first)
            last = index.last(phrase)
            assert (last and last.day) == (history.last and history.last.day)


@given(
    TEXTS,
    st.lists(WORDS, min_size=1, max_size=2).map(" ".join),
    st.sampled_from(["", *PUBLISHERS, "other"]),
    st.sampled_from(["", "SUD", "NOR", "TJK"]),
    st.integers(0, 40),
    st.integers(0, 40),
)
@settings(deadline=None, max_examples=100)
def test_only_what_is_chosen_is_counted(
    texts: list[str], phrase: str, publisher: str, counterpart: str, first: int, last: int
) -> None:
    since, until = BEGIN + timedelta(days=first), BEGIN + timedelta(days=last)
    chosen = Chosen(publisher=publisher, counterpart=counterpart, since=since, until=until)
    statements = [issued(i, text) for i, text in enumerate(texts)]
    kept = [
        s
        for s in in_time(statements)
        if since <= s.day <= until
        and publisher in ("", s.publisher)
        and counterpart in ("", s.counterpart)
    ]
    expected = places(kept, phrase, exact=False)
    index = PhraseIndex((part_of(statements[:4], set()), part_of(statements[4:], set())))

    history = index.history(phrase, chosen=chosen)
    assert (history.count, history.corpus.statements) == (len(expected), len(kept))
    assert len(list(index.uses(phrase, chosen=chosen, start=1))) == max(0, len(expected) - 1)
    assert index.publishers_before(phrase, since) == {
        s.publisher for s in statements if s.day < since and places([s], phrase, exact=False)
    }


@given(TEXTS, st.lists(WORDS, min_size=1, max_size=15).map(" ".join), st.integers(0, 40), DEAD)
@settings(deadline=None, max_examples=100)
def test_stretches_are_the_longest_that_stood_before(
    texts: list[str], text: str, days: int, numbers: set[int]
) -> None:
    statements = [issued(i, t) for i, t in enumerate(texts)]
    dead = {f"s{number:03d}" for number in numbers}
    before = BEGIN + timedelta(days=days)
    earlier = [s for s in in_time(statements) if s.day < before and s.statement not in dead]
    words, expected, covered = text.split(), [], 0
    for i in range(len(words)):
        length = 0
        while i + length < len(words) and places(
            earlier, " ".join(words[i : i + length + 1]), exact=False
        ):
            length += 1
        if length >= 2 and i + length > covered:
            covered = i + length
            phrase = " ".join(words[i:covered])
            expected.append((phrase, len(places(earlier, phrase, exact=False))))

    index = PhraseIndex((part_of(statements, dead),))
    found = index.stretches(text, before, least=2)

    assert [(s.words, s.count) for s in found] == expected
    for stretch in found:
        first = places(earlier, stretch.words, exact=False)[0]
        assert (stretch.first.statement, stretch.first.span.start) == first[:2]


def test_a_history_counts_statements_by_publisher_counterpart_and_month() -> None:
    statements = [issued(i, f"On {i} the border was quiet, the border.") for i in range(6)]

    history = index_of(statements).history("The border")

    assert (history.count, history.statements) == (12, 6)
    assert history.publishers == (("norland-mfa", 3), ("sudria-mfa", 3))
    assert history.counterparts == (("NOR", 2), ("SUD", 2))
    assert history.months == (
        ("2021-05", "norland-mfa", 1),
        ("2021-05", "sudria-mfa", 1),
        ("2021-06", "norland-mfa", 2),
        ("2021-06", "sudria-mfa", 2),
    )
    assert history.first is not None
    assert (history.first.day, history.first.words) == (BEGIN, "the border")
    assert (history.corpus.first, history.corpus.last) == (BEGIN, date(2021, 6, 24))


def test_an_empty_archive_answers() -> None:
    index = index_of([])

    assert index.history("the border").count == 0
    assert index.stretches("They spoke of the border.") == []
    assert index.corpus() == Corpus(statements=0, tokens=0, first=None, last=None)
    assert PhraseIndex(()).count("a") == 0


def test_a_phrase_of_marks_is_answered_and_one_of_nothing_refused() -> None:
    index = index_of([issued(0, "A, B. C?!")])

    assert index.count("?!") == 1
    with pytest.raises(BadInput, match="no word and no mark"):
        index.count(" \u200b ")


def test_a_wide_gap_keeps_the_places_right() -> None:
    text = "The" + " " * 700 + "border" + "\n" * 255 + "is quiet"
    _, use = index_of([issued(0, text)]).count_and_first("quiet")

    assert use is not None
    assert text[use.span.start : use.span.stop] == "quiet"


def test_a_segment_is_the_same_after_a_stay_in_a_file() -> None:
    segment = build_segment([issued(i, "The border, 中方 “x” \ud800.") for i in range(3)])

    again = bytes_as_segment(b"".join(segment_as_bytes(segment)))

    assert b"".join(segment_as_bytes(again)) == b"".join(segment_as_bytes(segment))
    assert PhraseIndex((Part(again),)).count("中方") == 3


def test_small_segments_are_merged_before_they_are_many() -> None:
    sizes: list[int] = []
    written = 0
    for _ in range(500):
        sizes.append(10)
        merged = parts_to_merge(sizes)
        if merged:
            written += sum(sizes[-merged:])
            sizes[-merged:] = [sum(sizes[-merged:])]

    assert sum(sizes) == 5000
    assert len(sizes) < 12
    assert written < 12 * 5000  # each token rewritten a dozen times at the most
