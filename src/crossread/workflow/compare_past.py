"""A comparison read against an archive: what of it is formula, what is new."""

from dataclasses import replace

from crossread.errors import CrossreadError
from crossread.lexicon import TermBase, load_base
from crossread.model import Comparison, Finding, PointPast, Quote, SidePast
from crossread.model.phrase import Label, PassageNovelty
from crossread.workflow.novelty import read_novelty
from crossread.workflow.past import Past

# What is left of a finding's salience where all its words were said before: set by hand, so that
# an omission of a formula comes behind one of news, and stays before a difference of length.
KEPT: dict[Label, float] = {"new": 1.0, "variant": 0.9, "formula": 0.6}
ALWAYS_FIRST = frozenset({"limits", "contact"})  # findings on the comparison itself


def with_past(comparison: Comparison, past: Past, base: TermBase | None = None) -> Comparison:
    """The comparison with what the archive held like each point, its findings in that order.

    A side that states no day, or reports nothing that can be read alone, goes without; so does
    the whole comparison where neither can be read.

    Args:
        comparison: of two texts.
        past: of an archive, which may hold them.
        base: a term base of your own.
    """
    base = base or load_base()
    sides = []
    for side in ("left", "right"):
        reading = comparison.side(side)
        try:
            novelty = read_novelty(past, reading.readout, base)
        except CrossreadError:
            continue
        read = {one.passage.start: one for one in novelty.passages}
        points = (
            _as_past(point.id, read[point.span.start])
            for point in reading.points
            if point.span.start in read
        )
        # against nothing all would be new, which says nothing
        told = tuple(points) if novelty.corpus.statements else ()
        sides.append(SidePast(side, novelty.corpus, told))
    found = replace(comparison, past=tuple(sides))
    return replace(found, findings=order_findings(found))


def _as_past(point: str, read: PassageNovelty) -> PointPast:
    return PointPast(point, read.label, read.count, read.first.origin.day if read.first else None)


def order_findings(comparison: Comparison) -> tuple[Finding, ...]:
    """The findings with less salience where their words are formulas, in falling salience."""
    if not comparison.past:
        return comparison.findings
    weighed = [_weighed(finding, comparison) for finding in comparison.findings]
    return tuple(sorted(weighed, key=lambda f: -f.salience))


def _weighed(finding: Finding, comparison: Comparison) -> Finding:
    if finding.kind in ALWAYS_FIRST:
        return finding
    kept = [KEPT[label] for q in finding.quotes if (label := _label(q, comparison))]
    return replace(finding, salience=finding.salience * max(kept, default=1.0))


def _label(quote: Quote, comparison: Comparison) -> Label | None:
    """The label of the newest point that the quote touches; None where none was read."""
    told = {p.point: p.label for s in comparison.past if s.side == quote.side for p in s.points}
    touched = [
        told[point.id]
        for point in comparison.side(quote.side).points
        if quote.field == "text" and point.id in told and point.span.touches(quote.span)
    ]
    return max(touched, key=lambda label: KEPT[label], default=None)
