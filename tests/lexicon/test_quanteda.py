"""quanteda dictionaries: what is written can be read again, and what others wrote is taken over."""

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from crossread.errors import BadInput
from crossread.lexicon import TermBase, load_base
from crossread.lexicon.compile import LANGUAGES
from crossread.lexicon.extend import extend_base, extend_table
from crossread.lexicon.quanteda import base_as_quanteda, quanteda_as_base

EMPTY: dict[str, Any] = {"version": "1", "concepts": {}, "terms": {"en": [], "ru": []}}
SEA = """\
field: themes
concepts:
  - {id: sea, terms: {en: [wave*, high seas], ru: ["мор*"]}, not: {en: [heat wave*]}}
  - {id: fish, parent: sea, terms: {en: [herring*]}}
  - {id: "no", terms: {en: [norway, "no"]}}
  - {id: land}
  - {id: field, parent: land, terms: {en: ["corn: field"]}}
"""
DICTIONARY = """\
# Crossread term base 1: themes, language en
land:
  field:
    - "corn: field"
"no":
  - "norway"
  - "no"
sea:
  sea:
    - "wave*"
    - "high seas"
  fish:
    - "herring*"
"""


def base_of(text: str) -> TermBase:
    table = extend_table(json.loads(json.dumps(EMPTY)), "own.yaml", text)
    return TermBase({**table, "version": "1"})


def terms_of(base: TermBase, language: str, field: str) -> dict[str, set[str]]:
    ids = {concept.id for concept in base.concepts(field)}
    found: dict[str, set[str]] = {}
    for term, identity in base.terms(language):
        if identity in ids:
            found.setdefault(identity, set()).add(term)
    return found


def test_what_the_scholar_gets() -> None:
    assert base_as_quanteda(base_of(SEA), "en") == DICTIONARY


def test_any_reader_of_yaml_gets_lists_of_patterns() -> None:
    assert yaml.safe_load(DICTIONARY) == {
        "land": {"field": ["corn: field"]},
        "no": ["norway", "no"],
        "sea": {"sea": ["wave*", "high seas"], "fish": ["herring*"]},
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("field", ["themes", "acts", "countries", "organisations", "umbrellas"])
def test_the_shipped_base_comes_back_whole(language: str, field: str) -> None:
    base = load_base()
    imported = quanteda_as_base(base_as_quanteda(base, language, field), language, field)
    entries = {entry["id"]: entry for entry in yaml.safe_load(imported.yaml)["concepts"]}

    assert imported.notes == ()
    assert {
        identity: set(entry["terms"][language])
        for identity, entry in entries.items()
        if "terms" in entry
    } == terms_of(base, language, field)
    for identity, entry in entries.items():
        parent = base.concept(identity).parent
        assert entry.get("parent") == (parent if parent in entries else None)


IDS = st.from_regex(r"[a-z]{1,4}(-[a-z0-9]{1,3})?", fullmatch=True)
WORDS = st.from_regex(r"[а-яa-z一-龥][а-яa-z一-龥':#\"\\-]{0,6}\*?", fullmatch=True)


@given(st.dictionaries(IDS, st.lists(WORDS, min_size=1, max_size=4, unique=True), min_size=1))
def test_any_terms_come_back_as_they_were(terms: dict[str, list[str]]) -> None:
    concepts = [{"id": identity, "terms": {"en": words}} for identity, words in terms.items()]
    base = base_of(json.dumps({"field": "themes", "concepts": concepts}))
    imported = quanteda_as_base(base_as_quanteda(base, "en"), "en")

    assert imported.notes == ()
    assert terms_of(base_of(imported.yaml), "en", "themes") == {
        identity: set(words) for identity, words in terms.items()
    }


def test_what_was_exported_can_be_added_to_the_shipped_base() -> None:
    imported = quanteda_as_base(DICTIONARY, "en")
    base = extend_base("own.yaml", imported.yaml)

    assert {m.concept.id for m in base.find("Herrings on the high seas.", "en")} >= {"fish", "sea"}


@pytest.mark.parametrize(
    ("dictionary", "entries"),
    [
        ("a: b", [("a", None, ["b"])]),
        ("a: [b, {c: [d]}]", [("a", None, ["b"]), ("c", "a", ["d"])]),
        ("a: {'': [b], c: [d]}", [("a", None, ["b"]), ("c", "a", ["d"])]),
        ("a: {x: [b]}\nx: [d]", [("a", None, None), ("x", "a", ["b"]), ("x-2", None, ["d"])]),
        ("x: [d]\na: {x: [b]}", [("x", None, ["d"]), ("a", None, None), ("a-x", "a", ["b"])]),
        ("Über uns!: [b]", [("ber-uns", None, ["b"])]),
        ("море: [b]\nсуша: [c]", [("concept", None, ["b"]), ("concept-2", None, ["c"])]),
        ("a: [no, 1990, yes]", [("a", None, ["no", "1990", "yes"])]),
        ("a: []", [("a", None, None)]),
    ],
)
def test_dictionaries_of_others_are_taken_over(
    dictionary: str, entries: list[tuple[str, str | None, list[str] | None]]
) -> None:
    made = yaml.safe_load(quanteda_as_base(dictionary, "en").yaml)["concepts"]

    assert [(e["id"], e.get("parent"), e.get("terms", {}).get("en")) for e in made] == entries


@pytest.mark.parametrize(
    "text", ["", "[a]", "a: [", "a: [[b]]", "{a: {[b]: c}}", "a: &x [*x]", "\x00", "- " * 5000]
)
def test_what_is_no_dictionary_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        quanteda_as_base(text, "en", name="x.yml")


def test_a_field_that_is_none_is_refused() -> None:
    with pytest.raises(BadInput, match="is no field"):
        quanteda_as_base("a: b", "en", "topics")
    with pytest.raises(BadInput, match="is no field"):
        base_as_quanteda(load_base(), "en", "topics")
