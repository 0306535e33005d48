"""All that is in a database file."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

OF_SQLITE = ("sqlite_", "_sqlite_")

Rows = dict[str, list[dict[str, Any]]]


def rows(path: Path) -> Rows:
    """Every row of every table of ours, by column."""
    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        found = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        names = [row["name"] for row in found if not row["name"].startswith(OF_SQLITE)]
        read = "SELECT * FROM {} ORDER BY rowid"
        return {name: [dict(row) for row in db.execute(read.format(name))] for name in names}
