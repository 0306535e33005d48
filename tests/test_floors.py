"""Imports run downhill, between rooms and between the folders of a room, and the web stops at
the pages.

Each test walks every file and names all that break its rule.
"""

import ast
import re
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
WEB = {"flask", "wtforms", "flask_wtf", "werkzeug", "markupsafe", "click"}
KNOWS = {"services", "settings", "questionnaire", "rules", "records"}
MAY_IMPORT = {
    "rules": set(),
    "records": {"cryptography", "psycopg", "psycopg_pool"},
    "questionnaire": {"rules", "records", "flask_wtf", "wtforms"},
    "settings": {"questionnaire", "records", "rules", "platformdirs"},
    "services": {"settings", "questionnaire", "records", "rules", "flask"},
    "web": {*KNOWS, *WEB, "jinja2", "segno", "waitress"},
    "review": {*KNOWS, "flask", "click"},
    "self_check": {"web", *KNOWS, *WEB, "icalendar"},
    "pre_visit": {"self_check", "web", *KNOWS, *WEB},
    "staff": {"pre_visit", "self_check", "review", "web", "icalendar", "xlsxwriter", "zxcvbn"}
    | KNOWS
    | WEB,
    "kiosk": {"staff", "pre_visit", "self_check", "web", *KNOWS, *WEB},
    "operations": {"staff", "pre_visit", "self_check", "review", "web", "prometheus_client"}
    | KNOWS
    | WEB,
}
MEETS_NO_WEB = ("rules", "records", "questionnaire", "settings")
FORMS = {"questionnaire/forms"}
WITH_A_REASON = {
    "rules/measures": "a few lines for each measure, all in one place",
    "records/answers/responses": "a submission from its first page to its end",
    "settings/settings: read_settings": "a line or two for each setting, in one place",
}
TAKES_A_DRILL = re.compile(r"^\s*(import|from) qa\b", re.MULTILINE)
LONGEST_FILE, LONGEST_FUNCTION = 300, 40  # lines; longer ones have their reason above

FILES = sorted(path for room in MAY_IMPORT for path in (ROOT / room).rglob("*.py"))
FILES = [
    *FILES,
    *(
        ROOT / f"{name}.py"
        for name in ("app", "services", "dev", "reference", "upper_back_self_check")
    ),
]
OURS = set(FILES)


@cache
def text(path):
    return path.read_text(encoding="utf-8")


@cache
def tree(path):
    return ast.parse(text(path))


def parts(path):
    """A path from the project's root, without its suffix: ("staff", "patients", "views")."""
    return path.relative_to(ROOT).with_suffix("").parts


@cache
def imports(path):
    """Every import of a file, from anywhere in it."""
    return [one for one in ast.walk(tree(path)) if isinstance(one, ast.Import | ast.ImportFrom)]


@cache
def modules(path):
    """The dotted names that a file imports."""
    named = set()
    for node in imports(path):
        if isinstance(node, ast.Import):
            named |= {name.name for name in node.names}
        else:
            named |= {f"{'.' * node.level}{node.module}"}
    return named


def packages(path):
    """The first part of each name that a file imports."""
    return {module.split(".")[0] for module in modules(path)}


@cache
def files_imported(path):
    """The files of ours that a file imports."""
    named = set()
    for node in imports(path):
        if isinstance(node, ast.ImportFrom):
            stem = ROOT / node.module.replace(".", "/")
            named |= {stem.with_suffix(".py"), *(stem / f"{name.name}.py" for name in node.names)}
    return named & OURS


def folder(path):
    """The folder of a room that a file stands in, or the room's own file."""
    return "/".join(parts(path)[:2])


def those(breaks_the_rule):
    """The files for which this is true, or what it says of them."""
    found = {"/".join(parts(path)): breaks_the_rule(path) for path in FILES}
    return {name: said for name, said in found.items() if said}


def leads_back(start, steps):
    """Whether whatever leads on from here leads back here."""
    met, waiting = set(), [start]
    while waiting:
        new = set(steps(waiting.pop())) - met
        met |= new
        waiting += new
    return start in met


def test_imports_run_downhill():
    def uphill(path):
        room = parts(path)[0]
        if room in MAY_IMPORT:
            return packages(path) - sys.stdlib_module_names - {room} - MAY_IMPORT[room]
        return None

    assert those(uphill) == {}


def test_the_web_stops_at_the_pages():
    def meets_the_web(path):
        is_below = parts(path)[0] in MEETS_NO_WEB and "/".join(parts(path)) not in FORMS
        return is_below and packages(path) & WEB

    assert those(meets_the_web) == {}


def test_nothing_outside_the_records_knows_the_database():
    def knows(path):
        return parts(path)[0] != "records" and "sqlite3" in packages(path)

    assert those(knows) == {}


def test_every_package_is_a_room_with_a_floor():
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")}

    assert rooms - {"qa"} == set(MAY_IMPORT) - {"services"}


def test_the_drills_stand_outside():
    """They start the app as a user does, and import none of it; nor does anybody import them."""
    ours = MAY_IMPORT.keys() | {"app", "dev", "tests"}
    drills, tests = ROOT.glob("qa/*.py"), ROOT.glob("tests/**/*.py")

    inside = sorted(path.name for path in drills if ours & packages(path))
    assert inside == ["lists.py", "today.py"]  # which ask the store, and the app in its own process
    assert [path for path in (*FILES, *tests) if TAKES_A_DRILL.search(text(path))] == []


def test_no_import_leads_round_in_a_circle():
    assert those(lambda path: leads_back(path, files_imported)) == {}


def test_no_import_leads_round_between_the_folders_of_a_room():
    steps = {}
    for path in FILES:
        own = steps.setdefault(folder(path), set())
        own |= {folder(one) for one in files_imported(path)} - {folder(path)}

    assert [one for one in steps if leads_back(one, lambda name: steps[name])] == []


def test_what_is_long_has_a_reason():
    def long(path):
        name = "/".join(parts(path))
        lines = len(text(path).splitlines())
        found = [name] if lines > LONGEST_FILE else []
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef):
                is_long = node.end_lineno - node.lineno >= LONGEST_FUNCTION
                found += [f"{name}: {node.name}"] if is_long else []
        return [one for one in found if one not in WITH_A_REASON]

    assert those(long) == {}


def test_nothing_is_waved_through_without_a_reason():
    def without(path):
        waves = ("noqa", "type: ignore", "fmt: off")
        lines = [line for line in text(path).splitlines() if any(wave in line for wave in waves)]
        return [line for line in lines if "  # as " not in line]

    assert those(without) == {}


def test_no_class_name_stands_for_two_things():
    defined = {}
    for path in FILES:
        for node in tree(path).body:
            if isinstance(node, ast.ClassDef):
                defined.setdefault(node.name, []).append("/".join(parts(path)))

    assert {name: places for name, places in defined.items() if len(places) > 1} == {}
