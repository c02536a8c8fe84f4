"""The words by which a page shows that it is not the statement: data, in many languages."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from crossread.text.fold import fold

# In scripts without spaces a phrase may stand anywhere; elsewhere it is bounded by other signs.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Signs:
    """What to look for, as it is read from `signs.yaml`."""

    not_found: re.Pattern[str]
    wall: re.Pattern[str]
    consent: re.Pattern[str]
    cookies: re.Pattern[str]
    maintenance: re.Pattern[str]
    challenge: re.Pattern[str]
    not_found_addresses: frozenset[str]
    guard_headers: tuple[tuple[str, str], ...]
    empty_shells: tuple[str, ...]


@cache
def load_signs() -> Signs:
    """The signs that ship with crossread."""
    text = resources.files("crossread.collect").joinpath("signs.yaml").read_text("utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return Signs(
        not_found=_pattern(data["not_found"]),
        wall=_pattern(data["wall"]),
        consent=_pattern(data["consent"]),
        cookies=_pattern(data["cookies"]),
        maintenance=_pattern(data["maintenance"]),
        challenge=_pattern(data["challenge"]),
        not_found_addresses=frozenset(data["not_found_addresses"]),
        guard_headers=tuple(data["guard_headers"].items()),
        empty_shells=tuple(data["empty_shells"]),
    )


def find_sign(pattern: re.Pattern[str], words: str) -> str:
    """The sign that stands in some words, as it stands there; empty if none does."""
    folded = fold(words)
    found = pattern.search(folded.low)
    if not found:
        return ""
    span = folded.span(found.start(), found.end())
    return words[span.start : span.stop]


def _pattern(by_language: Mapping[str, Iterable[str]]) -> re.Pattern[str]:
    phrases = {fold(words).low for phrases in by_language.values() for words in phrases}
    return re.compile("|".join(map(_bounded, sorted(phrases, key=len, reverse=True))))


def _bounded(phrase: str) -> str:
    escaped = re.escape(phrase)
    return escaped if _UNSPACED.search(phrase) else rf"(?<!\w){escaped}(?!\w)"
