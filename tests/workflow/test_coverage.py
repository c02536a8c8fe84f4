"""How much of real texts the term base names, and which words it misses."""

import json
from pathlib import Path

import pytest

from crossread.errors import BadInput
from crossread.lexicon import TermBase
from crossread.lexicon.extend import extend_table
from crossread.workflow.coverage import check_lexicon
from crossread.workflow.lexicon import show_concepts

TABLE = {"version": "test", "concepts": {}, "terms": {"en": [], "ru": [], "zh": []}}
TERMS = "field: themes\nconcepts: [{id: trade, terms: {en: [trade], zh: [贸易]}}]"


def base() -> TermBase:
    """A term base of one concept."""
    return TermBase(extend_table(json.loads(json.dumps(TABLE)), "own.yaml", TERMS))


def archive(folder: Path, *texts: str) -> Path:
    path = folder / "all.jsonl"
    path.write_text("\n".join(json.dumps({"text": t}) for t in texts) + "\n\n", encoding="utf-8")
    return path


def test_the_share_of_points_is_counted_for_each_language(tmp_path: Path) -> None:
    path = archive(tmp_path, "They discussed trade.\nThey discussed herring.", "双方讨论贸易。", "")
    english, chinese = check_lexicon([path], base=base())

    assert (english.language, english.texts, english.points) == ("en", 1, 2)
    assert english.share == 0.5
    assert (chinese.language, chinese.share) == ("zh", 1.0)


def test_words_frequent_where_nothing_was_found_are_told(tmp_path: Path) -> None:
    texts = ["They discussed the herring."] * 3 + ["They discussed the trade."] * 9
    (english,) = check_lexicon([archive(tmp_path, *texts)], base=base())

    assert english.missed_words == (("herring", 3),)


def test_chinese_words_are_told_by_twos(tmp_path: Path) -> None:
    texts = ["双方讨论鲱鱼。"] * 2 + ["双方讨论贸易。"] * 9
    (chinese,) = check_lexicon([archive(tmp_path, *texts)], base=base())

    assert ("鲱鱼", 2) in chinese.missed_words


def test_a_sample_is_the_same_each_time(tmp_path: Path) -> None:
    path = archive(tmp_path, *(f"They discussed word{n}. They met word{n}." for n in range(50)))
    first, second = (check_lexicon([path], base=base(), sample=5) for _ in range(2))

    assert first == second
    assert first[0].texts == 5


def test_a_label_finds_its_concept() -> None:
    assert [e.concept.id for e in show_concepts("TRADE", base=base())] == ["trade"]


def test_a_line_of_an_archive_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "\xff"}')
    with pytest.raises(BadInput, match=r"a\.jsonl cannot be read"):
        check_lexicon([tmp_path / "a.jsonl"], base=base())
