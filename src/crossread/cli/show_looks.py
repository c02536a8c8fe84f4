"""The looks that were had at a statement, each in a line: what was seen, or why nothing was."""

import re
from collections.abc import Sequence
from datetime import datetime

from crossread.collect.classify import ORDER
from crossread.model import Observation
from crossread.model.statement import Outcome

OUTCOMES: dict[Outcome, str] = {
    "seen": "seen",
    "unchanged": "unchanged",
    "moved": "moved to another page",
    "redirected": "sent elsewhere",
    "gone": "not found",
    "soft_404": "a page without the statement",
    "blocked": "refused to us",
    "failed": "no answer",
}
UNREADABLE = "an answer that could not be read"
FAULT = "a fault of the site"
# "https://... says_not_found: Page not found", as `collect.sightings.why` writes it
_RULES = "|".join(rule.__name__ for _, rules in ORDER for rule in rules)
WHY = re.compile(rf"(?:^|\s)(?:{_RULES}): (?P<saw>.*)", re.DOTALL)


def looks_as_lines(looks: Sequence[Observation], wording: int | None) -> list[str]:
    """Every look in the order of time, or those that saw one wording."""
    if wording is None:
        return ["Every look at it:", *map(_look_as_line, looks)]
    saw_it = [look for look in looks if look.version == wording]
    return [f"Every look that saw wording {wording}:", *map(_look_as_line, saw_it)]


def _look_as_line(look: Observation) -> str:
    what = outcome_in_words(look) + (f", wording {look.version}" if look.version else "")
    told = [str(look.capture.status)] if look.capture.status else []
    if saw := _saw(look):
        told = [saw] if look.outcome == "soft_404" else [*told, saw]
    grounds = f" ({', '.join(told)})" if told else ""
    where = look.capture.final_url or look.capture.url or look.capture.name
    return f"  {minute(look.at)}  {what}{grounds}  {look.capture.via} {where}"


def outcome_in_words(look: Observation) -> str:
    """What came of a look; of a failure whose it was, where an answer came."""
    if look.outcome != "failed" or not look.capture.status:
        return OUTCOMES[look.outcome]
    return FAULT if look.capture.status >= 500 else UNREADABLE


def _saw(look: Observation) -> str:
    """What the rule saw that decided; empty where status or address tell it already."""
    found = WHY.search(look.capture.name)
    saw = " ".join(found["saw"].split()) if found else ""
    return "" if saw in (f"HTTP {look.capture.status}", look.capture.final_url) else saw


def minute(at: datetime) -> str:
    """A moment of the archive, to the minute."""
    return f"{at:%Y-%m-%d %H:%M} UTC"
