# SPDX-License-Identifier: AGPL-3.0-or-later
"""The house stays small, marked with its licence, and free of ways round its doors."""

import ast
import sys
from pathlib import Path

import pytest

from tests.repository.sources import HOUSE, ROOT, committed, house, name, python_files, tree

MIT = "# SPDX-License-Identifier: MIT\n"
AGPL = "# SPDX-License-Identifier: AGPL-3.0-or-later\n"
PERMISSIVE = ("analysis", "formats")
MEANINGLESS = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# Where raw SQL and looking models up by name are part of the work.
BELOW_THE_ORM = ("vault/storage.py", "cli/backup")


def licences(path: Path) -> tuple[str, ...]:
    """The licence lines that a file may open with; a test may carry the licence of what it tests."""
    if path.is_relative_to(HOUSE):
        return (MIT,) if path.relative_to(HOUSE).parts[0] in PERMISSIVE else (AGPL,)
    return (AGPL, MIT)


def test_every_file_says_its_licence():
    files = [p for p in python_files("src", "tests", "scripts", "tools") if p.stat().st_size]
    files = [p for p in files if "migrations" not in p.parts]
    wrong = [name(p) for p in files if not p.read_text(encoding="utf-8").startswith(licences(p))]
    assert not wrong, f"first line should name the licence: {wrong}"


def test_no_file_is_too_long():
    lengths = {name(p): len(p.read_text(encoding="utf-8").splitlines()) for p in house()}
    assert {file: lines for file, lines in lengths.items() if lines > LONGEST_FILE} == {}


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    documented = ast.get_docstring(function) is not None
    first = function.body[0]
    docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def test_functions_are_short():
    functions = {(name(p), n.name): length(n) for p in house() for n in ast.walk(tree(p)) if isinstance(n, FUNCTIONS)}
    long = {where: lines for where, lines in functions.items() if lines > LONGEST_FUNCTION}
    assert len(long) <= len(functions) / 100, long


def test_no_module_is_named_for_nothing():
    assert [name(p) for p in house() if p.stem in MEANINGLESS] == []


def ways_round(module: ast.Module) -> list[str]:
    """Calls that import rules cannot see: models by name, and SQL by hand."""
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and node.attr == "get_model":
            found.append(f"line {node.lineno}: get_model")
        if isinstance(node, ast.ImportFrom) and any(alias.name in {"RawSQL", "get_model"} for alias in node.names):
            found.append(f"line {node.lineno}: {node.module}")
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Name) and called.id == "RawSQL":
            found.append(f"line {node.lineno}: RawSQL")
        if isinstance(called, ast.Attribute) and called.attr in {"raw", "extra", "cursor", "chunked_cursor"}:
            found.append(f"line {node.lineno}: .{called.attr}()")
    return found


@pytest.mark.parametrize(
    "code",
    [
        "from django.apps import apps\napps.get_model('listening', 'Voice')",
        "Voice.objects.raw('select 1')",
        "Voice.objects.extra(where=['1'])",
        "with connection.cursor() as c: pass",
        "from django.db.models.expressions import RawSQL",
    ],
)
def test_the_rule_sees_each_way_round(code):
    assert ways_round(ast.parse(code))


def test_nothing_goes_round_the_doors():
    allowed = tuple(str(HOUSE / place) for place in BELOW_THE_ORM)
    files = [p for p in house() if not str(p).startswith(allowed)]
    assert {name(p): found for p in files if (found := ways_round(tree(p)))} == {}


def imported(module: ast.Module) -> set[str]:
    """The top-level names of what a module imports, inside functions too."""
    names = {alias.name for node in ast.walk(module) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(module) if isinstance(node, ast.ImportFrom)}
    return names


def test_process_needs_the_standard_library_alone():
    for path in (HOUSE / "process").rglob("*.py"):
        others = {n for n in imported(tree(path)) if not n.startswith("coproduce.process") and n != "coproduce"}
        assert {n for n in others if n.split(".")[0] not in sys.stdlib_module_names} == set(), name(path)


def test_no_committed_file_names_a_machine_or_a_registry():
    words = ["/wo" + "rk/", "/ro" + "ot/", "/opt/wh" + "eels", "pypi" + ".org", "python" + "hosted", "npm" + "js.org",
             "deb.deb" + "ian"]  # fmt: skip
    readable = {".py", ".md", ".toml", ".txt", ".lock", ".css", ".js", ".html", ".json", ".yaml", ".yml", ".csv",
                ".svg", ".typ", ".cfg", ".ini", ".sh", ""}  # fmt: skip
    found = {}
    for path in committed():
        if path.suffix in readable and "vendor" not in path.parts:
            text = path.read_text(encoding="utf-8", errors="replace")
            if hits := [word for word in words if word in text]:
                found[name(path)] = hits
    assert found == {}


def test_no_committed_file_is_large():
    assert {name(p): p.stat().st_size for p in committed() if p.stat().st_size > 3_000_000} == {}


def test_every_test_file_is_found_by_pytest():
    assert list((ROOT / "tests").rglob("*_test.py")) == []
