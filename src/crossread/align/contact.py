"""The contact itself, field by field: is it the same one, and what does each side say of it?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from rapidfuzz.fuzz import ratio

from crossread.align.signals import SAME_NAME
from crossread.coding.contact import Told
from crossread.coding.reading import Reading
from crossread.model import ContactField, ContactTable, FieldValue

FIELDS = ("kind", "date", "parties", "people", "place", "length", "initiative", "present")
DAYS_APART = 1  # time zones and evening calls: one day is no difference of contact
ONE_WAY = {  # ways of contact that one side may call by the other's name
    frozenset(("call", "video")),
    frozenset(("meeting", "visit")),
    frozenset(("meeting", "video")),
}
DAYS_OTHER = 4  # two texts of one contact may be published so many days apart


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason to think the two texts report one contact, or two."""

    same: bool
    reason: str


def compare_contacts(left: Reading, right: Reading) -> ContactTable:
    """The contact side by side; `same` is None where the texts do not tell."""
    fields = [_field(name, left, right) for name in FIELDS]
    shown = tuple(f for f in fields if f.left or f.right)
    verdicts = [v for rule in SAME_RULES if (v := rule(left, right)) is not None]
    against = [v for v in verdicts if not v.same]
    same = False if against else (True if len(verdicts) >= 2 else None)
    reasons = tuple(v.reason for v in against or verdicts)
    kind = _value(left, "kind") or _value(right, "kind") or "unknown"
    day = _value(left, "date") or _value(right, "date")
    return ContactTable(same, kind, day or None, shown, reasons)


def _value(reading: Reading, name: str) -> str:
    told = reading.contact.get(name)
    return told.value if told else ""


def _field(name: str, left: Reading, right: Reading) -> ContactField:
    ours, theirs = left.contact.get(name), right.contact.get(name)
    agree = None
    if ours is not None and theirs is not None:
        agree = _AGREE.get(name, _equal)(ours.value, theirs.value)
    return ContactField(name, _shown(left, ours), _shown(right, theirs), agree)


def _shown(reading: Reading, told: Told | None) -> FieldValue | None:
    if told is None:
        return None
    quote = None
    if told.field is not None and told.span is not None:
        quote = reading.readout.quote(reading.side, told.span, told.field)
    return FieldValue(told.value, told.shown, quote)


def _equal(one: str, other: str) -> bool | None:
    return one == other


def _dates_agree(one: str, other: str) -> bool | None:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= DAYS_APART


def _people_agree(one: str, other: str) -> bool | None:
    ours, theirs = one.split(", "), other.split(", ")
    few, many = sorted((ours, theirs), key=len)
    return all(any(ratio(a, b) >= SAME_NAME for b in many) for a in few)


def _kinds_agree(one: str, other: str) -> bool | None:
    """A video call may be called a call or a meeting; a visit holds meetings."""
    return one == other or frozenset((one, other)) in ONE_WAY


def _not_told(one: str, other: str) -> bool | None:
    return None  # lists of others present are hardly ever meant to be whole


_AGREE: dict[str, Callable[[str, str], bool | None]] = {
    "date": _dates_agree,
    "people": _people_agree,
    "kind": _kinds_agree,
    "present": _not_told,
}


def same_day(left: Reading, right: Reading) -> Doubt | None:
    """The days that the texts give for the contact."""
    ours, theirs = _value(left, "date"), _value(right, "date")
    if not ours or not theirs:
        return None
    apart = abs((date.fromisoformat(ours) - date.fromisoformat(theirs)).days)
    if apart <= DAYS_APART:
        return Doubt(True, "the dates are a day apart" if apart else "the dates agree")
    said = all(r.contact["date"].field is not None for r in (left, right))
    if said or apart > DAYS_OTHER:
        return Doubt(False, f"the dates are {apart} days apart")
    return None


def same_parties(left: Reading, right: Reading) -> Doubt | None:
    """The countries that each text says took part."""
    ours = {left.parties.own, left.parties.other} - {None}
    theirs = {right.parties.own, right.parties.other} - {None}
    if len(ours) < 2 or len(theirs) < 2:
        return None
    if ours == theirs:
        return Doubt(True, "the parties agree")
    if not ours & theirs:
        return Doubt(False, "the parties are others")
    return None


def same_way(left: Reading, right: Reading) -> Doubt | None:
    """Call, meeting or message."""
    ours, theirs = _value(left, "kind"), _value(right, "kind")
    if not ours or not theirs or _kinds_agree(ours, theirs):
        return None
    return Doubt(False, f"one reports a {ours}, the other a {theirs}")


def same_people(left: Reading, right: Reading) -> Doubt | None:
    """The people who spoke."""
    ours, theirs = _value(left, "people"), _value(right, "people")
    if not ours or not theirs:
        return None
    return Doubt(True, "the people agree") if _people_agree(ours, theirs) else None


SAME_RULES: tuple[Callable[[Reading, Reading], Doubt | None], ...] = (
    same_day,
    same_parties,
    same_way,
    same_people,
)
