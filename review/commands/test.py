"""flask rules test, flask rules witness: the worked cases, and what they reach."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from flask import current_app

from review.commands.group import commands
from review.proving.declared import load_declared
from review.testing.cases import Case, load_cases, run
from review.testing.coverage import Coverage, all_ids, coverage, witness
from review.testing.mutation import REST_BAR, SIGNS_BAR, Mutation, Score, mutation
from rules.reading import ContentError, nearest
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

    Exit code 1 when a case fails, when something comes out in none, when a sign decides none and
    is not declared idle, or when too many mistakes go unnoticed.
    """
    questionnaire, rulebook = services().questionnaire, services().rulebook
    cases = _cases(folder)
    failed = [line for case in cases for line in _failures(case, run(case, rulebook))]
    _say(_of_cases(cases, failed))
    covered = coverage(questionnaire, rulebook, cases)
    _say(_of_coverage(covered))
    idle = list(_of_idle(covered, load_declared(questionnaire, rulebook).idle))
    _say(iter(idle))
    found = mutation(questionnaire, rulebook, cases)
    _say(_of_mutation(found))
    if failed or idle or covered.never_fired or covered.never_out or not found.is_enough:
        sys.exit(1)


@commands.command("witness")
@click.argument("name", metavar="ID")
def show_witness(name: str) -> None:
    """Print a person of the worked cases for whom ID comes out, ready for `flask assess -`.

    ID is a rule's, a tip's, a next step's or a status's, or a cause and a band: overuse:likely.
    """
    rulebook = services().rulebook
    known = all_ids(rulebook)
    if name not in known:
        raise click.ClickException(f"Nothing is called '{name}'.{nearest(name, known)}")
    case = witness(rulebook, _cases(None), name)
    if case is None:
        raise click.ClickException(f"'{name}' comes out in no worked case; write one.")
    click.echo(json.dumps(case.answers, indent=1, ensure_ascii=False))


def _cases(folder: Path | None) -> tuple[Case, ...]:
    folder = folder or Path(current_app.root_path) / "tests" / "cases"
    try:
        return load_cases(folder, services().questionnaire, services().rulebook)
    except ContentError as error:
        problems = "\n  ".join(["The cases have mistakes:", *error.problems])
        raise click.ClickException(problems) from error


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
    yield f"Bands of a cause, tips, next steps and statuses: {len(found.never_out)} never came out."
    yield from (f"  {name} never came out." for name in found.never_out)
    yield (
        f"{found.numbers} numbers in the rules: {len(found.sides)} sides without a case next to it."
    )
    yield from (f"  {side.in_words}" for side in found.sides)


def _of_idle(found: Coverage, declared: frozenset[str]) -> Iterator[str]:
    """Signs that decide no case and are not declared idle, or that do and are."""
    for sign in found.idle:
        if sign not in declared:
            yield f"  {sign} decides nobody's next step by itself: change, drop or declare it."
    for sign in sorted(declared - {*found.idle}):
        yield f"  declared.toml: {sign} is said to be idle, and decides somebody's next step."


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
