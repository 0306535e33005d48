"""reliability.md ends with the list of faults, and what it says tries them is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "developer" / "reliability.md").read_text(encoding="utf-8")
NOW, _, LIST = re.split(r"\n## (?:History|The faults that are tried)\n", PAGE)
DRILLS = set(re.findall(r"^\| `(\w+)` \|", NOW, re.M))
FAULTS = 34
SAID = ("does not apply: ", "`")


def rows():
    """The lines of the list: number, what, what tries it."""
    lines = (line for line in LIST.splitlines() if re.match(r"\| \d", line))
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def test_every_fault_stands_there_once_in_order():
    assert [str(number + 1) for number in range(FAULTS)] == [row[0] for row in rows()]


def test_each_is_tried_by_something_or_says_why_not():
    assert [row for row in rows() if not row[2].startswith(SAID)] == []


def test_every_drill_and_file_that_is_named_is_there():
    named = {name for *_, tried_by in rows() for name in re.findall(r"`([^`]+)`", tried_by)}
    files = {name for name in named if name.startswith("tests/")}

    assert len(files) > 30
    assert sorted(name for name in files if not (ROOT / name).is_file()) == []
    assert sorted(named - files - DRILLS) == []


def test_every_drill_that_is_told_is_there_and_every_one_there_is_told():
    run = (path.stem for path in ROOT.glob("qa/*.py") if "def run(drill" in path.read_text("utf-8"))

    assert set(run) - {"bench", "lists", "today"} == DRILLS  # these measure
