"""flask serve: the pages, as `python app.py` serves them."""

import click
from flask.cli import ScriptInfo

from operations.commands.group import commands
from operations.run import run


@commands.command("serve")
@click.pass_obj
def serve(flask: ScriptInfo) -> None:
    """Serve the pages until told to stop, on http://127.0.0.1:8000.

    HOST and PORT in the environment change that.
    """
    run(flask.load_app())
