"""Scores for a reader and for a program."""

from collections.abc import Iterator
from typing import Any

from crossread.align.agreement import Counts, Figures, Misses, figures
from crossread.brief import misses_as_text
from crossread.brief.words import legible
from crossread.cli.results import as_json
from crossread.cli.terminal import printing, table_of
from crossread.workflow.scoring import Agreement, Evaluation, worst_misses
from crossread.workflow.write import save_texts

FIGURES = ("link", "omission", "relation", "shared", "framing", "only")
SHOWN = FIGURES[:-1]  # "only" is the same as omission
WHAT = (
    "Each figure is 0 to 1, higher is better. link: F1 of linked passages; omission: F1 of"
    " “on one side only”; relation: mean of shared, framing and omission, each an F1 over the"
    " sides of the marked points."
)


def deliver_evaluation(found: Evaluation, misses: int, json: str | None) -> None:
    """Write the scores as JSON where that was asked for; else print them, with the misses."""
    worst = worst_misses(found, misses)
    if json is not None:
        save_texts({json: as_json(evaluation_as_json(found, worst))})
        return
    with printing() as console:
        console.print(table_of(("", *SHOWN), list(_evaluation_rows(found))))
        for line in ("", WHAT, *_about_weights(found), *_in_words(worst, misses)):
            console.print(line)


def deliver_agreement(found: Agreement, json: str | None) -> None:
    """Write the agreement as JSON where that was asked for; else print it."""
    if json is not None:
        save_texts({json: as_json(agreement_as_json(found))})
        return
    with printing() as console:
        console.print(table_of(("", "alpha", *SHOWN), list(_agreement_rows(found))))
        for line in ("", WHAT, *_about_agreement(found)):
            console.print(line)


def _evaluation_rows(found: Evaluation) -> Iterator[list[str]]:
    """Each pair of languages with its pairs under it, then all, then the second reader."""
    for languages in found.language_pairs():
        yield [languages, *_cells(figures(found.counts(languages)))]
        for pair in found.pairs:
            if pair.languages == languages:
                yield [f"  {legible(pair.pair)}", *_cells(figures(pair.counts))]
    yield ["all pairs", *_cells(figures(found.counts()))]
    if second := found.second():
        yield ["the second reader", *_cells(figures(second))]
        for languages in found.language_pairs():
            if counts := found.second(languages):
                yield [f"  {languages}", *_cells(figures(counts))]


def _agreement_rows(found: Agreement) -> Iterator[list[str]]:
    for pair in found.pairs:
        yield [legible(pair.pair), _alpha(pair.alpha), *_cells(figures(pair.counts))]
    yield ["all pairs", _alpha(found.alpha), *_cells(figures(found.counts))]


def _cells(found: Figures) -> list[str]:
    return [f"{getattr(found, name):.3f}" for name in SHOWN]


def _alpha(alpha: float | None) -> str:
    return "none" if alpha is None else f"{alpha:.3f}"


def _about_weights(found: Evaluation) -> list[str]:
    """Whether the weights have seen the pairs: without it no score can be judged."""
    if found.own_weights:
        return ["Weights: each pair's own, as given with --calibrations."]
    fitted = legible(found.pairs[0].fitted_on)
    return [
        f"Weights fitted on: {fitted}, which may include these pairs. For figures that nothing"
        " was fitted for, give each pair its own weights with --calibrations."
    ]


def _in_words(worst: Misses, wanted: int) -> list[str]:
    if not wanted:
        return []
    if not worst.points and not worst.rows:
        return ["", "No miss and no false row."]
    return ["", "The worst misses and false rows:", misses_as_text(worst)]


def _about_agreement(found: Agreement) -> Iterator[str]:
    yield (
        "alpha: Krippendorff's, nominal, over the characters of both texts, “none” where a"
        " coder marked nothing."
    )
    for whose, pairs in (("first", found.only_first), ("second", found.only_second)):
        if pairs:
            yield f"Marked by the {whose} coder alone, left out: {', '.join(pairs)}."


# --- for programs ------------------------------------------------------------------------------


def evaluation_as_json(found: Evaluation, worst: Misses) -> dict[str, Any]:
    """The scores of pairs, of pairs of languages and of all, and the worst misses."""
    return {
        "format": "crossread.evaluation/1",
        "weights": "by_pair" if found.own_weights else "shipped",
        "all": counts_as_json(found.counts()),
        "second": _or_none(found.second()),
        "languages": {
            languages: {
                **counts_as_json(found.counts(languages)),
                "second": _or_none(found.second(languages)),
            }
            for languages in found.language_pairs()
        },
        "pairs": [
            {
                "pair": pair.pair,
                "languages": pair.languages,
                **counts_as_json(pair.counts),
                "second": _or_none(pair.second),
                "fitted_on": pair.fitted_on,
            }
            for pair in found.pairs
        ],
        "misses": [_values(miss) for miss in worst.points],
        "false_rows": [_values(row) for row in worst.rows],
    }


def agreement_as_json(found: Agreement) -> dict[str, Any]:
    """The agreement on each pair and on all, and the pairs that only one coder marked."""
    return {
        "format": "crossread.agreement/1",
        "all": {"alpha": found.alpha, **counts_as_json(found.counts)},
        "pairs": [
            {"pair": pair.pair, "alpha": pair.alpha, **counts_as_json(pair.counts)}
            for pair in found.pairs
        ],
        "only_first": list(found.only_first),
        "only_second": list(found.only_second),
    }


def counts_as_json(counts: Counts) -> dict[str, Any]:
    """The figures, to four places, and the counts that they are made of."""
    found = figures(counts)
    return {
        **{name: round(getattr(found, name), 4) for name in FIGURES},
        "answers": [
            {"expected": expected, "given": given, "number": number}
            for (expected, given), number in sorted(counts.answers.items())
        ],
        "links": {
            "gold": counts.gold_links,
            "gold_found": counts.gold_links_found,
            "predicted": counts.predicted_links,
            "predicted_right": counts.predicted_links_right,
        },
    }


def _or_none(counts: Counts | None) -> dict[str, Any] | None:
    return counts_as_json(counts) if counts else None


def _values(value: Any) -> dict[str, Any]:
    """The values of a miss or a false row, as they are named in the code."""
    found = {name: getattr(value, name) for name in value.__slots__}
    return {name: list(v) if isinstance(v, tuple) else v for name, v in found.items()}
