"""flask rules …: read, check, test and compare the rulebook.

A module registers its commands with `@commands.cli.command`, where `commands` is imported from
`review.commands.blueprint`; to be imported here is all it needs to be found.
"""

from review.commands import (
    change,
    prove,
    read,
    test,
)
from review.commands.blueprint import commands

__all__ = [
    "change",
    "commands",
    "prove",
    "read",
    "test",
]
