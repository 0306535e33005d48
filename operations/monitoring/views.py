"""What a machine that watches may ask: alive, ready, figures."""

from hmac import compare_digest
from typing import cast

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from operations.monitoring.counters import RequestCounters
from operations.monitoring.gathering import Gathered
from operations.monitoring.readiness import RecentCheck, missing_in
from services import here, services
from staff.accounts.roles import Action, may

watching = Blueprint("watching", __name__)


class Monitor(RequestCounters):
    """What this process has counted since it started, and whether it is ready."""

    def __init__(self) -> None:
        super().__init__()
        self.lately = RecentCheck(missing_in)


@watching.get("/healthz")
def alive() -> Response:
    """The process answers; nothing else is looked at."""
    return Response("ok\n", mimetype="text/plain")


@watching.get("/readyz")
def ready() -> Response:
    """Whether visitors can be served now; if not, one word for each part in the way."""
    missing = monitor().lately.found(services(), here().now)
    words = " ".join(missing) or "ready"
    return Response(f"{words}\n", 503 if missing else 200, mimetype="text/plain")


@watching.get("/metrics")
def figures() -> ResponseReturnValue:
    """The figures, for an administrator or whoever has the token; for others it is not there."""
    if not may_read():
        abort(404)
    missing = monitor().lately.found(services(), here().now)
    gathered = Gathered(services(), missing, here().now)
    text = generate_latest(monitor().registry) + generate_latest(gathered)
    return Response(text, content_type=CONTENT_TYPE_LATEST)


def may_read() -> bool:
    """Whether this request comes with the token, or from an administrator."""
    token = services().settings.metrics_token
    if token and request.authorization and request.authorization.type == "bearer":
        return compare_digest((request.authorization.token or "").encode(), token.encode())
    person = here().person
    return person is not None and may(person.roles, Action.SEE_SETTINGS)


def monitor() -> Monitor:
    """What this process counts by."""
    return cast(Monitor, services().counters)  # app.py makes it one
