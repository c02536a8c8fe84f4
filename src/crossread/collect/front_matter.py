"""The lines between `---` at the very start of a text file that say what the file is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crossread.collect.country import find_alpha_3
from crossread.collect.language import find_language_tag
from crossread.collect.moment import read_moment
from crossread.errors import BadInput
from crossread.model import Moment

if TYPE_CHECKING:
    from yaml.nodes import Node

KEYS = ("publisher", "country", "date", "language", "title", "url", "id")
MAX_LINES = 100  # a closing line further down belongs to the text
MAX_CHARACTERS = 50_000

_FENCE = re.compile(r"---[ \t]*")
_HINT = "Front matter is lines of `key: value` between --- lines; the keys are " + ", ".join(KEYS)


@dataclass(frozen=True, slots=True)
class Parts:
    """A text file cut into its front matter and its own text."""

    matter: str
    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the front matter says."""

    values: dict[str, str] = field(default_factory=dict)  # publisher, title, url, id
    country: str | None = None
    date: Moment | None = None
    language: str = "und"
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One `key: value` and the line of the file that it stands on, counted from 1."""

    key: str
    value: str
    line: int


def split_front_matter(text: str) -> Parts:
    r"""Cut a text (with plain line ends) after its front matter.

    >>> split_front_matter("---\ncountry: USA\n---\nThey spoke.\n")
    Parts(matter='country: USA\n', text='They spoke.\n', notes=())
    """
    first, _, rest = text.partition("\n")
    if not _FENCE.fullmatch(first):
        return Parts("", text)
    position = 0
    for line in rest.split("\n", MAX_LINES)[:MAX_LINES]:
        after = position + len(line) + 1
        if _FENCE.fullmatch(line):
            return Parts(rest[:position], rest[after:])
        position = after
    return Parts("", text, ("begins with --- but no second --- closes it: read as plain text",))


def read_front_matter(matter: str, name: str) -> Known:
    """Read the lines between the fences.

    Raises:
        BadInput: naming the file, the line and what was expected there.
    """
    if not matter.strip():
        return Known()
    entries = {entry.key: entry for entry in _entries(matter, name)}
    known = {key: entry for key, entry in entries.items() if key in KEYS and entry.value}
    unused = ", ".join(key for key in entries if key not in KEYS)
    country, date, language = known.get("country"), known.get("date"), known.get("language")
    return Known(
        values={
            key: known[key].value for key in ("publisher", "title", "url", "id") if key in known
        },
        country=find_alpha_3(country.value, _place(name, country.line)) if country else None,
        date=read_moment(date.value, _place(name, date.line)) if date else None,
        language=_language(language, name) if language else "und",
        notes=(f"front matter not used: {unused}",) if unused else (),
    )


def _language(entry: Entry, name: str) -> str:
    if tag := find_language_tag(entry.value):
        return tag
    fact = f"{_place(name, entry.line)}: language is {entry.value!r}, expected a tag such as en"
    raise BadInput(fact, "Use a BCP 47 tag: en, ru, zh, zh-Hant, pt-BR.")


def _entries(matter: str, name: str) -> Iterator[Entry]:
    """The keys and values as written: no YAML type makes Norway (NO) a falsehood."""
    from yaml.nodes import MappingNode

    root = _compose(matter, name)
    if root is None:
        return
    if not isinstance(root, MappingNode):
        raise _malformed(name, 2, "expected `key: value`")
    seen: set[str] = set()
    for key_node, value_node in root.value:
        entry = _entry(key_node, value_node, name)
        if entry.key in seen:
            raise _malformed(name, entry.line, f"{entry.key} stands here a second time")
        seen.add(entry.key)
        yield entry


def _entry(key_node: "Node", value_node: "Node", name: str) -> Entry:
    from yaml.nodes import ScalarNode

    line = key_node.start_mark.line + 2  # marks count from 0, after the opening fence
    if not isinstance(key_node, ScalarNode):
        raise _malformed(name, line, "expected `key: value`")
    key = str(key_node.value).strip().lower()
    if not isinstance(value_node, ScalarNode):
        if key in KEYS:
            raise _malformed(name, line, f"expected one value for {key}, not a list")
        return Entry(key, "", line)
    is_null = value_node.tag == "tag:yaml.org,2002:null"
    value = str(value_node.value).strip().encode("utf-8", "replace").decode()
    return Entry(key, "" if is_null else value, line)


def _compose(matter: str, name: str) -> "Node | None":
    from yaml import MarkedYAMLError, SafeLoader, YAMLError, compose

    if len(matter) > MAX_CHARACTERS:
        raise _malformed(name, 1, f"front matter is longer than {MAX_CHARACTERS:,} characters")
    try:
        return compose(matter, SafeLoader)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 2
        expected = "expected `key: value`, with quotes around a value that holds a colon"
        raise _malformed(name, line, f"{error.problem or error.context}; {expected}") from error
    except (YAMLError, ValueError, OverflowError, RecursionError) as error:
        # PyYAML lets the last three out on impossible escapes and on deep nesting.
        raise _malformed(name, 2, "not readable as YAML; expected `key: value`") from error


def _place(name: str, line: int) -> str:
    return f"{name}, line {line}"


def _malformed(name: str, line: int, what: str) -> BadInput:
    escape = "; if the text itself begins with ---, put an empty line before it."
    return BadInput(f"{_place(name, line)}: {what}", _HINT + escape)
