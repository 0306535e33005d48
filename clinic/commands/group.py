"""The group to which each module of this folder adds its commands."""

from flask import Blueprint

commands = Blueprint("clinic_commands", __name__, cli_group=None)
