"""What an archive held like the points of a comparison, in words."""

from collections.abc import Sequence

from crossread.brief.corpus import corpus_in_words
from crossread.brief.words import side_name
from crossread.model import Comparison, PointPast, Row, Side
from crossread.model.phrase import Corpus


def past_in_words(row: Row, side: Side, comparison: Comparison) -> str:
    """What is formula, variant or new in one side of a row; empty without an archive.

    Points of a label are told together, by the one that most statements had.
    """
    ids = row.left_points if side == "left" else row.right_points
    told = {p.point: p for past in comparison.past if past.side == side for p in past.points}
    points = [told[identity] for identity in ids if identity in told]
    return "; ".join(
        _label_in_words([p for p in points if p.label == label])
        for label in ("new", "variant", "formula")
        if any(p.label == label for p in points)
    )


def _label_in_words(points: Sequence[PointPast]) -> str:
    most = max(points, key=lambda p: p.count)
    if most.label == "new":
        return "new"
    noun = "statement" if most.count == 1 else "statements"
    return f"{most.label}: {most.count:,} {noun} before, since {most.first}"


def past_footer(comparison: Comparison) -> list[str]:
    """Against what each side was read: stands below every count."""
    return [
        f"{side_name(comparison, past.side)}: {_against(past.corpus)}" for past in comparison.past
    ]


def _against(corpus: Corpus) -> str:
    if not corpus.statements:
        return f"the archive has nothing earlier to set it against ({corpus_in_words(corpus)})"
    return f"formula, variant and new as against {corpus_in_words(corpus)}"
