"""flask kiosk: screens in the waiting room."""

from datetime import UTC, datetime
from shlex import quote

import click
from flask.cli import AppGroup

from operations.commands.group import ONE_LINE, audited_by_command, commands, database
from records.command import FLASK
from records.kiosk import devices as kiosks
from records.kiosk import sittings as kiosk_sittings
from records.kiosk.devices import LONGEST_NAME, Kiosk, KioskNameTaken
from records.people.audit import AuditAction, of_kiosk
from services import services

CODE = """On the device, open {address} and type:

  {code}

It works once, until {ends:%Y-%m-%d %H:%M} UTC."""

group = AppGroup("kiosk", help="Enrol, list and withdraw the screens in the waiting room.")
commands.add_command(group)


@group.command("enrol")
@click.argument("name", type=ONE_LINE)
def enrol(name: str) -> None:
    """Add a kiosk, and print the code to type on its device."""
    if not 0 < len(name) <= LONGEST_NAME:
        raise click.BadParameter(f"A name has 1 to {LONGEST_NAME} signs.", param_hint="NAME")
    db, now = database(), datetime.now(UTC)
    try:
        with audited_by_command(AuditAction.ADDED, of_kiosk(name)):
            _, code = kiosks.add(db, name, now)
    except KioskNameTaken as taken:
        raise click.ClickException(
            f"{taken} Choose another name. To make another device that kiosk: "
            f"{FLASK} kiosk code {quote(name)}"
        ) from taken
    _print_code(code, now)


@group.command("code")
@click.argument("name", type=ONE_LINE)
def code(name: str) -> None:
    """Print another code for a kiosk; its present device stops once the code is typed."""
    kiosk, db, now = _named(name), database(), datetime.now(UTC)
    with audited_by_command(AuditAction.CHANGED, of_kiosk(kiosk.name)):
        made = kiosks.new_code(db, kiosk.id, now)
    _print_code(made, now)


@group.command("list")
def list_kiosks() -> None:
    """List every kiosk, and when it was last heard of."""
    found = kiosks.in_use(database())
    if not found:
        click.echo(f"No kiosk yet. Make a code for one: {FLASK} kiosk enrol NAME")
    for one in found:
        seen = f"seen {one.seen:%Y-%m-%d %H:%M} UTC" if one.seen else "never seen"
        click.echo(f"{one.name}  ({seen})  {one.version if one.enrolled else 'no device'}")


@group.command("withdraw")
@click.argument("name", type=ONE_LINE)
def withdraw(name: str) -> None:
    """Stop a device from being a kiosk; any answers on its screen are deleted at once."""
    kiosk, db, now = _named(name), database(), datetime.now(UTC)
    today = f"{now.astimezone(services().settings.zone):%Y-%m-%d}"
    with audited_by_command(AuditAction.WITHDREW, of_kiosk(kiosk.name)):
        kiosk_sittings.get_up(db, kiosk, today)
        kiosks.withdraw(db, kiosk.id, now)
    click.echo(f"{kiosk.name} is no kiosk any more.")


def _named(name: str) -> Kiosk:
    for kiosk in kiosks.in_use(database()):
        if kiosk.name == name:
            return kiosk
    raise click.ClickException(f"There is no kiosk {name}. See: {FLASK} kiosk list")


def _print_code(code: str, now: datetime) -> None:
    address = f"{services().settings.base_url}/kiosk"
    click.echo(CODE.format(address=address, code=code, ends=now + kiosks.CODE_LASTS))
