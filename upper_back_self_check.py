"""The command upper-back-self-check: `serve`, and every command of `flask`.

Installed, this file is the package upper_back_self_check, and the rooms lie beside it in that
one folder. It goes first on the path, before anything of ours is imported: so no `rules` or `web`
of ours lies where other packages are, and none of theirs is taken for ours.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import click  # noqa: E402  # as the path comes first
from flask.cli import FlaskGroup  # noqa: E402  # as above

from app import create_app  # noqa: E402  # as above
from settings.version import VERSION  # noqa: E402  # as above


@click.group(
    cls=FlaskGroup, create_app=create_app, add_default_commands=False, add_version_option=False
)
@click.version_option(VERSION, message="%(prog)s %(version)s")
def main() -> None:
    """A self-check for runners whose upper back hurts, and for the clinic that offers it."""
