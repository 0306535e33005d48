"""How long it takes to prove the rules, and to see whether the cases notice mistakes in them."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.figures import Figure
from bench.trial import own_environment
from questionnaire.loading import load_content
from review.testing.cases import load_cases
from review.testing.mutation import mutation

CHECKS = 3


def reviewing_figures() -> Iterator[Figure]:
    """Seconds by the clock: somebody waits for both."""
    with TemporaryDirectory() as folder:
        checks = [time_of_check(Path(folder)) for _ in range(CHECKS)]
    if all(is_proved for _, is_proved in checks):
        seconds = median(seconds for seconds, _ in checks)
        yield Figure("flask rules check, from command to end", seconds, "s", at_most=5)
    else:
        yield Figure("flask rules check", None, "(not every claim is proved)", at_most=5)
    questionnaire, rulebook = load_content()
    cases = load_cases(Path("tests/cases"), questionnaire, rulebook)
    start = perf_counter()
    found = mutation(questionnaire, rulebook, cases)
    seconds = perf_counter() - start
    yield Figure("every small mistake past the worked cases", seconds, "s", at_most=60)
    tried = found.signs.count + found.rest.count + len(found.harmless)
    yield Figure("  mistakes made", tried, "")
    yield Figure("  unnoticed", len(found.signs.survivors + found.rest.survivors), "")


def time_of_check(folder: Path) -> tuple[float, bool]:
    """Seconds of the whole command, the app's start with it, and whether all was proved."""
    start = perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "flask", "rules", "check"],
        env=own_environment(folder),
        stdout=subprocess.DEVNULL,
    )
    return perf_counter() - start, done.returncode == 0
