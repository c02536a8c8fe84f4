"""A statement, a phrase, a publisher's formulas: what an archive's past tells of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

import numpy as np

from crossread.archive.said import find_texts
from crossread.archive.search import line_around
from crossread.errors import BadInput, EvidenceChanged, NotFound
from crossread.lexicon import TermBase, load_base
from crossread.model import Readout
from crossread.model.phrase import (
    CONTACT_GENRES,
    Chosen,
    Formula,
    FormulaList,
    Novelty,
    Origin,
    Outline,
    Outlined,
    PassageNovelty,
    Pattern,
    PhraseHistory,
    ProvenUse,
    Stretch,
    Use,
)
from crossread.phrases.families import Families
from crossread.phrases.index import EVERYTHING, tokens_of
from crossread.phrases.novelty import count_names, look_back, new_shares, read_passages
from crossread.phrases.patterns import find_pattern
from crossread.phrases.sets import Int32
from crossread.workflow.code import ReadAlone, read_alone
from crossread.workflow.past import Past

USES_AT_ONCE = 1000  # whose texts are in memory together
LEAST_ECHO = 8  # tokens outside names of wording that is told as another government's
MEMBERS = 24  # of a family, spread over its time, that its pattern is made of
LEAST_WORDS = 6  # different words of a passage that is listed as a formula: fewer say too little


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
    told = [one.passage.span for one in passages if one.echo]
    governments = past.governments
    own, day = statement.origin.government, statement.origin.day
    found = []
    for stretch in stretches:
        if governments.get(stretch.first.publisher, own) == own:
            continue
        if any(span.touches(stretch.span) for span in told):
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


# --- a phrase ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TracedPhrase:
    """The history of a phrase, and some of its uses, in order of time."""

    history: PhraseHistory
    uses: tuple[ProvenUse, ...]


def trace_phrase(
    past: Past,
    phrase: str,
    chosen: Chosen = EVERYTHING,
    *,
    exact: bool = False,
    limit: int = 20,
    start: int = 0,
) -> TracedPhrase:
    """How often a phrase was used, when and by whom.

    Args:
        past: of an archive.
        phrase: words as they stand, in this order.
        chosen: which statements are counted.
        exact: hold to letter case and to kinds of quotation marks and dashes.
        limit: uses that are given, in order of time.
        start: uses passed over.

    Raises:
        BadInput: the phrase holds no token.
        EvidenceChanged: a quote is not in the archive as it should be.
    """
    history = past.index.history(phrase, exact, chosen)
    corpus = past.corpus(chosen)
    uses = list(islice(past.index.uses(phrase, exact, chosen, start), limit))
    ends = [use for use in (history.first, history.last) if use]
    proven = prove_uses(past, [*ends, *uses])
    first, last = (proven[0].use, proven[1].use) if ends else (None, None)
    history = replace(history, first=first, last=last, corpus=corpus)
    return TracedPhrase(history, tuple(proven[len(ends) :]))


def prove_uses(past: Past, uses: Sequence[Use]) -> list[ProvenUse]:
    """The uses with their words, and the lines around them, cut from the archive's texts.

    Raises:
        EvidenceChanged: other words stand there.
    """
    proven = []
    for first in range(0, len(uses), USES_AT_ONCE):
        some = uses[first : first + USES_AT_ONCE]
        names = sorted({use.statement for use in some})
        with past.archive.reading() as connection:
            texts = {t.wording.statement: t.text for t in find_texts(connection, names)}
        proven += [_prove(use, texts.get(use.statement, "")) for use in some]
    return proven


def _prove(use: Use, text: str) -> ProvenUse:
    words = text[use.span.start : use.span.stop]
    if words.split() != use.words.split():
        fact = f"{use.statement} does not hold the words that the phrase index has for it"
        raise EvidenceChanged(fact, "Run `crossread archive verify`.")
    start, stop = line_around(text, use.span)
    return ProvenUse(replace(use, words=words), text[start:stop], use.span.start - start)


# --- formulas ------------------------------------------------------------------------------------


def list_formulas(
    past: Past,
    chosen: Chosen = EVERYTHING,
    *,
    genre: str = "",
    least_words: int = LEAST_WORDS,
    limit: int = 20,
) -> FormulaList:
    """The families that most statements have, the most frequent first.

    Args:
        past: of an archive.
        chosen: which statements are counted.
        genre: only these; "call", "meeting" and "visit" are all "contact".
        least_words: different words that a passage has at the least, names of a kind counting once.
        limit: families given.

    Raises:
        NotFound: the publisher is not in the archive.
    """
    families = past.families
    publishers = {o.publisher for o in families.origins}
    if chosen.publisher and chosen.publisher not in publishers:
        names = ", ".join(sorted(publishers)) or "none"
        raise NotFound(f"no publisher {chosen.publisher} in the archive", f"There are: {names}.")
    kept = [_is_chosen(origin, chosen, genre) for origin in families.origins]
    stays = np.array(kept, np.bool_)[families.statement] if kept else np.zeros(0, np.bool_)
    rows = np.flatnonzero(stays).astype(np.int32)
    leaders, counts = _count_statements(families, rows)
    long = np.diff(families.sets.starts)[families.number[leaders]] >= least_words
    leaders, counts = leaders[long], counts[long]
    order = np.lexsort((leaders, -counts))[:limit]
    members = {
        int(leader): np.intersect1d(families.members(int(leader)), rows)
        for leader in leaders[order]
    }
    past.passages([int(n) for some in members.values() for n in spread(some)])  # all at once
    return FormulaList(
        formulas=tuple(
            _formula(past, leader, members[leader], int(count))
            for leader, count in zip(leaders[order].tolist(), counts[order], strict=True)
        ),
        families=int((counts > 1).sum()),
        statements=sum(kept),
        corpus=past.corpus(chosen),
    )


def _is_chosen(origin: Origin, chosen: Chosen, genre: str) -> bool:
    return (
        chosen.publisher in ("", origin.publisher)
        and chosen.counterpart in ("", origin.counterpart)
        and (chosen.since is None or chosen.since <= origin.day)
        and (chosen.until is None or origin.day <= chosen.until)
        and genre_group(genre) in ("", origin.genre)
    )


def genre_group(genre: str) -> str:
    """The genre that families know a statement by."""
    return "contact" if genre in CONTACT_GENRES else genre


def _count_statements(families: Families, rows: Int32) -> tuple[Int32, Int32]:
    """The leaders of these passages, and how many statements have a passage of each family."""
    both = families.leader[rows].astype(np.int64) << 32 | families.statement[rows]
    leaders, counts = np.unique(np.unique(both) >> 32, return_counts=True)
    return leaders.astype(np.int32), counts.astype(np.int32)


def spread(members: Int32) -> Int32:
    """Some of many passages, evenly over their time, the first and the last among them."""
    if len(members) <= MEMBERS:
        return members
    chosen: Int32 = members[np.linspace(0, len(members) - 1, MEMBERS).astype(np.int64)]
    return chosen


def _formula(past: Past, leader: int, members: Int32, statements: int) -> Formula:
    families = past.families
    held = np.unique(families.statement[members])
    passages = past.passages(spread(members).tolist())
    return Formula(
        family=families.id_of(leader),
        statements=statements,
        first=passages[0],
        last=passages[-1],
        publishers=count_names(families.publishers, held),
        counterparts=count_names(families.counterparts, held),
        pattern=find_pattern(passages),
    )


def patterns_of(past: Past, novelty: Novelty) -> dict[str, Pattern]:
    """How each family that a statement has, or dropped, reads in the archive."""
    families = past.families
    names = {p.family for p in novelty.passages if p.family} | {d.family for d in novelty.dropped}
    members = {name: spread(families.members(families.find(name))) for name in sorted(names)}
    past.passages([int(n) for some in members.values() for n in some])  # all at once
    return {name: find_pattern(past.passages(some.tolist())) for name, some in members.items()}
