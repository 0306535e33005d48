"""reliability.md ends with the list of faults, and what it says tries them is there."""

import re
from pathlib import Path

from torture.parts import PARTS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "developer" / "reliability.md").read_text(encoding="utf-8")
BEFORE, LIST = PAGE.split("\n## The faults that are tried\n")
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


def test_every_part_and_file_that_is_named_is_there():
    named = {name for *_, tried_by in rows() for name in re.findall(r"`([^`]+)`", tried_by)}
    files = {name for name in named if name.startswith("tests/")}

    assert len(files) > 30
    assert sorted(name for name in files if not (ROOT / name).is_file()) == []
    assert sorted(named - files - set(PARTS)) == []


def test_every_part_has_its_place_on_the_page():
    assert set(PARTS) == set(re.findall(r"^<!-- (\w+) -->$", BEFORE, re.M)) - {"end"}


def test_every_number_in_a_table_is_tried_by_that_part():
    """As the list says it."""
    tried_by = {number: set(re.findall(r"`(\w+)`", told)) for number, _, told in rows()}
    for part, table in re.findall(r"<!-- (\w+) -->\n(.*?)<!-- end -->", BEFORE, re.S):
        first_cells = re.findall(r"^\| ([\d ]+) \|", table, re.M)
        for number in {one for cell in first_cells for one in cell.split()}:
            assert part in tried_by[number], (number, part)
