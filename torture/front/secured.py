"""A browser that comes by https, under the clinic's name, and looks at every answer's headers."""

import socket
import ssl
from email.message import Message
from http.client import HTTPResponse, HTTPSConnection
from pathlib import Path
from typing import Any

from bench.walker import Walker
from torture.front.site import NAME, Site

PATIENCE = 30  # seconds


def trusting(certificate: Path) -> ssl.SSLContext:
    """Trusts this certificate, and no other."""
    return ssl.create_default_context(cafile=str(certificate))


class Secured(HTTPSConnection):
    """A connection to the site, whatever the name would lead to elsewhere."""

    def __init__(self, site: Site) -> None:
        self.trusted = trusting(site.folder / "fullchain.pem")
        super().__init__(NAME, timeout=PATIENCE, context=self.trusted)
        self.site = site
        self.met: list[Message] = []
        """The headers of every answer."""

    def connect(self) -> None:
        """To the site's own port, with the clinic's name in the handshake."""
        plain = socket.create_connection(("127.0.0.1", self.site.https), timeout=PATIENCE)
        self.sock = self.trusted.wrap_socket(plain, server_hostname=NAME)

    def request(
        self, method: str, url: str, body: Any = None, headers: Any = None, **more: Any
    ) -> None:
        """One request, as a browser on one of the site's pages sends it."""
        own = {"Referer": f"https://{NAME}/", "Sec-Fetch-Site": "same-origin"}
        super().request(method, url, body, own | dict(headers or {}), **more)

    def getresponse(self) -> HTTPResponse:
        """The answer, whose headers are kept."""
        response = super().getresponse()
        self.met.append(response.headers)
        return response


class SecuredWalker(Walker):
    """Walks the whole self-check by https."""

    def __init__(self, site: Site) -> None:
        super().__init__(site.https)
        self._connection = self.line = Secured(site)
