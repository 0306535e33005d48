"""What is done at the machine itself, by whoever runs the app. A new module is named here."""

from operations.commands import (
    audit,
    backups,
    demo,
    doctor,
    export,
    keys,
    kiosk,
    mail,
    requests,
    retention,
    staff,
)
from operations.commands.group import commands

__all__ = [
    "audit",
    "backups",
    "commands",
    "demo",
    "doctor",
    "export",
    "keys",
    "kiosk",
    "mail",
    "requests",
    "retention",
    "staff",
]
