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
from services import services_of

Request = Callable[[], int]
Way = Callable[[Flask, str, dict[str, str]], Request]
TIMES = 10


def page_figures() -> Iterator[Figure]:
    """Every page of questions in turn."""
    with TemporaryDirectory() as folder:
        app = trial_app(Path(folder))
        ratios = ratios_by_page(app, by_client)
        bare = ratios_by_page(app, by_itself)
        services_of(app).connections.close()
    dearest = max(ratios, key=lambda path: ratios[path])
    hello = by_client(hello_app(), "/", {})
    yield Figure(
        "a question page by test client, against hello", median(ratios.values()), "x", at_most=8
    )
    yield Figure(f"  the dearest, {dearest}", ratios[dearest], "x")
    yield Figure("  without the client's own part", median(bare.values()), "x")
    yield Figure("  hello by test client takes", seconds(many(hello)) / TIMES * 1000, "ms")


def ratios_by_page(app: Flask, way: Way) -> dict[str, float]:
    """Each page's time against that of a hello asked for in the same way."""
    hello = many(way(hello_app(), "/", {}))
    return {
        path: ratio_in_turns(many(way(app, path, headers)), hello, rounds=5)
        for path, headers in page_requests(app)
    }


def page_requests(app: Flask) -> Iterator[tuple[str, dict[str, str]]]:
    """Each page's path and headers, as a runner meets it: all before it answered."""
    core = [page for page in services_of(app).questionnaire.pages if page.is_core]
    sheet = Sheet(services_of(app).questionnaire)
    for page in (*core, *services_of(app).questionnaire.extra_pages):
        if page.questions[0].show_when is None:
            cookie = cookie_with(app, sheet.with_extras(not page.is_core))
            headers = {"Accept-Encoding": "gzip", "Cookie": cookie}
            yield f"/questions/{page.section}/{page.id}", headers
            sheet = sheet.add({question.id: ANSWERS[question.id] for question in page.questions})


def cookie_with(app: Flask, sheet: Sheet) -> str:
    """The sealed cookie of a runner with these answers."""
    session: dict[str, Any] = {"csrf_token": "0" * 40}
    sheet.keep(session)
    sealed = services_of(app).sealer.seal(session).decode()
    return f"{app.config['SESSION_COOKIE_NAME']}={sealed}"


def by_client(app: Flask, path: str, headers: dict[str, str]) -> Request:
    """A request by Flask's test client."""
    client = app.test_client(use_cookies=False)
    return lambda: expected(path, client.get(path, headers=headers).status_code)


def by_itself(app: Flask, path: str, headers: dict[str, str]) -> Request:
    """A request as a server would pass it to the app: nothing else in the figure."""
    environ = create_environ(path, headers=headers)

    def request() -> int:
        said: list[str] = []
        answer: Any = app.wsgi_app(environ.copy(), lambda status, *_: said.append(status))
        b"".join(answer)
        answer.close()
        return expected(path, int(said[0][:3]))

    return request


def expected(path: str, status: int) -> int:
    """200, or the figure would be that of something else."""
    if status != 200:
        raise AssertionError(f"{path}: {status}")
    return status


def many(request: Request) -> Callable[[], None]:
    """The same request, often enough to measure."""

    def run() -> None:
        for _ in range(TIMES):
            request()

    return run
