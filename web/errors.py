"""Pages in plain words for what went wrong; what was sent stays on them, to send again."""

from functools import partial

from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, InternalServerError

from records.engine.errors import ErrorKind, StorageError
from services import here, services
from web.csrf import refuse_others
from web.problems import is_for_programs, problem
from web.sessions import Instead

NAMES = {404: "not_found", 405: "not_found", 413: "too_large", 429: "busy"}
# Whoever finds the page later must not find these on it.
SECRET = {"passphrase", "again", "old", "pin", "code", "year"}


def answer_errors(app: Flask, instead: Instead) -> None:
    """Answer each error that has a status with a page of its own."""
    app.register_error_handler(HTTPException, partial(error_page, instead))
    app.add_template_global(sent_before)


def error_page(instead: Instead, error: HTTPException) -> ResponseReturnValue:
    """The page for a status; "broken" where there is none of its own."""
    cause = error.original_exception if isinstance(error, InternalServerError) else None
    if isinstance(cause, StorageError) and cause.kind:
        return current_app.handle_user_exception(cause)  # it came while a page was set
    if is_for_programs():
        return problem(error)
    code = error.code or 500
    if code == 500 and (told := instead()):
        return told
    headers = [pair for pair in error.get_headers() if pair[0] != "Content-Type"]
    return render_template(f"errors/{NAMES.get(code, 'broken')}.html"), code, headers


def sent_before() -> list[tuple[str, str]]:
    """The fields of a form that was sent and not kept, for a button that sends it again.

    Only of a form of this visitor's own: another site could have them press that button. None
    where a secret was typed.
    """
    if request.method != "POST" or not _is_their_own():
        return []
    fields = [pair for pair in request.form.items(multi=True) if pair[0] != "csrf_token"]
    return [] if SECRET & {name for name, _ in fields} else fields


def _is_their_own() -> bool:
    try:
        refuse_others()
    except HTTPException:
        return False
    return True


def what_failed(error: StorageError) -> ErrorKind:
    """What is wrong with the records, after the log was told. Raises what is a mistake of ours."""
    connections = services().connections
    kind: ErrorKind | None = connections.failed(error, request.endpoint or "no page", here().now)
    if kind is None:
        raise error
    return kind
