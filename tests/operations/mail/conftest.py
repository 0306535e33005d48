"""A real mail server on this machine, and a mail that is set up to use it."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from settings.mail import Mail


@dataclass
class Letterbox:
    """What came in. `answer` is what the server says to each mail; None stands for yes."""

    letters: list = field(default_factory=list)
    answer: str | None = None
    refused: str | None = None
    pause: float = 0.0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.refused:
            return self.refused
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(self.pause)
        if self.answer:
            return self.answer
        letter = message_from_bytes(envelope.content, policy=default)
        self.letters.append((envelope.rcpt_tos, letter))
        return "250 OK"


class Server(Controller):
    """A mail server that ends with everything it opened."""

    def __init__(self, letterbox, sealed=None, **how):
        self.how = how
        super().__init__(letterbox, hostname="127.0.0.1", port=0, ssl_context=sealed)

    def factory(self):
        return SMTP(self.handler, enable_SMTPUTF8=True, **self.how)

    def _trigger_server(self):
        """Port 0 stands for a free one: which one is known once the server listens."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def letterbox():
    return Letterbox()


@pytest.fixture
def serve():
    """Start mail servers, each stopped at the end."""
    started = []

    def serve(letterbox, **how):
        started.append(Server(letterbox, **how))
        started[-1].start()
        return started[-1].port

    yield serve
    for server in started:
        server.stop()


@pytest.fixture
def mail_to():
    """Mail by the server at a port."""

    def mail_to(port, **changed):
        about = {
            "host": "127.0.0.1",
            "port": port,
            "user": "",
            "password": "",
            "security": "none",
            "sender": "desk@clinic.example",
            "alerts_to": "",
            "alert_every": timedelta(hours=1),
        }
        return Mail(**about | changed)

    return mail_to


@pytest.fixture
def mail(serve, letterbox, mail_to):
    return mail_to(serve(letterbox))
