"""Everything sealed again with a new key. It may be interrupted anywhere, and run again.

Old keys stay readable until nothing needs them: at no moment is a value without its key.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlite_utils import Database

from records.database import leave_nothing, writing
from records.private_files import replace
from records.sealing import Sealer, Unreadable

# Every sealed column there is, by table, behind the column that numbers its rows.
SEALED: Mapping[str, tuple[str, Sequence[str]]] = {
    "visit_requests": ("sequence", ["sealed"]),
    "invitations": ("id", ["sealed"]),
    "responses": ("id", ["sealed", "told", "brief", "verdict"]),
    "warnings": ("id", ["sealed"]),
    "notes": ("id", ["sealed"]),
    "outbox": ("id", ["sealed"]),
    "take_home": ("id", ["sealed"]),
}
AT_ONCE = 100  # rows a transaction: others wait for each

Row = Mapping[str, Any]
Told = Callable[[int], object]
"""Is told how many rows were done since it was told last."""


def tell_nobody(rows: int) -> None:
    """For whoever does not watch."""


@dataclass(frozen=True, slots=True)
class Sealing:
    """How many sealed values there are, need a key behind the first, or open with none."""

    values: int = 0
    old: int = 0
    lost: int = 0

    def __add__(self, other: "Sealing") -> "Sealing":
        return Sealing(self.values + other.values, self.old + other.old, self.lost + other.lost)


def new_key() -> str:
    """A key that nobody has."""
    return Fernet.generate_key().decode()


def rotate(
    db: Database, path: Path, keys: Sequence[str], key: str, told: Told = tell_nobody
) -> tuple[bool, Sealing]:
    """Put a key in front of those in the file, and seal everything with it.

    Where an earlier change was interrupted, that is finished, and the key is not used: whether
    it is, and what was found. Of the old keys only the last stays, for cookies under way.
    """
    is_new = not look(db, keys, told).old
    if is_new:
        keys = [key, keys[0]]
        replace(path, "\n".join(keys) + "\n")
    return is_new, reseal(db, keys, told)


def how_many(db: Database) -> int:
    """The rows with something sealed."""
    return sum(db.table(table).count for table in SEALED)


def look(db: Database, keys: Sequence[str], told: Told = tell_nobody) -> Sealing:
    """What every sealed value needs to be opened; changes nothing."""
    ring, found = _Ring(keys), Sealing()
    for table in SEALED:
        for rows in _rows(db, table):
            found = sum((ring.changes(table, row)[1] for row in rows), found)
            told(len(rows))
    return found


def reseal(db: Database, keys: Sequence[str], told: Told = tell_nobody) -> Sealing:
    """Seal with the first key whatever another of these keys sealed; what was found before that.

    In small transactions: what an interruption leaves is mixed, and all of it readable. Nobody
    else may write meanwhile (in_use.py).
    """
    ring, found = _Ring(keys), Sealing()
    for table in SEALED:
        for rows in _rows(db, table):
            with writing(db):
                found = sum((_reseal(db, ring, table, row) for row in rows), found)
            told(len(rows))
    if found.old:
        leave_nothing(db)
    return found


def _reseal(db: Database, ring: "_Ring", table: str, row: Row) -> Sealing:
    changed, found = ring.changes(table, row)
    if changed:
        db.table(table).update(row[SEALED[table][0]], changed)
    return found


def _rows(db: Database, table: str) -> Iterator[Sequence[Row]]:
    """The rows of a table in order, some at a time."""
    number, last = SEALED[table][0], 0
    while True:
        after = db.table(table).rows_where(f"{number} > ?", [last], order_by=number, limit=AT_ONCE)
        if not (rows := list(after)):
            return
        yield rows
        last = rows[-1][number]


class _Ring:
    """Keys in their order."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._first = Fernet(keys[0])
        self._any = MultiFernet([Fernet(key) for key in keys])
        self._sealer = Sealer(keys)

    def changes(self, table: str, row: Row) -> tuple[dict[str, Any], Sealing]:
        """The columns of a row as the first key has them, where that is not how they are."""
        changed: dict[str, Any] = {}
        found = Sealing()
        for column in SEALED[table][1]:
            if row[column] is None:
                continue
            again, one = self._again(row[column])
            found += one
            if again:
                changed[column] = again
        if table == "invitations" and (mark := self._mark(row)) != row["mark"]:
            changed["mark"] = mark
            found += Sealing(old=0 if "sealed" in changed else 1)
        return changed, found

    def _again(self, sealed: bytes) -> tuple[bytes | None, Sealing]:
        """Sealed with the first key and as old as before; None for what cannot be or is."""
        try:
            self._first.decrypt(sealed)
            return None, Sealing(values=1)
        except InvalidToken:
            pass
        try:
            return self._any.rotate(sealed), Sealing(values=1, old=1)
        except InvalidToken:
            return None, Sealing(values=1, lost=1)

    def _mark(self, row: Row) -> str:
        """What the reference is found by; as it is where the reference cannot be opened."""
        try:
            about = cast(dict[str, Any], self._sealer.open(row["sealed"]))
        except Unreadable:
            return cast(str, row["mark"])
        return self._sealer.marks(about["reference"])[0]
