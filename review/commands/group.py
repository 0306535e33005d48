"""The group `flask rules`, whose commands are imported only when one is asked for."""

from importlib import import_module

import click
from flask.cli import AppGroup

MODULES = ("change", "prove", "read", "test")


class Lazy(AppGroup):
    """A group that serving pages never has to load."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        self._load()
        return super().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command; None when there is none of that name."""
        self._load()
        return super().get_command(ctx, cmd_name)

    def _load(self) -> None:
        for module in MODULES:
            import_module(f"review.commands.{module}")


commands = Lazy("rules", help="Read, check, test and compare the rulebook.")
