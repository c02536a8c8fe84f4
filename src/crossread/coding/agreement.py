"""How far coders agree beyond chance."""

from collections import Counter
from collections.abc import Mapping, Sequence

from crossread.errors import BadInput, Undefined
from crossread.model.marks import SIDES, MarkedPair
from crossread.model.readout import Side

Codes = tuple[str | None, ...]  # of one unit: one code a coder, None where a coder gave none
UNMARKED = "none"  # to leave a passage out is a coder's decision too, so it is a code


def krippendorff_alpha(units: Mapping[Codes, int]) -> float:
    """Agreement between any number of coders on unordered codes, gaps allowed.

    Args:
        units: How many units got each combination of codes. Units of the same combination are
            counted once with their number, so time grows with the combinations, not with the
            units. Units with fewer than two codes say nothing on agreement and are left out.

    Returns:
        Alpha, without unit: 1.0 is full agreement, 0.0 what chance would give, below zero
        worse than chance. Not a percentage.

    Raises:
        Undefined: no unit has two codes, or every pairable code is the same, so that chance
            disagreement is zero and the ratio has no value.

    Source:
        K. Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section C,
        nominal data.

    >>> krippendorff_alpha({("shared", "shared"): 40, ("only_left", "only_left"): 60})
    1.0
    """
    totals: Counter[str] = Counter()
    agreeing = 0.0
    for codes, number in units.items():
        given = Counter(code for code in codes if code is not None)
        if given.total() < 2:
            continue
        totals.update({code: n * number for code, n in given.items()})
        agreeing += number * sum(n * (n - 1) for n in given.values()) / (given.total() - 1)

    paired = totals.total()
    by_chance = (paired**2 - sum(n**2 for n in totals.values())) / max(paired - 1, 1)
    if by_chance == 0:
        raise Undefined("alpha needs two coders on one unit and at least two codes in use")
    return 1.0 - (paired - agreeing) / by_chance


def count_codes(coders: Sequence[MarkedPair]) -> Counter[Codes]:
    """How the coders of one pair coded it, character by character, ready for the alpha.

    Each character of both texts is a unit, and its code the relation of the row that a coder
    put it in (of the first, where rows overlap), or "none" where the coder marked nothing.
    Add the counts of several pairs to get one alpha over all of them.

    Args:
        coders: The same pair as each coder marked it, always in the same order of coders.
            Where no coder's table has the text, it ends with the last mark of any coder.

    Raises:
        BadInput: the tables are of different pairs, or of different texts.
    """
    if len({table.pair for table in coders}) > 1:
        names = ", ".join(sorted({table.pair for table in coders}))
        raise BadInput(f"coders are compared on one pair at a time, got {names}")
    units: Counter[Codes] = Counter()
    for side in SIDES:
        length = _length(coders, side)
        units.update(zip(*(_codes(table, side, length) for table in coders), strict=True))
    return units


def _length(coders: Sequence[MarkedPair], side: Side) -> int:
    """The number of characters of that side's text, as far as the tables tell."""
    if len({table.text(side) for table in coders} - {""}) > 1:
        raise BadInput(f"the coders of pair {coders[0].pair!r} read different {side} texts")
    known = max((len(table.text(side)) for table in coders), default=0)
    reach = max((table.reach(side) for table in coders), default=0)
    if known and reach > known:
        raise BadInput(
            f"marks of pair {coders[0].pair!r} reach character {reach}, but its {side} text has"
            f" {known}",
            "The marks were made on another wording of the text.",
        )
    return known or reach


def _codes(table: MarkedPair, side: Side, length: int) -> list[str]:
    """The code of each character: the last row is painted first, so that the first one stays."""
    codes = [UNMARKED] * length
    for point in reversed(table.points):
        for span in point.spans(side):
            codes[span.start : span.stop] = [point.relation] * len(span)
    return codes
