"""A change of the site on many pages is one change; what else an edit has is kept."""

from datetime import UTC, datetime, timedelta

import pytest

from crossread.align.wording import collapse_templates, compare_wordings
from crossread.errors import BadInput
from crossread.lexicon import load_base
from crossread.model import PageEdit, Wording

START = datetime(2024, 3, 5, tzinfo=UTC)
FOOTER = "Follow the ministry on its new channel."
TEXT = "The two ministers met and spoke of dam number {} for two hours in the afternoon.\n"


def page(number: int, old: str, new: str, days: float = 0, publisher: str = "varn-mfa") -> PageEdit:
    edit = compare_wordings(
        Wording(text=old, language="en"), Wording(text=new, language="en"), load_base()
    )
    return PageEdit(
        statement=f"varn-{number:03}",
        publisher=publisher,
        at=START + timedelta(days=days),
        edit=edit,
    )


def with_footer(count: int, days: float = 0, first: int = 0) -> list[PageEdit]:
    texts = [TEXT.format(number) for number in range(first, first + count)]
    return [page(first + n, text, text + FOOTER, days) for n, text in enumerate(texts)]


def test_a_line_that_came_on_five_pages_is_one_change_of_the_template() -> None:
    collapsed = collapse_templates(with_footer(5))

    (template,) = collapsed.templates
    assert (template.old, template.new, template.count) == ("", FOOTER, 5)
    assert not collapsed.edits


def test_four_pages_are_not_enough() -> None:
    collapsed = collapse_templates(with_footer(4))

    assert not collapsed.templates
    assert len(collapsed.edits) == 4


def test_what_else_an_edit_has_is_kept() -> None:
    text = TEXT.format(9) + "Norland committed to buy wheat.\n"
    also = page(9, text, text.replace("committed", "intends") + FOOTER)

    collapsed = collapse_templates([*with_footer(5), also])

    assert collapsed.templates[0].count == 6
    assert [e.statement for e in collapsed.edits] == ["varn-009"]
    assert [c.kind for c in collapsed.edits[0].edit.changes] == ["modality"]


def test_a_word_changed_alike_on_five_pages_may_be_chance_and_on_twenty_is_none() -> None:
    pages = [
        page(n, TEXT.format(n), TEXT.format(n).replace("two hours", "an hour"), n / 9)
        for n in range(20)
    ]

    assert not collapse_templates(pages[:5]).templates
    assert [t.count for t in collapse_templates(pages).templates] == [20]


def test_pages_long_apart_or_of_two_publishers_are_not_one_change() -> None:
    far = [*with_footer(3), *with_footer(3, days=60, first=3)]
    texts = [TEXT.format(n) for n in range(6)]
    two = [page(n, t, t + FOOTER, publisher=f"varn-{n % 2}") for n, t in enumerate(texts)]

    assert not collapse_templates(far).templates
    assert not collapse_templates(two).templates


def test_the_order_of_the_edits_does_not_matter() -> None:
    pages = with_footer(7)

    assert collapse_templates(pages).templates == collapse_templates(pages[::-1]).templates


def test_a_moment_needs_its_zone() -> None:
    edit = with_footer(1)[0].edit
    with pytest.raises(BadInput, match="has no zone"):
        PageEdit(statement="a", publisher="b", at=datetime(2024, 3, 5), edit=edit)  # noqa: DTZ001
