"""One source read: what it names, back to what is known."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from crossread.collect.answer import Answer, Validators
from crossread.collect.classify import classify
from crossread.collect.encoding import decode
from crossread.collect.feeds import read_feed
from crossread.collect.items import Item
from crossread.collect.look import Look, Verdict
from crossread.collect.looking import key_of, place_of
from crossread.collect.page_view import view_page
from crossread.collect.polite import NOTHING_KNOWN, Asker
from crossread.collect.publishers import (
    PublisherRules,
    Source,
    hosts_of,
    is_statement,
    later_page,
    parse_listing,
)
from crossread.collect.sitemaps import read_sitemap
from crossread.errors import BadInput
from crossread.model.source_run import Known, RunOutcome, SourceState

PAGES = 10  # pages of a listing that are read at most, unless more are asked for
MOST_SITEMAPS = 500  # files of one index; more are a fault of the site


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far back a source is read."""

    since: datetime | None = None  # what is dated before is left alone
    pages: int = PAGES


NO_BOUNDS = Bounds()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one source named."""

    outcome: RunOutcome
    items: tuple[Item, ...] = ()  # addresses of statements, in the source's order
    remarks: tuple[str, ...] = ()  # what went wrong, one line each
    validators: Validators = NOTHING_KNOWN
    met_known: bool = False  # something in it was known when it was last read
    met_end: bool = False  # it holds nothing older
    answer: Answer | None = None  # the source itself, where its items carry statements


@dataclass(slots=True)
class SourceReader:
    """Reads the sources of one publisher."""

    asker: Asker
    rules: PublisherRules
    bounds: Bounds
    find_known: Callable[[str], Known | None]
    _read_to: datetime | None = None  # the end of the last reading that can speak for it
    _named: dict[str, Item] = field(default_factory=dict)

    def read(self, source: Source, state: SourceState) -> Reading:
        """Ask a source what it names; what goes wrong is said in the reading."""
        self._named, self._read_to = {}, state.read_to
        asked = Validators(state.etag, state.last_modified)
        answer = self.asker.fetch(source.address, asked)
        if answer.status == 304 and answer.is_conditional:
            return Reading("unchanged", validators=asked)
        verdict = judge_source(self.rules, answer)
        if verdict is not None:
            return _refused(verdict)
        try:
            reading = self._read_first(source, state, answer)
        except BadInput as error:
            return Reading("failed", remarks=(str(error),))
        if reading.outcome == "read" and not (reading.met_known or reading.met_end):
            is_gap = state.read_at is not None and bool(reading.items)
            reading = replace(reading, outcome="gap" if is_gap else "read")
        return replace(reading, validators=answer.validators, answer=answer)

    def _read_first(self, source: Source, state: SourceState, answer: Answer) -> Reading:
        if source.kind == "feed":
            found = read_feed(answer, self.rules, source)
            self._name(found.items)
            return self._reading("read", found.remarks)
        if source.kind == "sitemap":
            return self._read_sitemaps(answer, state)
        return self._read_listing(source, answer)

    # listings

    def _read_listing(self, source: Source, answer: Answer) -> Reading:
        asked = {source.address}
        for number in range(1, self.bounds.pages + 1):
            page = parse_listing(decode(answer.raw).text, answer.final_url, source)
            items = [Item(entry.url, entry.title, entry.date) for entry in page.entries]
            new = self._name(tuple(items))
            if not new:
                return self._reading("read", met_end=number > 1)
            if all(map(self._was_met, new)) or self._is_before(items):
                return self._reading("read")
            following = page.next_page or later_page(source, number + 1)
            if following is None or following in asked:
                return self._reading("read", met_end=True)
            if number == self.bounds.pages:
                break
            asked.add(following)
            answer = self.asker.fetch(following)
            if answer.status in (404, 410):
                return self._reading("read", met_end=True)
            if (verdict := judge_source(self.rules, answer)) is not None:
                return self._reading("cut", (f"{following}: {in_words(verdict)}",))
        return self._reading("read")

    def _is_before(self, items: list[Item]) -> bool:
        """Whether a whole page is older than what is wanted."""
        since = self.bounds.since
        dated = [item.at for item in items if item.at]
        return since is not None and bool(dated) and max(dated) < since

    # sitemaps

    def _read_sitemaps(self, answer: Answer, state: SourceState) -> Reading:
        remarks: list[str] = []
        sitemap = read_sitemap(answer)
        self._name(sitemap.items)
        waiting = list(sitemap.further)
        asked = {answer.url}
        while waiting and len(asked) < MOST_SITEMAPS:
            url, changed = waiting.pop()
            if url in asked or not self._is_wanted(changed, state):
                continue
            asked.add(url)
            following = self.asker.fetch(url)
            try:
                if (verdict := judge_source(self.rules, following)) is not None:
                    raise BadInput(f"{url}: {in_words(verdict)}")
                inner = read_sitemap(following)
            except BadInput as error:
                remarks.append(str(error))
                continue
            self._name(inner.items)
            waiting.extend(inner.further)
        if waiting:
            remarks.append(f"{answer.url} names more than {MOST_SITEMAPS} sitemaps")
        return self._reading("cut" if remarks else "read", tuple(remarks), met_end=True)

    def _is_wanted(self, changed: datetime | None, state: SourceState) -> bool:
        """Whether a sitemap may name something new: it was changed since it was read."""
        bounds = [moment for moment in (state.read_at, self.bounds.since) if moment]
        return changed is None or not bounds or changed >= max(bounds)

    # what is kept of them

    def _was_met(self, url: str) -> bool:
        """Whether a statement was known when the source was last read to its end.

        One that is known from a run that was cut short says nothing of what stands behind it.
        """
        known = self.find_known(url) if self._read_to else None
        return known is not None and self._read_to is not None and known.first_seen <= self._read_to

    def _name(self, items: tuple[Item, ...]) -> list[str]:
        """Keep the statements among some items; the addresses that were not named before."""
        wanted = [item for item in items if is_wanted_address(self.rules, item.url)]
        new = [item for item in wanted if item.url not in self._named]
        self._named |= {item.url: item for item in new}
        return [item.url for item in new]

    def _reading(
        self, outcome: RunOutcome, remarks: tuple[str, ...] = (), *, met_end: bool = False
    ) -> Reading:
        items = tuple(self._named.values())
        met_known = any(self._was_met(item.url) for item in items)
        since = self.bounds.since
        kept = tuple(i for i in items if since is None or i.at is None or i.at >= since)
        return Reading(outcome, kept, remarks, met_known=met_known, met_end=met_end)


def is_wanted_address(rules: PublisherRules, url: str) -> bool:
    """Whether an address is one of a statement: by its form, else by its host."""
    key = key_of(rules, url)
    if not key:
        return False
    if rules.statements:
        return is_statement(rules, url)
    return key.removeprefix("https://").partition("/")[0] in hosts_of(rules)


def judge_source(rules: PublisherRules, answer: Answer) -> Verdict | None:
    """Why an answer is not the source that was asked for; None when it may be read."""
    place = place_of(rules, answer)
    look = Look(
        answer=answer,
        place="front" if place == "front" else "asked",  # a feed may move where it likes
        page=view_page(answer) if answer.data else None,
    )
    verdict = classify(look)
    is_there = answer.data and verdict.rule == "nothing_to_read"
    return None if is_there else verdict


def in_words(verdict: Verdict) -> str:
    """A verdict as a reason: "gone (not_there): HTTP 404"."""
    return f"{verdict.outcome} ({verdict.rule}): {verdict.saw}"


def _refused(verdict: Verdict) -> Reading:
    outcome: RunOutcome = "blocked" if verdict.outcome == "blocked" else "failed"
    return Reading(outcome, remarks=(in_words(verdict),))
