"""Words that only the page needs: its headline and standfirst, shares, readings, citations."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from crossread.brief.page_text import language_tag
from crossread.brief.words import (
    CONTACT_KINDS,
    Label,
    day_in_words,
    legible,
    moment_in_words,
    quoted,
    side_name,
)
from crossread.model import (
    Actor,
    Comparison,
    ContactTable,
    Finding,
    Point,
    Quote,
    Relation,
    Side,
    SideReading,
)

SIDES: tuple[Side, Side] = ("left", "right")
# What lies in both texts stands between what lies in one, as the texts themselves stand.
RELATION_ORDER: tuple[Relation, ...] = ("only_left", "framing_differs", "shared", "only_right")
# Said in a note before anything else, not among the findings.
NOTE_KINDS = frozenset({"contact", "limits"})
STANDFIRST_LENGTH = 280  # characters: about three lines under the headline, read at a glance
DIGEST_PREFIX = 12  # hexadecimal digits: enough to tell two wordings apart in a citation


def gloss(label: Label, concept: str) -> str:
    """What a reader sees of a concept: its label, else its id in plain words.

    >>> gloss(lambda concept: "", "human-rights")
    'human rights'
    """
    named = label(concept).strip()
    return named if named and named != concept else concept.replace("-", " ").replace("_", " ")


def headline(comparison: Comparison, label: Label) -> str:
    """The contact in one line: "Call, 1 June 2021: United States and Tajikistan"."""
    left, right = _parties(comparison, label)
    return f"{_occasion(comparison.contact)}: {left} and {right}"


def _occasion(contact: ContactTable) -> str:
    """What the two texts are accounts of, and when; two texts if not of one contact."""
    if contact.same is False:
        return "Two statements, not of one contact"
    kind = gloss(lambda kind: CONTACT_KINDS.get(kind, ""), contact.kind)
    day = f", {day_in_words(contact.date)}" if contact.date else ""
    return f"{kind[:1].upper()}{kind[1:]}{day}"


def _parties(comparison: Comparison, label: Label) -> tuple[str, str]:
    """The two countries; the sides' own names where the countries are not two or not known."""
    left, right = (_country(comparison.side(side), label) for side in SIDES)
    if left and right and left != right:
        return left, right
    return side_name(comparison, "left"), side_name(comparison, "right")


def _country(reading: SideReading, label: Label) -> str:
    code = reading.country
    return gloss(label, code) if code and label(code) != code else ""


def doubt(contact: ContactTable) -> str:
    """What must be said first of the contact; "" when both texts are accounts of one."""
    return {
        True: "",
        None: "The two texts do not tell whether they are accounts of one contact.",
        False: "The two texts are probably not accounts of one contact.",
    }[contact.same]


def standfirst(comparison: Comparison) -> str:
    """The most salient findings as one short paragraph; the first one whatever its length.

    Where the texts are of two contacts, that comes before any finding.
    """
    texts = [legible(f.text) for f in comparison.findings if f.kind not in NOTE_KINDS]
    if comparison.contact.same is False:
        texts.insert(0, doubt(comparison.contact))
    said = texts[0] if texts else "Nothing in these two texts was found that stands out."
    for text in texts[1:]:
        if len(said) + 1 + len(text) > STANDFIRST_LENGTH:
            break
        said += f" {text}"
    return said


def share_in_words(share: float) -> str:
    """A share of 0..1 as a percentage.

    >>> share_in_words(0.331), share_in_words(0.004), share_in_words(0)
    ('33%', 'under 1%', '0')
    """
    if share <= 0:
        return "0"
    return f"{share:.0%}" if share >= 0.01 else "under 1%"


def reading_in_words(quote: Quote, reading: SideReading, ids: Iterable[str], label: Label) -> str:
    """How a quote in a foreign language was read: "thanked; regional security; Tajikistan".

    Taken from the points of `ids` that the quote touches, else from any it touches; empty
    for English, and where no point was read in the quote.
    """
    if language_tag(reading.language).split("-")[0].lower() == "en" or quote.field == "title":
        return ""
    touched = [p for p in reading.points if p.span.touches(quote.span)]
    wanted = set(ids)
    points = [p for p in touched if p.id in wanted] or touched
    return "; ".join(_codes(points, label))


def _codes(points: list[Point], label: Label) -> list[str]:
    """The acts, then the themes, then the actors of the points; what is said once is not again."""
    acts = [gloss(label, p.act) for p in points if p.act]
    themes = [gloss(label, theme) for p in points for theme in p.themes]
    vague = ["a general phrase"] if points and all(p.vague for p in points) else []
    actors = [_actor_in_words(actor, label) for p in points for actor in p.actors]
    others = [actor for actor in actors if actor not in themes]
    parts = [", ".join(dict.fromkeys(codes)) for codes in (acts, themes + vague, others)]
    return [legible(part) for part in parts if part]


def _actor_in_words(actor: Actor, label: Label) -> str:
    """A person's id is a folded surname, which has no label: shown with its capital."""
    named = gloss(label, actor.id)
    return named.title() if actor.kind == "person" and named.islower() else named


def link_target(url: str) -> str:
    """The address if it leads to a web page (http or https), else "": nothing else is linked.

    >>> link_target("https://example.org/a"), link_target("javascript:alert(1)")
    ('https://example.org/a', '')
    """
    if any(not c.isprintable() or c.isspace() for c in url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.netloc else ""


def citation_with_quotes(finding: Finding, comparison: Comparison) -> str:
    """The finding as one cited sentence: its text, the words it rests on, and both texts.

    The text without a quote is cited too: a reader must be able to look for what was not
    found in it.
    """
    quoting = [side for side in SIDES if any(q.side == side for q in finding.quotes)]
    silent = [side for side in SIDES if side not in quoting]
    cited = [_quoted_source(finding, comparison, side) for side in quoting]
    others = [_origin(comparison, side) for side in silent]
    if not cited:
        return f"{legible(finding.text)} ({'; '.join(others)})"
    return (
        f"{legible(finding.text)} {'; '.join([*cited, *(f'compared with {o}' for o in others)])}."
    )


def _quoted_source(finding: Finding, comparison: Comparison, side: Side) -> str:
    words = [quoted(q.words) for q in finding.quotes if q.side == side]
    return f"{', '.join(words)} ({_origin(comparison, side)})"


def _origin(comparison: Comparison, side: Side) -> str:
    """Publisher, date, title, address and digest of a text, as far as they are known."""
    readout = comparison.side(side).readout
    parts = [legible(readout.publisher) or side_name(comparison, side)]
    parts += [moment_in_words(readout.date)] if readout.date else []
    parts += [quoted(readout.title)] if readout.title.strip() else []
    parts += [link_target(readout.url)] if link_target(readout.url) else []
    return ", ".join([*parts, f"SHA-256 {readout.digest[:DIGEST_PREFIX]}"])
