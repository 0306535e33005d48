"""nginx with the site that is shipped, on free ports and with its files in one folder."""

import ssl
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.served import ROOT, free_port, wait_for

SHIPPED = ROOT / "deploy" / "nginx.conf"
NGINX = Path("/usr/sbin/nginx")
NAME = "clinic.example"
OWN_FOLDERS = """http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;"""


@dataclass(frozen=True, slots=True)
class Site:
    """A running web server in front of the app."""

    folder: Path
    http: int
    https: int
    """Its ports."""


def trusting(certificate: Path) -> ssl.SSLContext:
    """Trusts this certificate, and no other."""
    return ssl.create_default_context(cafile=str(certificate))


def filled(text: str, folder: Path, ports: Mapping[str, int], servers: Sequence[int]) -> str:
    """The shipped site with these ports and this folder; raises KeyError for a part it lacks."""
    ours = {
        "user www-data;": "user root;",
        "worker_processes auto;": "worker_processes 2;",
        "pid /run/": f"pid {folder}/",
        "http {": OWN_FOLDERS.format(folder=folder),
        "listen 80": f"listen 127.0.0.1:{ports['http']}",
        "listen 443": f"listen 127.0.0.1:{ports['https']}",
        "127.0.0.1:8001 max": f"127.0.0.1:{servers[0]} max",
        "127.0.0.1:8002 max": f"127.0.0.1:{servers[1]} max",
        f"/etc/letsencrypt/live/{NAME}/": f"{folder}/",
        "/var/log/nginx/": f"{folder}/",
        "/var/www/letsencrypt": f"{folder}",
    }
    for shipped, own in ours.items():
        if shipped not in text:
            raise KeyError(shipped)
        text = text.replace(shipped, own)
    return text


def lay_out(folder: Path, ports: Mapping[str, int], servers: Sequence[int]) -> None:
    """Everything that nginx reads, in a folder."""
    make_certificate(NAME, folder / "fullchain.pem", folder / "privkey.pem")
    site = filled(SHIPPED.read_text(encoding="utf-8"), folder, ports, servers)
    (folder / "nginx.conf").write_text(site, encoding="utf-8")


@contextmanager
def site_before(servers: Sequence[int], folder: Path) -> Iterator[Site]:
    """The shipped site before two servers, until it is no longer needed."""
    folder.mkdir()
    ports = {"http": free_port(), "https": free_port()}
    lay_out(folder, ports, servers)
    process = subprocess.Popen(
        ["/usr/sbin/nginx", "-p", ".", "-c", "nginx.conf", "-g", "daemon off;"], cwd=folder
    )
    try:
        wait_for(ports["https"])
        yield Site(folder, ports["http"], ports["https"])
    finally:
        process.terminate()
        process.wait()


def make_certificate(name: str, certificate: Path, key: Path) -> None:
    """For this name and a day, signed by itself; both files are for this account alone."""
    own, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    who = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(own, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    kind, lock = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    for path, content in {
        certificate: made.public_bytes(pem),
        key: own.private_bytes(pem, kind, lock),
    }.items():
        path.touch(0o600)
        path.write_bytes(content)
