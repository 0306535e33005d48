"""flask rules sheet, flask rules explain: the rulebook as a sheet, and one person's trace."""

from review.commands.blueprint import commands


@commands.cli.command("sheet")
def sheet() -> None:
    """Write the whole rulebook as one page to print and sign."""


@commands.cli.command("explain")
def explain() -> None:
    """Say which rules one person's answers meet, and why."""
