"""The questions of every version that somebody answered, so that old answers keep theirs."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from records.audit import Why, unaudited
from records.engine.database import Database
from records.engine.timestamps import stamp


def keep(db: Database, version: str, document: Mapping[str, Any], now: datetime) -> None:
    """Keep a version's questions, the first time that they are answered."""
    if not db.table("contents").count_where("version = ?", [version]):
        row = {"version": version, "kept": stamp(now), "document": json.dumps(document)}
        with unaudited(db, Why.QUESTIONS):
            db.table("contents").insert(row, ignore=True)


def find(db: Database, version: str) -> dict[str, Any] | None:
    """A version's questions as questionnaire/record.py puts them."""
    for row in db.table("contents").rows_where("version = ?", [version]):
        return cast(dict[str, Any], json.loads(row["document"]))
    return None


def every(db: Database) -> dict[str, dict[str, Any]]:
    """The same of each version, the newest first."""
    rows = db.table("contents").rows_where(order_by="kept desc, version")
    return {row["version"]: json.loads(row["document"]) for row in rows}
