"""Reading the files that a task is given: folders, JSON, term bases. Errors name the file."""

import json
from pathlib import Path
from typing import Any

from crossread.errors import BadInput, NotFound


def load_text(path: Path) -> str:
    """The file's text in UTF-8, a byte-order mark left out.

    Raises:
        NotFound: there is no such file.
        BadInput: it cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotFound(f"{str(path)!r} is no file", "Check the name.") from error
    except IsADirectoryError as error:
        raise BadInput(f"{path} is a folder", "Give one of the files in it.") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{path} is not in UTF-8", "Save it in UTF-8.") from error
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "Check the file and your rights to it."
        raise BadInput(f"{path} cannot be read: {reason}", hint) from error


def load_json(path: Path) -> Any:
    """The file's JSON.

    Raises:
        NotFound: there is no such file.
        BadInput: it cannot be read, or is not JSON; the message says where.
    """
    try:
        return json.loads(load_text(path))
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise BadInput(f"{path.name} is not JSON: {where}: {error.msg}") from error
    except RecursionError as error:
        raise BadInput(f"{path.name} is nested too deep to be read") from error


def find_in_folder(folder: Path, pattern: str) -> list[Path]:
    """The files of a folder that match a pattern, by name.

    Raises:
        NotFound: there is no such folder, or nothing in it matches.
        BadInput: it cannot be read, or the pattern is none.
    """
    if not folder.is_dir():
        raise NotFound(f"{str(folder)!r} is no folder", "Give the folder that holds the files.")
    try:
        found = sorted(path for path in folder.glob(pattern) if path.is_file())
    except (ValueError, NotImplementedError) as error:
        raise BadInput(f"{pattern!r} is no pattern of file names: {error}") from error
    if not found:
        raise NotFound(f"no file in {folder} matches {pattern}")
    return found
