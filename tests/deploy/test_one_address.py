"""The shipped web server lets nobody take all that there is by one address."""

import select
import socket
from contextlib import ExitStack

import pytest

from tests.front import NAME, NGINX, site_before, trusting
from tests.served import free_port

pytestmark = pytest.mark.skipif(not NGINX.exists(), reason="nginx is not here")
AT_ONCE = 100
A_FORM_WITHOUT_END = (
    f"POST /delete HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\na="
)
A_PAGE = f"GET /about HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n"


def ask(site, request, of="127.0.0.1"):
    """A line that sent this, from one of the addresses of this machine."""
    to = ("127.0.0.1", site.https)
    plain = socket.create_connection(to, timeout=30, source_address=(of, 0))
    line = trusting(site.folder / "fullchain.pem").wrap_socket(plain, server_hostname=NAME)
    line.sendall(request.encode())
    return line


def said(line):
    """The whole answer."""
    parts = []
    while part := line.recv(4096):
        parts.append(part)
    return b"".join(parts).decode()


def test_who_holds_a_hundred_requests_open_gets_no_more_and_others_do(tmp_path):
    nobody = [free_port(), free_port()]
    with site_before(nobody, tmp_path / "nginx") as site, ExitStack() as held:
        lines = [held.enter_context(ask(site, A_FORM_WITHOUT_END)) for _ in range(AT_ONCE + 1)]
        refused = select.select(lines, [], [], 30)[0]

        assert len(refused) == 1
        answer = said(refused[0])
        assert answer.startswith("HTTP/1.1 429 ")
        assert "Nothing of this was kept" in answer
        assert "call for an ambulance now" in answer

        with ask(site, A_PAGE, of="127.0.0.2") as other:
            assert said(other).startswith("HTTP/1.1 503 ")  # it came through: nobody is behind
