"""Style, script and pictures, each served as one file under the hash of its content."""

import gzip
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, abort, request

FOLDER = "/assets"
A_YEAR = 31_536_000  # seconds; the name changes with the content, so it may be kept


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is served: its name carries a hash of its content."""

    name: str
    mimetype: str
    plain: bytes
    zipped: bytes
    """Empty where it is compressed already."""

    @property
    def address(self) -> str:
        """Where browsers fetch it."""
        return f"{FOLDER}/{self.name}"


def bundle(stem: str, suffix: str, mimetype: str, parts: Iterable[str]) -> Asset:
    """Several texts as one asset."""
    return asset(stem, suffix, mimetype, "\n".join(parts).encode())


def asset(stem: str, suffix: str, mimetype: str, content: bytes) -> Asset:
    """The content of one file as an asset."""
    name = f"{stem}.{hashlib.sha256(content).hexdigest()[:8]}{suffix}"
    zipped = b"" if mimetype == "image/png" else gzip.compress(content, 9)
    return Asset(name, mimetype, content, zipped)


def read_all(folder: Path, names: Iterable[str]) -> list[str]:
    """The texts of these files."""
    return [(folder / name).read_text(encoding="utf-8") for name in names]


def without_comments(text: str) -> str:
    """A style or script without what only explains it, without indents and blank lines."""
    lines = (one.strip() for one in re.sub(r"/\* .*? \*/", "", text, flags=re.DOTALL).splitlines())
    return "\n".join(one for one in lines if one and not one.startswith("// "))


def asset_pages(assets: Iterable[Asset]) -> Blueprint:
    """The pages from which browsers fetch these."""
    pages = Blueprint("assets", __name__, url_prefix=FOLDER)
    by_name = {one.name: one for one in assets}

    @pages.get("/<name>", endpoint="asset")
    def fetch(name: str) -> Response:
        return answer(by_name.get(name) or abort(404))

    return pages


def answer(found: Asset) -> Response:
    """A style sheet, script or picture, kept by browsers for a year."""
    takes_gzip = bool(found.zipped) and request.accept_encodings.quality("gzip") > 0
    response = Response(found.zipped if takes_gzip else found.plain, mimetype=found.mimetype)
    if takes_gzip:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    response.cache_control.public = True
    response.cache_control.max_age = A_YEAR
    response.cache_control.immutable = True
    return response
