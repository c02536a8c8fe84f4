"""Compare two readouts: the first thing that crossread does."""

from pathlib import Path

from crossread.align.calibration import Calibration, load_calibration, load_rarity
from crossread.align.contact import compare_contacts
from crossread.align.rows import align_readings
from crossread.align.space import share_space
from crossread.coding.parties import introduced_country, own_countries
from crossread.coding.reading import Reading, read_scan, scan_text
from crossread.findings import Table, find_findings
from crossread.lexicon import TermBase, load_base
from crossread.model import Comparison, Readout, SideReading
from crossread.text.tokens import count_words

METHODS = {"segmentation": "5", "point-pairing": "1", "relation": "1", "findings": "3"}
Source = str | Path | Readout


def compare(
    left: Source,
    right: Source,
    *,
    base: TermBase | None = None,
    calibration: Calibration | None = None,
) -> Comparison:
    """Set two readouts of one contact side by side.

    Args:
        left: a text (`str`), a file (`Path`) or a `Readout`.
        right: likewise.
        base: a term base of your own; the shipped one if left out.
        calibration: weights of your own; the shipped ones if left out.

    Returns:
        The whole table as values: contact, rows, findings, space.

    Raises:
        BadInput: a file cannot be read as a text.
        NotAReadout: a text reports nothing.

    >>> result = compare("The Minister spoke today with the Secretary of State by phone. "
    ...                  "He raised the border clashes.",
    ...                  "A telephone conversation took place between the Secretary of State "
    ...                  "and the Minister. They discussed trade.")
    >>> [row.relation for row in result.rows]
    ['shared', 'only_right', 'only_left']
    """
    base = base or load_base()
    calibration = calibration or load_calibration()
    rarity = load_rarity()
    ours, theirs = read_pair(_as_readout(left), _as_readout(right), base)
    rows = tuple(align_readings(ours, theirs, base, calibration, rarity))
    contact = compare_contacts(ours, theirs)
    space = tuple(share_space(ours, theirs, rarity))
    names = _names(ours, theirs, base)
    sides = [_side(r, n, base) for r, n in zip((ours, theirs), names, strict=True)]
    table = Table(sides[0], sides[1], contact, rows, space, base, dict(rarity))
    return Comparison(
        left=sides[0],
        right=sides[1],
        contact=contact,
        rows=rows,
        findings=find_findings(table),
        space=space,
        methods=(
            *METHODS.items(),
            ("term-base", base.version),
            ("calibration", calibration.fitted_on),
        ),
    )


def read_pair(left: Readout, right: Readout, base: TermBase) -> tuple[Reading, Reading]:
    """Read both texts; what one says of the parties helps to read the other."""
    scans = scan_text(left, "left", base), scan_text(right, "right", base)
    told = [
        scan.readout.country or introduced_country(scan.people, other.people)
        for scan, other in zip(scans, reversed(scans), strict=True)
    ]
    parties = scans[0].parties(told[0]), scans[1].parties(told[1])
    countries = own_countries(*parties)
    ours, theirs = (
        read_scan(scan, found if country == found.own else scan.parties(country), base)
        for scan, found, country in zip(scans, parties, countries, strict=True)
    )
    return ours, theirs


def _as_readout(source: Source) -> Readout:
    if isinstance(source, Readout):
        return source
    if isinstance(source, Path):
        from crossread.collect import load_readout

        return load_readout(source)
    return Readout(text=source)


def _side(reading: Reading, name: str, base: TermBase) -> SideReading:
    return SideReading(
        readout=reading.readout,
        name=name,
        language=reading.language,
        country=reading.parties.own,
        words=count_words(reading.readout.text),
        points=reading.points,
        frame=reading.frame,
        covered=base.covers(reading.language),
        notes=reading.readout.notes,
    )


def _names(left: Reading, right: Reading, base: TermBase) -> tuple[str, str]:
    """What the sides are called: by language for two versions of one publisher, else by
    publisher, file or country, else left and right."""
    publishers = [r.readout.publisher for r in (left, right)]
    if publishers[0] and publishers[0] == publishers[1] and left.language != right.language:
        return f"{publishers[0]} ({left.language})", f"{publishers[1]} ({right.language})"
    names = [_name(r, base) for r in (left, right)]
    if names[0] == names[1]:
        return f"{names[0]} (left)", f"{names[1]} (right)"
    return names[0], names[1]


def _name(reading: Reading, base: TermBase) -> str:
    readout = reading.readout
    if readout.publisher:
        return readout.publisher
    if reading.parties.own:
        return base.label(reading.parties.own)
    return readout.id or f"the {reading.side} text"
