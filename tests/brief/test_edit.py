"""Edits written out: lines for a terminal, values for a program."""

import json
from datetime import UTC, datetime

from crossread.align.wording import compare_wordings
from crossread.brief import (
    edit_as_json,
    edit_as_text,
    template_as_json,
    template_as_text,
)
from crossread.brief.edit_text import KIND_WORDS
from crossread.lexicon import load_base
from crossread.model import EDIT_KINDS, TemplateChange, Wording

OLD = Wording(
    text="The ministers met. Norland committed to buy wheat for “peace”.",
    title="A talk in Varn",
    language="en",
)
NEW = Wording(
    text='The ministers met. Norland intends to buy wheat for "peace".',
    title="A talk in Varn",
    language="en",
)


def test_the_weightiest_change_stands_first_with_its_words_and_its_terms() -> None:
    shown = edit_as_text(compare_wordings(OLD, NEW, load_base()), OLD, NEW, least=0.1)

    assert shown == (
        "How firmly  0.66\n"
        '  Norland [-committed-]{+intends+} to buy wheat for "peace".\n'
        "    +0.55 how firmly it is said changed: committed -> intends\n"
        "    +0.11 commitment weakened: committed -> intends\n"
        "1 change of less significance than 0.1\n"
    )


def test_white_space_that_changed_is_shown_by_signs() -> None:
    old, new = (
        Wording(text="two words", language="en"),
        Wording(text="two\u00a0words", language="en"),
    )

    shown = edit_as_text(compare_wordings(old, new, load_base()), old, new)

    assert "two[-␣-]{+⍽+}words" in shown


def test_nothing_in_a_text_acts_on_the_terminal() -> None:
    old, new = (
        Wording(text="One word.", language="en"),
        Wording(text="One \x1b[2Jbad word.", language="en"),
    )

    assert "\x1b" not in edit_as_text(compare_wordings(old, new, load_base()), old, new)


def test_no_change_is_said_so() -> None:
    assert edit_as_text(compare_wordings(OLD, OLD, load_base()), OLD, OLD) == "Nothing changed.\n"


def test_every_change_in_the_json_can_be_checked_from_it_alone() -> None:
    made = json.loads(json.dumps(edit_as_json(compare_wordings(OLD, NEW, load_base()))))

    assert made["format"] == "crossread.edit/1"
    assert made["kinds"] == ["modality", "style"]
    for change in made["changes"]:
        for side, wording in (("old", OLD), ("new", NEW)):
            place = change[side]
            assert wording.text[place["start"] : place["stop"]] == place["words"]
    assert made["changes"][0]["reason"] == {
        "rule": "commitment",
        "old": "committed",
        "new": "intends",
    }
    assert [NEW.text[s["start"] : s["stop"]] for s in made["added"]] == ["intends", '"peace"']


def test_every_kind_has_its_words() -> None:
    assert tuple(KIND_WORDS) == EDIT_KINDS


def test_a_template_change_is_told_with_its_count() -> None:
    at = datetime(2024, 3, 5, tzinfo=UTC)
    template = TemplateChange(
        publisher="varn-mfa",
        field="text",
        old="Old channel",
        new="New channel",
        kinds=("fact",),
        significance=0.4,
        statements=("a", "b"),
        first=at,
        last=at,
    )

    assert template_as_text(template) == (
        "Page  [-Old channel-]{+New channel+}  on 2 pages of varn-mfa\n"
    )
    assert template_as_json(template)["count"] == 2
