"""flask staff: who may sign in."""

from datetime import UTC, datetime

import click
from flask.cli import AppGroup

from operations.commands.group import ONE_LINE, audited_by_command, commands, database
from records.command import FLASK
from records.people import staff
from records.people.audit import AuditAction, of_staff
from records.people.staff import LONGEST_NAME, LastAdministrator, Person, StaffNameTaken
from services import services
from staff.accounts.roles import Role

LINK = """{name} sets a passphrase at:

  {link}

It works once, until {ends:%Y-%m-%d %H:%M} UTC. Give it to nobody else."""

group = AppGroup("staff", help="Add, list and remove the people who may sign in.")
commands.add_command(group)


@group.command("add")
@click.argument("name", type=ONE_LINE)
@click.option(
    "--role",
    "roles",
    type=click.Choice([str(role) for role in Role]),
    multiple=True,
    required=True,
    help="What they do here; may be given more than once.",
)
def add(name: str, roles: tuple[str, ...]) -> None:
    """Add somebody; prints the link at which they set a passphrase."""
    if not staff.is_name(name):
        raise click.BadParameter(f"A name has 1 to {LONGEST_NAME} characters.", param_hint="NAME")
    try:
        with audited_by_command(AuditAction.ADDED, of_staff(name)):
            link = _new_link(staff.add(database(), name, roles))
    except StaffNameTaken as taken:
        raise click.ClickException(f"{taken} For a new link: {FLASK} staff reset.") from taken
    click.echo(link)


@group.command("list")
def list_people() -> None:
    """List everybody, with their roles."""
    people = staff.everyone(database())
    if not people:
        click.echo(f"Nobody yet. Add somebody: {FLASK} staff add NAME --role administrator")
    for person in people:
        click.echo(f"{person.name}  ({', '.join(person.roles)})  {_state(person)}")


@group.command("reset")
@click.argument("name", type=ONE_LINE)
@click.option(
    "--even-the-only-administrator",
    "is_last_too",
    is_flag=True,
    help="Also for the only one who can add people, who forgot their passphrase.",
)
def reset(name: str, is_last_too: bool) -> None:
    """Print a new set-up link; the old passphrase and every sign-in end at once."""
    person = _named(name)
    try:
        with audited_by_command(AuditAction.CHANGED, of_staff(person.name)):
            link = _new_link(person, is_last_too)
    except LastAdministrator as last:
        raise click.ClickException(
            f"{last} Until the new link is followed nobody could add or remove people. Add "
            f"another first; or, if the passphrase is forgotten, say so: {FLASK} staff reset "
            f'--even-the-only-administrator "{person.name}"'
        ) from last
    click.echo(link)


@group.command("leave")
@click.argument("name", type=ONE_LINE)
def leave(name: str) -> None:
    """Shut somebody out at once; what they did stays on record."""
    person = _named(name)
    try:
        with audited_by_command(AuditAction.CHANGED, of_staff(person.name)):
            staff.leave(database(), person.id, datetime.now(UTC))
    except LastAdministrator as last:
        raise click.ClickException(f"{last} Add another first.") from last
    click.echo(f"{person.name} can no longer sign in.")


def _named(name: str) -> Person:
    person = staff.find(database(), name)
    if person is None:
        raise click.ClickException(f"There is no {name}. See: {FLASK} staff list")
    return person


def _new_link(person: Person, is_last_too: bool = False) -> str:
    now = datetime.now(UTC)
    token = staff.new_set_up_link(database(), person.id, now, is_last_too=is_last_too)
    link = f"{services().settings.base_url}/clinic/set-up/{token}"
    return LINK.format(name=person.name, link=link, ends=now + staff.SET_UP_LASTS)


def _state(person: Person) -> str:
    if person.gone:
        return f"left {person.gone:%Y-%m-%d}"
    return "can sign in" if person.is_set_up else "has not set a passphrase"
