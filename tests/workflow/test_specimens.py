"""The two specimens: written for the project, labelled so, and true to the record."""

from crossread.workflow import load_specimens


def test_the_specimens_say_that_they_are_specimens() -> None:
    for readout in load_specimens():
        assert "(specimen)" in readout.publisher
        assert "(specimen)" in readout.title or "(образец)" in readout.title
        assert readout.notes == (
            "a specimen written for the Crossread project, not the official text",
        )
        assert readout.text.strip()


def test_the_specimens_have_what_a_comparison_asks_for() -> None:
    left, right = load_specimens()

    assert (left.country, left.language, str(left.date)) == ("USA", "en", "2021-06-01")
    assert (right.country, right.language, str(right.date)) == ("TJK", "ru", "2021-06-01")
    assert 120 <= len(left.text.split()) <= 170
    assert 50 <= len(right.text.split()) <= 80
