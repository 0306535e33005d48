"""flask demo: a made-up clinic to look around in."""

from datetime import UTC, datetime

import click

from operations.commands.group import commands, database
from operations.demo import filling
from pre_visit.intake import Intake
from services import services


@commands.command("demo")
def fill_demo() -> None:
    """Fill an empty database with made-up people, and say how to sign in."""
    it = services()
    desk = Intake(database(), it.encryption, it.rulebook, it.questionnaire, datetime.now(UTC))
    try:
        filling.fill(desk, it.settings.zone)
    except filling.NotEmpty as error:
        raise click.ClickException("There is a clinic in this database already.") from error
    click.echo("Everybody in it is made up. Sign in at /clinic as one of these:")
    for name, roles in filling.STAFF.items():
        click.echo(f"  {name} ({', '.join(roles)})")
    click.echo(f"with the passphrase: {filling.WORDS_TO_COME_IN}")
