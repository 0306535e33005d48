"""flask doctor: all that can be wrong, and what to do; also when the app does not start."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup, FlaskGroup

from operations.commands.group import commands
from operations.doctor.check import CheckState, DiagnosticContext
from operations.doctor.examination import examine
from records.command import FLASK


@commands.command("doctor")
def doctor() -> None:
    """Look at everything: settings, keys, records, content, clock, disk, mail.

    Says of each whether it is well and what to do, and changes nothing. Exit code 1 when
    anything is wrong.
    """
    context = context_of(current_app)
    states = set()
    for check in examine(context):
        states.add(check.state)
        about = " ".join(f"{check.found} {check.remedy}".split())
        click.echo(f"{check.state:<6} {check.name:<12} {about}")
    if CheckState.WRONG in states:
        raise click.exceptions.Exit(1)


def context_of(app: Flask) -> DiagnosticContext:
    """What is looked at, also of an app that did not start."""
    return DiagnosticContext(
        settings=app.config,
        known=Flask.default_config,
        environment=os.environ,
        code=Path(app.root_path),
        instance=Path(app.instance_path),
        now=datetime.now(UTC),
        refusal=app.cli.why if isinstance(app.cli, OnlyDoctor) else "",
    )


class OnlyDoctor(AppGroup):
    """The commands of an app that did not start: this one. Any other is told why."""

    def __init__(self, why: str) -> None:
        super().__init__(commands=[doctor])
        self.why = why

    def get_command(self, context: click.Context, name: str) -> click.Command:
        """The one command. Raises ClickException for each other."""
        if name in self.commands:
            return self.commands[name]
        raise click.ClickException(f"{self.why}\nTo see all that is wrong: {FLASK} doctor")


def or_doctor(app: Flask, error: Exception) -> Flask:
    """An app that did not start: for `flask` looking for a command, with one command.

    Raises click.ClickException for everybody else, and whatever would serve it.
    """
    asked = click.get_current_context(silent=True)
    if asked is None or not isinstance(asked.command, FlaskGroup):
        raise click.ClickException(str(error)) from error
    app.cli = OnlyDoctor(str(error))
    return app
