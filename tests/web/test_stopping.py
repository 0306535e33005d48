"""The server told to end: who came is served, and who comes later waits or goes elsewhere."""

import os
import signal
import socket
import subprocess
import threading
from contextlib import contextmanager

import pytest

from tests.served import ROOT, start_on
from web.server import given_socket

pytestmark = [pytest.mark.slow, pytest.mark.unix]

SLOW = """
import time
from web.server import listen, serve

def app(environ, start_response):
    print("begun", flush=True)
    time.sleep(float(environ["PATH_INFO"][1:]))
    start_response("200 OK", [("Content-Length", "4")])
    return [b"done"]

where = "127.0.0.1", 1
serve(listen(app, *where, is_behind_proxy=False), *where, is_https=True)
print("ended", flush=True)
"""


@contextmanager
def a_server(listener, folder):
    """A server on a socket, whose pages take as many seconds as their address says."""
    process = start_on(listener, {"PYTHONPATH": str(ROOT)}, subprocess.PIPE, folder)
    with process:
        assert process.stdout.readline().startswith(b"The self-check is at")
        process.stdout.readline()
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def slow_app(tmp_path):
    (tmp_path / "app.py").write_text(SLOW, encoding="utf-8")
    return tmp_path


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as found:
        yield found


@pytest.fixture
def port(listener):
    return listener.getsockname()[1]


def wait_for_begun(process, how_many):
    """Until so many requests were begun; what else is said meanwhile is passed over."""
    while how_many:
        how_many -= process.stdout.readline() == b"begun\n"
        assert process.poll() is None


def ask(port, seconds, answers, asked=None):
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(f"GET /{seconds} HTTP/1.0\r\n\r\n".encode())
        if asked:
            asked.release()
        answers.append(line.makefile("rb").read().rpartition(b"\r\n")[2])


def asking(port, seconds, answers, asked=None):
    thread = threading.Thread(target=ask, args=(port, seconds, answers, asked))
    thread.start()
    return thread


def test_what_is_under_way_is_finished_then_it_ends_by_itself(slow_app, listener, port):
    answers, asked = [], threading.Semaphore(0)
    with a_server(listener, slow_app) as process:
        people = [asking(port, 0.4, answers, asked) for _ in range(12)]  # more than its threads
        for _ in people:
            assert asked.acquire(timeout=20)
        wait_for_begun(process, 1)
        process.send_signal(signal.SIGTERM)
        for person in people:
            person.join()

        assert answers == [b"done"] * 12
        assert process.wait(5) == 0
        assert process.stdout.read().endswith(b"ended\n")


def test_a_page_that_takes_longest_is_finished_and_whoever_comes_later_is_refused(
    slow_app, listener, port
):
    """Longer than it waits for requests; the socket is its own."""
    answers = []
    with a_server(listener, slow_app) as process:
        listener.close()  # nobody else holds it any more
        person = asking(port, 2, answers)
        wait_for_begun(process, 1)
        process.send_signal(signal.SIGTERM)
        person.join()

        assert answers == [b"done"]
        assert process.wait(5) == 0
        with socket.socket() as late:
            assert late.connect_ex(("127.0.0.1", port)) != 0


def test_an_open_line_on_which_nothing_is_asked_holds_nobody_up(slow_app, listener, port):
    with (
        a_server(listener, slow_app) as process,
        socket.create_connection(("127.0.0.1", port)) as line,
    ):
        line.sendall(b"GET /0 HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert line.recv(1000).startswith(b"HTTP/1.1 200 OK")
        process.send_signal(signal.SIGTERM)

        assert line.recv(1000) in (b"done", b"")
        assert process.wait(3) == 0


def test_on_a_socket_that_is_given_whoever_comes_between_two_servers_waits(
    slow_app, listener, port
):
    answers = []
    with a_server(listener, slow_app) as process:
        ask(port, 0, answers)
        process.send_signal(signal.SIGTERM)
        assert process.wait(5) == 0
    person = asking(port, 0, answers)
    with a_server(listener, slow_app):
        person.join()

    assert answers == [b"done"] * 2


@pytest.mark.parametrize(
    "environment",
    [{}, {"LISTEN_PID": "1", "LISTEN_FDS": "1"}, {"LISTEN_PID": str(os.getpid())}],
    ids=["none", "for another process", "none of them"],
)
def test_a_socket_for_somebody_else_is_left_alone(environment):
    assert given_socket(environment) is None
