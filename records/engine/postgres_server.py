"""A database on a server of PostgreSQL, made ready at the start, before any page is served."""

from records.engine.errors import StorageError
from records.engine.migrations import NotUpgraded, Unusable, refuse_newer, upgrade
from records.engine.place import Server
from records.engine.postgres import Postgres, open_server

OLDEST = 150000  # PostgreSQL 15
TRIES = 5
# The engine's own tables: a backup does not hold them. `turn`: its one row is locked by whoever
# writes. `processes`: which have the records open, and until when unless they say so again.
OWN_TABLES = """
CREATE TABLE IF NOT EXISTS turn (one INTEGER PRIMARY KEY);
INSERT INTO turn VALUES (1) ON CONFLICT DO NOTHING;
CREATE TABLE IF NOT EXISTS processes (
    id TEXT PRIMARY KEY,
    is_alone INTEGER NOT NULL,
    ends TIMESTAMPTZ NOT NULL
);
"""


def prepare_server(server: Server) -> None:
    """Make the tables or bring them up to date. Raises Unusable."""
    try:
        with open_server(server) as db:
            _refuse(server, db)
            make_own_tables(db)
            refuse_newer(db)
            upgrade(db)
            db.gather_statistics()
    except NotUpgraded as problem:
        raise Unusable(f"{server} could not be brought up to date: {problem}") from problem
    except StorageError as problem:
        raise Unusable(f"{server} cannot be used: {problem}.") from problem


def _refuse(server: Server, db: Postgres) -> None:
    """Refuse a server that is too old, or keeps text in another way."""
    if int(db.value("SHOW server_version_num")) < OLDEST:
        found = db.value("SHOW server_version")
        raise Unusable(f"{server} is PostgreSQL {found}; 15 is the oldest that will do.")
    if (encoding := db.value("SHOW server_encoding")) != "UTF8":
        raise Unusable(f"{server} keeps text as {encoding}. Make it with: createdb -E UTF8")


def make_own_tables(db: Postgres) -> None:
    """Once; of two that make them at one moment one is refused, and looks again."""
    for left in reversed(range(TRIES)):
        try:
            db.execute(OWN_TABLES)
            return
        except StorageError as problem:
            if problem.kind is not None or not left:
                raise
