"""flask requests: what runners asked of the clinic."""

from datetime import UTC, datetime

import click

from operations.commands.group import commands, database
from records.answers import appointment_requests as visit_requests
from records.answers.appointment_requests import AppointmentRequest, AttachedAnswers
from records.people import audit
from records.people.audit import AuditAction
from rules.rulebook import Rulebook
from services import services

NEW_LINE, NEXT_LINE = "\n", "\n      "  # so that nothing typed can look like another request


@commands.command("requests")
@click.option("--limit", default=50, show_default=True, help="How many, newest first.")
@click.option("--answers", is_flag=True, help="Show the answers that were sent along.")
def list_requests(limit: int, answers: bool) -> None:
    """List the appointments that runners asked for, newest first; audited."""
    db, now = database(), datetime.now(UTC)
    audit.add(db, actor="command", action=AuditAction.LISTED, subject="requests", now=now)
    found = visit_requests.newest(db, services().encryption, limit=limit)
    if not found:
        click.echo("Nobody has asked for a visit yet.")
    for request in found:
        click.echo(_lines(request))
        if answers and request.attached:
            subject = audit.of_request(request.reference)
            audit.add(db, actor="command", action=AuditAction.LOOKED_AT, subject=subject, now=now)
            click.echo(_answers(request.attached, services().rulebook))


def _lines(request: AppointmentRequest) -> str:
    """One request: reference and time, then each detail that was given."""
    head = f"{request.reference}  {request.received:%Y-%m-%d %H:%M} UTC"
    if request.contact is None:
        return f"{head}\n  cannot be read: the key that encrypted it is missing\n"
    details = [
        f"  {name}: {value.replace(NEW_LINE, NEXT_LINE)}"
        for name, value in request.contact.items()
        if value
    ]
    if request.attached:
        next_step = request.attached["assessment"]["next_step"].replace("_", " ")
        details.append(f"  answers: sent along (next step: {next_step})")
    return "\n".join([head, *details, ""])


def _answers(attached: AttachedAnswers, rulebook: Rulebook) -> str:
    """The result and the answers that came with a request, as the runner saw them."""
    titles = {cause.id: cause.title for cause in rulebook.causes}
    told = attached["assessment"]
    causes = {titles.get(one["id"], one["id"]): one["strength"] for one in told["causes"]}
    lines = [f"    {strength}: {title}" for title, strength in causes.items()]
    answers = attached["in_words"].items()
    lines += [f"    {name}: {words or 'not answered'}" for name, words in answers]
    return "\n".join([*lines, f"    rules: {told['version']}", ""])
