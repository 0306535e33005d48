"""Pre-visit links: who was asked for answers before which visit, from made to withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import cast

from records.answers import links
from records.answers.derived import derive
from records.answers.responses import ReviewState
from records.engine.encryption import Encryption
from records.engine.store import Row, Store
from records.engine.timestamps import to_iso
from records.engine.tokens import new_name
from records.people.audit import NoEntryReason, changing, unaudited
from records.rows import in_brackets, record


class InvitationState(StrEnum):
    """Where an appointment stands. What was submitted stays so, whatever happens to the link."""

    NOT_SENT = "not_sent"
    SENT = "sent"
    """The link went to the patient, who has not opened it."""
    OPENED = "opened"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    READ = "read"
    WARNING = "warning"
    """A warning sign that nobody has reviewed, from an appointment in whatever state."""
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


AWAITING = frozenset(
    {
        InvitationState.NOT_SENT,
        InvitationState.SENT,
        InvitationState.OPENED,
        InvitationState.IN_PROGRESS,
    }
)
"""The patient can still answer and has not sent anything."""


class InvitationKind(StrEnum):
    """What the patient is asked for."""

    VISIT = "visit"
    """The whole form, before an appointment."""
    RECHECK = "recheck"
    """A short form some weeks later; there is no appointment, and `visit` is when it is due."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """One patient asked for answers before one visit, by one link or several after another."""

    id: int
    name: str
    """For addresses; it opens nothing by itself."""
    reference: str | None
    """As the clinic wrote it: initials or a file number; None when its key is gone or it
    was left unread (`unread`)."""
    physiotherapist: int
    physiotherapist_name: str
    made_by: int
    made: datetime
    visit: str
    """The visit's day, with its time if known, at the clinic: 2026-11-24 or 2026-11-24T09:30."""
    ends: datetime
    kind: InvitationKind
    sent: datetime | None
    """When a link went to the patient, by mail, by text or by hand, as far as is known here."""
    cancelled: datetime | None
    """When the appointment was called off; its link is then withdrawn as well."""
    follows: int | None
    """Of a recheck: the invitation that it looks back on."""
    opened: datetime | None
    agreed: datetime | None
    withdrawn: datetime | None
    is_not_me: bool
    """Withdrawn because whoever opened it said that it was not meant for them."""
    reminded: datetime | None
    birth_year: int | None
    """What the check question asks for; None where the clinic asks no check."""
    tries: int
    """Wrong answers to the check question so far."""
    word_tries: int
    """Wrong words so far for answers of before."""
    language: str
    phone: str
    """The patient's number, as the clinic gave it with the link; "" where none can be read."""
    email: str
    """The same of their mail address."""
    started: datetime | None
    changed: datetime | None
    section: str | None
    """The section of questions that the patient has come to."""
    submitted: datetime | None
    """When the patient last sent answers; those stay sent while they are reopened."""
    read: datetime | None
    reader: str | None
    correction: datetime | None
    review_state: ReviewState | None
    """What the clinic is to do next about what was sent, or else received."""
    reopened: datetime | None
    """When what was sent was opened for a correction that was not sent yet."""
    waiting_since: datetime | None
    """When the first of the warnings was raised that nobody has reviewed."""
    warning_reviewed: datetime | None
    """When a warning from the patient's answers was last reviewed."""
    mail_tries: int | None
    """How often what waits to be sent to the patient was tried; None where nothing waits."""

    @property
    def is_recheck(self) -> bool:
        """Whether it asks how it goes, some weeks after a visit."""
        return self.kind is InvitationKind.RECHECK

    @property
    def was_asked(self) -> bool:
        """Whether the patient knows of it: a link was sent, or has been opened."""
        return any((self.sent, self.opened, self.started))

    @property
    def was_warned(self) -> bool:
        """Whether a warning was ever raised, by answers that stopped there or not."""
        return self.waiting_since is not None or self.warning_reviewed is not None

    def state(self, now: datetime, *, at_desk: bool = False) -> InvitationState:
        """Where the appointment stands at this moment.

        A form that stopped at a warning sign counts as read once the warning was reviewed, until
        the patient goes on with it. `at_desk`: for who may not know how urgent a warning is, which
        is whether the questions stopped there: it is read once reviewed, however it went on.
        """
        if self.waiting_since:
            return InvitationState.WARNING
        if at_desk and self.was_warned:
            return InvitationState.READ
        reviewed = self.warning_reviewed
        if not self.submitted and reviewed and self.changed and self.changed <= reviewed:
            return InvitationState.READ
        return self.link_state(now)

    def link_state(self, now: datetime) -> InvitationState:
        """The same without regard to warnings: what its link still opens."""
        if self.submitted:
            is_read = self.read is not None and self.review_state is not ReviewState.TO_READ
            return InvitationState.READ if is_read else InvitationState.SUBMITTED
        if self.withdrawn:
            return InvitationState.WITHDRAWN
        if now >= self.ends:
            return InvitationState.EXPIRED
        if self.started:
            return InvitationState.IN_PROGRESS
        if self.opened:
            return InvitationState.OPENED
        return InvitationState.SENT if self.sent else InvitationState.NOT_SENT

    def awaits_answers(self, now: datetime) -> bool:
        """Whether nothing was sent yet, and the patient is to answer; not who stopped at a warning
        sign, whom the clinic calls, also where they went on."""
        return not self.was_warned and self.state(now) in AWAITING

    def takes_answers(self, now: datetime) -> bool:
        """Whether answers can still be sent: nothing was sent, or it was reopened."""
        is_open = self.submitted is None or self.reopened is not None
        return is_open and self.withdrawn is None and now < self.ends


def make(
    db: Store,
    encryption: Encryption,
    *,
    reference: str,
    physiotherapist: int,
    made_by: int,
    visit: str,
    ends: datetime,
    now: datetime,
    birth_year: int | None = None,
    phone: str = "",
    email: str = "",
    kind: InvitationKind = InvitationKind.VISIT,
    follows: int | None = None,
    language: str = "en",
    name: str = "",
) -> tuple[Invitation, str]:
    """A new invitation, and its first link's token, which is kept nowhere.

    `name`: the one to give, where it is known before.
    """
    patient = dict(reference=reference, birth_year=birth_year, phone=phone, email=email)
    name = name or new_name()
    row = {
        "name": name,
        "blind_index": encryption.blind_indexes(reference)[0],
        "physiotherapist": physiotherapist,
        "made_by": made_by,
        "made": to_iso(now),
        "visit": visit,
        "ends": to_iso(ends),
        "kind": kind,
        "follows": follows,
        "encrypted": encryption.encrypt(patient | {"language": language}, now=now),
    }
    with changing(db):
        db.insert("invitations", row)
        made = cast(Invitation, find(db, encryption, name))
        return made, links.add(db, made.id, now=now)


def change(db: Store, invitation: Invitation, **changed: str | int | None) -> None:
    """Set columns of an invitation: agreed, withdrawn, is_not_me, reminded, ends and others."""
    with changing(db):
        db.update("invitations", changed, "id = :id", id=invitation.id)
        derive(db, invitation.id)


def open_first(db: Store, invitation: Invitation, now: datetime) -> None:
    """Keep that a patient has opened it."""
    with unaudited(db, NoEntryReason.UNDER_WAY):
        db.update("invitations", {"opened": to_iso(now)}, "id = :id", id=invitation.id)
        derive(db, invitation.id)


def count_tries(db: Store, invitation: Invitation, tries: int) -> None:
    """Keep how many answers to the check question were wrong."""
    with unaudited(db, NoEntryReason.GUESSES):
        db.update("invitations", {"tries": tries}, "id = :id", id=invitation.id)


def find(db: Store, encryption: Encryption, name: str) -> Invitation | None:
    """The invitation of this name."""
    row = db.one("SELECT * FROM invitations_now WHERE name = :name", name=name)
    return opened(row, encryption) if row else None


def by_id(db: Store, encryption: Encryption, number: int) -> Invitation | None:
    """The invitation with this number."""
    row = db.one("SELECT * FROM invitations_now WHERE id = :id", id=number)
    return opened(row, encryption) if row else None


def find_followed(db: Store, encryption: Encryption, recheck: Invitation) -> Invitation | None:
    """The invitation that a recheck looks back on; None for any other, and where it is gone."""
    return by_id(db, encryption, recheck.follows) if recheck.follows else None


def of_names(db: Store, encryption: Encryption, names: Sequence[str]) -> dict[str, Invitation]:
    """The invitations of these names, by name."""
    places, values = in_brackets(names)
    theirs = f"SELECT * FROM invitations_now WHERE name IN ({places})"
    found = [opened(row, encryption) for row in db.many(theirs, **values)] if values else []
    return {one.name: one for one in found}


def of_reference(db: Store, encryption: Encryption, reference: str) -> list[Invitation]:
    """Every invitation of a patient, by the reference as anybody may type it, newest first."""
    places, indexes = in_brackets(encryption.blind_indexes(reference))
    theirs = f"SELECT * FROM invitations_now WHERE blind_index IN ({places}) ORDER BY id DESC"
    return [opened(row, encryption) for row in db.many(theirs, **indexes)]


def find_that_day(
    db: Store, encryption: Encryption, reference: str, visit: str
) -> Invitation | None:
    """The newest link that a patient has for the day of a visit (as records keep it)."""
    theirs = of_reference(db, encryption, reference)
    visits = (one for one in theirs if not (one.is_recheck or one.withdrawn))
    return next((one for one in visits if one.visit[:10] == visit[:10]), None)


UNREAD = {"reference": None, "birth_year": None, "language": "en", "phone": "", "email": ""}
"""What is encrypted of an invitation, where nobody reads it or its key is gone."""


def opened(row: Row, encryption: Encryption) -> Invitation:
    """An invitation from a row of invitations_now."""
    about = UNREAD | (encryption.decrypt_if_it_can(row["encrypted"]) or {})
    return record(Invitation, row, **{name: about[name] for name in UNREAD})


def unread(row: Row) -> Invitation:
    """The same without what is encrypted of it, whether or not its key is there."""
    return record(Invitation, row, **UNREAD)
