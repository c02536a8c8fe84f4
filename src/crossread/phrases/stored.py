"""Families as bytes that can be mapped into memory, and back."""

import json
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crossread.model.phrase import Origin
from crossread.phrases.against import known_again
from crossread.phrases.families import Families
from crossread.phrases.join import Pairs
from crossread.phrases.layout import Pieces, arrays_as_bytes, bytes_as_arrays
from crossread.phrases.sets import Sets


def families_as_bytes(families: Families) -> Pieces:
    """The families as a file holds them."""
    told = {
        "near": str(families.near),
        "aliases": dict(families.aliases),
        "words": families.words,
        "origins": [
            [o.statement, o.publisher, o.government, o.counterpart, o.genre, o.day.isoformat()]
            for o in families.origins
        ],
    }
    return arrays_as_bytes(
        {
            "statement": families.statement,
            "start": families.start,
            "number": families.number,
            "leader": families.leader,
            "set_words": families.sets.words,
            "set_starts": families.sets.starts,
            "left": families.pairs.left,
            "right": families.pairs.right,
            "shared": families.pairs.shared,
            "order": families.known.order,
            "low": families.known.low,
            "high": families.known.high,
            "told": np.frombuffer(json.dumps(told).encode(), np.uint8),
        }
    )


def bytes_as_families(data: bytes | memoryview) -> Families:
    """The families in these bytes; arrays are not copied.

    Raises:
        EvidenceChanged: the bytes are no families, are cut short, or of another version.
    """
    arrays: dict[str, NDArray[Any]] = dict(bytes_as_arrays(data))
    told = json.loads(arrays["told"].tobytes())
    sets, words = Sets(arrays["set_words"], arrays["set_starts"]), tuple(told["words"])
    return Families(
        tuple(
            Origin(
                statement=statement,
                publisher=publisher,
                government=government,
                counterpart=counterpart,
                genre=genre,
                day=date.fromisoformat(day),
            )
            for statement, publisher, government, counterpart, genre, day in told["origins"]
        ),
        arrays["statement"],
        arrays["start"],
        arrays["number"],
        arrays["leader"],
        sets,
        Pairs(arrays["left"], arrays["right"], arrays["shared"]),
        words,
        Fraction(told["near"]),
        told["aliases"],
        known_again(sets, len(words), arrays["order"], arrays["low"], arrays["high"]),
    )
