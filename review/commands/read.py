"""flask rules sheet, flask rules explain: the rulebook as a sheet, and one person's trace."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import IO

import click
from flask import current_app, render_template

from questionnaire.case import BadCase, read_json
from review.commands.group import commands
from review.reading.document import RulebookDocument, sheet_of
from review.reading.explanation import explain
from review.reading.phrases import load_phrases
from review.reading.rule_texts import RuleTexts
from review.reading.words import words_of
from services import services


@commands.command("sheet")
@click.option(
    "--out",
    type=click.File("w", encoding="utf-8", lazy=True),
    default="-",
    help="The file to write; standard output unless given.",
)
def sheet(out: IO[str]) -> None:
    """Write the whole rulebook as one page to read, print and sign."""
    it = services()
    out.write(page_of(sheet_of(it.questionnaire, it.rulebook, date.today())))


def page_of(sheet: RulebookDocument) -> str:
    """A sheet as one page that needs nothing else."""
    colours = Path(current_app.root_path) / "static" / "css" / "tokens.css"
    tokens = colours.read_text(encoding="utf-8")
    return render_template("review/sheet.html", sheet=sheet, tokens=tokens)


@commands.command("explain")
@click.argument("answers", type=click.File("rb"))
def explain_file(answers: IO[bytes]) -> None:
    """Say what every rule makes of the answers in a JSON file (- for standard input).

    Bad input gives {"errors": [...]} and exit code 2, as `flask assess` does.
    """
    questionnaire = services().questionnaire
    rulebook = services().rulebook
    try:
        case = read_json(questionnaire, answers.read())
    except BadCase as bad:
        click.echo(json.dumps({"errors": bad.errors}))
        sys.exit(2)
    lines = RuleTexts(rulebook, words_of(questionnaire, load_phrases()))
    it = explain(questionnaire, lines, case)
    click.echo(render_template("review/explain.txt", it=it).strip())
