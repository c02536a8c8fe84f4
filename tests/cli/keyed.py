"""A page that tells the keys of JSON objects, and what is held against it."""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
SECTION = re.compile(r"^#{2,3} (.+?)\n(.*?)(?=^#{2,3} |\Z)", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| (.+?) \| (.*?) ?\|", re.MULTILINE)
LINK = re.compile(r"\[([^\]]+)\]\(#")


@cache
def documented(page: str) -> dict[str, dict[str, str]]:
    """Per object of the page its keys, each with the object that stands there, if any."""
    return {
        name: {
            key: (LINK.findall(value) or [""])[0]
            for key, value in ROW.findall(body)
            if key not in ("key", "---")
        }
        for name, body in SECTION.findall((REFERENCE / page).read_text("utf-8"))
    }


@dataclass
class Held:
    """What was held against the page."""

    page: str
    met: set[str] = field(default_factory=set)

    def keys_of(self, name: str) -> dict[str, str]:
        """The keys of an object, those included that it has of another."""
        keys: dict[str, str] = {}
        for key, leads in documented(self.page)[name].items():
            if key.startswith("all of"):
                keys |= self.keys_of(LINK.findall(key)[0])
            else:
                keys[key.strip("`")] = leads
        return keys

    def hold(self, value: Any, name: str) -> None:
        """Every object of the value has the keys that the page gives it, and no other."""
        for one in value if isinstance(value, list) else [value]:
            if one is None:
                continue
            assert set(one) == set(self.keys_of(name)), name
            self.met.add(name)
            for key, leads in self.keys_of(name).items():
                if leads:
                    self.hold(one[key], leads)
