"""The store on a server of PostgreSQL: rows and transactions, on connections of a pool."""

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import timedelta
from functools import cache
from typing import Any

import psycopg

from records.engine.errors import ErrorKind, StorageError
from records.engine.place import Server
from records.engine.postgres_connections import Connection, connect
from records.engine.postgres_errors import telling
from records.engine.store import Row, Store

PATIENCE = timedelta(seconds=10)
"""How long a write waits for its turn."""
Borrow = Callable[[], AbstractContextManager[Connection]]


def open_server(server: Server) -> "Postgres":
    """The store on a connection of one's own. Raises StorageError."""
    conn = connect(server)
    return Postgres(lambda: nullcontext(conn), conn.close)


class Postgres(Store):
    """The store in a database on a server."""

    dialect: str = "postgres"

    def __init__(self, borrow: Borrow, close: Callable[[], None] = lambda: None) -> None:
        self._borrow = borrow
        self._close = close
        self._conn: Connection | None = None
        """The one of this thread's transaction, or of its snapshot."""
        self._is_reading = False
        self._numbers: dict[str, str | None] = {}

    def close(self) -> None:
        """Close the connection, where it is one's own."""
        self._close()

    def many(self, sql: str, /, **values: object) -> list[Row]:
        """All rows that a query finds."""
        with self._run(sql, values) as found:
            return list(found)

    def one(self, sql: str, /, **values: object) -> Row | None:
        """The first of them; None where there is none."""
        with self._run(sql, values) as found:
            return found.fetchone()

    def value(self, sql: str, /, **values: object) -> Any:
        """The first column of the first row; None where there is none."""
        row = self.one(sql, **values)
        return None if row is None else next(iter(row.values()))

    def insert(self, table: str, row: Row, /) -> int:
        """Put a row in; its number."""
        names, places = ", ".join(row), ", ".join(f":{name}" for name in row)
        number = self._number_of(table)
        sql = f"INSERT INTO {table} ({names}) VALUES ({places})"
        with self.transaction():
            if number:
                return int(self.value(f"{sql} RETURNING {number}", **row))
            self.execute(sql, row)
        return 0

    def execute(self, sql: str, values: Mapping[str, object] | None = None, /) -> int:
        """A statement as it stands, for the engine alone; how many rows it touched."""
        with self._run(sql, values or {}) as done:
            return done.rowcount

    change = execute

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written within, or nothing; it waits for its turn before it reads."""
        if self._conn is not None and not self._is_reading:
            yield
            return
        with self._between_reads(), self._held() as conn, telling(), conn.transaction():
            _take_turn(conn, PATIENCE)
            yield

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """Within a transaction: what an error leaves half done is taken back."""
        with self._held() as conn, telling(), conn.transaction():
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Whatever is read within stands as it did at the first look."""
        if self._conn is not None:
            yield
            return
        with self._held() as conn, telling():
            conn.execute(SNAPSHOT)
            self._is_reading = True
            try:
                yield
            finally:
                self._is_reading = False
                _end(conn)

    def gather_statistics(self) -> None:
        """Let the server choose its indexes by what there is now."""
        self.execute("ANALYZE")

    def leave_nothing(self, at_most: int = sys.maxsize) -> bool:
        """Have the server take what was deleted out of its tables.

        Its log, its copies and its backups keep it, encrypted, until their time is over.
        """
        if self.size() > at_most:
            return True
        try:
            with self._between_reads():
                self.execute("VACUUM")
        except StorageError:
            return False
        return True

    def damage(self) -> str:
        """Nothing: the server looks after its files, and refuses a row that belongs to nothing."""
        return ""

    def set_otherwise(self) -> list[str]:
        """What of the server is not set as it must be."""
        wanted = {"fsync": "on", "full_page_writes": "on", "server_encoding": "UTF8"}
        found = {name: self.value(f"SHOW {name}") for name in (*wanted, "synchronous_commit")}
        wrong = [f"{name} is {found[name]}" for name in wanted if found[name] != wanted[name]]
        if found["synchronous_commit"] == "off":
            wrong.append("synchronous_commit is off")
        return wrong

    def why_not_written(self, patience: timedelta) -> str:
        """Why nothing can be written; "" when something could be. Writes nothing."""
        try:
            with self._held() as conn, telling(), conn.transaction():
                if self.value("SHOW transaction_read_only") == "on":
                    return "the server only reads"
                _take_turn(conn, patience)
        except StorageError as problem:
            return str(problem)
        return ""

    def is_there(self, table: str) -> bool:
        """Whether there is a table of this name."""
        return self.value("SELECT to_regclass(:table)", table=table) is not None

    def copy_in(self, table: str, names: list[str], rows: Iterator[tuple[object, ...]]) -> None:
        """Put many rows in at once, within a transaction."""
        sql = f"COPY {table} ({', '.join(names)}) FROM STDIN"
        with self._held() as conn, telling(), conn.cursor().copy(sql) as copy:
            for row in rows:
                copy.write_row(row)

    def each(self, sql: str) -> Iterator[Row]:
        """The rows that a query finds, some at a time, within a snapshot."""
        with self._held() as conn, telling(), conn.cursor(name="each") as cursor:
            cursor.execute(sql)
            yield from cursor

    def last_number(self, table: str) -> int | None:
        """The highest that a row of a table was given; None where none was."""
        if (column := self._number_of(table)) is None:
            return None
        sequence = self.value(
            "SELECT pg_get_serial_sequence(:table, :column)", **_at(table, column)
        )
        row = self.one(f"SELECT last_value, is_called FROM {sequence}")
        return row["last_value"] if row and row["is_called"] else None

    def go_on_after(self, table: str, last: int) -> None:
        """Give the rows of a table higher numbers than this."""
        if column := self._number_of(table):
            sql = "SELECT setval(pg_get_serial_sequence(:table, :column), :last)"
            self.value(sql, last=last, **_at(table, column))

    def size(self) -> int:
        """The bytes that the records take."""
        return int(self.value("SELECT pg_database_size(current_database())"))

    def _number_of(self, table: str) -> str | None:
        """The column that numbers the rows of a table."""
        if table not in self._numbers:
            sql = """SELECT attname FROM pg_attribute
                WHERE attrelid = to_regclass(:table) AND attidentity <> ''"""
            self._numbers[table] = self.value(sql, table=table)
        return self._numbers[table]

    @contextmanager
    def _run(self, sql: str, values: Mapping[str, object]) -> Iterator[psycopg.Cursor[Row]]:
        with self._connection() as conn, telling():
            yield conn.execute(_as_psycopg(sql), values)

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        """The one of this transaction, or one for this statement."""
        if self._conn is not None:
            yield self._conn
            return
        with telling(), self._borrow() as conn:
            yield conn

    @contextmanager
    def _held(self) -> Iterator[Connection]:
        """One that all statements go to meanwhile."""
        if self._conn is not None:
            yield self._conn
            return
        with telling(), self._borrow() as conn:
            self._conn = conn
            try:
                yield conn
            finally:
                self._conn = None

    @contextmanager
    def _between_reads(self) -> Iterator[None]:
        """Outside of any snapshot, and then again within a new one."""
        conn = self._conn
        if conn is None or not self._is_reading:
            yield
            return
        with telling():
            _end(conn)
        self._is_reading = False
        try:
            yield
        finally:
            if not conn.closed:
                with telling():
                    conn.execute(SNAPSHOT)
                self._is_reading = True


SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


def _at(table: str, column: str) -> dict[str, str]:
    return {"table": table, "column": column}


def _end(conn: Connection) -> None:
    if not conn.closed:
        conn.execute("ROLLBACK")


def _take_turn(conn: Connection, patience: timedelta) -> None:
    """Wait for the turn to write, within a transaction."""
    wait = patience // timedelta(milliseconds=1)
    conn.execute(f"SET LOCAL lock_timeout = {wait}")
    if conn.execute("SELECT one FROM turn FOR UPDATE").fetchone() is None:
        raise StorageError("the table of the turn is empty", ErrorKind.DAMAGED)


@cache
def _as_psycopg(sql: str) -> str:
    """A statement with its parameters as psycopg names them."""
    return re.sub(r"(?<!:):([a-z_]\w*)", r"%(\1)s", sql.replace("%", "%%"))
