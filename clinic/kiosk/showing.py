"""A kiosk's pages as they are shown."""

from flask import abort, current_app, g, jsonify, render_template
from flask.typing import ResponseReturnValue

from clinic.kiosk.answering.taking import is_plain, is_ready
from clinic.kiosk.keeping import held
from clinic.kiosk.taken import Ready, picture_of, summary_of
from questionnaire.result import Result
from records import kiosks
from records.kiosk_calls import Kind
from records.retention import Keep

SHOWN = (Kind.HELP, Kind.BOOK, Kind.PRINT)
ADDRESS_AS_PICTURE = "The address of your result as a code to scan"
WORDS_AS_PICTURE = "Your result as a code to scan"


def show_called(kind: str) -> ResponseReturnValue:
    """What was asked for, and what happens next."""
    if kind not in SHOWN:
        abort(404)
    return render_template("kiosk/called.html", kind=kind)


def show_way_home(result: Result) -> str:
    """The way to a phone, once it was asked for."""
    about = {"ready": ready_to_take(result), "is_plain": is_plain()}
    return render_template("kiosk/take_home.html", **about)


def ready_to_take(result: Result) -> Ready | None:
    """The way to a phone; None while nobody asked for it, or after it was used."""
    home = held().get("home") or {}
    if home.get("is_plain"):
        words = summary_of(result, g.clinic.name, g.country.fill)
        return Ready(picture_of(words, WORDS_AS_PICTURE), words=words)
    if not is_ready():
        return None
    there = f"{g.base_url}/t"
    picture = picture_of(f"{there}/{home['token']}", ADDRESS_AS_PICTURE)
    return Ready(picture, address=there, code=home["code"])


def keeping_times() -> Keep:
    """How long the clinic keeps answers."""
    keep: Keep = current_app.extensions["keep"]
    return keep


def show_health() -> ResponseReturnValue:
    """Each kiosk by its number: when it was last heard of, and what it shows."""
    heard_of = {
        f"kiosk {one.id}": {
            "seen": one.seen and one.seen.isoformat(timespec="seconds"),
            "seconds_ago": one.seen and max(0, round((g.now - one.seen).total_seconds())),
            "version": one.version,
        }
        for one in kiosks.in_use(g.db)
        if one.enrolled
    }
    return jsonify(status="ok", kiosks=heard_of)
