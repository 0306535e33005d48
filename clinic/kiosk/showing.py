"""A kiosk's pages as they are shown."""

from flask import abort, g, jsonify, render_template
from flask.typing import ResponseReturnValue

from records import kiosks
from records.kiosk_calls import Kind

SHOWN = (Kind.HELP, Kind.BOOK, Kind.PRINT)


def show_called(kind: str) -> ResponseReturnValue:
    """What was asked for, and what happens next."""
    if kind not in SHOWN:
        abort(404)
    return render_template("kiosk/called.html", kind=kind)


def show_health() -> ResponseReturnValue:
    """Each kiosk by its number: when it was last heard of, and what it shows."""
    heard_of = {
        f"kiosk {one.id}": {
            "seen": one.seen and one.seen.isoformat(timespec="seconds"),
            "seconds_ago": one.seen and round((g.now - one.seen).total_seconds()),
            "version": one.version,
        }
        for one in kiosks.in_use(g.db)
        if one.enrolled
    }
    return jsonify(status="ok", kiosks=heard_of)
