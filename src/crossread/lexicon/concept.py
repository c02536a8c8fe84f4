"""One entry of the term base."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Concept:
    """A matter, act, country, office or name that texts speak of, in whatever words.

    Two concepts are the same when they are the same entry of one term base.
    """

    id: str
    field: str  # themes, acts, countries, places, organisations, offices, contested, ...
    label: str
    definition: str = ""
    parent: str | None = None
    related: Mapping[str, float] = dataclasses.field(default_factory=_nothing)  # id -> weight 0..1
    general: bool = False  # too broad to say that two passages speak of one matter
    more: Mapping[str, Any] = dataclasses.field(
        default_factory=_nothing
    )  # strength, answers, warmth, ...
