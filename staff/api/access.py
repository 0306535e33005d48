"""The token that a program came with, and the door before everything that it may read."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from math import ceil

from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, TooManyRequests, Unauthorized

from records.people import api_tokens, audit, throttle
from records.people.api_tokens import ApiToken
from records.people.audit import AuditAction
from services import here


class Scope(StrEnum):
    """What a token may read."""

    APPOINTMENTS = "appointments"
    ARRIVALS = "arrivals"
    ANSWERS = "answers"


ALLOWS = {
    Scope.APPOINTMENTS: "A day’s appointments and how far the answers are. Nothing about health.",
    Scope.ARRIVALS: "Whose answers arrived and when, and nothing that they say.",
    Scope.ANSWERS: "Everything that a patient answered and was told. This is health data.",
}
View = Callable[..., ResponseReturnValue]


def token_only(scope: Scope) -> Callable[[View], View]:
    """A view for programs whose token has a scope; it is given the token first.

    What it reads is as of one moment.
    """

    def behind(view: View) -> View:
        @wraps(view)
        def asked(**values: object) -> ResponseReturnValue:
            token = _token()
            if scope not in token.scopes:
                raise Forbidden(f"This token may not read {scope}.")
            with here().db.snapshot():
                return view(token, **values)

        return asked

    return behind


def add_entry(token: ApiToken, action: AuditAction, subject: str) -> None:
    """Note what a program read, before it has it."""
    actor = audit.of_token(token.name)
    audit.add(here().db, actor=actor, action=action, subject=subject, now=here().now)


def _token() -> ApiToken:
    """Raises Unauthorized, and TooManyRequests for whoever guesses."""
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not given.strip():
        raise Unauthorized("Send a token: Authorization: Bearer …", www_authenticate=_how())
    if found := api_tokens.find(here().db, given, here().now):
        return found
    guesses = f"api:{throttle.place_of(request.remote_addr or '')}"
    if wait := throttle.attempt(here().db, [guesses], here().now):
        raise TooManyRequests("Too many wrong tokens.", retry_after=ceil(wait.total_seconds()))
    unknown = "This token is unknown or was revoked."
    raise Unauthorized(unknown, www_authenticate=_how(error="invalid_token"))


def _how(**more: str | None) -> WWWAuthenticate:
    return WWWAuthenticate("bearer", {"realm": "self-check", **more})
