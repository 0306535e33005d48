"""A request that is on its way for too long is given up, however steadily its bytes come."""

import socket
from time import time

import pytest

from delivery.connections import LARGEST_HELD, LIMITS, TO_COME_WHOLE
from delivery.serving import listen

BEGUN = b"POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\n"


@pytest.fixture
def server(app):
    """Goes on only when it is told to."""
    made = listen(app, "127.0.0.1", 0, is_behind_proxy=False)
    yield made
    made.task_dispatcher.shutdown()
    made.asyncore.close_all(made._map)


@pytest.fixture
def visitor(server):
    with socket.create_connection(("127.0.0.1", server.effective_port)) as there:
        yield there


def take_in(server):
    server.asyncore.loop(timeout=0.05, map=server._map, use_poll=True, count=3)


def only_connection(server):
    [found] = server.active_channels.values()
    return found


def test_a_byte_now_and_then_makes_a_request_no_younger(server, visitor):
    visitor.sendall(BEGUN)
    take_in(server)
    connection = only_connection(server)
    began = connection.began
    connection.began = connection.last_activity = began - TO_COME_WHOLE / 2
    visitor.sendall(b"a")
    take_in(server)

    assert connection.last_activity == began - TO_COME_WHOLE / 2
    server.maintenance(began + TO_COME_WHOLE / 2 - 1)
    assert not connection.will_close
    server.maintenance(began + TO_COME_WHOLE / 2 + 1)
    assert connection.will_close


def test_what_comes_after_a_whole_request_is_new(server, visitor):
    visitor.sendall(b"GET /nowhere HTTP/1.1\r\n\r\n")
    take_in(server)
    connection = only_connection(server)
    before = time()
    connection.requests.clear()
    visitor.sendall(b"GET / HTTP/1.1\r\n")
    take_in(server)

    assert connection.began >= before


def test_nothing_that_was_sent_reaches_the_disk():
    assert LIMITS["inbuf_overflow"] > LARGEST_HELD
