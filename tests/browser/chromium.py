"""Which Chromium the tests drive, and how it is started."""

import os
import shutil

import pytest

import dev

MISSING = (
    "No browser: install Chromium (on Debian: apt-get install chromium), or say where one is: "
    "CHROMIUM=/path/to/chromium; `make test` looks for one by itself."
)
DEBIANS = "/usr/bin/chromium"
# What a window of Chromium has beside the page is left out: a new one took half of a test's time.
# The last list counts, so what matters of what Playwright leaves out stands here again.
LEFT_OUT = [
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "HttpsUpgrades",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
]
# No calls home, and no sandbox: in a container it cannot be had as root.
FLAGS = [
    f"--disable-features={','.join(LEFT_OUT)}",
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def found():
    """A path, "playwright" for its own, or "missing"."""
    return os.environ.get("CHROMIUM") or dev.browser_on_path() or "missing"


def start(kind, profile=None, whole=False, **options):
    """A browser of this kind, without a window; a test fails in one line where there is none.

    It is Chromium's headless shell where Debian's is installed, which starts and paints in half
    the time; `whole` for Chromium itself, with its page cache and what else it keeps. With a
    folder for its profile, it is a context that keeps there what browsers keep.
    """
    path = found()
    if not (whole or profile) and path == DEBIANS:
        path = shutil.which("chromium-headless-shell") or path
    if path == "missing":
        pytest.fail(MISSING, pytrace=False)
    options |= {"executable_path": None if path == "playwright" else path, "args": FLAGS}
    if profile:
        return kind.launch_persistent_context(profile, **options)
    return kind.launch(**options)


def let_one_speak(config, items):
    """Of the tests that lack a browser, keep only the first: it says so for all of them."""
    ours = [item for item in items if item.get_closest_marker("browser")]
    if found() == "missing":
        config.hook.pytest_deselected(items=ours[1:])
        items[:] = [item for item in items if item not in ours[1:]]
