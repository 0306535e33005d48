"""The machine: its clock, the room on its disk, and who else on it can read the records."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from operations.doctor.check import Check, DiagnosticContext, attention, ok, wrong
from records.command import FLASK
from records.engine.private_files import open_to_others, replaceable
from records.engine.system import owner_of
from records.engine.timestamps import CLOCKS_DIFFER
from records.upkeep import clock_jumps, soundness

RELEASED = datetime(2026, 11, 1, tzinfo=UTC)
"""No clock that is right says less."""
ROOM = 200  # MB: under that, wrong
COPIES = 3  # of the records: a backup, what a restore keeps aside, and a file written anew
MB = 1024 * 1024


def time(context: DiagnosticContext) -> Iterator[Check]:
    """Whether the clock can be right."""
    now = context.now.astimezone(UTC)
    says = f"The clock says {now.day} {now:%B %Y, %H:%M} UTC"
    if context.now < RELEASED:
        yield wrong("clock", f"{says}: before this version was made.", "Set it: timedatectl")
        return
    newest, doubted = _from_the_records(context)
    if newest and newest > context.now + CLOCKS_DIFFER:
        found = f"{says}; the records go to {newest.day} {newest:%B %Y, %H:%M} UTC."
        yield attention("clock", found, "It was ahead then, or is behind now: look at it.")
    elif doubted:
        to = f"If it is right: {FLASK} purge --clock-is-right"
        yield attention("clock", f"{says}, after a jump. Nothing is deleted for a week.", to)
    else:
        yield ok("clock", f"{says}.")


def room(context: DiagnosticContext) -> Iterator[Check]:
    """Whether the disk has room for the records to grow, and to be written anew."""
    file = context.records_file
    folder = next(one for one in file.parents if one.exists())
    free = shutil.disk_usage(folder).free // MB
    size = file.stat().st_size // MB if file.exists() else 0
    found = f"{free:,} MB free where the records are; they take {size:,} MB."
    to = f"Make room: {max(ROOM, COPIES * size):,} MB or more."
    if free < ROOM:
        yield wrong("disk", found, to)
    else:
        yield attention("disk", found, to) if free < COPIES * size else ok("disk", found)


def privacy(context: DiagnosticContext) -> Iterator[Check]:
    """Whether others on the machine can read or change what the app alone may."""
    records = context.records_file
    files = sorted(
        {*_files(context.instance), *_files(records.parent, f"{records.name}*"), records}
    )
    found = [line for file in files for line in open_to_others(file)]
    for folder in {context.instance, records.parent}:
        found += replaceable(folder)
    yield from (wrong("files", *_parted(line)) for line in dict.fromkeys(found))
    owners = {owner_of(file) for file in files if file.exists()}
    if len(owners) > 1:
        to = f"Give all of them to the one that runs the app: chown -R NAME {context.instance}"
        yield attention(
            "files", f"They belong to several accounts: {', '.join(sorted(owners))}.", to
        )
    elif not found:
        yield ok("files", "Only this account can read the records and the keys.")


def left_over(context: DiagnosticContext) -> Iterator[Check]:
    """Whether records that a restore replaced still lie there."""
    records = context.records_file
    kept = sorted(records.parent.glob(f"{records.name}.before-restore*"))
    if kept:
        names = " ".join(map(str, kept))
        yield attention(
            "old records", f"Kept by a restore: {names}", "Delete them when all is well."
        )


def _from_the_records(context: DiagnosticContext) -> tuple[datetime | None, datetime | None]:
    """The newest moment in them, and since when the clock is doubted."""
    if not context.has_records:
        return None, None
    with soundness.looking_at(context.database) as db:
        return soundness.newest_moment(db), clock_jumps.doubted_since(db, context.now)


def _files(folder: Path, names: str = "*") -> Iterator[Path]:
    return (one for one in folder.glob(names) if one.is_file())


def _parted(line: str) -> tuple[str, str]:
    """A sentence of what is wrong, and its remedy."""
    found, _, remedy = line.partition(". Run")
    return f"{found}.", f"Run{remedy}"
