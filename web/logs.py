"""What the app writes down while it runs: one line of JSON a request, and never a value in it.

Values come in addresses, forms, headers and cookies, and in what errors say of them. So a line
names the route and not the address, and of an error its kind and its place in the code.
"""

import json
import logging
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from time import perf_counter
from traceback import walk_tb
from types import TracebackType
from typing import TextIO
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, request

ROOT = Path(__file__).parents[1]
MAY_SPEAK = (
    "kiosk.",
    "operations.",
    "pre_visit.",
    "questionnaire.",
    "records.",
    "review.",
    "rules.",
    "self_check.",
    "settings.",
    "staff.",
    "web.",
    "self-check",
    "waitress.queue",
)
"""Whose words are written as they are: ours hold no value, the last one's only a number."""
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"})
BROKEN = 500  # and above: nobody's mistake but ours
MOST_PLACES = 6

Fault = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]
Seen = Callable[[str, int, float], object]
"""Is told the route ("" for none), status and seconds of each request."""

log = logging.getLogger("self-check")
this_request: ContextVar[str] = ContextVar("this_request", default="")


class JsonFormatter(logging.Formatter):
    """One record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """When, how bad, from where; then what is safe to tell of it."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {"at": at, "level": record.levelname.lower(), "from": record.name}
        line |= getattr(record, "told", None) or _says(record)
        if found := this_request.get():
            line["request"] = found
        if record.exc_info and record.exc_info[1]:
            line["fault"] = " < ".join(_kinds(record.exc_info[1]))
            line["place"] = list(_places(record.exc_info[1].__traceback__))[-MOST_PLACES:]
        return json.dumps(line)


def _says(record: logging.LogRecord) -> dict[str, str]:
    """Our own words; of anybody else's, into which nobody knows what was put, only the place."""
    if record.name.startswith(MAY_SPEAK):
        return {"says": record.getMessage()}
    return {"in": f"{record.module}:{record.lineno}"}


def _kinds(fault: BaseException) -> Iterator[str]:
    """An error and what led to it."""
    met: BaseException | None = fault
    while met is not None:
        yield type(met).__name__
        met = met.__cause__ or (None if met.__suppress_context__ else met.__context__)


def _places(trace: TracebackType | None) -> Iterator[str]:
    """Where in our own code, from the outside in."""
    for frame, number in walk_tb(trace):
        path = Path(frame.f_code.co_filename)
        own = path.relative_to(ROOT) if path.is_relative_to(ROOT) else None
        if own and "site-packages" not in own.parts:
            yield f"{own.as_posix()}:{number} {frame.f_code.co_name}"


def write_log(only_faults: bool) -> None:
    """Send every log of this process, whoever writes it, to standard error as lines of JSON."""
    logging.raiseExceptions = False  # a full disk below the log must not print what was logged
    root = logging.getLogger()
    root.handlers = [writer(sys.stderr)]
    root.setLevel(logging.WARNING if only_faults else logging.INFO)
    threading.excepthook = _thread_ended


def writer(to: TextIO) -> logging.Handler:
    """What writes lines there: of others only what went wrong."""
    found = logging.StreamHandler(to)
    found.setFormatter(JsonFormatter())
    found.addFilter(lambda one: one.levelno >= logging.WARNING or one.name == log.name)
    return found


def _thread_ended(told: threading.ExceptHookArgs) -> None:
    if told.exc_value:
        fault = (told.exc_type, told.exc_value, told.exc_traceback)
        log.error("", exc_info=fault, extra={"told": {"says": "A thread ended."}})


def watch(app: Flask, seen: Seen) -> None:
    """Number every request of an app, write a line for it, and let `seen` know of it."""
    app.url_value_preprocessor(_note_route)
    app.wsgi_app = LoggedApp(app.wsgi_app, seen)  # type: ignore  # as Flask says to


def _note_route(endpoint: str | None, values: dict[str, object] | None) -> None:
    request.environ["self-check.route"] = endpoint or ""


class LoggedApp:
    """An app whose requests are noted; the number goes with the answer, to be asked about."""

    def __init__(self, wsgi_app: WSGIApplication, seen: Seen) -> None:
        self.wsgi_app, self.seen = wsgi_app, seen

    def __call__(self, asked: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        begun, status = perf_counter(), [BROKEN]
        number = token_hex(4)

        def start(
            words: str, headers: list[tuple[str, str]], fault: Fault | None = None, /
        ) -> Callable[[bytes], object]:
            status[0] = int(words[:3])
            return start_response(words, [*headers, ("X-Request-Id", number)], fault)

        kept = this_request.set(number)
        try:
            return self.wsgi_app(asked, start)
        finally:
            self._note(asked, status[0], perf_counter() - begun)
            this_request.reset(kept)

    def _note(self, asked: WSGIEnvironment, status: int, seconds: float) -> None:
        method, route = asked.get("REQUEST_METHOD"), asked.get("self-check.route", "")
        told = {
            "route": route,
            "method": method if method in METHODS else "other",
            "status": status,
            "ms": round(seconds * 1000, 1),
        }
        log.log(logging.ERROR if status >= BROKEN else logging.INFO, "", extra={"told": told})
        self.seen(route, status, seconds)
