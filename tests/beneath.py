"""The records beneath the store, for tests that look or write there."""

import re
from contextlib import ExitStack
from datetime import timedelta
from itertools import count

from sqlite_utils import Database

from records.engine.database import open_database
from records.engine.sqlite import Sqlite


def beneath(db):
    return Database(db.conn, execute_plugins=False) if isinstance(db, Sqlite) else OfServer(db)


def somebody_writes(connections, monkeypatch):
    """From now on, until this is closed; and nobody waits for long."""
    db = connections.database()
    if isinstance(db, Sqlite):
        db.execute("PRAGMA busy_timeout = 1")
    else:
        monkeypatch.setattr("records.engine.postgres.PATIENCE", timedelta(milliseconds=1))
    stack = ExitStack()
    other = stack.enter_context(open_database(connections.place))
    stack.enter_context(other.transaction())
    return stack


class OfServer:
    """What of sqlite-utils the tests use, on a server."""

    def __init__(self, db):
        self.db = db

    def table(self, name):
        return Table(self.db, name)

    __getitem__ = table

    def table_names(self):
        ours = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        return [row["tablename"] for row in self.db.many(ours)]

    def query(self, sql, values=None):
        sql, values = named(sql, values)
        return self.db.many(sql, **values)


class Table:
    def __init__(self, db, name):
        self.db, self.name = db, name

    @property
    def rows(self):
        return self.rows_where()

    def rows_where(self, where="TRUE", values=None, order_by=None):
        order = f" ORDER BY {order_by}" if order_by else ""
        where, values = named(where, values)
        return iter(self.db.many(f"SELECT * FROM {self.name} WHERE {where}{order}", **values))

    @property
    def count(self):
        return self.count_where()

    def count_where(self, where="TRUE", values=None):
        where, values = named(where, values)
        return self.db.value(f"SELECT count(*) FROM {self.name} WHERE {where}", **values)

    def exists(self):
        return self.db.is_there(self.name)

    @property
    def key(self):
        return self.db.value(
            """SELECT attname FROM pg_index JOIN pg_attribute ON attrelid = indrelid
                AND attnum = indkey[0] WHERE indisprimary AND indrelid = to_regclass(:table)""",
            table=self.name,
        )

    def get(self, value):
        return self.db.one(f"SELECT * FROM {self.name} WHERE {self.key} = :value", value=value)

    def insert(self, row):
        self.db.insert(self.name, row)

    def insert_all(self, rows):
        for row in rows:
            self.insert(row)

    def update(self, value, changed):
        self.db.update(self.name, changed, f"{self.key} = :value", value=value)

    def delete_where(self, where="TRUE", values=None):
        where, values = named(where, values)
        self.db.delete(self.name, where, **values)

    def delete(self, value):
        self.db.delete(self.name, f"{self.key} = :value", value=value)


def named(where, values):
    """Each ? of a condition as a parameter with a name; a mapping as it is."""
    if isinstance(values, dict) or not values:
        return where, values or {}
    numbers = count()
    where = re.sub(r"\?", lambda _: f":v{next(numbers)}", where)
    return where, {f"v{at}": value for at, value in enumerate(values)}
