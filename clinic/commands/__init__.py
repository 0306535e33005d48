"""What is done at the machine itself, by whoever runs the app. A new module is named here."""

from clinic.commands import demo, requests, staff
from clinic.commands.group import commands

__all__ = ["commands", "demo", "requests", "staff"]
