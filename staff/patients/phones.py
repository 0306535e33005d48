"""Whom to call about a warning: the numbers that were given, and by whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from questionnaire.contact import phone_link
from records.answers.invitations import Invitation
from records.answers.warnings import RaisedWarning

WITH_ANSWERS = "Given with these answers"
WITH_LINK = "Given by the clinic with the link"


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as it was typed, and who gave it."""

    number: str
    giver: str

    @property
    def link(self) -> str:
        """The address that dials it."""
        return phone_link(self.number)


def phones_for(warnings: Sequence[RaisedWarning], invitation: Invitation) -> list[Phone]:
    """Who can be called about these. The clinic's number of the patient is nobody else's."""
    given = [Phone(one.phone, WITH_ANSWERS) for one in warnings]
    if not warnings or not all(one.is_wrong_person for one in warnings):
        given.append(Phone(invitation.phone, WITH_LINK))
    return [phone for phone in dict.fromkeys(given) if phone.number]
