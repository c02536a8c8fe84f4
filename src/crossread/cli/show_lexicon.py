"""The term base for a reader and for a program: what it finds, what it holds."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console

from crossread.brief.words import language_in_words, legible, quoted
from crossread.cli.results import as_json
from crossread.cli.terminal import printing, table_of
from crossread.lexicon import TermBase
from crossread.workflow.coverage import Coverage, MarkedCoverage
from crossread.workflow.lexicon import Entry
from crossread.workflow.write import save_texts

MISSED_SHOWN = 20  # marked passages without a theme, shown in words


def deliver_coverage(
    found: Sequence[Coverage], marked: Mapping[str, MarkedCoverage], json: str | None
) -> None:
    """Write the shares as JSON where that was asked for; else print them."""
    if json is not None:
        save_texts({json: as_json(coverage_as_json(found, marked))})
        return
    with printing() as console:
        if found:
            _print_coverage(found, console)
        for language, coverage in marked.items():
            _print_marked(language, coverage, console)


def _print_coverage(found: Sequence[Coverage], console: Console) -> None:
    rows = [
        [language_in_words(c.language), str(c.texts), str(c.points), f"{c.share:.1%}"]
        for c in found
    ]
    console.print(table_of(("language", "texts", "points", "with a theme"), rows))
    for coverage in found:
        if coverage.unread:
            console.print(
                f"{language_in_words(coverage.language)}: {coverage.unread} texts report nothing"
                " that anybody said or did."
            )
    for coverage in found:
        if coverage.missed_words:
            words = ", ".join(f"{legible(w)} {n}" for w, n in coverage.missed_words)
            name = language_in_words(coverage.language)
            console.print(f"\nWords in points without a theme, {name}: {words}.")


def _print_marked(language: str, coverage: MarkedCoverage, console: Console) -> None:
    console.print(
        f"Marked points, {language_in_words(language)}: {coverage.with_theme} of"
        f" {coverage.sides} have a theme ({coverage.share:.1%})."
    )
    for pair, side, theme, words in coverage.missed[:MISSED_SHOWN]:
        console.print(f"  {legible(pair)}, {side}, {legible(theme)}: {quoted(words)}")
    if (more := len(coverage.missed) - MISSED_SHOWN) > 0:
        console.print(f"  ... and {more} more; --json has them all.")


def coverage_as_json(
    found: Sequence[Coverage], marked: Mapping[str, MarkedCoverage]
) -> dict[str, Any]:
    """The shares by language, with what was missed."""
    return {
        "format": "crossread.coverage/1",
        "texts": [
            {
                "language": c.language,
                "texts": c.texts,
                "unread": c.unread,
                "points": c.points,
                "with_theme": c.with_theme,
                "share": round(c.share, 4),
                "missed_words": [{"word": w, "number": n} for w, n in c.missed_words],
            }
            for c in found
        ],
        "marked": [
            {
                "language": language,
                "point_sides": c.sides,
                "with_theme": c.with_theme,
                "share": round(c.share, 4),
                "missed": [
                    {"pair": pair, "side": side, "theme": theme, "words": words}
                    for pair, side, theme, words in c.missed
                ],
            }
            for language, c in marked.items()
        ],
    }


def deliver_entries(entries: Sequence[Entry], base: TermBase, json: str | None) -> None:
    """Write the concepts as JSON where that was asked for; else print them."""
    if json is not None:
        data = {"format": "crossread.concepts/1", "concepts": [entry_as_json(e) for e in entries]}
        save_texts({json: as_json({**data, "term-base": base.version})})
        return
    with printing() as console:
        for number, entry in enumerate(entries):
            if number:
                console.print()
            for line in _entry_lines(entry, base):
                console.print(line, soft_wrap=False)


def _entry_lines(entry: Entry, base: TermBase) -> list[str]:
    concept = entry.concept
    lines = [f"{concept.id}: {legible(concept.label)} ({concept.field})"]
    lines += [f"  {legible(concept.definition)}"] if concept.definition else []
    lines += ["  too broad to link two passages by itself"] if concept.general else []
    lines += [f"  part of: {legible(base.label(concept.parent))}"] if concept.parent else []
    lines += [f"  parts: {', '.join(entry.children)}"] if entry.children else []
    if entry.related:
        lines.append(f"  related: {', '.join(f'{i} {w:g}' for i, w in entry.related)}")
    for language, terms in entry.terms.items():
        lines.append(f"  {language}: {', '.join(legible(term) for term in terms)}")
    return lines


def entry_as_json(entry: Entry) -> dict[str, Any]:
    """A concept with its terms by language and what stands around it."""
    concept = entry.concept
    return {
        "id": concept.id,
        "field": concept.field,
        "label": concept.label,
        "definition": concept.definition,
        "parent": concept.parent,
        "general": concept.general,
        "children": list(entry.children),
        "related": dict(entry.related),
        "terms": {language: list(terms) for language, terms in entry.terms.items()},
    }
