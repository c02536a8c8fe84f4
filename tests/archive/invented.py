"""Bulk files of invented statements, some of them seen in several wordings, days apart."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

TOPICS = ("the border", "trade", "water", "the bridge", "visas", "the harvest", "two ships")
VERBS = ("discussed", "spoke of", "agreed on", "welcomed progress on", "raised")


def write_statements(path: Path, statements: range) -> Path:
    """A JSONL file of statements with these numbers: the first wording of each, then the others.

    Every third was edited once, every ninth twice; the same numbers give the same lines.
    """
    looks = [look for number in statements for look in _looks(number)]
    looks.sort(key=lambda look: str(look["first_seen"]))
    path.write_text("".join(f"{json.dumps(look)}\n" for look in looks), encoding="utf-8")
    return path


def _looks(number: int) -> Iterator[dict[str, object]]:
    chance = random.Random(number)
    wordings = 3 if number % 9 == 0 else 2 if number % 3 == 0 else 1
    for wording in range(wordings):
        what = f"{chance.choice(VERBS)} {chance.choice(TOPICS)}"
        day, minute = f"2024-0{4 + wording}-01", f"{number // 60 % 24:02}:{number % 60:02}"
        yield {
            "id": f"no-desk:{number}",
            "issuer": "no-desk",
            "issuer_country": "NOR",
            "title": f"Call {number} with Sudria",
            "date": f"2024-03-{1 + number % 28:02}",
            "lang": "en",
            "url": f"https://desk.example/news/{number}",
            "text": f"Minister Orlan called the Foreign Minister of Sudria. They {what}. "
            f"It was their call number {number}; this is wording {wording + 1} of the page.",
            "first_seen": f"{day}T{minute}:00Z",
        }
