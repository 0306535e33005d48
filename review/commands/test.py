"""flask rules test: the worked cases, and whether they would notice a mistake."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from flask import current_app

from review.commands.group import commands
from review.proving.declared import load_declared
from review.testing.cases import load_cases, run
from review.testing.coverage import Coverage, coverage
from review.testing.mutation import Score, mutation
from rules.reading import ContentError
from services import services


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
    try:
        folder = folder or Path(current_app.root_path) / "tests" / "cases"
        cases = load_cases(folder, questionnaire, rulebook)
    except ContentError as error:
        problems = "\n  ".join(["The cases have mistakes:", *error.problems])
        raise click.ClickException(problems) from error
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
    yield from (f"  {name} fired in every case." for name in found.never_silent)
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
