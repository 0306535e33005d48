"""Every version of the questions that somebody answered."""

import json
from typing import Any

from records.database import Database


def documents(db: Database) -> dict[str, dict[str, Any]]:
    """Each version's questions as questionnaire/record.py puts them, the newest version first."""
    rows = db.table("contents").rows_where(order_by="kept desc, version")
    return {row["version"]: json.loads(row["document"]) for row in rows}
