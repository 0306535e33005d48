"""The group to which each module of this folder adds its commands, and what they work on."""

from flask import Blueprint, current_app

from records.database import Database

commands = Blueprint("clinic_commands", __name__, cli_group=None)


def database() -> Database:
    """The records, on a connection of this thread's own."""
    db: Database = current_app.extensions["connections"].database()
    return db
