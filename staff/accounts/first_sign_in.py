"""What staff are told at the start: where to sign in, and how the first of them comes in."""

from datetime import datetime

from records.engine.store import Store
from records.people import audit, staff
from records.people.audit import AuditAction, audited
from records.people.staff import FIRST
from settings.address import works_only_here
from staff.accounts.roles import Role


def words_at_start(db: Store, base_url: str, now: datetime) -> list[str]:
    """Lines to print. Until somebody is set up there is a new link at each start."""
    lines = [f"Staff sign in at {base_url}/clinic/"]
    if not any(person.is_set_up or person.gone for person in staff.everyone(db)):
        lines += [
            "Nobody can sign in yet. The first person chooses a passphrase at:",
            f"  {base_url}/clinic/set-up/{_first_link(db, now)}",
            "The link works once, until the next start or for 72 hours.",
        ]
    if works_only_here(base_url):
        lines.append(
            "Links for others work on this machine alone: set FLASK_BASE_URL to this clinic's "
            "own address."
        )
    return lines


def _first_link(db: Store, now: datetime) -> str:
    roles, subject = (Role.ADMINISTRATOR, Role.PHYSIOTHERAPIST), audit.of_staff(FIRST)
    # In one turn: two processes may start at once.
    with audited(db, actor="start", action=AuditAction.CHANGED, subject=subject, now=now):
        first = staff.find(db, FIRST) or staff.add(db, FIRST, roles)
        return staff.new_set_up_link(db, first.id, now)
