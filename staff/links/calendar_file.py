"""A visit as a calendar file, which goes along with a mail."""

from datetime import UTC, date, datetime

from records.answers.invitations import Invitation
from staff.links.letters import Writer


def calendar_file(writer: Writer, invitation: Invitation, address: str, now: datetime) -> str:
    """The visit with the link to its questions; called off where it is cancelled.

    A later file about the same visit takes the place of an earlier one. Nothing in it is about
    health, and how long the visit takes is left open.
    """
    from icalendar import Calendar, Event  # a serving process seldom needs it

    is_cancelled = invitation.cancelled is not None
    calendar, event = Calendar(), Event()
    calendar.add("prodid", "-//Appointments//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_cancelled else "PUBLISH")
    event.add("uid", f"{invitation.name}@appointments")
    event.add("sequence", max(0, int((now - invitation.made).total_seconds())))
    event.add("dtstamp", now)
    event.add("dtstart", _start(invitation.visit, writer))
    event.add("summary", f"Appointment at {writer.clinic.name}")
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    if writer.sender:
        event.add("organizer", f"mailto:{writer.sender}")
    if writer.clinic.address:
        event.add("location", writer.clinic.address)
    if not is_cancelled:
        who = invitation.physiotherapist_name
        event.add("description", f"With {who}. A few questions before your visit: {address}")
        event.add("url", address)
    calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made.decode()


def _start(visit: str, writer: Writer) -> date | datetime:
    """When it begins; its day where the time is not known."""
    at = datetime.fromisoformat(visit)
    if "T" not in visit:
        return at.date()
    return (at.replace(tzinfo=writer.zone) if writer.zone else at.astimezone()).astimezone(UTC)
