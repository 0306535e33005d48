"""Whatever a request holds, the log gets one line for it, and nothing of what it held."""

import json

import pytest

from tests.bad_input.raw import post, send
from tests.served import served

pytestmark = pytest.mark.slow

CANARY = "Canary-7301"
SPLIT = f"{CANARY}%0d%0a%7B%22level%22:%22error%22%7D%1b%5b2J%00"
TRIED = [
    f"GET /{SPLIT} HTTP/1.0\r\n\r\n",
    f"GET /v/{SPLIT} HTTP/1.0\r\n\r\n",
    f"GET /clinic/responses/{SPLIT}?x={SPLIT} HTTP/1.0\r\n\r\n",
    f'GET / HTTP/1.0\r\nUser-Agent: {CANARY}", "level": "error\r\nReferer: {CANARY}\r\n\r\n',
    f"GET / HTTP/1.0\r\nHost: {CANARY}\r\nX-Request-Id: {CANARY}\r\n\r\n",
    f"GET / HTTP/1.0\r\nCookie: self-check={CANARY}; staff={CANARY}; kiosk={CANARY}\r\n\r\n",
    f"{CANARY.upper()} / HTTP/1.0\r\n\r\n",
]
REFUSED = [
    f"{CANARY} / HTTP/1.0\r\n\r\n",
    f"GET / HTTP/1.0\r\nX: {CANARY}\nY: {CANARY}\r\n\r\n",
    f"{CANARY}\r\n\r\n",
]


def test_a_request_is_one_line_and_holds_nothing_of_it(tmp_path):
    with served(tmp_path) as app:
        before = len(app.log.splitlines())
        for sent in (*TRIED, *REFUSED):
            send(app.port, sent.encode("latin-1"))
        send(app.port, post("/clinic/sign-in", f"name={SPLIT}&passphrase={SPLIT}".encode()))
        lines = app.log.splitlines()[before:]

    asked = [line for line in map(json.loads, lines) if "status" in line]
    assert len(asked) == len(TRIED) + 1
    assert not any(CANARY.lower() in line.lower() for line in lines)
    assert {line["level"] for line in asked} <= {"info", "warning"}
