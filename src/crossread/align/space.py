"""How each side shares out its words among the matters it speaks of."""

from collections.abc import Mapping

from crossread.align.profile import UNSEEN
from crossread.coding.reading import Reading
from crossread.model import ThemeSpace
from crossread.text.tokens import count_words


def share_space(left: Reading, right: Reading, rarity: Mapping[str, float]) -> list[ThemeSpace]:
    """The share of each side's words given to each theme, the largest first.

    Each word is counted once: for the rarest theme of its point. The sentence that reports the
    contact itself is left out. Words of points without
    any theme count in the whole but for no theme, so shares may sum to less than 1.
    """
    ours, theirs = (_shares(r, rarity) for r in (left, right))
    themes = {**ours, **theirs}
    made = [ThemeSpace(t, round(ours.get(t, 0.0), 4), round(theirs.get(t, 0.0), 4)) for t in themes]
    return sorted(made, key=lambda s: (-max(s.left, s.right), s.theme))


def _shares(reading: Reading, rarity: Mapping[str, float]) -> dict[str, float]:
    counted: dict[str, int] = {}
    whole = 0
    for point in reading.points:
        if point.kind == "contact":  # who spoke with whom is no matter of theirs
            continue
        words = count_words(point.words)
        whole += words
        if point.themes:
            main = max(point.themes, key=lambda t: (rarity.get(t, UNSEEN), t))
            counted[main] = counted.get(main, 0) + words
    return {theme: n / whole for theme, n in counted.items()} if whole else {}
