"""flask requests: what runners asked of the clinic."""

import click
from flask import Blueprint, current_app

from questionnaire.answers import in_words
from questionnaire.questions import Questionnaire
from records import visit_requests
from records.visit_requests import VisitRequest

NEW_LINE, NEXT_LINE = "\n", "\n      "  # so that nothing typed can look like another request
commands = Blueprint("clinic_commands", __name__, cli_group=None)


@commands.cli.command("requests")
@click.option("--limit", default=50, show_default=True, help="How many, newest first.")
@click.option("--answers", is_flag=True, help="Show the answers that were sent along.")
def list_requests(limit: int, answers: bool) -> None:
    """List the visits that runners asked for, newest first."""
    db = current_app.extensions["connections"].database()
    found = visit_requests.newest(db, current_app.extensions["sealer"], limit=limit)
    if not found:
        click.echo("Nobody has asked for a visit yet.")
    for request in found:
        click.echo(_lines(request))
        if answers and request.attached:
            click.echo(_answers(request, current_app.extensions["questionnaire"]))


def _lines(request: VisitRequest) -> str:
    """One request: reference and time, then each detail that was given."""
    head = f"{request.reference}  {request.received:%Y-%m-%d %H:%M} UTC"
    if request.contact is None:
        return f"{head}\n  cannot be read: the key that sealed it is missing\n"
    details = [
        f"  {name}: {value.replace(NEW_LINE, NEXT_LINE)}"
        for name, value in request.contact.items()
        if value
    ]
    if request.attached:
        next_step = request.attached["assessment"]["next_step"].replace("_", " ")
        details.append(f"  answers: sent along (next step: {next_step})")
    return "\n".join([head, *details, ""])


def _answers(request: VisitRequest, questionnaire: Questionnaire) -> str:
    """The answers that came with a request, in words; those to unknown questions as they are."""
    lines = []
    given = request.attached["answers"] if request.attached else {}
    for name, answer in given.items():
        question = questionnaire.questions.get(name)
        words = "; ".join(in_words(question, answer)) if question else str(answer)
        lines.append(f"    {question.short if question else name}: {words}")
    return "\n".join([*lines, ""])
