"""Formulas of an archive in the terminal, and as JSON."""

from typing import Any

from crossread.brief.corpus import corpus_as_dict, corpus_in_words
from crossread.brief.novelty_json import passage_as_dict
from crossread.cli.show_archive import counted, days_in_words
from crossread.cli.show_novelty import shares_of
from crossread.model.phrase import Chosen, Formula, FormulaList

FILLERS_SHOWN = 4  # of a slot
SLOTS_SHOWN = 3  # of a pattern


def formulas_as_lines(found: FormulaList) -> list[str]:
    """Each with its pattern, how often, by whom, when, and what fills its slots."""
    lines = []
    for formula in found.formulas:
        lines += [f"{formula.statements:6,}  {formula.pattern.text}"]
        lines += [f"        {words}" for words in _told_of(formula)]
    if not found.formulas:
        lines.append("No family of points stands in these statements.")
    return [
        *lines,
        "",
        f"{counted(found.families, 'such formula')} in two or more of"
        f" {counted(found.statements, 'statement')}.",
        f"Counted in {corpus_in_words(found.corpus)}.",
    ]


def _told_of(formula: Formula) -> list[str]:
    days = days_in_words(formula.first.origin.day, formula.last.origin.day)
    told = [f"{days}; {shares_of(formula.publishers)}"]
    if formula.counterparts:
        told[0] += f"; with {shares_of(formula.counterparts)}"
    for slot in formula.pattern.slots[:SLOTS_SHOWN]:
        filled = [(words or "nothing", number) for words, number in slot.fillers[:FILLERS_SHOWN]]
        more = len(slot.fillers) - len(filled)
        told.append(f"{slot.name}: {shares_of(filled)}" + (f" and {more} more" if more > 0 else ""))
    return [*told, f"first: {formula.family}"]


def formulas_as_dict(found: FormulaList, chosen: Chosen, genre: str) -> dict[str, Any]:
    """The same for programs, with the query."""
    return {
        "format": "crossread.formulas/1",
        "query": {
            "publisher": chosen.publisher or None,
            "counterpart": chosen.counterpart or None,
            "since": str(chosen.since) if chosen.since else None,
            "until": str(chosen.until) if chosen.until else None,
            "genre": genre or None,
        },
        "formulas": [
            {
                "family": formula.family,
                "pattern": formula.pattern.text,
                "slots": [
                    {"name": slot.name, "fillers": [[w, n] for w, n in slot.fillers]}
                    for slot in formula.pattern.slots
                ],
                "statements": formula.statements,
                "publishers": dict(formula.publishers),
                "counterparts": dict(formula.counterparts),
                "first": passage_as_dict(formula.first),
                "last": passage_as_dict(formula.last),
            }
            for formula in found.formulas
        ],
        "families": found.families,
        "statements": found.statements,
        "coverage": corpus_as_dict(found.corpus),
    }
