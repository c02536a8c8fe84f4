"""What an answer says of the statement: seen, moved, gone, or nothing at all.

Each rule gives the words it saw, empty if its circumstance does not hold. The lists are gone
through in the order of `ORDER`, and the first rule that holds decides: what tells nothing of the
statement (`failed`, `blocked`) stands before what speaks for a removal, so that a fault or a guard
is never taken for one.
"""

import re
from collections.abc import Callable, Sequence
from urllib.parse import unquote, urlsplit

from crossread.collect.answer import Fault
from crossread.collect.document import cut_title
from crossread.collect.look import Look, Verdict
from crossread.collect.page_view import PageView
from crossread.collect.signs import find_sign
from crossread.model.statement import Outcome

Rule = Callable[[Look], str]

# Set in 2026 on invented pages in the form of real ones; none is measured on a marked set yet.
# A page that shows only a notice has fewer letters than this, a statement among menus has more.
NOTICE_LETTERS = 1200  # on a whole page, up to which its body is searched for signs too
SHELL_LETTERS = 200  # that a page shows at most when scripts have yet to fill it
# Error pages repeat the address and the hour; a statement has more in its first paragraph.
EXTRA_LETTERS = 100  # beyond the answer to a made-up address
# "Access denied | Ministry" is a sign, "Statement on access denied to inspectors" is none.
HEAD_SHARE = 0.6  # of a part of a title that is the sign itself
LINE_SHARE = 0.25  # the same for a line of a page without more
# Measured in 2026 on nine real archives: of 23,955 texts none is taken for such a page. Without the
# second bound two are: talks over tea and cookies, of 34,000 characters and more.
COOKIE_SHARE = 0.5  # of a text, in lines that speak of cookies, when it is no statement
COOKIE_LENGTH = 5_000  # characters of such a text at most
LOST_SHARE = 0.25  # of the text seen before; what is left where a statement was replaced
CUT_SHARE = 0.95  # of the text seen before; what came at most, when its end was cut off
READ_STATUSES = frozenset({200, 203})
KEPT_OUT: frozenset[Fault | None] = frozenset({"kept_out"})


def no_answer(look: Look) -> str:
    """No answer came, or not the whole of it: a time-out, no connection, a broken one."""
    fault = look.answer.fault
    return look.answer.says if fault and fault not in KEPT_OUT else ""


def fault_of_the_site(look: Look) -> str:
    """The site says that it has a fault (HTTP 500 to 599)."""
    status = look.answer.status or 0
    return f"HTTP {status}" if status >= 500 else ""


def unchanged_from_nothing(look: Look) -> str:
    """The site says that nothing has changed (HTTP 304), and was not told what we have."""
    is_so = look.answer.status == 304 and not look.answer.is_conditional
    return "HTTP 304 to a question that named nothing known" if is_so else ""


def under_maintenance(look: Look) -> str:
    """The site says that it is closed for now, with a page in place of every other."""
    return "" if look.shows_the_same else _sign(look, look.signs.maintenance)


def cut_short(look: Look) -> str:
    """The page never closes, its length was not declared, and it gives a first part of the text."""
    if look.page is None or look.page.ends or look.readout is None or look.before is None:
        return ""
    if look.answer.header("content-length") or look.answer.header("transfer-encoding"):
        return ""  # then the wire has seen that it came whole
    text, known = look.readout.text, look.before.text
    is_part = len(text) < CUT_SHARE * len(known) and known.startswith(text[: len(text) // 2])
    return f"the page ends after {len(text)} of {len(known)} characters" if is_part else ""


def closed_to_programs(look: Look) -> str:
    """The site's robots.txt asks programs to stay away: the page was not asked for."""
    return look.answer.says if look.answer.fault in KEPT_OUT else ""


def refused(look: Look) -> str:
    """The site lets some in, and not us, or not now: HTTP 401, 402, 403, 407, 429, 451."""
    status = look.answer.status
    return f"HTTP {status}" if status in (401, 402, 403, 407, 429, 451) else ""


def guard_answered(look: Look) -> str:
    """A header shows that a guard in front of the site has answered for it."""
    for name, value in look.signs.guard_headers:
        if (came := look.answer.header(name)) and value in came.lower():
            return f"{name}: {came}"
    return ""


def wall(look: Look) -> str:
    """The page asks for consent, a password or a proof of being human, in place of the text."""
    return "" if look.shows_the_same else _sign(look, look.signs.wall)


def asks_for_consent(look: Look) -> str:
    """The page's title, or its only main heading, asks for leave to set cookies."""
    if look.page is None or look.shows_the_same:
        return ""
    only = look.page.headings if len(look.page.headings) == 1 else ()
    return _head_sign(look.signs.consent, (look.page.title, *only))


def speaks_of_cookies(look: Look) -> str:
    """What was read is mostly of cookies: it asks for leave to set them, in place of the text."""
    if look.readout is None or look.shows_the_same:
        return ""
    text = look.readout.text
    if len(text) > COOKIE_LENGTH:
        return ""
    found = [line for line in text.split("\n") if find_sign(look.signs.cookies, line)]
    return cut_title(found[0]) if sum(map(len, found)) > COOKIE_SHARE * len(text) else ""


def challenge(look: Look) -> str:
    """The page is a test that only a browser's scripts can pass."""
    return "" if look.shows_the_same else _sign(look, look.signs.challenge)


def empty_shell(look: Look) -> str:
    """The page is empty until scripts have filled it, and a program sees the empty one."""
    if look.page is None or look.readout is not None or look.page.letters > SHELL_LETTERS:
        return ""
    return next((mark for mark in look.signs.empty_shells if mark in look.page.markup), "")


def not_changed(look: Look) -> str:
    """The site says that the page is as we have it (HTTP 304)."""
    return "HTTP 304" if look.answer.status == 304 else ""


def not_there(look: Look) -> str:
    """The site says that there is no such page (HTTP 404), or no longer (410)."""
    status = look.answer.status
    return f"HTTP {status}" if status in (404, 410) else ""


def odd_status(look: Look) -> str:
    """The site answers something that is neither a page nor a plain no."""
    status = look.answer.status
    known = (*READ_STATUSES, 304, 404, 410)
    return f"HTTP {status}" if status is not None and status not in known else ""


def to_an_error_page(look: Look) -> str:
    """Sent to an address that is called after pages that are not there."""
    if not look.was_redirected:
        return ""
    last = unquote(urlsplit(look.answer.final_url).path).rstrip("/").rpartition("/")[2].lower()
    return look.answer.final_url if last in look.signs.not_found_addresses else ""


def says_not_found(look: Look) -> str:
    """The page's title or heading says that the page is not there; or all of a short page does."""
    return "" if look.shows_the_same else _sign(look, look.signs.not_found)


def same_as_a_made_up_address(look: Look) -> str:
    """The page says no more than what the site answers to an address that was made up."""
    if look.page is None or look.nonsense is None or look.shows_the_same:
        return ""
    return "" if adds_to(look.page, look.nonsense) else f"as for a made-up address: {_head(look)}"


def lost_its_text(look: Look) -> str:
    """Where the statement was seen is nothing, or little and nothing of its own words."""
    if look.before is None or look.page is None or look.was_redirected or look.shows_the_same:
        return ""
    known, left = len(look.before.text), len(look.readout.text) if look.readout else 0
    return f"{left} of {known} characters" if known and left < LOST_SHARE * known else ""


def to_the_front_page(look: Look) -> str:
    """Sent to a front page."""
    return look.answer.final_url if look.was_redirected and look.place == "front" else ""


def to_a_section(look: Look) -> str:
    """Sent to a page that lists statements, or to the folder above."""
    return look.answer.final_url if look.was_redirected and look.place == "section" else ""


def to_another_page(look: Look) -> str:
    """Sent to a page that is not the statement: not its text, or no statement's address."""
    if not look.was_redirected or look.shows_the_same:
        return ""
    is_other = look.before is not None or look.place == "elsewhere"
    return look.answer.final_url if is_other else ""


def moved_for_good(look: Look) -> str:
    """A lasting redirect (HTTP 301, 308) to another page with the same statement."""
    is_so = look.was_redirected and look.answer.is_lasting and look.shows_the_same
    return look.answer.final_url if is_so else ""


def read(look: Look) -> str:
    """The page was read, and none of the above holds."""
    return f"{len(look.readout.text)} characters" if look.readout is not None else ""


def nothing_to_read(look: Look) -> str:
    """A page came, and it could not be read as a statement."""
    return look.unread or "nothing that could be read"


FAILED_RULES: tuple[Rule, ...] = (
    no_answer,
    fault_of_the_site,
    unchanged_from_nothing,
    under_maintenance,
    cut_short,
)
BLOCKED_RULES: tuple[Rule, ...] = (
    closed_to_programs,
    refused,
    guard_answered,
    wall,
    asks_for_consent,
    speaks_of_cookies,
    challenge,
    empty_shell,
)
UNCHANGED_RULES: tuple[Rule, ...] = (not_changed,)
GONE_RULES: tuple[Rule, ...] = (not_there,)
ODD_RULES: tuple[Rule, ...] = (odd_status,)
SOFT_404_RULES: tuple[Rule, ...] = (
    to_an_error_page,
    says_not_found,
    same_as_a_made_up_address,
    lost_its_text,
)
REDIRECTED_RULES: tuple[Rule, ...] = (to_the_front_page, to_a_section)
ELSEWHERE_RULES: tuple[Rule, ...] = (to_another_page,)
MOVED_RULES: tuple[Rule, ...] = (moved_for_good,)
SEEN_RULES: tuple[Rule, ...] = (read,)
LAST_RULES: tuple[Rule, ...] = (nothing_to_read,)

ORDER: tuple[tuple[Outcome, tuple[Rule, ...]], ...] = (
    ("failed", FAILED_RULES),
    ("blocked", BLOCKED_RULES),
    ("unchanged", UNCHANGED_RULES),
    ("gone", GONE_RULES),
    ("failed", ODD_RULES),
    ("redirected", REDIRECTED_RULES),
    ("soft_404", SOFT_404_RULES),
    ("redirected", ELSEWHERE_RULES),
    ("moved", MOVED_RULES),
    ("seen", SEEN_RULES),
    ("failed", LAST_RULES),
)


def classify(look: Look) -> Verdict:
    """The outcome of one look, with the name of the rule that decided and what it saw.

    A pure function of the look. `nothing_to_read` always holds, so there is always a verdict.
    """
    for outcome, rules in ORDER:
        for rule in rules:
            if saw := rule(look):
                return Verdict(outcome, rule.__name__, saw)
    raise AssertionError("nothing_to_read always holds")


def adds_to(page: PageView, other: PageView) -> bool:
    """Whether a page shows more than a line or two that another does not."""
    known = set(other.lines)
    extra = sum(sum(map(str.isalpha, line)) for line in page.lines if line not in known)
    return extra > EXTRA_LETTERS


def _sign(look: Look, pattern: re.Pattern[str]) -> str:
    """Words of the pattern that make up a title, a heading, or a line of a page without more."""
    if look.page is None:
        return ""
    if found := _head_sign(pattern, look.page.heads):
        return found
    if look.page.letters > NOTICE_LETTERS:
        return ""
    lines = [line for line in look.page.lines if line not in look.page.heads]
    return _sign_among(pattern, lines, LINE_SHARE)


def _head_sign(pattern: re.Pattern[str], heads: Sequence[str]) -> str:
    """The part of a title or heading that words of the pattern make up."""
    return _sign_among(pattern, [part for head in heads for part in _PARTS.split(head)], HEAD_SHARE)


def _sign_among(pattern: re.Pattern[str], lines: Sequence[str], share: float) -> str:
    """The first line of which words of the pattern are such a share."""
    for line in lines:
        if (found := find_sign(pattern, line)) and len(found) >= share * len(line.strip()):
            return line.strip()
    return ""


_PARTS = re.compile(r"\s[-–—|·:/]\s|[|!?.:;»]|\s{2,}")


def _head(look: Look) -> str:
    return cut_title(next(iter(look.page.heads), "")) if look.page else ""
