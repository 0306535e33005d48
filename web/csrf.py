"""Forms that change something come from our own pages, or change nothing."""

import secrets
from hmac import compare_digest
from typing import Any

from flask import Flask, Request, abort, request, session
from flask_wtf.csrf import CSRFError
from werkzeug.datastructures import ImmutableMultiDict, iter_multi_items

from records.text import tidied
from services import services
from web.logs import log

SENT_ALONG = "A form was refused that another site sent. If it was your own, set FLASK_BASE_URL."
FIELD = "csrf_token"
CHANGING = ("POST", "PUT", "PATCH", "DELETE")
OWN = ("same-origin", "none")  # what a browser says of a form of ours, or of nobody's


class FormTexts(ImmutableMultiDict[str, object]):  # made of whatever werkzeug makes it of
    """The texts of a form or an address, cleaned of what must not be stored."""

    def __init__(self, mapping: Any = None) -> None:
        fields = iter_multi_items(mapping or ())
        super().__init__(
            [(key, tidied(text) if isinstance(text, str) else text) for key, text in fields]
        )


class FormRequest(Request):
    """A request as pages read it: its texts are fit to keep, and its body is never JSON.

    No page sends any JSON, and forms would read it.
    """

    is_json = False
    parameter_storage_class = FormTexts


def protect_forms(app: Flask) -> None:
    """Look at every form of an app before its page does.

    A form carries a word that its session holds. The session is encrypted, so that nobody else
    can know the word; it needs no signature of its own.
    """
    app.request_class = FormRequest
    app.config["WTF_CSRF_ENABLED"] = False  # forms need not look again
    app.jinja_env.globals["csrf_token"] = csrf_token
    app.before_request(refuse_others)


def csrf_token() -> str:
    """What this session's forms carry; made for the first of them."""
    token: str = session.setdefault(FIELD, secrets.token_urlsafe(16))
    return token


def refuse_others() -> None:
    """Raise CSRFError for a form that is not ours, and what is wrong with its body before."""
    if request.method not in CHANGING or not request.endpoint:
        return
    if None in request.form or request.mimetype.endswith("json"):
        abort(400)  # a part without a name is no field, and JSON is no form of ours
    if is_from_elsewhere():
        log.warning(SENT_ALONG)
        raise CSRFError("The form is from another site.")
    sent = request.form.get(FIELD) or request.headers.get("X-CSRFToken", "")
    if not compare_digest(sent.encode(), str(session.get(FIELD, "")).encode()) or not sent:
        raise CSRFError("The form is not of this session.")


def is_from_elsewhere() -> bool:
    """Whether the browser says that another site sent this form; older ones name its origin.

    One that names no origin either names the page, at least by https.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in OWN
    origin = request.headers.get("Origin")
    if origin is None and not request.is_secure:
        return False
    return _host(origin or request.referrer or "") not in {
        request.host,
        _host(services().settings.base_url),
    }


def _host(address: str) -> str:
    return address.partition("://")[2].partition("/")[0]
