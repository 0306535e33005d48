"""What the rest of records/ asks of a database, whichever engine it is."""

import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any, Protocol, Self

Row = Mapping[str, Any]
"""By the names of its columns, each as the schema has it."""


OnProgress = Callable[[int, int], object]
"""Is told how much of a copy is left, and of how much: pages of a file, rows of a server."""


class Store(Protocol):
    """One connection. SQL is plain, and its parameters are named: `WHERE id = :id`, id=7."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let it go."""

    def many(self, sql: str, /, **values: object) -> list[Row]:
        """All rows that a query finds."""

    def one(self, sql: str, /, **values: object) -> Row | None:
        """The first of them; None where there is none."""

    def value(self, sql: str, /, **values: object) -> Any:
        """The first column of the first row; None where there is none."""

    def insert(self, table: str, row: Row, /) -> int:
        """Put a row in; its number."""

    def update(self, table: str, changed: Row, where: str, /, **values: object) -> int:
        """Set these columns of the rows that `where` finds; how many those are."""
        if not changed:
            return 0
        pairs = ", ".join(f"{name} = :new_{name}" for name in changed)
        new = {f"new_{name}": value for name, value in changed.items()}
        with self.transaction():
            return self.change(f"UPDATE {table} SET {pairs} WHERE {where}", new | values)

    def delete(self, table: str, where: str, /, **values: object) -> int:
        """Delete the rows that `where` finds; how many those were."""
        with self.transaction():
            return self.change(f"DELETE FROM {table} WHERE {where}", values)

    def put(self, table: str, its: Row, changed: Row, /) -> None:
        """Set these columns of the row that has all of `its`, or put one in that has both."""
        where = " AND ".join(f"{name} = :{name}" for name in its)
        with self.transaction():
            if not self.update(table, changed, where, **its):
                self.insert(table, {**its, **changed})

    def change(self, sql: str, values: Row, /) -> int:
        """Do what a statement says, within a transaction; how many rows it touched."""

    def transaction(self) -> AbstractContextManager[None]:
        """All that is written within, or nothing; one writer at a time. Within another, part of it.

        Each write outside of any is one by itself. Raises StorageError where the turn does not
        come in ten seconds.
        """

    def all_or_nothing(self) -> AbstractContextManager[None]:
        """Within a transaction: take back what an error leaves half done, whoever catches it."""

    def snapshot(self) -> AbstractContextManager[None]:
        """Whatever is read within stands as it did at the first look.

        What is written within has a transaction of its own; what is read after it is of a later
        moment. Within a transaction this is part of it.
        """

    def gather_statistics(self) -> None:
        """Let the engine choose its indexes by what there is now."""

    def leave_nothing(self, at_most: int = sys.maxsize) -> bool:
        """Leave no trace of what was deleted; False where others write for too long.

        More than `at_most` bytes of records are left as they are: all others wait meanwhile. Not
        within a transaction that writes.
        """

    def size(self) -> int:
        """The bytes that the records take, with what was written lately and lies beside them."""

    def damage(self) -> str:
        """What is wrong inside; "" when all of it is sound."""

    def set_otherwise(self) -> list[str]:
        """What of the engine is not set as it must be."""

    def why_not_written(self, patience: timedelta) -> str:
        """Why nothing can be written; "" when something could be. Waits so long for its turn."""
