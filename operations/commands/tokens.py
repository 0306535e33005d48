"""flask tokens: what other programs of the clinic may read."""

from datetime import UTC, datetime

import click
from flask.cli import AppGroup

from operations.commands.group import ONE_LINE, audited_by_command, commands, database
from records.command import FLASK
from records.people import api_tokens
from records.people.api_tokens import LONGEST_NAME, TokenNameTaken, is_name
from records.people.audit import AuditAction, of_token
from staff.api.access import Scope

group = AppGroup("tokens", help="What other programs of the clinic may read.")
commands.add_command(group)


@group.command("add")
@click.argument("name", type=ONE_LINE)
@click.option(
    "--scope",
    "scopes",
    type=click.Choice([str(scope) for scope in Scope]),
    multiple=True,
    required=True,
    help="What it may read; may be given more than once.",
)
def add(name: str, scopes: tuple[str, ...]) -> None:
    """Make a token for a program; prints it, this once."""
    if not is_name(name):
        raise click.BadParameter(f"A name has 1 to {LONGEST_NAME} characters.", param_hint="NAME")
    try:
        with audited_by_command(AuditAction.ADDED, of_token(name)):
            token = api_tokens.add(database(), name, list(dict.fromkeys(scopes)), datetime.now(UTC))
    except TokenNameTaken as taken:
        raise click.ClickException(f"{taken} Revoke it first: {FLASK} tokens revoke") from taken
    click.echo(token)


@group.command("list")
def list_tokens() -> None:
    """List every token, with what it may read and when it was last used."""
    found = api_tokens.everyone(database())
    if not found:
        click.echo(f"None yet. Make one: {FLASK} tokens add NAME --scope appointments")
    for one in found:
        used = f"last used {one.seen:%Y-%m-%d}" if one.seen else "never used"
        state = f"revoked {one.revoked:%Y-%m-%d}" if one.revoked else used
        click.echo(f"{one.name}  ({', '.join(one.scopes)})  {state}")


@group.command("revoke")
@click.argument("name", type=ONE_LINE)
def revoke(name: str) -> None:
    """Let a program read nothing more, at once."""
    found = api_tokens.named(database(), name)
    if found is None:
        raise click.ClickException(f"No token in use is called {name}. See: {FLASK} tokens list")
    with audited_by_command(AuditAction.REVOKED, of_token(found.name)):
        api_tokens.revoke(database(), found.id, datetime.now(UTC))
    click.echo(f"{found.name} can read nothing more.")
