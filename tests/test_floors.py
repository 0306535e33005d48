"""Imports run downhill, the web stops at the pages, and no file grows past its bound.

Each test walks every file and names all that break its rule.
"""

import ast
import sys
from functools import cache
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
WEB = {"flask", "wtforms", "flask_wtf", "werkzeug", "click"}
KNOWS = {"services", "settings", "questionnaire", "rules", "records"}
MAY_IMPORT = {
    "rules": set(),
    "records": {"sqlite_utils", "cryptography"},
    "settings": {"questionnaire", "records", "rules"},
    "delivery": {"services", "settings", "records", "flask", "flask_wtf", "werkzeug", "waitress"},
    "questionnaire": {"delivery", "services", "rules", "records", *WEB},
    "kiosk": {"clinic", "delivery", *KNOWS, "segno", *WEB},
    "clinic": {"kiosk", "delivery", "review", "segno", "zxcvbn", "prometheus_client", *KNOWS, *WEB},
    "review": {"services", "questionnaire", "rules", "records", "flask", "click"},
}
REVIEW_MAY_IMPORT = {  # proving stands on its own; reading rests on it; the others on both
    "proving": {"proving"},
    "reading": {"proving", "reading"},
    "testing": {"proving", "reading", "testing"},
    "comparing": {"proving", "reading", "testing", "comparing"},
}
ASKS_AND_ANSWERS = {"views", "answering", "showing", "forms", "booking", "visitor", "keeping"}
MEETS_THE_WEB = ASKS_AND_ANSWERS | {"access", "commands"}
NO_NOUNS = {"utils", "helpers", "common", "manager", "handler", "misc", "data"}
A_LINE_EACH = {"read_settings"}  # one for each setting, in one place
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_VIEW = 300, 40, 25  # lines
MEDIAN_FUNCTION = 8
LONG = {"records/responses.py": 30}  # lines more: a round of answers from its first page to its end

FILES = sorted(path for room in MAY_IMPORT for path in (ROOT / room).rglob("*.py"))
FILES = [*FILES, *(ROOT / f"{name}.py" for name in ("app", "services", "dev"))]


@cache
def text(path):
    return path.read_text(encoding="utf-8")


@cache
def tree(path):
    return ast.parse(text(path))


def parts(path):
    """A path from the project's root, without its suffix: ("clinic", "inbox", "views")."""
    return path.relative_to(ROOT).with_suffix("").parts


@cache
def modules(path):
    """The dotted names that a file imports, from anywhere in it."""
    named = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            named |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            named |= {f"{'.' * node.level}{node.module}"}
    return named


def packages(path):
    """The first part of each name that a file imports."""
    return {module.split(".")[0] for module in modules(path)}


@cache
def files_imported(path):
    """The files of ours that a file imports."""
    named = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom):
            stem = ROOT / node.module.replace(".", "/")
            named |= {stem.with_suffix(".py"), *(stem / f"{name.name}.py" for name in node.names)}
    return {one for one in named if one in FILES}


def functions(path):
    """Each function of a file, its length in lines, and whether it answers a request."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef):
            words = [ast.unparse(decorator) for decorator in node.decorator_list]
            is_view = any(
                word.split("(")[0].endswith((".get", ".post", ".route")) for word in words
            )
            yield node.name, node.end_lineno - node.lineno + 1, is_view


def those(breaks_the_rule):
    """The files for which this is true, or what it says of them."""
    found = {"/".join(parts(path)): breaks_the_rule(path) for path in FILES}
    return {name: said for name, said in found.items() if said}


def test_every_import_says_where_from():
    assert those(lambda path: [name for name in modules(path) if name.startswith(".")]) == {}


def test_imports_run_downhill():
    def uphill(path):
        room = parts(path)[0]
        if room in MAY_IMPORT:
            return packages(path) - sys.stdlib_module_names - {room} - MAY_IMPORT[room]
        return None

    assert those(uphill) == {}


def test_the_rooms_of_the_review_import_downhill():
    def uphill(path):
        room, inner, *_ = *parts(path), ""
        if room == "review" and inner in REVIEW_MAY_IMPORT:
            met = {name.split(".")[1] for name in modules(path) if name.startswith("review.")}
            return met - REVIEW_MAY_IMPORT[inner]
        return None

    assert those(uphill) == {}
    assert REVIEW_MAY_IMPORT.keys() <= {path.name for path in (ROOT / "review").iterdir()}


def test_the_web_stops_at_the_pages():
    def meets_the_web(path):
        room, *inner = parts(path)
        is_within = (
            room in MAY_IMPORT.keys() - {"delivery", "kiosk"} and not set(inner) & MEETS_THE_WEB
        )
        return is_within and packages(path) & WEB

    assert those(meets_the_web) == {}


def test_nothing_outside_the_records_knows_the_database():
    def knows(path):
        return parts(path)[0] != "records" and {"sqlite3", "sqlite_utils"} & packages(path)

    assert those(knows) == {}


def test_every_package_is_a_room_with_a_floor():
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")}

    assert rooms - {"qa"} == set(MAY_IMPORT)


def test_the_drills_stand_outside():
    """They start the app as a user does, and import none of it; nor does anybody import them."""
    ours = MAY_IMPORT.keys() | {"app", "dev", "services", "tests"}
    drills, tests = ROOT.glob("qa/*.py"), ROOT.glob("tests/**/*.py")

    assert [path.name for path in drills if ours & packages(path)] == []
    assert [path for path in (*FILES, *tests) if "qa" in packages(path)] == []


def test_no_import_leads_round_in_a_circle():
    """Rooms are acyclic by the table above; within a room, files must be too."""

    def leads_back(path):
        met, waiting = set(), [path]
        while waiting:
            new = files_imported(waiting.pop()) - met
            met |= new
            waiting += new
        return path in met

    assert those(leads_back) == {}


def test_a_file_is_300_lines_at_most_and_named_for_what_it_is():
    def too_long(path):
        allowed = LONGEST_FILE + LONG.get(path.relative_to(ROOT).as_posix(), 0)
        return max(0, len(text(path).splitlines()) - allowed)

    assert those(too_long) == {}
    assert those(lambda path: path.stem in NO_NOUNS) == {}


def test_functions_and_views_are_short():
    def too_long(path):
        return [
            (name, lines)
            for name, lines, is_view in functions(path)
            if name not in A_LINE_EACH and lines > (LONGEST_VIEW if is_view else LONGEST_FUNCTION)
        ]

    assert those(too_long) == {}


def test_most_functions_are_shorter_still():
    assert median(lines for path in FILES for _, lines, _ in functions(path)) <= MEDIAN_FUNCTION


def test_nothing_is_waved_through():
    waves = ("noqa", "type: ignore")

    def without_a_reason(path):
        return [
            line
            for line in text(path).splitlines()
            if any(wave in line for wave in waves) and "  # as " not in line
        ]

    assert those(without_a_reason) == {}


def test_every_file_says_what_it_is():
    assert those(lambda path: tree(path).body and not ast.get_docstring(tree(path))) == {}
