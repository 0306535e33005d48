"""Warnings: somebody's answers call for care sooner. Each waits until a named person has acted.

A warning stays even when the patient takes the answer back; taking it back is told beside it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlite_utils import Database

from records.database import writing
from records.moments import moment, stamp
from records.sealing import Sealer, Unreadable


@dataclass(frozen=True, slots=True)
class RaisedWarning:
    """One next step sooner than a physiotherapist, as it was told to the patient."""

    id: int
    response: int
    raised: datetime
    urgency: int
    """3 emergency, 2 today, 1 a doctor soon."""
    acknowledged: datetime | None
    by: str | None
    """Who acknowledged it."""
    told: Mapping[str, Any]
    """next_step and signs, as questionnaire/record.py puts them."""
    done: str
    """What whoever acknowledged it did."""
    was_needed: bool | None
    """Whether it proved needed; None while nobody has said."""


def raise_once(
    db: Database,
    sealer: Sealer,
    response: int,
    told: Mapping[str, Any],
    urgency: int,
    now: datetime,
) -> bool:
    """Raise a warning, unless this round has one with the same signs from the same answers.

    Tells whether it is new.
    """
    with writing(db):
        if any(_signs(one.told) == _signs(told) for one in of(db, sealer, response)):
            return False
        sealed = sealer.seal({"told": told, "done": "", "was_needed": None}, now=now)
        row = {"response": response, "raised": stamp(now), "urgency": urgency, "sealed": sealed}
        db.table("warnings").insert(row)
        _weigh(db, response)
        return True


def of(db: Database, sealer: Sealer, response: int) -> list[RaisedWarning]:
    """The warnings of a round, the newest first."""
    rows = db.table("warnings").rows_where("response = ?", [response], order_by="id desc")
    return [_opened(db, row, sealer) for row in rows]


def acknowledge(
    db: Database, sealer: Sealer, warning: RaisedWarning, *, by: int, done: str, now: datetime
) -> bool:
    """Say who saw to a warning and what was done; whether this one was first to."""
    with writing(db):
        if db.table("warnings").get(warning.id)["acknowledged"] is not None:
            return False
        sealed = sealer.seal({**_kept(warning), "done": done}, now=now)
        changed = {"acknowledged": stamp(now), "by": by, "sealed": sealed}
        db.table("warnings").update(warning.id, changed)
        _weigh(db, warning.response)
        return True


def say_whether_needed(
    db: Database, sealer: Sealer, warning: RaisedWarning, was_needed: bool, now: datetime
) -> None:
    """Keep whether a warning proved needed."""
    with writing(db):
        sealed = sealer.seal({**_kept(warning), "was_needed": was_needed}, now=now)
        db.table("warnings").update(warning.id, {"sealed": sealed})


def how_many_wait(db: Database) -> int:
    """Answers with warnings that nobody has acknowledged yet."""
    return db.table("responses").count_where("waiting > 0")


def _weigh(db: Database, response: int) -> None:
    """Keep how urgent the warnings still waiting are beside the answers, for the inbox's order."""
    open_ones = db.table("warnings").rows_where(
        "response = ? AND acknowledged IS NULL", [response], select="urgency"
    )
    waiting = max((row["urgency"] for row in open_ones), default=0)
    db.table("responses").update(response, {"waiting": waiting})


def _signs(told: Mapping[str, Any]) -> list[str]:
    """Each sign with what it rests on: one more answer to the same sign is news to the clinic."""
    return sorted(json.dumps([sign["id"], sign.get("told")]) for sign in told.get("signs", ()))


def _kept(warning: RaisedWarning) -> dict[str, Any]:
    return {"told": warning.told, "done": warning.done, "was_needed": warning.was_needed}


def _opened(db: Database, row: Mapping[str, Any], sealer: Sealer) -> RaisedWarning:
    try:
        kept = cast(dict[str, Any], sealer.open(row["sealed"]))
    except Unreadable:
        kept = {"told": {}, "done": "", "was_needed": None}
    return RaisedWarning(
        id=row["id"],
        response=row["response"],
        raised=cast(datetime, moment(row["raised"])),
        urgency=row["urgency"],
        acknowledged=moment(row["acknowledged"]),
        by=db.table("staff").get(row["by"])["name"] if row["by"] else None,
        **kept,
    )
