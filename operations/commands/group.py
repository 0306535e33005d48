"""The group to which each module of this folder adds its commands, and what they work on."""

import click

from records.engine.store import Store
from records.text import on_one_line
from review.commands.group import LazyGroup
from review.commands.group import commands as rules
from services import services

commands = LazyGroup(
    "operations.commands",
    (
        "audit",
        "backups",
        "content",
        "demo",
        "doctor",
        "export",
        "keys",
        "kiosk",
        "mail",
        "requests",
        "retention",
        "serve",
        "staff",
        "tokens",
        "webhook",
    ),
)
commands.add_command(rules)


class OneLine(click.ParamType[str]):
    """A name, a reference or an address, as a form's box of one line would take it."""

    name = "text"

    def convert(self, value: object, param: object, ctx: object) -> str:
        """The text without controls and stray gaps."""
        return on_one_line(str(value))


ONE_LINE = OneLine()


def database() -> Store:
    """The records, on a connection of this thread's own."""
    db: Store = services().connections.database()
    return db
