"""The term base's YAML files made into one table that loads in milliseconds.

Runs when the package is built (YAML costs seconds at start-up) and for a term base of a
reader's own.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations
from typing import Any

import yaml
from babel import Locale
from babel.core import get_global

from crossread.errors import BadInput
from crossread.text.fold import fold

FIELDS = (
    "themes",
    "acts",
    "countries",
    "places",
    "organisations",
    "offices",
    "contested",
    "umbrellas",
    "atmosphere",
    "cues",
    "wording",
    "numbers",
)
KNOWN = {"id", "label", "definition", "parent", "related", "general", "terms", "not"}
LANGUAGES = ("en", "ru", "zh")
SMALL_WORDS = "small-words.yaml"
ID = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
# One-character Chinese names of countries. Any two of them side by side would make noise of
# transliterations (塔吉, 马哈), so a pair needs one of these, which no transliteration has.
PAIR_NEEDS = "中美俄欧"
BEFORE = "对访驻涉"  # what stands before a country's one-character name: 对华, 驻美
ONLY_BEFORE = "华"  # stands in no pair, only behind one of `BEFORE` and 来, 在

Table = dict[str, Any]


def compile_base(files: Mapping[str, str], version: str) -> Table:
    """Compile YAML texts, by file name, to the table that `TermBase` reads.

    Raises:
        BadInput: a file is not in the format; the message names file, concept and key.
    """
    concepts: dict[str, Table] = {}
    terms: dict[str, list[list[Any]]] = {language: [] for language in LANGUAGES}
    small: dict[str, list[str]] = {}
    for name, text in sorted(files.items()):
        if name == SMALL_WORDS:
            small = read_small_words(name, text)
            continue
        for entry, field in read_entries(name, text):
            identity = entry["id"]
            if identity in concepts:
                raise BadInput(f"{name}: the id {identity!r} stands twice")
            concepts[identity] = read_concept(entry, field)
            for language, term, is_not in read_terms(name, entry):
                terms.setdefault(language, []).append([term, identity, int(is_not)])
    close_links(concepts)
    add_countries(concepts, terms)
    return {
        "version": version,
        "concepts": concepts,
        "terms": terms,
        "months": _months(),
        "small_words": small,
    }


def _load(name: str, text: str) -> Any:
    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        where = f"line {line + 1}" if line is not None else "somewhere"
        raise BadInput(
            f"{name} is not YAML: {where}: {getattr(error, 'problem', error)}"
        ) from error


def read_small_words(name: str, text: str) -> dict[str, list[str]]:
    """The small words of each language, folded.

    Raises:
        BadInput: the file is not in the format.
    """
    data = _load(name, text)
    words = data.get("words") if isinstance(data, dict) else None
    if not isinstance(words, dict) or data.get("field") != "small_words":
        raise BadInput(f"{name}: wants `field: small_words` and `words`, by language")
    return {
        language: sorted({fold(str(word)).low for word in listed})
        for language, listed in words.items()
    }


def read_entries(name: str, text: str) -> Iterator[tuple[Table, str]]:
    """Each entry of a YAML file with the field of the file."""
    data = _load(name, text)
    if not isinstance(data, dict) or data.get("field") not in FIELDS:
        raise BadInput(f"{name}: `field` must be one of {', '.join(FIELDS)}")
    for entry in data.get("concepts") or ():
        if not isinstance(entry, dict) or not ID.fullmatch(str(entry.get("id", ""))):
            raise BadInput(f"{name}: a concept needs an `id` of letters, digits and hyphens")
        yield entry, data["field"]


def read_concept(entry: Table, field: str) -> Table:
    """The entry as the compiled table holds it, without its terms."""
    more = {k: v for k, v in entry.items() if k not in KNOWN}
    made = {
        "field": field,
        "label": str(entry.get("label", entry["id"].replace("-", " "))),
        "definition": str(entry.get("definition", "")).strip(),
        "parent": entry.get("parent"),
        "related": {k: float(v) for k, v in (entry.get("related") or {}).items()},
        "general": bool(entry.get("general", False)),
        "more": more,
    }
    return {k: v for k, v in made.items() if v or k in ("field", "label")}


def read_terms(name: str, entry: Table) -> Iterator[tuple[str, str, bool]]:
    """Each term of an entry, folded as texts are: its language, the term, whether it excludes."""
    for key in ("terms", "capitals", "not"):
        lists = entry.get(key) or {}
        if not isinstance(lists, dict):
            raise BadInput(f"{name}: {entry['id']}: `{key}` must map languages to lists")
        for language, words in lists.items():
            for word in words or ():
                if not isinstance(word, str) or not word.replace("*", "").strip():
                    raise BadInput(f"{name}: {entry['id']}: {language}: {word!r} is no term")
                yield language, fold(" ".join(word.split())).kept, key == "not"


def close_links(concepts: dict[str, Table]) -> None:
    """See that every link leads somewhere, and make relations and answers hold both ways.

    Raises:
        BadInput: a concept points to one that is not in the term base.
    """
    _check_links(concepts)
    _close_answers(concepts)
    _close_related(concepts)


def _check_links(concepts: Mapping[str, Table]) -> None:
    for identity, concept in concepts.items():
        links: Iterable[str] = [
            *concept.get("related", ()),
            *concept.get("more", {}).get("answers", ()),
        ]
        parent = concept.get("parent")
        for other in [*links, *([parent] if parent and concept["field"] != "contested" else [])]:
            if other not in concepts:
                raise BadInput(f"{identity} points to {other!r}, which is not in the term base")


def _close_answers(concepts: dict[str, Table]) -> None:
    """If A answers B, B answers A."""
    acts = {k: v for k, v in concepts.items() if v["field"] == "acts"}
    for identity, act in acts.items():
        for other in act.get("more", {}).get("answers", ()):
            answers = acts[other].setdefault("more", {}).setdefault("answers", [])
            if identity not in answers:
                answers.append(identity)


def _close_related(concepts: dict[str, Table]) -> None:
    """A relation holds both ways; where both ends give a weight, the greater."""
    for identity, concept in list(concepts.items()):
        for other, weight in list(concept.get("related", {}).items()):
            back = concepts[other].setdefault("related", {})
            back[identity] = concept["related"][other] = max(weight, back.get(identity, 0.0))


def add_countries(concepts: dict[str, Table], terms: dict[str, list[list[Any]]]) -> None:
    """Add CLDR's names in each language, and the two-character Chinese pairs (中美, 对华)."""
    short: dict[str, str] = {}
    for identity, concept in concepts.items():
        if concept["field"] not in ("countries", "organisations"):
            continue
        if concept["field"] == "countries":
            for language in LANGUAGES:
                terms[language] += [
                    [fold(n).kept, identity, 0] for n in _cldr_names(identity, language)
                ]
        given = concept.get("more", {}).pop("abbreviation", ())
        for character in [given] if isinstance(given, str) else given:
            short[character] = identity
    terms["ru"] += _republics(concepts, terms["ru"])
    for one, other in permutations(short, 2):
        fits = {one, other} & set(PAIR_NEEDS) and ONLY_BEFORE not in (one, other)
        if fits and short[one] != short[other]:
            terms["zh"] += [[one + other, short[one], 0], [one + other, short[other], 0]]
    for character, identity in short.items():
        before = BEFORE + ("来在" if character == ONLY_BEFORE else "")
        terms["zh"] += [[b + character, identity, 0] for b in before]


def _republics(concepts: Mapping[str, Table], terms: list[list[Any]]) -> list[list[Any]]:
    """«Республика Таджикистан» for every country that has a one-word name."""
    return [
        [f"Республик* {term}", identity, 0]
        for term, identity, is_not in terms
        if not is_not
        and term[:1].isupper()
        and " " not in term
        and concepts.get(identity, {}).get("field") == "countries"
    ]


def _cldr_names(alpha3: str, language: str) -> set[str]:
    """The name that CLDR gives a country in one language, if it has a plain one."""
    alpha2 = get_global("territory_aliases").get(alpha3, [""])[0]
    name = Locale.parse(language).territories.get(alpha2, "")
    return {name} if name and "(" not in name else set()


def _months() -> dict[str, dict[str, int]]:
    """Month names, wide and short, in the forms that dates use, from CLDR."""
    found: dict[str, dict[str, int]] = {}
    for language in ("en", "ru"):
        months = Locale.parse(language).months
        names: dict[str, int] = {}
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names |= {n.lower().rstrip("."): k for k, n in months[context][width].items()}
        found[language] = names
    return found


def base_as_json(table: Table) -> str:
    """The table as compact JSON, the same for the same input."""
    return json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
