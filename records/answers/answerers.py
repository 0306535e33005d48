"""Who gave which answers at an invitation, known by their browser or by a word they chose.

A link alone opens nobody's answers: whoever holds it may be somebody else. A browser in which
answers were given holds a secret. Its hash is kept, and the hash of the word. A phone number that
they gave is encrypted.
"""

import hashlib
from datetime import datetime
from typing import cast

from records.answers import invitations
from records.answers.invitations import Invitation
from records.engine.encryption import Encryption
from records.engine.store import Store
from records.engine.timestamps import to_iso
from records.people.audit import NoEntryReason, changing, unaudited

MOST_WORDS = 5  # of one invitation: each is tried when somebody gives one, and takes a while
MOST = 10  # of one invitation: more are no patient's slips
# Who is not the patient. Where the patient sent answers, and somebody else then answered in the
# same browser, whoever agreed there is the patient.
IS_STRANGER = """EXISTS (
    SELECT 1 FROM responses WHERE answerer = answerers.id AND wrong_person IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM responses WHERE answerer = answerers.id
        AND submitted IS NOT NULL AND wrong_person IS NULL)"""


def begin(
    db: Store, invitation: Invitation, now: datetime, *, secret: str = "", word: str = ""
) -> int:
    """Somebody who agreed to answer, without answers yet; their number.

    `secret`: what their browser holds; none for a screen that many use. `word`: its hash.
    """
    row = {"invitation": invitation.id, "agreed": to_iso(now), "word": word}
    with changing(db):
        if not invitation.agreed:
            invitations.change(db, invitation, agreed=to_iso(now))
        number = db.insert("answerers", row)
        if secret:
            add_browser(db, invitation, number, secret)
    return number


def add_browser(db: Store, invitation: Invitation, answerer: int, secret: str) -> None:
    """Know somebody by one more browser from now on."""
    its = {"secret_hash": _kept(invitation, secret)}
    with changing(db):
        db.put("answerer_browsers", its, {"answerer": answerer})


def of_browser(db: Store, invitation: Invitation, secret: str) -> int | None:
    """Who gave answers in the browser with this secret; None for one that has given none."""
    whose = "SELECT answerer FROM answerer_browsers WHERE secret_hash = :kept"
    return cast("int | None", db.value(whose, kept=_kept(invitation, secret)))


def forget_browser(db: Store, invitation: Invitation, secret: str) -> None:
    """Know nobody by this browser any more; their answers stay."""
    with changing(db):
        kept = _kept(invitation, secret)
        db.delete("answerer_browsers", "secret_hash = :kept", kept=kept)


def count_tries(db: Store, invitation: Invitation, tries: int) -> None:
    """Keep how many words were wrong since the last right one."""
    with unaudited(db, NoEntryReason.GUESSES):
        db.update("invitations", {"word_tries": tries}, "id = :id", id=invitation.id)


def how_many(db: Store, invitation: Invitation) -> int:
    """How many agreed to answer at this invitation."""
    count = "SELECT count(*) FROM answerers WHERE invitation = :invitation"
    return int(db.value(count, invitation=invitation.id))


def words(db: Store, invitation: Invitation) -> dict[int, str]:
    """The hash of the word of each who chose one."""
    chosen = "SELECT id, word FROM answerers WHERE invitation = :invitation AND word <> ''"
    return {row["id"]: row["word"] for row in db.many(chosen, invitation=invitation.id)}


def keep_phone(db: Store, encryption: Encryption, answerer: int, phone: str, now: datetime) -> None:
    """Keep the number that somebody gave, as they typed it."""
    with changing(db):
        encrypted = encryption.encrypt({"phone": phone}, now=now)
        db.update("answerers", {"encrypted": encrypted}, "id = :id", id=answerer)


def forget_phone(db: Store, answerer: int) -> None:
    """Keep no number of theirs any more."""
    with changing(db):
        db.update("answerers", {"encrypted": None}, "id = :id", id=answerer)


def _kept(invitation: Invitation, secret: str) -> str:
    """Another for each invitation: the records do not tell which two share a browser."""
    return hashlib.sha256(f"{invitation.name} {secret}".encode()).hexdigest()
