"""The words that every face shares: names of relations, kinds and grounds, dates, citations."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date

from crossread.model import (
    Comparison,
    ContactField,
    Finding,
    FindingKind,
    Ground,
    Moment,
    PointKind,
    Quote,
    Relation,
    Row,
    Side,
    SideReading,
)

SIDES: tuple[Side, Side] = ("left", "right")
Label = Callable[[str], str]  # from the id of a concept to what a reader sees

RELATIONS: dict[Relation, str] = {
    "shared": "in both",
    "framing_differs": "framed differently",
    "only_left": "only in {left}",
    "only_right": "only in {right}",
}
# Beside the word, never instead of it: a colour or a sign alone tells some readers nothing.
RELATION_MARKS: dict[Relation, str] = {
    "shared": "=",
    "framing_differs": "≠",
    "only_left": "←",
    "only_right": "→",
}
FINDING_KINDS: dict[FindingKind, str] = {
    "contact": "the contact",
    "limits": "limits of this comparison",
    "one_sided_theme": "on one side only",
    "attributed": "words attributed to the other side",
    "act": "strength of the act",
    "initiative": "at whose initiative",
    "contested_name": "contested name",
    "figure": "figure",
    "agreement": "agreement",
    "umbrella": "general phrase",
    "residue": "detail on one side only",
    "order": "order",
    "space": "share of space",
    "length": "length",
    "atmosphere": "atmosphere",
}
POINT_KINDS: dict[PointKind, str] = {
    "contact": "the contact itself",
    "matter": "a matter that the term base does not name",
    "umbrella": "general phrase",
    "atmosphere": "atmosphere",
    "attendance": "who took part",
}
CONTACT_KINDS: dict[str, str] = {
    "call": "call",
    "video": "video call",
    "meeting": "meeting",
    "visit": "visit",
    "message": "message",
    "unknown": "contact",
}
CONTACT_FIELDS: dict[str, str] = {
    "kind": "kind of contact",
    "channel": "channel",
    "date": "date",
    "parties": "who with whom",
    "people": "who spoke",
    "offices": "offices",
    "length": "length of the talk",
    "initiative": "at whose initiative",
    "place": "place",
    "present": "others present",
}
GROUNDS: dict[str, str] = {  # by the names of the rules in `align.relate`
    "stronger_commitment": "stronger commitment on one side",
    "other_tone": "concern, warning or blame on one side only",
    "contested_name": "one question under two names",
    "contentious_name": "a name that lays blame, on one side only",
    "other_figure": "another figure",
    "figure_on_one_side": "figure on one side only",
    "condition": "condition on one side only",
    "other_speaker": "another is said to have said it",
    "named_actor": "third party named on one side only",
    "residue": "detail on one side only",
    "general_only": "spoken of only in general on one side",
}
SPEAKERS: dict[str, str] = {
    "own": "its own side",
    "other": "the other side",
    "both": "both sides",
    "third": "a third party",
}
COMMON_LANGUAGES = {  # as CLDR has them, without the time that reading it takes
    "en": "English",
    "ru": "Russian",
    "zh": "Chinese",
    "und": "language not known",
}
EVIDENCE = (
    "Every quotation stands in the text named, word for word, at the characters given (counted"
    " from 0 in Unicode code points)."
)
OMISSION = (
    "“Only in” means that no passage answering to it was found in the other of these two texts."
    " That a text does not report a subject is no proof that it was not raised."
)
UNSURE = "A row marked “unsure” is a pairing that a reader should check first."

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# Marks that turn the direction of everything after them: what is read would not be what stands.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
TIME = re.compile(r"(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(.*)")  # seconds say nothing to a reader


def legible(text: str) -> str:
    """The words on one line, safe to print: what cannot be printed shows as a replacement sign.

    Control characters can drive a terminal, and marks of direction can make a line read as
    something else. Only for showing: JSON carries the words untouched.

    >>> legible("one\\n two\\x1b[2J")
    'one two�[2J'
    """
    return "".join("\ufffd" if _unprintable(c) else c for c in " ".join(text.split()))


def _unprintable(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs"} or character in _TURNING


def quoted(words: str) -> str:
    """The words in quotation marks, on one line."""
    return f"“{legible(words)}”"


def side_name(comparison: Comparison, side: Side) -> str:
    """What the side is called; two sides of one name are told apart by where they stand."""
    name = legible(comparison.side(side).name)
    if legible(comparison.left.name) == legible(comparison.right.name):
        return f"{name} ({side})"
    return name


def heading(comparison: Comparison) -> str:
    """What lies here, in one line: one contact or two, of whom, and when."""
    contact = comparison.contact
    kind = CONTACT_KINDS.get(contact.kind, contact.kind)
    what = {
        True: f"Two accounts of one {kind}",
        False: "Two accounts, not of one contact",
        None: f"Two accounts, perhaps of one {kind}",
    }[contact.same]
    names = f"{side_name(comparison, 'left')} and {side_name(comparison, 'right')}"
    day = f", {day_in_words(contact.date)}" if contact.date else ""
    return f"{what}: {names}{day}"


def day_in_words(day: str) -> str:
    """A day in ISO form as a reader writes it; anything else as it stands.

    >>> day_in_words("2021-06-01")
    '1 June 2021'
    """
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return legible(day)
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def month_in_words(month: str) -> str:
    """A month in ISO form as a reader writes it.

    >>> month_in_words("2021-06")
    'June 2021'
    """
    return f"{_MONTHS[int(month[5:]) - 1]} {month[:4]}"


def moment_in_words(moment: Moment | None) -> str:
    """The day, and the hour where it is known.

    >>> moment_in_words(Moment(date(2021, 6, 1), "18:30+03:00"))
    '1 June 2021, 18:30 (UTC+03:00)'
    >>> moment_in_words(Moment(date(2021, 6, 1), "18:30:09+00:00"))
    '1 June 2021, 18:30 (UTC)'
    """
    if moment is None:
        return "date not given"
    day = day_in_words(moment.day.isoformat())
    if moment.time is None:
        return day
    hour, zone = hour_and_zone(moment.time)
    return f"{day}, {hour} ({zone})" if zone else f"{day}, {hour}"


def hour_and_zone(time: str) -> tuple[str, str]:
    """A time of day without its seconds, and its zone; the zone empty where none is told.

    >>> hour_and_zone("18:30:09+03:00"), hour_and_zone("18:30")
    (('18:30', 'UTC+03:00'), ('18:30', ''))
    """
    told = TIME.match(time)
    hour, zone = told.groups() if told else (time, "")
    return hour, "UTC" if zone in ("Z", "+00:00") else f"UTC{zone}" if zone else ""


def language_in_words(tag: str) -> str:
    """The English name of a language, from CLDR; the tag itself where CLDR has none.

    >>> language_in_words("zh-Hans"), language_in_words("und")
    ('Chinese', 'language not known')
    """
    language = tag.split("-")[0]
    if language in COMMON_LANGUAGES:
        return COMMON_LANGUAGES[language]
    from babel import Locale  # here, because its data take a moment to read

    names = Locale("en").languages
    return str(names.get(language, legible(tag)))


def length_in_words(reading: SideReading) -> str:
    """How long the text is, in the unit that its script counts in."""
    unit = "characters" if reading.language.split("-")[0] == "zh" else "words"
    return f"{reading.words:,} {unit}"


def relation_in_words(relation: Relation, comparison: Comparison) -> str:
    """The relation of a row, with the name of the side where it needs one."""
    names = {"left": side_name(comparison, "left"), "right": side_name(comparison, "right")}
    return RELATIONS[relation].format(**names)


def matter_in_words(row: Row, label: Label) -> str:
    """What the row is about: its themes, else the kind of its points."""
    if row.kind == "contact":
        return POINT_KINDS["contact"]
    named = ", ".join(legible(label(theme)) for theme in row.themes)
    return named or {str(k): v for k, v in POINT_KINDS.items()}.get(row.kind, row.kind)


def contact_in_words(comparison: Comparison) -> str:
    """Why the two texts are held to tell of one contact or not, in one line."""
    reasons = (legible(reason).rstrip(".") for reason in comparison.contact.reasons)
    line = "; ".join(reason for reason in reasons if reason)
    return f"{line[:1].upper()}{line[1:]}." if line else ""


def agreement_in_words(field: ContactField, comparison: Comparison) -> str:
    """Whether the two sides say the same of one contact field."""
    if field.agree and _are_days_apart(field):
        return "a day apart"
    if field.agree is not None:
        return "same" if field.agree else "differs"
    if field.left and not field.right:
        return f"only {side_name(comparison, 'left')} says it"
    if field.right and not field.left:
        return f"only {side_name(comparison, 'right')} says it"
    return "cannot be told" if field.left else "neither says it"


def _are_days_apart(field: ContactField) -> bool:
    """Whether both state a day, near enough for one contact, and not the same one."""
    if field.name != "date" or field.left is None or field.right is None:
        return False
    return field.left.value != field.right.value


def ground_in_words(ground: Ground, comparison: Comparison) -> str:
    """A reason for `framing_differs`, with what it saw on each side.

    What it saw may be a concept's label, so it never stands in quotation marks.
    """
    name = GROUNDS.get(ground.name, ground.name.replace("_", " "))
    sides: tuple[tuple[Side, str], ...] = (("left", ground.left), ("right", ground.right))
    seen = [
        f"{side_name(comparison, side)}: {_seen_in_words(ground.name, words)}"
        for side, words in sides
        if words
    ]
    return f"{name[:1].upper()}{name[1:]}" + (f" ({'; '.join(seen)})" if seen else "")


def _seen_in_words(ground: str, seen: str) -> str:
    if ground != "other_speaker":
        return legible(seen)
    return ", ".join(SPEAKERS.get(speaker, legible(speaker)) for speaker in seen.split(", "))


def omission_in_words(row: Row, comparison: Comparison) -> str:
    """For a one-sided row: the nearest passage that was tried, and why it was not enough."""
    if row.relation not in {"only_left", "only_right"}:
        return ""
    across = side_name(comparison, "right" if row.relation == "only_left" else "left")
    if row.closest is None:
        return f"Not found in {across}: no passage comes close."
    words = quoted(row.closest.quote.words)
    why = legible(row.closest.why_not).rstrip(".")
    return f"Not found in {across}. Closest passage: {words}{f' ({why})' if why else ''}."


def _stopped(sentence: str) -> str:
    """The sentence with a full stop, where it has no end of its own."""
    shown = legible(sentence)
    return shown if shown.removesuffix("”").endswith((".", "!", "?", "…", "。")) else f"{shown}."


def reasons_in_words(row: Row, comparison: Comparison) -> list[str]:
    """Why the row is what it is: its grounds, its note, its omission's proof."""
    grounds = [_stopped(ground_in_words(ground, comparison)) for ground in row.grounds]
    note = [_stopped(row.note)] if row.note else []
    omission = omission_in_words(row, comparison)
    return grounds + note + ([omission] if omission else [])


def citation(quotes: Iterable[Quote], side: Side, comparison: Comparison) -> str:
    """Where the quotes of one side stand, in one line."""
    return ", ".join(citation_parts(quotes, side, comparison))


def citation_parts(quotes: Iterable[Quote], side: Side, comparison: Comparison) -> list[str]:
    """Where the quotes of one side stand: publisher, title, day, address, characters."""
    readout = comparison.side(side).readout
    parts = [legible(readout.publisher) or side_name(comparison, side)]
    parts += [quoted(readout.title)] if readout.title else []
    parts += [moment_in_words(readout.date)] if readout.date else []
    parts += [legible(readout.url)] if readout.url else []
    return parts + _places(list(quotes))


def _places(quotes: list[Quote]) -> list[str]:
    """The ranges that the quotes cover: of the text first, then of the title."""
    in_text = [q for q in quotes if q.field == "text"]
    in_title = [q for q in quotes if q.field == "title"]
    places = [f"characters {_ranges(in_text)}"] if in_text else []
    return places + ([f"title, characters {_ranges(in_title)}"] if in_title else [])


def _ranges(quotes: list[Quote]) -> str:
    return ", ".join(f"{q.span.start}–{q.span.stop}" for q in quotes)


def cited_sentence(finding: Finding, comparison: Comparison) -> str:
    """The finding as one sentence with its sources, ready to be pasted into a note."""
    sources = [
        citation([q for q in finding.quotes if q.side == side], side, comparison)
        for side in SIDES
        if any(q.side == side for q in finding.quotes)
    ]
    sentence = legible(finding.text)
    if not sources:
        return sentence
    end = re.search(r"[.!?]$", sentence)
    body, stop = (sentence[: end.start()], end[0]) if end else (sentence, ".")
    return f"{body} [{'; '.join(sources)}]{stop}"


def methods_in_words(comparison: Comparison) -> str:
    """The methods and their versions, so that a result can be had again."""
    named = ", ".join(f"{name} {version}" for name, version in comparison.methods)
    return f"Methods: {named}." if named else ""


def footer(comparison: Comparison) -> list[str]:
    """What the reader has to know of the evidence; of omissions and doubts where there are any."""
    one_sided = any(row.relation in {"only_left", "only_right"} for row in comparison.rows)
    lines = [EVIDENCE]
    lines += [OMISSION] if one_sided else []
    lines += [UNSURE] if any(row.unsure for row in comparison.rows) else []
    methods = methods_in_words(comparison)
    return lines + ([methods] if methods else [])
