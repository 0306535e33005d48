"""Who gave which answers at an invitation, known by their browser or by a word they chose.

A link alone opens nobody's answers: whoever holds it may be somebody else. A browser in which
answers were given holds a secret. Its hash is kept, and the hash of the word.
"""

import hashlib
from datetime import datetime
from typing import cast

from sqlite_utils import Database

from records import invitations
from records.audit import Why, changing, unaudited
from records.invitations import Invitation
from records.moments import stamp

MOST_WORDS = 5  # of one invitation: each is tried when somebody gives one, and takes a while


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


def words(db: Database, invitation: Invitation) -> dict[int, str]:
    """The hash of the word of each who chose one."""
    where = "invitation = ? AND word <> ''"
    rows = db.table("answerers").rows_where(where, [invitation.id], select="id, word")
    return {row["id"]: row["word"] for row in rows}


def _kept(invitation: Invitation, secret: str) -> str:
    """Another for each invitation: the records do not tell which two share a browser."""
    return hashlib.sha256(f"{invitation.name} {secret}".encode()).hexdigest()
