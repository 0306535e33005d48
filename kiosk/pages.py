"""A kiosk's pages as they are shown."""

from flask import jsonify, render_template, url_for
from flask.typing import ResponseReturnValue

from kiosk.call_status import progress_of, remedy_for
from questionnaire.stops import stop_for
from records.kiosk import calls as kiosk_calls
from records.kiosk import devices as kiosks
from records.kiosk.calls import Call, CallKind
from records.upkeep.retention import Keep
from self_check.navigation import open_sheet
from self_check.pages import show_stop
from services import here, services
from web.redirects import see_other


def show_called(kind: CallKind) -> ResponseReturnValue:
    """What was asked for, and who has seen it; at a stop, the stop. Nothing where nobody called."""
    if call_here(kind) is None:
        return see_other(url_for("kiosk.carry_on" if here().is_sitting else "kiosk.attract"))
    if kind is not CallKind.EMERGENCY:
        return render_template("kiosk/called.html", kind=kind)
    sheet = open_sheet() if here().is_sitting else None
    stop = stop_for(services().rulebook, sheet.journey) if sheet else None
    return show_stop(stop) if stop else see_other(url_for("kiosk.attract"))


def call_here(kind: str) -> Call | None:
    """The call that whoever is here made, if any."""
    return (
        kiosk_calls.newest_of(here().db, here().device.id, CallKind(kind)) if here().kiosk else None
    )


def call_progress(call: Call) -> str:
    """How far it has come, in words."""
    return progress_of(call, services().country.emergency_number, here().now)


def call_remedy(call: Call) -> str:
    """What whoever called does where nobody answers."""
    return remedy_for(call.kind, services().country.emergency_number)


def keeping_times() -> Keep:
    """How long the clinic keeps answers."""
    keep: Keep = services().settings.keep
    return keep


def show_health() -> ResponseReturnValue:
    """Each kiosk by its number: when it was last heard of, and what it shows."""
    heard_of = {
        f"kiosk {one.id}": {
            "seen": one.seen and one.seen.isoformat(timespec="seconds"),
            "seconds_ago": one.seen and max(0, round((here().now - one.seen).total_seconds())),
            "version": one.version,
        }
        for one in kiosks.in_use(here().db)
        if one.enrolled
    }
    return jsonify(status="ok", kiosks=heard_of)
