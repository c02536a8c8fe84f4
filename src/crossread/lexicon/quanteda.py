"""The term base as a quanteda dictionary in YAML, and back.

quanteda (an R package for the analysis of texts) keeps a dictionary as nested keys over lists
of glob patterns. One dictionary holds one field in one language; keys are the ids of concepts,
nested by parent. A concept that has both terms and children has its terms under a key of its
own name inside it. Terms that exclude, relations and definitions have no place there.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from crossread.errors import BadInput
from crossread.lexicon.base import TermBase
from crossread.lexicon.compile import FIELDS, ID
from crossread.lexicon.concept import Concept

INDENT = "  "


@dataclass(frozen=True, slots=True)
class Imported:
    """A quanteda dictionary in the format of the term base."""

    yaml: str
    concepts: int
    notes: tuple[str, ...] = ()  # patterns that could not be taken over, and why


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key of the dictionary, as a concept."""

    id: str
    label: str
    parent: str | None
    terms: tuple[str, ...]


def base_as_quanteda(base: TermBase, language: str, field: str = "themes") -> str:
    """One field of the term base in one language, as a quanteda dictionary.

    Args:
        base: The term base.
        language: BCP 47 language of the terms: "en", "ru", "zh".
        field: One of the fields of the term base.

    Raises:
        BadInput: the base has no such field, or no terms of it in that language.
    """
    _check_field(field)
    concepts = {concept.id: concept for concept in base.concepts(field)}
    terms = _terms_by_concept(base, language, concepts)
    if not terms:
        raise BadInput(f"the term base has no {field} in language {language!r}")
    children = _children(concepts, terms)
    lines = [f"# Crossread term base {base.version}: {field}, language {language}"]
    for concept in children.get(None, ()):
        lines += _lines(concept, terms, children, depth=0)
    return "\n".join(lines) + "\n"


def _check_field(field: str) -> None:
    if field not in FIELDS:
        known = ", ".join(FIELDS)
        raise BadInput(f"{field!r} is no field of the term base", f"Use one of {known}.")


def _terms_by_concept(
    base: TermBase, language: str, concepts: Iterable[str]
) -> dict[str, list[str]]:
    wanted, found = set(concepts), dict[str, list[str]]()
    for term, identity in base.terms(language):
        if identity in wanted and term not in found.setdefault(identity, []):
            found[identity].append(term)
    return {identity: terms for identity, terms in found.items() if terms}


def _children(
    concepts: dict[str, Concept], terms: dict[str, list[str]]
) -> dict[str | None, list[str]]:
    """Who stands under whom, of those that have terms at or below them; None: at the top."""
    kept: dict[str, None] = {}
    for identity in terms:
        up: str | None = identity
        while up is not None and up not in kept:
            kept[up] = None
            up = _parent(concepts, up)
    children: dict[str | None, list[str]] = {}
    for identity in sorted(kept):
        children.setdefault(_parent(concepts, identity), []).append(identity)
    return children


def _parent(concepts: dict[str, Concept], identity: str) -> str | None:
    """The parent, if it is of the same field."""
    parent = concepts[identity].parent
    return parent if parent in concepts else None


def _lines(
    identity: str,
    terms: dict[str, list[str]],
    children: dict[str | None, list[str]],
    depth: int,
) -> Iterator[str]:
    below = children.get(identity, ())
    yield f"{INDENT * depth}{_key(identity)}:"
    if below and identity in terms:
        yield f"{INDENT * (depth + 1)}{_key(identity)}:"
    own = depth + 2 if below else depth + 1
    for term in terms.get(identity, ()):
        yield f"{INDENT * own}- {json.dumps(term, ensure_ascii=False)}"
    for child in below:
        yield from _lines(child, terms, children, depth + 1)


def _key(identity: str) -> str:
    """The key, in quotation marks where YAML would read a truth value or a number: NO, y, 1e3."""
    plain = re.fullmatch(r"[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*", identity)
    ambiguous = re.fullmatch(r"y|n|yes|no|on|off|true|false|null", identity, re.IGNORECASE)
    return identity if plain and not ambiguous else json.dumps(identity)


def quanteda_as_base(text: str, language: str, field: str = "themes", name: str = "") -> Imported:
    """A quanteda dictionary as a file of the term base, to be corrected by hand and used.

    Args:
        text: The dictionary: keys over keys, or over lists of glob patterns.
        language: BCP 47 language of its patterns.
        field: The field that its concepts are to be of.
        name: What errors call the file.

    Raises:
        BadInput: it is not YAML, or not of that form; the message names the key.
    """
    _check_field(field)
    place = name or "the dictionary"
    data = _load(text, place)
    notes: list[str] = []
    taken: set[str] = set()
    entries = [entry for key in data for entry in _read(key, data[key], None, place, taken, notes)]
    lines = [f"field: {field}", "concepts:"]
    for entry in entries:
        lines += _entry_lines(entry, language)
    return Imported("\n".join(lines) + "\n", len(entries), tuple(notes))


def _load(text: str, place: str) -> dict[str, Any]:
    """The keys and values as written: no YAML type makes the pattern `no` a falsehood."""
    try:
        data = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else "somewhere"
        problem = getattr(error, "problem", error)
        raise BadInput(f"{place} is not YAML: {where}: {problem}") from error
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{place} is not YAML that can be read") from error
    if not isinstance(data, dict) or not data:
        raise BadInput(
            f"{place} is no quanteda dictionary: expected keys over lists of patterns",
            "In R, `cat(as.yaml(dictionary))` writes one.",
        )
    return data


def _read(
    key: str, value: Any, parent: _Entry | None, place: str, taken: set[str], notes: list[str]
) -> Iterator[_Entry]:
    """The concept of one key, then those of the keys under it."""
    path = f"{place}: {key}"
    if not isinstance(key, str):
        raise BadInput(f"{place}: {key!r} is no key")
    own, below = _parts(key, value, path)
    terms = tuple(term for pattern in own for term in _term(pattern, path, notes))
    entry = _Entry(_identity(key, parent, taken), key, parent.id if parent else None, terms)
    yield entry
    for child, inner in below:
        yield from _read(child, inner, entry, place, taken, notes)


def _parts(key: str, value: Any, path: str) -> tuple[list[str], list[tuple[str, Any]]]:
    """A key's own patterns and the keys under it; a key under its own name holds its own."""
    own: list[str] = []
    below: list[tuple[str, Any]] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            own += [item] if item.strip() else []
        elif isinstance(item, dict):
            below += item.items()
        else:
            raise BadInput(f"{path}: expected patterns or keys, got {item!r}")
    for child, inner in list(below):
        if child in ("", key) and _is_leaf(inner):
            below.remove((child, inner))
            own += [inner] if isinstance(inner, str) else inner
    return own, below


def _is_leaf(value: Any) -> bool:
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(item, str) for item in value)
    )


def _term(pattern: str, path: str, notes: list[str]) -> Iterator[str]:
    """The pattern as a term of ours: `*` is the rest of a word in both."""
    term = " ".join(pattern.split())
    if term.startswith(("*", "?")) or not re.sub(r"[*?\W]", "", term):
        notes.append(f"{path}: {pattern!r} left out: a term begins with a letter or figure")
        return
    if "?" in term:
        notes.append(f"{path}: {pattern!r} taken as {term.replace('?', '*')!r}: there is no `?`")
    yield re.sub(r"\*+", "*", term.replace("?", "*"))


def _identity(key: str, parent: _Entry | None, taken: set[str]) -> str:
    """An id of letters, digits and hyphens that no other key has."""
    plain = key if ID.fullmatch(key) else re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")
    wanted = plain or "concept"
    if wanted in taken and parent:
        wanted = f"{parent.id}-{wanted}"
    number, identity = 1, wanted
    while identity in taken:
        number += 1
        identity = f"{wanted}-{number}"
    taken.add(identity)
    return identity


def _entry_lines(entry: _Entry, language: str) -> list[str]:
    lines = [f"{INDENT}- id: {json.dumps(entry.id)}"]
    lines += [f"{INDENT * 2}label: {json.dumps(_label(entry), ensure_ascii=False)}"]
    lines += [f"{INDENT * 2}parent: {json.dumps(entry.parent)}"] if entry.parent else []
    if entry.terms:
        lines += [f"{INDENT * 2}terms:", f"{INDENT * 3}{json.dumps(language)}:"]
        lines += [f"{INDENT * 4}- {json.dumps(t, ensure_ascii=False)}" for t in entry.terms]
    return lines


def _label(entry: _Entry) -> str:
    return entry.label.replace("-", " ") if entry.label == entry.id else entry.label
