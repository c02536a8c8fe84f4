"""Sentences cut into clauses, each with a matter of its own.

A sentence is first laid out in *pieces*, at every mark or word that can join two statements.
Between two pieces each rule in `CUT_RULES` is asked whether a new point begins; if none says
yes they stay together. A piece that carries no matter always joins its neighbour.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from crossread.lexicon import Match
from crossread.model import Span

MARK = re.compile(r"[,;:，、；：]|\s[–—-]\s")
WORDS = re.compile("[\u4e00-\u9fff]|[^\\W\u4e00-\u9fff]+")
STRONG = frozenset(";；")
LIST_MARKS = frozenset("、")
CARRYING = frozenset({"themes", "umbrellas", "atmosphere", "places", "organisations"})
CARRIED_MAX = 500  # characters of a point that has taken up what says more of it
MATTERS = frozenset({"themes", "umbrellas"})
NAMES = frozenset({"countries", "places", "organisations"})
SKIPPED_CUES = frozenset(
    {"also", "pronoun-single", "both-sides", "in-turn", "first-person", "while", "negation", "will"}
)
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


@dataclass(frozen=True, slots=True)
class Piece:
    """What lies between two possible cuts."""

    span: Span
    joint: str  # the mark or word before it, folded: ", and" or "、" or ""
    words: str
    matches: tuple[Match, ...]

    def cues(self) -> set[str]:
        """The cues found in the piece."""
        return {m.concept.id for m in self.matches if m.concept.field == "cues"}

    def matters(self) -> set[str]:
        """Ids of what it speaks of: themes and umbrellas, not the general ones."""
        return {
            m.concept.id
            for m in self.matches
            if m.concept.field in MATTERS and not m.concept.general
        }

    def has_matter(self) -> bool:
        """Whether it speaks of anything at all, be it in general."""
        return any(m.concept.field in MATTERS for m in self.matches)

    def opening(self, cue: str) -> bool:
        """Whether it begins with a word of that cue."""
        return any(m.concept.id == cue and m.span.start <= self.span.start for m in self.matches)

    def opens_with_act(self) -> bool:
        """Whether an act stands at its start, behind at most a subject."""
        act = next((m for m in self.matches if m.concept.field == "acts"), None)
        if act is None or self.opening("relative"):
            return False
        before = self.words[: act.span.start - self.span.start]
        passed = [
            m
            for m in self.matches
            if m.span.stop <= act.span.start
            and (m.concept.field in ("offices", "countries") or m.concept.id in SKIPPED_CUES)
        ]
        if any(m.concept.field in MATTERS and m.span.stop <= act.span.start for m in self.matches):
            return False
        for match in sorted(passed, key=lambda m: -m.span.start):
            start, stop = (p - self.span.start for p in (match.span.start, match.span.stop))
            before = before[:start] + before[stop:]
        small = [w for w in re.findall(r"\w+", before) if not w[:1].isupper()]
        return len(small) <= ACT_WITHIN and not _is_chinese_long(before)


def _is_chinese_long(before: str) -> bool:
    return sum("\u4e00" <= c <= "\u9fff" for c in before) > 2 * ACT_WITHIN


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
        pieces = list(_pieces(text, sentence, inside))
        made = [_clause(number, group, rule) for group, rule in _grouped(pieces)]
        clauses += _with_tags(text, made)
    return clauses


def _with_tags(text: str, clauses: Sequence[Clause]) -> list[Clause]:
    """A tag such as "the President said" belongs to the words that it follows."""
    kept: list[Clause] = []
    for clause in clauses:
        words = len(WORDS.findall(text[clause.span.start : clause.span.stop]))
        if (
            kept
            and words <= TAG_WORDS
            and not any(m.concept.field in MATTERS for m in clause.matches)
        ):
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
    return any(
        m.concept.field in CARRYING or m.concept.id in ("attendance", "initiative")
        for m in clause.matches
    )


def _follows(last: Clause, clause: Clause, text: str) -> bool:
    between = text[last.span.stop : clause.span.start]
    return "\n" not in between and len(last.span) + len(clause.span) <= CARRIED_MAX


def _pieces(text: str, sentence: Span, matches: Sequence[Match]) -> Iterator[Piece]:
    start, joint = sentence.start, ""
    for stop, resume in _joints(text, sentence, matches):
        if stop > start and re.search(r"\w", text[start:stop]):
            yield _piece(text, Span(start, stop), joint, matches)
            joint = ""
        joint = (joint + text[stop:resume]).strip().lower()
        start = resume
    if start < sentence.stop:
        yield _piece(text, Span(start, sentence.stop), joint, matches)


def _joints(text: str, sentence: Span, matches: Sequence[Match]) -> list[tuple[int, int]]:
    """Where one piece stops and the next resumes: marks, and the words of the cue `and`."""
    words = text[sentence.start : sentence.stop]
    found = [(m.start() + sentence.start, m.end() + sentence.start) for m in MARK.finditer(words)]
    found = [(a, b) for a, b in found if not _inside_figure(text, a)]
    found += [(m.span.start, m.span.stop) for m in matches if m.concept.id == "and"]
    hidden = [m.span for m in matches if m.concept.id != "and" and len(m.span) > 1]
    free = [(a, b) for a, b in found if not any(s.start < a and b < s.stop for s in hidden)]
    spaced = [(_before_space(text, a, sentence.start), _after_space(text, b)) for a, b in free]
    return sorted({(a, min(b, sentence.stop)) for a, b in spaced})


def _inside_figure(text: str, place: int) -> bool:
    """1,000 and 18:55 are one number."""
    return text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()


def _before_space(text: str, place: int, least: int) -> int:
    while place > least and text[place - 1].isspace():
        place -= 1
    return place


def _after_space(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _piece(text: str, span: Span, joint: str, matches: Sequence[Match]) -> Piece:
    inside = tuple(m for m in matches if span.holds(m.span))
    return Piece(span, joint, text[span.start : span.stop], inside)


def strong_mark(left: Piece, right: Piece) -> bool:
    """X agreed ...; Y proposed ..."""
    return bool(STRONG & set(right.joint)) and right.has_matter() and left.has_matter()


def before_new_act(left: Piece, right: Piece) -> bool:
    """... concern over the border | and urged both sides to ..."""
    return right.opens_with_act() and _is_statement(left)


def second_statement(left: Piece, right: Piece) -> bool:
    """The US has provided aid | and is exploring support"""
    return right.opening("verb-opening") and bool(right.matters()) and bool(left.matters())


def other_matter(left: Piece, right: Piece) -> bool:
    """regional security, | the peace talks | and counterterrorism"""
    ours, theirs = left.matters(), right.matters()
    if not ours or not theirs or right.opening("relative") or _in_brackets(left, right):
        return False
    if min(_size(left), _size(right)) < ITEM_WORDS:
        return False
    if _is_chinese(right) and not LIST_MARKS & set(right.joint) and not _commits(left):
        return False  # commas part what belongs together, but where several things are agreed
    return not one_matter(left.matches, right.matches)


def general_phrase(left: Piece, right: Piece) -> bool:
    """trade and energy, | and the situation in the region"""
    vague = any(m.concept.field == "umbrellas" for m in right.matches) and not right.matters()
    return vague and bool(left.matters()) and _size(right) >= ITEM_WORDS and bool(right.joint)


CUT_RULES: tuple[Callable[[Piece, Piece], bool], ...] = (
    strong_mark,
    before_new_act,
    second_statement,
    other_matter,
    general_phrase,
)


def one_matter(left: Iterable[Match], right: Iterable[Match]) -> bool:
    """Whether two passages share a specific concept, or have closely related ones."""
    ours = {m.concept.id: m.concept for m in left if _is_specific(m)}
    theirs = {m.concept.id: m.concept for m in right if _is_specific(m)}
    if ours.keys() & theirs.keys():
        return True
    return any(
        a.related.get(b.id, 0.0) >= RELATED
        or b.related.get(a.id, 0.0) >= RELATED
        or a.parent == b.id
        or b.parent == a.id
        for a in ours.values()
        for b in theirs.values()
    )


def _is_statement(piece: Piece) -> bool:
    """Whether the piece can stand alone: not "On Taiwan, | he said", nor 他指出，| 中方关切…"""
    long = _size(piece) >= STATEMENT_WORDS
    if not piece.has_matter():
        return long and _acts(piece) > 0 and any(m.concept.field in NAMES for m in piece.matches)
    return long or _acts(piece) > 0


def _size(piece: Piece) -> int:
    """Words; a Chinese character counts as two, so that no Chinese item is too short."""
    return sum(2 if "\u4e00" <= w <= "\u9fff" else 1 for w in WORDS.findall(piece.words))


def _commits(piece: Piece) -> bool:
    """Whether something is agreed or decided in it: what follows may be the next such thing."""
    acts = (m.concept.more for m in piece.matches if m.concept.field == "acts")
    return any(act.get("strength", 0) >= COMMITS for act in acts)


def _is_chinese(piece: Piece) -> bool:
    return any("\u4e00" <= c <= "\u9fff" for c in piece.words)


def _in_brackets(left: Piece, right: Piece) -> bool:
    """Whether the cut would fall between brackets: (food, fish | and fertiliser)."""
    return sum(left.words.count(c) for c in "(（") > sum(left.words.count(c) for c in ")）")


def _is_specific(match: Match) -> bool:
    return match.concept.field == "themes" and not match.concept.general


def _acts(piece: Piece) -> int:
    return sum(m.concept.field == "acts" for m in piece.matches)


def why_cut(left: Piece, right: Piece) -> str | None:
    """The name of the rule that begins a new point at `right`, or None."""
    return next((rule.__name__ for rule in CUT_RULES if rule(left, right)), None)


def _grouped(pieces: Sequence[Piece]) -> list[tuple[list[Piece], str]]:
    """Pieces gathered into clauses, each with the rule that opened it."""
    groups: list[tuple[list[Piece], str]] = []
    for piece in pieces:
        rule = why_cut(_joined(groups[-1][0]), piece) if groups else "sentence"
        if rule is None:
            groups[-1][0].append(piece)
        else:
            groups.append(([piece], rule))
    return groups


def _joined(group: Sequence[Piece]) -> Piece:
    """Several pieces seen as one; the joint is that of the first."""
    if len(group) == 1:
        return group[0]
    span = Span(group[0].span.start, group[-1].span.stop)
    matches = tuple(m for piece in group for m in piece.matches)
    return Piece(span, group[0].joint, " ".join(p.words for p in group), matches)


def _clause(sentence: int, group: Sequence[Piece], rule: str) -> Clause:
    whole = _joined(group)
    return Clause(whole.span, sentence, rule, whole.matches)
