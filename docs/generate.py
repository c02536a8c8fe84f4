"""Writes the parts of these pages that the code itself tells: help, rules, formats, values.

    python docs/generate.py              write them anew
    python docs/generate.py --check      name the pages that are out of date; exit 1 if any
    python docs/generate.py --picture    take the picture in the README anew (wants a Chromium)

A page marks such a part with `<!-- generated: MAKER WORDS -->` and `<!-- end -->`; what stands
between the two is replaced. `MAKERS` lists the makers. All else on a page is written by hand.
"""

import argparse
import ast
import importlib
import inspect
import io
import re
import shutil
import subprocess
import sys
import tempfile
import tokenize
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent
ROOT = DOCS.parent
PICTURE = DOCS / "images" / "comparison.png"
PICTURE_SIZE = (1280, 1600)  # pixels: the top of the page, down to its first finding
PART = re.compile(r"(<!-- generated: (?P<call>[^>]*?) -->\n).*?(<!-- end -->)", re.DOTALL)
WIDTH = 80  # columns of the help


def help_of(*words: str) -> str:
    """What a command says of itself."""
    from typer.testing import CliRunner

    from crossread.cli.main import app

    called = [*words, "--help"]
    shown = CliRunner().invoke(app, called, prog_name="crossread", env={"COLUMNS": str(WIDTH)})
    lines = [line.rstrip() for line in shown.stdout.strip("\n").split("\n")]
    return "\n".join(["```text", *lines, "```"])


def rules_of(module: str, name: str) -> str:
    """The functions of a list, each with its docstring."""
    rules = getattr(importlib.import_module(module), name)
    return "\n".join(f"- `{rule.__name__}`: {_one_line(inspect.getdoc(rule))}" for rule in rules)


def named_rules_of(module: str, name: str) -> str:
    """The same for a list of (name, function)."""
    rules = getattr(importlib.import_module(module), name)
    return "\n".join(f"- `{called}`: {_one_line(inspect.getdoc(rule))}" for called, rule in rules)


def constants_of(module: str) -> str:
    """The numbers that a module sets, with the comment beside each."""
    source = inspect.getsource(importlib.import_module(module))
    remarks = _remarks(source)
    lines = []
    for node in ast.parse(source).body:
        value = _number(node)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and value:
            remark = remarks.get(node.end_lineno or node.lineno, "")
            lines.append(f"- `{node.targets[0].id} = {value}`" + (f": {remark}" if remark else ""))
    return "\n".join(lines)


def words_of(module: str, name: str) -> str:
    """A table of codes and what a reader sees for them."""
    table: dict[str, str] = getattr(importlib.import_module(module), name)
    rows = [(f"`{code}`", words) for code, words in table.items()]
    return _table(("code", "shown as"), rows)


def schema_of(name: str = "") -> str:
    """The keys of one object of the published JSON Schema, or the codes of one closed list."""
    schema = _schema()
    found: dict[str, Any] = schema["$defs"][name] if name else schema
    if "enum" in found:
        return ", ".join(f"`{code}`" for code in found["enum"]) + "."
    rows = [
        (f"`{key}`", _type(value), value.get("description", ""))
        for key, value in found["properties"].items()
    ]
    return _table(("key", "value", "meaning"), rows)


def function_of(module: str, name: str) -> str:
    """A function as a Python programmer reads it."""
    return _told(name, getattr(importlib.import_module(module), name))


def class_of(module: str, name: str, *left_out: str) -> str:
    """A class and its public methods, in the order in which the code has them."""
    found = getattr(importlib.import_module(module), name)
    parts = [f"### {name}", (inspect.getdoc(found) or "").split("\n>>>")[0].rstrip()]
    for called, thing in vars(found).items():
        if called.startswith("_") or called in left_out:
            continue
        if isinstance(thing, property):
            parts += [f"### {name}.{called}", f"```text\n{name}.{called}: a property\n"]
            parts[-1] += "\n".join(["", *_indented(inspect.getdoc(thing) or ""), "```"])
        elif callable(method := getattr(found, called)):
            parts += [f"### {name}.{called}", _told(f"{name}.{called}", method)]
    return "\n\n".join(parts)


def _told(name: str, function: Callable[..., Any]) -> str:
    told = (inspect.getdoc(function) or "").split("\n>>>")[0].rstrip()
    return "\n".join(["```text", *_signature(name, function), "", *_indented(told), "```"])


def values_of(module: str, *names: str) -> str:
    """The fields of frozen values, with the comment beside each."""
    parts = [_value_of(getattr(importlib.import_module(module), name)) for name in names]
    return "\n\n".join(parts)


def methods() -> str:
    """The names that a result's `methods` gives, with the versions of today."""
    from crossread.workflow.compare import METHODS

    return "\n".join(f"- `{name}`: version `{version}`" for name, version in METHODS.items())


def ladder() -> str:
    """The acts of the term base by strength, weakest first."""
    from crossread.lexicon import load_base

    acts = sorted(load_base().concepts("acts"), key=lambda act: act.id)
    steps = sorted({int(act.more["strength"]) for act in acts})
    return "\n".join(
        f"- {step}: " + ", ".join(f"`{a.id}`" for a in acts if a.more["strength"] == step)
        for step in steps
    )


def errors() -> str:
    """Every error that is raised on purpose."""
    module = importlib.import_module("crossread.errors")
    found = [e for e in vars(module).values() if inspect.isclass(e)]
    return "\n".join(f"- `{error.__name__}`: {_first_line(error)}" for error in found)


def codes_of(module: str, name: str) -> str:
    """The codes of a closed list, with the comment beside each."""
    source = inspect.getsource(importlib.import_module(module))
    remarks = _remarks(source)
    made = next(
        node.value
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name
    )
    codes = [node for node in ast.walk(made) if isinstance(node, ast.Constant) and node.value]
    rows = [(f"`{code.value!s}`", remarks.get(code.lineno, "")) for code in codes]
    return _table(("code", "meaning"), rows)


def publishers() -> str:
    """The publishers that are shipped, each with its sources and how far they were tried."""
    from crossread.collect.publishers import load_publishers

    known = sorted(load_publishers().values(), key=lambda rules: rules.id)
    rows = [
        (
            f"`{rules.id}`",
            rules.publisher.name,
            rules.publisher.country or "none",
            rules.publisher.level.replace("_", " "),
            _tested(f"{len(rules.statements)} forms", rules.statements),
            "; ".join(f"{s.kind} `{s.id}`: {s.tested}" for s in rules.sources) or "none",
            _tested(f"{len(rules.pages)} rules", rules.pages),
        )
        for rules in known
    ]
    head = ("id", "name", "country", "level", "forms of address", "sources", "page rules")
    return _table(head, rows)


def _tested(words: str, parts: Sequence[Any]) -> str:
    """A number of parts, and how far they were tried."""
    if not parts:
        return "none"
    shown = words[:-1] if len(parts) == 1 else words
    return f"{shown}: {', '.join(sorted({part.tested for part in parts}))}"


MAKERS: dict[str, Callable[..., str]] = {
    "help": help_of,
    "rules": rules_of,
    "named-rules": named_rules_of,
    "constants": constants_of,
    "words": words_of,
    "schema": schema_of,
    "function": function_of,
    "class": class_of,
    "values": values_of,
    "methods": methods,
    "errors": errors,
    "ladder": ladder,
    "codes": codes_of,
    "publishers": publishers,
}


def _one_line(words: str | None) -> str:
    return " ".join((words or "").split())


def _first_line(thing: type) -> str:
    return (inspect.getdoc(thing) or "").split("\n")[0]


def _number(node: ast.stmt) -> str:
    """The number that an assignment in capitals gives, as written; else nothing."""
    if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
        return ""
    plain = isinstance(node.value, ast.Constant) and type(node.value.value) in (int, float)
    return ast.unparse(node.value) if plain and node.targets[0].id.isupper() else ""


def _remarks(source: str) -> dict[int, str]:
    """The comment that ends a line, by the number of the line."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {t.start[0]: t.string.lstrip("# ") for t in tokens if t.type == tokenize.COMMENT}


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(c.replace('|', chr(92) + '|') for c in r)} |" for r in lines)


def _schema() -> dict[str, Any]:
    from crossread.brief import comparison_schema

    return comparison_schema()


def _type(value: dict[str, Any]) -> str:
    """What may stand there, in words."""
    if "$ref" in value:
        return f"{value['$ref'].rsplit('/', 1)[1]}"
    if "const" in value:
        return f"`{value['const']}`"
    if "oneOf" in value:
        return " or ".join(_type(one) for one in value["oneOf"])
    if "enum" in value:
        return ", ".join(f"`{code}`" for code in value["enum"])
    kind = value.get("type", "any")
    if isinstance(kind, list):
        return " or ".join(kind)
    if kind == "array":
        return f"list of {_type(value['items'])}"
    if kind == "object" and isinstance(value.get("additionalProperties"), dict):
        return f"object of {_type(value['additionalProperties'])}"
    return f"{kind}, {value['minimum']} to {value['maximum']}" if "maximum" in value else str(kind)


def _signature(name: str, function: Callable[..., Any]) -> Iterator[str]:
    """The signature, one parameter a line."""
    told = inspect.signature(function)
    given = _plain(inspect.formatannotation(told.return_annotation))
    asked = [one for called, one in told.parameters.items() if called != "self"]
    if not asked:
        yield f"{name}() -> {given}"
        return
    yield f"{name}("
    starred = False
    for parameter in asked:
        if parameter.kind is parameter.KEYWORD_ONLY and not starred:
            starred = True
            yield "    *,"
        yield f"    {_plain(str(_short(parameter)))},"
    yield f") -> {given}"


class _Dots:
    """A default that says nothing to a reader: a function, a value of many fields."""

    def __repr__(self) -> str:
        return "..."


def _short(parameter: inspect.Parameter) -> inspect.Parameter:
    """The parameter with a default that can be read."""
    default = parameter.default
    plain = default is parameter.empty or isinstance(default, str | int | float | tuple | None)
    return parameter if plain else parameter.replace(default=_Dots())


def _plain(words: str) -> str:
    """Types without the modules that they stand in."""
    named = re.sub(r"<class '(\w+)'>", r"\1", words)
    return re.sub(r"\b(?:[a-z_]\w*\.)+(?=[A-Za-z])", "", named)


def _indented(words: str) -> Iterator[str]:
    for line in words.split("\n"):
        yield f"    {line}".rstrip()


def _value_of(value: type) -> str:
    source = inspect.cleandoc("\n" + inspect.getsource(value))
    remarks = _remarks(source)
    body = next(n for n in ast.parse(source).body if isinstance(n, ast.ClassDef)).body
    rows = []
    for node in body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            kind = ast.unparse(node.annotation)
            rows.append((f"`{node.target.id}`", f"`{kind}`", remarks.get(node.lineno, "")))
    told = inspect.getdoc(value) or ""
    return f"### {value.__name__}\n\n{told}\n\n{_table(('field', 'type', 'meaning'), rows)}"


def made_anew(page: str) -> str:
    """The text of a page with its generated parts as the code tells them now."""

    def fill(part: re.Match[str]) -> str:
        maker, *words = part["call"].split()
        return f"{part[1]}\n{MAKERS[maker](*words)}\n\n{part[3]}"

    return PART.sub(fill, page)


def stale_pages() -> dict[Path, str]:
    """The pages that are out of date, each with its text as it should be."""
    pages = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
    texts = {page: page.read_text(encoding="utf-8") for page in pages if page.exists()}
    fresh = {page: made_anew(text) for page, text in texts.items()}
    return {page: text for page, text in fresh.items() if text != texts[page]}


def take_picture(target: Path = PICTURE) -> None:
    """Take the top of the demo's page as a picture, with whatever Chromium is installed."""
    from crossread import __version__, compare
    from crossread.brief.page import comparison_as_html
    from crossread.lexicon import load_base
    from crossread.workflow import load_specimens

    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        raise SystemExit("no Chromium was found: install one (Debian: apt-get install chromium)")
    made = comparison_as_html(compare(*load_specimens()), load_base().label, version=__version__)
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "demo.html"
        page.write_text(made, encoding="utf-8")
        size = ",".join(map(str, PICTURE_SIZE))
        flags = ["--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size={size}"]
        done = [browser, *flags, f"--screenshot={target}", page.as_uri()]
        subprocess.run(done, check=True, capture_output=True, timeout=120)


def main(arguments: list[str]) -> int:
    """Write, check or take the picture; 1 if a check finds a page out of date."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--check", action="store_true", help="change nothing, name stale pages")
    parser.add_argument("--picture", action="store_true", help="take the README's picture anew")
    given = parser.parse_args(arguments)
    if given.picture:
        take_picture()
        return 0
    stale = stale_pages()
    for page, text in stale.items():
        if not given.check:
            page.write_text(text, encoding="utf-8")
        state = "is out of date" if given.check else "written"
        sys.stdout.write(f"{page.relative_to(ROOT)}: {state}\n")
    return 1 if given.check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
