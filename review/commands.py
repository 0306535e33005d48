"""flask rules …: read, check, test and compare the rulebook."""

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import IO

import click
from flask import current_app, render_template

from questionnaire.case import BadCase, read_json
from review.comparing.diff import changes
from review.comparing.report import report
from review.comparing.versions import NoVersion, read_version
from review.group import commands
from review.proving.claims import claims
from review.proving.declared import load_declared
from review.reading.document import RulebookDocument, sheet_of
from review.reading.explanation import explain
from review.reading.phrases import load_phrases
from review.reading.rule_texts import RuleTexts
from review.reading.words import Words
from review.testing.cases import BASE, Case, load_cases, run
from review.testing.coverage import Coverage, coverage
from review.testing.mutation import Score, mutation
from rules import ContentError
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
    lines = RuleTexts(rulebook, Words(questionnaire.questions, load_phrases()))
    it = explain(questionnaire, lines, case)
    click.echo(render_template("review/explain.txt", it=it).strip())


@commands.command("check")
def check() -> None:
    """Prove what the warning signs must keep to, for every person there can be.

    Answers that no rule can tell apart are one class; every class is walked. Exit code 1 unless
    every claim is proved.
    """
    questionnaire, rulebook = services().questionnaire, services().rulebook
    found = claims(questionnaire, rulebook, load_declared(questionnaire, rulebook))
    click.echo(f"Rules {rulebook.version}.")
    for claim, faults in found.items():
        click.echo(f"{'fails' if faults else 'proved':8}{claim}")
        for fault in faults:
            click.echo(f"{'':8}- {fault}")
    if any(found.values()):
        sys.exit(1)


@commands.command("test")
@click.option(
    "--cases",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where the cases are; tests/cases unless said.",
)
def test(folder: Path | None) -> None:
    """Run the worked cases, and every small mistake in a rule past them.

    Exit code 1 when a case fails, when something comes out in none, when a sign decides none and
    is not declared idle, or when too many mistakes go unnoticed.
    """
    questionnaire, rulebook = services().questionnaire, services().rulebook
    cases = _cases(folder)
    failed = [(case, differences) for case in cases if (differences := run(case, rulebook))]
    click.echo(f"{len(cases) - len(failed)} of {len(cases)} worked cases came out as expected.")
    for case, differences in failed:
        click.echo(f"  {case.name}: {case.story}")
        click.echo("\n".join(f"    {words}." for words in differences))
    declared = load_declared(questionnaire, rulebook)
    missing = list(_missing(coverage(rulebook, cases), declared.idle))
    click.echo(
        "\n".join(
            missing or ["All that can come out does; each sign decides a case or is declared idle."]
        )
    )
    scores = mutation(questionnaire, rulebook, cases, declared.idle)
    for score in scores:
        click.echo("\n".join(_of_score(score)))
    if failed or missing or not all(score.is_enough for score in scores):
        sys.exit(1)


def _missing(found: Coverage, idle: frozenset[str]) -> Iterator[str]:
    yield from (f"  {name} never fired." for name in found.never_fired)
    yield from (f"  {name} never came out." for name in found.never_out)
    for sign in found.idle:
        if sign not in idle:
            yield f"  {sign} decides nobody's next step by itself: change, drop or declare it."
    for sign in sorted(idle - {*found.idle}):
        yield f"  declared.toml: {sign} is said to be idle, and decides somebody's next step."


def _of_score(score: Score) -> Iterator[str]:
    percent = score.noticed * 1000 // max(score.count, 1) / 10
    yield (
        f"Of {score.count} small mistakes in {score.what}, {score.noticed} make a case fail: "
        f"{percent:g} %, at least {score.bar} % wanted."
    )
    for one in score.unnoticed:
        yield f"  Unnoticed: {one.file}, {one.was.id}: {one.change}."


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

    Each is a folder of content or a revision; NEW is the working copy unless given.
    """
    project = Path(current_app.root_path)
    try:
        before, after = read_version(project, old), read_version(project, new)
    except NoVersion as error:
        raise click.ClickException(str(error)) from error
    found = changes(before.items, after.items)
    for line in report(
        before, after, found, sorted(_cases(cases), key=lambda one: one.name != BASE)
    ):
        click.echo(line)


def _cases(folder: Path | None) -> tuple[Case, ...]:
    """The worked cases, as today's questions and rules understand them."""
    folder = folder or Path(current_app.root_path) / "tests" / "cases"
    try:
        return load_cases(folder, services().questionnaire, services().rulebook)
    except ContentError as error:
        problems = "\n  ".join(["The cases have mistakes:", *error.problems])
        raise click.ClickException(problems) from error
