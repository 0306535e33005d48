"""flask audit: whether anybody changed afterwards who did what."""

import click
from flask.cli import AppGroup

from operations.commands.group import commands, database
from records.people import audit
from records.people.audit import FIRST

group = AppGroup("audit", help="Prove that nobody changed the audit.")
commands.add_command(group)


@group.command("verify")
@click.option("--expect", default=FIRST, metavar="HASH", help="A last hash that was noted earlier.")
def verify(expect: str) -> None:
    """Follow the audit from its first entry. Exit code 1 when it does not hold.

    Note the last hash somewhere else: only --expect with an earlier one shows whether entries
    were cut off at the end.
    """
    chain = audit.verify(database(), expect.strip().lower())
    if broken := chain.broken:
        raise click.ClickException(
            f"Entry {broken.sequence} of {broken.at:%Y-%m-%d %H:%M} UTC does not fit the one "
            f"before it: one of them was changed, put in or taken out. {chain.count} before it fit."
        )
    if not chain.has_expected:
        raise click.ClickException(
            f"All {chain.count} entries fit, but none has the hash that was expected: "
            "entries were cut off, or the hash is of other records."
        )
    click.echo(f"All {chain.count} entries fit. The last hash, to note elsewhere:")
    click.echo(chain.head)
