"""README and docs are true: links, paths, commands, settings and examples are the project's own."""

import ast
import re
from pathlib import Path

import pytest
from click import Context

import reference
from settings.settings import DEFAULTS

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
ROOMS = sorted(path.parent for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests")
CODE = [*ROOT.glob("*.py"), *(path for room in ROOMS for path in room.rglob("*.py"))]
OF_FLASK = {"routes"}
OF_ANY_APP = {"__init__.py", "views.py", "forms.py", "routes.py", "blueprint.py"}
NOT_OURS = {"instance/", "dist/"}  # made at the first start, and at a release


def text(page):
    return page.read_text(encoding="utf-8")


def links(page):
    """The files that a page links to."""
    named = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text(page))
    return {(page.parent / name).resolve() for name in named}


def wrong(look):
    """What is wrong on each page, by its name."""
    found = {str(page.relative_to(ROOT)): look(page) for page in PAGES}
    return {name: told for name, told in found.items() if told}


def test_the_readme_is_read_in_ten_minutes():
    assert len(text(README).splitlines()) <= 200


def test_every_room_is_drawn():
    drawn = set(re.findall(r"(\w+)/ ", text(README).split("```")[3]))

    assert {room.name for room in ROOMS} <= drawn


def test_every_page_says_first_for_whom_it_is():
    pages = [page for page in PAGES if page.parent != ROOT]

    assert [page.name for page in pages if not re.match(r"# .+\n\nFor ", text(page))] == []


def test_every_link_leads_to_a_file():
    assert wrong(lambda page: [path for path in links(page) if not path.is_file()]) == {}


def test_every_page_is_linked_from_the_readme():
    assert set(PAGES) - {README} <= links(README)


def test_every_path_that_is_named_is_there():
    def missing(page):
        named = set(re.findall(r"`(\w[\w-]*/[\w/.@-]*)`", text(page))) - NOT_OURS
        return [path for path in named if not (ROOT / path).exists()]

    assert wrong(missing) == {}


def test_every_file_that_a_room_names_is_in_it():
    """In its docstring, each at the start of a line or in it."""

    def missing(room):
        docstring = ast.get_docstring(ast.parse(text(room))) or ""
        rows = re.findall(r"^([\w/]+(?:\.\w+|/)  .*)$", docstring, re.M)
        named = {name for row in rows for name in re.findall(r"\b[\w/]+(?:\.py|/)(?!\w)", row)}
        return [name for name in named if not (room.parent / name).exists()]

    rooms = [path for room in ROOMS for path in room.rglob("__init__.py")]
    found = {str(room.relative_to(ROOT)): missing(room) for room in rooms}
    assert {name: told for name, told in found.items() if told} == {}


def test_every_file_of_a_room_is_named_in_it():
    """But for those that any Flask developer knows, and what lies in a folder that is named."""

    def unnamed(room):
        named = set(re.findall(r"\b[\w]+(?:\.py|/)", ast.get_docstring(ast.parse(text(room)))))
        own = {path.name for path in room.parent.glob("*.py")}
        own |= {f"{path.parent.name}/" for path in room.parent.glob("*/__init__.py")}
        return sorted(own - named - OF_ANY_APP)

    rooms = [path for room in ROOMS for path in room.rglob("__init__.py")]
    found = {str(room.relative_to(ROOT)): unnamed(room) for room in rooms}
    assert {name: told for name, told in found.items() if told} == {}


def test_every_command_that_is_named_is_one(app):
    targets = set(re.findall(r"^([a-z-]+):", text(ROOT / "Makefile"), re.M))

    def unknown(page):
        flask = re.findall(r"(?:`|/|^sudo self-check )flask ([a-z]+[a-z-]*)", text(page), re.M)
        make = re.findall(r"(?:`|^)make ([a-z]+[a-z-]*)", text(page), re.M)
        return {
            *(set(flask) - set(app.cli.list_commands(Context(app.cli))) - OF_FLASK),
            *(set(make) - targets),
        }

    assert wrong(unknown) == {}


def test_the_examples_of_content_are_real():
    content = [*ROOT.glob("*/content/**/*.toml"), *ROOT.glob("tests/cases/*.toml")]
    texts = [text(path) for path in content]

    def made_up(page):
        examples = re.findall(r"^```toml\n(.*?)^```", text(page), re.S | re.M)
        return [one for one in examples if not any(one in real for real in texts)]

    assert wrong(made_up) == {}


@pytest.mark.parametrize("page", ["settings.md", "commands.md", "licences.md"])
def test_the_reference_is_what_the_code_says(page, app):
    """`make reference` writes it again."""
    said = {
        "settings.md": reference.settings_page(),
        "commands.md": reference.commands_page(app.cli),
        "licences.md": reference.licences_page(),
    }

    assert text(reference.FOLDER / page) == said[page]


def test_every_setting_is_told_and_every_one_told_is_read():
    read = re.compile(r'environ(?:ment)?(?:\.get\(|\[)"([A-Z_]+)"')
    from_outside = {name for path in CODE for name in read.findall(text(path))}
    from_outside -= {"LISTEN_PID", "LISTEN_FDS"}  # systemd's, for the app it starts
    of_make = set(re.findall(r"\$\(([A-Z]+)\)", text(ROOT / "Makefile")))
    told = re.findall(r"^\| `([A-Z_]+)`", reference.settings_page(), re.M)

    assert sorted(told) == sorted({f"FLASK_{name}" for name in DEFAULTS} | from_outside | of_make)
