"""The group `flask rules`, to which each module here adds its commands."""

from flask import Blueprint

commands = Blueprint("review_commands", __name__, cli_group="rules")
