"""A reader's own entries added to the term base that ships with crossread."""

import json
from hashlib import sha256
from importlib import resources
from typing import Any

from crossread.errors import BadInput
from crossread.lexicon.base import TermBase
from crossread.lexicon.compile import (
    Table,
    add_countries,
    close_links,
    read_concept,
    read_entries,
    read_terms,
)

MERGED = ("related", "more")  # tables of a concept that grow; its other keys are replaced


def extend_base(name: str, text: str) -> TermBase:
    """The shipped term base with the entries of one YAML file, in the shipped files' format.

    An entry with a new id is a new concept. One with a shipped id adds its terms and its
    excluding terms to that concept; label, definition and parent replace the shipped ones
    where they are given. The version names the addition, so that results tell it.

    Args:
        name: What errors call the file.
        text: Its content.

    Raises:
        BadInput: it is not in the format; the message names file, concept and key.
    """
    return TermBase(extend_table(_shipped(), name, text))


def extend_table(table: Table, name: str, text: str) -> Table:
    """The same for a compiled table, which is changed and given back."""
    concepts, terms = table["concepts"], table["terms"]
    fresh: dict[str, Table] = {}
    seen: set[str] = set()
    for entry, field in read_entries(name, text):
        identity = entry["id"]
        if identity in seen:
            raise BadInput(f"{name}: the id {identity!r} stands twice")
        seen.add(identity)
        if identity in concepts:
            concepts[identity] = _merged(concepts[identity], entry, field, name)
        else:
            fresh[identity] = read_concept(entry, field)
        for language, term, is_not in read_terms(name, entry):
            terms.setdefault(language, []).append([term, identity, int(is_not)])
    if not seen:
        raise BadInput(f"{name}: there are no concepts in it")
    concepts |= fresh
    close_links(concepts)
    add_countries(fresh, terms)
    digest = sha256(text.encode("utf-8", "replace")).hexdigest()[:8]
    return {**table, "version": f"{table['version']}+own.{digest}"}


def _merged(shipped: Table, entry: Table, field: str, name: str) -> Table:
    if shipped["field"] != field:
        raise BadInput(
            f"{name}: {entry['id']} is one of the {shipped['field']} of the shipped base,"
            f" not of the {field}",
            "Choose another id, or put it under the same field.",
        )
    given = read_concept(entry, field)
    if "label" not in entry:
        del given["label"]
    merged: dict[str, Any] = {**shipped, **given}
    for key in MERGED:
        if both := {**shipped.get(key, {}), **given.get(key, {})}:
            merged[key] = both
    return merged


def _shipped() -> Table:
    file = resources.files("crossread.lexicon") / "base.json"
    table: Table = json.loads(file.read_text(encoding="utf-8"))
    return table
