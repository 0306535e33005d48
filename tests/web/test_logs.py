"""One line of JSON a request, and never a value in it."""

import io
import json
import logging
import threading

import pytest
from flask import Flask

from web.logs import log, watch, write_log, writer

CANARY = "kim-lee-555-0100"


@pytest.fixture
def written():
    """What is logged by anybody meanwhile, as lines."""
    to = io.StringIO()
    by_line = writer(to)
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(by_line)
    root.setLevel(logging.INFO)
    yield lambda: to.getvalue()
    root.removeHandler(by_line)
    root.setLevel(level)


def lines(written):
    return [json.loads(line) for line in written().splitlines()]


def test_a_line_names_the_route_and_not_the_address(client, written):
    answer = client.get("/questions/safety/now?who=kim")
    (line,) = lines(written)

    assert line["request"] == answer.headers["X-Request-Id"]
    assert line["at"].endswith("+00:00")
    assert line["ms"] > 0
    assert {"level": "info", "from": "self-check"}.items() <= line.items()
    assert {"route": "questionnaire.page", "method": "GET", "status": 200}.items() <= line.items()


def test_each_request_has_a_number_of_its_own_whatever_it_brings(client):
    brought = {"X-Request-Id": CANARY}
    numbers = {client.get("/", headers=brought).headers["X-Request-Id"] for _ in range(20)}

    assert len(numbers) == 20
    assert CANARY not in numbers


def test_no_value_is_written_wherever_it_comes_from(client, written):
    client.set_cookie("self-check", CANARY)
    client.get(f"/{CANARY}?{CANARY}={CANARY}", headers={"User-Agent": CANARY, "Referer": CANARY})
    client.get(f"/visit/{CANARY}")
    client.get(f"/clinic/set-up/{CANARY}")
    client.get("/", headers={"X-Forwarded-For": CANARY, "Accept-Language": CANARY})
    client.post("/questions/safety/now", data={"rf_now": CANARY, "csrf_token": CANARY})
    client.open("/", method=CANARY.upper())

    assert len(lines(written)) == 6
    assert CANARY not in written().lower()
    assert lines(written)[-1]["method"] == "other"


def broken_app():
    """An app whose only page breaks, with a value in what is said of it."""
    app, seen = Flask("broken"), []

    @app.get("/<name>")
    def page(name):
        try:
            raise KeyError(name)
        except KeyError as problem:
            raise RuntimeError(f"no {name}") from problem

    watch(app, lambda *told: seen.append(told))
    return app, seen


def test_of_an_error_the_kind_and_the_place_are_told_and_no_words(written):
    app, seen = broken_app()
    answer = app.test_client().get(f"/{CANARY}")
    fault, line = lines(written)

    assert fault["fault"] == "RuntimeError < KeyError"
    assert fault["place"][-1].startswith("tests/web/test_logs.py:")
    assert fault["place"][-1].endswith(" page")
    assert fault["in"].startswith("app:")
    assert fault["request"] == line["request"] == answer.headers["X-Request-Id"]
    assert (line["level"], line["status"]) == ("error", 500)
    assert CANARY not in written()
    assert [told[:2] for told in seen] == [("page", 500)]


@pytest.mark.parametrize(
    ("name", "words", "arguments"),
    [
        ("waitress", f"Exception while serving /{CANARY}", ()),
        ("waitress", "Exception while serving %s", (CANARY,)),
        ("werkzeug", f'{CANARY} - - [%s] "GET /"', ("today",)),
        ("app", f"Exception on /{CANARY}", ()),
    ],
)
def test_what_others_log_is_told_by_its_place_alone(written, name, words, arguments):
    logging.getLogger(name).warning(words, *arguments)
    (line,) = lines(written)

    assert set(line) == {"at", "level", "from", "in"}
    assert (line["from"], line["in"].split(":")[0]) == (name, "test_logs")
    assert CANARY not in written()


@pytest.mark.parametrize(
    ("name", "words", "arguments", "says"),
    [
        ("waitress.queue", "Task queue depth is %d", (3,), "Task queue depth is 3"),
        (
            "operations.jobs",
            "A mail was not sent (try %d).",
            (1,),
            "A mail was not sent (try 1).",
        ),
    ],
)
def test_our_own_words_are_told(written, name, words, arguments, says):
    logging.getLogger(name).warning(words, *arguments)

    assert [line["says"] for line in lines(written)] == [says]


def test_a_line_break_in_a_value_makes_no_second_line(client, written):
    client.get("/%0a%7b%22level%22%3a%22error%22%7d?%0a=%0a")

    assert len(written().splitlines()) == 1


@pytest.fixture
def logging_as_before(monkeypatch):
    root, level = logging.getLogger(), logging.getLogger().level
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(logging, "raiseExceptions", True)
    yield
    root.setLevel(level)


@pytest.mark.parametrize(("only_faults", "told"), [(False, ["fine", "broken"]), (True, ["broken"])])
def test_faults_alone_are_written_where_that_is_set(logging_as_before, capsys, only_faults, told):
    write_log(only_faults)
    log.info("", extra={"told": {"says": "fine"}})
    log.error("", extra={"told": {"says": "broken"}})

    assert told == [json.loads(line)["says"] for line in capsys.readouterr().err.splitlines()]


def test_a_thread_that_ends_by_an_error_is_told_without_its_words(logging_as_before, capsys):
    def end():
        raise RuntimeError(CANARY)

    write_log(only_faults=True)
    thread = threading.Thread(target=end)
    thread.start()
    thread.join()
    (line,) = capsys.readouterr().err.splitlines()

    assert json.loads(line)["fault"] == "RuntimeError"
    assert CANARY not in line
