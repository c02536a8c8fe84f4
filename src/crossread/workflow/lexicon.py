"""Read and correct the term base: what stands in it, with entries of a reader's own."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from crossread.collect.country import find_alpha_3
from crossread.errors import BadInput, NotFound
from crossread.lexicon import Concept, TermBase, load_base
from crossread.text.language import CYRILLIC, detect_language
from crossread.text.tokens import HAN
from crossread.workflow.read import load_text

COUNTRIES = "countries"  # the field of the term base


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept of the term base, with what stands around it."""

    concept: Concept
    terms: Mapping[str, tuple[str, ...]]  # by language
    children: tuple[str, ...]
    related: tuple[tuple[str, float], ...]  # from either end, the nearest first


def load_term_base(path: Path | None = None) -> TermBase:
    """The shipped term base, with a reader's own YAML file added to it if one is given.

    Raises:
        NotFound: there is no such file.
        BadInput: it is not in the format; the message names the concept.
    """
    if path is None:
        return load_base()
    from crossread.lexicon.extend import extend_base  # here: it brings YAML and CLDR with it

    return extend_base(path.name, load_text(path))


def show_concepts(words: str, *, base: TermBase | None = None) -> list[Entry]:
    """The concept of that id or label, or every concept that the base finds in those words.

    Raises:
        NotFound: neither; the hint names what comes near.
    """
    base = base or load_base()
    if words in base:
        return [_entry_of(base, words)]
    labels = {c.label.lower(): c.id for c in base.concepts()}
    if words.lower() in labels:
        return [_entry_of(base, labels[words.lower()])]
    languages = sorted({"en", detect_language(words).split("-")[0]} | {_by_letters(words)})
    found = {m.concept.id: None for lang in languages for m in base.find(words, lang, wording=True)}
    if not found:
        near = get_close_matches(words.lower(), [*labels, *labels.values()], n=3)
        hint = f"Near to it: {', '.join(dict.fromkeys(near))}." if near else ""
        raise NotFound(f"the term base finds nothing in {words!r}", hint)
    return [_entry_of(base, identity) for identity in found]


def find_country(words: str, place: str) -> str:
    """The ISO 3166-1 alpha-3 code of a country, by its code or by a name that the term base has.

    Args:
        words: as written, such as "TJK", "tj", "Tajikistan" or "Таджикистан".
        place: where they stand, for the error.

    Raises:
        BadInput: they name no country, or several; the hint names what comes near.
    """
    with suppress(BadInput):
        return find_alpha_3(words, place)
    base, plain = load_base(), words.strip().removeprefix("the ")
    found = _countries_called(base, plain) or _countries_called(base, plain.title())
    if len(found) == 1:
        return found.pop()
    labels = {c.label.lower(): c for c in base.concepts() if c.field == COUNTRIES}
    near = [base.concept(identity) for identity in sorted(found)]
    near = near or [labels[n] for n in get_close_matches(plain.lower(), labels, n=3)]
    hint = f"Near to it: {', '.join(f'{c.label} ({c.id})' for c in near)}." if near else ""
    fact = f"{place}: {words!r} names {'more than one' if found else 'no'} country"
    raise BadInput(fact, hint or "Give a name or a code, such as Tajikistan or TJK.")


def _countries_called(base: TermBase, name: str) -> set[str]:
    """The countries that a name as a whole is of."""
    return {
        match.concept.id
        for match in base.find(name, _by_letters(name))
        if match.concept.field == COUNTRIES and len(match.span) == len(name)
    }


def _by_letters(words: str) -> str:
    """The covered language that these letters are of: a word alone is too short to be told."""
    if HAN.search(words):
        return "zh"
    return "ru" if CYRILLIC.search(words) else "en"


def _entry_of(base: TermBase, identity: str) -> Entry:
    terms = {
        language: tuple(dict.fromkeys(t for t, i in base.terms(language) if i == identity))
        for language in base.languages()
    }
    near = sorted(base.neighbours(identity).items(), key=lambda item: (-item[1], item[0]))
    return Entry(
        base.concept(identity),
        {language: found for language, found in terms.items() if found},
        tuple(c.id for c in base.concepts() if c.parent == identity),
        tuple(near),
    )
