"""Two wordings of one statement compared: the one function that the rest of the work calls."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from crossread.align.wording.case import Case, Scanner, case_of, quoted_bounds
from crossread.align.wording.gaps import Range, Raw, in_order
from crossread.align.wording.kinds import STOPPED, kind_of
from crossread.align.wording.passages import find_changes
from crossread.align.wording.pieces import Alphabet
from crossread.align.wording.significance import total, weigh
from crossread.align.wording.words import Bounds, Form, compare_words
from crossread.lexicon import TermBase
from crossread.model import Change, ChangedField, Span, Stretch, Weight, Wording, WordingEdit
from crossread.segment.sentences import split_lines
from crossread.text.language import detect_language
from crossread.text.tokens import split_words

METHOD = ("wording-edit", "2")
LEAD_WORDS = 12  # words of a first paragraph; a shorter line is a title, a dateline, a greeting
DAY = len("2022-02-24")  # the letters of an ISO moment that are its day
HOUR = 0.05  # of the same day: what another hour weighs
STATED: dict[ChangedField, tuple[str, float]] = {  # what is compared as a whole, and its weight
    "date": ("stated_date", 0.3),
    "url": ("address", 0.1),
}


def compare_wordings(old: Wording, new: Wording, base: TermBase) -> WordingEdit:
    """Say exactly what changed between two wordings of one statement, of which kind, how much.

    Args:
        old: the earlier wording.
        new: the later one, read by the same extractor (else its upgrade shows as an edit).
        base: the term base: words of commitment, names, figures.

    Returns:
        The changes in the order of title, text, stated date and address; of the text in the
        order of the new wording. Each has the words of both sides as they stand there. The same
        two wordings the other way round give the same changes with old and new swapped. Nothing
        changed: no changes.
    """
    language = _language(old, new)
    scene = _Scene(old, new, language, base)
    changes = scene.changes("title", 0)
    changes += scene.changes("text", len(changes))
    changes += [c for field in STATED for c in scene.stated(field)]
    return WordingEdit(
        changes=tuple(changes),
        language=language,
        methods=(METHOD, ("term-base", base.version)),
    )


def _language(old: Wording, new: Wording) -> str:
    told = {wording.language for wording in (old, new)} - {"und"}
    return min(told) if told else detect_language(max(new.text, old.text, key=_weight))


def _weight(text: str) -> tuple[int, str]:
    return len(text), text


@dataclass(frozen=True, slots=True)
class _Scene:
    """The two wordings, and how they are read."""

    old: Wording
    new: Wording
    language: str
    base: TermBase

    def changes(self, field: ChangedField, first: int) -> list[Change]:
        """The changes of a text or title; `first` is the number of the first in the edit."""
        before, after = self.old.field_text(field), self.new.field_text(field)
        if before == after:
            return []
        scanners = (
            Scanner(before, self.language, self.base),
            Scanner(after, self.language, self.base),
        )
        raws = _raws(field, scanners)
        lead = (_lead(before), _lead(after)) if field == "text" else (None, None)
        titles = (self.old.title, self.new.title)
        passages = {r.passage: first + n for n, r in enumerate(raws) if r.passage is not None}
        return [
            _change(
                raw, case_of(raw, field, scanners, lead, titles), scanners, _number(passages, raw)
            )
            for raw in raws
        ]

    def stated(self, field: ChangedField) -> Iterator[Change]:
        """The change of something that is stated of the text, shown whole."""
        before, after = self.old.field_text(field), self.new.field_text(field)
        if before == after:
            return
        rule, value = STATED[field]
        what: str = field
        if field == "date" and before[:DAY] == after[:DAY]:
            what, value = "hour", HOUR
        told = f"the stated {what} changed: {before or 'none'} -> {after or 'none'}"
        yield Change(
            kind="metadata",
            field=field,
            old=Stretch(0, len(before), before),
            new=Stretch(0, len(after), after),
            rule=rule,
            seen=(before, after),
            significance=value,
            weights=(Weight(told, value),),
        )


def _number(passages: dict[int, int], raw: Raw) -> int | None:
    """The number in the edit of the move that the change stands in."""
    return None if raw.inside is None else passages[raw.inside]


def _change(raw: Raw, case: Case, scanners: tuple[Scanner, Scanner], inside: int | None) -> Change:
    verdict = kind_of(case)
    weights = weigh(case, verdict)
    return Change(
        kind=verdict.kind,
        field=case.field,
        old=_stretch(scanners[0].text, raw.old),
        new=_stretch(scanners[1].text, raw.new),
        rule=verdict.rule,
        seen=verdict.seen,
        significance=total(weights),
        weights=weights,
        old_context=raw.old_context,
        new_context=raw.new_context,
        inside=inside,
    )


def _stretch(text: str, place: Range) -> Stretch:
    return Stretch(*place, text[slice(*place)])


def _raws(field: ChangedField, scanners: tuple[Scanner, Scanner]) -> list[Raw]:
    """The changes before they are known of what kind.

    Found in an order of the two texts that does not depend on which is the older, and turned
    back: so that the edit and its reverse are the same.
    """
    one, other = sorted(scanners, key=lambda scanner: _weight(scanner.text))
    bounds = _bounds(one, other)
    if field == "text":
        raws = find_changes(one.text, other.text, one.language, bounds, quoted_bounds)
    else:
        raws = _line_changes(one.text, other.text, bounds)
    if one is not scanners[0]:
        raws = [_turned(raw) for raw in raws]
    return in_order(raws)


def _bounds(one: Scanner, other: Scanner) -> Bounds:
    def figures(text: str, span: Span) -> list[Span]:
        scanner = one if text is one.text else other
        return scanner.figure_bounds(span)

    return figures


def _line_changes(old: str, new: str, bounds: Bounds) -> list[Raw]:
    """The changes of a line that is compared as one passage: a title."""
    one, other = (Span(0, len(line)) if line else None for line in (old, new))
    if one is None or other is None:
        return [Raw((0, len(old)), (0, len(new)), one, other)]
    forms = Form.of(old, one), Form.of(new, other)
    return list(compare_words(*forms, bounds, quoted_bounds, Alphabet()))


def _turned(raw: Raw) -> Raw:
    return replace(
        raw,
        old=raw.new,
        new=raw.old,
        old_context=raw.new_context,
        new_context=raw.old_context,
    )


def _lead(text: str) -> Span | None:
    """The first paragraph that says something."""
    lines = split_lines(text)
    return next((s for s in lines if _says(text[s.start : s.stop])), None)


def _says(paragraph: str) -> bool:
    """Whether it is long enough, and no by-line of many lines: it has an end, or a long line."""
    if _words(paragraph) < LEAD_WORDS:
        return False
    lines = paragraph.splitlines()
    return bool(STOPPED.search(paragraph)) or any(_words(line) >= LEAD_WORDS for line in lines)


def _words(text: str) -> int:
    return sum(1 for _ in split_words(text))
