"""flask keys: what the records are encrypted with."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import AppGroup

from operations.commands.group import add_entry, audited_by_command, commands, database
from records.command import FLASK
from records.engine.database import Unusable
from records.engine.private_files import write
from records.engine.store import Store
from records.people.audit import AuditAction
from records.upkeep import key_rotation
from records.upkeep.key_rotation import KeyUse
from services import services

BY_HAND = """The keys come from FLASK_ENCRYPTION_KEYS, which only you can change:

  1. Stop the app.
  2. Put this new key in front, with a comma behind it:
     {key}
  3. Run: {flask} keys reencrypt
  4. Start the app. A day later the old key can be taken out."""

group = AppGroup("keys", help="Change the keys that the records are encrypted with.")
commands.add_command(group)


@group.command("rotate")
def rotate() -> None:
    """Make a new key and encrypt all records with it. Stop the app first.

    When it is interrupted nothing is lost: run it again, and it goes on. The last key stays in
    the file behind the new one, for the cookies of runners under way.
    """
    file: Path | None = services().key_file
    key = key_rotation.new_key()
    if file is None:
        click.echo(BY_HAND.format(key=key, flask=FLASK))
        return
    with _alone() as db, _progress(key_rotation.how_many(db) * 2) as told:
        keys, now = services().keys, datetime.now(UTC)
        is_new, found = key_rotation.rotate(db, file, keys, key, told, now=now)
    if not is_new:
        click.echo("An earlier change of keys was interrupted. This finished it.")
    _tell(found)
    click.echo(f"Copy {file} to where the keys are kept, apart from the backups.")


@group.command("reencrypt")
def reencrypt() -> None:
    """Encrypt with the first key whatever an older one encrypted. Stop the app first."""
    with _alone() as db, _progress(key_rotation.how_many(db)) as told:
        # First: what follows is many transactions, and may be interrupted.
        add_entry(AuditAction.ROTATED_KEYS, "records")
        found = key_rotation.reencrypt(db, services().keys, told)
    _tell(found)


@group.command("drop-old")
def drop_old() -> None:
    """Take the old keys out of the file. Wait a day after a change of keys.

    Runners who began before the change lose their answers otherwise. Backups made before it
    need the old keys for ever: keep a copy with them.
    """
    keys, file = services().keys, services().key_file
    if file is None:
        raise click.ClickException("Take them out of FLASK_ENCRYPTION_KEYS by hand.")
    with _alone() as db:
        needed = key_rotation.count_key_use(db, keys).old
        if needed:
            raise click.ClickException(
                f"{needed} values still need an old key. Run first: {FLASK} keys reencrypt"
            )
        with audited_by_command(AuditAction.ROTATED_KEYS, "records"):
            write(file, [f"{keys[0]}\n".encode()], over=True)
    click.echo(f"Old keys taken out: {len(keys) - 1}.")


@contextmanager
def _alone() -> Iterator[Store]:
    """The database, which no other process has open meanwhile."""
    try:
        with services().process.exclusive():
            yield database()
    except Unusable as refusal:
        raise click.ClickException(str(refusal)) from refusal


@contextmanager
def _progress(rows: int) -> Iterator[Callable[[int], None]]:
    with click.progressbar(length=rows, label="Encrypting") as bar:
        yield bar.update


def _tell(found: KeyUse) -> None:
    click.echo(f"Encrypted again: {found.old} of {found.values} values.")
    if found.lost:
        click.echo(f"{found.lost} cannot be opened with any key, and stay as they are.")
