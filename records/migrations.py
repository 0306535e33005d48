"""The schema, step by step. A step that was released is never changed, only followed by another."""

from sqlite_utils import Database, Migrations

schema = Migrations("records")


@schema()
def visit_requests(db: Database) -> None:
    """The number orders them, because clocks step back; AUTOINCREMENT never gives one out twice."""
    db.execute(
        """
        CREATE TABLE visit_requests (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            reference TEXT NOT NULL UNIQUE,
            received TEXT NOT NULL,
            once_hash TEXT NOT NULL UNIQUE,
            sealed BLOB NOT NULL
        ) STRICT
        """
    )


def unknown_steps(db: Database) -> set[str]:
    """Steps this version has never heard of: a newer one wrote the file."""
    with Database(memory=True) as empty:
        known = {step.name for step in schema.pending(empty)}
    return {step.name for step in schema.applied(db)} - known
