"""Bytes sent to a served app as they are, and what came back."""

import socket
from dataclasses import dataclass

FORM = "Content-Type: application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """What came back: the status, 0 where the connection ended without one, and all the text."""

    status: int
    text: str


def send(port, *parts, timeout=20):
    """Send these bytes one after the other; a server that has heard enough may hang up."""
    with socket.create_connection(("127.0.0.1", port), timeout=timeout) as there:
        try:
            for part in parts:
                there.sendall(part)
        except OSError:
            pass  # it has answered already
        return read(there)


def read(there):
    """The answer on a connection, until it ends."""
    received = b""
    try:
        while more := there.recv(65_536):
            received += more
    except ConnectionError:
        pass  # what came before the connection was cut still counts
    head = received.split(b" ", 2)
    status = int(head[1]) if len(head) > 1 and head[1][:3].isdigit() else 0
    return Answer(status, received.decode("utf-8", "replace"))


def post(path, body=b"", *headers, size=None):
    """A request with a form, as bytes."""
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Connection: close",
        *([] if any(one.startswith("Content-Type") for one in headers) else [FORM]),
        f"Content-Length: {len(body) if size is None else size}",
        *headers,
    ]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body
