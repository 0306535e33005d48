"""flask backup and flask restore: a copy of the records, and the way back from it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from operations.commands.group import audited_by_command, commands
from records.command import FLASK
from records.engine.database import Unusable
from records.engine.place import file_of
from records.people.audit import AuditAction
from records.upkeep.backup import NotMade, back_up
from records.upkeep.restore import RestoreRefused, restore
from services import services

FILE = click.Path(path_type=Path, dir_okay=False)


@commands.command("backup")
@click.argument("file", type=FILE)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def make_backup(file: Path, force: bool) -> None:
    """Copy the records to FILE, while the app runs or not.

    The copy is whole or not there at all, and checked. The keys are not in it: keep a copy of
    them elsewhere, or nothing in it can be read.
    """
    entry = audited_by_command(AuditAction.BACKED_UP, "records")
    try:
        with _progress("Copying") as told:
            back_up(services().connections.place, file, over=force, told=told, entry=entry)
    except NotMade as problem:
        hint = "" if force or not file.exists() else " To write over it: --force"
        raise click.ClickException(f"{problem}{hint}") from problem
    click.echo(f"{file} holds all records as of now. Keep the keys apart from it.")


@commands.command("restore")
@click.argument("file", type=FILE)
@click.option("--older", is_flag=True, help="Bring a file from an earlier version up to date.")
@click.option("--unreadable", is_flag=True, help="Take it even where its keys are missing.")
def take_back(file: Path, older: bool, unreadable: bool) -> None:
    """Put a backup in place of the records. Stop the app first.

    A file that is damaged, not ours, from another version or encrypted with other keys is refused,
    and nothing is changed. What was there is kept beside the records. Staff sign in again.
    """
    keys, now = services().keys, datetime.now(UTC)
    place = services().connections.place
    beside = file_of(place, services().settings.instance)
    try:
        with services().process.exclusive(), _progress("Restoring") as told:
            done = restore(
                place,
                file,
                keys,
                now,
                beside=beside,
                older=older,
                unreadable=unreadable,
                told=told,
            )
    except (RestoreRefused, Unusable) as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"The records are those of {file}. What was there before: {done.kept}")
    if done.erased:
        click.echo(f"Erased since that backup, and now again: {done.erased}.")
    click.echo(f"Everybody signs in again. See who may: {FLASK} staff list")


@contextmanager
def _progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar that is told how much is left; it moves on only."""
    with click.progressbar(length=1000, label=label) as bar:
        yield lambda left, of: bar.update(max(0, 1000 * (of - left) // max(of, 1) - bar.pos))
