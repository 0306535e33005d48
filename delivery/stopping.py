"""How the server ends when it is told to: no request that reached it stays without an answer."""

import os
import select
import signal
import socket
from collections.abc import Mapping
from time import monotonic, time
from typing import Any

from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, MultiSocketServer

FIRST_GIVEN = 3  # the number under which systemd hands over a socket
AT_MOST = 4.0  # seconds that requests under way may take
NEW_FOR = 1.0  # seconds in which the first byte of a new connection must come
Sockets = dict[int, Any]


def given_socket(environment: Mapping[str, str]) -> socket.socket | None:
    """The socket on which whoever started this process listens for it; None for none.

    It outlives the process: who comes while the app starts again waits, and is not refused.
    """
    is_for_us = environment.get("LISTEN_PID") == str(os.getpid())
    if not is_for_us or environment.get("LISTEN_FDS") != "1":
        return None
    return socket.socket(fileno=FIRST_GIVEN)


def run_until_told(server: BaseWSGIServer | MultiSocketServer) -> None:
    """Serve until SIGTERM, then take no more and finish what came; Ctrl-C ends at once."""
    sockets = server.map if isinstance(server, MultiSocketServer) else server._map
    told: list[int] = []

    def be_told(number: int, frame: object) -> None:
        told.append(number)
        for listener in _listeners(sockets):
            listener.pull_trigger()  # or it would be noticed with the next request

    signal.signal(signal.SIGTERM, be_told)
    try:
        while not told:
            _go_on(server, sockets, server.adj.asyncore_loop_timeout)
        _finish(server, sockets, monotonic() + AT_MOST)
    except KeyboardInterrupt:
        pass
    server.task_dispatcher.shutdown(timeout=1)


def _go_on(server: BaseWSGIServer | MultiSocketServer, sockets: Sockets, wait: float) -> None:
    """What is to be read or written now, or within so many seconds."""
    use_poll = server.adj.asyncore_use_poll
    server.asyncore.loop(timeout=wait, use_poll=use_poll, map=sockets, count=1)


def _finish(server: BaseWSGIServer | MultiSocketServer, sockets: Sockets, until: float) -> None:
    for listener in _listeners(sockets):
        _take_no_more(listener)
    _go_on(server, sockets, 0)
    while any(map(_is_busy, list(sockets.values()))) and monotonic() < until:
        _go_on(server, sockets, 0.05)


def _take_no_more(listener: BaseWSGIServer) -> None:
    """Take in who has come, and close the door: whoever comes now is refused, not left waiting."""
    while select.select([listener.socket], [], [], 0)[0]:
        listener.handle_accept()
    listener.del_channel()
    listener.socket.close()


def _listeners(sockets: Sockets) -> list[BaseWSGIServer]:
    return [one for one in sockets.values() if isinstance(one, BaseWSGIServer)]


def _is_busy(one: object) -> bool:
    """Whether a connection has a request under way, or has only just been made."""
    if not isinstance(one, HTTPChannel):
        return False
    is_new = one.last_activity == one.creation_time and time() - one.creation_time < NEW_FOR
    has_more = one.requests or one.request is not None or one.total_outbufs_len
    return bool(is_new or has_more or one.close_when_flushed)
