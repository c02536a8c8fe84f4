"""The table that a reader draws by hand, or a tool by rule: which passages are one matter."""

from dataclasses import dataclass, field
from typing import Literal

from crossread.errors import BadInput, BadSpan
from crossread.model.comparison import Relation
from crossread.model.readout import Side, Span

SIDES: tuple[Side, Side] = ("left", "right")

Answer = Literal["shared", "framing_differs", "only", "wrong_link", "none"]
"""What a table says of one side of a matter. "only": the other side has nothing that answers to
it; "wrong_link": linked with a passage that is another matter; "none": it has no row."""


@dataclass(frozen=True, slots=True)
class MarkedPoint:
    """One row of a marked table: the passages of one matter, and how the two sides stand.

    A linked row may have passages on one side alone, where the other side tells of the matter
    in its title only. A one-sided row never has passages on the other side.
    """

    relation: Relation
    left: tuple[Span, ...]
    right: tuple[Span, ...]
    theme: str = ""
    gist: str = ""  # one sentence: for framing_differs, the difference
    name: str = field(default="", compare=False)  # where it stood: "point 3", "row-7"

    def __post_init__(self) -> None:
        if not self.left and not self.right:
            raise BadInput(f"a {self.relation} row marks no passage on either side")
        for side in SIDES:
            if self.relation == f"only_{side}" and self.spans(_across(side)):
                raise BadInput(f"an only_{side} row has a passage on the {_across(side)}")

    @property
    def linked(self) -> bool:
        """Whether the row says that both sides speak of the matter."""
        return self.relation in {"shared", "framing_differs"}

    @property
    def answer(self) -> Answer:
        """The relation, without the name of the side."""
        if self.relation in {"only_left", "only_right"}:
            return "only"
        return "shared" if self.relation == "shared" else "framing_differs"

    def spans(self, side: Side) -> tuple[Span, ...]:
        """The passages on that side."""
        return self.left if side == "left" else self.right


def _across(side: Side) -> Side:
    return "right" if side == "left" else "left"


@dataclass(frozen=True, slots=True)
class MarkedPair:
    """The marked table of one pair of texts.

    The texts are empty where the marks came without them; where they are there, every passage
    lies inside them.
    """

    pair: str
    points: tuple[MarkedPoint, ...]
    left_text: str = ""
    right_text: str = ""

    def __post_init__(self) -> None:
        for side in SIDES:
            if self.text(side) and self.reach(side) > len(self.text(side)):
                raise BadSpan(
                    f"marks of pair {self.pair!r} reach character {self.reach(side)}, but its"
                    f" {side} text has {len(self.text(side))}",
                    "The marks were made on another wording of the text.",
                )

    def text(self, side: Side) -> str:
        """The text of that side, empty where it is not known."""
        return self.left_text if side == "left" else self.right_text

    def reach(self, side: Side) -> int:
        """Where the last marked passage of that side stops; 0 where there is none."""
        return max((s.stop for point in self.points for s in point.spans(side)), default=0)
