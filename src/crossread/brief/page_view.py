"""From a comparison to the parts of its page: numbers, names and readings put into words."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from crossread.brief import page_words as say
from crossread.brief.page_parts import (
    CellView,
    ClosestView,
    FieldView,
    FindingView,
    PageView,
    PartView,
    QuoteView,
    RowView,
    SideView,
    SpaceView,
)
from crossread.brief.page_text import Mark, cut_text, direction, language_tag
from crossread.brief.past_words import past_footer, past_in_words
from crossread.brief.words import (
    CONTACT_FIELDS,
    FINDING_KINDS,
    OMISSION,
    Label,
    agreement_in_words,
    ground_in_words,
    language_in_words,
    length_in_words,
    matter_in_words,
    moment_in_words,
    relation_in_words,
    side_name,
)
from crossread.model import (
    Closest,
    Comparison,
    ContactField,
    FieldValue,
    Finding,
    Quote,
    Readout,
    Row,
    Side,
    SideReading,
)

NAMED = 3  # a row's heading names its first themes; more would bury the quotes beside it


def page_view(comparison: Comparison, label: Label) -> PageView:
    """Everything that the page shows of a comparison."""
    numbers = {row.id: n for n, row in enumerate(comparison.rows, start=1)}
    views = [_finding_view(f, comparison, numbers, label) for f in comparison.findings]
    kinds = [f.kind for f in comparison.findings]
    return PageView(
        headline=say.headline(comparison, label),
        standfirst=say.standfirst(comparison),
        doubt=say.doubt(comparison.contact),
        reasons=comparison.contact.reasons,
        remarks=_remarks(comparison),
        past=tuple(past_footer(comparison)),
        notes=tuple(v for v, k in zip(views, kinds, strict=True) if k in say.NOTE_KINDS),
        left=_side_view(comparison, "left"),
        right=_side_view(comparison, "right"),
        fields=_fields(comparison, label),
        balance=_balance(comparison),
        findings=tuple(v for v, k in zip(views, kinds, strict=True) if k not in say.NOTE_KINDS),
        space=_space(comparison, label),
        rows=tuple(_row_view(row, numbers[row.id], comparison, label) for row in comparison.rows),
        omission=OMISSION,
        methods=", ".join(f"{name}/{version}" for name, version in comparison.methods),
    )


def _remarks(comparison: Comparison) -> tuple[tuple[str, str], ...]:
    """What limits the reading of each text: the reader of the file's notes, then our own."""
    remarks: list[tuple[str, str]] = []
    for side in say.SIDES:
        reading = comparison.side(side)
        notes = [*reading.readout.notes, *reading.notes]
        if not reading.covered and not reading.notes:
            notes.append("The term base does not cover the language of this text.")
        remarks += [(side_name(comparison, side), note) for note in dict.fromkeys(notes)]
    return tuple(remarks)


def _side_view(comparison: Comparison, side: Side) -> SideView:
    reading = comparison.side(side)
    readout = reading.readout
    marks = _marks(comparison.rows, side)
    text = cut_text(readout.text, _within(marks, readout, "text"), reading.frame)
    return SideView(
        side=side,
        name=side_name(comparison, side),
        publisher=readout.publisher,
        language=_language(reading),
        lang=language_tag(reading.language),
        dir=direction(reading.language),
        length=length_in_words(reading),
        published=moment_in_words(readout.date),
        url=readout.url,
        link=say.link_target(readout.url),
        digest=readout.digest,
        title=cut_text(readout.title, _within(marks, readout, "title")) if readout.title else (),
        text=text,
    )


def _marks(rows: Sequence[Row], side: Side) -> list[tuple[Quote, Mark]]:
    """Every passage that a row quotes from that side."""
    return [
        (quote, Mark(quote.span, number, row.relation))
        for number, row in enumerate(rows, start=1)
        for quote in (row.left if side == "left" else row.right)
    ]


def _within(marks: Iterable[tuple[Quote, Mark]], readout: Readout, field: str) -> list[Mark]:
    return [m for q, m in marks if q.field == field and q.digest == readout.digest]


def _fields(comparison: Comparison, label: Label) -> tuple[FieldView, ...]:
    """The texts as published, then the contact field by field."""
    told = [f for f in comparison.contact.fields if f.left or f.right]
    return (*_published(comparison), *(_field_view(f, comparison, label) for f in told))


def _published(comparison: Comparison) -> tuple[FieldView, ...]:
    """When each text was published and how long it is: known before any is read."""
    left, right = (comparison.side(side) for side in say.SIDES)
    return (
        FieldView("published", _when(left), _when(right)),
        FieldView("the text", _how_long(left), _how_long(right)),
    )


def _when(reading: SideReading) -> CellView:
    return CellView(moment_in_words(reading.readout.date))


def _how_long(reading: SideReading) -> CellView:
    return CellView(f"{length_in_words(reading)}, {_language(reading)}")


def _language(reading: SideReading) -> str:
    return language_in_words(language_tag(reading.language))


def _field_view(field: ContactField, comparison: Comparison, label: Label) -> FieldView:
    state = {True: "same", False: "differs", None: "one"}[field.agree]
    return FieldView(
        CONTACT_FIELDS.get(field.name, say.gloss(label, field.name)),
        _cell(field.left, comparison, label),
        _cell(field.right, comparison, label),
        "other" if field.agree is None and field.left and field.right else state,
        agreement_in_words(field, comparison),
    )


def _cell(value: FieldValue | None, comparison: Comparison, label: Label) -> CellView:
    """The value in words is the reading of its quote: the quote needs no other."""
    if value is None:
        return CellView()
    quote = _quote_view(value.quote, comparison, (), label) if value.quote else None
    return CellView(value.shown or value.value, replace(quote, reading="") if quote else None)


def _balance(comparison: Comparison) -> tuple[PartView, ...]:
    """How many rows lie in each relation; the bar's parts share its length by their count."""
    total = len(comparison.rows)
    parts: list[PartView] = []
    start = 0.0
    for relation in say.RELATION_ORDER:
        count = sum(row.relation == relation for row in comparison.rows)
        length = 100 * count / total if total else 0.0
        word = relation_in_words(relation, comparison)
        parts.append(PartView(relation, word, count, start, length))
        start += length
    return tuple(parts)


def _finding_view(
    finding: Finding, comparison: Comparison, numbers: dict[str, int], label: Label
) -> FindingView:
    return FindingView(
        kind=FINDING_KINDS[finding.kind],
        text=finding.text,
        why=finding.why,
        quotes=tuple(_quote_view(q, comparison, (), label) for q in finding.quotes),
        rows=tuple(numbers[row] for row in finding.rows if row in numbers),
        citation=say.citation_with_quotes(finding, comparison),
    )


def _space(comparison: Comparison, label: Label) -> tuple[SpaceView, ...]:
    """The themes as they come, with bars measured against the longest on either side."""
    longest = max((max(s.left, s.right) for s in comparison.space), default=0) or 1
    return tuple(
        SpaceView(
            say.gloss(label, s.theme),
            say.share_in_words(s.left),
            say.share_in_words(s.right),
            100 * s.left / longest,
            100 * s.right / longest,
        )
        for s in comparison.space
    )


def _row_view(row: Row, number: int, comparison: Comparison, label: Label) -> RowView:
    def named(theme: str) -> str:
        return say.gloss(label, theme)

    return RowView(
        number=number,
        relation=row.relation,
        word=relation_in_words(row.relation, comparison),
        matter=matter_in_words(replace(row, themes=row.themes[:NAMED]), named),
        also=", ".join(named(theme) for theme in row.themes[NAMED:]),
        grounds=tuple(ground_in_words(ground, comparison) for ground in row.grounds),
        unsure=row.unsure,
        note=row.note,
        score=f"{row.score:.2f}",
        left=tuple(_quote_view(q, comparison, row.left_points, label) for q in row.left),
        right=tuple(_quote_view(q, comparison, row.right_points, label) for q in row.right),
        left_past=past_in_words(row, "left", comparison),
        right_past=past_in_words(row, "right", comparison),
        closest=_closest_view(row.closest, comparison, label) if row.closest else None,
    )


def _closest_view(closest: Closest, comparison: Comparison, label: Label) -> ClosestView:
    quote = _quote_view(closest.quote, comparison, (), label)
    return ClosestView(quote, closest.why_not, f"{closest.score:.2f}")


def _quote_view(
    quote: Quote, comparison: Comparison, points: Iterable[str], label: Label
) -> QuoteView:
    reading = comparison.side(quote.side)
    return QuoteView(
        side=quote.side,
        source=side_name(comparison, quote.side),
        words=quote.words,
        lang=language_tag(reading.language),
        dir=direction(reading.language),
        in_title=quote.field == "title",
        reading=say.reading_in_words(quote, reading, points, label),
    )
