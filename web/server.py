"""The pages served to a browser, by waitress, where HOST and PORT say."""

import os
import signal
import socket
import sys
from collections.abc import Iterable, Mapping
from ipaddress import ip_address
from threading import Thread
from time import sleep

from flask import Flask
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

FIRST_GIVEN = 3  # the number under which systemd hands over a socket
STILL_LET_IN = 0.5  # seconds, once told to end: whoever waits at the door by then comes in
STILL_READ = 1.0  # seconds after these, in which what has come is read
LARGEST_HELD = 128 * 1024  # bytes of a post: above what is taken, so that the app says so itself
LARGEST_HEAD = 32 * 1024  # bytes of an address with its headers; a full cookie has 4,096
AT_ONCE = 2000  # connections, which then hold 256 MB at most
AT_ONCE_BY_SELECT = 400  # of the 512 that it knows on Windows
SPARE = 200  # open files for all else

if sys.platform != "win32":
    import resource

Server = BaseWSGIServer | MultiSocketServer


def listen(app: Flask, host: str, port: int, *, is_behind_proxy: bool) -> Server:
    """A server that listens, within its limits. Exits with what to do where it cannot.

    Nothing else of the app has begun by then: a start that ends here has changed nothing.
    A request is held in memory until it is whole, and only then is it anybody's turn: a slow
    browser keeps nobody waiting, and nothing of what was sent touches the disk.
    """
    try:
        socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError):
        sys.exit(f"HOST is '{host}', which is no address here. Try HOST=127.0.0.1")
    given = given_socket(os.environ)
    place = {"sockets": [given]} if given else {"host": host, "port": port}
    try:
        return create_server(
            app,
            **place,
            threads=8,
            ident=None,
            clear_untrusted_proxy_headers=not is_behind_proxy,  # the app reads them itself
            connection_limit=connections_at_once(),
            channel_timeout=60,  # seconds without a byte
            cleanup_interval=10,
            max_request_header_size=LARGEST_HEAD,
            max_request_body_size=LARGEST_HELD,
            inbuf_overflow=2 * LARGEST_HELD,  # never reached: a file would hold what was sent
            outbuf_high_watermark=4 * 1024 * 1024,
            outbuf_overflow=1024 * 1024 * 1024,  # likewise
            asyncore_use_poll=sys.platform != "win32",  # select() knows no file above 1,023
            log_socket_errors=False,  # a browser that goes away is no error
        )
    except OSError as error:
        reason = error.strerror or error
        sys.exit(f"{address(host, port)} cannot be used ({reason}). Try PORT=9000")


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


def run_until_told(server: Server) -> None:
    """Serve until SIGTERM, then finish what has come; told twice, or by Ctrl-C, end at once.

    Nobody who has come is left at the door, then nobody new is let in, and who is in is served.
    Then waitress waits up to five seconds for pages that are being made.
    """

    def end() -> None:
        sleep(STILL_LET_IN)
        server.adj.connection_limit = 0
        sleep(STILL_READ)
        os.kill(os.getpid(), signal.SIGTERM)

    def shut(number: int, frame: object) -> None:
        signal.signal(signal.SIGTERM, lambda number, frame: sys.exit())
        Thread(target=end, daemon=True).start()

    signal.signal(signal.SIGTERM, shut)
    server.run()


def given_socket(environment: Mapping[str, str]) -> socket.socket | None:
    """The socket on which whoever started this process listens for it; None for none.

    It outlives the process: who comes while the app starts again waits, and is not refused.
    """
    is_for_us = environment.get("LISTEN_PID") == str(os.getpid())
    if not is_for_us or environment.get("LISTEN_FDS") != "1":
        return None
    return socket.socket(fileno=FIRST_GIVEN)


def connections_at_once() -> int:
    """How many there may be, with as many open files asked for as that takes."""
    if sys.platform == "win32":
        return AT_ONCE_BY_SELECT
    else:  # noqa: RET505  # as types of Windows know no resource
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = AT_ONCE + SPARE
        if soft != resource.RLIM_INFINITY and soft < wanted:
            soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        if soft == resource.RLIM_INFINITY:
            return AT_ONCE
        return max(min(AT_ONCE, soft - SPARE), SPARE)


def address(host: str, port: int) -> str:
    """A host and its port as an address names them: an IPv6 host stands in brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a host."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
