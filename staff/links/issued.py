"""An address as it is given out, once: to copy, to scan, to type from paper, to send."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from records.answers.invitations import Invitation
from staff.links.texts import Letter
from web.qr_code import qr_code

GROUP = 4  # signs


@dataclass(frozen=True)
class IssuedLink:
    """An invitation's address with the text that goes with it; `mailed_to` when it is sent."""

    invitation: Invitation
    address: str
    letter: Letter
    mailed_to: str = ""

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
        """A mail to nobody yet, with subject and text filled in."""
        subject, text = quote(self.letter.subject), quote(self.letter.text.replace("\n", "\r\n"))
        return f"mailto:?subject={subject}&body={text}"


def address_of(base_url: str, token: str) -> str:
    """Where a link leads."""
    return f"{base_url}/v/{token}"
