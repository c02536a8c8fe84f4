"""A statement read against an archive's past as plain JSON values: `crossread.novelty/1`."""

from collections.abc import Mapping
from typing import Any

from crossread.brief.corpus import corpus_as_dict
from crossread.model.phrase import (
    Novelty,
    Passage,
    PassageNovelty,
    Pattern,
    Stretch,
)


def novelty_as_dict(novelty: Novelty, patterns: Mapping[str, Pattern]) -> dict[str, Any]:
    """The whole, with the pattern of each family."""
    origin = novelty.origin
    return {
        "format": "crossread.novelty/1",
        "statement": origin.statement,
        "publisher": origin.publisher,
        "counterpart": origin.counterpart,
        "date": str(origin.day),
        "points": [_point_as_dict(one, patterns) for one in novelty.passages],
        "dropped": [
            {
                "family": one.family,
                "pattern": _pattern(patterns.get(one.family)),
                "used": one.used,
                "contacts": one.contacts,
                "last": passage_as_dict(one.last),
            }
            for one in novelty.dropped
        ],
        "echo": [
            *(
                {
                    "start": p.passage.span.start,
                    "stop": p.passage.span.stop,
                    "words": p.passage.text,
                    "count": p.count,
                    "first": passage_as_dict(p.echo),
                }
                for p in novelty.passages
                if p.echo
            ),
            *(stretch_as_dict(stretch) for stretch in novelty.echoed),
        ],
        "stretches": [stretch_as_dict(stretch) for stretch in novelty.stretches],
        "new_share": round(novelty.new_share, 4),
        "new_share_without_formulas": round(novelty.new_share_without_formulas, 4),
        "whole": novelty.whole,
        "coverage": corpus_as_dict(novelty.corpus),
    }


def _point_as_dict(one: PassageNovelty, patterns: Mapping[str, Pattern]) -> dict[str, Any]:
    return {
        "start": one.passage.span.start,
        "stop": one.passage.span.stop,
        "words": one.passage.text,
        "label": one.label,
        "count": one.count,
        "publishers": dict(one.publishers),
        "counterparts": dict(one.counterparts),
        "first": passage_as_dict(one.first),
        "last": passage_as_dict(one.last),
        "share": None if one.share is None else round(one.share, 4),
        "contacts": one.contacts,
        "family": one.family,
        "pattern": _pattern(patterns.get(one.family or "")),
        "nearest": passage_as_dict(one.nearest),
        "swaps": [{"before": swap.before, "now": swap.now} for swap in one.swaps],
    }


def passage_as_dict(passage: Passage | None) -> dict[str, Any] | None:
    """Where a passage stands, and its words."""
    if passage is None:
        return None
    return {
        "statement": passage.origin.statement,
        "publisher": passage.origin.publisher,
        "date": str(passage.origin.day),
        "start": passage.span.start,
        "stop": passage.span.stop,
        "words": passage.text,
    }


def stretch_as_dict(stretch: Stretch) -> dict[str, Any]:
    """Words that stood in the archive before, with their first use."""
    use = stretch.first
    return {
        "start": stretch.span.start,
        "stop": stretch.span.stop,
        "words": stretch.words,
        "count": stretch.count,
        "first": {
            "statement": use.statement,
            "publisher": use.publisher,
            "date": str(use.day),
            "start": use.span.start,
            "stop": use.span.stop,
            "words": use.words,
        },
    }


def _pattern(pattern: Pattern | None) -> str | None:
    return pattern.text if pattern else None
