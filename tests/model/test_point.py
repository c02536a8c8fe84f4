"""Figures that can be set side by side, whatever the language."""

from crossread.model import Figure


def test_figures_are_equal_by_kind_value_and_unit_not_by_words() -> None:
    english = Figure("money", "225000000", "USD", "$225 million")
    russian = Figure("money", "225000000", "USD", "225 млн долл. США")

    assert english.key == russian.key


def test_the_same_number_of_another_unit_is_another_figure() -> None:
    dollars = Figure("money", "5000000", "USD", "$5 million")

    assert dollars.key != Figure("money", "5000000", "EUR", "€5 million").key
    assert dollars.key != Figure("count", "5000000", "", "5 million").key
