"""One change on a thousand pages is a change of the site, not a thousand edits."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from crossread.model import Change, ChangedField, PageEdit, TemplateChange

# Set by judgement in 2026: a block of words that comes or goes on five pages within a month is
# furniture; a word or two may be changed alike by chance, so twenty pages are asked for.
PAGES_OF_A_BLOCK = 5
PAGES_OF_A_WORD = 20
BLOCK_WORDS = 4  # words, on one side, from which a change is a block; a whole line is one too
BLOCK_CHARACTERS = 12  # the same where a language writes no spaces
WINDOW_DAYS = 30  # days without another such page after which a new run of them begins

Key = tuple[str, ChangedField, str, str]  # publisher, field, words that went, words that came


@dataclass(frozen=True, slots=True)
class Collapsed:
    """Many edits, with what the site did to all pages told apart."""

    templates: tuple[TemplateChange, ...]  # those on most pages first
    edits: tuple[PageEdit, ...]  # the edits with what else they have, as they were given


def collapse_templates(edits: Iterable[PageEdit]) -> Collapsed:
    """Tell changes that many pages of a publisher had at about the same time from the others.

    The same words gone and the same words come, in the same field, on at least five pages (for a
    block of four words or more, or a line) or twenty (for less), each no more than thirty days
    after the one before, are one change of the template. What else an edit has is kept; an edit
    that has nothing else is left out.

    Args:
        edits: of one publisher or of many, in any order.
    """
    given = list(edits)
    found: dict[Key, list[tuple[PageEdit, int]]] = {}
    for page in given:
        for number, change in enumerate(page.edit.changes):
            if key := _key(page, change):
                found.setdefault(key, []).append((page, number))
    templates: list[TemplateChange] = []
    taken: dict[int, set[int]] = {}
    for key in sorted(found):
        for run in _runs(found[key]):
            if len({page.statement for page, _ in run}) >= _least(key, run):
                templates.append(_template(key, run))
                for page, number in run:
                    taken.setdefault(id(page), set()).add(number)
    templates.sort(key=lambda t: (-t.count, t.publisher, t.first, t.old, t.new))
    rest = (_without(page, taken.get(id(page), set())) for page in given)
    return Collapsed(tuple(templates), tuple(page for page in rest if page.edit.changes))


def _key(page: PageEdit, change: Change) -> Key | None:
    old, new = (" ".join(words.split()) for words in (change.old.words, change.new.words))
    if change.moved or not (old or new):
        return None
    return page.publisher, change.field, old, new


def _runs(pages: Sequence[tuple[PageEdit, int]]) -> Iterator[list[tuple[PageEdit, int]]]:
    """Pages that follow one another without a long pause."""
    run: list[tuple[PageEdit, int]] = []
    for page, number in sorted(pages, key=lambda p: (p[0].at, p[0].statement, p[1])):
        if run and page.at - run[-1][0].at > timedelta(days=WINDOW_DAYS):
            yield run
            run = []
        run.append((page, number))
    if run:
        yield run


def _least(key: Key, run: Sequence[tuple[PageEdit, int]]) -> int:
    words = max((len(side.split()) for side in key[2:]), default=0)
    characters = max(len(side) for side in key[2:])
    spaceless = characters >= BLOCK_CHARACTERS and words == 1
    lines = all(_is_line(page.edit.changes[number]) for page, number in run)
    return PAGES_OF_A_BLOCK if words >= BLOCK_WORDS or spaceless or lines else PAGES_OF_A_WORD


def _is_line(change: Change) -> bool:
    """Whether the words came or went with the line break that parts them from the text."""
    return any("\n" in side.words for side in (change.old, change.new))


def _template(key: Key, run: Sequence[tuple[PageEdit, int]]) -> TemplateChange:
    changes = [page.edit.changes[number] for page, number in run]
    return TemplateChange(
        publisher=key[0],
        field=key[1],
        old=key[2],
        new=key[3],
        kinds=tuple(sorted({change.kind for change in changes})),
        significance=max(change.significance for change in changes),
        statements=tuple(sorted({page.statement for page, _ in run})),
        first=min(page.at for page, _ in run),
        last=max(page.at for page, _ in run),
    )


def _without(page: PageEdit, taken: set[int]) -> PageEdit:
    """The edit without the changes that belong to a template."""
    if not taken:
        return page
    stays = [n for n in range(len(page.edit.changes)) if n not in taken]
    numbers = {old: new for new, old in enumerate(stays)}
    changes = [page.edit.changes[n] for n in stays]
    kept = tuple(
        change if change.inside is None else replace(change, inside=numbers[change.inside])
        for change in changes
    )
    return replace(page, edit=replace(page.edit, changes=kept))
