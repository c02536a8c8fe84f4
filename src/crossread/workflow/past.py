"""What an archive has said so far: its phrase index and its families, kept up with it."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from crossread.archive import Archive
from crossread.archive.phrase_files import Kept, PhraseFiles, PhrasesNotKept
from crossread.archive.said import (
    Text,
    Wording,
    find_texts,
    list_wordings,
    load_texts,
    stamp_of,
)
from crossread.errors import EvidenceChanged
from crossread.model.phrase import Chosen, Corpus, Issued, Outlined, Passage
from crossread.phrases.changes import change_families
from crossread.phrases.families import Families
from crossread.phrases.index import EVERYTHING, PhraseIndex
from crossread.phrases.merge import merge_parts, parts_to_merge
from crossread.phrases.parts import Part
from crossread.phrases.passages import passages_of
from crossread.phrases.segment import build_segment

AT_ONCE = 200  # statements taken in together
CHARACTERS = 64_000_000  # of the texts that one part is made of
THREADS = 2  # that join families: more than two are rarely free, and one more costs memory

Tell = Callable[[str, int, int], None]  # what is done, statements so far, of how many


@dataclass(frozen=True)
class Past:
    """What was said: to be asked for phrases, families, and passages with their words."""

    archive: Archive
    kept: Kept
    remarks: tuple[str, ...] = ()  # what the reader should know: rebuilt, not kept

    @cached_property
    def index(self) -> PhraseIndex:
        """Every phrase of every statement."""
        return PhraseIndex(self.kept.parts)

    @cached_property
    def governments(self) -> dict[str, str]:
        """The government of each publisher."""
        return {origin.publisher: origin.government for origin in self.families.origins}

    @property
    def families(self) -> Families:
        """Every point of every statement, by the family it belongs to."""
        return self.kept.families

    @cached_property
    def _passages(self) -> dict[int, Passage]:
        return {}

    def corpus(self, chosen: Chosen = EVERYTHING) -> Corpus:
        """What a count is a count of, with what is left out."""
        kept = self.kept
        return replace(
            self.index.corpus(chosen),
            repeats=sum(_is_chosen(publisher, day, chosen) for publisher, day in kept.repeats),
            undated=kept.undated,
            uncoded=kept.uncoded,
        )

    def passages(self, numbers: Sequence[int]) -> list[Passage]:
        """Passages of the families, their words cut from the archive's texts.

        Raises:
            EvidenceChanged: the archive holds no such passage any more.
        """
        self._fetch({number for number in numbers if number not in self._passages})
        try:
            return [self._passages[number] for number in numbers]
        except KeyError:
            fact = "a statement has changed while it was read"
            raise EvidenceChanged(fact, "Ask once more.") from None

    def _fetch(self, numbers: Set[int]) -> None:
        families = self.families
        wanted: defaultdict[int, dict[int, int]] = defaultdict(dict)  # statement: start: passage
        for number in numbers:
            wanted[int(families.statement[number])][int(families.start[number])] = number
        places = {families.origins[place].statement: place for place in wanted}
        with self.archive.reading() as connection:
            for text in find_texts(connection, [*places]):
                place = places[text.wording.statement]
                statement = replace(text.outlined(), origin=families.origins[place])
                for passage in passages_of(statement, wanted[place].keys()):
                    self._passages[wanted[place][passage.start]] = passage


def open_past(archive: Archive, tell: Tell = lambda name, done, total: None) -> Past:
    """The past of an archive, brought up to what the archive holds now.

    Only what has changed since it was asked last is read. It is kept beside the captures; where
    that cannot be, it is made for this once.

    Raises:
        ArchiveUnavailable: the archive cannot be read.
    """
    folder = archive.phrases
    if folder is None:
        remark = "the phrase index is made for this once: give --captures to keep it beside them"
        return Past(archive, _brought_up(archive, None, tell), (remark,))
    files = PhraseFiles(folder)
    try:
        kept, _ = _load(files)
        with archive.reading() as connection:
            stamp = stamp_of(connection)
        if kept is not None and kept.stamp == stamp:
            return Past(archive, kept)
        with files.locked():
            kept, remark = _load(files, kept)  # another process may have been at it
            fresh = _brought_up(archive, kept, tell)
            if fresh is not kept:
                files.save(fresh, kept)
        return Past(archive, fresh, (remark,) if remark else ())
    except PhrasesNotKept as error:
        remark = f"{error}; it was made for this once"
        return Past(archive, _brought_up(archive, None, tell), (remark,))


def _load(files: PhraseFiles, known: Kept | None = None) -> tuple[Kept | None, str]:
    try:
        return files.load(known), ""
    except EvidenceChanged as error:
        return None, f"{error}: it was built again from the archive"


def _brought_up(archive: Archive, kept: Kept | None, tell: Tell) -> Kept:
    """The state for what the archive holds now, made from an older one."""
    before = kept or Kept()
    with archive.reading() as connection:
        stamp = stamp_of(connection)
        if kept is not None and kept.stamp == stamp:
            return kept
        wordings = list(list_wordings(connection))
        chosen = once_each(wordings)
        marks = {w.statement: w.mark for w in chosen}
        gone = {name for name, mark in before.held.items() if marks.get(name) != mark}
        coming = [w for w in chosen if before.held.get(w.statement) != w.mark]
        texts = _Texts(load_texts(connection, coming), len(coming), tell)
        families = change_families(before.families, gone, texts.outlined(), THREADS)
        tell("joining", len(coming), len(coming))
        parts = [*(_without(part, gone) for part in before.parts), *texts.parts()]
    kept_out = [w for w in wordings if w.day is not None and w.statement not in marks]
    return Kept(
        stamp=stamp,
        parts=tuple(_merged([part for part in parts if len(part)])),
        families=families,
        held=marks,
        repeats=tuple((w.publisher, str(w.day)) for w in kept_out),
        undated=sum(w.day is None for w in wordings),
        uncoded=sum(not w.coded for w in chosen),
    )


def once_each(wordings: Sequence[Wording]) -> list[Wording]:
    """Those with a day, the same text of one publisher once: at its earliest day.

    Args:
        wordings: in order of day.
    """
    first: dict[tuple[str, str], Wording] = {}
    for wording in wordings:
        if wording.day is not None:
            first.setdefault((wording.publisher, wording.digest), wording)
    return list(first.values())


class _Texts:
    """Goes through texts once, for the families as well as for the index."""

    def __init__(self, texts: Iterator[Text], total: int, tell: Tell) -> None:
        self._texts, self._total, self._tell = texts, total, tell
        self._issued: list[Issued] = []
        self._parts: list[Part] = []

    def outlined(self) -> Iterator[list[Outlined]]:
        """Some statements at a time."""
        batch: list[Outlined] = []
        size = 0
        for done, text in enumerate(self._texts, 1):
            batch.append(text.outlined())
            self._issued.append(_issued(batch[-1]))
            size += len(text.text)
            if size > CHARACTERS:
                self._close()
                size = 0
            if done % AT_ONCE == 0:
                yield batch
                batch = []
                self._tell("reading", done, self._total)
        yield batch

    def parts(self) -> list[Part]:
        """The parts, once every statement was asked for."""
        self._close()
        return self._parts

    def _close(self) -> None:
        if self._issued:
            self._parts.append(Part(build_segment(self._issued)))
            self._issued = []


def _issued(statement: Outlined) -> Issued:
    origin = statement.origin
    return Issued(
        statement=origin.statement,
        publisher=origin.publisher,
        counterpart=origin.counterpart,
        day=origin.day,
        text=statement.text,
    )


def _without(part: Part, gone: set[str]) -> Part:
    """The part with these statements dead, too."""
    names = part.segment.told["ids"]
    dead = {*part.dead.tolist(), *(i for i, name in enumerate(names) if name in gone)}
    return part if len(dead) == len(part.dead) else replace(part, dead=np.array(sorted(dead)))


def _merged(parts: list[Part]) -> list[Part]:
    """The parts, small ones at the end made one."""
    count = parts_to_merge([part.tokens() for part in parts])
    return [*parts[:-count], Part(merge_parts(parts[-count:]))] if count else parts


def _is_chosen(publisher: str, day: str, chosen: Chosen) -> bool:
    return (
        chosen.publisher in ("", publisher)
        and not chosen.counterpart  # whom a text that is left out deals with is not kept
        and (chosen.since is None or str(chosen.since) <= day)
        and (chosen.until is None or day <= str(chosen.until))
    )
