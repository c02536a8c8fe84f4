"""Neighbours gathered: what elaborates one matter becomes one row."""

from collections.abc import Sequence

from crossread.align.pairing import Group
from crossread.align.profile import Profile
from crossread.coding.reading import Reading
from crossread.coding.speech import CARRIED
from crossread.text.tokens import count_words

ONE_MATTER = 0.45  # nearness of two concepts from which they are one matter
SPEECH_MATTER = 0.3  # the same within one speech, where a sentence has no act of its own
SPECIFIC = 0.25  # weight from which a concept is a matter of its own
SMALL = 4  # words, in Chinese characters
HEAD = 0.6  # the share of a point in which words that point back are looked for
GROUP_MAX = 6  # points on one side of a row of one side only


def gather(
    groups: list[Group],
    left: Reading,
    right: Reading,
    lefts: Sequence[Profile],
    rights: Sequence[Profile],
) -> list[Group]:
    """All rows: the linked groups with what elaborates them, and rows of one side only."""
    for name, reading, profiles in (("left", left, lefts), ("right", right, rights)):
        _elaborations(groups, name, reading, profiles)
        groups = groups + _alone(groups, name, reading, profiles)
    return groups


def _elaborations(
    groups: Sequence[Group], name: str, reading: Reading, profiles: Sequence[Profile]
) -> None:
    """A free point goes with a linked neighbour that it says more of.

    That is: a point of the same sentence without a matter of its own, and a sentence that
    points back ("in this regard") to the one right before it.
    """
    of = {i: g for g in groups for i in g.side(name)}
    for i, profile in enumerate(profiles):
        if i in of or profile.point.kind != "matter":
            continue
        for j in (i - 1, i + 1):
            if j in of and _says_more(i, j, reading, profiles):
                of[j].side(name).append(i)
                of[i] = of[j]
                break


def _says_more(i: int, j: int, reading: Reading, profiles: Sequence[Profile]) -> bool:
    profile, linked = profiles[i], profiles[j]
    if reading.sentence_of[i] == reading.sentence_of[j]:
        return not (profile.concepts or profile.people or profile.figures)
    back = j == i - 1 and reading.paragraph_of[i] == reading.paragraph_of[j]
    return back and linked.point.kind == "matter" and _points_back(profile)


def _points_back(profile: Profile) -> bool:
    """Whether words near the head of the point refer to what stands before it."""
    head = profile.point.span.start + HEAD * len(profile.point.span)
    return any(s.code == "anaphora" and s.span.start <= head for s in profile.point.seen)


def _alone(
    groups: Sequence[Group], name: str, reading: Reading, profiles: Sequence[Profile]
) -> list[Group]:
    """Free points, neighbours of one matter together."""
    taken = {i for g in groups for i in g.side(name)}
    rows: list[Group] = []
    last: list[int] = []
    for i in range(len(profiles)):
        if i in taken:
            last = []
            continue
        if last and len(last) < GROUP_MAX and _belongs(i, last, reading, profiles):
            last.append(i)
            continue
        row = Group()
        last = row.side(name)
        last.append(i)
        rows.append(row)
    return rows


def _belongs(i: int, group: Sequence[int], reading: Reading, profiles: Sequence[Profile]) -> bool:
    """Whether a free point goes on with the matter of the free points before it."""
    before, here = profiles[group[-1]], profiles[i]
    if here.point.kind != before.point.kind:
        return False
    if any(_one_matter(here, profiles[j], ONE_MATTER) for j in group):
        return reading.paragraph_of[i] == reading.paragraph_of[group[-1]]
    if reading.sentence_of[i] == reading.sentence_of[group[-1]]:
        return not _specific(here) or not _specific(before) or _is_small(here) or _is_small(before)
    if reading.paragraph_of[i] != reading.paragraph_of[group[-1]] or not _goes_on(here):
        return False
    return not _specific(here) or any(_one_matter(here, profiles[j], SPEECH_MATTER) for j in group)


def _is_small(profile: Profile) -> bool:
    """A member of a list so short that it is no matter for a row of its own."""
    return count_words(profile.point.words) <= SMALL


def _goes_on(profile: Profile) -> bool:
    """Whether the point names no subject of its own: a speech goes on."""
    return any(s.rule == CARRIED for s in profile.point.seen)


def _specific(profile: Profile) -> dict[str, float]:
    return {c: w for c, w in profile.concepts.items() if w >= SPECIFIC}


def _one_matter(one: Profile, other: Profile, least: float) -> bool:
    return any(other.near.get(c, 0.0) >= least for c in _specific(one))
