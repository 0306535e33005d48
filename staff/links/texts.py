"""What is written to a patient with a link: polite, short, and nothing about anybody's health."""

from dataclasses import dataclass
from datetime import datetime

from records.answers.invitations import Invitation
from settings.clinic import Clinic
from settings.times import Zone, until

FIRST = """Hello,

{who} at {clinic} has a few questions for you before your visit on {visit}. \
It takes about {minutes} minutes. You can stop and come back later, in the same browser.

Your link:
{address}

This link is only for you. Please do not forward it. It works until {ends}.

We do not read answers straight away. In an emergency call {emergency}.

{help}

{clinic}
"""
AGAIN = """Hello,

Reminder: please answer a few questions from {who} at {clinic} before your visit on {visit}. \
What you answered so far is saved. You can go on where you stopped.

Your link:
{address}

This link is only for you. Please do not forward it. It works until {ends}.

We do not read answers straight away. In an emergency call {emergency}.

{help}

{clinic}
"""
RECHECK = """Hello,

{who} at {clinic} would like to know how it goes, some weeks after your visit. \
It takes a few minutes. You can stop and come back later, in the same browser.

Your link:
{address}

This link is only for you. Please do not forward it. It works until {ends}.

We do not read answers straight away. In an emergency call {emergency}.

{help}

{clinic}
"""
RECHECK_AGAIN = """Hello,

Reminder: {who} at {clinic} would like to know how it goes, some weeks after your visit. \
What you answered so far is saved. You can go on where you stopped.

Your link:
{address}

This link is only for you. Please do not forward it. It works until {ends}.

We do not read answers straight away. In an emergency call {emergency}.

{help}

{clinic}
"""


SHORT = "{clinic}: a few questions before your visit on {visit}. Only for you: {address}"
SHORT_AGAIN = "{clinic}: please answer before your visit on {visit}. Only for you: {address}"
SHORT_RECHECK = "{clinic}: how does it go since your visit? Only for you: {address}"


@dataclass(frozen=True, slots=True)
class Letter:
    """A ready text, with its subject, and the same for a text message."""

    subject: str
    text: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes: the clinic, its zone, whom to call in an emergency, and how long a form takes."""

    clinic: Clinic
    zone: Zone
    emergency: str
    minutes: int

    def first(self, invitation: Invitation, address: str) -> Letter:
        """The text that goes with a new link."""
        who, day = invitation.physiotherapist_name, _day(invitation.visit)
        if invitation.is_recheck:
            subject = f"How does it go? A few questions from {who}"
            return self._letter(subject, RECHECK, SHORT_RECHECK, invitation, address)
        subject = f"Your visit on {day}: a few questions from {who}"
        return self._letter(subject, FIRST, SHORT, invitation, address)

    def again(self, invitation: Invitation, address: str) -> Letter:
        """The text that goes with a reminder."""
        if invitation.is_recheck:
            subject = f"Reminder: a few questions from {invitation.physiotherapist_name}"
            return self._letter(subject, RECHECK_AGAIN, SHORT_RECHECK, invitation, address)
        subject = f"Reminder: questions before your visit on {_day(invitation.visit)}"
        return self._letter(subject, AGAIN, SHORT_AGAIN, invitation, address)

    def _letter(
        self, subject: str, text: str, short: str, invitation: Invitation, address: str
    ) -> Letter:
        texts = (self._fill(words, invitation, address) for words in (text, short))
        return Letter(subject, *texts)

    def _fill(self, text: str, invitation: Invitation, address: str) -> str:
        return text.format(
            who=invitation.physiotherapist_name,
            clinic=self.clinic.name,
            visit=visit_in_words(invitation.visit),
            minutes=self.minutes,
            address=address,
            ends=ends_in_words(invitation.ends, self.zone),
            emergency=self.emergency,
            help=self._help(),
        )

    def _help(self) -> str:
        if self.clinic.phone:
            return f"Questions, or not expecting this? Call {self.clinic.phone}."
        return "Questions, or not expecting this? Call the clinic."


def visit_in_words(visit: str) -> str:
    """A visit such as "Tuesday 24 November 2026 at 09:30"; without the time where none is known."""
    at = datetime.fromisoformat(visit)
    day = f"{at:%A} {at.day} {at:%B %Y}"
    return f"{day} at {at:%H:%M}" if "T" in visit else day


def ends_in_words(ends: datetime, zone: Zone) -> str:
    """When a link ends, such as "the end of 24 November 2026", or "24 November 2026, 09:30"."""
    words = until(ends, zone)
    return words if ":" in words else f"the end of {words}"


def _day(visit: str) -> str:
    at = datetime.fromisoformat(visit)
    return f"{at.day} {at:%B}"
