"""nginx with the site that is shipped, on free ports and with its files in one folder."""

import socket
import ssl
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPSConnection
from pathlib import Path
from time import monotonic, sleep

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from qa.site import ROOT, free_port

PROGRAM = Path("/usr/sbin/nginx")
SHIPPED = ROOT / "deploy" / "nginx.conf"
NAME = "clinic.example"
PATIENCE = 30  # seconds
SETTINGS = {"FLASK_BASE_URL": f"https://{NAME}", "FLASK_BEHIND_PROXY": "true"}
"""Of an app behind it."""
HEADERS = {"Referer": f"https://{NAME}/", "Sec-Fetch-Site": "same-origin"}
"""Of a browser on one of its pages."""


@dataclass(frozen=True, slots=True)
class Front:
    """A running nginx."""

    folder: Path
    port: int
    """For https."""

    @property
    def trust(self) -> ssl.SSLContext:
        """Trusts its certificate, and no other."""
        return ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))

    def open_line(self, of: str = "127.0.0.1") -> ssl.SSLSocket:
        """A connection under the clinic's name, from one of this machine's addresses."""
        to = ("127.0.0.1", self.port)
        plain = socket.create_connection(to, timeout=PATIENCE, source_address=(of, 0))
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # as browsers do
        return self.trust.wrap_socket(plain, server_hostname=NAME)

    def dial(self, _: int) -> HTTPSConnection:
        """For a Browser."""
        return _Line(self)


class _Line(HTTPSConnection):
    """Connects to the front, wherever its name would lead elsewhere."""

    def __init__(self, front: Front) -> None:
        super().__init__(NAME, timeout=PATIENCE)
        self.front = front

    def connect(self) -> None:
        self.sock = self.front.open_line()


@contextmanager
def nginx_before(folder: Path, *servers: int) -> Iterator[Front]:
    """The shipped site in front of two servers (or one, twice), while the block runs."""
    http, https = free_port(), free_port()
    make_certificate(folder)
    text = SHIPPED.read_text(encoding="utf-8")
    for shipped, own in own_places(folder, http, https, servers).items():
        if shipped not in text:
            raise KeyError(f"deploy/nginx.conf has no {shipped!r}")
        text = text.replace(shipped, own)
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    command = [str(PROGRAM), "-p", ".", "-c", "nginx.conf", "-g", "daemon off;"]
    process = subprocess.Popen(command, cwd=folder)
    try:
        wait_for(https)
        yield Front(folder, https)
    finally:
        process.terminate()
        process.wait()


def own_places(folder: Path, http: int, https: int, servers: tuple[int, ...]) -> Mapping[str, str]:
    """What is another here than where it is shipped to."""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    return {
        "user www-data;": "user root;",
        "worker_processes auto;": "worker_processes 2;",
        "pid /run/": f"pid {folder}/",
        "http {": f"http {{\n{temporary}",
        "listen 80": f"listen 127.0.0.1:{http}",
        "listen 443": f"listen 127.0.0.1:{https}",
        "127.0.0.1:8001 max": f"127.0.0.1:{servers[0]} max",
        "127.0.0.1:8002 max": f"127.0.0.1:{servers[-1]} max",
        f"/etc/letsencrypt/live/{NAME}/": f"{folder}/",
        "/var/log/nginx/": f"{folder}/",
        "/var/www/letsencrypt": f"{folder}",
    }


def wait_for(port: int) -> None:
    """Until somebody listens there. Raises TimeoutError."""
    until = monotonic() + PATIENCE
    while monotonic() < until:
        with socket.socket() as visitor:
            if visitor.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.05)
    raise TimeoutError(f"Nobody answers at port {port}.")


def make_certificate(folder: Path) -> None:
    """For NAME and a day, signed by itself."""
    own, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    who = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, NAME)])
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(own, hashes.SHA256())
    )
    pem, kind = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    key = own.private_bytes(pem, kind, serialization.NoEncryption())
    for name, content in (("fullchain.pem", made.public_bytes(pem)), ("privkey.pem", key)):
        path = folder / name
        path.touch(0o600)
        path.write_bytes(content)
