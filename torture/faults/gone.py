"""The file is taken away and put back while people ask for visits (test 5, while it runs)."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from time import sleep

from torture.chance import Chance
from torture.clients.runner import Runner
from torture.faults.scene import clinic, kept_in, keys, press, promised
from torture.figures import Figure, all_of, none_of
from torture.parts import Trial

PEOPLE = 3
AWAY = 0.3  # seconds


def run(trial: Trial) -> Iterator[Figure]:
    """Again and again, at moments that nobody chose."""
    database, times = trial.folder / "gone.db", 2 if trial.is_short else 40
    random, is_over = Chance(trial.seed), Event()
    with clinic(trial.folder / "away", database, keys()) as site:
        people = [site.runner(trial.seed + number) for number in range(PEOPLE)]
        threads = [Thread(target=ask_on, args=(one, is_over)) for one in people]
        for thread in threads:
            thread.start()
        for _ in range(times):
            sleep(random.uniform(0.05, 0.4))
            take_away(database)
        sleep(0.3)
        is_over.set()
        for thread in threads:
            thread.join()
        last = [press(one, one.request("Kim")).status for one in people]
        traces = site.traces
    yield from _judged(database, times, people, last, traces)


def ask_on(one: Runner, is_over: Event) -> None:
    """Ask for one visit after another."""
    form = one.request("Kim")
    while not is_over.is_set():
        if press(one, form).status == 303:
            form = one.request("Kim")


def take_away(database: Path) -> None:
    """For a moment the file has no name here."""
    away = database.with_name("away.db")
    database.rename(away)
    sleep(AWAY)
    away.rename(database)


def _judged(
    database: Path, times: int, people: list[Runner], last: list[int], traces: int
) -> Iterator[Figure]:
    told = promised(people)
    kept, is_sound = kept_in(database)
    what = f"file away {times} times: acknowledged and not kept"
    lost = max(told - kept, 0)
    yield Figure("5", what, f"{lost} of {told}", "0", lost == 0 and told > 0)
    seen = {status for one in people for status in one.statuses}
    odd = seen - {200, 303, 503}
    found = " ".join(map(str, sorted(seen)))
    yield Figure("5", "answers meanwhile", found, "200 303 503", not odd and 503 in seen)
    yield all_of("5", "requests kept afterwards, no restart", last.count(303), PEOPLE)
    yield Figure("5", "the file is sound afterwards", str(is_sound), "True", is_sound)
    yield none_of("5", "stack traces in the log", traces)
