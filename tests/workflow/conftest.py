"""A marked set on disk: one pair, whose comparison is written by hand."""

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from factories import CHINESE, ENGLISH, a_comparison

PAIR = "2024-03-05-NOR-SUD-call"


class MarkedSet:
    """Folders of tables and texts, as `evaluate` takes them."""

    def __init__(self, folder: Path) -> None:
        self.gold, self.second, self.texts = (folder / n for n in ("a", "b", "texts"))
        for made in (self.gold, self.second, self.texts):
            made.mkdir()

    def put(self, folder: Path, *points: tuple[str, str, str, str], pair: str = PAIR) -> None:
        """Write a table: (relation, theme, words on the left, words on the right)."""
        made = [
            {
                "relation": relation,
                "theme": theme,
                "gist": "",
                "left": spans(ENGLISH, left),
                "right": spans(CHINESE, right),
            }
            for relation, theme, left, right in points
        ]
        write(folder / f"{pair}.json", {"pair": pair, "points": made})

    def put_texts(self, pair: str = PAIR, **left: str) -> None:
        """Write the texts of a pair; more of the left side may be given."""
        sides = {"left": {"text": ENGLISH, **left}, "right": {"text": CHINESE}}
        write(self.texts / f"{pair}.json", sides)


def spans(text: str, words: str) -> list[list[int]]:
    """Where the words stand, "|" between several passages."""
    parts = words.split("|") if words else []
    return [[text.index(part), text.index(part) + len(part)] for part in parts]


def write(path: Path, data: Any) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


TRADE = ("framing_differs", "border trade", "agreed to step up border trade", "就边境贸易交换意见")
BRIDGE = ("shared", "bridge", "welcomed the reopened bridge", "欢迎大桥重新开放")
EDITORS = ("only_left", "press freedom", "The Secretary raised the jailed editors", "")
WATER = ("only_right", "water", "", "奥尔兰强调水资源合作")


@pytest.fixture
def marked(tmp_path: Path) -> MarkedSet:
    """A set whose one pair is marked as the hand-written comparison answers it."""
    made = MarkedSet(tmp_path)
    made.put(made.gold, TRADE, BRIDGE, EDITORS, WATER)
    made.put_texts()
    return made


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every comparison is the hand-written one: scores do not move when the tool is tuned."""
    module = import_module("crossread.workflow.scoring")
    monkeypatch.setattr(module, "compare", lambda *_, **__: a_comparison())
