"""flask export: all answers, or those since a day, in one file."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from operations.commands.group import commands, database
from records.answers import contents, response_list
from records.answers.response_list import ResponseQuery
from records.engine.private_files import write
from services import services
from staff.export.files import TYPES, written
from staff.export.gathering import noted, of_lines

KINDS = {kind.split(".")[0]: kind for kind in TYPES}


@commands.command("export")
@click.option(
    "--format",
    "name",
    type=click.Choice(list(KINDS)),
    default="csv",
    help="xlsx for a spreadsheet, csv or json for a program, fhir for another system; csv if none.",
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Only what was received from this day on, like 2026-11-24.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A new file, for this account alone; standard output unless given.",
)
def export(name: str, since: datetime | None, out: Path | None) -> None:
    """Write the answers that the clinic received, the newest submission of each visit.

    What is written is not encrypted: whoever has the file can read it.
    """
    db = database()
    encryption, now = services().encryption, datetime.now(UTC)
    lines = response_list.every(
        db, encryption, ResponseQuery(received_from=since and _in_zone(since))
    )
    answered = of_lines(db, encryption, noted(db, "command", lines, now))
    base_url = str(services().settings.given["BASE_URL"])
    pieces = written(KINDS[name], answered, contents.every(db), base_url, now)
    if out is None:
        sys.stdout.buffer.writelines(pieces)
    else:
        try:
            write(out, pieces, over=False)
        except FileExistsError as error:
            raise click.ClickException(f"{out} is there already. Choose another name.") from error
        except OSError as error:
            raise click.ClickException(f"{out} cannot be written: {error.strerror}.") from error
        click.echo(f"Written to {out}.", err=True)


def _in_zone(day: datetime) -> datetime:
    """The first moment of a day at the clinic."""
    return day.replace(tzinfo=services().settings.zone).astimezone(UTC)
