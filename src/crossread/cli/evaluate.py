"""`crossread evaluate` and `crossread agreement`."""

from pathlib import Path
from typing import Annotated

import typer

from crossread.cli.results import RESULTS, JsonOnly
from crossread.cli.waiting import counting, waiting

PAIRS = "Which pairs, and how"

Pairs = Annotated[
    str,
    typer.Option(
        "--pairs",
        metavar="GLOB",
        help="Only the pairs whose names match, such as '2021-*'.",
        rich_help_panel=PAIRS,
    ),
]


def evaluate(
    gold_dir: Annotated[
        Path, typer.Argument(metavar="GOLD_DIR", help="Marked tables, one JSON file a pair.")
    ],
    texts: Annotated[
        Path,
        typer.Option(
            "--texts",
            metavar="TEXTS_DIR",
            help="The texts: PAIR.json, or PAIR.left.txt and PAIR.right.txt.",
            show_default=False,
            rich_help_panel=PAIRS,
        ),
    ],
    pairs: Pairs = "*",
    calibrations: Annotated[
        Path | None,
        typer.Option(
            "--calibrations",
            metavar="FILE",
            help="Weights by name of pair, so that none is scored with weights fitted on it.",
            rich_help_panel=PAIRS,
        ),
    ] = None,
    second: Annotated[
        Path | None,
        typer.Option(
            "--second",
            metavar="DIR",
            help="A second reader's tables, to be scored beside the tool.",
            rich_help_panel=PAIRS,
        ),
    ] = None,
    misses: Annotated[
        int,
        typer.Option(
            "--misses",
            metavar="N",
            min=0,
            help="The N worst misses and the N worst false rows, in words.",
            rich_help_panel=RESULTS,
        ),
    ] = 0,
    json: JsonOnly = None,
) -> None:
    """Score crossread on pairs that people have marked.

    Three figures, each 0 to 1: link (are the right passages set side by side), omission (is
    "on one side only" said exactly where the reader says it), relation (the mean over shared,
    framing and only). They are given for each pair, each pair of languages and in all.
    """
    from crossread import workflow
    from crossread.cli.scores import deliver_evaluation
    from crossread.workflow.marked import load_calibrations

    weights = load_calibrations(calibrations) if calibrations else None
    with counting("Comparing") as progress:
        found = workflow.evaluate(
            gold_dir,
            texts,
            pattern=pairs,
            calibrations=weights,
            second_dir=second,
            progress=progress,
        )
    deliver_evaluation(found, misses, json)


EVALUATE_EXAMPLES = """\b
Examples:
  crossread evaluate marked/a --texts texts --misses 20
  crossread evaluate marked/a --texts texts --second marked/b --json scores.json
"""


def agreement(
    a_dir: Annotated[
        Path, typer.Argument(metavar="A_DIR", help="One coder's tables, taken for right.")
    ],
    b_dir: Annotated[
        Path, typer.Argument(metavar="B_DIR", help="The other coder's tables of the same pairs.")
    ],
    pairs: Pairs = "*",
    texts: Annotated[
        Path | None,
        typer.Option(
            "--texts",
            metavar="TEXTS_DIR",
            help="The texts, so that what neither marked counts to the end of each.",
            rich_help_panel=PAIRS,
        ),
    ] = None,
    json: JsonOnly = None,
) -> None:
    """Set two coders against each other.

    The figures of `evaluate`, the first coder taken for right, and Krippendorff's alpha over
    every character of the texts: 1 is full agreement, 0 what chance would give.
    """
    from crossread import workflow
    from crossread.cli.scores import deliver_agreement

    with waiting("Counting"):
        found = workflow.measure_agreement(a_dir, b_dir, pattern=pairs, texts_dir=texts)
    deliver_agreement(found, json)


AGREEMENT_EXAMPLES = """\b
Examples:
  crossread agreement marked/a marked/b
  crossread agreement marked/a marked/b --texts texts --json agreement.json
"""
