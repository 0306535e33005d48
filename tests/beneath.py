"""The records as sqlite-utils shows them, for tests that look or write beneath the store."""

from sqlite_utils import Database


def beneath(db):
    return Database(db.conn, execute_plugins=False)
