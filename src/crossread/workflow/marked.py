"""The files of a marked set: tables, the texts they were marked on, weights pair by pair."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from crossread.align.calibration import Calibration, calibration_from_json
from crossread.brief import marks_from_json
from crossread.collect import load_readout
from crossread.collect.country import find_alpha_3
from crossread.collect.moment import read_moment
from crossread.errors import BadInput, NotFound
from crossread.model import Readout, Side
from crossread.model.marks import SIDES, MarkedPair
from crossread.workflow.read import find_in_folder, load_json


def load_tables(folder: Path, pattern: str = "*") -> dict[str, MarkedPair]:
    """The marked tables of a folder, by the names of their files.

    Raises:
        NotFound: there is no such folder, or no such table in it.
        BadInput: a table cannot be read; the message says where.
    """
    paths = find_in_folder(folder, f"{pattern.removesuffix('.json')}.json")
    return {path.stem: load_table(path) for path in paths}


def load_table(path: Path) -> MarkedPair:
    """One marked table, or the rows of a comparison's JSON; it is named after its file.

    Raises:
        NotFound: there is no such file.
        BadInput: it cannot be read; the message says where.
    """
    return replace(marks_from_json(load_json(path), path.stem), pair=path.stem)


def load_pair_texts(folder: Path, pair: str) -> tuple[Readout, Readout]:
    """Both texts of a pair.

    Raises:
        NotFound: they are not there.
        BadInput: they cannot be read; the message names the file and the key.
    """
    path = folder / f"{pair}.json"
    if path.exists():
        data = load_json(path)
        left, right = (_readout(data, side, path.name) for side in SIDES)
        return left, right
    files = [folder / f"{pair}.{side}.txt" for side in SIDES]
    if not all(file.exists() for file in files):
        hint = f"Put {pair}.json there, or {files[0].name} and {files[1].name}."
        raise NotFound(f"there are no texts of {pair} in {folder}", hint)
    left, right = (load_readout(file) for file in files)
    return left, right


def _readout(data: Any, side: Side, name: str) -> Readout:
    """One side of a pair's JSON; its text is kept to the letter, for marks count in it."""
    place = f"{name} > {side}"
    values = data.get(side) if isinstance(data, dict) else None
    if not isinstance(values, dict) or not isinstance(values.get("text"), str):
        raise BadInput(f"{place}: expected an object with `text`")
    known = {key: str(value) for key, value in values.items() if isinstance(value, str)}
    country = find_alpha_3(known["country"], place) if known.get("country") else None
    date = read_moment(known["date"], place) if known.get("date") else None
    try:
        return Readout(
            text=known["text"],
            id=known.get("id", f"{name}, {side}"),
            publisher=known.get("publisher") or known.get("issuer", ""),
            country=country,
            date=date,
            language=known.get("language") or known.get("lang") or "und",
            title=known.get("title", ""),
            url=known.get("url", ""),
        )
    except BadInput as error:
        raise BadInput(f"{place}: {error}", error.hint) from error


def load_calibrations(path: Path) -> dict[str, Calibration]:
    """Weights by name of pair: a JSON object of calibrations.

    Raises:
        NotFound: there is no such file.
        BadInput: it is not of that form; the message names the pair.
    """
    data = load_json(path)
    if not isinstance(data, dict) or not data:
        raise BadInput(f"{path.name}: expected an object of calibrations by name of pair")
    return {pair: _calibration(pair, json.dumps(values)) for pair, values in data.items()}


def _calibration(pair: str, text: str) -> Calibration:
    try:
        return calibration_from_json(text)
    except BadInput as error:
        raise BadInput(f"{pair}: {error}", error.hint) from error
