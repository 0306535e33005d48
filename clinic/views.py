"""What to set, for whoever sits at the machine."""

from ipaddress import ip_address

from flask import Blueprint, abort, current_app, g, render_template, request

from clinic.details import DEFAULTS, WHAT_TO_SET

clinic = Blueprint("clinic", __name__, url_prefix="/clinic")


@clinic.before_request
def only_from_this_machine() -> None:
    """Whoever sits at the machine is the one who runs it."""
    passed_on = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    if passed_on or not ip_address(request.remote_addr or "::").is_loopback:
        abort(404)


@clinic.get("/settings")
def settings() -> str:
    """Which settings stand as they came, and what each is for."""
    rows = [
        (name, what, current_app.config[name], current_app.config[name] != DEFAULTS[name])
        for name, what in WHAT_TO_SET.items()
    ]
    return render_template("clinic/settings.html", rows=rows, version=g.rulebook.version)
