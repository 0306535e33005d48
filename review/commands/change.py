"""flask rules diff: what a change of the rules would do."""

from review.commands.blueprint import commands


@commands.cli.command("diff")
def diff() -> None:
    """Say how two versions of the rules differ."""
