"""One mapping of a data file, taken apart key by key: what is wrong is named by file and key."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, TypeVar, get_args

from crossread.collect.language import find_language_tag
from crossread.collect.publishers.addresses import as_whole_address
from crossread.errors import BadInput

T = TypeVar("T")
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
HOST = re.compile(r"(?!www\.)[a-z0-9-]+(?:\.[a-z0-9-]+)+")
SITE = re.compile(rf"{HOST.pattern}(?:/[A-Za-z0-9_-]+)*")  # a host, or a part of one
FORMAT_PAGE = "docs/reference/publisher-format.md"


class Entry:
    """A mapping whose keys are asked for one by one; what nobody asked for is refused."""

    def __init__(self, data: object, place: str) -> None:
        self.place = place
        if not isinstance(data, dict):
            raise self.error("", f"is {_short(data)}, expected keys and values", "")
        self._data: dict[str, Any] = data
        self._asked: set[str] = set()

    def error(self, key: str, fact: str, hint: str) -> BadInput:
        """The error for a key, naming the file and the way to it."""
        where = f"{self.place}.{key}" if key and not self.place.endswith(".yaml") else key
        if self.place.endswith(".yaml"):
            where = f"{self.place}: {key}" if key else self.place
        return BadInput(f"{where} {fact}", hint or f"The keys are told in {FORMAT_PAGE}.")

    def raw(self, key: str) -> Any:
        """What stands at a key, as YAML gave it; None when it is absent."""
        self._asked.add(key)
        return self._data.get(key)

    def refuse_unknown(self) -> None:
        """Raise `BadInput` for the first key that no one has asked for."""
        for key in self._data:
            if key not in self._asked:
                known = ", ".join(sorted(self._asked))
                raise self.error(str(key), "is no known key", f"Known here: {known}.")

    def text(self, key: str, *, required: bool = False) -> str:
        """Words; empty when absent.

        Raises:
            BadInput: it is no text, or required and absent.
        """
        value = self.raw(key)
        if value is None and not required:
            return ""
        if not isinstance(value, str) or not value.strip():
            fact = "is missing" if value is None else f"is {_short(value)}, expected words"
            raise self.error(key, fact, "Give words; put them in quotes where YAML misreads them.")
        return " ".join(value.split()) if "\n" in value else value.strip()

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of words; empty when absent."""
        value = self.raw(key)
        if value is None and not required:
            return ()
        if not isinstance(value, list) or not value:
            fact = "is missing" if value is None else f"is {_short(value)}, expected a list"
            raise self.error(key, fact, "Write it as [one, two].")
        for number, one in enumerate(value):
            if not isinstance(one, str) or not one.strip():
                fact = f"is {_short(one)}, expected words"
                raise self.error(f"{key}[{number}]", fact, "Put the words in quotes.")
        return tuple(one.strip() for one in value)

    def checked(self, key: str, pattern: re.Pattern[str], what: str) -> str:
        """Words that must be of a form."""
        value = self.text(key, required=True)
        if not pattern.fullmatch(value):
            raise self.error(key, f"is {value!r}, expected {what}", "")
        return value

    def choice(self, key: str, kinds: Any, default: str | None = None) -> Any:
        """One of a closed list, which a `Literal` names."""
        value = self.text(key, required=default is None) or default
        allowed = [kind for kind in get_args(kinds) if kind]
        if value not in (*allowed, default):
            raise self.error(key, f"is {value!r}", f"Use one of: {', '.join(allowed)}.")
        return value

    def language(self, key: str) -> str:
        """A BCP 47 tag; empty when absent."""
        value = self.text(key)
        return self.as_tag(value, key) if value else ""

    def as_tag(self, value: str, key: str) -> str:
        """Words as a BCP 47 tag."""
        tag = find_language_tag(value)
        if not tag:
            raise self.error(key, f"is {value!r}, no language tag", "Write it as en, ru or zh.")
        return tag

    def pattern(self, key: str) -> re.Pattern[str]:
        """A regular expression, which must be there."""
        return self.compiled(self.text(key, required=True), key)

    def maybe_pattern(self, key: str) -> re.Pattern[str] | None:
        """A regular expression; None when absent."""
        value = self.text(key)
        return self.compiled(value, key) if value else None

    def patterns(self, key: str) -> tuple[re.Pattern[str], ...]:
        """A list of regular expressions."""
        return tuple(
            self.compiled(one, f"{key}[{number}]") for number, one in enumerate(self.texts(key))
        )

    def compiled(self, words: str, key: str) -> re.Pattern[str]:
        """A regular expression, in any case."""
        try:
            return re.compile(words, re.IGNORECASE)
        except re.error as error:
            fact = f"is {words!r}, no regular expression: {error}"
            raise self.error(key, fact, "Write \\. for a dot, \\( for a bracket.") from error

    def xpath(self, key: str, *, required: bool = False, default: str = "") -> str:
        """An XPath; the default when absent."""
        value = self.text(key, required=required) or default
        return self.as_xpath(value, key) if value else ""

    def as_xpath(self, value: str, key: str) -> str:
        """Words as an XPath."""
        from lxml.etree import XPath, XPathSyntaxError  # type: ignore[import-untyped]

        try:
            XPath(value)
        except XPathSyntaxError as error:
            fact = f"is {value!r}, no XPath: {error}"
            raise self.error(key, fact, "Write it as //div[@class='text']//p.") from error
        return value

    def address(self, key: str) -> str:
        """A whole http or https address."""
        value = self.text(key, required=True)
        if " " in value or as_whole_address(value) is None:
            raise self.error(key, f"is {value!r}, no address", "Begin it with https://.")
        return value

    def number(self, key: str, default: float, least: float) -> float:
        """A number; the default when absent."""
        value = self.raw(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not value >= least:
            raise self.error(key, f"is {_short(value)}, expected a number from {least:g}", "")
        return float(value)

    def flag(self, key: str) -> bool:
        """Yes or no; no when absent."""
        value = self.raw(key)
        if value is not None and not isinstance(value, bool):
            raise self.error(key, f"is {_short(value)}", "Write true or false.")
        return bool(value)

    def day(self, key: str) -> date | None:
        """A day; None when absent."""
        value = self.raw(key)
        if value is not None and type(value) is not date:
            raise self.error(key, f"is {_short(value)}, no day", "Write it as 2024-04-02.")
        return value

    def entry(self, key: str) -> "Entry | None":
        """The mapping under a key; None when absent."""
        value = self.raw(key)
        return None if value is None else Entry(value, self._below(key))

    def each(self, key: str, read: Callable[["Entry"], T]) -> tuple[T, ...]:
        """The mappings of a list, each read in turn; none of them may hold an unknown key."""
        return tuple(self._read_each(key, read))

    def _read_each(self, key: str, read: Callable[["Entry"], T]) -> Iterator[T]:
        value = self.raw(key)
        if value is not None and not isinstance(value, list):
            raise self.error(key, f"is {_short(value)}, expected a list", "Begin entries with -.")
        for number, one in enumerate(value or ()):
            below = Entry(one, self._below(f"{key}[{number}]"))
            made = read(below)
            below.refuse_unknown()
            yield made

    def _below(self, key: str) -> str:
        return f"{self.place}: {key}" if self.place.endswith(".yaml") else f"{self.place}.{key}"


def _short(value: object) -> str:
    words = repr(value)
    return words if len(words) <= 40 else f"{words[:37]}..."
