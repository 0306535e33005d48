"""Four digits that the front desk gives to a patient in the diary, to be typed at a kiosk once.

So few digits are found by guessing: who looks them up counts the tries (records/throttle.py).
"""

import secrets
from datetime import datetime, timedelta

from records.audit import Why, changing, unaudited
from records.engine.database import Database
from records.engine.encryption import Sealer
from records.engine.timestamps import moment, stamp
from records.text import in_figures

LASTS = timedelta(hours=2)
DIGITS = 4


class TooMany(Exception):
    """So many codes are out that a new one could be guessed; wait until some have ended."""


MOST = 500  # codes out at once


def give(db: Database, sealer: Sealer, invitation: int, now: datetime) -> str:
    """A code for an invitation, in place of any before. Raises TooMany."""
    with changing(db):
        clear(db, now)
        table = db.table("kiosk_codes")
        table.delete_where("invitation = ?", [invitation])
        if table.count >= MOST:
            raise TooMany
        code = _unused(db, sealer)
        row = {"invitation": invitation, "mark": sealer.marks(code)[0], "ends": stamp(now + LASTS)}
        table.insert(row)
    return code


def ends_of(db: Database, invitation: int, now: datetime) -> datetime | None:
    """Until when an invitation's code can be typed; None when there is none."""
    where = "invitation = ? AND ends > ?"
    for row in db.table("kiosk_codes").rows_where(where, [invitation, stamp(now)]):
        return moment(str(row["ends"]))
    return None


def find(db: Database, sealer: Sealer, typed: str, now: datetime) -> str | None:
    """The name of the invitation that a code opens, and spends nothing; None for a wrong one."""
    marks = sealer.marks("".join(filter(str.isdecimal, in_figures(typed))))
    where = f"mark IN ({', '.join('?' for _ in marks)}) AND ends > ?"
    for row in db.table("kiosk_codes").rows_where(where, [*marks, stamp(now)]):
        name: str = db.table("invitations").get(row["invitation"])["name"]
        return name
    return None


def use(db: Database, sealer: Sealer, typed: str, now: datetime) -> str | None:
    """The same, and the code opens nothing any more."""
    with changing(db):
        name = find(db, sealer, typed, now)
        its = "invitation = (SELECT id FROM invitations WHERE name = ?)"
        db.table("kiosk_codes").delete_where(its, [name])
        return name


def clear(db: Database, now: datetime) -> None:
    """Delete the codes that have ended."""
    with unaudited(db, Why.TAKE_HOME):
        db.table("kiosk_codes").delete_where("ends <= ?", [stamp(now)])


def _unused(db: Database, sealer: Sealer) -> str:
    while True:
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        if not db.table("kiosk_codes").count_where("mark = ?", [sealer.marks(code)[0]]):
            return code
