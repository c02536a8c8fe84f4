"""An exact phrase is found wherever it stands, and nowhere else, the same on both databases."""

import re
import unicodedata
from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.sightings import make_sighting
from crossread.archive import Archive
from crossread.archive.words import rebuild
from crossread.errors import BadInput, NotFound
from crossread.model import Publisher, Selection
from crossread.text.fold import DROPPED, SAME
from crossread.text.search import Phrase, search_words

SUDRIA = Publisher(id="sd-mfa", name="Sudria Foreign Ministry", country="SDN", languages=("zh",))
TEXTS = {
    "a": "They support a peaceful\nresolution of the dispute in the U.S.–Sudria talks.",
    "b": "A peaceful, resolution. The re-sign of the accord.",
    "c": "双方讨论了制裁问题。美方表示关切。",
    "d": "Стороны обсудили всё: «мирное урегулирование» и границу.",
    "e": "The peace\u00adful resolution was praised. Resolution peaceful.",
}
CASES = [  # phrase -> the texts that hold it
    ("peaceful resolution", "ae"),
    ("PEACEFUL RESOLUTION", "ae"),
    ("peaceful, resolution", "b"),
    ("resolution peaceful", "e"),
    ("resolution", "abe"),
    ("solution", ""),
    ("re-sign", "b"),
    ("resign", ""),
    ("U.S.-Sudria", "a"),
    ("制裁", "c"),
    ("裁问", "c"),
    ("裁制", ""),
    ('все: "мирное урегулирование"', "d"),
    ("МИРНОЕ", "d"),
    ("мирно", ""),
]


@pytest.fixture
def filled(archive: Archive) -> Archive:
    archive.save(
        [
            make_sighting(text, key=f"https://mfa.example/{name}", id=name, title="Talks")
            for name, text in TEXTS.items()
        ]
    )
    return archive


@pytest.mark.parametrize(("phrase", "holders"), CASES)
def test_a_phrase_is_found_where_it_stands(filled: Archive, phrase: str, holders: str) -> None:
    found = filled.search(phrase)

    assert "".join(sorted(hit.statement.id for hit in found.hits)) == holders
    assert found.statements == len(holders)
    for hit in found.hits:
        text = TEXTS[hit.statement.id]
        assert [text[s.start : s.stop] for s in hit.spans] == list(hit.words)
        assert text[hit.line_start :].startswith(hit.line)


WORDS = st.lists(
    st.sampled_from(
        ["peace", "war", "U.S.", "制", "裁", "всё", "все", "it's", "it’s", "5", "re-sign"]
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(WORDS, min_size=1, max_size=5), phrase=WORDS.map(lambda w: w[:2]))
def test_the_word_index_loses_nothing(
    archive: Archive, texts: list[list[str]], phrase: list[str]
) -> None:
    told = [" ".join(words) for words in texts]
    keys = [f"key {text}" for text in told]
    archive.save([make_sighting(t, key=k, id=k) for t, k in zip(told, keys, strict=True)])
    wanted = Phrase(" ".join(phrase))

    found = {hit.statement.id for hit in archive.search(" ".join(phrase), limit=1_000).hits}

    assert {k for t, k in zip(told, keys, strict=True) if wanted.find(t)} == found & set(keys)


ODD = [  # as written in a text, as asked for: the same to a reader
    ("İstanbul", "istanbul"),
    ("İSTANBUL", "istanbul"),
    ("Diyarbakır", "DIYARBAKIR"),
    ("за\u0301мок", "замок"),
    ("замок", "за\u0301мок"),
    ("Zürich", "Zu\u0308rich"),
    ("Zu\u0308rich", "ZÜRICH"),
    ("თბილისი", "ᲗᲑᲘᲚᲘᲡᲘ"),
    ("ΑΘΗΝΑΣ", "αθηνας"),
    ("co\u00adoperation", "cooperation"),
    ("الرياض", "الرياض"),
    ("مُحَمَّد", "مُحَمَّد"),
    ("नई दिल्ली", "नई दिल्ली"),
    ("a\u08caa", "a\u08caa"),
    ("snake_case", "snake_case"),
    ("Ḥamās", "ḥamās"),
]


def test_letters_of_every_script_are_found_on_either_database(archive: Archive) -> None:
    archive.save(
        [
            make_sighting(f"They spoke of {written} today.", key=f"id:{n}", id=f"{n:02}")
            for n, (written, _) in enumerate(ODD)
        ]
    )

    for n, (_, asked) in enumerate(ODD):
        assert f"{n:02}" in {hit.statement.id for hit in archive.search(asked).hits}, asked


def test_no_word_of_a_text_rich_in_words_is_lost(archive: Archive) -> None:
    many = " ".join(f"entity{number:07}of{number}" for number in range(60_000))
    archive.save([make_sighting(many, id="list"), make_sighting("Talks.", key="id:2", id="talks")])

    for number in (0, 31_337, 59_999):
        found = archive.search(f"entity{number:07}of{number}")
        assert [hit.statement.id for hit in found.hits] == ["list"]
    assert archive.search("entity").statements == 0
    assert archive.search("talks").statements == 1


def test_ids_stand_in_the_order_of_their_letters(archive: Archive) -> None:
    ids = ["B:4", "a:1", "C:8", "A:2", "b:3", "a-b", "ab", "ä:5"]
    archive.save([make_sighting(f"Talks {one}.", key=f"id:{one}", id=one) for one in ids])

    assert [one.id for one in archive.statements()] == sorted(ids)
    with archive.reading() as connection:
        is_lite = connection.dialect.name == "sqlite"  # which sorts so whatever it is told
        collations = {} if is_lite else _collations(connection)
    assert set(collations.values()) <= {"C"}


def _collations(connection: sa.Connection) -> dict[tuple[str, str], str]:
    query = sa.text(
        "SELECT table_name, column_name, collation_name FROM information_schema.columns"
        " WHERE (table_name, column_name) IN"
        " (('statement', 'id'), ('publisher', 'id'), ('source', 'id'), ('statement_key', 'key'))"
    )
    found = {(table, column): name for table, column, name in connection.execute(query)}
    assert len(found) == 4
    return found


def test_the_word_index_made_anew_finds_the_same(filled: Archive) -> None:
    with filled.writing() as connection:
        rebuild(connection)

    assert filled.verify().faults == ()
    for phrase, holders in CASES:
        assert filled.search(phrase).statements == len(holders), phrase


LETTERS = st.text("aAbiİıIsſSkK éЁеËе́ς σΣ“\"’'制-–.\n\u00ad", min_size=1, max_size=6)


@given(text=st.text("aAbiİıIsſSkK éЁеËе́ςσΣ“\"’'制-–.\n\u00ad", max_size=30), asked=LETTERS)
def test_a_phrase_is_found_as_by_the_plain_pattern(text: str, asked: str) -> None:
    if not search_words(asked):
        return
    phrase = Phrase(asked)
    gone = "[" + "".join(DROPPED) + "]*"

    plain = [_plain_letter(c) for c in phrase.shown]
    before = r"(?<!\w)" if phrase.shown[0].isalnum() and phrase.shown[0] != "制" else ""
    after = r"(?!\w)" if phrase.shown[-1].isalnum() and phrase.shown[-1] != "制" else ""
    between = gone if any(c in text for c in DROPPED) else ""
    pattern = before + between.join(plain) + after
    places = [m.span() for m in re.finditer(pattern, text, re.IGNORECASE)]

    assert phrase.find(text) == places
    assert phrase.stands_in(text) == bool(places)


def _plain_letter(character: str) -> str:
    if character == " ":
        return r"\s+"
    key = character.translate(SAME)
    same = "".join(map(re.escape, [key, *(chr(c) for c, to in SAME.items() if to == key)]))
    parted = unicodedata.normalize("NFD", character)
    return f"(?:[{same}]|{parted})" if parted != character else f"[{same}]"


def test_a_title_is_searched_too(filled: Archive) -> None:
    (hit, *_) = filled.search("talks").hits
    fields = {hit.statement.id: hit.field for hit in filled.search("talks").hits}

    assert hit.words
    assert fields == {"a": "text", "b": "title", "c": "title", "d": "title", "e": "title"}


def test_a_selection_narrows(archive: Archive) -> None:
    archive.save(
        [
            make_sighting("On trade.", key="1", id="1", issued="2021-05-01"),
            make_sighting("On trade.", key="2", id="2", issued="2021-06-01", genre="speech"),
            make_sighting("On trade.", key="3", id="3", publisher=SUDRIA, language="zh-Hans"),
        ]
    )
    cases = {
        Selection(publisher="sd-mfa"): {"3"},
        Selection(since=date(2021, 5, 2)): {"2", "3"},
        Selection(until=date(2021, 5, 31)): {"1"},
        Selection(language="zh"): {"3"},
        Selection(genre="speech"): {"2"},
        Selection(): {"1", "2", "3"},
    }

    for chosen, ids in cases.items():
        assert {hit.statement.id for hit in archive.search("trade", chosen).hits} == ids
        assert {s.id for s in archive.statements(chosen)} == ids
        assert archive.search("trade", chosen).coverage.statements == len(ids)


@pytest.mark.parametrize(
    ("chosen", "held"),
    [
        (Selection(publisher="sd-mfa"), "no-mfa"),
        (Selection(genre="speech"), "readout"),
        (Selection(language="english"), "en"),
    ],
    ids=str,
)
def test_what_no_statement_has_is_no_empty_answer(
    filled: Archive, chosen: Selection, held: str
) -> None:
    with pytest.raises(NotFound, match="is in the archive") as caught:
        filled.search("peace", chosen)

    assert caught.value.hint == f"The archive has: {held}."
    with pytest.raises(NotFound):
        next(filled.statements(chosen))


@pytest.mark.parametrize("words", ["", "...", "«»", "?!"])
def test_a_phrase_without_words_is_refused(filled: Archive, words: str) -> None:
    with pytest.raises(BadInput, match="no letter and no digit"):
        filled.search(words)


def test_pages_follow_one_another(archive: Archive) -> None:
    archive.save([make_sighting("On trade.", key=str(n), id=f"{n:03}") for n in range(45)])

    pages = [archive.search("trade", limit=20, first=first) for first in (0, 20, 40)]

    ids = [hit.statement.id for page in pages for hit in page.hits]
    assert ids == [f"{n:03}" for n in range(45)]
    assert {page.statements for page in pages} == {45}


def test_words_of_an_earlier_wording_are_found_and_said_to_be(archive: Archive) -> None:
    archive.save([make_sighting("They spoke of war.", 0), make_sighting("They spoke.", 1)])

    (hit,) = archive.search("spoke of war").hits

    assert (hit.version, hit.current) == (1, False)
    assert archive.search("they spoke").hits[0].current
