"""The pages served to a browser, by waitress, where HOST and PORT say."""

import os
import sys
from collections.abc import Iterable
from ipaddress import ip_address

import waitress
from flask import Flask
from waitress.server import BaseWSGIServer

from delivery.connections import LIMITS, Connection, connections_at_once
from delivery.stopping import given_socket, run_until_told

PORTS = range(1, 65_536)
THREADS = 8


def where() -> tuple[str, int]:
    """Host and port; loopback and 8000 unless the environment says otherwise."""
    port = os.environ.get("PORT", "8000")
    if not port.isdecimal() or int(port) not in PORTS:
        sys.exit(f"PORT must be a number from 1 to {PORTS[-1]}, like 8000, not '{port}'.")
    return os.environ.get("HOST", "127.0.0.1"), int(port)


def serve(app: Flask, host: str, port: int, notes: Iterable[str] = ()) -> None:
    """Serve until stopped; says where, then the notes, and warns when others come without https."""
    try:
        server = server_of(app, host, port)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        sys.exit(f"{host}:{port} cannot be used ({reason}). Try: make run PORT=9000")
    print(f"The self-check is at http://{host}:{port}  (Ctrl-C stops it)")
    print(*notes, sep="\n", flush=True)
    if not is_loopback(host) and not app.config["HTTPS"]:
        print("Warning: others can reach this without https. Put a server with https in front,")
        print("and set FLASK_HTTPS=true, before anyone enters health answers.", flush=True)
    run_until_told(server)


def server_of(app: Flask, host: str, port: int) -> BaseWSGIServer:
    """A server that listens, within its limits. Raises OSError and ValueError."""
    sockets: dict[int, object] = {}
    given = given_socket(os.environ)
    place = {"sockets": [given]} if given else {"host": host, "port": port}
    server = waitress.create_server(
        app,
        map=sockets,
        threads=THREADS,
        ident=None,
        connection_limit=connections_at_once(),
        clear_untrusted_proxy_headers=not app.config["BEHIND_PROXY"],  # the app reads them itself
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
