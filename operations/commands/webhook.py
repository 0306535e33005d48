"""flask webhook: whether the practice system takes events."""

import json
from datetime import UTC, datetime
from secrets import token_urlsafe

import click
from flask.cli import AppGroup

from operations import webhook
from operations.commands.group import commands
from operations.smtp import NotSent
from records.answers.outbox import Waiting
from services import services

group = AppGroup("webhook", help="Events for the clinic's practice system.")
commands.add_command(group)


@group.command("test")
def test() -> None:
    """Send an event of the type "test" at once, about nobody."""
    settings, now = services().settings.webhook, datetime.now(UTC)
    if not settings.is_on:
        raise click.ClickException("No events go out: FLASK_WEBHOOK_URL is not set.")
    event_id = f"msg_{token_urlsafe(16)}"
    told = {"id": event_id, "type": "test", "timestamp": f"{now:%Y-%m-%dT%H:%M:%SZ}", "data": {}}
    event = Waiting(0, 1, to="", subject=event_id, text=json.dumps(told))
    try:
        webhook.call(settings, event, now)
    except NotSent as problem:
        raise click.ClickException(f"{settings.host} did not take it: {problem}.") from problem
    click.echo(f"{settings.host} took it.")
