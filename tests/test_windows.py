"""It does without what Windows has not. This is the nearest that a Linux comes: docs say what was
not tried on a real one."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.as_on_windows import OURS, ROOT

pytestmark = pytest.mark.sqlite


def started(what, folder):
    words = [sys.executable, "-m", "tests.as_on_windows", what, str(folder)]
    pipe = subprocess.PIPE
    own = {name: value for name, value in os.environ.items() if not name.startswith("FLASK_")}
    return subprocess.Popen(
        words, cwd=ROOT, env=own, stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT, text=True
    )


@pytest.mark.slow
def test_it_serves_without_what_windows_has_not_and_shares_its_records(tmp_path):
    with started("serve", tmp_path) as one:
        with started("serve", tmp_path) as other:
            assert one.stdout.readline() == "serves\n"
            assert other.stdout.readline() == "serves\n"
            refused, _ = started("alone", tmp_path).communicate(timeout=60)
            other.communicate()
        one.communicate()
    alone, _ = started("alone", tmp_path).communicate(timeout=60)

    assert "The records are in use. Stop the app first" in refused
    assert alone == "alone\n"


def test_no_date_is_written_in_a_way_of_unix_alone():
    """%-d is the day without a zero there, and an error on Windows."""
    files = [path for room in OURS for path in (ROOT / room).rglob("*.py")]
    files += [*(ROOT / "templates").rglob("*.*"), Path(ROOT / "app.py")]

    of_unix = re.compile(r"%-[dHIjmMS]\b")
    assert [path for path in files if of_unix.search(path.read_text(encoding="utf-8"))] == []
