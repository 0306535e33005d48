"""Who gave which answers at an invitation, known by their browser or by a word they chose.

A link alone opens nobody's answers: whoever holds it may be somebody else. A browser in which
answers were given holds a secret. Its hash is kept, and the hash of the word. A phone number that
they gave is sealed.
"""

import hashlib
from datetime import datetime
from typing import cast

from records import invitations
from records.audit import Why, changing, unaudited
from records.engine.database import Database
from records.engine.encryption import Sealer
from records.engine.timestamps import stamp
from records.invitations import Invitation

MOST_WORDS = 5  # of one invitation: each is tried when somebody gives one, and takes a while
MOST = 10  # of one invitation: more are no patient's slips
# Who is not the patient. Where the patient sent answers, and somebody else then answered in the
# same browser, whoever agreed there is the patient.
IS_STRANGER = """EXISTS (
    SELECT 1 FROM responses WHERE answerer = answerers.id AND wrong_person IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM responses WHERE answerer = answerers.id
        AND submitted IS NOT NULL AND wrong_person IS NULL)"""
GAVE_THESE = "id = (SELECT answerer FROM responses WHERE id = :these)"
BY_STRANGER = "(SELECT wrong_person IS NOT NULL FROM responses WHERE id = :these)"


def begin(
    db: Database, invitation: Invitation, now: datetime, *, secret: str = "", word: str = ""
) -> int:
    """Somebody who agreed to answer, without answers yet; their number.

    `secret`: what their browser holds; none for a screen that many use. `word`: its hash.
    """
    row = {"invitation": invitation.id, "agreed": stamp(now), "word": word}
    with changing(db):
        if not invitation.agreed:
            invitations.change(db, invitation, agreed=stamp(now))
        number = cast(int, db.table("answerers").insert(row).last_pk)
        if secret:
            let_in(db, invitation, number, secret)
    return number


def let_in(db: Database, invitation: Invitation, answerer: int, secret: str) -> None:
    """Know somebody by one more browser from now on."""
    row = {"secret_hash": _kept(invitation, secret), "answerer": answerer}
    with changing(db):
        db.table("answerer_browsers").upsert(row, pk="secret_hash")


def of_browser(db: Database, invitation: Invitation, secret: str) -> int | None:
    """Who gave answers in the browser with this secret; None for one that has given none."""
    where, kept = "secret_hash = ?", _kept(invitation, secret)
    rows = db.table("answerer_browsers").rows_where(where, [kept], select="answerer")
    return next((row["answerer"] for row in rows), None)


def forget_browser(db: Database, invitation: Invitation, secret: str) -> None:
    """Know nobody by this browser any more; their answers stay."""
    with changing(db):
        where, kept = "secret_hash = ?", _kept(invitation, secret)
        db.table("answerer_browsers").delete_where(where, [kept])


def count_tries(db: Database, invitation: Invitation, tries: int) -> None:
    """Keep how many words were wrong since the last right one."""
    with unaudited(db, Why.GUESSES):
        db.table("invitations").update(invitation.id, {"word_tries": tries})


def how_many(db: Database, invitation: Invitation) -> int:
    """How many agreed to answer at this invitation."""
    return int(db.table("answerers").count_where("invitation = ?", [invitation.id]))


def words(db: Database, invitation: Invitation) -> dict[int, str]:
    """The hash of the word of each who chose one."""
    where = "invitation = ? AND word <> ''"
    rows = db.table("answerers").rows_where(where, [invitation.id], select="id, word")
    return {row["id"]: row["word"] for row in rows}


def keep_phone(db: Database, sealer: Sealer, answerer: int, phone: str, now: datetime) -> None:
    """Keep the number that somebody gave, as they typed it."""
    with changing(db):
        db.table("answerers").update(answerer, {"sealed": sealer.seal({"phone": phone}, now=now)})


def forget_phone(db: Database, answerer: int) -> None:
    """Keep no number of theirs any more."""
    with changing(db):
        db.table("answerers").update(answerer, {"sealed": None})


def phone(db: Database, sealer: Sealer, response: int) -> str:
    """The number that whoever gave these answers gave with them; "" where none can be read.

    A patient's is not that of somebody else who answered in the patient's browser.
    """
    where = f"{GAVE_THESE} AND ({IS_STRANGER}) = {BY_STRANGER}"
    rows = db.table("answerers").rows_where(where, {"these": response}, select="sealed")
    found = [sealer.open_if_it_can(row["sealed"]) or {"phone": ""} for row in rows]
    return str(found[0]["phone"]) if found else ""


def _kept(invitation: Invitation, secret: str) -> str:
    """Another for each invitation: the records do not tell which two share a browser."""
    return hashlib.sha256(f"{invitation.name} {secret}".encode()).hexdigest()
