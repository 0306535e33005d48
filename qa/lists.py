"""How long the store takes to find a page of a list, over every filter and order.

The one measurement that asks the store itself: a page around it takes some milliseconds either way.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import product
from pathlib import Path
from random import Random
from time import thread_time
from typing import Any

from qa.drill import Drill
from records.answers import invitation_list, response_list
from records.answers.invitation_list import LinkQuery, Order, Show
from records.answers.response_list import ResponseQuery
from records.answers.responses import ReviewState
from records.engine.database import open_database, prepare_database
from records.engine.encryption import Encryption
from records.engine.sqlite import Sqlite
from records.engine.store import Row
from records.engine.timestamps import ClinicTime, to_iso
from records.upkeep.key_rotation import new_key

SIZES = {12_000: 1.0, 100_000: 5.0}  # submissions; the aim for the slowest but one in a hundred, ms
TIMES, DEEP = 3, 3  # each page is asked for so often, and so many pages are turned
FEW, COLLEAGUES = 13, 12  # the last colleague has some thirty patients
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TIME = ClinicTime(NOW, NOW)
DAYS = [("", ""), ("2026-01-01", ""), ("2025-06-01", "2025-07-01")]
STATUSES = ["read"] * 80 + ["made"] * 9 + ["opened", "in_progress", "submitted"] + ["withdrawn"] * 8
Found = tuple[float, str]
Turn = Callable[[], Any]


class Timed(Sqlite):
    """A store that sums up, in milliseconds of the processor, what it took."""

    took = 0.0

    def many(self, sql: str, /, **values: object) -> list[Row]:
        began = thread_time()
        try:
            return super().many(sql, **values)
        finally:
            self.took += 1000 * (thread_time() - began)


def run(drill: Drill) -> None:
    """Both lists, at each size."""
    for size, aim in SIZES.items():
        path = drill.within(f"{size}") / "records.db"
        fill(path, size, Random(drill.seed))
        prepare_database(path)  # as a start does, which lets SQLite count
        with open_database(path) as opened:
            for name, every in (("patients", answers), ("links", links)):
                found = sorted(every(Timed(opened.conn), Encryption([new_key()])))
                took = [one for one, _ in found]
                what = f"{name}, {size:,} submissions, {len(found):,} pages: p99"
                drill.report.aim(what, took[len(took) * 99 // 100], aim, " ms")
                drill.report.figure("  half of them take", f"{took[len(took) // 2]:.2f} ms")
                for slow, query in found[-3:]:
                    drill.report.say(f"  {slow:.1f} ms: {query}")


def least(db: Timed, page: Turn) -> tuple[float, Any]:
    """The least time in which a page was found, and the page."""
    took, found = [], None
    for _ in range(TIMES):
        db.took = 0.0
        found = page()
        took.append(db.took)
    return min(took), found


def answers(db: Timed, encryption: Encryption) -> Iterator[Found]:
    """Every filter of the list of patients with each other, in every order."""
    since = (None, NOW - timedelta(days=7), NOW - timedelta(days=500))
    asked = product((None, *ReviewState), (None, 1, FEW), (False, True), DAYS, since)
    for (state, one, waits, (first, last), at), sort, up in product(
        asked, response_list.Sort, (False, True)
    ):
        query = ResponseQuery(state, one, waits, first, last, at, None, "", sort, up)
        after = ""
        for _ in range(DEEP):
            took, page = least(db, partial(response_list.page, db, encryption, query, after))
            yield took, f"{query}, after {after}"
            if not (after := page.after):
                break


def links(db: Timed, encryption: Encryption) -> Iterator[Found]:
    """Every filter of the list of links with each other, in every order."""
    for show, one, (first, last), order in product(Show, (0, 1, FEW), DAYS, Order):
        query = LinkQuery(show, one, first, last, "", order)
        for _ in range(DEEP):
            took, page = least(db, partial(invitation_list.page, db, encryption, query, TIME))
            yield took, str(query)
            if not page.after:
                break
            query = replace(query, after=page.after)


def fill(path: Path, size: int, chance: Random) -> None:
    """Three years of visits, of which a few hundred are still to come or to be read."""
    prepare_database(path)
    with open_database(path) as db, db.transaction():
        for number in range(1, FEW + 1):
            db.insert("staff", {"id": number, "name": f"Person {number}", "roles": ""})
        for number in range(1, size + 1):
            visit = NOW + timedelta(minutes=chance.randint(-3 * 525_600, 20_000))
            status, made = chance.choice(STATUSES), to_iso(visit - timedelta(days=7))
            whose = FEW if number % (size // 30) == 0 else chance.randint(1, COLLEAGUES)
            about = {"physiotherapist": whose, "visit": f"{visit:%Y-%m-%dT%H:%M}", "encrypted": b""}
            mine = {"id": number, "name": f"n{number}", "blind_index": f"b{number // 3}"}
            times = {"made_by": 1, "made": made, "ends": to_iso(visit), "status": status}
            db.insert("invitations", about | mine | times)
            sent = to_iso(visit - timedelta(minutes=chance.randint(60, 5000)))
            state = chance.choice([*ReviewState, *[ReviewState.CLOSED] * 100])
            kept = {"invitation": number, "submission": 1, "started": made, "changed": sent}
            is_in = {"section": "", "submitted": sent, "received": sent, "listed": 1}
            waits = {"waiting": chance.choice([0] * 500 + [1, 2, 3]), "state": str(state)}
            db.insert("responses", about | kept | is_in | waits)
