"""What a question page costs in process, against a bare "hello"."""

from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from werkzeug.test import create_environ

from bench.figures import Figure, ratio_in_turns, seconds
from bench.runner import ANSWERS
from bench.trial import hello_app, trial_app
from questionnaire.sheet import Sheet

Request = Callable[[], bytes]
TIMES = 20


def page_figures() -> Iterator[Figure]:
    """Every page of questions in turn."""
    with TemporaryDirectory() as folder:
        app = trial_app(Path(folder))
        requests = page_requests(app)
        hello = one_request(hello_app(), "/")
        ratios = {
            path: ratio_in_turns(many(request), many(hello), rounds=5)
            for path, request in requests.items()
        }
        middle, worst = median(ratios.values()), max(ratios, key=lambda path: ratios[path])
        yield Figure("a question page in process, against hello", middle, "x", at_most=8)
        yield Figure(f"  the dearest, {worst}", ratios[worst], "x")
        yield Figure("  hello takes", seconds(many(hello)) / TIMES * 1000, "ms")
        app.extensions["connections"].close()


def page_requests(app: Flask) -> dict[str, Request]:
    """A request for each page, by its path, as a runner meets it: all before it answered."""
    core = [page for page in app.extensions["questionnaire"].pages if page.is_core]
    sheet, requests = Sheet(app.extensions["questionnaire"].version), {}
    for page in (*core, *app.extensions["questionnaire"].extra_pages):
        if page.questions[0].show_when is None:
            path = f"/questions/{page.section}/{page.id}"
            cookie = cookie_with(app, sheet.with_extras(not page.is_core))
            requests[path] = one_request(app, path, Cookie=cookie)
            sheet = sheet.add({question.id: ANSWERS[question.id] for question in page.questions})
    return requests


def cookie_with(app: Flask, sheet: Sheet) -> str:
    """The sealed cookie of a runner with these answers."""
    session: dict[str, Any] = {"_permanent": True, "csrf_token": "0" * 40}
    sheet.keep(session)
    sealed = app.extensions["sealer"].seal(session).decode()
    return f"{app.config['SESSION_COOKIE_NAME']}={sealed}"


def one_request(app: Flask, path: str, **headers: str) -> Request:
    """A request as a server would pass it to the app: no test client in the figure."""
    environ = create_environ(path, headers={"Accept-Encoding": "gzip", **headers})

    def request() -> bytes:
        said: list[str] = []
        answer: Any = app.wsgi_app(environ.copy(), lambda status, *_: said.append(status))
        body = b"".join(answer)
        answer.close()
        if said != ["200 OK"]:
            raise AssertionError(f"{path}: {said}")
        return body

    return request


def many(request: Request) -> Callable[[], None]:
    """The same request, often enough to measure."""

    def run() -> None:
        for _ in range(TIMES):
            request()

    return run
