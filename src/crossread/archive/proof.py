"""Going through an archive that may be damaged: each row by itself, each fault with its path."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa

from crossread.archive.captures import Captures
from crossread.archive.row_values import checked_row, stored_row
from crossread.errors import CrossreadError

AT_ONCE = 200  # rows held in memory
PATHS = {  # how a row is called; any other by its table and key
    "capture": "capture {id} ({name})",
    "statement": "{id}",
    "version": "{statement_id} > wording {number}",
    "observation": "{statement_id} > look of {at:.16}",
    "reading": "{statement_id} > wording {number} > points",
    "edit": "{statement_id} > edit {old}-{new}",
    "decision": "{statement_id} > decision {id}",
}
ODD = (CrossreadError, ValueError, TypeError, KeyError, IndexError, AttributeError)

Tell = Callable[[str, int], None]  # what is being looked at, how many are done


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it should be."""

    path: str  # "us-state:06ca > wording 2"
    fact: str

    def __post_init__(self) -> None:
        for name in ("path", "fact"):  # bytes of no letter are shown, and stop nothing
            words = getattr(self, name).encode("utf-8", "replace").decode()
            object.__setattr__(self, name, " ".join(words.split()))


@dataclass(frozen=True, slots=True)
class Proof:
    """What the checks share: the archive, and how far they have come."""

    connection: sa.Connection
    captures: Captures
    tell: Tell
    counts: dict[str, int] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)  # of captures that were read, in bytes

    def stream(self, query: "sa.Select[Any]") -> "sa.CursorResult[Any]":
        """The rows of a query, some at a time; to be closed."""
        return self.connection.execute(query, execution_options={"yield_per": AT_ONCE})

    def count(self, name: str, number: int = 1) -> None:
        """So many more of these are done."""
        self.counts[name] = self.counts.get(name, 0) + number
        self.tell(name, self.counts[name])


@dataclass(frozen=True, slots=True)
class Check:
    """What is asked of every row of one table."""

    name: str  # what the rows are called while they are counted
    table: sa.Table
    facts: Callable[[Proof, Any], Iterator[str]]  # what does not hold of a row; see `faults`
    beside: tuple[sa.ColumnElement[Any], ...] = ()  # of other tables, labelled

    def query(self) -> "sa.Select[Any]":
        """The rows with what stands beside them, as the database has them."""
        return sa.select(*map(as_stored, self.table.c), *self.beside).select_from(self.table)

    def faults(self, proof: Proof) -> Iterator[Fault]:
        """What does not hold of the table.

        `facts` is given each row with its values, and what stands beside it as it is stored.
        """
        try:
            for row in self._rows(proof):
                proof.count(self.name)
                if isinstance(row, Fault):
                    yield row
                    continue
                yield from (Fault(_path(self.table, row), fact) for fact in self._facts(proof, row))
        except sa.exc.DBAPIError as error:
            yield Fault(f"table {self.table.name}", f"could not be gone through: {why(error)}")

    def _facts(self, proof: Proof, raw: Mapping[str, Any]) -> list[str]:
        try:
            values = checked_row(self.table, stored_row(self.table, raw))
            return list(self.facts(proof, SimpleNamespace(**{**raw, **values})))
        except ODD as error:
            return [f"cannot be read: {error}"]

    def _rows(self, proof: Proof) -> Iterator[dict[str, Any] | Fault]:
        """Every row; where the file is damaged, those that can still be had, one by one."""
        key = self.table.primary_key.columns
        last: tuple[Any, ...] = ()
        try:
            with proof.stream(self.query().order_by(*key)) as rows:
                for row in rows.mappings():
                    last = tuple(row[column.name] for column in key)
                    yield dict(row)
        except sa.exc.DBAPIError:
            yield from self._one_by_one(proof, last)

    def _one_by_one(self, proof: Proof, last: tuple[Any, ...]) -> Iterator[dict[str, Any] | Fault]:
        key = tuple(self.table.primary_key.columns)
        # Keys alone are asked for in no order, so that SQLite takes them from an index.
        keys = sorted(map(tuple, proof.connection.execute(sa.select(*key)).all()))
        for one in keys:
            if one <= last:
                continue
            query = self.query().where(sa.tuple_(*key) == one)
            try:
                yield from map(dict, proof.connection.execute(query).mappings().all())
            except sa.exc.DBAPIError as error:
                path = f"{self.table.name} {' '.join(map(str, one))}"
                yield Fault(path, f"cannot be read: {why(error)}")


def as_stored(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """A column whose values nothing is made of yet: they may be damaged."""
    return sa.type_coerce(column, sa.types.NullType()).label(column.key)


def _path(table: sa.Table, row: Mapping[str, Any]) -> str:
    key = " ".join(str(row[column.name]) for column in table.primary_key.columns)
    said = {name: str(value) for name, value in row.items()}
    if table.name == "capture":
        said["name"] = said["name"] or said["url"]
    if "at" in said:
        said["at"] = said["at"].replace("T", " ")
    return PATHS.get(table.name, f"{table.name} {key}").format_map(said)


def why(error: sa.exc.DBAPIError) -> str:
    """What the database says, in one line."""
    return " ".join(str(error.orig).split())
