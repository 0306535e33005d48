"""flask assess, flask check-content: the rules and the content from the command line."""

import json
import sys
from collections.abc import Iterator
from typing import BinaryIO

import click

from operations.commands.group import commands
from questionnaire.case import BadCase, read_json
from rules import assess
from rules.trace import as_data
from services import services


@commands.command("assess")
@click.argument("file", type=click.File("rb"))
def assess_file(file: BinaryIO) -> None:
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


def _outcome(text: bytes) -> dict[str, object]:
    rulebook = services().rulebook
    try:
        answers = read_json(services().questionnaire, text)
    except BadCase as bad:
        return {"errors": bad.errors}
    return as_data(rulebook, assess(rulebook, answers))


@commands.command("check-content")
def check_content() -> None:
    """Say what the content holds; one with mistakes is refused, each named with a remedy."""
    questionnaire = services().questionnaire
    rulebook = services().rulebook
    click.echo(
        f"The content is sound: {len(questionnaire.questions)} questions, "
        f"{len(rulebook.signs)} signs, {len(rulebook.causes)} causes. Version {rulebook.version}."
    )
