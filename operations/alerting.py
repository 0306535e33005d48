"""What staff are mailed of: warnings, calls and links that wait for somebody."""

from datetime import datetime
from functools import partial

from records.answers import alerts, outbox
from records.engine.encryption import Encryption
from records.engine.store import Store
from records.kiosk import calls as kiosk_calls
from settings.mail import Mail


def tell_staff(db: Store, encryption: Encryption, mail: Mail, base_url: str, now: datetime) -> None:
    """One mail for all that waits. It names nobody, and says nothing about anybody's health."""
    if outbox.staff_mail_waits(db, encryption):
        return
    put = partial(_put, db, encryption, mail.alerts_to, base_url, now)
    if forms := alerts.tell_of_warnings(db, mail.alert_every, now):
        have = "1 patient has" if forms == 1 else f"{forms} patients have"
        put(f"{have} a warning sign: please review", "today")
    if others := alerts.tell_of_warnings(db, mail.alert_every, now, wrong_person=True):
        who = "1 person who is" if others == 1 else f"{others} people who are"
        put(
            f"A warning sign from {who} not your patient: please review",
            "today",
        )
    if calls := kiosk_calls.tell_of_unanswered(db, now):
        what = "A call from a kiosk has" if calls == 1 else f"{calls} calls from kiosks have"
        put(f"{what} not been answered", "calls")
    if links := alerts.tell_of_not_me(db, now):
        what = "1 link" if links == 1 else f"{links} links"
        put(f"{what} reached the wrong person", "links")


def _put(
    db: Store,
    encryption: Encryption,
    to: str,
    base_url: str,
    now: datetime,
    what: str,
    page: str,
) -> None:
    text = f"{what}.\n\nSign in: {base_url}/clinic/{page}\n"
    outbox.tell_staff(db, encryption, to=to, subject=what, text=text, now=now)
