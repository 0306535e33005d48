"""The questions of every version that somebody answered, so that old answers keep theirs."""

import json
from datetime import datetime

from records.answers.snapshot import QuestionsDocument
from records.engine.store import Store
from records.engine.timestamps import to_iso
from records.people.audit import NoEntryReason, unaudited


def keep(db: Store, version: str, document: QuestionsDocument, now: datetime) -> None:
    """Keep a version's questions, the first time that they are answered."""
    if find(db, version) is None:
        row = {"version": version, "kept": to_iso(now), "document": json.dumps(document)}
        with unaudited(db, NoEntryReason.QUESTIONS):
            if find(db, version) is None:  # nobody else has, before this one's turn came
                db.insert("contents", row)


def find(db: Store, version: str) -> QuestionsDocument | None:
    """A version's questions as pre_visit/snapshot.py puts them."""
    document = db.value("SELECT document FROM contents WHERE version = :version", version=version)
    found: QuestionsDocument | None = json.loads(document) if document else None
    return found


def every(db: Store) -> dict[str, QuestionsDocument]:
    """The same of each version, the newest first."""
    rows = db.many("SELECT * FROM contents ORDER BY kept DESC, version")
    return {row["version"]: json.loads(row["document"]) for row in rows}
