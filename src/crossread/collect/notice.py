"""A page that came in place of a statement, whoever asked for it: what it says of itself."""

from datetime import UTC, datetime

from crossread.collect.answer import Answer
from crossread.collect.classify import (
    ORDER,
    asks_for_consent,
    challenge,
    empty_shell,
    guard_answered,
    says_not_found,
    under_maintenance,
    wall,
)
from crossread.collect.look import Look, Verdict
from crossread.collect.page_view import view_page
from crossread.collect.raw import Raw

# The rules that need to know nothing of the statement: neither what it said nor its site.
ALONE = frozenset(
    {
        under_maintenance,
        guard_answered,
        wall,
        asks_for_consent,
        challenge,
        empty_shell,
        says_not_found,
    }
)
WORDS = {
    "failed": "the site was closed for maintenance",
    "blocked": "a wall or a test came in place of the statement",
    "soft_404": "the page says that it is not there",
}
_NO_MOMENT = datetime.fromtimestamp(0, UTC)


def find_notice(raw: Raw, headers: tuple[tuple[str, str], ...] = ()) -> Verdict | None:
    """What a page, answered with 200, says of why it is not the statement; None if nothing.

    The same rules as of a look of `collect` (docs/methods/outcomes.md), as far as they can be
    asked of a page alone.
    """
    named = tuple((name.lower(), value) for name, value in headers)
    answer = Answer(url=raw.url, at=_NO_MOMENT, status=200, headers=named, data=raw.data)
    look = Look(answer=answer, page=view_page(answer))
    for outcome, rules in ORDER:
        for rule in rules:
            if rule in ALONE and (saw := rule(look)):
                return Verdict(outcome, rule.__name__, saw)
    return None


def in_words(notice: Verdict) -> str:
    """The notice as a reason why nothing was added."""
    return f"{WORDS[notice.outcome]}: “{notice.saw}”"
