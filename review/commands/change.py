"""flask rules diff: what a change of the rules would do."""

from pathlib import Path

import click
from flask import current_app

from review.commands.group import commands
from review.comparing.diff import changes
from review.comparing.report import Comparison, changes_in_words, report
from review.comparing.versions import NoVersion, OlderForm, Version, read_files, read_version
from review.testing.cases import BASE, Case, load_cases
from rules import ContentError


@commands.command("diff")
@click.argument("old")
@click.argument("new", default="")
@click.option(
    "--cases",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where the worked cases are; tests/cases unless said.",
)
def diff(old: str, new: str, cases: Path | None) -> None:
    """Say what changes from OLD to NEW, and who would be told something else.

    Each is a folder of content or a revision; NEW is the working copy unless given. Where this
    version of the program can no longer judge by OLD, only what its files say is compared.
    """
    project = Path(current_app.root_path)
    try:
        after = read_version(project, new)
        try:
            before = read_version(project, old)
        except OlderForm as reason:
            click.echo(f"This program cannot judge by the older version. {reason}\n")
            found = changes(read_files(project, old), read_files(project, new))
            click.echo("\n".join(changes_in_words(found)))
            return
    except NoVersion as error:
        raise click.ClickException(str(error)) from error
    found = changes(before.items, after.items)
    read, unread = _cases(cases or project / "tests" / "cases", before, after)
    for line in report(Comparison(before, after, found, read, unread)):
        click.echo(line)


def _cases(folder: Path, before: Version, after: Version) -> tuple[list[Case], list[str]]:
    """The worked cases as either version understands them, and why the newer one does not."""
    unread: list[str] = []
    for version in (after, before):
        try:
            cases = load_cases(folder, version.questionnaire, version.rulebook)
        except ContentError as error:
            unread = unread or error.problems
        else:
            return sorted(cases, key=lambda case: case.name != BASE), unread
    return [], unread
