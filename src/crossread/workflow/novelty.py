"""A statement read against what an archive holds of the days before it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from crossread.errors import BadInput
from crossread.lexicon import TermBase, load_base
from crossread.model import Readout
from crossread.model.phrase import (
    Chosen,
    Novelty,
    Origin,
    Outline,
    Outlined,
    PassageNovelty,
    Stretch,
)
from crossread.phrases.index import tokens_of
from crossread.phrases.novelty import look_back, new_shares, read_passages
from crossread.text.reach import Reach
from crossread.workflow.code import ReadAlone, read_alone
from crossread.workflow.past import Past

LEAST_ECHO = 8  # tokens outside names of wording that is told as another government's


def read_novelty(
    past: Past, readout: Readout, base: TermBase | None = None, *, whole: bool = False
) -> Novelty:
    """Read a statement against what the archive holds of the days before it.

    Args:
        past: of an archive, which may hold the statement itself.
        readout: the statement. Its publisher is looked for in the archive by id or name.
        base: a term base of your own.
        whole: whether points are read against later days, too; words that stand just so before
            are always looked for in earlier days.

    Raises:
        BadInput: it states no day.
        NotAReadout: it reports nothing.
        EvidenceChanged: the archive was changed in the meantime.
    """
    base = base or load_base()
    statement = outline_readout(past, readout, base)
    origin = statement.origin
    before = look_back(past.families, origin, whole=whole)
    small = base.small_words(readout.language)
    stretches = tuple(past.index.stretches(readout.text, origin.day))
    read = read_passages(statement, before, past.passages, small, stretches)
    new_share, rest = new_shares(read.passages)
    until = None if whole else date.fromordinal(origin.day.toordinal() - 1)
    corpus = past.corpus(Chosen(until=until))
    if whole and origin.statement in past.families.statements:  # it is not read against itself
        corpus = replace(corpus, statements=corpus.statements - 1)
    return Novelty(
        origin=origin,
        passages=read.passages,
        dropped=read.dropped,
        stretches=stretches,
        echoed=_echoed(past, statement, stretches, read.passages),
        new_share=new_share,
        new_share_without_formulas=rest,
        corpus=corpus,
        whole=whole,
    )


def outline_readout(past: Past, readout: Readout, base: TermBase) -> Outlined:
    """A statement as the families take it in.

    Raises:
        BadInput: it states no day.
        NotAReadout: it reports nothing.
    """
    if readout.date is None:
        hint = "Put `date: 2021-06-01` at its head, or give --day."
        raise BadInput("the statement states no day, and so has no past", hint)
    read = read_alone(readout, base)
    held = past.families.statements.get(readout.id)
    origin = _origin(past, readout, read) if held is None else past.families.origins[held]
    return Outlined(origin, readout.text, read.outline)


def _origin(past: Past, readout: Readout, read: ReadAlone) -> Origin:
    """Whose the statement is: of a publisher of the archive, if its id or name is given."""
    assert readout.date is not None
    known = [p for p in past.archive.publishers() if readout.publisher in (p.id, p.name)]
    publisher = known[0].id if known else readout.publisher
    country = known[0].country if known else readout.country or read.reading.parties.own
    return Origin(
        statement=readout.id,
        publisher=publisher,
        government=country or publisher,
        counterpart=read.outline.counterpart,
        genre="contact",
        day=readout.date.day,
    )


def _echoed(
    past: Past,
    statement: Outlined,
    stretches: Sequence[Stretch],
    passages: Sequence[PassageNovelty],
) -> tuple[Stretch, ...]:
    """Stretches that another government used first and this one never before.

    Those in a passage that is told as an echo whole are not told again.
    """
    spans = (one.passage.span for one in passages if one.echo)
    told = Reach((span.start, span.stop) for span in spans)
    governments = past.governments
    own, day = statement.origin.government, statement.origin.day
    found = []
    for stretch in stretches:
        if governments.get(stretch.first.publisher, own) == own:
            continue
        if told.touches(stretch.span.start, stretch.span.stop):
            continue
        if _words_outside_names(stretch, statement.outline) < LEAST_ECHO:
            continue
        users = past.index.publishers_before(stretch.words, day)
        if own not in {governments.get(user) for user in users}:
            found.append(stretch)
    return tuple(found)


def _words_outside_names(stretch: Stretch, outline: Outline) -> int:
    """How many words of a stretch stand in no name."""
    words = stretch.words
    for start, stop in zip(outline.name_starts, outline.name_stops, strict=True):
        first, last = start - stretch.span.start, stop - stretch.span.start
        if first < len(words) and last > 0:
            first, last = max(first, 0), min(last, len(words))
            words = words[:first] + " " * (last - first) + words[last:]
    try:
        return sum(word[0].isalnum() for word in tokens_of(words))
    except BadInput:
        return 0
