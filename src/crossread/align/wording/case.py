"""One change with all that can be seen in it: what the rules of kind and weight look at."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from crossread.align.wording.gaps import Range, Raw
from crossread.align.wording.numbers import amounts
from crossread.align.wording.pieces import is_word, plain_words, split_tokens
from crossread.coding.figures import find_figures
from crossread.coding.people import SHORTENED, find_people, mentions
from crossread.lexicon import Concept, Match, TermBase
from crossread.model import ChangedField, Figure, Span
from crossread.segment.sentences import split_sentences
from crossread.text.fold import fold

QUOTED = re.compile(
    r"“[^“”\n]+”|\"[^\"\n]+\"|«[^«»\n]+»|「[^「」\n]+」|『[^『』\n]+』|《[^《》\n]+》"
    r"|(?<!\w)‘[^‘’\n]{1,80}’(?!\w)|(?<!\w)'[^'\n]{1,80}'(?!\w)"
)
PRONOUNS = ("first-person", "pronoun-single", "both-sides")
NAMED = ("countries", "organisations", "places", "offices")
DIGIT = re.compile(r"\d")
STOP = re.compile(r"[.!?。！？…:;：；\n“\"«(]\s*$")
SHORTENED_END = re.compile(rf"\b{SHORTENED}\s+$")
HEADING = 0.6  # share of words in capitals from which capitals of a line tell nothing
# Words of which nine in ten runs of four stand in the other wording, too, say nothing there that
# it does not say: a sentence cut in two, joined, or said twice. Set by judgement in 2026.
RUN = 4
STANDS = 0.9
STANDS_LEAST = 8  # words; fewer stand anywhere by chance
FRAGMENT = 4  # words: so short a text of its own is no sentence, and its capitals tell


class Scanner:
    """Finds terms and figures in sentences of one wording; each sentence is read once."""

    def __init__(self, text: str, language: str, base: TermBase) -> None:
        self.text, self.language, self.base = text, language, base
        self._matches: dict[Span, list[Match]] = {}
        self._figures: dict[Span, list[tuple[Span, Figure]]] = {}
        self._months: Mapping[str, int] = base.months.get(language.split("-")[0], {})

    def matches(self, context: Span) -> list[Match]:
        """The terms of a sentence; their spans count from its first character."""
        if context not in self._matches:
            words = self.text[context.start : context.stop]
            self._matches[context] = self.base.find(words, self.language, wording=True)
        return self._matches[context]

    def figures(self, context: Span) -> list[tuple[Span, Figure]]:
        """The figures of a sentence; their spans count from its first character."""
        if context not in self._figures:
            words, matches = self.text[context.start : context.stop], self.matches(context)
            told = DIGIT.search(words) or any(m.concept.field == "numbers" for m in matches)
            found = find_figures(words, matches, self._months) if told else []
            self._figures[context] = found
        return self._figures[context]

    def amounts(self, context: Span) -> list[tuple[Span, Figure]]:
        """Those that count something or are days, in the words that stand there."""
        words = self.text[context.start : context.stop]
        return list(amounts(words, self.figures(context), self.matches(context)))

    def names(self, context: Span) -> list[Span]:
        """People of a Chinese sentence, which no capital shows."""
        words, matches = self.text[context.start : context.stop], self.matches(context)
        people = find_people(words, matches, self.language)
        return [span for person in people for span in mentions(words, person)]

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        """Every four words that follow one another in the text."""
        return frozenset(_runs(self.text))

    @cached_property
    def small(self) -> frozenset[str]:
        """Words that the text writes small."""
        return frozenset(re.findall(r"\b[a-zа-яё][\w’'\-]*", self.text))

    @cached_property
    def capitals(self) -> frozenset[str]:
        """Words that the text writes with a capital inside a sentence, and never small."""
        found = re.findall(r"(?<=[a-zа-яё,] )[A-ZА-ЯЁ][\w’'\-]*\w", self.text)
        return frozenset(word for word in found if word.lower() not in self.small)

    def figure_bounds(self, span: Span) -> list[Span]:
        """Where the figures of a passage stand: none is shown in part."""
        return [
            Span(span.start + found.start, span.start + found.stop)
            for found, _ in self.figures(span)
        ]


def _runs(text: str) -> list[tuple[str, ...]]:
    words = plain_words(text)
    return [tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)]


def quoted_bounds(text: str, span: Span) -> list[Span]:
    """What stands between quotation marks, with the marks."""
    return [Span(*match.span()) for match in QUOTED.finditer(text, span.start, span.stop)]


@dataclass(frozen=True)
class View:
    """One side of a change."""

    words: str  # the changed words, without white space around them
    context: str  # the sentence or sentences that they stand in
    inside: Span | None  # their place in the context; None where there are none
    matches: tuple[Match, ...] = ()  # terms that touch the changed words
    figures: tuple[Figure, ...] = ()  # figures that touch them
    people: tuple[Span, ...] = ()  # names of people in the context
    after: tuple[Match, ...] = ()  # terms that begin right behind the changed words
    capitals: frozenset[str] = frozenset()  # words that are names elsewhere in the text
    small: frozenset[str] = frozenset()  # words that the text writes small

    @cached_property
    def tokens(self) -> list[str]:
        """The changed words and marks one by one."""
        return (
            [t.words for t in split_tokens(self.words, Span(0, len(self.words)))]
            if (self.words)
            else []
        )

    @cached_property
    def counted(self) -> list[str]:
        """The changed words without marks."""
        return [token for token in self.tokens if is_word(token)]

    @cached_property
    def content(self) -> list[str]:
        """The words that say something: without marks and small words."""
        small = {self.said(m).lower() for m in self.matches if m.concept.id == "small-word"}
        return [token for token in self.counted if token.lower() not in small]

    @cached_property
    def folded(self) -> str:
        """The words with typography folded."""
        return fold(self.words).kept.strip() if self.words else ""

    def concepts(self, *fields: str) -> list[Concept]:
        """The concepts of those fields, in order."""
        return [match.concept for match in self.of_field(*fields)]

    def of_field(self, *fields: str) -> list[Match]:
        """The terms of those fields, in order."""
        return [m for m in self.matches if m.concept.field in fields]

    def cue(self, *ids: str) -> str:
        """The words of the first cue of those ids, or nothing."""
        found = (m for m in self.matches if m.concept.id in ids)
        return next((self.said(match) for match in found), "")

    def said(self, match: Match) -> str:
        """The words of a term as they stand in the sentence."""
        return self.context[match.span.start : match.span.stop]

    @cached_property
    def named(self) -> Counter[str]:
        """Words that name: terms of the base, and words in capitals where capitals tell."""
        found: Counter[str] = Counter()
        if self.inside is None:
            return found
        named = [m.span for m in self.of_field(*NAMED)] + list(self.people)
        spoken = [m.span for m in self.matches if m.concept.id in PRONOUNS]
        telling = self._capitals_tell()
        for token in split_tokens(self.context, self.inside):
            span = Span(token.start, token.stop)
            if any(n.touches(span) for n in named) or (
                telling and self._is_name(span) and span not in spoken
            ):
                found[token.words] += 1
        return found

    def _capitals_tell(self) -> bool:
        words = [w for w in re.findall(r"[^\W\d]+", self.context) if len(w) > 3]
        capitals = sum(w[0].isupper() for w in words)
        sentence = re.search(r"[.!?][\"”’)]*$", self.context)
        alone = len(words) <= FRAGMENT and self.words == self.context
        few = len(words) < 2
        return bool(sentence) or alone or few or capitals < HEADING * len(words)

    def _is_name(self, span: Span) -> bool:
        word = self.context[span.start : span.stop]
        if not word[0].isupper() or not any(c.isalpha() for c in word):
            return False
        before = self.context[: span.start]
        titled = SHORTENED_END.search(before)  # Dr. | Natalia
        opens = not before.strip() or (STOP.search(before) and not titled)
        alone = len(self.context.split()) <= FRAGMENT and not re.search(r"[.!?]$", self.context)
        if word in self.capitals:
            return True
        return bool(not opens or alone or sum(c.isupper() for c in word) > 1)


NOTHING = View("", "", None)


@dataclass(frozen=True)
class Case:
    """A change, seen from both sides."""

    field: ChangedField
    old: View
    new: View
    base: TermBase
    moved: bool = False
    whole: bool = False
    lead: bool = False  # in the first paragraph that says something
    head: bool = False  # before it
    titles: tuple[str, str] = ("", "")  # of the two wordings
    language: str = "en"
    elsewhere: bool = False  # whether the words of either side stand in the other wording, too

    @property
    def views(self) -> tuple[View, View]:
        """Both sides."""
        return self.old, self.new

    @cached_property
    def different(self) -> tuple[list[str], list[str]]:
        """Words that say something and stand on one side only."""
        ours, theirs = Counter(self.old.content), Counter(self.new.content)
        return list((ours - theirs).elements()), list((theirs - ours).elements())

    @property
    def sentences(self) -> int:
        """Sentences of the longer side."""
        longer = max((view.words for view in self.views), key=len)
        return len(list(split_sentences(longer, self.language)))

    @property
    def longest(self) -> int:
        """Words of the longer side."""
        return max(len(self.old.counted), len(self.new.counted))

    def share(self, words: tuple[Counter[str], Counter[str]]) -> float:
        """What share of the different words these are, 0 to 1."""
        told = sum(
            (Counter(different) & found).total()
            for different, found in zip(self.different, words, strict=True)
        )
        return told / max(1, len(self.different[0]) + len(self.different[1]))


def view_of(scanner: Scanner, place: Range, context: Span | None) -> View:
    """What one side of a change shows."""
    words = scanner.text[slice(*place)]
    if context is None or not words.strip():
        around = scanner.text[context.start : context.stop] if context else ""
        return View("", around, None)
    inside = _trimmed(scanner.text, place, context)
    near = [m for m in scanner.matches(context) if m.span.touches(inside)]
    figures = [f for span, f in scanner.amounts(context) if span.touches(inside)]
    chinese = scanner.language.startswith("zh")
    return View(
        words.strip(),
        scanner.text[context.start : context.stop],
        inside,
        tuple(near),
        tuple(figures),
        tuple(scanner.names(context)) if chinese else (),
        tuple(_behind(scanner.matches(context), inside)),
        scanner.capitals,
        scanner.small,
    )


def _trimmed(text: str, place: Range, context: Span) -> Span:
    """The changed words' place in their context, without white space around them."""
    words = text[slice(*place)]
    start = place[0] + len(words) - len(words.lstrip())
    return Span(start - context.start, start - context.start + len(words.strip()))


def _behind(matches: Sequence[Match], inside: Span) -> Iterator[Match]:
    return (m for m in matches if 0 <= m.span.start - inside.stop <= 1)


def case_of(
    raw: Raw,
    field: ChangedField,
    scanners: tuple[Scanner, Scanner],
    lead: tuple[Span | None, Span | None],
    titles: tuple[str, str],
) -> Case:
    """A change as the rules see it."""
    old, new = scanners
    views = view_of(old, raw.old, raw.old_context), view_of(new, raw.new, raw.new_context)
    return Case(
        field,
        *views,
        old.base,
        raw.moved,
        raw.whole,
        _within(raw.old, lead[0]) or _within(raw.new, lead[1]),
        _before(raw.old, lead[0]) and _before(raw.new, lead[1]),
        titles,
        old.language,
        _elsewhere(views, scanners),
    )


def _elsewhere(views: tuple[View, View], scanners: tuple[Scanner, Scanner]) -> bool:
    """Whether each side that has words has many, and nearly all of them stand in the other text."""
    sides = [(v, other) for v, other in zip(views, scanners[::-1], strict=True) if v.words]
    if not sides or any(len(view.counted) < STANDS_LEAST for view, _ in sides):
        return False
    return all(_share_of(_runs(view.words), other.runs) >= STANDS for view, other in sides)


def _share_of(runs: Sequence[tuple[str, ...]], others: frozenset[tuple[str, ...]]) -> float:
    return sum(run in others for run in runs) / max(1, len(runs))


def _within(place: Range, lead: Span | None) -> bool:
    return (
        lead is not None
        and place[0] < place[1]
        and place[0] < lead.stop
        and (lead.start < place[1])
    )


def _before(place: Range, lead: Span | None) -> bool:
    return lead is not None and place[1] <= lead.start
