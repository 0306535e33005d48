"""Everything that is kept about one person, for that person."""

from datetime import datetime

from records.answers.answerers import IS_STRANGER
from records.engine.encryption import Encryption
from records.engine.store import Row, Store
from records.engine.timestamps import to_iso
from records.people import audit
from records.people.audit import AuditAction
from records.people.staff import name_of
from records.upkeep.retention import abouts

STAFF = {"physiotherapist", "made_by", "read_by", "by", "changed_by"}  # columns that name people
# Numbers and hashes by which rows are found; they say nothing about anybody.
INSIDE = {"id", "sequence", "invitation", "response", "answerer", "blind_index"}
INSIDE |= {"token_hash", "once_hash", "word"}


def export(
    db: Store, encryption: Encryption, reference: str, now: datetime, *, actor: str = "command"
) -> dict[str, object]:
    """All under a patient's reference, or an asked-for visit's, as JSON has it; audited.

    What somebody else answered by a link that reached the wrong person is not about them.
    """
    with db.transaction():
        found = abouts(db, encryption, reference)
        for subject in found:
            audit.add(db, actor=actor, action=AuditAction.EXPORTED, subject=subject, now=now)
        return {
            "reference": reference,
            "exported": to_iso(now),
            "visits": [_visit(db, encryption, name) for name in _named(found, "visit")],
            "requests": [_request(db, encryption, name) for name in _named(found, "request")],
            "audit": [
                _entry(row) for subject in found for row in _rows(db, "audit", "subject", subject)
            ],
        }


def _entry(row: Row) -> dict[str, object]:
    """An entry of the audit under the names that the file has."""
    words = audit.in_words(row["action"])
    named = {"at": row["at"], "who": row["actor"], "did": words, "about": row["subject"]}
    return named | {"hash": row["hash"]}


def _named(found: list[str], kind: str) -> list[str]:
    return [name for one, _, name in (subject.partition(" ") for subject in found) if one == kind]


def _visit(db: Store, encryption: Encryption, name: str) -> dict[str, object]:
    (row,) = _rows(db, "invitations", "name", name)
    parts = {
        table: [_opened(db, encryption, one) for one in _rows(db, table, "invitation", row["id"])]
        for table in ("links", "outbox")
    }
    theirs = f"""SELECT * FROM answerers
        WHERE invitation = :invitation AND NOT ({IS_STRANGER}) ORDER BY id"""
    found = db.many(theirs, invitation=row["id"])
    parts["answerers"] = [_opened(db, encryption, one) for one in found]
    answered = _rows(db, "responses", "invitation", row["id"])
    submissions = [
        _submission(db, encryption, one) for one in answered if one["wrong_person"] is None
    ]
    return _opened(db, encryption, row) | parts | {"submissions": submissions}


def _submission(db: Store, encryption: Encryption, row: Row) -> dict[str, object]:
    parts = {
        table: [_opened(db, encryption, one) for one in _rows(db, table, "response", row["id"])]
        for table in ("warnings", "notes")
    }
    return _opened(db, encryption, row) | parts


def _request(db: Store, encryption: Encryption, reference: str) -> dict[str, object]:
    (row,) = _rows(db, "visit_requests", "reference", reference)
    return _opened(db, encryption, row)


def _rows(db: Store, table: str, column: str, value: object) -> list[Row]:
    return db.many(f"SELECT * FROM {table} WHERE {column} = :value ORDER BY 1", value=value)


def _opened(db: Store, encryption: Encryption, row: Row) -> dict[str, object]:
    """A row's columns: encrypted ones opened, people by name."""
    return {name: _value(db, encryption, name, value) for name, value in _plain(row).items()}


def _value(db: Store, encryption: Encryption, name: str, value: object) -> object:
    if isinstance(value, bytes):
        return encryption.decrypt_if_it_can(value)
    return name_of(db, value) if name in STAFF and isinstance(value, int) else value


def _plain(row: Row) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in INSIDE}
