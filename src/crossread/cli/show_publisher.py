"""Publishers for a reader and for a program: what is known, and what a check found."""

from collections.abc import Iterator, Sequence
from typing import Any

import typer

from crossread.brief.words import legible
from crossread.cli.results import as_json
from crossread.cli.shell import FAILED
from crossread.cli.terminal import printing, table_of
from crossread.collect.publishers import PublisherRules, Source, tested_of
from crossread.collect.publishers.check import PageReport, PublisherReport, SourceReport
from crossread.workflow.write import save_texts

STATES = {
    "read": "read",
    "not_asked": "not asked: for a backfill only, or over",
    "not_stored": "not among the saved pages",
    "failed": "failed",
}


def deliver_list(publishers: Sequence[PublisherRules], json: str | None) -> None:
    """Write the publishers as JSON where that was asked for; else print a table."""
    if json is not None:
        data = [publisher_as_json(rules) for rules in publishers]
        save_texts({json: as_json({"format": "crossread.publishers/1", "publishers": data})})
        return
    rows = [
        [
            f"{rules.id}: {legible(rules.publisher.name)}",
            rules.publisher.country or "-",
            rules.publisher.level.replace("_", " "),
            str(len(rules.sources)),
            tested_of(rules),
        ]
        for rules in publishers
    ]
    with printing() as console:
        console.print(table_of(("publisher", "country", "level", "sources", "tested"), rows))


def deliver_publisher(rules: PublisherRules, json: str | None) -> None:
    """Write one publisher as JSON where that was asked for; else print it."""
    if json is not None:
        data = {"format": "crossread.publisher/1", **publisher_as_json(rules)}
        save_texts({json: as_json(data)})
        return
    with printing() as console:
        for line in _publisher_lines(rules):
            console.print(_indented(line), soft_wrap=True)


def _publisher_lines(rules: PublisherRules) -> Iterator[str]:
    who = rules.publisher
    yield f"{who.id}: {who.name}"
    level = who.level.replace("_", " ")
    yield f"  {who.country or 'no country'}, {level}, {_joined(who.languages)}"
    yield f"  hosts: {_joined(rules.hosts)}"
    for former in rules.former:
        yield f"  formerly {former.host}, keyed as {former.now} ({former.tested})"
        yield f"    found in: {former.found_in}"
    for form in rules.statements:
        told = _joined([part for part in (form.language, form.genre) if part])
        yield f"  statements: {form.pattern.pattern}{f' [{told}]' if told else ''} ({form.tested})"
        yield f"    found in: {form.found_in}"
    for source in rules.sources:
        yield f"  {source.kind} {source.id}: {source.address} ({source.tested})"
        yield f"    found in: {source.found_in}"
    for page in rules.pages:
        yield f"  page rule: {page.text} ({page.tested})"
        yield f"    found in: {page.found_in}"
    yield f"  {rules.delay_s:g} seconds between two requests"
    if rules.note:
        yield f"  note: {rules.note}"


def _indented(line: str) -> str:
    """A line that cannot drive the terminal, at its depth."""
    return " " * (len(line) - len(line.lstrip())) + legible(line)


def _joined(words: Sequence[str]) -> str:
    return ", ".join(words)


def publisher_as_json(rules: PublisherRules) -> dict[str, Any]:
    """A publisher with its sources and forms of address."""
    who = rules.publisher
    return {
        "id": who.id,
        "name": who.name,
        "country": who.country,
        "level": who.level,
        "languages": list(who.languages),
        "hosts": list(rules.hosts),
        "former": [{"host": f.host, "now": f.now, **_evidence(f)} for f in rules.former],
        "statements": [
            {"pattern": s.pattern.pattern, "language": s.language, "genre": s.genre, **_evidence(s)}
            for s in rules.statements
        ],
        "sources": [_source_as_json(source) for source in rules.sources],
        "pages": [{"text": page.text, **_evidence(page)} for page in rules.pages],
        "delay_s": rules.delay_s,
        "note": rules.note,
        "tested": tested_of(rules),
    }


def _source_as_json(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "kind": source.kind,
        "address": source.address,
        "language": source.language,
        **_evidence(source),
    }


def _evidence(part: Any) -> dict[str, str]:
    return {"found_in": part.found_in, "tested": part.tested}


def deliver_report(report: PublisherReport, json: str | None) -> None:
    """Write what a check found as JSON where that was asked for; else print it.

    Exit code 1 if no source could be read.
    """
    if json is not None:
        save_texts({json: as_json(report_as_json(report))})
    else:
        with printing() as console:
            for line in _report_lines(report):
                console.print(_indented(line), soft_wrap=True)
    if not _was_read(report):
        raise typer.Exit(FAILED)


def _was_read(report: PublisherReport) -> bool:
    return any(source.state == "read" for source in report.sources)


def _report_lines(report: PublisherReport) -> Iterator[str]:
    yield f"{report.rules.id}: {report.rules.publisher.name}"
    for words in report.wrong:
        yield f"  ! {words}"
    for source in report.sources:
        yield from _source_lines(source)
    if report.is_sound:
        yield "Nothing looks wrong."
    elif not _was_read(report):
        yield "No source was read."


def _source_lines(report: SourceReport) -> Iterator[str]:
    source = report.source
    yield f"  {source.kind} {source.id}: {_state(report)}"
    for words in report.wrong:
        yield f"    ! {words}"
    for page in report.pages:
        yield f"    {page.url}"
        if page.extractor:
            yield f"      {_page_words(page)}"
        for words in page.wrong:
            yield f"      ! {words}"


def _state(report: SourceReport) -> str:
    if report.state != "read":
        return STATES[report.state]
    newest = f", the newest of {report.newest.day}" if report.newest else ""
    fitting = f"{report.statements} with a statement's address"
    return f"{report.found} entries, {fitting}{newest}"


def _page_words(page: PageReport) -> str:
    title = f"“{page.title}”" if page.title else "no title"
    date = f"{page.date.day}" if page.date else "no date"
    return f"{title}, {date}, {page.characters:,} characters by {page.extractor}"


def report_as_json(report: PublisherReport) -> dict[str, Any]:
    """What a check found, each source and page with what looks wrong."""
    return {
        "format": "crossread.publisher-check/1",
        "id": report.rules.id,
        "sound": report.is_sound,
        "wrong": list(report.wrong),
        "sources": [
            {
                "id": one.source.id,
                "kind": one.source.kind,
                "state": one.state,
                "entries": one.found,
                "statements": one.statements,
                "newest": str(one.newest) if one.newest else None,
                "wrong": list(one.wrong),
                "pages": [_page_as_json(page) for page in one.pages],
            }
            for one in report.sources
        ],
    }


def _page_as_json(page: PageReport) -> dict[str, Any]:
    return {
        "url": page.url,
        "title": page.title,
        "date": str(page.date) if page.date else None,
        "characters": page.characters,
        "extractor": page.extractor,
        "wrong": list(page.wrong),
    }
