"""flask assess, flask check-content: the rules and the content from the command line."""

import json
import sys
from collections.abc import Iterator
from typing import Any

import click
from flask import Blueprint, current_app

from questionnaire.case import BadCase, read_case
from questionnaire.loading import load_content
from rules import ContentError, assess
from rules.trace import as_data

commands = Blueprint("questionnaire_commands", __name__, cli_group=None)


@commands.cli.command("assess")
@click.argument("file", type=click.File("rb"))
def assess_file(file: Any) -> None:
    """Judge the answers in FILE (- for standard input).

    A JSON object of answers gives one JSON object; with one object on each line (.jsonl),
    one line comes out for each, in order. Bad input gives {"errors": [...]} and exit code 2.
    """
    failed = False
    is_one = str(getattr(file, "name", "")).endswith(".json")
    for text in _cases(file.read(), may_be_lines=not is_one):
        outcome = _outcome(text)
        failed = failed or "errors" in outcome
        click.echo(json.dumps(outcome))
    if failed:
        sys.exit(2)


def _cases(text: bytes, may_be_lines: bool) -> Iterator[bytes]:
    """The whole text where it is one JSON value; otherwise each line that is not blank."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        lines = [line for line in text.splitlines() if line.strip()]
        yield from lines if may_be_lines else [text]
    else:
        yield text


def _outcome(text: bytes) -> dict[str, Any]:
    rulebook = current_app.extensions["rulebook"]
    try:
        answers = read_case(current_app.extensions["questionnaire"], json.loads(text))
    except BadCase as bad:
        return {"errors": bad.errors}
    except (ValueError, RecursionError) as error:
        problem = f"This is not JSON: {error}."
        return {"errors": [{"question": None, "problem": problem, "allowed": "a JSON object"}]}
    return as_data(rulebook, assess(rulebook, answers))


@commands.cli.command("check-content")
def check_content() -> None:
    """Check all questions and rules; name every mistake with its file and a remedy."""
    try:
        questionnaire, rulebook = load_content()
    except ContentError as error:
        raise click.ClickException(str(error)) from error
    click.echo(
        f"The content is sound: {len(questionnaire.questions)} questions, "
        f"{len(rulebook.signs)} signs, {len(rulebook.causes)} causes. Version {rulebook.version}."
    )
