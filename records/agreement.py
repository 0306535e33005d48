"""How often physiotherapists agreed with a rule: counts alone, nobody's answers.

A rule here is "cause:<id>", "sign:<id>" or the bare id of an indicator.
"""

from collections.abc import Mapping

from records.audit import changing
from records.engine.database import Database


def count(db: Database, rule: str, verdict: str, by: int = 1) -> None:
    """One more case in which a verdict was given on a rule; `by` -1 takes one back."""
    with changing(db):
        before = times(db, rule).get(verdict, 0)
        row = {"rule": rule, "verdict": verdict, "times": max(0, before + by)}
        db.table("agreement").upsert(row, pk=("rule", "verdict"))


def times(db: Database, rule: str) -> dict[str, int]:
    """How often each verdict was given on a rule."""
    rows = db.table("agreement").rows_where("rule = ?", [rule])
    return {row["verdict"]: row["times"] for row in rows}


def all_times(db: Database) -> Mapping[str, Mapping[str, int]]:
    """The same for every rule that anything was said on."""
    counted: dict[str, dict[str, int]] = {}
    for row in db.table("agreement").rows:
        counted.setdefault(row["rule"], {})[row["verdict"]] = row["times"]
    return counted
