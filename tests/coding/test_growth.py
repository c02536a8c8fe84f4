"""The work of reading a sentence grows as the sentence does: counted in calls, never timed."""

import pytest

from crossread.coding.reading import read_text
from crossread.lexicon import TermBase
from crossread.model import Readout
from growth import calls_of

FEW, MANY = 100, 400


def calls(text: str, language: str, base: TermBase) -> int:
    readout = Readout(text=text, language=language)
    return calls_of(lambda: read_text(readout, "left", base))


@pytest.mark.parametrize(
    ("language", "item"),
    [
        ("en", "$3 million, "),
        ("en", "12 and "),
        ("en", "on May 5, 2021, "),
        ("en", "(trade, "),
        ("en", "trade and "),
        ("en", "urged peace talks, "),
        ("en", "Minister Orlan, "),
        ("en", "France; "),
        ("ru", "5 мая 2021 года, "),
        ("zh", "5月3日、"),
        ("zh", "强调禁毒，"),
    ],
)
def test_a_sentence_four_times_as_long_takes_four_times_the_work(
    language: str, item: str, base: TermBase
) -> None:
    calls(f"{item}.", language, base)  # what is made once is made

    few, many = (calls(f"{item * n}.", language, base) for n in (FEW, MANY))

    assert many < 1.25 * MANY / FEW * few
