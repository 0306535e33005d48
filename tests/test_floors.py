"""Imports run downhill, the web stops at the pages, and no file grows past its bound."""

import ast
import sys
from functools import cache
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parent.parent
WEB = {"flask", "wtforms", "flask_wtf", "werkzeug", "click"}
MAY_IMPORT = {
    "rules": set(),
    "records": {"sqlite_utils", "cryptography"},
    "delivery": {"records", "flask", "flask_wtf", "werkzeug", "waitress"},
    "questionnaire": {"rules", "records", *WEB},
    "clinic": {"questionnaire", "rules", "records", "delivery", "segno", *WEB},
    "review": {"questionnaire", "rules", "records", "flask", "click"},  # records: its commands
}
ASKS_AND_ANSWERS = {"views", "answering", "showing", "forms", "booking", "visitor", "keeping"}
MEETS_THE_WEB = ASKS_AND_ANSWERS | {"access", "commands"}
NO_NOUNS = {"utils", "helpers", "common", "manager", "handler", "misc", "data"}
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_VIEW = 300, 40, 25  # lines
MEDIAN_FUNCTION = 8

FILES = sorted(path for room in MAY_IMPORT for path in (ROOT / room).rglob("*.py"))
FILES = [*FILES, ROOT / "app.py", ROOT / "dev.py"]
NAMES = [path.relative_to(ROOT).as_posix() for path in FILES]
each_file = pytest.mark.parametrize("path", FILES, ids=NAMES)


@cache
def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path):
    """The packages that a file imports, from anywhere in it."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield node.module.split(".")[0]


def functions(path):
    """Each function of a file, its length in lines, and whether it answers a request."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef):
            words = [ast.unparse(decorator) for decorator in node.decorator_list]
            is_view = any(
                word.split("(")[0].endswith((".get", ".post", ".route")) for word in words
            )
            yield node.name, node.end_lineno - node.lineno + 1, is_view


def room_of(path):
    return path.relative_to(ROOT).parts[0]


@each_file
def test_imports_run_downhill(path):
    room = room_of(path)
    if room in MAY_IMPORT:
        outside = set(imports(path)) - sys.stdlib_module_names - {room}
        assert outside <= MAY_IMPORT[room]


@each_file
def test_the_web_stops_at_the_pages(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    if parts[0] in ("rules", "records", "questionnaire", "clinic", "review"):
        assert set(parts[1:]) & MEETS_THE_WEB or not set(imports(path)) & WEB


@each_file
def test_nothing_outside_the_records_knows_the_database(path):
    assert room_of(path) == "records" or not {"sqlite3", "sqlite_utils"} & set(imports(path))


def test_every_package_is_a_room_with_a_floor():
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")}

    assert rooms - {"bench", "torture"} == set(MAY_IMPORT)


@each_file
def test_no_import_leads_round_in_a_circle(path):
    """Rooms are acyclic by the table above; within a room, files must be too."""
    met, waiting = set(), [path]
    while waiting:
        for name in modules(waiting.pop()):
            assert name != path, f"{path} imports itself in the end"
            if name not in met:
                met.add(name)
                waiting.append(name)


@cache
def modules(path):
    """The files of ours that a file imports."""
    named = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom):
            stem = ROOT / node.module.replace(".", "/")
            named |= {stem.with_suffix(".py"), *(stem / f"{name.name}.py" for name in node.names)}
    return [one for one in named if one.exists()]


@each_file
def test_a_file_is_300_lines_at_most_and_named_for_what_it_is(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    assert path.stem not in NO_NOUNS


@each_file
def test_functions_and_views_are_short(path):
    for name, lines, is_view in functions(path):
        assert lines <= (LONGEST_VIEW if is_view else LONGEST_FUNCTION), (name, lines)


def test_most_functions_are_shorter_still():
    assert median(lines for path in FILES for _, lines, _ in functions(path)) <= MEDIAN_FUNCTION


@each_file
def test_nothing_is_waved_through(path):
    text = path.read_text(encoding="utf-8")

    assert "noqa" not in text
    assert "type: ignore" not in text


@each_file
def test_every_file_says_what_it_is(path):
    assert ast.get_docstring(tree(path)) or not tree(path).body


@pytest.mark.parametrize("room", ["proving", "reading", "testing", "comparing"])
def test_the_rooms_of_the_review_import_downhill(room):
    """Proving stands on its own; reading rests on it; testing and comparing on both."""
    may = {
        "proving": {"proving"},
        "reading": {"proving", "reading"},
        "testing": {"proving", "reading", "testing"},
        "comparing": {"proving", "reading", "testing", "comparing"},
    }
    for path in (ROOT / "review" / room).glob("*.py"):
        modules = [n.module for n in ast.walk(tree(path)) if isinstance(n, ast.ImportFrom)]
        rooms = {module.split(".")[1] for module in modules if module.startswith("review.")}
        assert rooms <= may[room], path.name
