"""Half of all that is kept past its time: purged, killed in the middle, and purged again."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import groupby
from multiprocessing import get_context
from multiprocessing.context import SpawnProcess
from pathlib import Path
from threading import Event, Thread

from records import audit
from records.audit import Did
from records.engine.database import Database, open_database
from records.engine.timestamps import to_iso
from records.retention import Keep, purge
from torture.figures import Figure
from torture.store.visits import DAYS, NOW

HALF = timedelta(days=DAYS // 2)
AT_MOST = 200  # milliseconds
ALONE = 2  # seconds
WITH_ROUNDS = """SELECT invitations.id, ends, received, coalesce(submitted, changed), waiting
    FROM invitations LEFT JOIN responses ON responses.invitation = invitations.id
    ORDER BY invitations.id"""


def figures(db: Database, file: Path, kill_after: int) -> Iterator[Figure]:
    """What a purge leaves, how it comes through being killed, and who waits for it."""
    due, before = set(past_time(db)), numbers(db)
    with writing_beside(file) as took:
        time.sleep(ALONE)
    yield waited("writers wait, alone", took, is_judged=False)
    with writing_beside(file) as took:
        process = start_purge(file)
        while len(before) - len(numbers(db)) < kill_after and process.is_alive():
            time.sleep(0.5)
        process.kill()
        process.join()
        gone = before - numbers(db)
        sound = db.execute("PRAGMA quick_check(1)").fetchone()[0]
        is_well = sound == "ok" and gone <= due
        yield Figure("24", f"after a kill: {len(gone):,} gone, the file is", sound, "ok", is_well)
        start = time.monotonic()
        start_purge(file).join()
    rate = len(due - gone) / (time.monotonic() - start)
    yield waited("writers wait, while it purges", took, is_judged=True)
    yield Figure("", "visits purged a second", f"{rate:,.0f}")
    gone = before - numbers(db)
    yield Figure("24", "due and gone", f"{len(gone & due):,} of {len(due):,}", "all", gone >= due)
    yield Figure("24", "not due and gone", f"{len(gone - due):,}", "0", gone <= due)
    noted = in_audit(db)
    yield Figure("24", "of these in the audit", f"{noted:,}", "all", noted >= len(gone))
    start_purge(file).join()
    is_same = before - numbers(db) == gone
    yield Figure("24", "gone with another purge", "0" if is_same else "some", "0", is_same)


def numbers(db: Database) -> set[int]:
    """Every visit there is."""
    return {number for (number,) in db.execute("SELECT id FROM invitations")}


def past_time(db: Database) -> Iterator[int]:
    """The visits that are past their time, found by reading them all."""
    long_ago, now = to_iso(NOW - HALF), to_iso(NOW)
    for number, of_one in groupby(db.execute(WITH_ROUNDS), key=lambda row: row[0]):
        rounds = list(of_one)
        ends = rounds[0][1]
        if any(received for _, _, received, _, _ in rounds):
            is_old = all(changed <= long_ago for *_, changed, _ in rounds)
            if is_old and ends <= now and not any(waiting for *_, waiting in rounds):
                yield number
        elif ends <= long_ago:
            yield number


def in_audit(db: Database) -> int:
    """How many visits the audit says were purged."""
    rows = db.table("audit").rows_where("did = ?", [str(Did.PURGED)])
    told = " ".join(row["about"] for row in rows)
    return sum(map(int, re.findall(r"(?:invitations|answers): (\d+)", told)))


def purge_file(file: Path) -> None:
    """Purge as the app does."""
    keep = Keep(invitations=HALF.days, responses=HALF.days, requests=HALF.days)
    with open_database(file) as db:
        purge(db, keep, NOW)


def start_purge(file: Path) -> SpawnProcess:
    """The same in a process of its own."""
    process = get_context("spawn").Process(target=purge_file, args=[file])
    process.start()
    return process


@contextmanager
def writing_beside(file: Path) -> Iterator[list[float]]:
    """Somebody who writes again and again; how long each took, in milliseconds."""
    took: list[float] = []
    is_over = Event()
    thread = Thread(target=_write, args=(file, took, is_over.wait))
    thread.start()
    try:
        yield took
    finally:
        is_over.set()
        thread.join()


def _write(file: Path, took: list[float], is_over: Callable[[float], bool]) -> None:
    with open_database(file) as db:
        while not is_over(0.02):
            start, now = time.perf_counter(), datetime.now(UTC)
            audit.add(db, who="writer", did=Did.LOOKED_AT, about="inbox", now=now)
            took.append((time.perf_counter() - start) * 1000)


def waited(what: str, took: list[float], *, is_judged: bool) -> Figure:
    """How long writers took, with all that they waited for."""
    in_order = sorted(took)
    slow, slowest = in_order[-1 - len(in_order) // 100], in_order[-1]
    found = f"p99 {slow:.0f} ms, longest {slowest:.0f}"
    if not is_judged:
        return Figure("", what, found)
    return Figure("24", what, found, f"p99 {AT_MOST} ms", slow < AT_MOST)
