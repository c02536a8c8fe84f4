"""The index gives what looking through every text gives."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossread.errors import BadInput
from crossread.model.phrase import Issued
from crossread.phrases.index import PhraseIndex, tokens_of
from crossread.phrases.merge import keys_of, merge_segments, segments_to_merge
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
        digest=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )


def once(statements: list[Issued]) -> list[Issued]:
    """In order of time; the same text of one publisher once."""
    kept: dict[tuple[str, str], Issued] = {}
    for one in sorted(statements, key=lambda s: (s.day, s.statement)):
        kept.setdefault((one.publisher, one.digest), one)
    return list(kept.values())


def index_of(statements: list[Issued]) -> PhraseIndex:
    return PhraseIndex((build_segment(statements),))


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


@given(
    TEXTS, st.lists(WORDS, min_size=1, max_size=4).map(" ".join), st.booleans(), st.integers(0, 9)
)
@settings(deadline=None, max_examples=200)
def test_every_place_is_found_and_no_other(
    texts: list[str], phrase: str, exact: bool, cut: int
) -> None:
    statements = [issued(i, text) for i, text in enumerate(texts)]
    one = build_segment(statements[:cut])
    two = build_segment(statements[cut:], keys_of([one]))
    kept = once(statements[:cut])
    known = {(s.publisher, s.digest) for s in kept}
    kept += [s for s in once(statements[cut:]) if (s.publisher, s.digest) not in known]
    kept.sort(key=lambda s: (s.day, s.statement))
    expected = places(kept, phrase, exact)

    for segments in ((one, two), (merge_segments([one, two]),)):
        index = PhraseIndex(segments)
        uses = list(index.uses(phrase, exact))
        assert sorted((u.statement, u.span.start, u.span.stop) for u in uses) == sorted(expected)
        assert [u.day for u in uses] == sorted(u.day for u in uses)
        history = index.history(phrase, exact)
        assert history.count == len(expected)
        assert (history.first and history.first.day) == (uses[0].day if uses else None)
        assert (history.last and history.last.day) == (uses[-1].day if uses else None)
        if not exact:
            assert index.count(phrase) == len(expected)
            assert index.first(phrase) == history.first
            assert index.count_and_first(phrase) == (history.count, history.first)
            first = history.first.day if history.first else None
            assert index.count_and_day(phrase) == (history.count, first)
            last = index.last(phrase)
            assert (last and last.day) == (history.last and history.last.day)


@given(TEXTS, st.lists(WORDS, min_size=1, max_size=15).map(" ".join), st.integers(0, 40))
@settings(deadline=None, max_examples=100)
def test_stretches_are_the_longest_that_stood_before(
    texts: list[str], text: str, days: int
) -> None:
    statements = [issued(i, t) for i, t in enumerate(texts)]
    before = BEGIN + timedelta(days=days)
    earlier = [s for s in once(statements) if s.day < before]
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

    found = index_of(statements).stretches(text, before, least=2)

    assert [(s.words, s.count) for s in found] == expected
    for stretch in found:
        first = places(earlier, stretch.words, exact=False)[0]
        assert (stretch.first.statement, stretch.first.span.start) == first[:2]


def test_a_history_counts_statements_by_publisher_counterpart_and_year() -> None:
    statements = [issued(i, f"On {i} the border was quiet, the border.") for i in range(6)]

    history = index_of(statements).history("The border")

    assert (history.count, history.statements) == (12, 6)
    assert history.publishers == (("norland-mfa", 3), ("sudria-mfa", 3))
    assert history.counterparts == (("NOR", 2), ("SUD", 2))
    assert history.years == ((2021, 6),)
    assert history.first is not None
    assert (history.first.day, history.first.words) == (BEGIN, "the border")
    assert str(history.corpus) == (
        "6 statements in this archive, which begins on 2021-05-20 and ends on 2021-06-24"
    )


def test_the_same_text_of_one_publisher_counts_once_and_it_is_said() -> None:
    index = index_of([issued(i, "They spoke of the border.") for i in (0, 2, 1)])

    assert index.count("the border") == 2  # of two publishers
    assert "1 issued again word for word count once" in str(index.corpus())


def test_an_empty_archive_answers() -> None:
    index = index_of([])

    assert index.history("the border").count == 0
    assert index.stretches("They spoke of the border.") == []
    assert str(index.corpus()) == "an archive that holds no statement"
    assert PhraseIndex(()).count("a") == 0


def test_a_phrase_of_marks_is_answered_and_one_of_nothing_refused() -> None:
    index = index_of([issued(0, "A, B. C?!")])

    assert index.count("?!") == 1
    with pytest.raises(BadInput, match="no word and no mark"):
        index.count(" \u200b ")


def test_a_wide_gap_keeps_the_places_right() -> None:
    text = "The" + " " * 700 + "border" + "\n" * 255 + "is quiet"
    use = index_of([issued(0, text)]).first("quiet")

    assert use is not None
    assert text[use.span.start : use.span.stop] == "quiet"


def test_a_segment_is_the_same_after_a_stay_in_a_file() -> None:
    segment = build_segment([issued(i, "The border, 中方 “x” \ud800.") for i in range(3)])

    again = bytes_as_segment(segment_as_bytes(segment))

    assert segment_as_bytes(again) == segment_as_bytes(segment)
    assert PhraseIndex((again,)).count("中方") == 2


def test_small_segments_are_merged_before_they_are_many() -> None:
    sizes: list[int] = []
    written = 0
    for _ in range(500):
        sizes.append(10)
        merged = segments_to_merge(sizes)
        if merged:
            written += sum(sizes[-merged:])
            sizes[-merged:] = [sum(sizes[-merged:])]

    assert sum(sizes) == 5000
    assert len(sizes) < 12
    assert written < 12 * 5000  # each token rewritten a dozen times at the most
