"""A database of a million rounds of answers, made in a minute or two.

The indexes and triggers are those of the schema, put aside while the rows go in.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from itertools import chain, islice
from pathlib import Path
from typing import Any

from flask import Flask

from clinic.demo.filling import fill
from clinic.visits.sending import Desk
from records import staff
from records.audit import FIRST, hash_after
from records.engine.timestamps import to_iso
from services import services_of
from torture.store.rows import OFFSET, Row, Rows
from torture.store.visits import COLLEAGUES, NOW, visits

AT_ONCE = 50_000  # rows a transaction
FAST = ("synchronous = OFF", "cache_size = -400000", "foreign_keys = OFF")


def build(app: Flask, count: int, seed: int, say: Callable[[str], None]) -> Path:
    """Fill the empty database of an app; where it is."""
    db, kept = services_of(app).connections.database(), app.extensions
    path: Path = services_of(app).connections.path
    parts = (kept["sealer"], kept["rulebook"], kept["questionnaire"])
    fill(Desk(db, *parts, app.jinja_env.filters["fill"], NOW), kept["zone"])
    team = [staff.add(db, f"Colleague {n:02}", ["physiotherapist"]).id for n in range(COLLEAGUES)]
    real = list(db.table("responses").rows_where("told IS NOT NULL"))
    rows = Rows(kept["sealer"], team, real)
    with closing(sqlite3.connect(path)) as connection:
        for pragma in FAST:
            connection.execute(f"PRAGMA {pragma}")
        with _bare(connection, say):
            left = visits(count, seed)
            while some := list(islice(left, AT_ONCE)):
                for table, of_visit in _tables(rows).items():
                    _put(connection, table, chain.from_iterable(map(of_visit, some)))
                say(f"visits: {some[-1].number + 1:,}")
            say(f"audit: {_put(connection, 'audit', _audit(connection, count // 2)):,}")
            _line_up(connection)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def _tables(rows: Rows) -> dict[str, Callable[..., Iterator[Row]]]:
    return {
        "invitations": rows.invitation,
        "links": rows.link,
        "responses": rows.round,
        "warnings": rows.warning,
        "notes": rows.note,
        "visit_requests": rows.request,
    }


@contextmanager
def _bare(connection: sqlite3.Connection, say: Callable[[str], None]) -> Iterator[None]:
    """Without the indexes and triggers, which come back at the end."""
    found = "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger')"
    apart = [row for row in connection.execute(found) if row[2]]
    for kind, name, _ in apart:
        connection.execute(f"DROP {kind} {name}")
    yield
    for *_, sql in apart:
        connection.execute(sql)
    connection.commit()
    say(f"indexes and triggers: {len(apart)}")


def _line_up(connection: sqlite3.Connection) -> None:
    """The lines of the inbox, as its triggers would have put them."""
    connection.execute("CREATE INDEX for_now ON responses (invitation, round)")
    connection.execute("DELETE FROM inbox_lines")
    connection.execute("INSERT INTO inbox_lines SELECT * FROM inbox_lines_now")
    connection.execute("DROP INDEX for_now")
    connection.commit()


def _put(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> int:
    """Put in rows of the same columns; how many."""
    left, count = iter(rows), 0
    while some := list(islice(left, AT_ONCE)):
        values = ", ".join(f":{name}" for name in some[0])
        into = ["INSERT INTO", table, f"({', '.join(some[0])})", "VALUES", f"({values})"]
        connection.executemany(" ".join(into), some)
        connection.commit()
        count += len(some)
    return count


def _audit(connection: sqlite3.Connection, count: int) -> Iterator[Row]:
    """Who looked at which answers, behind what the made-up clinic has noted."""
    last = "SELECT hash FROM audit ORDER BY sequence DESC LIMIT 1"
    found = connection.execute(last).fetchone()
    head = found[0] if found else FIRST
    for number in range(count):
        at = to_iso(NOW - timedelta(minutes=count - number))
        row: dict[str, Any] = {"at": at, "who": f"Colleague {number % COLLEAGUES:02}"}
        row |= {"did": "looked at", "about": f"visit v{number % (OFFSET * 100):09}"}
        head = hash_after(head, row)
        yield row | {"hash": head}
