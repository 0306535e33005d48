"""flask rules sheet, flask rules explain: the rulebook as a sheet, and one person's trace."""

from datetime import date
from pathlib import Path
from typing import IO

import click
from flask import current_app, render_template

from review.commands.blueprint import commands
from review.sheet import Sheet, sheet_of


@commands.cli.command("sheet")
@click.option(
    "--out",
    type=click.File("w", encoding="utf-8", lazy=True),
    default="-",
    help="The file to write; standard output unless given.",
)
def sheet(out: IO[str]) -> None:
    """Write the whole rulebook as one page to read, print and sign."""
    content = current_app.extensions
    out.write(page_of(sheet_of(content["questionnaire"], content["rulebook"], date.today())))


def page_of(sheet: Sheet) -> str:
    """A sheet as one page that needs nothing else."""
    colours = Path(current_app.root_path) / "static" / "css" / "tokens.css"
    tokens = colours.read_text(encoding="utf-8")
    return render_template("review/sheet.html", sheet=sheet, tokens=tokens)


@commands.cli.command("explain")
def explain() -> None:
    """Say which rules one person's answers meet, and why."""
