"""The group to which each module of this folder adds its commands, and what they work on."""

import click
from flask import Blueprint

from records.engine.store import Store
from records.text import on_one_line
from services import services

commands = Blueprint("clinic_commands", __name__, cli_group=None)


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
