"""What every answer says to the browser: what it may run, keep and tell others."""

import gzip
import secrets

from flask import Flask, Response, g, request

WORTH_ZIPPING = 500  # bytes

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'nonce-{nonce}'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def guard(app: Flask) -> None:
    """Put the headers on every answer of an app, and compress its pages."""
    app.context_processor(lambda: {"script_nonce": script_nonce})
    app.after_request(_zip)
    app.after_request(_add_headers)


def script_nonce() -> str:
    """What a script of our own must carry to run; new for every answer."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    nonce: str = g.nonce
    return nonce


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)  # a page may be stricter
    response.headers["Content-Security-Policy"] = POLICY.format(nonce=script_nonce())
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response


def _zip(response: Response) -> Response:
    """Compress a page. What it holds is one visitor's own, and cookies are SameSite, so that
    nobody else can measure its length while choosing part of it."""
    is_whole = response.is_sequence and response.status_code != 304
    takes_gzip = request.accept_encodings.quality("gzip") > 0
    if not is_whole or response.content_encoding or not takes_gzip:
        return response
    body = response.get_data()
    if len(body) >= WORTH_ZIPPING:
        response.set_data(gzip.compress(body, 5))
        response.content_encoding = "gzip"
        response.vary.add("Accept-Encoding")
    return response
