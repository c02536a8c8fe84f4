"""The compiled term base: concepts, and the automata that find their terms in a text."""

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from ahocorasick_rs import AhoCorasick, Implementation

from crossread.errors import BadInput
from crossread.lexicon.concept import Concept
from crossread.model import Span
from crossread.text.fold import Folded, fold

PARENT = 0.5  # how near a concept is to its parent
CLOSE = 0.4  # weight of a relation from which a second one may follow it ...
SECOND = 0.5  # ... at this share of the product of the two
HIDES = {  # a longer match of the first field hides what lies inside it of the others
    "organisations": ("themes", "countries", "places", "acts", "offices"),
    "places": ("countries",),
    "offices": ("themes", "organisations"),
    "contested": (),
    "umbrellas": (),
}
REST_OF_WORD = re.compile("[^\\W_\u3040-\u9fff]*")
RUN_OF_LETTERS = re.compile("[^\\W_\u3040-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class Match:
    """A concept found in a text, and where."""

    concept: Concept
    span: Span
    term: str  # as the term base writes it


class TermBase:
    """The term base, read only. Make it with `load_base` (the shipped one) or `from_table`."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.version: str = table["version"]
        self.months: Mapping[str, Mapping[str, int]] = table.get("months", {})
        self._small: Mapping[str, Sequence[str]] = table.get("small_words", {})
        self._entries: dict[str, dict[str, Any]] = table["concepts"]
        self._concepts: dict[str, Concept] = {}  # made when first asked for
        self._terms: dict[str, list[tuple[str, str, int]]] = table["terms"]
        self._automata: dict[str, _Automaton] = {}
        self._reach: dict[str, dict[str, float]] = {}

    def __contains__(self, identity: str) -> bool:
        return identity in self._entries

    def small_words(self, language: str) -> frozenset[str]:
        """Folded words of a language that weigh little beside others; none for one not known."""
        return frozenset(self._small.get(language.split("-")[0], ()))

    def concept(self, identity: str) -> Concept:
        """The concept with that id.

        Raises:
            BadInput: there is none.
        """
        if identity not in self._concepts:
            if identity not in self._entries:
                raise BadInput(f"the term base has no concept {identity!r}")
            self._concepts[identity] = _concept(identity, self._entries[identity])
        return self._concepts[identity]

    def concepts(self, field: str | None = None) -> Iterator[Concept]:
        """All concepts, or those of one field, in the order of their ids."""
        for identity, entry in self._entries.items():
            if field is None or entry["field"] == field:
                yield self.concept(identity)

    def languages(self) -> tuple[str, ...]:
        """The languages it has terms in, by code, in alphabetical order."""
        return tuple(sorted(self._terms))

    def terms(self, language: str) -> Iterator[tuple[str, str]]:
        """Each term of a language with its concept's id; excluding terms are left out."""
        for term, identity, is_not in self._terms.get(language, ()):
            if not is_not:
                yield term, identity

    def label(self, identity: str) -> str:
        """What a reader of English calls the concept; the id in words if it is not known."""
        entry = self._entries.get(identity)
        return entry["label"] if entry else identity.replace("-", " ")

    def neighbours(self, identity: str) -> Mapping[str, float]:
        """Related concepts, from either end of the relation, with weights 0..1."""
        return self.concept(identity).related

    def within_reach(self, identity: str) -> Mapping[str, float]:
        """Every concept that may name the same matter, and how near it is, 0..1.

        The concept itself (1), those related to it, its parent, and, at half the product of the
        two weights, those closely related to the closely related.
        """
        if identity not in self._reach:
            self._reach[identity] = self._within_reach(identity)
        return self._reach[identity]

    def _within_reach(self, identity: str) -> dict[str, float]:
        concept = self.concept(identity)
        reach = dict(concept.related)
        for near, weight in concept.related.items():
            for far, more in self.neighbours(near).items():
                if min(weight, more) >= CLOSE:
                    reach[far] = max(reach.get(far, 0.0), SECOND * weight * more)
        if concept.parent and concept.parent in self:
            reach[concept.parent] = max(reach.get(concept.parent, 0.0), PARENT)
        reach[identity] = 1.0
        return reach

    def covers(self, language: str) -> bool:
        """Whether the base has terms of the language (`en`, `ru`, `zh`, whatever the region)."""
        return language.split("-")[0] in self._terms

    def find(self, text: str, language: str) -> list[Match]:
        """Every concept in `text`, in the order of the text.

        Of terms of one field that lie one inside the other the longer counts. A language that
        is not covered is searched for names in capitals (NATO, G20) alone.
        """
        automaton = self._automaton(language.split("-")[0])
        return _visible(automaton.find(fold(text)))

    def _automaton(self, language: str) -> "_Automaton":
        if language not in self._automata:
            terms = list(self._terms.get(language, ()))
            if language != "en":  # NATO and G20 are written so in any language
                terms += [t for t in self._terms.get("en", ()) if _is_abbreviation(t[0])]
            self._automata[language] = _Automaton(terms, self.concept)
        return self._automata[language]


class _Automaton:
    """Terms found by the literal before their first `*`, the rest checked where it stands."""

    def __init__(
        self, terms: list[tuple[str, str, int]], concept: Callable[[str], Concept]
    ) -> None:
        self._concept = concept
        self._terms = terms
        heads = [row[0].partition("*")[0].lower() for row in terms]
        # of the three kinds the one that is built fastest: texts are short, starts are many
        kind = Implementation.NoncontiguousNFA
        self._search = AhoCorasick(heads, implementation=kind) if heads else None
        # most terms are plain small letters: where the automaton stops, they stand
        self._plain = [row[0] == head for row, head in zip(terms, heads, strict=True)]

    def find(self, text: Folded) -> tuple[list[Match], list[Match]]:
        """The matches, and the matches of terms that exclude."""
        found: list[Match] = []
        excluded: list[Match] = []
        if self._search is None:
            return found, excluded
        inside = _inside_words(text.low)
        for number, start, stop in self._search.find_matches_as_indexes(text.low, overlapping=True):
            if inside[start]:
                continue
            term, identity, is_not = self._terms[number]
            if not self._plain[number]:
                stop = _stop(_laid_out(term), text, start)
            elif inside[stop]:
                continue
            if stop:
                match = Match(self._concept(identity), text.span(start, stop), term)
                (excluded if is_not else found).append(match)
        return found, excluded


def standing_in(matches: Sequence[Match], span: Span) -> Sequence[Match]:
    """Those that stand wholly inside `span`, of matches in the order of the text."""
    first = bisect_left(matches, span.start, key=_start_of)
    last = bisect_left(matches, span.stop, lo=first, key=_start_of)
    return [m for m in matches[first:last] if m.span.stop <= span.stop]


def _start_of(match: Match) -> int:
    return match.span.start


@dataclass(frozen=True, slots=True)
class _Term:
    """A term laid out for checking: literals, with the rest of a word between two of them."""

    literals: tuple[str, ...]  # in small letters
    capitals: tuple[tuple[int, ...], ...]  # for each literal, the places of its capitals
    open_end: bool  # whether the last word may go on: a `*` or a mark at the end, or Chinese


@cache
def _laid_out(term: str) -> _Term:
    parts = term.split("*")
    literals = tuple(p.lower() for p in parts)
    capitals = tuple(tuple(i for i, c in enumerate(p) if c != c.lower()) for p in parts)
    last = term[-1]
    return _Term(literals, capitals, not last.isalnum() or _is_cjk(last))


def _stop(term: _Term, text: Folded, start: int) -> int:
    """Where the term that begins at `start` ends, or 0 if it does not stand there.

    A small letter matches either case, a capital only itself, `*` the rest of a word.
    """
    place = start
    for number, literal in enumerate(term.literals):
        if number:
            place = _word_end(text.low, place)
        if not text.low.startswith(literal, place):
            return 0
        for i in term.capitals[number]:
            if text.kept[place + i] == text.low[place + i]:
                return 0
        place += len(literal)
    if not term.open_end and _word_end(text.low, place) > place:
        return 0
    return place


def _word_end(text: str, place: int) -> int:
    """Where the letters and digits that begin at `place` end; Chinese ones do not count."""
    found = REST_OF_WORD.match(text, place)
    return found.end() if found else place


def _inside_words(text: str) -> bytearray:
    """For each place, and the end: 1 where both characters around it are of one word.

    No term can begin or end there. Chinese and Japanese characters are words of their own.
    """
    inside = bytearray(len(text) + 1)
    for run in RUN_OF_LETTERS.finditer(text):
        start, stop = run.span()
        inside[start + 1 : stop] = b"\x01" * (stop - start - 1)
    return inside


def _is_cjk(character: str) -> bool:
    return "\u3040" <= character <= "\u9fff"


def _is_abbreviation(term: str) -> bool:
    return term.isupper() and sum(c.isalpha() for c in term) > 1


def _visible(matches: tuple[list[Match], list[Match]]) -> list[Match]:
    """Leave out what is excluded and what a longer match hides; the rest in text order."""
    found, excluded = matches
    barred = _Barred(excluded)
    kept: list[Match] = []
    seen: set[tuple[str, Span]] = set()
    widest: list[Match] = []  # matches that may still hide later ones
    for match in sorted(found, key=lambda m: (m.span.start, -m.span.stop)):
        span = match.span
        key = (match.concept.id, span)
        widest = [w for w in widest if w.span.stop > span.start]
        # none in `widest` begins later: one that reaches as far holds the match
        if key in seen or any(w.span.stop >= span.stop and _hides(w, match) for w in widest):
            continue
        if barred.holds(match):
            continue
        seen.add(key)
        kept.append(match)
        widest.append(match)
    return kept


class _Barred:
    """Where terms that exclude stand, by concept: starts in order, and how far any reaches."""

    def __init__(self, excluded: Sequence[Match]) -> None:
        self._starts: dict[str, list[int]] = {}
        self._reach: dict[str, list[int]] = {}
        for match in sorted(excluded, key=lambda m: m.span.start):
            reach = self._reach.setdefault(match.concept.id, [])
            reach.append(max(match.span.stop, reach[-1] if reach else 0))
            self._starts.setdefault(match.concept.id, []).append(match.span.start)

    def holds(self, match: Match) -> bool:
        """Whether one of them holds the match: it begins no later, and reaches as far."""
        starts = self._starts.get(match.concept.id)
        if not starts:
            return False
        before = bisect_right(starts, match.span.start)
        return before > 0 and self._reach[match.concept.id][before - 1] >= match.span.stop


def _hides(longer: Match, match: Match) -> bool:
    """Whether a match hides another that it holds."""
    if longer.span == match.span:
        return False
    ours, theirs = longer.concept.field, match.concept.field
    if ours == theirs == "cues":  # "as long as" is a condition and opens a clause all the same
        return longer.concept is match.concept
    return ours == theirs or theirs in HIDES.get(ours, ())


def _concept(identity: str, entry: dict[str, Any]) -> Concept:
    return Concept(
        id=identity,
        field=entry["field"],
        label=entry["label"],
        definition=entry.get("definition", ""),
        parent=entry.get("parent"),
        related=MappingProxyType(entry.get("related", {})),
        general=entry.get("general", False),
        more=MappingProxyType(entry.get("more", {})),
    )


@cache
def load_base() -> TermBase:
    """The term base that ships with crossread, read once a process."""
    file = resources.files("crossread.lexicon") / "base.json"
    return TermBase(json.loads(file.read_text(encoding="utf-8")))
