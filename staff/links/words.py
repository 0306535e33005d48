"""What a page about a link is called."""

from datetime import datetime

from records.answers.invitations import Invitation
from settings.times import Zone, moment_of


def as_title(one: Invitation, now: datetime, zone: Zone) -> str:
    """What a page about it is called, such as "DEMO-01, today 09:30"."""
    what = "recheck " if one.is_recheck else ""
    visit = moment_of(one.visit, now, zone).words
    return f"{one.reference or 'Reference cannot be read'}, {what}{visit}"
