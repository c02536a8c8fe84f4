"""Rows, contact and space turned into findings: sentences that quotes prove.

Each test below looks at the table and yields what an analyst would report. They are listed
in `TESTS`; the findings of all are put in order of salience. The saliences are set by hand
after what experts report when they set two readouts side by side (DESIGN section 5): an
omission most, then words put into the other's mouth, strength, names, the rest.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from crossread.align.rows import FAR
from crossread.coding.speech import IN_SPEECH
from crossread.lexicon import TermBase
from crossread.model import (
    ContactTable,
    Finding,
    FindingKind,
    Point,
    Quote,
    Row,
    Side,
    SideReading,
    ThemeSpace,
)

SALIENCE: dict[FindingKind, float] = {
    "limits": 1.0,
    "contact": 0.98,
    "attributed": 0.80,
    "agreement": 0.78,
    "one_sided_theme": 0.70,
    "contested_name": 0.66,
    "act": 0.62,
    "figure": 0.60,
    "initiative": 0.55,
    "residue": 0.50,
    "umbrella": 0.40,
    "space": 0.30,
    "order": 0.28,
    "atmosphere": 0.25,
    "length": 0.20,
}
REPEATED = 0.025  # less for each further finding of a kind
SAID_FIRST = frozenset({"limits", "contact"})
SIZES_APART = 4.0  # times as long: said as a limit, not as a finding on length
LENGTH_APART = 1.5
SPACE_APART = 0.15  # of the words: a smaller difference of share is no finding
AGREED = 5  # strength from which an act commits
MUTUAL = frozenset({"agree", "reach-consensus"})  # acts that one side alone cannot do
PLAIN_WEIGHT = 0.5  # of a theme whose rarity is not known


@dataclass(frozen=True, slots=True)
class Table:
    """Everything the tests look at."""

    left: SideReading
    right: SideReading
    contact: ContactTable
    rows: tuple[Row, ...]
    space: tuple[ThemeSpace, ...]
    base: TermBase
    rarity: dict[str, float]

    def reading(self, side: Side) -> SideReading:
        """The reading of one side."""
        return self.left if side == "left" else self.right

    def points(self, row: Row, side: Side) -> list[Point]:
        """The points of one side of a row."""
        ids = row.left_points if side == "left" else row.right_points
        return [p for p in self.reading(side).points if p.id in ids]

    def themes(self, row: Row) -> str:
        """What the row is about, in words."""
        named = self.specific(row) or list(row.themes)
        return ", ".join(self.base.label(t) for t in named[:2])

    def specific(self, row: Row) -> list[str]:
        """The themes of the row that are not general."""
        return [t for t in row.themes if not self.base.concept(t).general]

    def other_side(self, side: Side) -> str:
        """The other side as the text of `side` would call it."""
        other = self.right if side == "left" else self.left
        if other.country and other.country in self.base:
            return f"the other side ({self.base.label(other.country)})"
        return "the other side"


def find_findings(table: Table) -> tuple[Finding, ...]:
    """All findings, the most salient first; equal ones in the order of the table."""
    found = [finding for test in TESTS for finding in test(table)]
    return tuple(sorted(_mixed(found), key=lambda f: -f.salience))


def _mixed(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The same findings, each further one of a kind a little less salient: a reader who sees
    the first few should see more than one kind."""
    before: Counter[FindingKind] = Counter()
    for finding in sorted(findings, key=lambda f: -f.salience):
        less = REPEATED * before[finding.kind] if finding.kind not in SAID_FIRST else 0.0
        before[finding.kind] += 1
        yield replace(finding, salience=round(max(0.0, finding.salience - less), 4))


def _finding(
    kind: FindingKind, text: str, share: float, rows: Sequence[Row] = (), why: str = ""
) -> Finding:
    """A finding whose salience is its kind's, moved by `share` (0..1) within a band of 0.18."""
    quotes: tuple[Quote, ...] = tuple(q for row in rows for q in (*row.left, *row.right))
    salience = max(0.0, min(1.0, SALIENCE[kind] + 0.18 * (share - 0.5)))
    ids = tuple(row.id for row in rows)
    return Finding(
        kind=kind, text=text, salience=round(salience, 4), rows=ids, quotes=quotes, why=why
    )


def limits(table: Table) -> Iterator[Finding]:
    """Are the two of a kind and size to be compared, and in languages that are covered?"""
    left, right = table.left, table.right
    if left.readout.digest == right.readout.digest:
        yield _finding("limits", "The two texts are the same, word for word.", 1.0)
    short, long = sorted((left, right), key=lambda s: _size(s))
    if _size(long) >= SIZES_APART * _size(short):
        times = round(_size(long) / max(1.0, _size(short)))
        yield _finding(
            "limits",
            f"The text of {long.name} is about {times} times as long as that of {short.name}: "
            "what it alone has may be detail rather than difference.",
            0.9,
        )
    for side in (left, right):
        if not side.covered:
            yield _finding(
                "limits",
                f"The term base has no terms in the language of {side.name} ({side.language}): "
                "names, figures and wording alone were compared.",
                1.0,
            )


def _size(side: SideReading) -> float:
    """Words; three Chinese characters are reckoned as two words."""
    return side.words * (2 / 3 if side.language.startswith(("zh", "ja")) else 1.0)


def contact_in_doubt(table: Table) -> Iterator[Finding]:
    """Do the two texts report one contact?"""
    if table.contact.same is False:
        reasons = _listed(list(table.contact.reasons))
        yield _finding(
            "contact", f"These may be accounts of two different contacts: {reasons}.", 1.0
        )


def contact_fields(table: Table) -> Iterator[Finding]:
    """Fields of the contact on which the two differ, or that one alone tells."""
    for field in table.contact.fields:
        ours, theirs = field.left, field.right
        quotes = tuple(v.quote for v in (ours, theirs) if v and v.quote)
        text = ""
        if ours and theirs and field.agree is False and field.name in FIELDS_THAT_MATTER:
            text = (
                f"The {FIELDS_THAT_MATTER[field.name]}: {table.left.name} has {ours.shown}, "
                f"{table.right.name} {theirs.shown}."
            )
        elif field.name == "initiative" and bool(ours) != bool(theirs):
            told = ours or theirs
            name = table.left.name if ours else table.right.name
            text = f"Only {name} tells at whose wish it took place: {told.shown if told else ''}."
        if text:
            made = _finding("initiative" if field.name == "initiative" else "contact", text, 0.5)
            yield replace(made, salience=CONTACT_FIELD, quotes=quotes)


FIELDS_THAT_MATTER = {
    "kind": "way of the contact",
    "date": "date",
    "place": "place",
    "length": "length of the talk",
    "initiative": "side that asked for it",
}
CONTACT_FIELD = 0.64  # salience of a field of the contact on which the sides differ


def attributed(table: Table) -> Iterator[Finding]:
    """Words put into the other side's mouth that its own text does not report."""
    for row, side, other in _alone(table):
        points = [p for p in table.points(row, side) if p.speaker == "other" and _is_told(p)]
        if not points or row.kind != "matter":
            continue
        name, theirs = table.reading(side).name, table.reading(other).name
        matter = table.themes(row)
        text = (
            f"{_starting(name)} attributes words to {table.other_side(side)}"
            f"{' on ' + matter if matter else ''}; {theirs} does not report them."
        )
        yield _finding("attributed", text, _weight(table, row), [row], _tried(row))


def agreement_on_one_side(table: Table) -> Iterator[Finding]:
    """An agreement or decision that one side claims."""
    for row, side, other in _alone(table):
        points = [p for p in table.points(row, side) if _is_agreement(p)]
        if points and row.kind == "matter":
            act = table.base.label(points[0].act or "agree")
            matter = table.themes(row)
            about = f" ({matter})" if matter else ""
            text = (
                f"{_starting(table.reading(side).name)} reports that both sides {act}{about}; "
                f"{table.reading(other).name} does not."
            )
            yield _finding("agreement", text, _weight(table, row), [row], _tried(row))


def one_sided_themes(table: Table) -> Iterator[Finding]:
    """A matter that is found in one text only.

    Named by what the other text has nowhere. Where all of it is spoken of there too, in another
    row, only the passage is said to stand alone; of what is named in general nothing is said.
    """
    for row, side, other in _alone(table):
        taken = any(_is_claim(p) for p in table.points(row, side))
        if row.kind != "matter" or taken or not table.specific(row):
            continue
        elsewhere = {t for p in table.reading(other).points for t in p.themes}
        absent = [t for t in table.specific(row) if t not in elsewhere][:2]
        if absent:
            named = _capital(", ".join(table.base.label(t) for t in absent))
            text = f"{named}: found in the text of {table.reading(side).name} alone."
        else:
            text = (
                f"A passage of {table.reading(side).name} on {table.themes(row)} has no "
                f"counterpart in the text of {table.reading(other).name}."
            )
        yield _finding("one_sided_theme", text, _weight(table, row), [row], _tried(row))


def _is_claim(point: Point) -> bool:
    """Whether the point is reported as another finding: the other side's words, an agreement."""
    return (point.speaker == "other" and _is_told(point)) or _is_agreement(point)


def _is_agreement(point: Point) -> bool:
    """Whether both sides are said to commit; "it was agreed" says so, "it was signed" does not."""
    mutual = point.speaker == "both" or (point.speaker == "unsaid" and point.act in MUTUAL)
    return mutual and point.strength >= AGREED and _own_act(point)


def framed(table: Table) -> Iterator[Finding]:
    """Matters that both report and frame otherwise; the gravest ground gives the kind."""
    for row in table.rows:
        if row.relation != "framing_differs":
            continue
        named = {g.name: g for g in row.grounds}
        for kind, grounds in FRAMING:
            ground = next((named[g] for g in grounds if g in named), None)
            if ground is not None:
                text = _framing_sentence(table, row, ground.name, ground.left, ground.right)
                yield _finding(kind, text, _weight(table, row), [row])
                break


FRAMING: tuple[tuple[FindingKind, tuple[str, ...]], ...] = (
    ("contested_name", ("contested_name", "contentious_name")),
    ("act", ("stronger_commitment", "other_tone", "condition")),
    ("figure", ("other_figure", "figure_on_one_side")),
    ("initiative", ("other_speaker",)),
    ("residue", ("named_actor", "residue", "general_only")),
)


def _framing_sentence(table: Table, row: Row, ground: str, left: str, right: str) -> str:
    matter = table.themes(row) or "one matter"
    ours, theirs = table.left.name, table.right.name
    if ground in ("contested_name", "other_figure") and left and right:  # words of the texts
        return f"{_capital(matter)}: {ours} has “{left}”, {theirs} “{right}”."
    if ground in ("stronger_commitment", "other_tone") and left and right:
        return f"{_capital(matter)}: {left} in the text of {ours}, {right} in the text of {theirs}."
    if ground == "other_speaker":
        if left == right:
            return f"{_capital(matter)}: in each text it is {_whose(left)}."
        return f"{_capital(matter)}: in {ours} it is {_whose(left)}, in {theirs} {_whose(right)}."
    has, lacks, what = (ours, theirs, left) if left else (theirs, ours, right)
    if left and right:
        return f"{_capital(matter)}: {ours} names {left}, {theirs} {right}."
    return f"{_capital(matter)}: {has} has {what}, {lacks} leaves it out."


def _whose(speakers: str) -> str:
    names = {
        "own": "said by its own side",
        "other": "said by the other side",
        "both": "said by both",
    }
    return " and ".join(names.get(s, "said by a third side") for s in speakers.split(", "))


def umbrella_cover(table: Table) -> Iterator[Finding]:
    """A general phrase of one side that could cover what the other spells out."""
    for side, other in (("left", "right"), ("right", "left")):
        vague = [p for p in table.reading(side).points if p.vague]  # type: ignore[arg-type]
        alone = [r for r in table.rows if r.relation == f"only_{other}" and r.kind == "matter"]
        if vague and alone:
            quote = table.reading(side).readout.quote(side, vague[0].span)  # type: ignore[arg-type]
            text = (
                f"Only a general phrase in the text of {table.reading(side).name} could cover "  # type: ignore[arg-type]
                f"what {table.reading(other).name} alone spells out; it names nothing."  # type: ignore[arg-type]
            )
            made = _finding("umbrella", text, 0.5)
            yield Finding(kind=made.kind, text=text, salience=made.salience, quotes=(quote,))


def order_of_matters(table: Table) -> Iterator[Finding]:
    """What each text opens with."""
    firsts = [_first(table, "left"), _first(table, "right")]
    if firsts[0] and firsts[1] and firsts[0] is not firsts[1]:
        ours, theirs = (table.themes(r) for r in firsts if r)
        if ours and theirs and ours != theirs:
            text = (
                f"{_starting(table.left.name)} opens with {ours}, {table.right.name} with {theirs}."
            )
            yield _finding("order", text, 0.5, [r for r in firsts if r])


def _first(table: Table, side: Side) -> Row | None:
    matters = (r for r in table.rows if r.kind == "matter" and table.specific(r))
    rows = [r for r in matters if (r.left if side == "left" else r.right)]
    return min(
        rows, key=lambda r: (r.left if side == "left" else r.right)[0].span.start, default=None
    )


def share_of_space(table: Table) -> Iterator[Finding]:
    """The matter to whose share of words the two texts differ most."""
    apart = [s for s in table.space if s.left and s.right and abs(s.left - s.right) >= SPACE_APART]
    for share in sorted(apart, key=lambda s: -abs(s.left - s.right))[:2]:
        text = (
            f"{_capital(table.base.label(share.theme))} takes {share.left:.0%} of the words of "
            f"{table.left.name} and {share.right:.0%} of those of {table.right.name}."
        )
        yield _finding("space", text, abs(share.left - share.right))


def lengths(table: Table) -> Iterator[Finding]:
    """Which text is the longer."""
    short, long = sorted((table.left, table.right), key=_size)
    times = _size(long) / max(1.0, _size(short))
    if LENGTH_APART <= times < SIZES_APART:
        text = f"{_starting(long.name)} wrote {times:.1f} times as much as {short.name}."
        yield _finding("length", text, 0.5)


def atmospheres(table: Table) -> Iterator[Finding]:
    """How each side describes the talk, if they do not describe it alike."""
    said = [sorted({a for p in s.points for a in p.atmosphere}) for s in (table.left, table.right)]
    if said[0] == said[1] or not (said[0] or said[1]):
        return
    parts = [
        f"{side.name} "
        + (
            f"calls the talk {_listed([table.base.label(a) for a in words])}"
            if words
            else "says nothing of its mood"
        )
        for side, words in zip((table.left, table.right), said, strict=True)
    ]
    yield _finding("atmosphere", f"{_starting(parts[0])}; {parts[1]}.", 0.5)


TESTS: tuple[Callable[[Table], Iterator[Finding]], ...] = (
    limits,
    contact_in_doubt,
    contact_fields,
    attributed,
    agreement_on_one_side,
    one_sided_themes,
    framed,
    umbrella_cover,
    order_of_matters,
    share_of_space,
    lengths,
    atmospheres,
)


def _alone(table: Table) -> Iterator[tuple[Row, Side, Side]]:
    for row in table.rows:
        if row.relation == "only_left":
            yield row, "left", "right"
        elif row.relation == "only_right":
            yield row, "right", "left"


def _weight(table: Table, row: Row) -> float:
    """How much a row weighs, 0..1: the rarity of what it speaks of; half if unsure."""
    rare = [
        table.rarity.get(t, PLAIN_WEIGHT) * (0.3 if table.base.concept(t).general else 1.0)
        for t in row.themes
    ]
    weight = max(rare, default=0.0)
    return weight / 2 if row.unsure else weight


def _tried(row: Row) -> str:
    if row.note:
        return f"No passage comes close; {row.note}."
    if row.closest is None or row.closest.score < FAR:
        return "No passage comes close."
    return f"Closest passage: “{row.closest.quote.words}” ({row.closest.why_not})."


def _listed(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]


def _is_told(point: Point) -> bool:
    """Whether the text itself says who speaks; a country inside a person's speech does not."""
    return not any(s.rule == IN_SPEECH for s in point.seen)


def _own_act(point: Point) -> bool:
    """Whether the act stands in the point itself: one carried over is no claim of its own."""
    return any(s.rule == "lexicon:acts" for s in point.seen)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _starting(name: str) -> str:
    """A side's name at the head of a sentence: names keep their letters, "the left text" not."""
    return _capital(name) if name.startswith("the ") else name
