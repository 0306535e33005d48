"""Links given out and taken back. Each step is noted with who took it."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from records.answers import contact, invitation_list, invitations, links, outbox
from records.answers.following import Following
from records.answers.invitations import Invitation
from records.answers.outbox import OutboxKind
from records.engine.encryption import Encryption
from records.engine.store import Store
from records.engine.timestamps import Clock, to_iso
from records.engine.tokens import new_name
from records.people import audit
from records.people.audit import AuditAction
from staff.links.calendar_file import calendar_file
from staff.links.issued import Channel, IssuedLink, address_of, has_gone
from staff.links.lifetime import end_after_move
from staff.links.possible import is_of_use, may_be_done
from staff.links.texts import Letter, LetterKind, Writer

TWICE = timedelta(minutes=1)
"""Who says within this of a message that it was given says so of that message."""


@dataclass(frozen=True, slots=True)
class LinkRequest:
    """A link to be issued: the patient, the visit (as records keep it), and when it ends."""

    reference: str
    visit: str
    physiotherapist: int
    ends: datetime
    birth_year: int | None = None
    email: str = ""
    phone: str = ""
    letter: LetterKind = LetterKind.FIRST
    """What goes to the patient with it."""
    is_only: bool = False
    """Whether the patient must not have a link for this visit already."""


class HasLink(ValueError):
    """A patient has a link for the visit already that was to have none yet."""


@dataclass(frozen=True, slots=True)
class LinkIssuer:
    """Issues, replaces and withdraws links, each step with its entry in the audit.

    `actor`: who does it, by name.
    """

    db: Store
    encryption: Encryption
    actor: str
    writer: Writer
    base_url: str
    now: datetime
    channels: frozenset[Channel]
    """How the clinic can send a link by itself."""

    def make(self, asks: Sequence[LinkRequest], batch: str, made_by: int) -> list[IssuedLink]:
        """All of them or none, made by a member of the staff.

        The same form (`batch`) sent again gets new addresses to the same invitations: the first
        ones may never have reached the screen. Raises HasLink.
        """
        with self.db.transaction():
            if made := invitation_list.of_batch(self.db, self.encryption, batch):
                return [self._give_again(one) for one in made]
            if any(ask.is_only and self.has_link(ask.reference, ask.visit) for ask in asks):
                raise HasLink
            return [self._make(ask, batch, made_by) for ask in asks]

    def has_link(self, reference: str, visit: str) -> bool:
        """Whether a patient has a link for a visit (as records keep it) already."""
        theirs = invitations.of_reference(self.db, self.encryption, reference)
        return any(one.visit == visit and one.withdrawn is None for one in theirs)

    def _make(self, ask: LinkRequest, batch: str, made_by: int) -> IssuedLink:
        name = new_name()
        with self._noting(AuditAction.ADDED, name):
            invitation, token = invitations.make(
                self.db,
                self.encryption,
                name=name,
                reference=ask.reference,
                physiotherapist=ask.physiotherapist,
                made_by=made_by,
                visit=ask.visit,
                ends=ask.ends,
                now=self.now,
                birth_year=ask.birth_year,
                phone=ask.phone,
                email=ask.email,
            )
            invitations.change(self.db, invitation, batch=batch)
            return self._send(self._give(invitation, token, ask.letter))

    def _give_again(self, invitation: Invitation) -> IssuedLink:
        with self._noting(AuditAction.GAVE_AGAIN, invitation.name):
            token = links.add(self.db, invitation.id, now=self.now)
            return self._give(invitation, token, is_repeated=True)

    def send(self, invitation: Invitation) -> IssuedLink:
        """One more address to an invitation, sent to the patient where it can go by itself."""
        with self._noting(AuditAction.GAVE_AGAIN, invitation.name):
            token = links.add(self.db, invitation.id, now=self.now)
            return self._send(self._give(invitation, token))

    def withdraw(self, invitation: Invitation) -> None:
        """Close a link; mail that still waits does not go."""
        with self.db.transaction():
            if self._may(AuditAction.WITHDREW, invitation):
                with self._noting(AuditAction.WITHDREW, invitation.name):
                    invitations.change(self.db, invitation, withdrawn=to_iso(self.now))
                    outbox.drop(self.db, invitation.id)

    def say_sent(self, invitation: Invitation) -> None:
        """Keep that somebody has given a link to the patient, or a reminder to who had one."""
        with self.db.transaction():
            found = self._found(invitation)
            last = max((at for at in (found.sent, found.reminded) if at), default=None)
            if last is None or self.now - last > TWICE:
                what = "reminded" if found.sent else "sent"
                with self._noting(AuditAction.SENT_BY_HAND, invitation.name):
                    invitations.change(self.db, invitation, **{what: to_iso(self.now)})

    def replace(
        self, invitation: Invitation, email: str | None = None, token: str = ""
    ) -> IssuedLink | None:
        """A new address; the old ones open nothing any more. None where that cannot be.

        `email`: as for `remind`. `token`: of a form, which gives the same address however often
        it is sent.
        """
        with self.db.transaction():
            if not self._may(AuditAction.REPLACED, invitation):
                return None
            if (known := links.of_token(self.db, token)) and not known.is_replaced:
                found = self._found(invitation)
                return self._give(found, token, is_repeated=has_gone(found, known))
            with self._noting(AuditAction.REPLACED, invitation.name):
                token = links.replace_all(self.db, invitation.id, now=self.now, token=token)
                outbox.drop(self.db, invitation.id)
                return self._send(self._give(invitation, token), email)

    def remind(
        self, invitation: Invitation, email: str | None = None, token: str = ""
    ) -> IssuedLink | None:
        """One more address, with a reminder, or with the first letter where nobody has sent one.

        None where that cannot be. `email`: the patient's from now on, "" for none; None where
        nobody was asked. `token`: of a form, which gives the same address however often it is
        sent.
        """
        with self.db.transaction():
            found = self._found(invitation)
            if not self._may(AuditAction.REMINDED, invitation):
                return None
            is_first = found.sent is None and found.opened is None
            kind = LetterKind.FIRST if is_first else LetterKind.AGAIN
            if (known := links.of_token(self.db, token)) and not known.is_replaced:
                return self._give(found, token, kind, is_repeated=has_gone(found, known))
            with self._noting(AuditAction.REMINDED, invitation.name):
                outbox.forget_failed(self.db, invitation.id)
                token = links.add(self.db, invitation.id, now=self.now, token=token)
                given = self._send(self._give(found, token, kind), email)
                if given.channel:
                    invitations.change(self.db, invitation, reminded=to_iso(self.now))
                return given

    def reschedule(self, invitation: Invitation, visit: str, physiotherapist: int) -> None:
        """Another time of the visit, or another colleague; link and reminders follow.

        Whoever had a message about the visit has one about the change.
        """
        with self.db.transaction():
            if not self._may(AuditAction.RESCHEDULED, invitation):
                return
            found = self._found(invitation)
            if visit != found.visit:
                zone = self.writer.zone
                ends = end_after_move(found.ends, found.visit, visit, zone, self.now)
                with self._noting(AuditAction.RESCHEDULED, found.name):
                    invitations.change(self.db, found, visit=visit, ends=to_iso(ends))
                later = date.fromisoformat(visit[:10]) - date.fromisoformat(found.visit[:10])
                if later and not found.is_recheck:
                    self._following.move(found, later, zone)
            if physiotherapist != found.physiotherapist:
                with self._noting(AuditAction.REASSIGNED, found.name):
                    invitations.change(self.db, found, physiotherapist=physiotherapist)
            moved = self._found(invitation)
            if moved != found and found.sent and not found.is_recheck and self.channel_to(found):
                with self._noting(AuditAction.GAVE_AGAIN, found.name):
                    outbox.drop(self.db, found.id)
                    token = links.add(self.db, found.id, now=self.now)
                    self._send(self._give(moved, token, LetterKind.MOVED))

    def cancel(self, invitation: Invitation) -> None:
        """Call an appointment off and close its link; the patient is told where that can be."""
        with self.db.transaction():
            if not self._may(AuditAction.CANCELLED, invitation):
                return
            with self._noting(AuditAction.CANCELLED, invitation.name):
                at = to_iso(self.now)
                invitations.change(self.db, invitation, cancelled=at, withdrawn=at)
                outbox.drop(self.db, invitation.id)
            self._following.withdraw(invitation)
            cancelled = self._found(invitation)
            if channel := self.channel_to(cancelled):
                letter = self.writer.write(LetterKind.CANCELLED, cancelled)
                to = cancelled.email if channel is Channel.MAIL else cancelled.phone
                with self._noting(AuditAction.MAILED, cancelled.name):
                    self._post(cancelled, channel, to, letter)

    def change_end(self, invitation: Invitation, ends: datetime) -> None:
        """Another end; an address given out before stays good until then."""
        with self.db.transaction():
            if self._may(AuditAction.CHANGED_END, invitation):
                with self._noting(AuditAction.CHANGED_END, invitation.name):
                    invitations.change(self.db, invitation, ends=to_iso(ends))

    def _give(
        self,
        invitation: Invitation,
        token: str,
        kind: LetterKind = LetterKind.FIRST,
        is_repeated: bool = False,
    ) -> IssuedLink:
        address = address_of(self.base_url, token)
        letter = self.writer.write(kind, invitation, address)
        return IssuedLink(invitation, address, letter, is_repeated=is_repeated)

    def channel_to(self, invitation: Invitation) -> Channel | None:
        """How a patient can be written to: by mail before a text; None for not at all."""
        if invitation.email and Channel.MAIL in self.channels:
            return Channel.MAIL
        return Channel.TEXT if invitation.phone and Channel.TEXT in self.channels else None

    def _send(self, given: IssuedLink, email: str | None = None) -> IssuedLink:
        """Put it into the outbox where it can go by itself: by mail before a text.

        `email`: what takes the place of the invitation's address, "" for none; what waits to be
        sent to that one does not go.
        """
        one = given.invitation
        if email is not None and email != one.email:
            contact.keep_email(self.db, self.encryption, one, email, self.now)
            outbox.drop(self.db, one.id)
            self._following.correct_email(one, email)
            one = replace(one, email=email)
        channel = self.channel_to(one)
        if channel is None:
            return replace(given, invitation=one)
        to = one.email if channel is Channel.MAIL else one.phone
        with self._noting(AuditAction.MAILED, one.name):
            self._post(one, channel, to, given.letter)
            invitations.change(self.db, one, sent=to_iso(self.now))
        return replace(given, invitation=one, channel=channel, to=to)

    def _post(self, one: Invitation, channel: Channel, to: str, letter: Letter) -> None:
        asks = letter.asks and is_of_use(one, self.clock)
        put = partial(outbox.add, self.db, self.encryption, to=to, now=self.now)
        put = partial(put, invitation=one.id, asks=asks)
        if channel is Channel.TEXT:
            put(kind=OutboxKind.SMS, text=letter.short)
            return
        file = "" if one.is_recheck else calendar_file(self.writer, one, letter.address, self.now)
        put(subject=letter.subject, text=letter.text, html=letter.html, calendar=file)

    @property
    def clock(self) -> Clock:
        """This moment, by the clinic's clock too."""
        return Clock(self.now, self.now.astimezone(self.writer.zone))

    @property
    def _following(self) -> Following:
        return Following(self.db, self.encryption, self.actor, self.now)

    def _found(self, invitation: Invitation) -> Invitation:
        """The invitation as it stands now that it is our turn to write."""
        return invitations.find(self.db, self.encryption, invitation.name) or invitation

    def _may(self, what: AuditAction, invitation: Invitation) -> bool:
        return may_be_done(what, self._found(invitation), self.now)

    def _noting(self, action: AuditAction, name: str) -> AbstractContextManager[None]:
        subject, actor = audit.of_visit(name), self.actor
        return audit.audited(self.db, actor=actor, action=action, subject=subject, now=self.now)
