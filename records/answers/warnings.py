"""Warnings: somebody's answers call for care sooner. Each waits until a named person has acted.

A warning stays even when the patient takes the answer back; taking it back is told beside it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from records.answers.answerers import IS_STRANGER
from records.answers.derived import derive
from records.answers.snapshot import WarningTold
from records.engine.encryption import Encryption
from records.engine.store import Row, Store
from records.engine.timestamps import to_iso
from records.people.audit import changing
from records.rows import in_brackets, record

SOME_WAIT = """SELECT count(*) FROM (SELECT DISTINCT invitation FROM responses
    WHERE waiting > 0 LIMIT 1000) AS first_ones"""
# A patient's phone number is not that of somebody else who answered in the patient's browser.
RAISED = f"""SELECT warnings.*, these.invitation, these.answerer, these.wrong_person, name,
        answerers.encrypted AS giver
    FROM warnings JOIN responses AS these ON these.id = response
    LEFT JOIN staff ON staff.id = by
    LEFT JOIN answerers ON answerers.id = these.answerer
        AND ({IS_STRANGER}) = (these.wrong_person IS NOT NULL)"""


@dataclass(frozen=True, slots=True)
class RaisedWarning:
    """One next step sooner than a physiotherapist, as it was told to the patient."""

    id: int
    response: int
    answerer: int | None
    """Who gave the answers behind it (records/answers/answerers.py)."""
    raised: datetime
    urgency: int
    """3 emergency, 2 today, 1 a doctor soon."""
    acknowledged: datetime | None
    by: str | None
    """Who acknowledged it."""
    told: WarningTold
    """next_step and signs, as pre_visit/snapshot.py puts them."""
    done: str
    """What whoever acknowledged it did."""
    was_needed: bool | None
    """Whether it proved needed; None while nobody has said."""
    is_wrong_person: bool
    """Whether somebody who is not the patient gave the answers behind it."""
    phone: str
    """The number that whoever gave these answers gave with them; "" where none can be read."""

    @property
    def can_be_read(self) -> bool:
        """Whether there is a key that opens it."""
        return bool(self.told)


def raise_once(
    db: Store,
    encryption: Encryption,
    response: int,
    told: WarningTold,
    urgency: int,
    now: datetime,
    *,
    is_again: bool = False,
) -> bool:
    """Raise a warning, unless this submission's last has the same signs from the same answers.

    `is_again`: it was taken back since, so that one that was seen to before is news. Tells whether
    it is new.
    """
    with changing(db):
        raised = of(db, encryption, response)
        same = [one for one in raised if _signs(one.told) == _signs(told)]
        is_last = bool(same) and same[0] is raised[0]
        if any(one.acknowledged is None for one in same) or (is_last and not is_again):
            return False
        encrypted = encryption.encrypt({"told": told, "done": "", "was_needed": None}, now=now)
        row = {
            "response": response,
            "raised": to_iso(now),
            "urgency": urgency,
            "encrypted": encrypted,
        }
        db.insert("warnings", row)
        _weigh(db, response)
        return True


def of(db: Store, encryption: Encryption, response: int) -> list[RaisedWarning]:
    """The warnings of a submission, the newest first."""
    its = f"{RAISED} WHERE response = :response ORDER BY warnings.id DESC"
    return [_opened(row, encryption) for row in db.many(its, response=response)]


def of_visit(db: Store, encryption: Encryption, invitation: int) -> list[RaisedWarning]:
    """The warnings of every submission of a visit, the newest first."""
    its = (
        f"{RAISED} WHERE these.invitation = :invitation ORDER BY submission DESC, warnings.id DESC"
    )
    return [_opened(row, encryption) for row in db.many(its, invitation=invitation)]


def of_each(
    db: Store, encryption: Encryption, responses: Sequence[int]
) -> dict[int, list[RaisedWarning]]:
    """The warnings of each of these submissions, the newest first; of one without any: none."""
    found: dict[int, list[RaisedWarning]] = {one: [] for one in responses}
    places, values = in_brackets(responses)
    theirs = f"{RAISED} WHERE response IN ({places}) ORDER BY warnings.id DESC"
    for row in db.many(theirs, **values) if values else ():
        found[row["response"]].append(_opened(row, encryption))
    return found


def that_wait(db: Store, encryption: Encryption) -> dict[int, list[RaisedWarning]]:
    """Those that nobody has reviewed, by the number of their invitation, the newest first."""
    found: dict[int, list[RaisedWarning]] = {}
    for row in db.many(f"{RAISED} WHERE acknowledged IS NULL ORDER BY raised DESC"):
        found.setdefault(row["invitation"], []).append(_opened(row, encryption))
    return found


def acknowledge(
    db: Store, encryption: Encryption, warning: RaisedWarning, *, by: int, done: str, now: datetime
) -> bool:
    """Say who saw to a warning and what was done; whether this one was first to.

    Raises Unreadable.
    """
    with changing(db):
        waits = "SELECT encrypted FROM warnings WHERE id = :id AND acknowledged IS NULL"
        row = db.one(waits, id=warning.id)
        if row is None:
            return False
        encrypted = encryption.encrypt_over(
            row["encrypted"], {**_kept(warning), "done": done}, now=now
        )
        changed = {"acknowledged": to_iso(now), "by": by, "encrypted": encrypted}
        db.update("warnings", changed, "id = :id", id=warning.id)
        _weigh(db, warning.response)
        return True


def say_whether_needed(
    db: Store, encryption: Encryption, warning: RaisedWarning, was_needed: bool, now: datetime
) -> None:
    """Keep whether a warning proved needed. Raises Unreadable."""
    with changing(db):
        before = db.value("SELECT encrypted FROM warnings WHERE id = :id", id=warning.id)
        kept = {**_kept(warning), "was_needed": was_needed}
        encrypted = encryption.encrypt_over(before, kept, now=now)
        db.update("warnings", {"encrypted": encrypted}, "id = :id", id=warning.id)


def how_many_wait(db: Store) -> int:
    """Patients with warnings that nobody has reviewed yet; 1000 for more."""
    return int(db.value(SOME_WAIT))


def _weigh(db: Store, response: int) -> None:
    """Keep how urgent the warnings still waiting are beside the answers, for the order of lists."""
    most = "SELECT max(urgency) FROM warnings WHERE response = :response AND acknowledged IS NULL"
    waiting = db.value(most, response=response) or 0
    with changing(db):
        db.update("responses", {"waiting": waiting}, "id = :id", id=response)
        derive(db, db.value("SELECT invitation FROM responses WHERE id = :id", id=response))


def _signs(told: WarningTold) -> list[str]:
    """Each sign with what it rests on: one more answer to the same sign is news to the clinic."""
    return sorted(json.dumps([sign["id"], sign.get("told")]) for sign in told.get("signs", ()))


def _kept(warning: RaisedWarning) -> dict[str, object]:
    return {"told": warning.told, "done": warning.done, "was_needed": warning.was_needed}


def _opened(row: Row, encryption: Encryption) -> RaisedWarning:
    kept = encryption.decrypt_if_it_can(row["encrypted"])
    kept = kept or {"told": {}, "done": "", "was_needed": None}
    giver = encryption.decrypt_if_it_can(row["giver"]) or {}
    return record(
        RaisedWarning,
        row,
        **kept,
        by=row["name"],
        is_wrong_person=row["wrong_person"] is not None,
        phone=str(giver.get("phone", "")),
    )
