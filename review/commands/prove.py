"""flask rules check: what is proved of the rules."""

import sys

import click

from review.commands.group import commands
from review.proving.claims import claims
from review.proving.declared import load_declared
from services import services


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
