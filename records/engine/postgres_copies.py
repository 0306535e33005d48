"""All records of a server copied to a file of SQLite, or from one in place of what is there."""

from collections.abc import Iterator
from pathlib import Path

from records.engine.migrations import upgrade
from records.engine.place import Server
from records.engine.postgres import Postgres, open_server
from records.engine.sqlite import Sqlite, open_file
from records.engine.store import OnProgress

AT_ONCE = 500  # rows between one sign of life and the next


def copy_out_of(server: Server, to: Path, told: OnProgress) -> None:
    """Copy the records as of now to an empty file."""
    with open_server(server) as db, open_file(to) as file:
        upgrade(file)
        file.execute("PRAGMA foreign_keys = OFF")
        with db.snapshot(), file.transaction():
            tables = _tables(file)
            file.execute("DELETE FROM schema_steps")  # those that the file noted itself
            left = of = sum(db.value(f"SELECT count(*) FROM {table}") for table in tables)
            for table, names in tables.items():
                for row in db.each(f"SELECT {', '.join(names)} FROM {table}"):
                    file.insert(table, row)
                    left -= 1
                    if not left % AT_ONCE:
                        told(left, of)
                _note_last(file, db, table)


def copy_into(source: Path, server: Server, told: OnProgress) -> None:
    """Put all of a file in place of the records, in one transaction; readers wait at its end."""
    with open_file(source) as file, open_server(server) as db, db.transaction():
        tables = _tables(file)
        for table in tables:
            db.execute(f"DROP TABLE IF EXISTS {table} CASCADE")
        upgrade(db)
        db.delete("schema_steps", "TRUE")
        for done, (table, names) in enumerate(tables.items()):
            told(len(tables) - done, len(tables))
            db.copy_in(table, names, _rows(file, table, names))
            _set_last(db, file, table)
        told(0, len(tables))


def _tables(file: Sqlite) -> dict[str, list[str]]:
    """The columns of each table, in the order in which they were made."""
    ours = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    names = [row["name"] for row in file.many(f"{ours} ORDER BY rowid")]
    columns = "SELECT name FROM pragma_table_info(:table)"
    return {name: [row["name"] for row in file.many(columns, table=name)] for name in names}


def _rows(file: Sqlite, table: str, names: list[str]) -> Iterator[tuple[object, ...]]:
    return iter(file.execute(f"SELECT {', '.join(names)} FROM {table}"))


def _note_last(file: Sqlite, db: Postgres, table: str) -> None:
    """That no number is given out twice holds in the file as well."""
    if (last := db.last_number(table)) is not None:
        file.execute("DELETE FROM sqlite_sequence WHERE name = :table", {"table": table})
        file.insert("sqlite_sequence", {"name": table, "seq": last})


def _set_last(db: Postgres, file: Sqlite, table: str) -> None:
    last = file.value("SELECT seq FROM sqlite_sequence WHERE name = :table", table=table)
    if last is not None:
        db.go_on_after(table, last)
