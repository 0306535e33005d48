"""The records: the file, what is encrypted in it, its audit, its backups."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from operations.doctor.check import Check, DiagnosticContext, attention, ok, wrong
from operations.doctor.keys import keys_of
from records.command import FLASK
from records.engine.database import Unusable
from records.engine.encryption import BadKey
from records.engine.migrations import Engine, pending, unknown_steps
from records.engine.sqlite_file import REMEDY
from records.engine.store import Store
from records.people import audit
from records.upkeep import jobs, soundness

BACKED_UP_WITHIN = timedelta(days=7)
PATIENCE = timedelta(seconds=2)  # pages wait longer


def records(context: DiagnosticContext) -> Iterator[Check]:
    """All of them; nothing is looked at further where they do not open."""
    place = context.database
    if not context.has_records:
        yield attention("database", f"{place} is not there; the first start makes it.")
        return
    remedy = REMEDY if isinstance(place, Path) else "Look at FLASK_DATABASE, and at the server."
    try:
        with soundness.looking_at(place) as db:
            if damaged := db.damage():
                yield wrong("database", f"{place} is damaged: {damaged}.", remedy)
                return
            yield from _file(context, db)
            yield from _encrypted(context, db)
            yield from _chain(db)
            yield from _jobs(db)
            yield from _backups(context, db)
    except Unusable as problem:
        yield wrong("database", f"{place} does not open: {problem}.", remedy)


def _file(context: DiagnosticContext, db: Engine) -> Iterator[Check]:
    lacking, unknown = pending(db), unknown_steps(db)
    if unknown:
        yield wrong("database", f"A newer version wrote it: {', '.join(unknown)}.", "Start that.")
    elif lacking:
        found = f"It lacks {', '.join(lacking)}."
        yield attention("database", found, "Make a backup; the next start brings it up to date.")
    if otherwise := db.set_otherwise():
        yield wrong("database", f"It is not set as it must be: {', '.join(otherwise)}.")
    if why_not := db.why_not_written(PATIENCE):
        to = "If it is read-only, give it to the account that runs the app; if locked, wait."
        yield wrong("database", f"It cannot be written: {why_not}.", to)
    elif not unknown and not lacking:
        yield ok("database", f"{context.database} is sound and up to date.")


def _encrypted(context: DiagnosticContext, db: Store) -> Iterator[Check]:
    try:
        keys = keys_of(context)
    except (BadKey, OSError, UnicodeDecodeError):
        return  # told where the keys are looked at
    sample = soundness.sample(db, keys)
    if sample.lost:
        found = f"{sample.lost} of the {sample.tried} newest encrypted values open with no key."
        yield wrong("encrypted", found, "Put the keys of that time behind the present ones.")
    else:
        yield ok("encrypted", f"The {sample.tried} newest encrypted values open.")


def _chain(db: Store) -> Iterator[Check]:
    found = audit.verify(db)
    if found.broken:
        broken = f"Entry {found.broken.sequence} does not fit the one before it."
        yield wrong("audit", broken, "Somebody changed it. Compare with a backup.")
    else:
        yield ok("audit", f"All {found.count} entries fit.")


def _jobs(db: Engine) -> Iterator[Check]:
    if pending(db):
        return  # where they are noted may be lacking
    for job in jobs.failing(db):
        since = f"{job.since.day} {job.since:%B %Y, %H:%M}"
        found = f"Not done since {since} UTC: {job.name} ({job.kind})."
        yield wrong("jobs", found, "See the log of the app; if it ended since, start it.")


def _backups(context: DiagnosticContext, db: Store) -> Iterator[Check]:
    last, to = audit.last_backup(db), f"Run: {FLASK} backup FILE"
    if last is None:
        yield attention("backup", f"None was made by {FLASK} backup.", to)
    elif context.now - last > BACKED_UP_WITHIN:
        yield attention("backup", f"The last was made on {last.day} {last:%B %Y}.", to)
    else:
        yield ok("backup", f"The last was made on {last.day} {last:%B %Y}.")
