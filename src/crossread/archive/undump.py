"""The lines of a dump -> its rows, each checked: it may come from anywhere."""

import binascii
import json
from base64 import b64decode
from collections.abc import Iterable, Iterator
from typing import Any

from crossread.archive.dump import BYTES, FORMAT
from crossread.archive.load import Placed
from crossread.errors import BadInput

_AGAIN = "Copy or download it again."
_NEWER = "Load it with the crossread that wrote it, or install a newer one."


def rows_of_jsonl(lines: Iterable[bytes]) -> Iterator[Placed]:
    """The rows of a dump in JSONL.

    Raises:
        BadInput: naming the line that is not of the format; or that the dump breaks off.
    """
    numbered = enumerate(lines, 1)
    _check_format(numbered)
    for number, line in numbered:
        value = _object(line, number)
        if "end" in value:
            rows = number - 2  # between the first line and this one
            if value["end"] != rows:
                raise BadInput(f"line {number}: {rows} rows came, of {value['end']}", _AGAIN)
            return
        yield _row(value, number)
    raise BadInput("the dump breaks off: its last line is missing", _AGAIN)


def _check_format(numbered: Iterator[tuple[int, bytes]]) -> None:
    number, line = next(numbered, (1, b""))
    stated = _object(line, number).get("format")
    if stated != FORMAT:
        raise BadInput(f"line 1: the format is {str(stated)[:60]!r}, expected {FORMAT!r}", _NEWER)


def _object(line: bytes, number: int) -> dict[str, Any]:
    try:
        value = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise BadInput(f"line {number}: not JSON", _AGAIN) from error
    if not isinstance(value, dict):
        raise BadInput(f"line {number}: not a JSON object")
    return value


def _row(value: dict[str, Any], number: int) -> Placed:
    table, row = value.get("table"), value.get("row")
    if not isinstance(table, str) or not isinstance(row, dict):
        raise BadInput(f"line {number}: expected a table and a row")
    if table != BYTES:
        return f"line {number}", table, row
    try:
        return f"line {number}", table, row | {"data": b64decode(row["data"], validate=True)}
    except (KeyError, TypeError, ValueError, binascii.Error) as error:
        raise BadInput(f"line {number}: the capture's bytes are not in base64") from error
