"""Another process holds the database to itself, for seconds and for a minute (test 4)."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from time import monotonic

from records.engine.database import open_database
from torture.faults.scene import Clinic, clinic, is_kind, kept_in, keys, press
from torture.figures import Figure, all_of, none_of
from torture.parts import Trial

PEOPLE = 4
TOO_LONG = 60  # seconds; the app waits for ten


def run(trial: Trial) -> Iterator[Figure]:
    """Held for three seconds, then for a minute."""
    database = trial.folder / "records.db"
    with clinic(trial.folder / "held", database, keys()) as site:
        yield from _briefly(trial, database, site)
        if not trial.is_short:
            yield from _for_long(trial, database, site)
        traces = site.traces
    yield none_of("4", "stack traces in the log", traces)


@contextmanager
def held(database: Path, seconds: float) -> Iterator[None]:
    """Nobody else writes for so long."""
    with open_database(database) as db:
        db.execute("BEGIN EXCLUSIVE")
        end = Timer(seconds, db.rollback)
        end.start()
        try:
            yield
        finally:
            end.join()


def _briefly(trial: Trial, database: Path, site: Clinic) -> Iterator[Figure]:
    seconds = 1 if trial.is_short else 3
    people = [site.runner(trial.seed + number) for number in range(PEOPLE)]
    forms = [one.request("Kim") for one in people]
    with held(database, seconds), ThreadPoolExecutor(PEOPLE) as threads:
        answers = list(threads.map(press, people, forms))
    good = sum(answer.status == 303 for answer in answers)
    what = f"held for {seconds} s: posts that succeed"
    yield all_of("4", what, good, PEOPLE)


def _for_long(trial: Trial, database: Path, site: Clinic) -> Iterator[Figure]:
    people = [site.runner(trial.seed + 10 + number) for number in range(PEOPLE)]
    forms = [one.request("Kim") for one in people]
    before, _ = kept_in(database)
    with ThreadPoolExecutor(PEOPLE) as threads, held(database, TOO_LONG):
        pressed = [threads.submit(press, *both) for both in zip(people, forms, strict=True)]
        began = monotonic()
        walked = site.runner(trial.seed + 99).has_result
        took = monotonic() - began
        answers = [one.result() for one in pressed]
    kind = sum(is_kind(answer) and "Kim" in answer.text for answer in answers)
    what = f"held for {TOO_LONG} s: 503 with what was typed on the page"
    yield all_of("4", what, kind, PEOPLE)
    wrong = sum(answer.status == 500 for answer in answers)
    yield none_of("4", "answers with 500", wrong)
    what = "a self-check walked meanwhile"
    yield Figure("4", what, f"{took:.1f} s" if walked else "not walked", "walked", walked)
    for one, form in zip(people, forms, strict=True):
        press(one, form)
    kept = kept_in(database)[0] - before
    what = "the same forms sent again afterwards, kept once"
    yield all_of("4", what, kept, PEOPLE)
