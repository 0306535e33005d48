"""flask rules check: what is proved of the rules."""

import sys

import click

from review.commands.group import commands
from review.proving.claims import CLASSES, SECONDS, Content, ProofOutcome, ProofResult, verdicts
from review.proving.declared import load_declared
from services import services


@commands.command("check")
@click.option("--classes", default=CLASSES, show_default=True, help="At most, for each claim.")
@click.option("--seconds", default=SECONDS, show_default=True, help="Of work, for each claim.")
def check(classes: int, seconds: float) -> None:
    """Prove what the rules must keep to, for every person there can be.

    Answers that no rule can tell apart are one class; every class is walked. A claim that takes
    more than the budget is "not proved". Exit code 1 unless every claim is proved.
    """
    questionnaire, rulebook = services().questionnaire, services().rulebook
    content = Content(questionnaire, rulebook, load_declared(questionnaire, rulebook))
    click.echo(f"Rules {rulebook.version}; at most {classes:,} classes and {seconds:g} s a claim.")
    found = []
    for verdict in verdicts(content, classes, seconds):
        click.echo(_lines(verdict))
        found.append(verdict)
    proved = sum(verdict.outcome is ProofOutcome.PROVED for verdict in found)
    click.echo(f"{proved} of {len(found)} claims are proved.")
    if proved < len(found):
        sys.exit(1)


def _lines(verdict: ProofResult) -> str:
    walked = f"({verdict.walked:,} classes, {verdict.seconds:.2f} s)"
    faults = (f"{'':12}- {fault}" for fault in verdict.faults)
    return "\n".join([f"{verdict.outcome.value:12}{verdict.claim} {walked}", *faults])
