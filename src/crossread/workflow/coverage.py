"""Measure the term base: the share of points in which it finds a theme, and what it misses."""

import gzip
import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import error as ZlibError

from crossread.coding.reading import read_text
from crossread.collect import load_readout
from crossread.errors import BadInput, NotAReadout, NotFound
from crossread.lexicon import TermBase, load_base
from crossread.model import Point, Readout, Side, Span
from crossread.model.marks import SIDES, MarkedPair
from crossread.text.language import detect_language
from crossread.text.tokens import HAN, split_words
from crossread.workflow.marked import load_pair_texts, load_tables

ARCHIVES = (".jsonl", ".jsonl.gz")
SEED = 20210601  # a sample is the same each time it is drawn
TELLING = 2.0  # a word is shown if it is this much more frequent where nothing was found
LEAST = 2  # times that a word is met before it is shown
# Points of these kinds are not about a matter: that they have no theme is no gap in the base.
WITHOUT_MATTER = frozenset(("contact", "atmosphere", "attendance"))

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the term base found in the texts of one language."""

    language: str
    texts: int
    points: int
    with_theme: int
    unread: int  # texts in which nothing reports what anybody said or did
    missed_words: tuple[tuple[str, int], ...]  # with how often, the most frequent first

    @property
    def share(self) -> float:
        """The share of points with at least one theme, 0 to 1; 0 where there are no points."""
        return self.with_theme / self.points if self.points else 0.0


@dataclass(frozen=True, slots=True)
class MarkedCoverage:
    """What the term base found in passages that people marked."""

    sides: int  # point-sides: a marked point counts once for each side where it stands
    with_theme: int
    missed: tuple[tuple[str, Side, str, str], ...]  # pair, side, theme of the reader, words

    @property
    def share(self) -> float:
        """The share of point-sides with at least one theme, 0 to 1."""
        return self.with_theme / self.sides if self.sides else 0.0


# --- what is found in texts --------------------------------------------------------------------


def check_lexicon(
    paths: Sequence[Path],
    *,
    base: TermBase | None = None,
    limit: int | None = None,
    sample: int | None = None,
    words: int = 25,
    progress: Progress | None = None,
) -> list[Coverage]:
    """The share of points in which the term base finds a theme, for each language.

    Args:
        paths: Texts of any kind that `compare` reads, or archives: `.jsonl` or `.jsonl.gz`, one
            text a line under `text` (with `title` and `language` where known).
        base: A term base of your own; the shipped one if left out.
        limit: Read no more than this many texts of each archive, from its beginning.
        sample: Of what is read, take this many of each archive by chance, always the same.
        words: How many of the words that found nothing are given for each language.
        progress: Told of each file before it is read.

    Raises:
        NotFound: a file is not there.
        BadInput: a file cannot be read; the message names it, and the line of an archive.
    """
    base = base or load_base()
    tallies: dict[str, _Tally] = {}
    for number, path in enumerate(paths, start=1):
        if progress:
            progress(path.name, number, len(paths))
        for readout in _texts(path, limit, sample):
            _count(readout, base, tallies)
    return [tallies[language].coverage(language, words) for language in sorted(tallies)]


class _Tally:
    """Counts of one language, filled text by text."""

    def __init__(self) -> None:
        self.texts = self.points = self.with_theme = self.unread = 0
        self.missed: Counter[str] = Counter()
        self.found: Counter[str] = Counter()  # words of points that have a theme

    def coverage(self, language: str, words: int) -> Coverage:
        return Coverage(
            language,
            self.texts,
            self.points,
            self.with_theme,
            self.unread,
            tuple(self._telling()[:words]),
        )

    def _telling(self) -> list[tuple[str, int]]:
        """The words that are frequent where nothing was found, but not everywhere.

        Words as frequent in the other points (articles, "the two sides") say nothing of what
        is missing; they are left out by their share, so that no list of small words is needed.
        """
        missed, found = self.missed.total() or 1, self.found.total() or 1
        return [
            (word, number)
            for word, number in sorted(self.missed.items(), key=lambda item: (-item[1], item[0]))
            if number >= LEAST and number / missed >= TELLING * self.found[word] / found
        ]


def _count(readout: Readout, base: TermBase, tallies: dict[str, _Tally]) -> None:
    try:
        reading = read_text(readout, "left", base)
    except NotAReadout:
        language = detect_language(readout.text).split("-")[0]
        tally = tallies.setdefault(language, _Tally())
        tally.texts, tally.unread = tally.texts + 1, tally.unread + 1
        return
    tally = tallies.setdefault(reading.language.split("-")[0], _Tally())
    tally.texts += 1
    covered = [m.span for m in reading.matches]
    for point in reading.points:
        if point.kind in WITHOUT_MATTER:
            continue
        tally.points += 1
        tally.with_theme += bool(point.themes)
        into = tally.found if point.themes else tally.missed
        into.update(_words_without_match(readout.text, point, covered))


def _words_without_match(text: str, point: Point, covered: Sequence[Span]) -> Iterator[str]:
    """The point's words, in small letters, that no term of the base covers; Chinese by twos."""
    inside = [span for span in covered if span.touches(point.span)]
    before: Span | None = None
    for word in split_words(text[point.span.start : point.span.stop]):
        span = Span(point.span.start + word.start, point.span.start + word.stop)
        letters = text[span.start : span.stop]
        if any(c.touches(span) for c in inside) or letters.isdigit():
            before = None
        elif not HAN.match(letters):
            yield letters.lower()
            before = None
        else:
            if before and before.stop == span.start:
                yield text[before.start : span.stop]
            before = span


def _texts(path: Path, limit: int | None, sample: int | None) -> Iterable[Readout]:
    if not path.name.endswith(ARCHIVES):
        return [load_readout(path)]
    return _drawn(_archived(path, limit), sample)


def _drawn(texts: Iterable[Readout], sample: int | None) -> Iterable[Readout]:
    """So many of the texts by chance, in their order, in one pass (a reservoir)."""
    if sample is None:
        return texts
    chance, drawn = random.Random(SEED), list[tuple[int, Readout]]()
    for number, text in enumerate(texts):
        if len(drawn) < sample:
            drawn.append((number, text))
        elif (place := chance.randrange(number + 1)) < sample:
            drawn[place] = (number, text)
    return [text for _, text in sorted(drawn, key=lambda item: item[0])]


def _archived(path: Path, limit: int | None) -> Iterator[Readout]:
    """The texts of an archive, one a line; empty ones are passed over."""
    read = 0
    for number, line in enumerate(_lines(path), start=1):
        if limit is not None and read >= limit:
            return
        entry = _entry(line, f"{path.name}, line {number}")
        if not line.strip() or not str(entry["text"]).strip():
            continue
        read += 1
        yield Readout(
            text=str(entry["text"]),
            id=str(entry.get("id", number)),
            title=str(entry.get("title") or ""),
            language=str(entry.get("language") or "und"),
        )


def _lines(path: Path) -> Iterator[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            yield from lines
    except FileNotFoundError as error:
        raise NotFound(f"{str(path)!r} is no file", "Check the name.") from error
    except (OSError, EOFError, ZlibError, UnicodeDecodeError) as error:
        raise BadInput(f"{path.name} cannot be read: {error}") from error


def _entry(line: str, place: str) -> dict[str, object]:
    if not line.strip():
        return {"text": ""}
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{place}: not JSON: {error}") from error
    if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
        raise BadInput(f"{place}: expected an object with `text`")
    return entry


# --- what is found in marked passages ----------------------------------------------------------


def check_marked(
    gold_dir: Path, texts_dir: Path, *, pattern: str = "*", base: TermBase | None = None
) -> dict[str, MarkedCoverage]:
    """The share of marked points in which the base finds a theme, by language of the text.

    A point counts once for each side where it stands. The fact of the contact itself (a reader's
    theme `contact`) is found by rule, not by the term base, and is left out.

    Raises:
        NotFound: a folder or a pair's texts are not there.
        BadInput: a table or a text cannot be read.
    """
    base = base or load_base()
    found: dict[str, list[tuple[bool, tuple[str, Side, str, str]]]] = {}
    for pair, table in load_tables(gold_dir, pattern).items():
        for side, readout in zip(SIDES, load_pair_texts(texts_dir, pair), strict=True):
            language = readout.language
            language = detect_language(readout.text) if language == "und" else language
            answers = _marked_side(table, side, readout.text, language, base)
            found.setdefault(language.split("-")[0], []).extend(answers)
    return {
        language: MarkedCoverage(
            len(answers),
            sum(has_theme for has_theme, _ in answers),
            tuple(words for has_theme, words in answers if not has_theme),
        )
        for language, answers in sorted(found.items())
    }


def _marked_side(
    table: MarkedPair, side: Side, text: str, language: str, base: TermBase
) -> Iterator[tuple[bool, tuple[str, Side, str, str]]]:
    """Of each point that stands on this side: whether a theme stands in it, and its words."""
    themes = [m.span for m in base.find(text, language) if m.concept.field == "themes"]
    for point in table.points:
        spans = point.spans(side)
        if not spans or point.theme == "contact":
            continue
        words = " […] ".join(text[span.start : span.stop] for span in spans)
        has_theme = any(span.touches(theme) for span in spans for theme in themes)
        yield has_theme, (table.pair, side, point.theme, words)
