"""An invited runner's answers: saved page by page until they are sent, then kept as sent.

A submission is one time of answering, sent or not yet. When a physiotherapist reopens a sent one,
a new one begins with the same answers and the old one stays as it was. Each is somebody's
(records/answers/answerers.py): whoever comes in a new browser begins one of their own, beside the
others.

Submissions are numbered from 1 on as the clinic gets them. One that it has nothing of is put aside
when somebody else's comes before it: its number is then 0 or below.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import cast

from records.answers.derived import derive
from records.answers.snapshot import KeptAnswers, KeptVerdict, Snapshot, Summary
from records.engine.encryption import Encryption, Unreadable
from records.engine.store import Row, Store
from records.engine.timestamps import to_iso
from records.people.audit import NoEntryReason, changing, unaudited
from records.rows import in_brackets, record


class ReviewState(StrEnum):
    """What the clinic is to do next about answers that it received."""

    NEW = "new"
    TO_READ = "to_read"
    READ = "read"
    CONTACT = "contact_patient"
    CLOSED = "closed"


class AlreadySent(Exception):
    """The submission was sent before, perhaps from another tab; nothing was changed."""


@dataclass(frozen=True)
class Response:
    """One submission; what is encrypted of it is decrypted once it is asked for."""

    id: int
    invitation: int
    submission: int
    """1 for the first, one more each time; 0 or below for one that is put aside."""
    answerer: int | None
    """Whose it is; None for nobody that a browser or a word makes known."""
    started: datetime
    changed: datetime
    section: str
    submitted: datetime | None
    received: datetime | None
    """When the clinic first had something of it: it was sent, or a warning was raised."""
    state: ReviewState
    read: datetime | None
    waiting: int
    """How urgent a warning is that nobody has acknowledged yet, 1 to 3; 0 when none waits."""
    correction: datetime | None
    """When the patient asked to correct what was sent."""
    wrong_person: datetime | None
    """When whoever answered said that they are not the patient."""
    encrypted: Mapping[str, bytes | None]
    encryption: Encryption

    @cached_property
    def kept(self) -> KeptAnswers | None:
        """The sheet and the patient's own words; None when its key is gone."""
        found: KeptAnswers | None = self.encryption.decrypt_if_it_can(self.encrypted["encrypted"])
        return found

    @cached_property
    def snapshot(self) -> Snapshot | None:
        """What was asked, answered and told (pre_visit/snapshot.py); None until received."""
        found: Snapshot | None = self.encryption.decrypt_if_it_can(self.encrypted["snapshot"])
        return found

    @cached_property
    def summary(self) -> Summary | None:
        """What a line of the list of patients shows of it; None until received."""
        found: Summary | None = self.encryption.decrypt_if_it_can(self.encrypted["summary"])
        return found

    @cached_property
    def verdict(self) -> KeptVerdict | None:
        """Whether the causes fitted, once a physiotherapist has said so."""
        found: KeptVerdict | None = self.encryption.decrypt_if_it_can(self.encrypted["verdict"])
        return found


def begin(
    db: Store,
    encryption: Encryption,
    invitation: int,
    kept: KeptAnswers,
    now: datetime,
    answerer: int | None = None,
) -> Response:
    """Somebody's first submission of an invitation; the latest that is there if there is one."""
    with db.transaction():
        own = of_answerer(db, encryption, invitation, answerer)
        return own[0] if own else _begin(db, encryption, invitation, answerer, kept, now)


def reopen(db: Store, encryption: Encryption, sent: Response, now: datetime) -> Response:
    """A new submission with the answers of one that was sent; the open one if there is one.

    Raises Unreadable.
    """
    with db.transaction():
        change(db, sent, correction=None)
        newest = of_answerer(db, encryption, sent.invitation, sent.answerer)[0]
        if newest.submitted is None:
            return newest
        if sent.kept is None:
            raise Unreadable("What was sent could not be opened.")
        return _begin(db, encryption, sent.invitation, sent.answerer, sent.kept, now)


def _begin(
    db: Store,
    encryption: Encryption,
    invitation: int,
    answerer: int | None,
    kept: KeptAnswers,
    now: datetime,
) -> Response:
    row = {
        "invitation": invitation,
        "answerer": answerer,
        "started": to_iso(now),
        "changed": to_iso(now),
        "section": "",
        "encrypted": encryption.encrypt(kept, now=now),
    }
    with changing(db):
        _put_aside(db, invitation)
        db.insert("responses", row | {"submission": _last(db, invitation) + 1})
        derive(db, invitation)
    return cast(Response, latest(db, encryption, invitation))


def save(
    db: Store,
    encryption: Encryption,
    response: Response,
    kept: KeptAnswers,
    section: str,
    now: datetime,
) -> None:
    """Keep the answers so far. Raises AlreadySent and Unreadable."""
    with unaudited(db, NoEntryReason.UNDER_WAY):
        before = _unsent(db, response)["encrypted"]
        encrypted = encryption.encrypt_over(before, kept, now=now)
        draft = {"encrypted": encrypted, "section": section, "changed": to_iso(now)}
        db.update("responses", draft, "id = :id", id=response.id)


def empty(
    db: Store, encryption: Encryption, response: Response, section: str, now: datetime
) -> None:
    """Delete the answers so far, whether or not a key opens them. Raises AlreadySent."""
    with unaudited(db, NoEntryReason.UNDER_WAY):
        _unsent(db, response)
        draft = {
            "encrypted": encryption.encrypt({}, now=now),
            "section": section,
            "changed": to_iso(now),
        }
        db.update("responses", draft, "id = :id", id=response.id)


def submit(
    db: Store,
    encryption: Encryption,
    response: Response,
    snapshot: Snapshot,
    summary: Summary,
    now: datetime,
) -> None:
    """Send a submission, once: what was told is kept as told. Raises AlreadySent.

    `summary` is what a line of the list of patients shows: pain, next_step, cause.
    """
    with db.transaction():
        _unsent(db, response)
        received = _received(db, encryption, response, snapshot, summary, now)
        # What was done about a stop was not done about these answers.
        change(db, response, **received, submitted=to_iso(now), state=str(ReviewState.NEW))


def receive(
    db: Store,
    encryption: Encryption,
    response: Response,
    snapshot: Snapshot,
    summary: Summary,
    now: datetime,
) -> None:
    """Put a submission before the clinic, sent or not: a warning does not wait for the rest.

    It is then the last submission, whoever else has begun one meanwhile.
    """
    with changing(db):
        change(db, response, **_received(db, encryption, response, snapshot, summary, now))


def _received(
    db: Store,
    encryption: Encryption,
    response: Response,
    snapshot: Snapshot,
    summary: Summary,
    now: datetime,
) -> dict[str, str | bytes]:
    """What is set of a submission that the clinic gets, once it is the last."""
    with changing(db):
        _put_aside(db, response.invitation, but=response.id)
        number = db.value("SELECT submission FROM responses WHERE id = :id", id=response.id)
        if number < 1 or number < _last(db, response.invitation):
            change(db, response, submission=_last(db, response.invitation) + 1)
    # All of it is told anew from the answers: nothing of what was there before is read.
    return {
        "received": to_iso(response.received or now),
        "snapshot": encryption.encrypt(snapshot, now=now),
        "summary": encryption.encrypt(summary, now=now),
    }


def say_wrong_person(db: Store, response: Response, now: datetime) -> None:
    """Keep that somebody else answered this submission: it is not the patient's."""
    with db.transaction():
        change(db, response, wrong_person=to_iso(now))


def latest(db: Store, encryption: Encryption, invitation: int) -> Response | None:
    """The newest submission of an invitation; None before the first."""
    return next(iter(submissions(db, encryption, invitation)), None)


def submissions(db: Store, encryption: Encryption, invitation: int) -> list[Response]:
    """Every submission of an invitation, the newest first."""
    return [_opened(row, encryption) for row in _rows(db, invitation, "submission DESC")]


def submissions_of_all(
    db: Store, encryption: Encryption, invitations: Sequence[int]
) -> dict[int, list[Response]]:
    """Every submission of each of these invitations, the newest first."""
    found: dict[int, list[Response]] = {one: [] for one in invitations}
    places, values = in_brackets(invitations)
    theirs = f"SELECT * FROM responses WHERE invitation IN ({places}) ORDER BY submission DESC"
    for row in db.many(theirs, **values) if values else ():
        found[row["invitation"]].append(_opened(row, encryption))
    return found


def all_received(db: Store, encryption: Encryption) -> Iterator[Response]:
    """Of every invitation the newest submission of the patient's own that the clinic received."""
    newest = """SELECT id FROM responses WHERE received IS NOT NULL AND wrong_person IS NULL
        AND NOT EXISTS (SELECT 1 FROM responses AS later
            WHERE later.invitation = responses.invitation
            AND later.submission > responses.submission AND later.received IS NOT NULL
            AND later.wrong_person IS NULL) ORDER BY id"""
    found = (by_id(db, encryption, row["id"]) for row in db.many(newest))
    return (one for one in found if one)


def of_answerer(
    db: Store, encryption: Encryption, invitation: int, answerer: int | None
) -> list[Response]:
    """One person's submissions of an invitation, as they were begun, the newest first.

    None: those of nobody that a browser or a word makes known.
    """
    rows = _rows(db, invitation, "id DESC")
    return [_opened(row, encryption) for row in rows if row["answerer"] == answerer]


def by_id(db: Store, encryption: Encryption, number: int) -> Response | None:
    """The submission with this number."""
    row = db.one("SELECT * FROM responses WHERE id = :id", id=number)
    return _opened(row, encryption) if row else None


def set_state(db: Store, response: Response, state: ReviewState) -> None:
    """Say who acts next; what is to be read has been read by nobody."""
    unread = {"read": None, "read_by": None} if state is ReviewState.TO_READ else {}
    change(db, response, state=str(state), **unread)


def mark_read(db: Store, response: Response, reader: int, now: datetime) -> bool:
    """The first physiotherapist who opens it has read it; whether this one was the first."""
    with db.transaction():
        row = _row(db, response)
        if row["read"] is not None:
            return False
        is_new = row["state"] in (ReviewState.NEW, ReviewState.TO_READ)
        state = str(ReviewState.READ) if is_new else row["state"]
        change(db, response, read=to_iso(now), read_by=reader, state=state)
        return True


def ask_to_correct(db: Store, response: Response, now: datetime) -> None:
    """The patient says that something sent is not right; the clinic is to read it again."""
    change(db, response, correction=to_iso(now), state=str(ReviewState.TO_READ))


def keep_verdict(
    db: Store, encryption: Encryption, response: Response, verdict: KeptVerdict, now: datetime
) -> None:
    """Keep what a physiotherapist found at the visit, in place of an earlier word.

    Raises Unreadable.
    """
    with db.transaction():
        encrypted = encryption.encrypt_over(_row(db, response)["verdict"], verdict, now=now)
        change(db, response, verdict=encrypted)


def _rows(db: Store, invitation: int, order: str) -> list[Row]:
    its = f"SELECT * FROM responses WHERE invitation = :invitation ORDER BY {order}"
    return db.many(its, invitation=invitation)


def _put_aside(db: Store, invitation: int, but: int = 0) -> None:
    """Take what the clinic has nothing of out of the order of what it gets; nothing is lost."""
    submissions = _rows(db, invitation, "submission")
    least = min([1, *(row["submission"] for row in submissions)])
    for row in submissions:
        if row["received"] is None and row["submission"] > 0 and row["id"] != but:
            least -= 1
            with changing(db):
                db.update("responses", {"submission": least}, "id = :id", id=row["id"])


def _last(db: Store, invitation: int) -> int:
    """The number of the last submission; 0 before the first."""
    last = "SELECT max(submission) FROM responses WHERE invitation = :invitation"
    return max(db.value(last, invitation=invitation) or 0, 0)


def _row(db: Store, response: Response) -> Row:
    """As it is by now."""
    row = db.one("SELECT * FROM responses WHERE id = :id", id=response.id)
    if row is None:
        raise LookupError(response.id)
    return row


def _unsent(db: Store, response: Response) -> Row:
    row = _row(db, response)
    if row["submitted"] is not None:
        raise AlreadySent
    return row


def change(db: Store, response: Response, **changed: object) -> None:
    """Set columns of a submission."""
    with changing(db):
        db.update("responses", changed, "id = :id", id=response.id)
        derive(db, response.invitation)


def _opened(row: Row, encryption: Encryption) -> Response:
    encrypted = {name: row[name] for name in ("encrypted", "snapshot", "summary", "verdict")}
    return record(Response, row, encrypted=encrypted, encryption=encryption)
