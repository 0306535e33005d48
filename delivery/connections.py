"""One browser's connection: how long a request may take to come, and what is said to no request.

A request is held in memory until it is whole, and only then is it anybody's turn; so a slow
browser keeps nobody waiting, and nothing of what was sent touches the disk.
"""

import resource
from time import time

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from delivery.headers import HEADERS, OTHER_POLICY
from delivery.plain_page import plain_page

LARGEST_HELD = 256 * 1024  # bytes of a post: above what is taken, so that the app says so itself
LARGEST_HEAD = 32 * 1024  # bytes of an address with its headers; a full cookie has 4,096
TO_COME_WHOLE = 60  # seconds for a request, from its first byte; and between two
AT_ONCE = 1000  # connections
SPARE = 200  # open files for all else

LIMITS = {
    "max_request_body_size": LARGEST_HELD,
    "inbuf_overflow": 2 * LARGEST_HELD,  # never reached: a file would hold what was sent
    "max_request_header_size": LARGEST_HEAD,
    "outbuf_high_watermark": 4 * 1024 * 1024,
    "outbuf_overflow": 1024 * 1024 * 1024,  # likewise
    "channel_timeout": TO_COME_WHOLE,
    "cleanup_interval": 10,
    "asyncore_use_poll": True,  # select() knows no file above 1,023
    "log_socket_errors": False,  # a browser that goes away is no error
}
TOO_MUCH = ("That was too much to send", "Go back and shorten it. Nothing was kept of it.")
NO_REQUEST = ("This could not be read", "What was sent is no request that a browser sends.")
OUR_FAULT = ("Something went wrong", "It is our fault, not yours. Try again in a minute.")
WORDS = {413: TOO_MUCH, 431: TOO_MUCH, 500: OUR_FAULT}


class Refusal(ErrorTask):
    """The answer to what is no request, or too large to be held: the app never sees it."""

    def execute(self) -> None:
        """Write a page with nothing of the request in it, and close."""
        error = self.request.error
        page = plain_page(*WORDS.get(error.code, NO_REQUEST))
        self.status = f"{error.code} {error.reason}"
        self.response_headers += [("Content-Type", "text/html; charset=utf-8")]
        self.response_headers += [("Content-Security-Policy", OTHER_POLICY)]
        self.response_headers += [("Cache-Control", "no-store"), *HEADERS.items()]
        self.set_close_on_finish()
        self.content_length = len(page)
        self.write(page)


class Connection(HTTPChannel):
    """A connection on which each byte of a request that is on its way counts as no news."""

    error_task_class = Refusal
    began = 0.0

    def received(self, data: bytes) -> bool:
        """Take in what came; a request that is not whole grows older from its first byte."""
        if self.request is None:
            self.began = time()
        was_taken: bool = super().received(data)
        if self.request is not None:
            self.last_activity = self.began
        return was_taken


def connections_at_once() -> int:
    """How many there may be, with as many open files asked for as that takes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = AT_ONCE + SPARE
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return AT_ONCE if soft == resource.RLIM_INFINITY else max(min(AT_ONCE, soft - SPARE), SPARE)
