"""Asking for one statement's page, and everything that its answer is judged by."""

from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from crossread.collect.answer import Answer, Validators
from crossread.collect.classify import READ_STATUSES, classify
from crossread.collect.look import Before, Look, Place, Verdict
from crossread.collect.page_view import PageView, view_page
from crossread.collect.polite import NOTHING_KNOWN, Asker
from crossread.collect.publishers import (
    Parsed,
    PublisherRules,
    canonical_key,
    is_statement,
    parse_statement_page,
)
from crossread.collect.robots import site_of
from crossread.errors import BadInput
from crossread.model.source_run import Known

MADE_UP = "crossread-asks-for-a-page-that-is-not-there"
SHORT = 600  # characters; a shorter text is set beside the answer to a made-up address
_FRONT_NAMES = frozenset({"index", "home", "default", "main"})


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look gave."""

    answer: Answer
    verdict: Verdict
    parsed: Parsed | None  # the statement, where it was seen
    key: str  # of the address where it was found
    place: Place


class Looker:
    """Looks at the statements of one publisher; knows what its sites answer to nonsense."""

    def __init__(self, asker: Asker, rules: PublisherRules) -> None:
        self._asker = asker
        self._rules = rules
        self._nonsense: dict[str, PageView | None] = {}

    def look(self, url: str, known: Known | None) -> Looked:
        """Ask for a page and judge the answer."""
        asked = Validators(known.etag, known.last_modified) if known else NOTHING_KNOWN
        return self.judge(self._asker.fetch(url, asked), known)

    def judge(self, answer: Answer, known: Known | None, *, may_ask: bool = True) -> Looked:
        """Judge an answer; `may_ask` lets the site be asked for a made-up address beside it."""
        parsed, unread = self._parse(answer)
        place = place_of(self._rules, answer)
        look = Look(
            answer=answer,
            place=place,
            page=view_page(answer) if answer.status in READ_STATUSES else None,
            readout=parsed.readout if parsed else None,
            unread=unread,
            before=Before(title=known.title, text=known.text) if known else None,
        )
        if may_ask and _is_doubtful(look):
            look = replace(look, nonsense=self._nonsense_of(answer))
        verdict = classify(look)
        key = key_of(self._rules, answer.final_url) or key_of(self._rules, answer.url)
        has_text = verdict.outcome in ("seen", "moved")
        return Looked(answer, verdict, parsed if has_text else None, key, place)

    def _parse(self, answer: Answer) -> tuple[Parsed | None, str]:
        if answer.status not in READ_STATUSES:
            return None, ""
        try:
            return parse_statement_page(answer.raw, self._rules), ""
        except BadInput as error:  # broken, too large, or without running text
            return None, str(error)

    def _nonsense_of(self, answer: Answer) -> PageView | None:
        """What the site says, with 200, to an address beside the page that nobody ever made."""
        site = site_of(answer.url)
        if site not in self._nonsense:
            made_up = self._asker.fetch(urljoin(answer.url, MADE_UP))
            is_page = made_up.status in READ_STATUSES
            self._nonsense[site] = view_page(made_up) if is_page else None
        return self._nonsense[site]


def key_of(rules: PublisherRules, url: str) -> str:
    """The key of the statement at an address; empty where the address cannot have one."""
    try:
        return canonical_key(rules, url)
    except BadInput:
        return ""


def place_of(rules: PublisherRules, answer: Answer) -> Place:
    """What kind of page redirects led to, told by its address alone."""
    asked, found = key_of(rules, answer.url), key_of(rules, answer.final_url)
    if asked == found or not answer.final_url:
        return "asked"
    path = urlsplit(found).path
    if _is_front(path):
        return "front"
    listed = {key_of(rules, source.address) for source in rules.sources}
    if found in listed or asked.startswith(f"{found}/"):
        return "section"
    return "statement" if found and is_statement(rules, answer.final_url) else "elsewhere"


def _is_front(path: str) -> bool:
    """Whether a path is that of a front page, with a language before it or not."""
    parts = [part for part in path.lower().split("/") if part]
    if parts and parts[-1].partition(".")[0] in _FRONT_NAMES:
        parts = parts[:-1]
    return not parts or (len(parts) == 1 and len(parts[0]) in (2, 3, 5) and parts[0].isascii())


def _is_doubtful(look: Look) -> bool:
    """Whether the page should be set beside the answer to a made-up address."""
    if look.page is None or look.shows_the_same:
        return False
    is_short = look.readout is None or len(look.readout.text) < SHORT
    return is_short or look.was_redirected or look.before is not None
