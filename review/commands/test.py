"""flask rules test: the worked cases, what they reach, and whether they notice mistakes."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from flask import current_app

from review.commands.group import commands
from review.testing.cases import Case, load_cases, run
from review.testing.coverage import Coverage, coverage
from review.testing.mutation import REST_BAR, SIGNS_BAR, Mutation, Score, mutation
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
    """Run the worked cases, and every small mistake in the rules past them.

    Exit code 1 when a case fails, or when too many mistakes go unnoticed.
    """
    questionnaire = services().questionnaire
    rulebook = services().rulebook
    folder = folder or Path(current_app.root_path) / "tests" / "cases"
    try:
        cases = load_cases(folder, questionnaire, rulebook)
    except ContentError as error:
        problems = "\n  ".join(["The cases have mistakes:", *error.problems])
        raise click.ClickException(problems) from error
    failed = [line for case in cases for line in _failures(case, run(case, rulebook))]
    _say(_of_cases(cases, failed))
    _say(_of_coverage(coverage(questionnaire, rulebook, cases)))
    found = mutation(questionnaire, rulebook, cases)
    _say(_of_mutation(found))
    if failed or not found.is_enough:
        sys.exit(1)


def _say(lines: Iterator[str]) -> None:
    for line in lines:
        click.echo(line)


def _failures(case: Case, differences: list[str]) -> list[str]:
    if not differences:
        return []
    return [f"  {case.name}: {case.story}", *(f"    {words}." for words in differences)]


def _of_cases(cases: tuple[Case, ...], failed: list[str]) -> Iterator[str]:
    count = sum(not line.startswith("    ") for line in failed)
    yield f"{len(cases) - count} of {len(cases)} worked cases came out as expected."
    yield from failed


def _of_coverage(found: Coverage) -> Iterator[str]:
    yield (
        f"{len(found.rules)} rules: {len(found.never_fired)} never fired, "
        f"{len(found.never_silent)} never seen not firing."
    )
    yield from (f"  {rule} never fired." for rule in found.never_fired)
    yield from (f"  {rule} fired in every case." for rule in found.never_silent)
    yield (
        f"{found.numbers} numbers in the rules: {len(found.sides)} sides without a case next to it."
    )
    yield from (f"  {side.in_words}" for side in found.sides)


def _of_mutation(found: Mutation) -> Iterator[str]:
    yield from _of_score(found.signs, "signs", SIGNS_BAR)
    yield from _of_score(found.rest, "everything else", REST_BAR)
    yield f"{len(found.harmless)} more were left out, as they are shown to change nothing:"
    reasons = [why for _, why in found.harmless]
    yield from (f"  {reasons.count(why)}: {why}." for why in dict.fromkeys(reasons))


def _of_score(score: Score, what: str, bar: int) -> Iterator[str]:
    percent = score.noticed * 1000 // max(score.count, 1) / 10
    yield (
        f"Of {score.count} small mistakes in {what}, {score.noticed} make a case fail: "
        f"{percent:g} %, at least {bar} % wanted."
    )
    yield from (f"  Unnoticed: {one.file}, {one.id}: {one.change}." for one in score.survivors)
