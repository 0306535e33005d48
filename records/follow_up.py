"""What becomes of answers once the clinic has them: who acts next, who read them, what fitted."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from records.engine.database import Database, writing
from records.engine.encryption import Sealer
from records.engine.timestamps import stamp
from records.responses import Response, State, change


def set_state(db: Database, response: Response, state: State) -> None:
    """Say who acts next."""
    change(db, response, state=str(state))


def mark_read(db: Database, response: Response, reader: int, now: datetime) -> bool:
    """The first physiotherapist who opens it has read it; whether this one was the first."""
    with writing(db):
        row = db.table("responses").get(response.id)
        if row["read"] is not None:
            return False
        is_new = row["state"] in (State.NEW, State.TO_READ)
        state = str(State.READ) if is_new else row["state"]
        change(db, response, read=stamp(now), read_by=reader, state=state)
        return True


def ask_to_correct(db: Database, response: Response, now: datetime) -> None:
    """The patient says that something sent is not right; the clinic is to read it again."""
    change(db, response, correction=stamp(now), state=str(State.TO_READ))


def keep_verdict(
    db: Database, sealer: Sealer, response: Response, verdict: Mapping[str, Any], now: datetime
) -> None:
    """Keep what a physiotherapist found at the visit, in place of an earlier word.

    Raises Unreadable.
    """
    with writing(db):
        before = db.table("responses").get(response.id)["verdict"]
        change(db, response, verdict=sealer.seal_over(before, verdict, now=now))
