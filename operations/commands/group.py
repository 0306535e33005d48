"""The group to which each module of this folder adds its commands, and what they work on."""

from contextlib import AbstractContextManager
from datetime import UTC, datetime

import click

from records.engine.store import Store
from records.people import audit
from records.people.audit import AuditAction
from records.text import on_one_line
from review.group import LazyGroup
from review.group import commands as rules
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
        "mail",
        "retention",
        "serve",
        "staff",
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


def audited_by_command(action: AuditAction, subject: str) -> AbstractContextManager[None]:
    """What is done within, with its entry in the audit."""
    now = datetime.now(UTC)
    return audit.audited(database(), actor="command", action=action, subject=subject, now=now)


def add_entry(action: AuditAction, subject: str) -> None:
    """Put an entry into the audit."""
    now = datetime.now(UTC)
    audit.add(database(), actor="command", action=action, subject=subject, now=now)


def database() -> Store:
    """The records, on a connection of this thread's own."""
    db: Store = services().connections.database()
    return db
