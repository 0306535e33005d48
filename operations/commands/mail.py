"""flask mail: whether mail goes out."""

from datetime import UTC, datetime

import click
from flask.cli import AppGroup

from operations import smtp
from operations.commands.group import ONE_LINE, commands
from operations.smtp import NotSent
from questionnaire.contact import mail_address
from services import services
from settings.mail import Mail

TEXT = """This is a test from the clinic's self-check.

Mail goes out. Nothing needs to be done.
"""

group = AppGroup("mail", help="Mail to patients and staff.")
commands.add_command(group)


@group.command("test")
@click.argument("address", type=ONE_LINE)
def test(address: str) -> None:
    """Send a test mail to ADDRESS at once."""
    mail: Mail = services().settings.mail
    if not mail.is_on:
        raise click.ClickException("No mail goes out: FLASK_SMTP_HOST is not set.")
    if not mail_address(address):
        raise click.BadParameter("Write one address, like name@example.com.", param_hint="ADDRESS")
    now = datetime.now(UTC)
    try:
        smtp.send(mail, smtp.letter(mail, to=address, subject="A test", text=TEXT, now=now))
    except NotSent as problem:
        where = f"{mail.host}:{mail.port}, {mail.security}"
        raise click.ClickException(f"The mail was not sent ({where}): {problem}.") from problem
    click.echo(f"Sent to {address} by {mail.host}.")
