"""`crossread export`: references, annotations, captures, and the whole archive; and back in."""

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crossread.cli import where
from crossread.cli.results import RESULTS, STDOUT, as_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from crossread.archive import Archive

WHOLE = "The whole archive"

EXPORT_EXAMPLES = """\b
Examples:
  crossread export us-state:06cafd9b7c7d --bibtex -
  crossread export us-state:06ca us-state:3204 --csl refs.json --warc proof.warc.gz
  crossread export --jsonl archive.jsonl --parquet archive-tables
"""
LOAD_EXAMPLES = """\b
Examples:
  crossread archive load archive.jsonl --archive new.db
  crossread archive load archive-tables --archive postgresql+psycopg://desk@host/crossread
"""


def _file(flag: str, words: str, metavar: str = "FILE", panel: str = RESULTS) -> Any:
    return typer.Option(flag, metavar=metavar, help=words, rich_help_panel=panel)


Ids = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ID]...", help="Statements, by their ids (see `crossread list`) or addresses."
    ),
]
Csl = Annotated[str | None, _file("--csl", "References as CSL-JSON, for Zotero and pandoc.")]
Bibtex = Annotated[str | None, _file("--bibtex", "References as BibTeX.")]
Ris = Annotated[str | None, _file("--ris", "References as RIS, for EndNote and Mendeley.")]
Annotations = Annotated[
    str | None, _file("--annotations", "Every passage as a Web Annotation (JSON-LD).")
]
Warc = Annotated[
    str | None, _file("--warc", "The captures as WARC (of all statements, if no ID is given).")
]
Jsonl = Annotated[str | None, _file("--jsonl", "All of it as JSONL.", panel=WHOLE)]
Parquet = Annotated[
    str | None, _file("--parquet", "All of it as Parquet, one file a table.", "FOLDER", WHOLE)
]


@dataclass(frozen=True, slots=True)
class Exports:
    """The exports that were asked for, each with its file."""

    csl: str | None = None
    bibtex: str | None = None
    ris: str | None = None
    annotations: str | None = None
    warc: str | None = None
    jsonl: str | None = None
    parquet: str | None = None

    def files(self) -> dict[str, str]:
        """Kind of export to file."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return {kind: name for kind, name in given.items() if name is not None}

    def check(self, ids: list[str], archive: str) -> None:
        """Refuse what cannot be done, before any work.

        Raises:
            typer.BadParameter: nothing to write, no statement named, two for standard output.
            BadInput: a result would be written over another, or over the archive.
        """
        from crossread.workflow.write import refuse_overwriting

        files = self.files()
        names = list(files.values())
        if not files:
            raise typer.BadParameter("say what to write, for example --bibtex FILE")
        if "" in names:
            raise typer.BadParameter("an export needs the name of a file, or -")
        if names.count(STDOUT) > 1 or self.parquet == STDOUT:
            raise typer.BadParameter("only one result, of one file, can go to standard output (-)")
        if not ids and set(files) & {"csl", "bibtex", "ris", "annotations"}:
            raise typer.BadParameter("name the statements to cite: ID...")
        if ids and set(files) & {"jsonl", "parquet"}:
            raise typer.BadParameter("--jsonl and --parquet write the whole archive: no ID")
        refuse_overwriting(names, [archive] if "://" not in archive else [])


def export(
    ids: Ids = None,
    csl: Csl = None,
    bibtex: Bibtex = None,
    ris: Ris = None,
    annotations: Annotations = None,
    warc: Warc = None,
    jsonl: Jsonl = None,
    parquet: Parquet = None,
    archive: where.Address = where.USUAL,
    captures: where.Captures = None,
) -> None:
    """Cite statements, hand out the proof, or take the whole archive elsewhere.

    Each reference carries when the page was captured and the SHA-256 of what was read.
    """
    from crossread.archive import Archive
    from crossread.cli.waiting import waiting

    wanted = Exports(csl, bibtex, ris, annotations, warc, jsonl, parquet)
    wanted.check(ids or [], archive)
    with (
        Archive.open(archive, captures=captures, read_only=True) as opened,
        waiting("Writing ..."),
    ):
        deliver(opened, ids or [], wanted)
    named = [name for name in wanted.files().values() if name != STDOUT]
    if named:
        typer.echo(f"Written: {', '.join(named)}", err=True)


def deliver(archive: "Archive", ids: list[str], wanted: Exports) -> None:
    """Write each export that was asked for, the one for standard output last."""
    from crossread.workflow.write import save_texts

    files = wanted.files()
    texts = {name: TEXTS[kind](archive, ids) for kind, name in files.items() if kind in TEXTS}
    streams = {kind: name for kind, name in files.items() if kind not in TEXTS}
    save_texts({name: text for name, text in texts.items() if name != STDOUT})
    for kind, name in sorted(streams.items(), key=lambda item: item[1] == STDOUT):
        _stream(archive, ids, kind, name)
    save_texts({name: text for name, text in texts.items() if name == STDOUT})


def _stream(archive: "Archive", ids: list[str], kind: str, name: str) -> None:
    from crossread import __version__
    from crossread.workflow import export as exporting
    from crossread.workflow.write import save_stream

    if kind == "warc":
        packed = name == STDOUT or name.endswith(".gz")
        made = exporting.export_warc(archive, ids or None, version=__version__, packed=packed)
        save_stream(name, made)
    elif kind == "jsonl":
        exporting.save_dump_jsonl(archive, name)
    else:
        exporting.save_dump_parquet(archive, name)


def _csl(archive: "Archive", ids: list[str]) -> str:
    from crossread.brief.citation import citations_as_csl
    from crossread.workflow.export import cite

    return as_json(citations_as_csl(cite(archive, ids)))


def _bibtex(archive: "Archive", ids: list[str]) -> str:
    from crossread.brief.citation import citations_as_bibtex
    from crossread.workflow.export import cite

    return citations_as_bibtex(cite(archive, ids))


def _ris(archive: "Archive", ids: list[str]) -> str:
    from crossread.brief.citation import citations_as_ris
    from crossread.workflow.export import cite

    return citations_as_ris(cite(archive, ids))


def _annotations(archive: "Archive", ids: list[str]) -> str:
    from crossread.workflow.export import annotate

    return as_json(annotate(archive, ids))


TEXTS: "dict[str, Callable[[Archive, list[str]], str]]" = {
    "csl": _csl,
    "bibtex": _bibtex,
    "ris": _ris,
    "annotations": _annotations,
}


def load(
    source: Annotated[
        str, typer.Argument(metavar="FILE|FOLDER", help="What `crossread export` wrote.")
    ],
    archive: where.Address = where.USUAL,
    captures: where.Captures = None,
) -> None:
    """Fill a new archive with what --jsonl or --parquet wrote: all of it, or nothing."""
    from crossread.archive.engine import shown_address
    from crossread.cli.waiting import waiting
    from crossread.workflow.export import load_dump

    with where.filling(archive, captures) as opened, waiting("Loading ..."):
        rows = load_dump(opened, source)
    typer.echo(f"Loaded: {rows:,} rows into {shown_address(archive)}", err=True)
