"""The figures of the records are cheap however many answers there are."""

import pytest

from records.engine.errors import StorageError
from records.upkeep.figures import figures_of
from records.upkeep.readiness import can_be_opened, takes_writes


@pytest.mark.sqlite
def test_nothing_reads_a_table_that_grows(connections, db):
    asked, plans = [], []
    db.conn.set_trace_callback(asked.append)
    figures_of(connections)
    db.conn.set_trace_callback(None)
    for query in asked:
        plans += [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {query}")]
    scans = {plan.split(" USING ")[0] for plan in plans if plan.startswith("SCAN")}

    assert len(asked) == 9
    assert all("warnings_open" in plan for plan in plans if "warnings" in plan)
    assert scans <= {"SCAN warnings", "SCAN outbox", "SCAN kiosk_calls", "SCAN kiosks"}


def test_records_that_cannot_be_read_have_no_figures(connections, db):
    db.execute("DROP TABLE outbox")

    assert figures_of(connections) is None


@pytest.mark.sqlite
def test_records_without_a_table_are_not_ready(connections, encryption, db):
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("DROP TABLE staff")
    db.execute("DROP TABLE invitations")

    with pytest.raises(StorageError):
        takes_writes(connections)
    with pytest.raises(StorageError):
        can_be_opened(connections, encryption)
