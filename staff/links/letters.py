"""What is written to a patient about a visit: polite, short, and nothing about anybody's health."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from html import escape

from questionnaire.journey import minutes_of
from questionnaire.questions import Asked
from records.answers.invitations import Invitation
from services import Services
from settings.clinic import Clinic
from settings.times import Zone, until


class LetterKind(StrEnum):
    """What a letter is about."""

    FIRST = "first"
    AGAIN = "again"
    """A reminder."""
    BOOKED = "booked"
    """An appointment that the patient had asked for."""
    MOVED = "moved"
    CANCELLED = "cancelled"
    RECHECK = "recheck"
    RECHECK_AGAIN = "recheck_again"


OF_RECHECK = {
    LetterKind.FIRST: LetterKind.RECHECK,
    LetterKind.AGAIN: LetterKind.RECHECK_AGAIN,
    LetterKind.MOVED: LetterKind.RECHECK,
}
"""What a letter is instead where there is no visit to come."""
ASKING = (LetterKind.FIRST, LetterKind.AGAIN, LetterKind.RECHECK, LetterKind.RECHECK_AGAIN)
SUBJECTS = {
    LetterKind.FIRST: "Your visit to {clinic} on {day}: a few questions from {who}",
    LetterKind.AGAIN: "Reminder: your visit to {clinic} on {day}, a few questions before it",
    LetterKind.BOOKED: "Your visit to {clinic} is booked for {day}",
    LetterKind.MOVED: "Your visit to {clinic} is now on {day}",
    LetterKind.CANCELLED: "Your visit to {clinic} on {day} is cancelled",
    LetterKind.RECHECK: "How does it go? A few questions from {who}",
    LetterKind.RECHECK_AGAIN: "Reminder: a few questions from {who}",
}
BEGINNINGS = {
    LetterKind.FIRST: """\
{who} at {clinic} has a few questions for you before your visit on {visit}. \
It takes about {minutes} minutes. You can stop and come back later, in the same browser.""",
    LetterKind.AGAIN: """\
Reminder: please answer a few questions from {who} at {clinic} before your visit on {visit}. \
It takes about {minutes} minutes in all.{so_far}""",
    LetterKind.BOOKED: """\
Your visit with {who} at {clinic} is booked for {visit}.

{who} has a few questions for you before then. It takes about {minutes} minutes. \
You can stop and come back later, in the same browser.""",
    LetterKind.MOVED: """\
Your visit with {who} at {clinic} is now on {visit}.""",
    LetterKind.CANCELLED: """\
Your visit with {who} at {clinic} on {visit} is cancelled. \
You do not need to answer the questions for it any more: their link no longer works.""",
    LetterKind.RECHECK: """\
{who} at {clinic} would like to know how it goes, some weeks after your visit. \
It is shorter than the form before your visit. You can stop and come back later, in the same \
browser.""",
    LetterKind.RECHECK_AGAIN: """\
Reminder: {who} at {clinic} would like to know how it goes, some weeks after your visit.{so_far}""",
}
SO_FAR = " What you answered so far is saved. You can go on where you stopped."
SHORT = {
    LetterKind.FIRST: "{clinic}: a few questions before your visit on {visit}.",
    LetterKind.AGAIN: "{clinic}: please answer before your visit on {visit}.",
    LetterKind.BOOKED: "{clinic}: your visit is booked for {visit}. A few questions before it.",
    LetterKind.MOVED: "{clinic}: your visit is now on {visit}.",
    LetterKind.CANCELLED: "{clinic}: your visit on {visit} is cancelled.",
    LetterKind.RECHECK: "{clinic}: how does it go since your visit?",
    LetterKind.RECHECK_AGAIN: "{clinic}: how does it go since your visit?",
}
MOVED_WITH_LINK = """\
If you have not answered the questions before your visit yet, please do so before then.{so_far}"""
LINK = """\
Your link:
{address}

This link is only for you. Please do not forward it. It works until {ends}.

{bring}

We do not read answers straight away. In an emergency call {emergency}."""
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{subject}</title></head>
<body style="font-family: sans-serif; font-size: 16px; line-height: 1.5; max-width: 36em">
{body}
</body></html>
"""
BUTTON = """<p><a href="{address}" style="display: inline-block; padding: 12px 20px; \
border-radius: 4px; background: #0b5d5e; color: #ffffff; text-decoration: none">\
Answer the questions</a></p>
<p>Your link:<br><a href="{address}">{address}</a></p>"""


@dataclass(frozen=True, slots=True)
class Letter:
    """A ready text, with its subject, and the same for a text message."""

    subject: str
    text: str
    short: str = ""
    address: str = ""
    """The link in it; "" for none."""
    asks: bool = False
    """Whether it asks for answers, and tells nothing of a visit that is not known."""

    @property
    def html(self) -> str:
        """The same for mail programs that show it: each paragraph, and the link as a button."""
        paragraphs = [self._paragraph(one) for one in self.text.strip().split("\n\n")]
        return PAGE.format(subject=escape(self.subject), body="\n".join(paragraphs))

    def _paragraph(self, text: str) -> str:
        if self.address and self.address in text.split():
            return BUTTON.format(address=escape(self.address))
        return f"<p>{escape(text).replace(chr(10), '<br>')}</p>"


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes: the clinic, its zone, whom to call in an emergency, and how long a form takes."""

    clinic: Clinic
    zone: Zone
    emergency: str
    minutes: int
    sender: str = ""
    """The address that mail comes from."""

    def write(self, kind: LetterKind, invitation: Invitation, address: str = "") -> Letter:
        """A letter about a visit or a recheck, with the link that it gives to the patient."""
        if invitation.is_recheck:
            kind = OF_RECHECK.get(kind, kind)
        said = {
            "who": invitation.physiotherapist_name,
            "clinic": self.clinic.name,
            "visit": visit_in_words(invitation.visit),
            "day": _day(invitation.visit),
            "minutes": self.minutes,
            "so_far": SO_FAR if invitation.started else "",
            "address": address,
            "ends": ends_in_words(invitation.ends, self.zone),
            "emergency": self.emergency,
            "bring": "" if invitation.is_recheck else self.clinic.bring,
        }
        ending = "\n".join(filter(None, [self.clinic.name, self.clinic.address]))
        more = MOVED_WITH_LINK if kind is LetterKind.MOVED else ""
        parts = ["Hello,", BEGINNINGS[kind], *([more, LINK] if address else [])]
        filled = "\n\n".join(filter(None, parts)).format(**said)
        whole = [*filled.split("\n\n"), self._help(), ending]
        text = "\n\n".join(filter(None, whole)) + "\n"
        what = " The questions before it, only for you" if more else " Only for you"
        only = f"{what}: {address}" if address else ""
        subject, short = SUBJECTS[kind].format(**said), SHORT[kind].format(**said) + only
        return Letter(subject, text, short, address, asks=kind in ASKING)

    def _help(self) -> str:
        if self.clinic.phone:
            return f"Questions, or not expecting this? Call {self.clinic.phone}."
        return "Questions, or not expecting this? Call the clinic."


def writer_of(services: Services) -> Writer:
    """Who writes for a clinic, as it is set up."""
    settings, emergency = services.settings, services.country.emergency_number
    minutes = minutes_of(services.questionnaire, Asked.VISIT)
    return Writer(settings.clinic, settings.zone, emergency, minutes, settings.mail.sender)


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
