"""flask rules diff: what a change of the rules would do."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import click
from flask import current_app

from records.answers import appointment_requests as visit_requests
from records.answers import responses
from review.commands.group import commands
from review.comparing.diff import changes
from review.comparing.differing import Search
from review.comparing.effects import case_changes, count
from review.comparing.report import Effects, report, report_of_files
from review.comparing.versions import NoVersion, OlderForm, Version, read_files, read_version
from review.testing.cases import BASE, Case, load_cases
from rules import ContentError
from services import services

EVERY = -1  # rows: the database then sets no limit


@commands.command("diff")
@click.argument("old")
@click.argument("new", default="")
@click.option(
    "--cases",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where the worked cases are; tests/cases unless said.",
)
def diff(old: str, new: str, cases: Path | None) -> None:
    """Say what changes from OLD to NEW, whom it touches and what they would be told.

    Each is a folder of content or a revision; NEW is the working copy unless given. Where this
    version of the program can no longer judge by OLD, only what its files say is compared.
    """
    project = Path(current_app.root_path)
    try:
        after = read_version(project, new)
        try:
            before = read_version(project, old)
        except OlderForm as reason:
            found = changes(read_files(project, old), read_files(project, new))
            for line in report_of_files(old, after, found, reason):
                click.echo(line)
            return
    except NoVersion as error:
        raise click.ClickException(str(error)) from error
    found = changes(before.items, after.items)
    effects = _effects(before, after, cases or project / "tests" / "cases") if found else None
    for line in report(before, after, found, effects):
        click.echo(line)


def _effects(before: Version, after: Version, folder: Path) -> Effects:
    cases, unread = _cases(folder, before, after)
    in_order = sorted(cases, key=lambda case: case.name != BASE)
    search = Search(before, after, [dict(case.answers) for case in in_order])
    return Effects(
        cases=cases,
        unread=unread,
        case_changes=list(case_changes(cases, before, after)),
        search=search,
        found=search.find(),
        counts=count(_stored(), before, after),
    )


def _cases(folder: Path, *versions: Version) -> tuple[tuple[Case, ...], list[str]]:
    """The worked cases as either version understands them, and why the newer one does not."""
    before, after = versions
    try:
        return load_cases(folder, after.questionnaire, after.rulebook), []
    except ContentError as error:
        unread = error.problems
    try:
        return load_cases(folder, before.questionnaire, before.rulebook), unread
    except ContentError:
        return (), unread


def _stored() -> Iterator[Mapping[str, object]]:
    """The answers that patients sent by their links, and those sent with requests for a visit."""
    database = services().connections.database()
    encryption = services().encryption
    for response in responses.all_received(database, encryption):
        if response.snapshot is not None:
            yield {row["id"]: row["answer"] for row in response.snapshot["asked"]}
    for request in visit_requests.newest(database, encryption, limit=EVERY):
        if request.attached is not None:
            yield request.attached["answers"]
