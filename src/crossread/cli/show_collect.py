"""A collection, told in words on the terminal or as JSON."""

from typing import Any

import typer

from crossread.archive import Fate
from crossread.cli.results import STDOUT, as_json
from crossread.cli.terminal import printing
from crossread.model import Outcome
from crossread.model.source_run import RunOutcome
from crossread.workflow.collect import CollectReport, PublisherReport

FATES: dict[Fate, str] = {  # what became of a statement, as a reader sees it; in this order
    "new": "new",
    "new_wording": "new wording",
    "earlier_wording": "back to an earlier wording",
    "same": "same",
    "known": "known",
    "absent": "looked for and not seen",
    "unknown": "never seen",
    "refused": "refused",
}
OUTCOMES: dict[RunOutcome, str] = {  # what became of a source
    "read": "read",
    "unchanged": "unchanged since the last reading",
    "gap": "read, but something may have been missed since the last reading",
    "cut": "read in part",
    "blocked": "refused to us",
    "failed": "failed",
}


MISSED: tuple[tuple[tuple[Outcome, ...], str], ...] = (  # what came of looks that did not see it
    (("gone", "soft_404", "redirected"), "not found where it was"),
    (("blocked",), "refused to us"),
    (("failed",), "not answered"),
)
BARREN: frozenset[str] = frozenset({"failed", "blocked"})


def deliver_collection(report: CollectReport, file: str | None) -> None:
    """Tell a collection; exit code 1 if no publisher could be asked."""
    from crossread.workflow.write import save_texts

    if file is not None:
        save_texts({file: as_json(collection_as_dict(report))})
    if file != STDOUT:
        with printing() as console:
            for line in collection_as_lines(report):
                console.print(line, soft_wrap=True)
    if report.publishers and all(_is_barren(one) for one in report.publishers):
        raise typer.Exit(1)


def collection_as_lines(report: CollectReport) -> list[str]:
    """The collection in words: per publisher what came, then everything that failed."""
    from crossread.brief.words import legible

    lines = []
    for one in report.publishers:
        lines.append(f"{one.publisher}: {_counts(one)}")
        lines += [f"  {_run_in_words(run)}" for run in one.runs]
        lines += [f"  Note: {remark}" for remark in one.remarks]
    if report.failures:
        lines += ["", "Not had, and to be tried again:"]
        lines += [f"  {line}" for line in report.failures]
    if report.dry:
        lines += ["", "A dry run: nothing was saved."]
    return [f"{'  ' * line.startswith('  ')}{legible(line)}" for line in lines]


def _is_barren(one: PublisherReport) -> bool:
    """Whether nothing can be said of what it issued: no source was read."""
    return one.outcomes <= BARREN


def _counts(one: PublisherReport) -> str:
    if one.outcome == "unasked":
        return (
            "no source that can be asked is known; --wayback FROM TO reads archived copies"
            f" (crossread publisher show {one.publisher})"
        )
    told = [
        f"{one.fates[f]} {words}" for f, words in FATES.items() if one.fates[f] and f != "absent"
    ]
    for outcomes, words in MISSED:
        if number := sum(one.missed[outcome] for outcome in outcomes):
            told.append(f"{number} {words}")
    if told:
        return ", ".join(told)
    if _is_barren(one):
        return "nothing could be read"
    return "nothing new in what could be read" if one.outcomes & BARREN else "nothing new"


def _run_in_words(run: Any) -> str:
    told = f"{run.source}: {OUTCOMES[run.outcome]}"
    return f"{told}; {run.found} named, {run.looked} looked at, {run.new} new"


def collection_as_dict(report: CollectReport) -> dict[str, Any]:
    """The collection for programs."""
    return {
        "format": "crossread.collection/1",
        "dry": report.dry,
        "coded": report.coded,
        "publishers": [_publisher_as_dict(one) for one in report.publishers],
        "failures": report.failures,
    }


def _publisher_as_dict(one: PublisherReport) -> dict[str, Any]:
    return {
        "id": one.publisher,
        "outcome": one.outcome,
        "statements": {fate: one.fates[fate] for fate in FATES if one.fates[fate]},
        "missed": dict(sorted(one.missed.items())),
        "notes": one.remarks,
        "sources": [
            {
                "id": run.source,
                "outcome": run.outcome,
                "started": run.started.isoformat(),
                "finished": run.finished.isoformat(),
                "covers_from": run.covers_from.isoformat() if run.covers_from else None,
                "found": run.found,
                "looked": run.looked,
                "new": run.new,
            }
            for run in one.runs
        ],
    }
