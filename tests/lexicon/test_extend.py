"""A reader's own entries beside those shipped."""

from crossread.lexicon import TermBase, load_base
from crossread.lexicon.extend import extend_base

OWN = """\
field: themes
concepts:
  - id: herring-war
    label: herring war
    parent: human-rights
    related: {human-rights: 0.4}
    terms: {en: [herring quarrel*], fr: [guerre du hareng]}
  - id: human-rights
    terms: {en: [dignity of herring]}
    not: {en: [human rights quarterly]}
"""


def found(base: TermBase, text: str, language: str = "en") -> set[str]:
    return {match.concept.id for match in base.find(text, language)}


def test_a_new_concept_is_found_and_related() -> None:
    base = extend_base("own.yaml", OWN)

    assert "herring-war" in found(base, "They spoke of herring quarrels.")
    assert base.neighbours("human-rights")["herring-war"] == 0.4
    assert base.concept("herring-war").parent == "human-rights"


def test_a_language_of_ones_own_is_covered() -> None:
    assert found(extend_base("own.yaml", OWN), "La guerre du hareng", "fr") == {"herring-war"}


def test_terms_are_added_to_a_shipped_concept_which_keeps_its_own() -> None:
    base, shipped = extend_base("own.yaml", OWN), load_base()

    assert "human-rights" in found(base, "the dignity of herring")
    assert "human-rights" in found(base, "human rights")
    assert "human-rights" not in found(base, "the Human rights quarterly")
    assert base.label("human-rights") == shipped.label("human-rights")
    assert set(base.neighbours("human-rights")) > set(shipped.neighbours("human-rights"))


def test_the_shipped_base_is_left_as_it_was_and_the_version_tells_them_apart() -> None:
    before = load_base().version
    base = extend_base("own.yaml", OWN)

    assert base.version.startswith(f"{before}+own.")
    assert "herring-war" not in load_base()
    assert extend_base("own.yaml", OWN).version == base.version
    assert extend_base("own.yaml", OWN + "\n").version != base.version
