"""flask rules …: read, check, test and compare the rulebook."""

from flask import Blueprint

commands = Blueprint("review_commands", __name__, cli_group="rules")
