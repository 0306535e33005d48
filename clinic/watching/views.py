"""What a machine that watches may ask: alive, ready, figures."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest

from flask import Blueprint, Flask, Response, abort, current_app, g, request
from flask.typing import ResponseReturnValue

from clinic.mail.rounds import Pulse
from clinic.staff.roles import Action, may
from clinic.watching.gathering import families
from clinic.watching.readiness import Lately, missing_in
from clinic.watching.settings import metrics_token_from, only_faults_from
from clinic.watching.tally import Tally
from clinic.watching.text import CONTENT_TYPE, as_text
from rules.rulebook import NextStep

watching = Blueprint("watching", __name__)


@dataclass(frozen=True, slots=True)
class Watching:
    """What is kept of this process to be asked for."""

    tally: Tally
    token: str
    """What lets a machine read the figures; "" for none."""
    lately: Lately
    started: datetime


def keep_watch(app: Flask) -> Callable[[str, int, float], object]:
    """Let an app be asked how it does; gives what counts a request. Raises BadSetting."""
    parts = app.extensions
    tally, lately = Tally(tuple(step.id for step in NextStep)), Lately(lambda: missing_in(parts))
    token = metrics_token_from(app.config)
    parts["watching"] = Watching(tally, token, lately, parts["clock"]())
    parts["count_next_step"] = tally.told
    parts["pulse"] = Pulse()
    parts["only_faults"] = only_faults_from(app.config, sys.stderr.isatty())
    app.register_blueprint(watching)
    return tally.request


@watching.get("/healthz")
def alive() -> Response:
    """The process answers; nothing else is looked at."""
    return Response("ok\n", mimetype="text/plain")


@watching.get("/readyz")
def ready() -> Response:
    """Whether visitors can be served now; if not, one word for each part in the way."""
    missing = kept().lately.found(g.now)
    words = " ".join(missing) or "ready"
    return Response(f"{words}\n", 503 if missing else 200, mimetype="text/plain")


@watching.get("/metrics")
def figures() -> ResponseReturnValue:
    """The figures, for an administrator or whoever has the token; for others it is not there."""
    if not may_read():
        abort(404)
    missing = kept().lately.found(g.now)
    text = as_text(families(current_app.extensions, missing, g.now))
    return Response(text, content_type=CONTENT_TYPE)


def may_read() -> bool:
    """Whether this request comes with the token, or from an administrator."""
    if kept().token and request.authorization and request.authorization.type == "bearer":
        given = request.authorization.token or ""
        return compare_digest(given.encode(), kept().token.encode())
    return g.staff is not None and may(g.staff.roles, Action.SEE_SETTINGS)


def kept() -> Watching:
    """What this app keeps to be asked for."""
    found: Watching = current_app.extensions["watching"]
    return found
