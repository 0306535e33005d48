"""Forms that change something come from our own pages, or change nothing."""

from typing import Any

from flask import Flask, Request, abort, current_app, request
from flask_wtf import CSRFProtect
from werkzeug.datastructures import ImmutableMultiDict, iter_multi_items

from records.text import tidied
from services import services
from web.logs import log

SENT_ALONG = "A form was refused that another site sent. If it was your own, set FLASK_BASE_URL."
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


class OwnForms(CSRFProtect):
    """Refuses a form without its token, and one that a page from elsewhere sent along with it."""

    def init_app(self, app: Flask) -> None:
        """Look at every form of an app before its page does."""
        app.request_class = FormRequest
        super().init_app(app)

    def protect(self, apply_exemptions: bool = False) -> None:
        """Raise CSRFError for a form that is not ours, and what is wrong with its body before."""
        if None in request.form or request.mimetype.endswith("json"):
            abort(400)  # a part without a name is no field, and JSON is no form of ours
        changes = request.method in current_app.config["WTF_CSRF_METHODS"]
        if request.endpoint and changes and is_from_elsewhere():
            log.warning(SENT_ALONG)
            self._error_response("The form is from another site.")
        super().protect(apply_exemptions=apply_exemptions)


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
