"""Which Chromium the tests drive, and how it is started."""

import os

import dev

MISSING = (
    "No browser: install Chromium (on Debian: apt-get install chromium), or say where one is: "
    "CHROMIUM=/path/to/chromium; `make test` looks for one by itself."
)
# No calls home, and no sandbox: in a container it cannot be had as root.
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def found():
    """A path, "playwright" for its own, or "missing"."""
    return os.environ.get("CHROMIUM") or dev.browser_on_path() or "missing"


def start(playwright):
    """The browser, without a window."""
    path = found()
    own = None if path == "playwright" else path
    return playwright.chromium.launch(executable_path=own, args=FLAGS)
