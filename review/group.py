"""The group `flask rules`, and how a group goes about commands that serving never needs."""

from collections.abc import Sequence
from importlib import import_module

import click
from flask.cli import AppGroup


class LazyGroup(AppGroup):
    """A group whose modules are imported only when one of its commands is asked for."""

    def __init__(
        self, package: str, modules: Sequence[str], name: str | None = None, help: str = ""
    ) -> None:
        super().__init__(name, help=help or None)
        self._modules = [f"{package}.{name}" for name in modules]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        self._load()
        return super().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command; None when there is none of that name."""
        self._load()
        return super().get_command(ctx, cmd_name)

    def _load(self) -> None:
        for module in self._modules:
            import_module(module)


commands = LazyGroup(
    "review",
    ("commands",),
    name="rules",
    help="Read, check, test and compare the rulebook.",
)
