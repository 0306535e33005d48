"""An address as it is given out, once: sent, or to copy, to scan, to type from paper."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from questionnaire.contact import phone_link
from records.answers.invitations import Invitation
from records.answers.links import Link
from records.answers.outbox import OutboxKind
from settings.mail import Mail
from settings.sms import Sms
from staff.links.letters import Letter
from web.qr_code import qr_code

GROUP = 4  # signs


def channels_of(mail: Mail, sms: Sms) -> frozenset[OutboxKind]:
    """How a clinic can send links, as it is set up."""
    is_on = {OutboxKind.MAIL: mail.is_on, OutboxKind.SMS: sms.is_on}
    return frozenset(channel for channel, on in is_on.items() if on)


@dataclass(frozen=True)
class IssuedLink:
    """An invitation's address with the text that goes with it; a text alone has no address.

    `channel`: how it goes, None where somebody is to give it; `to`: where.
    """

    invitation: Invitation
    address: str
    letter: Letter
    channel: OutboxKind | None = None
    to: str = ""
    is_repeated: bool = False
    """Whether a button was pressed again that had made and sent it already."""

    @property
    def is_to_send(self) -> bool:
        """Whether somebody is to give it to the patient."""
        is_sent = self.is_repeated and self.invitation.sent is not None
        return self.channel is None and not is_sent

    @cached_property
    def code(self) -> str:
        """The address to scan: an SVG that needs no style of its own."""
        return qr_code(self.address, "The link as a code to scan")

    @property
    def to_type(self) -> str:
        """The address in groups that can be typed from paper as they stand."""
        start, _, token = self.address.rpartition("/")
        groups = [token[at : at + GROUP] for at in range(0, len(token), GROUP)]
        return f"{start.removeprefix('https://')}/{'-'.join(groups)}"

    @property
    def mailto(self) -> str:
        """A mail to the patient, or to nobody yet, with subject and text filled in."""
        to = quote(self.invitation.email, safe="@")
        subject, text = quote(self.letter.subject), quote(self.letter.text.replace("\n", "\r\n"))
        return f"mailto:{to}?subject={subject}&body={text}"

    @property
    def sms(self) -> str:
        """A text message to the patient's number, filled in; "" where no number is known.

        Some phones look for the text behind `?`, some behind `&`.
        """
        number = phone_link(self.invitation.phone).removeprefix("tel:").partition(";")[0]
        return f"sms:{number}?&body={quote(self.letter.short)}" if number else ""


def address_of(base_url: str, token: str) -> str:
    """Where a link leads."""
    return f"{base_url}/v/{token}"


def has_gone(invitation: Invitation, link: Link) -> bool:
    """Whether something went to the patient since a link was made, by itself or by hand."""
    return any(at and at >= link.made for at in (invitation.sent, invitation.reminded))
