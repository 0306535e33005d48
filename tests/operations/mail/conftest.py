"""A real mail server on this machine, and a mail that is set up to use it."""

import asyncio
import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from ipaddress import ip_address

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

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


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A key and certificate for 127.0.0.1 that nobody vouches for: file, and who trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    host = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(host, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("certificate") / "both.pem"
    pem = serialization.Encoding.PEM
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(key.private_bytes(pem, *plain) + made.public_bytes(pem))
    return path


@pytest.fixture
def of_server(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def trusted(certificate):
    return ssl.create_default_context(cafile=certificate)
