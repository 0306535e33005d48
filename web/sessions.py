"""Flask sessions in one encrypted cookie: nobody who finds it can read it."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypedDict

from flask import Flask, Request, Response, current_app, render_template
from flask.sessions import SecureCookieSession, SessionInterface, SessionMixin
from werkzeug.http import dump_cookie

from records.engine.encryption import Encryption, Unreadable
from services import here

Instead = Callable[[], tuple[str, int] | None]
"""What is answered where a fault of ours came between; None for the page that says so."""

LIFETIME = timedelta(hours=24)  # after the last answer
USUAL_PORT = 8000
LARGEST_COOKIE = 3900  # bytes; browsers drop a cookie of 4096 with its name and attributes


class CookieFlags(TypedDict):
    """How a cookie of ours is kept, besides its name and its age."""

    path: str
    secure: bool
    httponly: bool
    samesite: str


def cookie_flags() -> CookieFlags:
    """Lax, not Strict: a link in a mail to the clinic must find its reader signed in."""
    is_https = current_app.config["SESSION_COOKIE_SECURE"]
    return {"path": "/", "secure": is_https, "httponly": True, "samesite": "Lax"}


def keep_sessions(
    app: Flask, encryption: Encryption, is_https: bool, port: int | None, instead: Instead
) -> None:
    """Let an app keep sessions in an encrypted cookie.

    `instead`: answered in place of the page that says a session is too large, where there is
    something. `port`: to which browsers come, if that is known. They share cookies between all
    ports of one host, so off https any port but the usual one is a part of their names: no
    server takes away the answers of one beside it.
    """
    here = "" if port in (None, USUAL_PORT) else f"-{port}"
    app.session_interface = EncryptedSessions(encryption, instead)
    app.config.update(
        PERMANENT_SESSION_LIFETIME=LIFETIME,
        SESSION_COOKIE_SECURE=is_https,
        SESSION_COOKIE_SAMESITE="Lax",
        COOKIE_NAMES="__Host-{}" if is_https else f"{{}}{here}",
    )
    app.config["SESSION_COOKIE_NAME"] = cookie_name(app, "self-check")


def cookie_name(app: Flask, name: str) -> str:
    """What a cookie of this app is called; by https so that no other site can set it."""
    pattern: str = app.config["COOKIE_NAMES"]
    return pattern.format(name)


class Session(SecureCookieSession):
    """A visitor's session. `is_unreadable`: there was a cookie, but too old, damaged or forged."""

    is_unreadable = False


class EncryptedSessions(SessionInterface):
    """Decrypts and encrypts the session cookie; every one expires with the session lifetime.

    Where the request says so, it ends when the browser is closed, too.
    """

    def __init__(self, encryption: Encryption, instead: Instead) -> None:
        self.encryption, self.instead = encryption, instead

    def open_session(self, app: Flask, request: Request) -> Session:
        """The visitor's session; a blank one when there is none or it cannot be read."""
        encrypted = request.cookies.get(self.get_cookie_name(app))
        if not encrypted:
            return Session()
        try:
            content = self.encryption.decrypt(encrypted, app.permanent_session_lifetime)
            if not isinstance(content, dict):
                raise Unreadable("This is no session.")
        except Unreadable:
            session = Session()
            session.is_unreadable = True
            return session
        return Session(content)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Encrypt the session into its cookie when it changed; take the cookie away when empty.

        What a cache may give to anybody touches nobody's.
        """
        if response.cache_control.public:
            return
        name, is_secure = self.get_cookie_name(app), self.get_cookie_secure(app)
        same_site = self.get_cookie_samesite(app)
        if not session:
            if session.modified or (isinstance(session, Session) and session.is_unreadable):
                response.delete_cookie(name, secure=is_secure, httponly=True, samesite=same_site)
        elif session.modified:
            encrypted = self.encryption.encrypt(dict(session)).decode()
            if len(encrypted) > LARGEST_COOKIE:
                # The cookie from before stays, so that nothing kept until now is lost.
                told = self.instead()
                response.set_data(told[0] if told else render_template("errors/full.html"))
                response.status_code = 413
            else:
                is_brief = here().ends_with_browser
                lifetime = None if is_brief else app.permanent_session_lifetime
                cookie = dump_cookie(
                    name,
                    encrypted,
                    max_age=lifetime,
                    secure=is_secure,
                    httponly=True,
                    samesite=same_site,
                    sync_expires=False,  # Max-Age says it already
                )
                response.headers.add("Set-Cookie", cookie)
