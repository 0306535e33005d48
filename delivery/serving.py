"""The pages served to a browser, by waitress, where HOST and PORT say."""

import os
import socket
import sys
from collections.abc import Iterable
from ipaddress import ip_address
from typing import Any

import waitress
from flask import Flask
from waitress.server import BaseWSGIServer

from delivery.connections import LIMITS, Connection, connections_at_once
from delivery.stopping import given_socket, run_until_told

THREADS = 8

Server = Any  # waitress ships no types


def listen(app: Flask, host: str, port: int, *, is_behind_proxy: bool) -> Server:
    """A server that listens, within its limits. Exits with what to do where it cannot.

    Nothing else of the app has begun by then: a start that ends here has changed nothing.
    """
    try:
        socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError):
        sys.exit(f"HOST is '{host}', which is no address here. Try: make run HOST=127.0.0.1")
    try:
        return _server_of(app, host, port, is_behind_proxy)
    except OSError as error:
        reason = error.strerror or error
        sys.exit(f"{address(host, port)} cannot be used ({reason}). Try: make run PORT=9000")


def serve(
    server: Server, host: str, port: int, *, is_https: bool, notes: Iterable[str] = ()
) -> None:
    """Serve until stopped; says where, then the notes, and warns when others come without https."""
    print(f"The self-check is at http://{address(host, port)}  (Ctrl-C stops it)")
    print(*notes, sep="\n", flush=True)
    if not is_loopback(host) and not is_https:
        print("Warning: others can reach this without https. Put a server with https in front,")
        print("and FLASK_BASE_URL to its address, before anyone enters health answers.", flush=True)
    run_until_told(server)


def address(host: str, port: int) -> str:
    """A host and its port as an address names them: an IPv6 host stands in brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _server_of(app: Flask, host: str, port: int, is_behind_proxy: bool) -> Server:
    sockets: dict[int, object] = {}
    given = given_socket(os.environ)
    place = {"sockets": [given]} if given else {"host": host, "port": port}
    server = waitress.create_server(
        app,
        map=sockets,
        threads=THREADS,
        ident=None,
        connection_limit=connections_at_once(),
        clear_untrusted_proxy_headers=not is_behind_proxy,  # the app reads them itself
        **place,
        **LIMITS,
    )
    for listener in sockets.values():
        if isinstance(listener, BaseWSGIServer):
            listener.channel_class = Connection
    return server


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a host."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
