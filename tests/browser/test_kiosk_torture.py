"""Ten people in a row at one kiosk (two hundred with `make torture`), and what is left of them."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import chromium
from torture.kiosk.leftovers import leftovers

ROOT = Path(__file__).parents[2]
HELD = "kestrel000000001"


@pytest.mark.torture
def test_ten_people_leave_nothing():
    """As `make torture` runs it, in a process of its own: another browser is driven in this one."""
    done = subprocess.run(
        [sys.executable, "-m", "torture", "--short", "--seed", "2", "kiosk"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert "found afterwards" in done.stdout, done.stdout + done.stderr
    assert "MISSED" not in done.stdout, done.stdout
    assert done.returncode == 0


def test_the_search_finds_what_a_browser_keeps(tmp_path, site, browser):
    """A page that stores a value, with nothing to wipe it: so that the search is no blind one."""
    context = chromium.start(browser.browser_type, profile=tmp_path)
    page = context.pages[0]
    page.goto(f"{site.address}/about")
    page.evaluate("value => { localStorage.held = value }", HELD)
    context.close()

    assert list(leftovers(tmp_path, [HELD]))
    assert not list(leftovers(tmp_path, ["kestrel000000002"]))
