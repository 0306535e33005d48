"""Who looks after the clinic's side, and the screens in its waiting room. Nobody is named."""

from collections.abc import Iterator
from datetime import timedelta

from operations.doctor.check import Check, DiagnosticContext, attention, ok, wrong
from records.command import FLASK
from records.kiosk import devices as kiosks
from records.people import staff
from records.upkeep import soundness

SEEN_WITHIN = timedelta(days=1)
ADD = f"Run: {FLASK} staff add NAME --role administrator"


def people(context: DiagnosticContext) -> Iterator[Check]:
    """Somebody must be able to let others in."""
    if not context.has_records:
        return
    with soundness.looking_at(context.database) as db:
        here = [one for one in staff.everyone(db) if one.is_set_up and not one.gone]
        able = sum(staff.ADMINISTRATOR in one.roles for one in here)
        waiting = [one for one in kiosks.in_use(db) if one.enrolled]
    found = f"{len(here)} can sign in, {able} of them as administrator."
    if not here:
        yield attention("staff", "Nobody has set a passphrase yet.", ADD)
    else:
        yield ok("staff", found) if able else wrong("staff", found, ADD)
    silent = sum(one.seen is None or context.now - one.seen > SEEN_WITHIN for one in waiting)
    if silent:
        to = "See on the page Kiosks which, and whether it is on."
        yield attention("kiosks", f"{silent} of {len(waiting)} not heard of for a day.", to)
    else:
        yield ok("kiosks", f"{len(waiting)} in use.")
