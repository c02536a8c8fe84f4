"""Statements as references: CSL-JSON, BibTeX and RIS, each with capture time and digests.

Reference managers read these. The publisher is an institution, never a person with a first name;
the note tells what was read and when, so that a reader can prove that the page said so.
"""

import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from crossread.brief.annotation import as_instant
from crossread.model import Cited

KEY_MARK = 6  # hexadecimal digits of the id's digest in a key; more where two keys meet
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
# Characters that LaTeX reads as commands. Braces become commands too: BibTeX counts braces, also
# those after a backslash.
_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
# In an address, which BibTeX takes word for word, the same are written as percent codes.
_IN_URL = {"\\": "%5C", "{": "%7B", "}": "%7D", "^": "%5E", " ": "%20"}


def citation_keys(cited: Sequence[Cited]) -> list[str]:
    """A key for each: publisher, day, and a mark of the id; the same in every export, unless
    two of one export meet, which then have longer marks.

    >>> citation_keys([])
    []
    """
    marks = [sha256(one.statement.id.encode("utf-8", "replace")).hexdigest() for one in cited]
    starts = [_key_start(one) for one in cited]
    lengths = [KEY_MARK] * len(cited)
    while clashing := _clashing(starts, marks, lengths):
        for index in clashing:
            lengths[index] += 2
    return [
        f"{start}-{mark[:length]}"
        for start, mark, length in zip(starts, marks, lengths, strict=True)
    ]


def _key_start(cited: Cited) -> str:
    day = str(cited.version.date.day) if cited.version.date else "undated"
    return f"{re.sub('[^a-z0-9]+', '-', cited.statement.publisher.id.lower()).strip('-')}-{day}"


def _clashing(starts: list[str], marks: list[str], lengths: list[int]) -> list[int]:
    """Those whose key is another statement's too (the same statement twice has one key)."""
    owners: dict[str, set[str]] = {}
    keys = [
        f"{start}-{mark[:length]}"
        for start, mark, length in zip(starts, marks, lengths, strict=True)
    ]
    for key, mark in zip(keys, marks, strict=True):
        owners.setdefault(key, set()).add(mark)
    return [index for index, key in enumerate(keys) if len(owners[key]) > 1]


# --- CSL-JSON ------------------------------------------------------------------------------------


def citations_as_csl(cited: Sequence[Cited]) -> list[dict[str, Any]]:
    """The statements as items of CSL-JSON (Citation Style Language 1.0.2)."""
    keys = citation_keys(cited)
    return [_csl_item(key, one) for key, one in _once(keys, cited)]


def _csl_item(key: str, cited: Cited) -> dict[str, Any]:
    statement, version = cited.statement, cited.version
    item: dict[str, Any] = {
        "id": key,
        "type": "webpage" if statement.url else "document",
        "title": _flat(version.title),
        "author": [{"literal": _flat(statement.publisher.name)}],
        "publisher": _flat(statement.publisher.name),
        "issued": _csl_date(str(version.date.day)) if version.date else None,
        "accessed": _csl_date(as_instant(cited.capture.at)[:10]) if cited.is_of_site else None,
        "URL": statement.url,
        "language": "" if version.language == "und" else version.language,
        "genre": _flat(statement.genre),
        "note": _note(cited),
    }
    return {name: value for name, value in item.items() if value}


def _csl_date(day: str) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in day.split("-")]]}


# --- BibTeX --------------------------------------------------------------------------------------


def citations_as_bibtex(cited: Sequence[Cited]) -> str:
    """The statements as entries of BibTeX, in UTF-8 (XeLaTeX, LuaLaTeX, or biber read them)."""
    keys = citation_keys(cited)
    return "\n".join(_bibtex_entry(key, one) for key, one in _once(keys, cited))


def _bibtex_entry(key: str, cited: Cited) -> str:
    statement, version = cited.statement, cited.version
    day = version.date.day if version.date else None
    fields = {
        "author": f"{{{as_latex(statement.publisher.name)}}}",  # braces: one name, not first, last
        "title": f"{{{as_latex(version.title)}}}" if version.title.strip() else "",
        "year": f"{day.year:04}" if day else "",
        "month": _MONTHS[day.month - 1] if day else "",
        "day": str(day.day) if day else "",
        "url": as_bibtex_url(statement.url),
        "urldate": as_instant(cited.capture.at)[:10] if cited.is_of_site else "",
        "language": "" if version.language == "und" else as_latex(version.language),
        "note": as_latex(_note(cited)),
    }
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join([f"@misc{{{key},", *lines, "}", ""])


def as_latex(words: str) -> str:
    r"""Words that LaTeX prints as they are.

    >>> print(as_latex("R&D: 50% of {all}"))
    R\&D: 50\% of \textbraceleft{}all\textbraceright{}
    """
    return "".join(_LATEX.get(char, char) for char in _flat(words))


def as_bibtex_url(url: str) -> str:
    """An address without what would end the field or break LaTeX's reading of it."""
    return "".join(_IN_URL.get(char, char) for char in _flat(url))


# --- RIS -----------------------------------------------------------------------------------------


def citations_as_ris(cited: Sequence[Cited]) -> str:
    """The statements as records of RIS: one tag a line, lines ended by carriage return and line
    feed."""
    keys = citation_keys(cited)
    return "".join(_ris_record(key, one) for key, one in _once(keys, cited))


def _ris_record(key: str, cited: Cited) -> str:
    statement, version = cited.statement, cited.version
    day = _ris_day(str(version.date.day)) if version.date else ""
    tags = [
        ("TY", "ELEC" if statement.url else "GEN"),
        ("ID", key),
        ("TI", version.title),
        # After a comma RIS expects a first name; the name as it is stands in PB.
        ("AU", statement.publisher.name.replace(",", " -")),
        ("PB", statement.publisher.name),
        ("PY", day[:4]),
        ("DA", day),
        ("Y2", _ris_day(as_instant(cited.capture.at)[:10]) if cited.is_of_site else ""),
        ("UR", statement.url),
        ("LA", "" if version.language == "und" else version.language),
        ("N1", _note(cited)),
    ]
    lines = [f"{tag}  - {_flat(value)}" for tag, value in tags if _flat(value)]
    return "\r\n".join([*lines, "ER  - ", ""])


def _ris_day(day: str) -> str:
    return f"{day.replace('-', '/')}/"


# --- what all three share ------------------------------------------------------------------------


def _note(cited: Cited) -> str:
    """What was read, when, and how to prove it."""
    capture, version = cited.capture, cited.version
    wording = ""
    if cited.statement.versions > 1:
        wording = f" Wording {version.number} of {cited.statement.versions}."
    moment = as_instant(capture.at)
    read = f"Captured {moment}."
    if not cited.is_of_site:  # nobody saw the page then: the moment is the file's word
        read = f"Read from {capture.name or 'a file'}, dated {moment}."
    since = f" {cited.since}" if cited.since else ""
    return (
        f"{read}{wording}{since}"
        f" SHA-256 of the capture: {capture.digest}. SHA-256 of the text: {version.digest}."
    )


def _once(keys: list[str], cited: Sequence[Cited]) -> list[tuple[str, Cited]]:
    """Each key once: a statement that was asked for twice is one reference."""
    return list(dict(zip(reversed(keys), reversed(cited), strict=True)).items())[::-1]


def _flat(words: str) -> str:
    """The words on one line, without what no reference manager takes."""
    return " ".join(_CONTROL.sub(" ", words).split())
