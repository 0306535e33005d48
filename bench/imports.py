"""How long the app takes to import, against the packages it is made of."""

import subprocess
import sys
from collections.abc import Iterator
from statistics import median

from bench.figures import Figure

ROUNDS = 7


def import_figures() -> Iterator[Figure]:
    """In fresh interpreters, in turns; the first round only warms the disk."""
    rounds = [(app_import(), packages_import()) for _ in range(ROUNDS + 1)][1:]
    ratio = median(app / packages for app, packages in rounds)
    yield Figure("import of the app, against its four packages", ratio, "x", at_most=1.5)
    yield Figure("  it takes", median(app for app, _ in rounds) * 1000, "ms")


def app_import() -> float:
    """Processor seconds to import the app."""
    return float(subprocess.check_output([sys.executable, "-"], input=timed("app"), text=True))


def packages_import() -> float:
    """Processor seconds to import the packages that it is made of."""
    names = "flask, flask_wtf, wtforms, sqlite_utils"
    return float(subprocess.check_output([sys.executable, "-"], input=timed(names), text=True))


def timed(names: str) -> str:
    """A program that says how long importing these takes; the interpreter's start is not in it."""
    return f"import time; t = time.process_time(); import {names}; print(time.process_time() - t)"
