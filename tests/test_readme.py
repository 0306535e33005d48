"""The README is true: its commands, settings, examples and pictures are the project's own."""

import re
from pathlib import Path

import pytest

from app import DEFAULTS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
ROOMS = sorted(path.parent for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests")
CODE = [*ROOT.glob("*.py"), *(path for room in ROOMS for path in room.rglob("*.py"))]
IN_INSTANCE = {"DATABASE", "ENCRYPTION_KEYS", "SECRET_KEY"}


def part(title):
    """What stands under one heading."""
    return re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", README, re.S | re.M)[1]


def rows(title):
    """The rows of the table under a heading, without its first two lines."""
    lines = [line for line in part(title).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def commands(tool):
    """The first words of every command of a tool in the table: "run", "rules"."""
    return [name.split()[1:] for name, *_ in quoted_first("Commands") if name.startswith(tool)]


def quoted_first(title):
    """The same rows, the first cell without its backticks."""
    return [[row[0].strip("`"), *row[1:]] for row in rows(title)]


def settings():
    """The default that is told of each setting."""
    return {name: default for name, default, _ in quoted_first("Settings")}


def test_every_make_target_is_told_and_every_one_told_is_there():
    told = {words[0] for words in commands("make ")}

    assert told == set(re.findall(r"^([a-z-]+):.*##", MAKEFILE, re.M))


def test_every_flask_command_is_told_and_every_one_told_is_there(app):
    told = {words[0] for words in commands("flask ")}

    assert told == set(app.cli.commands)


def test_every_setting_is_told_and_every_one_told_is_read():
    of_flask = {f"FLASK_{name}" for name in (*DEFAULTS, "SECRET_KEY")}
    read = re.compile(r'environ(?:ment)?(?:\.get\(|\[)"([A-Z_]+)"')
    from_outside = {name for path in CODE for name in read.findall(path.read_text("utf-8"))}
    from_outside -= {"LISTEN_PID", "LISTEN_FDS"}  # systemd's, for the app it starts
    of_make = set(re.findall(r"\$\(([A-Z]+)\)", MAKEFILE))

    assert set(settings()) == of_flask | from_outside | of_make


@pytest.mark.parametrize("name", sorted(set(DEFAULTS) - IN_INSTANCE))
def test_the_default_of_a_setting_is_the_one_told(name):
    default = DEFAULTS[name]
    words = str(default).lower() if isinstance(default, bool) else default

    assert settings()[f"FLASK_{name}"] == (f"`{words}`" if words else "none")


def test_the_examples_of_content_are_real():
    files = [*ROOT.glob("rules/content/**/*.toml"), *ROOT.glob("tests/cases/*.toml")]
    texts = [path.read_text(encoding="utf-8") for path in files]
    examples = re.findall(r"^```toml\n(.*?)^```", README, re.S | re.M)

    assert examples
    assert [one for one in examples if not any(one in text for text in texts)] == []


def test_every_file_that_is_linked_is_there():
    linked = re.findall(r"\]\(([^)#:]+)\)", README)

    assert [path for path in linked if not (ROOT / path).is_file()] == []


def test_every_page_in_docs_is_linked():
    pages = {f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")} | {"SECURITY.md"}

    assert sorted(pages - set(re.findall(r"\]\(([^)#:]+)\)", README))) == []


def test_every_path_in_the_text_is_there():
    named = re.findall(r"`((?:questionnaire|rules|tests)/[\w/.]+)`", README)

    assert [path for path in named if not (ROOT / path).exists()] == []
