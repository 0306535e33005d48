"""What a page about a link is called."""

from records.answers.invitations import Invitation
from settings.times import visit_short


def as_title(one: Invitation) -> str:
    """What a page about it is called, such as "DEMO-01, 28 Nov 09:30"."""
    what = "recheck " if one.is_recheck else ""
    return f"{one.reference or 'Reference cannot be read'}, {what}{visit_short(one.visit)}"
