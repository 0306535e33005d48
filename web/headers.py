"""What every answer says to the browser: what it may run, keep and tell others."""

import gzip
import secrets

from flask import Flask, Response, request

from services import here, services

WORTH_ZIPPING = 500  # bytes

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; script-src {scripts}; img-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors {frames}"
)
SEE_OTHER = 303  # has no content, so that there is nothing to show, run or keep from anybody
# A file or a picture needs nothing, whatever somebody makes a browser take it for.
OTHER_POLICY = "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
EMBEDDABLE = "questionnaire.start"
"""The one page that the clinic's own site may show in a frame, where it is set."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PAGE_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}


def guard(app: Flask) -> None:
    """Put the headers on every answer of an app, and compress its pages."""
    app.add_template_global(script_nonce)
    app.after_request(lambda response: _zip(_add_headers(response)))


def script_nonce() -> str:
    """What a script of our own must carry to run; new for every answer."""
    if not here().nonce:
        here().nonce = secrets.token_urlsafe(16)
    return here().nonce


def _add_headers(response: Response) -> Response:
    is_page, settings = response.mimetype == "text/html", services().settings
    if (request.is_secure or settings.is_https) and settings.hsts:
        response.headers["Strict-Transport-Security"] = f"max-age={settings.hsts}"
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    if response.status_code == SEE_OTHER:
        return response
    for name, value in (HEADERS | PAGE_HEADERS if is_page else HEADERS).items():
        response.headers.setdefault(name, value)  # a page may be stricter
    scripts = f"'nonce-{here().nonce}'" if here().nonce else "'none'"
    frames = settings.embed_on if request.endpoint == EMBEDDABLE else ()
    allowed = {"scripts": scripts, "frames": " ".join(frames) or "'none'"}
    policy = PAGE_POLICY.format(**allowed) if is_page else OTHER_POLICY
    if is_page and (request.is_secure or settings.is_https):
        policy += "; upgrade-insecure-requests"
    response.headers["Content-Security-Policy"] = policy
    return response


def _zip(response: Response) -> Response:
    """Compress a page. What it holds is one visitor's own, and cookies are SameSite, so that
    nobody else can measure its length while choosing part of it."""
    is_whole = response.is_sequence and response.status_code != 304
    is_whole = is_whole and response.mimetype != "image/png"  # compressed as it is
    takes_gzip = request.accept_encodings.quality("gzip") > 0
    if not is_whole or response.content_encoding or not takes_gzip:
        return response
    body = response.get_data()
    if len(body) >= WORTH_ZIPPING:
        response.set_data(gzip.compress(body, 6))
        response.content_encoding = "gzip"
    return response
