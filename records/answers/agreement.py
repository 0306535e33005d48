"""How often physiotherapists agreed with a rule: counts alone, nobody's answers.

A rule here is "cause:<id>", "sign:<id>" or the bare id of an indicator.
"""

from collections.abc import Mapping

from records.engine.store import Store
from records.people.audit import changing

NEEDED = {True: "needed", False: "not needed"}
"""The verdicts on a sign."""


def count(db: Store, rule: str, verdict: str, by: int = 1) -> None:
    """One more case in which a verdict was given on a rule; `by` -1 takes one back."""
    with changing(db):
        before = times(db, rule).get(verdict, 0)
        its = {"rule": rule, "verdict": verdict}
        db.put("agreement", its, {"times": max(0, before + by)})


def times(db: Store, rule: str) -> dict[str, int]:
    """How often each verdict was given on a rule."""
    rows = db.many("SELECT * FROM agreement WHERE rule = :rule", rule=rule)
    return {row["verdict"]: row["times"] for row in rows}


def all_times(db: Store) -> Mapping[str, Mapping[str, int]]:
    """The same for every rule that anything was said on."""
    counted: dict[str, dict[str, int]] = {}
    for row in db.many("SELECT * FROM agreement"):
        counted.setdefault(row["rule"], {})[row["verdict"]] = row["times"]
    return counted
