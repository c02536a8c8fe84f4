"""What is promised of the whole house: help with examples, rules that say what they are."""

import importlib
import inspect
import os
import pkgutil
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typer

import crossread
from crossread.cli.main import app

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
TARGET = re.compile(r"^([a-z-]+):", re.MULTILINE)
TOLD = re.compile(r"`make ([a-z-]+)`")
RULE_LISTS = {  # each holds the named rules of one decision
    "crossread.segment.sentences": "JOIN_RULES",
    "crossread.segment.clauses": "CUT_RULES",
    "crossread.coding.frame": "FRAME_RULES",
    "crossread.align.signals": "SIGNALS",
    "crossread.align.relate": "GROUNDS",
    "crossread.align.wording.kinds": "RULES",
    "crossread.align.wording.significance": "WEIGHTS",
    "crossread.findings.find": "TESTS",
    "crossread.collect.classify": "SOFT_404_RULES",
}


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(crossread.__path__, "crossread."):
        if not found.name.endswith("__main__") and ".migrations" not in found.name:
            yield importlib.import_module(found.name)


def commands(group: Any, path: str = "crossread") -> Iterator[tuple[str, Any]]:
    """Every command that does something, with the words that call it."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


COMMANDS = dict(commands(typer.main.get_command(app)))


def rules_in(module: ModuleType) -> Iterator[tuple[str, tuple[Callable[..., Any], ...]]]:
    """The tuples of functions that a module names in capitals."""
    for name, value in vars(module).items():
        if (
            name.isupper()
            and isinstance(value, tuple)
            and value
            and all(map(inspect.isfunction, value))
        ):
            yield name, value


@pytest.mark.parametrize("called", COMMANDS)
def test_every_command_has_help_and_an_example_that_calls_it(called: str) -> None:
    command = COMMANDS[called]
    told = f"{command.help or ''}\n{command.epilog or ''}"

    assert command.help
    assert called in told, f"no example calls `{called}`"


@pytest.mark.parametrize("called", COMMANDS)
def test_every_option_says_what_it_does(called: str) -> None:
    silent = [p.name for p in COMMANDS[called].params if not getattr(p, "help", "")]

    assert not silent


def test_everything_public_has_a_docstring() -> None:
    bare = [
        f"{module.__name__}.{name}"
        for module in modules()
        for name, thing in vars(module).items()
        if (inspect.isfunction(thing) or inspect.isclass(thing))
        and thing.__module__ == module.__name__
        and not name.startswith("_")
        and not inspect.getdoc(thing)
    ]

    assert not bare


@pytest.mark.parametrize(("module", "name"), RULE_LISTS.items())
def test_every_list_of_rules_is_where_it_is_said_to_be(module: str, name: str) -> None:
    assert name in dict(rules_in(importlib.import_module(module)))


def test_every_rule_says_its_circumstance() -> None:
    bare = [
        f"{module.__name__}.{name}: {rule.__name__}"
        for module in modules()
        for name, rules in rules_in(module)
        for rule in rules
        if not inspect.getdoc(rule)
    ]

    assert not bare


def test_no_two_rules_of_a_list_share_a_name() -> None:
    for module in modules():
        for name, rules in rules_in(module):
            names = [rule.__name__ for rule in rules]
            assert len(names) == len(set(names)), f"{module.__name__}.{name}"


def test_the_result_is_the_same_whatever_order_sets_come_in() -> None:
    """Python seeds the order of its sets anew for each process: nothing may depend on it."""
    code = "from crossread import compare, workflow\nprint(compare(*workflow.load_specimens()))"
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert len(printed) == 1


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    links = [t for t in LINK.findall(page.read_text("utf-8")) if "://" not in t]

    assert not [t for t in links if not (page.parent / t).exists() and not t.startswith("mailto:")]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_make_command_that_a_page_tells_is_in_the_makefile(page: Path) -> None:
    targets = set(TARGET.findall((ROOT / "Makefile").read_text("utf-8")))

    assert set(TOLD.findall(page.read_text("utf-8"))) <= targets
