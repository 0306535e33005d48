"""A certificate that nobody but the trial trusts."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


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
