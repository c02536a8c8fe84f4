"""Whether a statement can still be had where it was: what looks at it may be said to prove.

One absent page proves nothing: it may be an outage, a broken link, a mistake of an hour. A
statement is called gone only when two looks, a day or more apart, agree that it is not there,
nobody saw it between them, and its publisher's site answered at the time.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from crossread.align.wording.history import in_time
from crossread.model import ABSENT, AccessChange, AccessKind, Observation

# Set by judgement in 2026. A day, because a page that is being worked on or a cache that holds an
# error lasts hours; six hours, because an outage is seen by the other looks of one collection.
APART_H = 24  # hours that two looks must be apart to count as two
AROUND_H = 6  # hours around a look in which failures of the same site make it no evidence
TELLS_NOTHING = frozenset({401, 403, 407, 408, 425, 429})  # statuses that refuse; and all of 5xx
PRESENT = frozenset({"seen", "unchanged", "moved"})
UNANSWERED = frozenset({"blocked", "failed"})


def access_changes(
    observations: Iterable[Observation], elsewhere: Iterable[Observation] = ()
) -> tuple[AccessChange, ...]:
    """Every change of whether, where and in which wording a statement could be had.

    Args:
        observations: the looks at one statement, in any order.
        elsewhere: looks at other statements of the same site: they tell an outage.

    Returns:
        In order of time, each with the looks that prove it and what may be claimed in words.
        `absent` stands at the end alone: the newest looks did not find it, which is no proof.
    """
    looks = in_time(observations)
    found = [*_altered(looks), *_moved(looks), *_removed(looks, in_time(elsewhere))]
    return tuple(sorted(found, key=lambda change: (change.looks[-1].at, change.kind)))


def is_evidence(look: Observation, elsewhere: Sequence[Observation] = ()) -> bool:
    """Whether a look speaks for a removal: absent, answered as such, and in no outage.

    There was an outage when, within six hours of the look, as many looks at other statements of
    the site failed or were refused as were answered with a page.
    """
    status = look.capture.status or 0
    if look.outcome not in ABSENT or status in TELLS_NOTHING or status >= 500:
        return False
    around = timedelta(hours=AROUND_H)
    near = [o for o in elsewhere if abs(o.at - look.at) <= around]
    unanswered = sum(o.outcome in UNANSWERED for o in near)
    return unanswered == 0 or unanswered < sum(o.outcome in PRESENT for o in near)


def _altered(looks: Sequence[Observation]) -> Iterator[AccessChange]:
    last: Observation | None = None
    for look in looks:
        if look.version is None:
            continue
        if last is not None and look.version != last.version:
            words = (
                f"Wording {last.version} in the capture of {_when(last)}, "
                f"wording {look.version} in that of {_when(look)}."
            )
            yield _change("altered", last, (look,), words)
        last = look


def _moved(looks: Sequence[Observation]) -> Iterator[AccessChange]:
    last: Observation | None = None
    target = ""
    for look in looks:
        to = look.capture.final_url or look.capture.url
        if look.outcome == "moved" and to != target:
            before = last or look
            words = (
                f"Present at {look.capture.url or 'its address'}; the look of {_when(look)} was "
                f"sent on for good to {to}."
            )
            yield _change("moved", before, (look,), words)
            target = to
        if look.outcome in PRESENT:
            last = look


def _removed(
    looks: Sequence[Observation], elsewhere: Sequence[Observation]
) -> Iterator[AccessChange]:
    """Gone, redirected and returned; and `absent` where the newest looks are not enough."""
    present: Observation | None = None  # the newest look that saw it
    absent: list[Observation] = []  # looks since then that speak for a removal
    passed: list[Observation] = []  # looks since then that an outage makes worthless
    removed: AccessChange | None = None
    for look in looks:
        if look.outcome in PRESENT:
            if removed is not None:
                yield _returned(look, removed)
            present, absent, passed, removed = look, [], [], None
        elif present is not None and is_evidence(look) and not is_evidence(look, elsewhere):
            passed.append(look)
        elif present is not None and is_evidence(look, elsewhere):
            absent.append(look)
            if removed is None and _proves(absent):
                removed = _gone(present, absent)
                yield removed
    if present is not None and absent and removed is None:
        claim = f"{_claim(present, absent)}{_not_counted(passed)}"
        yield _change("absent", present, tuple(absent), claim)


def _proves(absent: Sequence[Observation]) -> bool:
    """Whether the first and the newest look are apart enough to be two."""
    return absent[-1].at - absent[0].at >= timedelta(hours=APART_H)


def _gone(present: Observation, absent: Sequence[Observation]) -> AccessChange:
    sent_away = all(look.outcome == "redirected" for look in absent)
    kind: AccessKind = "redirected" if sent_away else "gone"
    return _change(kind, present, tuple(absent), _claim(present, absent))


def _claim(present: Observation, absent: Sequence[Observation]) -> str:
    """Present in the capture of t1, absent in those of t2 and t3: what was seen, no more."""
    times = [_when(look) for look in absent]
    them = "that of" if len(times) == 1 else "those of"
    listed = times[0] if len(times) == 1 else f"{', '.join(times[:-1])} and {times[-1]}"
    return f"Present in the capture of {_when(present)}, absent in {them} {listed}."


def _not_counted(passed: Sequence[Observation]) -> str:
    """Why a second look did not make it gone."""
    if not passed:
        return ""
    times = ", ".join(map(_when, passed))
    return f" Not counted, for other pages of the site went unanswered then: {times}."


def _returned(look: Observation, removed: AccessChange) -> AccessChange:
    words = f"{removed.words[:-1]}, present again in that of {_when(look)}."
    return _change("returned", look, (*removed.looks, look), words)


def _change(
    kind: AccessKind, present: Observation, looks: tuple[Observation, ...], words: str
) -> AccessChange:
    return AccessChange(
        statement=present.statement, kind=kind, present=present, looks=looks, words=words
    )


def _when(look: Observation) -> str:
    return _in_words(look.at)


def _in_words(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
