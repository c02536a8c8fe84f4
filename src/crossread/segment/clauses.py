"""Sentences cut into clauses, each with a matter of its own.

A sentence is first laid out in *pieces*, at every mark or word that can join two statements.
Between two pieces each rule in `CUT_RULES` is asked whether a new point begins; if none says
yes they stay together. A piece that carries no matter always joins its neighbour.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from crossread.lexicon import Concept, Match
from crossread.model import Span
from crossread.segment.pieces import HAN, MATTERS, WORDS, Held, Piece, lay_out, make_pieces

WORD = re.compile(r"\w+")
TITLES = frozenset({"offices", "countries"})

STRONG = frozenset(";；")
LIST_MARKS = frozenset("、")
CARRYING = frozenset({"themes", "umbrellas", "atmosphere", "places", "organisations"})
CARRIED_MAX = 500  # characters of a point that has taken up what says more of it
SKIPPED_CUES = frozenset(
    {"also", "pronoun-single", "both-sides", "in-turn", "first-person", "while", "negation", "will"}
)
PRONOUNS = frozenset({"pronoun-single", "both-sides", "first-person"})
RELATED = 0.45  # concepts related at least so much are one matter (set by eye on eight pairs)
ITEM_WORDS = 3  # a shorter member of a list is no point of its own (Chinese characters: any)
COMMITS = 5  # place on the ladder of acts from which something is agreed
TAG_WORDS = 6  # a clause so short that speaks of nothing is part of the one before
STATEMENT_WORDS = 8  # a shorter opening without an act only names the topic: On Taiwan, he said
ACT_WITHIN = 4  # words that may stand between the start of a clause and its act


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of one sentence that reports one thing."""

    span: Span
    sentence: int  # number of the sentence in the text, from 0
    opened_by: str  # the rule that cut here, or "sentence"
    matches: tuple[Match, ...]  # what the term base found inside it


def split_clauses(text: str, sentences: Sequence[Span], matches: Sequence[Match]) -> list[Clause]:
    """The clauses of `sentences`, in order, with what was found in each.

    Args:
        text: the readout's text.
        sentences: its sentences, in order.
        matches: what the term base found in it, in the order of the text.

    Returns:
        Clauses that do not overlap. Connectives between two clauses belong to neither.
    """
    starts = [m.span.start for m in matches]
    clauses: list[Clause] = []
    for number, sentence in enumerate(sentences):
        low, high = bisect_left(starts, sentence.start), bisect_left(starts, sentence.stop)
        inside = [m for m in matches[low:high] if m.span.stop <= sentence.stop]
        pieces = make_pieces(text, lay_out(text, sentence, inside), inside)
        made = [_clause(number, group, rule) for group, rule in _grouped(pieces)]
        clauses += _with_tags(text, made)
    return clauses


def _with_tags(text: str, clauses: Sequence[Clause]) -> list[Clause]:
    """A tag such as "the President said" belongs to the words that it follows."""
    kept: list[Clause] = []
    for clause in clauses:
        silent = kept and not any(m.concept.field in MATTERS for m in clause.matches)
        if silent and len(WORDS.findall(text, clause.span.start, clause.span.stop)) <= TAG_WORDS:
            last = kept.pop()
            span = Span(last.span.start, clause.span.stop)
            clause = Clause(span, last.sentence, last.opened_by, last.matches + clause.matches)
        kept.append(clause)
    return kept


def with_carriers(clauses: Sequence[Clause], text: str) -> list[Clause]:
    """A sentence that speaks of nothing goes with the one before it in its paragraph.

    "It helps us to endure." says more of what was said before; alone it is no point.
    """
    kept: list[Clause] = []
    for clause in clauses:
        last = kept[-1] if kept else None
        if last is not None and not _carries(clause) and _follows(last, clause, text):
            span = Span(last.span.start, clause.span.stop)
            kept[-1] = Clause(span, last.sentence, last.opened_by, last.matches + clause.matches)
        else:
            kept.append(clause)
    return kept


def _carries(clause: Clause) -> bool:
    """Whether the clause has a matter, name or figure of its own."""
    return _speaks_anew(clause) or any(
        m.concept.field in CARRYING or m.concept.id in ("attendance", "initiative")
        for m in clause.matches
    )


def _speaks_anew(clause: Clause) -> bool:
    """Whether someone is named before its first act: the Russian President | responded."""
    act = next((m for m in clause.matches if m.concept.field == "acts"), None)
    return act is not None and any(
        m.concept.field == "offices" and m.span.stop <= act.span.start for m in clause.matches
    )


def _follows(last: Clause, clause: Clause, text: str) -> bool:
    between = text[last.span.stop : clause.span.start]
    return "\n" not in between and len(last.span) + len(clause.span) <= CARRIED_MAX


def strong_mark(left: Held, right: Piece) -> bool:
    """X agreed ...; Y proposed ..."""
    return right.held.speaks and left.speaks and not STRONG.isdisjoint(right.joint)


def before_new_act(left: Held, right: Piece) -> bool:
    """... concern over the border | and urged both sides to ..."""
    return _opens_with_act(right) and _is_statement(left)


def second_statement(left: Held, right: Piece) -> bool:
    """The US has provided aid | and is exploring support"""
    return bool(left.matters and right.held.matters) and right.opening("verb-opening")


def other_matter(left: Held, right: Piece) -> bool:
    """regional security, | the peace talks | and counterterrorism"""
    if not left.matters or not right.held.matters or right.opening("relative"):
        return False
    if left.brackets > 0:  # the cut would fall between them: (food, fish | and fertiliser)
        return False
    if min(left.size, right.held.size) < ITEM_WORDS:
        return False
    if not left.acts and left.size < STATEMENT_WORDS and _opens_with_actor(right):
        return False  # During the visit to Norland, | the Minister met
    if right.is_chinese() and LIST_MARKS.isdisjoint(right.joint) and left.strength < COMMITS:
        return False  # commas part what belongs together, but where several things are agreed
    return not one_matter(left.specific, right.held.specific)


def general_phrase(left: Held, right: Piece) -> bool:
    """trade and energy, | and the situation in the region"""
    vague = right.held.vague and not right.held.matters
    return vague and bool(left.matters) and right.held.size >= ITEM_WORDS and bool(right.joint)


CUT_RULES: tuple[Callable[[Held, Piece], bool], ...] = (
    strong_mark,
    before_new_act,
    second_statement,
    other_matter,
    general_phrase,
)


def one_matter(left: Mapping[str, Concept], right: Mapping[str, Concept]) -> bool:
    """Whether two passages share a specific concept, or have closely related ones."""
    if left.keys() & right.keys():
        return True
    return any(
        a.related.get(b.id, 0.0) >= RELATED
        or b.related.get(a.id, 0.0) >= RELATED
        or a.parent == b.id
        or b.parent == a.id
        for a in left.values()
        for b in right.values()
    )


def _opens_with_act(piece: Piece) -> bool:
    """Whether an act stands at its start, behind at most a subject."""
    if not piece.held.acts or piece.opening("relative"):
        return False
    act = next(m for m in piece.matches if m.concept.field == "acts")
    ahead = [m for m in piece.matches if m.span.stop <= act.span.start]
    if any(m.concept.field in MATTERS for m in ahead):
        return False
    before = piece.words[: act.span.start - piece.span.start]
    passed = [m.span for m in ahead if m.concept.field in TITLES or m.concept.id in SKIPPED_CUES]
    for span in sorted(passed, key=lambda s: -s.start):
        start, stop = span.start - piece.span.start, span.stop - piece.span.start
        before = before[:start] + before[stop:]
    small = [w for w in WORD.findall(before) if not w[:1].isupper()]
    return len(small) <= ACT_WITHIN and len(HAN.findall(before)) <= 2 * ACT_WITHIN


def _opens_with_actor(piece: Piece) -> bool:
    """Whether one who acts, and the act, stand at its start: the Minister met, he noted."""
    if not _opens_with_act(piece):
        return False
    act = next(m for m in piece.matches if m.concept.field == "acts")
    before = piece.words[: act.span.start - piece.span.start]
    return any(w[0].isupper() for w in WORD.findall(before)) or any(
        m.concept.id in PRONOUNS for m in piece.matches if m.span.stop <= act.span.start
    )


def _is_statement(held: Held) -> bool:
    """Whether the pieces can stand alone: not "On Taiwan, | he said", nor 他指出，| 中方关切…"""
    long = held.size >= STATEMENT_WORDS
    if not held.speaks:
        return long and held.acts > 0 and held.names
    return long or held.acts > 0


def why_cut(left: Held, right: Piece) -> str | None:
    """The name of the rule that begins a new point at `right`, or None."""
    for rule in CUT_RULES:
        if rule(left, right):
            return rule.__name__
    return None


def _grouped(pieces: Iterable[Piece]) -> list[tuple[list[Piece], str]]:
    """Pieces gathered into clauses, each with the rule that opened it."""
    groups: list[tuple[list[Piece], str]] = []
    held = Held()  # by the last group
    for piece in pieces:
        rule = why_cut(held, piece) if groups else "sentence"
        if rule is None:
            groups[-1][0].append(piece)
            held.take(piece.held)
        else:
            groups.append(([piece], rule))
            held = piece.held  # nobody asks again what that piece holds alone
    return groups


def _clause(sentence: int, group: Sequence[Piece], rule: str) -> Clause:
    span = Span(group[0].span.start, group[-1].span.stop)
    return Clause(span, sentence, rule, tuple(m for piece in group for m in piece.matches))
