"""What is stored, and which tables a request changed."""

from hashlib import sha256

from records.engine.sqlite import Sqlite
from tests.beneath import beneath

NEWEST = 8  # rows of a table that are looked at


class Kept:
    """What is stored, as marks that change with it."""

    def __init__(self, db: Sqlite) -> None:
        self.db = beneath(db)
        self.tables = [name for name in self.db.table_names() if is_own(name)]
        self._version = -1
        self.marks: dict[str, str] = {}
        self.look()

    def look(self) -> set[str]:
        """The tables that changed since the last look."""
        version = self.db.execute("PRAGMA data_version").fetchone()[0]
        if version == self._version:
            return set()
        self._version = version
        before, self.marks = self.marks, {name: self._mark(name) for name in self.tables}
        return {name for name in self.tables if before.get(name) != self.marks[name]}

    def _mark(self, name: str) -> str:
        table = self.db.table(name)
        newest = [
            tuple(row.values()) for row in table.rows_where(order_by="rowid desc", limit=NEWEST)
        ]
        return sha256(repr((table.count, newest)).encode()).hexdigest()


def is_own(table: str) -> bool:
    """Whether a table holds what is kept, and is not the database's own."""
    return not table.startswith(("sqlite_", "schema_"))
