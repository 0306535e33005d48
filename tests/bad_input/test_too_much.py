"""What is too large, endless or no request at all: the app as it is served says so and goes on."""

import resource
import socket

import pytest

from tests.bad_input.raw import post, read, send
from tests.served import served
from web.server import AT_ONCE, LARGEST_HEAD, LARGEST_HELD, connections_at_once

pytestmark = pytest.mark.slow

KB = 1024
CHUNKED = (
    b"POST /booking HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
)


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    with served(tmp_path_factory.mktemp("served"), BEHIND_PROXY="true") as app:
        yield app


PARTS = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n' * 1100 + b"--b--\r\n"
TOO_MUCH = {
    "a byte over": [post("/delete", b"a=" + b"x" * (64 * KB - 1))],
    "held at most": [post("/delete", b"a=" + b"x" * (LARGEST_HELD - 3))],
    "1,100 parts": [post("/delete", PARTS, "Content-Type: multipart/form-data; boundary=b")],
}
FAR_TOO_MUCH = {
    "no longer held": [post("/delete", b"a=" + b"x" * LARGEST_HELD)],
    "10 MB": [post("/delete", b"", size=10 * KB * KB), *[b"x" * 64 * KB] * 160],
    "10 MB that never come": [post("/delete", b"", size=10 * KB * KB)],
    "a length of 400 digits": [post("/delete", b"", size=int("9" * 400))],
    "chunks": [CHUNKED, *[b"fa00\r\n" + b"x" * 64_000 + b"\r\n"] * 100],
    "one endless chunk": [CHUNKED, b"ffffffffffffffff\r\n", *[b"x" * 64 * KB] * 100],
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_too_much_to_send_is_refused_in_words(app, name):
    answer = send(app.port, *TOO_MUCH[name])

    assert answer.status == 413
    assert "That was too much to send" in answer.text
    assert "Content-Security-Policy" in answer.text
    assert "xxxx" not in answer.text


@pytest.mark.parametrize("name", FAR_TOO_MUCH)
def test_what_no_form_of_ours_holds_never_reaches_the_app(app, name):
    assert_plainly_refused(send(app.port, *FAR_TOO_MUCH[name]), 413)


def assert_plainly_refused(answer, status):
    """In a line of plain text, with nothing of the request in it and no word on the server."""
    assert answer.status == status
    assert "Content-Type: text/plain" in answer.text
    assert "xxxx" not in answer.text
    assert "waitress" not in answer.text.lower()


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\nX: " + b"x" * KB * KB + b"\r\n\r\n",
        b"GET /" + b"x" * LARGEST_HEAD + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 10_000 + b"\r\n",
    ],
    ids=["a header", "an address", "many headers"],
)
def test_too_large_a_head_is_refused(app, sent):
    assert_plainly_refused(send(app.port, sent), 431)


NO_REQUESTS = {
    "nothing of it": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "no colon": b"GET / HTTP/1.1\r\nHost\r\n\r\n",
    "a bare line feed": b"GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n",
    "a null in a header": b"GET / HTTP/1.1\r\nHost: a\x00b\r\n\r\n",
    "a length in words": b"POST /delete HTTP/1.1\r\nHost: a\r\nContent-Length: ten\r\n\r\n",
    "a negative length": b"POST /delete HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    "two lengths": b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "no chunk": CHUNKED + b"zz\r\nab\r\n0\r\n\r\n",
}


@pytest.mark.parametrize("name", NO_REQUESTS)
def test_what_is_no_request_gets_one_plain_answer(app, name):
    assert_plainly_refused(send(app.port, NO_REQUESTS[name]), 400)


def test_3000_fields_are_no_form_of_ours(app):
    answer = send(app.port, post("/delete", b"&".join(b"f%d=x" % i for i in range(3000))))

    assert answer.status == 400


def test_another_encoding_of_a_body_is_not_known(app):
    sent = CHUNKED.replace(b"chunked", b"gzip")

    assert send(app.port, sent).status == 501


def test_memory_stays_after_all_that(app):
    before = app.memory
    for _ in range(5):
        for parts in (TOO_MUCH | FAR_TOO_MUCH).values():
            send(app.port, *parts)

    assert app.memory - before < 2000  # kB
    assert send(app.port, b"GET / HTTP/1.0\r\n\r\n").status == 200


def test_a_browser_that_goes_away_leaves_no_word_in_the_log(app):
    before = app.log
    with socket.create_connection(("127.0.0.1", app.port)) as there:
        there.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        there.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    answer = send(app.port, b"GET /about HTTP/1.0\r\n\r\n")

    assert answer.status == 200
    assert "Traceback" not in app.log.removeprefix(before)


def test_what_a_proxy_passes_on_reaches_the_app(app):
    passed_on = "Host: a\r\nConnection: close\r\nX-Forwarded-Proto: https"
    answer = send(app.port, f"GET /about HTTP/1.1\r\n{passed_on}\r\n\r\n".encode())

    assert "upgrade-insecure-requests" in answer.text


def test_without_a_proxy_nobody_passes_anything_on(tmp_path):
    with served(tmp_path) as app:
        passed_on = "Host: a\r\nConnection: close\r\nX-Forwarded-Proto: https"
        answer = send(app.port, f"GET /about HTTP/1.1\r\n{passed_on}\r\n\r\n".encode())

    assert "upgrade-insecure-requests" not in answer.text


def test_more_than_a_hundred_who_say_nothing_leave_room_for_others(app):
    silent = [socket.create_connection(("127.0.0.1", app.port)) for _ in range(250)]
    for one in silent:
        one.sendall(b"POST /delete HTTP/1.1\r\nContent-Length: 100\r\n\r\na")
    answer = send(app.port, b"GET / HTTP/1.0\r\n\r\n", timeout=5)
    for one in silent:
        one.close()

    assert answer.status == 200


def test_there_are_open_files_for_all_connections():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (300, hard))

        assert connections_at_once() == AT_ONCE
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] > AT_ONCE
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_an_answer_to_two_requests_at_once_keeps_their_order(app):
    with socket.create_connection(("127.0.0.1", app.port), timeout=10) as there:
        there.sendall(b"GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\nGET /about HTTP/1.0\r\n\r\n")
        text = read(there).text

    assert text.index("404") < text.index("200 OK")
