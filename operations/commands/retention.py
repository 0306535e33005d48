"""flask purge and flask person: what is deleted, by its age or because somebody asks."""

import json
from datetime import UTC, datetime

import click
from flask.cli import AppGroup

from operations.commands.group import ONE_LINE, add_entry, commands, database
from records.answers import invitations
from records.command import FLASK
from records.people.audit import AuditAction
from records.upkeep import clock_jumps, person, retention
from records.upkeep.retention import Due
from services import services
from settings.times import visit_time

AHEAD = """The clock says {now.day} {now:%B %Y, %H:%M} UTC, far ahead of the last time that it \
was looked at. Nothing was deleted. If it is right: {FLASK} purge --clock-is-right"""
STILL_THERE = f"The file is busy: traces may still be in it. Run later: {FLASK} purge"

people = AppGroup("person", help="Everything about one person: read it out, or delete it.")
commands.add_command(people)


@commands.command("purge")
@click.option("--dry-run", is_flag=True, help="Say what would be deleted, and delete nothing.")
@click.option("--clock-is-right", is_flag=True, help="You looked: the day and the time are right.")
def purge(dry_run: bool, clock_is_right: bool) -> None:
    """Delete what was kept for as long as the settings say (FLASK_KEEP_…).

    The app does so itself when it starts and once a day. Not when the clock went far ahead
    since the last time: then look at it first.
    """
    db, keep, now = database(), services().settings.keep, datetime.now(UTC)
    if dry_run:
        click.echo(_lines(retention.due(db, keep, now), "Would be deleted"))
        return
    if clock_is_right:
        clock_jumps.believe(db, now)
    if not clock_jumps.observe(db, now):
        raise click.ClickException(AHEAD.format(now=now, FLASK=FLASK))
    click.echo(_lines(retention.purge(db, keep, now, actor="command"), "Deleted"))
    if not db.leave_nothing():
        click.echo(STILL_THERE)


@people.command("erase")
@click.argument("reference", type=ONE_LINE)
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(reference: str, yes: bool) -> None:
    """Delete everything under a patient's reference, or an appointment request's.

    Backups, and what an earlier restore kept aside, still hold it.
    """
    found = _found(reference)
    if not yes:
        for subject in found:
            add_entry(AuditAction.LISTED, subject)
            click.echo(f"  {_in_words(subject)}")
        click.confirm("Delete all of it, with answers, warnings and notes?", abort=True)
    count = retention.erase(database(), services().encryption, reference, datetime.now(UTC))
    click.echo(f"Deleted: {count}.")
    if not database().leave_nothing():
        click.echo(STILL_THERE)


@people.command("export")
@click.argument("reference", type=ONE_LINE)
def export(reference: str) -> None:
    """Print everything under a patient's reference, or an appointment request's, as JSON."""
    _found(reference)
    told = person.export(database(), services().encryption, reference, datetime.now(UTC))
    click.echo(json.dumps(told, indent=2, ensure_ascii=False))


def _found(reference: str) -> list[str]:
    """What there is under a reference, as the audit names it."""
    found = retention.abouts(database(), services().encryption, reference)
    if not found:
        raise click.ClickException(f"Nothing is kept under '{reference}'.")
    return found


def _in_words(subject: str) -> str:
    """A visit or request as the audit names it, with what tells a person which one it is."""
    kind, _, name = subject.partition(" ")
    encryption = services().encryption
    one = invitations.find(database(), encryption, name) if kind == "visit" else None
    return f"{subject}: {one.reference}, {visit_time(one.visit)}" if one else subject


def _lines(gone: Due, what: str) -> str:
    lines = [
        f"{what}:",
        f"  links without an answer: {gone.invitations}",
        f"  visits with answers: {gone.responses}",
        f"  requests for a visit: {gone.requests}",
    ]
    if gone.waiting:
        lines.append(f"Kept past their time: {gone.waiting}. Nobody acknowledged their warning.")
    return "\n".join(lines)
