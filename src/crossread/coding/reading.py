"""One readout read whole: language, parties, frame, clauses, points, contact."""

from collections.abc import Sequence
from dataclasses import dataclass

from crossread.coding.contact import Scene, Told, find_contact_sentence, read_contact
from crossread.coding.figures import find_figures
from crossread.coding.frame import split_frame
from crossread.coding.parties import OPENING, Parties, find_parties
from crossread.coding.people import Person, find_people, mentions, with_title
from crossread.coding.points import Text, code_points
from crossread.coding.speech import find_subjects
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


def read_text(readout: Readout, side: Side, base: TermBase) -> Reading:
    """Read a text: cut it, code it, find the contact it reports.

    Raises:
        NotAReadout: nothing is left when headings, navigation and the like are set aside.
    """
    text = readout.text
    language = readout.language if readout.language != "und" else detect_language(text)
    matches = base.find(text, language)
    title_matches = base.find(readout.title, language) if readout.title else []
    sentences, frame = split_frame(text, readout.title, split_sentences(text, language), matches)
    if not sentences:
        raise NotAReadout(f"no statement found in the {side} text: only headings and navigation")
    titled = find_people(readout.title, title_matches, language)
    people = with_title(find_people(text, matches, language), titled)
    head = Span(sentences[0].start, sentences[min(OPENING, len(sentences)) - 1].stop)
    parties = find_parties(head, matches, title_matches, people, readout.country, language)
    named = sorted(
        ((span, p) for p in parties.people for span in mentions(text, p)), key=lambda m: m[0]
    )
    headlines = [s for s in sentences if is_stamped(text[s.start : s.stop])]
    places = [span for span, _ in named]
    contact = find_contact_sentence(sentences, matches, parties, places, headlines)
    furniture = [s for s in headlines if s != contact]
    sentences = [s for s in sentences if s not in furniture]
    months = base.months.get(language.split("-")[0], {})
    issued = readout.date.day if readout.date else None
    figures = find_figures(text, matches, months, issued)
    whole = _with_contact_whole(split_clauses(text, sentences, matches), contact)
    clauses = with_carriers(whole, text)
    subjects = find_subjects(matches, parties, named)
    letter = "L" if side == "left" else "R"
    coded = Text(text, letter, tuple(subjects), tuple(figures), tuple(named), contact)
    points = code_points(coded, clauses)
    scene = Scene(
        text,
        readout.title,
        tuple(matches),
        tuple(title_matches),
        tuple(figures),
        tuple(find_figures(readout.title, title_matches, months, issued)) if readout.title else (),
        contact,
        parties,
        issued,
        base,
    )
    return Reading(
        readout,
        side,
        language,
        parties,
        tuple(points),
        tuple(c.sentence for c in clauses),
        tuple(_paragraphs(text, clauses)),
        tuple(sorted([*(span for span, _ in frame), *furniture])),
        read_contact(scene),
        tuple(matches),
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


__all__ = ["Figure", "Person", "Reading", "read_text"]
