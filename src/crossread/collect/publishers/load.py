"""Data files -> publishers: those that are shipped, and a user's own."""

import re
from collections.abc import Iterable
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from crossread.collect.country import find_alpha_3
from crossread.collect.publishers.dates import check_form
from crossread.collect.publishers.entry import HOST, ID, SITE, Entry
from crossread.collect.publishers.rules import (
    DELAY_S,
    IN_ADDRESS,
    ISO,
    DatePlace,
    Former,
    Genre,
    GenreRule,
    ListingRule,
    PageRule,
    PublisherRules,
    Rewrite,
    Source,
    SourceKind,
    StatementAddress,
    Tested,
)
from crossread.errors import BadInput, NotFound
from crossread.model.statement import Level, Publisher

SUFFIX = ".yaml"
NO_COUNTRY = "none"  # of the United Nations, the OSCE


MERGE = "tag:yaml.org,2002:merge"  # "<<": what another mapping holds, taken over


class _Loader(yaml.CSafeLoader):
    """Safe YAML that refuses a key written twice."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key) for key, _ in node.value if key.tag != MERGE]
    twice = [key for key in keys if keys.count(key) > 1]
    if twice:
        raise yaml.MarkedYAMLError(
            problem=f"the key {twice[0]!r} stands twice", problem_mark=node.start_mark
        )
    return yaml.SafeLoader.construct_mapping(loader, node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def load_publishers(own: Path | None = None) -> dict[str, PublisherRules]:
    """The shipped publishers by id, with a user's own file or folder over them.

    Args:
        own: a YAML file, or a folder of them. A publisher of the same id replaces the shipped.

    Raises:
        NotFound: there is no such file or folder.
        BadInput: a file is not in the format; the message names file and key.
    """
    shipped = resources.files("crossread.collect.publishers").joinpath("data")
    files = {f.name: f.read_text("utf-8") for f in shipped.iterdir() if f.name.endswith(SUFFIX)}
    made = read_publishers(files)
    return made | (load_own_publishers(own) if own else {})


def load_own_publishers(path: Path) -> dict[str, PublisherRules]:
    """The publishers of a user's YAML file, or of a folder of them.

    Raises:
        NotFound: there is no such file or folder.
        BadInput: a file is not in the format, or cannot be read.
    """
    try:
        paths = sorted(path.glob(f"*{SUFFIX}")) if path.is_dir() else [path]
        texts = {one.name: one.read_text("utf-8") for one in paths}
    except FileNotFoundError as error:
        raise NotFound(f"there is no file or folder {path}", "Check the path.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} cannot be read", "It must be YAML in UTF-8.") from error
    return read_publishers(texts)


def read_publishers(files: dict[str, str]) -> dict[str, PublisherRules]:
    """Publishers by id, out of YAML texts by file name.

    Raises:
        BadInput: a file is not in the format, or two have one id.
    """
    made: dict[str, PublisherRules] = {}
    for name, text in sorted(files.items()):
        rules = read_publisher(name, text)
        if rules.id in made:
            fact = f"{name}: the id {rules.id!r} stands in {made[rules.id].file} too"
            raise BadInput(fact, "Give each publisher an id of its own.")
        made[rules.id] = rules
    return made


def read_publisher(name: str, text: str) -> PublisherRules:
    """One data file as values.

    Args:
        name: the file's name, which errors give.
        text: YAML.

    Raises:
        BadInput: it is not in the format; the message names file and key.
    """
    top = Entry(_parsed(name, text), name if name.endswith(SUFFIX) else f"{name}{SUFFIX}")
    rules = PublisherRules(
        publisher=_publisher(top),
        hosts=_hosts(top),
        former=top.each("former", _former),
        statements=top.each("statements", _statement),
        keep_query=top.patterns("keep_query"),
        rewrites=top.each("rewrites", _rewrite),
        sources=top.each("sources", _source),
        pages=top.each("pages", _page),
        leave_out=top.patterns("leave_out"),
        genres=top.each("genres", read_genre),
        delay_s=top.number("delay_s", DELAY_S, 0),
        note=top.text("note"),
        file=name,
    )
    top.refuse_unknown()
    _refuse_twice(top, [source.id for source in rules.sources])
    return rules


def _parsed(name: str, text: str) -> object:
    try:
        return yaml.load(text, Loader=_Loader)
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a day such as 2024-02-31
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        fact = f"{name} is not YAML: {where}{getattr(error, 'problem', None) or error}"
        raise BadInput(fact, "Compare it with a shipped data file.") from error


def _publisher(top: Entry) -> Publisher:
    languages = top.texts("languages", required=True)
    country = top.text("country", required=True)
    return Publisher(
        id=top.checked("id", ID, "small letters, digits and hyphens"),
        name=top.text("name", required=True),
        country=None if country == NO_COUNTRY else find_alpha_3(country, top.place),
        languages=tuple(top.as_tag(tag, "languages") for tag in languages),
        level=top.choice("level", Level),
    )


def _hosts(top: Entry) -> tuple[str, ...]:
    hosts = top.texts("hosts", required=True)
    for host in hosts:
        if not SITE.fullmatch(host):
            hint = "Write it in small letters, without https://, www. and a slash at its end."
            raise top.error("hosts", f"holds {host!r}, no host", hint)
    return hosts


def _former(entry: Entry) -> Former:
    what = "a host without www."
    return Former(
        host=entry.checked("host", HOST, what),
        now=entry.checked("now", HOST, what),
        paths=entry.maybe_pattern("paths"),
        **_evidence(entry),
    )


def _statement(entry: Entry) -> StatementAddress:
    return StatementAddress(
        pattern=entry.pattern("pattern"),
        language=entry.language("language"),
        genre=entry.choice("genre", Genre, ""),
        **_evidence(entry),
    )


def _rewrite(entry: Entry) -> Rewrite:
    pattern, to = entry.pattern("pattern"), entry.raw("to")
    if not isinstance(to, str):
        raise entry.error("to", "is missing or no words", 'Write "" to leave the words out.')
    groups = [int(number) for number in re.findall(r"\\(\d+)", to)]
    if max(groups, default=0) > pattern.groups:
        fact = f"names the group {max(groups)}, and the pattern has {pattern.groups}"
        raise entry.error("to", fact, "A group is what stands in ( ) in the pattern.")
    return Rewrite(pattern=pattern, to=to)


def _source(entry: Entry) -> Source:
    kind = entry.choice("kind", SourceKind)
    rule = entry.entry("listing")
    if (kind == "listing") != (rule is not None):
        raise entry.error("listing", "belongs to sources of kind listing, and to no other", "")
    return Source(
        id=entry.checked("id", ID, "small letters, digits and hyphens"),
        kind=kind,
        address=entry.text("address", required=True)
        if kind == "wayback"
        else entry.address("address"),
        language=entry.language("language"),
        full_text=entry.flag("full_text"),
        listing=_listing(rule) if rule else None,
        since=entry.day("since"),
        until=entry.day("until"),
        **_evidence(entry),
    )


def _listing(entry: Entry) -> ListingRule:
    rule = ListingRule(
        items=entry.xpath("items", required=True),
        link=entry.xpath("link", default=".//a/@href"),
        title=entry.xpath("title", default=".//a"),
        date=_date(entry),
        next=entry.xpath("next"),
        next_address=entry.text("next_address"),
        first_page=int(entry.number("first_page", 2, 0)),
    )
    if rule.next_address and "{page}" not in rule.next_address:
        raise entry.error("next_address", "has no {page}", "Write {page} for the number.")
    entry.refuse_unknown()
    return rule


def _page(entry: Entry) -> PageRule:
    drop = entry.texts("drop")
    return PageRule(
        text=entry.xpath("text", required=True),
        title=entry.xpath("title"),
        date=_date(entry),
        drop=tuple(entry.as_xpath(path, f"drop[{n}]") for n, path in enumerate(drop)),
        only=entry.maybe_pattern("only"),
        **_evidence(entry),
    )


def _date(entry: Entry) -> DatePlace | None:
    below = entry.entry("date")
    if below is None:
        return None
    at = below.text("at", required=True)
    form = below.text("form") or ISO
    if at != IN_ADDRESS:
        below.as_xpath(at, "at")
    problem = check_form(form)
    if problem:
        raise below.error("form", f"is {form!r}: {problem}", "Write it as %d %B %Y, or iso.")
    below.refuse_unknown()
    return DatePlace(at=at, form=form)


def read_genre_rules(name: str, text: str) -> tuple[GenreRule, ...]:
    """The rules of genre of a file that holds nothing else.

    Raises:
        BadInput: it is not in the format.
    """
    top = Entry(_parsed(name, text), name)
    genres = top.each("genres", read_genre)
    top.refuse_unknown()
    return genres


def read_genre(entry: Entry) -> GenreRule:
    """One rule of genre."""
    return GenreRule(
        genre=entry.choice("genre", Genre),
        title=entry.pattern("title"),
        language=entry.language("language"),
    )


def _evidence(entry: Entry) -> dict[str, Any]:
    """Where it was found, and how far it was seen at work."""
    return {
        "found_in": entry.text("found_in", required=True),
        "tested": entry.choice("tested", Tested),
    }


def _refuse_twice(top: Entry, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for identity in ids:
        if identity in seen:
            raise top.error("sources", f"has the id {identity!r} twice", "Give each its own.")
        seen.add(identity)
