"""Links given out and taken back, and their appointments moved and cancelled."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from records.answers import invitation_list, invitations, links, outbox
from records.answers.following import Following
from records.answers.invitations import Invitation
from records.answers.outbox import OutboxKind
from records.engine.encryption import Encryption
from records.engine.store import Store
from records.engine.timestamps import ClinicTime, to_iso
from records.engine.tokens import new_name
from records.people import audit
from records.people.audit import AuditAction
from staff.links.calendar_file import calendar_file
from staff.links.issued import IssuedLink, address_of, has_gone
from staff.links.letters import LetterKind, Writer
from staff.links.lifetime import end_after_move
from staff.links.link_request import HasLink, LinkRequest
from staff.links.possible import is_of_use, may_be_done

TWICE = timedelta(minutes=1)
"""Who says within this of a message that it was given says so of that message."""


@dataclass(frozen=True, slots=True)
class LinkIssuer:
    """Issues, replaces and withdraws links, and changes their appointments; each is audited.

    `actor`: who does it, by name.
    """

    db: Store
    encryption: Encryption
    actor: str
    writer: Writer
    base_url: str
    now: datetime
    channels: frozenset[OutboxKind]
    """How the clinic can send a link by itself."""

    def make(self, asks: Sequence[LinkRequest], batch: str, made_by: int) -> list[IssuedLink]:
        """All of them or none, made by a member of the staff.

        The same form (`batch`) sent again gets new addresses to the same invitations: the first
        ones may never have reached the screen. Raises HasLink.
        """
        with self.db.transaction():
            if made := invitation_list.of_batch(self.db, self.encryption, batch):
                return [self._give_again(one) for one in made]
            for ask in asks:
                day, whose = ask.visit, ask.reference
                if ask.is_only and invitations.find_that_day(self.db, self.encryption, whose, day):
                    raise HasLink
            return [self._make(ask, batch, made_by) for ask in asks]

    def _make(self, ask: LinkRequest, batch: str, made_by: int) -> IssuedLink:
        name = new_name()
        with self.audited(AuditAction.ADDED, name):
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
            return self.deliver(self.issue(invitation, token, ask.letter))

    def _give_again(self, invitation: Invitation) -> IssuedLink:
        with self.audited(AuditAction.GAVE_AGAIN, invitation.name):
            token = links.add(self.db, invitation.id, now=self.now)
            return self.issue(invitation, token, is_repeated=True)

    def withdraw(self, invitation: Invitation) -> None:
        """Close a link; mail that still waits does not go."""
        with self.db.transaction():
            if found := self.if_it_may(AuditAction.WITHDREW, invitation):
                with self.audited(AuditAction.WITHDREW, found.name):
                    invitations.change(self.db, found, withdrawn=to_iso(self.now))
                    outbox.drop(self.db, found.id)

    def say_sent(self, invitation: Invitation) -> None:
        """Keep that somebody has given a link to the patient, or a reminder to who had one."""
        with self.db.transaction():
            found = self.as_it_stands(invitation)
            last = max((at for at in (found.sent, found.reminded) if at), default=None)
            if last is None or self.now - last > TWICE:
                column = "reminded" if found.sent else "sent"
                with self.audited(AuditAction.SENT_BY_HAND, found.name):
                    invitations.change(self.db, found, **{column: to_iso(self.now)})

    def replace(self, invitation: Invitation, token: str = "") -> IssuedLink | None:
        """A new address; the old ones open nothing any more. None where that cannot be.

        `token`: of a form, which gives the same address however often it is sent.
        """
        with self.db.transaction():
            found = self.if_it_may(AuditAction.REPLACED, invitation)
            if found is None:
                return None
            if (known := links.of_token(self.db, token)) and not known.is_replaced:
                return self.issue(found, token, is_repeated=has_gone(found, known))
            with self.audited(AuditAction.REPLACED, found.name):
                token = links.replace_all(self.db, found.id, now=self.now, token=token)
                outbox.drop(self.db, found.id)
                return self.deliver(self.issue(found, token))

    def remind(self, invitation: Invitation, token: str = "") -> IssuedLink | None:
        """One more address, with a reminder, or with the first letter where nobody has sent one.

        None where that cannot be. `token`: of a form, which gives the same address however often
        it is sent.
        """
        with self.db.transaction():
            found = self.if_it_may(AuditAction.REMINDED, invitation)
            if found is None:
                return None
            kind = LetterKind.AGAIN if found.was_asked else LetterKind.FIRST
            if (known := links.of_token(self.db, token)) and not known.is_replaced:
                return self.issue(found, token, kind, is_repeated=has_gone(found, known))
            with self.audited(AuditAction.REMINDED, found.name):
                outbox.forget_failed(self.db, found.id)
                token = links.add(self.db, found.id, now=self.now, token=token)
                given = self.deliver(self.issue(found, token, kind))
                if given.channel and kind is LetterKind.AGAIN:
                    invitations.change(self.db, found, reminded=to_iso(self.now))
                return given

    def change_end(self, invitation: Invitation, ends: datetime) -> None:
        """Another end; an address given out before stays good until then."""
        with self.db.transaction():
            if found := self.if_it_may(AuditAction.CHANGED_END, invitation):
                with self.audited(AuditAction.CHANGED_END, found.name):
                    invitations.change(self.db, found, ends=to_iso(ends))

    def reschedule(
        self, invitation: Invitation, visit: str, physiotherapist: int
    ) -> OutboxKind | None:
        """Another time of the visit, or another colleague; link and reminders follow.

        Whoever had a message about the visit has one about the change: how it goes, None where
        nothing does.
        """
        with self.db.transaction():
            found = self.if_it_may(AuditAction.RESCHEDULED, invitation)
            if found is None:
                return None
            if visit != found.visit:
                self._move(found, visit)
            if physiotherapist != found.physiotherapist:
                with self.audited(AuditAction.REASSIGNED, found.name):
                    invitations.change(self.db, found, physiotherapist=physiotherapist)
            moved = self.as_it_stands(found)
            if moved == found or not self.tells_of_change(found):
                return None
            with self.audited(AuditAction.GAVE_AGAIN, found.name):
                outbox.drop(self.db, found.id)
                token = links.add(self.db, found.id, now=self.now)
                return self.deliver(self.issue(moved, token, LetterKind.MOVED)).channel

    def _move(self, found: Invitation, visit: str) -> None:
        zone = self.writer.zone
        ends = end_after_move(found.ends, found.visit, visit, zone, self.now)
        with self.audited(AuditAction.RESCHEDULED, found.name):
            invitations.change(self.db, found, visit=visit, ends=to_iso(ends))
        later = date.fromisoformat(visit[:10]) - date.fromisoformat(found.visit[:10])
        if later and not found.is_recheck:
            self.rechecks.move(found, later, zone)

    def tells_of_change(self, invitation: Invitation) -> OutboxKind | None:
        """How a patient hears of another time by itself: who had no message has none of that."""
        is_told = invitation.sent and not invitation.is_recheck
        return self.channel_to(invitation) if is_told else None

    def cancel(self, invitation: Invitation) -> OutboxKind | None:
        """Call an appointment off and close its link; how the patient is told, None for not."""
        with self.db.transaction():
            found = self.if_it_may(AuditAction.CANCELLED, invitation)
            if found is None:
                return None
            with self.audited(AuditAction.CANCELLED, found.name):
                at = to_iso(self.now)
                invitations.change(self.db, found, cancelled=at, withdrawn=at)
                outbox.drop(self.db, found.id)
            self.rechecks.withdraw(found)
            return self.deliver(self.about_change(self.as_it_stands(found))).channel

    def about_change(self, invitation: Invitation) -> IssuedLink:
        """What tells a patient that an appointment was moved or cancelled; without a link."""
        kind = LetterKind.CANCELLED if invitation.cancelled else LetterKind.MOVED
        return IssuedLink(invitation, "", self.writer.write(kind, invitation))

    @property
    def rechecks(self) -> Following:
        """What is done to the rechecks of an appointment, by the same person."""
        return Following(self.db, self.encryption, self.actor, self.now)

    def issue(
        self,
        invitation: Invitation,
        token: str,
        kind: LetterKind = LetterKind.FIRST,
        is_repeated: bool = False,
    ) -> IssuedLink:
        address = address_of(self.base_url, token)
        letter = self.writer.write(kind, invitation, address)
        return IssuedLink(invitation, address, letter, is_repeated=is_repeated)

    def channel_to(self, invitation: Invitation) -> OutboxKind | None:
        """How a patient can be written to: by mail before a text; None for not at all."""
        return self.channel(invitation.email, invitation.phone)

    def channel(self, email: str, phone: str) -> OutboxKind | None:
        """The same of who can be reached there."""
        if email and OutboxKind.MAIL in self.channels:
            return OutboxKind.MAIL
        return OutboxKind.SMS if phone and OutboxKind.SMS in self.channels else None

    def goes_to(self, one: Invitation) -> str:
        return one.email if self.channel_to(one) is OutboxKind.MAIL else one.phone

    def deliver(self, given: IssuedLink) -> IssuedLink:
        """Put it into the outbox where it can go by itself."""
        one, letter = given.invitation, given.letter
        channel, to = self.channel_to(one), self.goes_to(one)
        if channel is None:
            return given
        file = "" if one.is_recheck else calendar_file(self.writer, one, letter.address, self.now)
        with self.audited(AuditAction.MAILED, one.name):
            outbox.add(
                self.db,
                self.encryption,
                kind=channel,
                to=to,
                subject=letter.subject,
                text=letter.text,
                html=letter.html,
                short=letter.short,
                calendar=file,
                invitation=one.id,
                asks=letter.asks and is_of_use(one, self.time),
                now=self.now,
            )
            invitations.change(self.db, one, sent=to_iso(self.now))
        return replace(given, channel=channel, to=to)

    @property
    def time(self) -> ClinicTime:
        """This moment, by the clinic's clock too."""
        return ClinicTime(self.now, self.now.astimezone(self.writer.zone))

    def as_it_stands(self, invitation: Invitation) -> Invitation:
        """The invitation as it stands now that it is our turn to write."""
        return invitations.find(self.db, self.encryption, invitation.name) or invitation

    def if_it_may(self, what: AuditAction, invitation: Invitation) -> Invitation | None:
        """The same, where this can be done about it."""
        found = self.as_it_stands(invitation)
        return found if may_be_done(what, found, self.now) else None

    def audited(self, action: AuditAction, name: str) -> AbstractContextManager[None]:
        subject, actor = audit.of_visit(name), self.actor
        return audit.audited(self.db, actor=actor, action=action, subject=subject, now=self.now)
