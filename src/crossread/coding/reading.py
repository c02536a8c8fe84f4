"""One readout read whole: language, parties, frame, clauses, points, contact."""

from collections.abc import Sequence
from dataclasses import dataclass

from crossread.coding.contact import Scene, Told, find_contact_sentence, read_contact
from crossread.coding.figures import find_figures
from crossread.coding.frame import split_frame
from crossread.coding.parties import OPENING, Parties, find_parties
from crossread.coding.people import Person, find_people, mentions, with_title
from crossread.coding.points import Text, code_points
from crossread.coding.small_words import SmallWords, small_words
from crossread.coding.subjects import find_subjects
from crossread.errors import NotAReadout
from crossread.lexicon import Match, TermBase
from crossread.model import Figure, Point, Readout, Side, Span
from crossread.segment import Clause, is_stamped, split_clauses, split_sentences, with_carriers
from crossread.text.language import detect_language


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one text, before it is set beside another."""

    readout: Readout
    side: Side
    language: str
    parties: Parties
    points: tuple[Point, ...]
    sentence_of: tuple[int, ...]  # for each point, the number of its sentence
    paragraph_of: tuple[int, ...]
    frame: tuple[Span, ...]
    contact: dict[str, Told]
    matches: tuple[Match, ...]
    figures: tuple[tuple[Span, Figure], ...]  # every one of the text, in order
    named: tuple[tuple[Span, Person], ...]  # every family name, in order


@dataclass(frozen=True, slots=True)
class Scan:
    """A text with what can be found in it before it is known who its two parties are."""

    readout: Readout
    side: Side
    language: str
    matches: tuple[Match, ...]
    title_matches: tuple[Match, ...]
    sentences: tuple[Span, ...]
    frame: tuple[Span, ...]
    people: tuple[Person, ...]
    small: SmallWords

    def parties(self, country: str | None) -> Parties:
        """The parties, if the publisher's country is `country` (None: told by the text)."""
        head = Span(
            self.sentences[0].start, self.sentences[min(OPENING, len(self.sentences)) - 1].stop
        )
        return find_parties(
            head,
            self.sentences[0],
            self.matches,
            self.title_matches,
            self.people,
            country,
            self.language,
        )


def scan_text(readout: Readout, side: Side, base: TermBase) -> Scan:
    """Find language, terms, sentences, frame and people.

    Raises:
        NotAReadout: nothing is left when headings, navigation and the like are set aside.
    """
    text = readout.text
    language = readout.language if readout.language != "und" else detect_language(text)
    # where no space parts words, a name ends where the next term begins: all of them are wanted
    wording = language.startswith("zh")
    matches = base.find(text, language, wording=wording)
    titled = base.find(readout.title, language, wording=wording) if readout.title else []
    sentences, frame = split_frame(text, readout.title, split_sentences(text, language), matches)
    if not sentences:
        raise NotAReadout(f"no statement found in the {side} text: only headings and navigation")
    small = small_words(base, language)
    people = with_title(
        text,
        find_people(text, matches, language, small),
        find_people(readout.title, titled, language, small),
    )
    return Scan(
        readout,
        side,
        language,
        tuple(matches),
        tuple(titled),
        tuple(sentences),
        tuple(span for span, _ in frame),
        tuple(people),
        small,
    )


def read_text(readout: Readout, side: Side, base: TermBase) -> Reading:
    """Read a text: cut it, code it, find the contact it reports.

    Raises:
        NotAReadout: nothing is left when headings, navigation and the like are set aside.
    """
    scan = scan_text(readout, side, base)
    return read_scan(scan, scan.parties(readout.country), base)


def read_scan(scan: Scan, parties: Parties, base: TermBase) -> Reading:
    """Read a scanned text, now that its parties are known."""
    text, matches = scan.readout.text, scan.matches
    named = sorted(
        ((span, p) for p in parties.people for span in mentions(text, p)), key=lambda m: m[0]
    )
    headlines = [s for s in scan.sentences if is_stamped(text[s.start : s.stop])]
    places = [span for span, _ in named]
    contact = find_contact_sentence(scan.sentences, matches, parties, places, headlines)
    furniture = [s for s in headlines if s != contact]
    sentences = [s for s in scan.sentences if s not in furniture]
    months = base.months.get(scan.language.split("-")[0], {})
    issued = scan.readout.date.day if scan.readout.date else None
    figures = find_figures(text, matches, months, issued)
    whole = _with_contact_whole(split_clauses(text, sentences, matches), contact)
    clauses = with_carriers(whole, text)
    subjects = find_subjects(text, matches, parties, named, scan.small)
    letter = "L" if scan.side == "left" else "R"
    coded = Text(text, letter, tuple(subjects), scan.small, tuple(figures), tuple(named), contact)
    titled = find_figures(scan.readout.title, scan.title_matches, months, issued)
    scene = Scene(
        text,
        scan.readout.title,
        matches,
        scan.title_matches,
        tuple(figures),
        tuple(titled),
        contact,
        parties,
        issued,
        base,
    )
    return Reading(
        scan.readout,
        scan.side,
        scan.language,
        parties,
        tuple(code_points(coded, clauses)),
        tuple(c.sentence for c in clauses),
        tuple(_paragraphs(text, clauses)),
        tuple(sorted([*scan.frame, *furniture])),
        read_contact(scene),
        matches,
        tuple(figures),
        tuple(named),
    )


def _with_contact_whole(clauses: Sequence[Clause], contact: Span | None) -> list[Clause]:
    """The contact sentence is cut only where a new act begins."""
    kept: list[Clause] = []
    for clause in clauses:
        inside = contact is not None and contact.holds(clause.span)
        if (
            inside
            and kept
            and clause.opened_by == "other_matter"
            and kept[-1].sentence == clause.sentence
        ):
            last = kept.pop()
            span = Span(last.span.start, clause.span.stop)
            clause = Clause(span, last.sentence, last.opened_by, last.matches + clause.matches)
        kept.append(clause)
    return kept


def _paragraphs(text: str, clauses: Sequence[Clause]) -> list[int]:
    number, before, found = 0, 0, []
    for clause in clauses:
        if "\n" in text[before : clause.span.start].strip(" \t") and before:
            number += 1
        found.append(number)
        before = clause.span.stop
    return found
