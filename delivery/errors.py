"""Pages in plain words for what went wrong; nothing of the request is in them."""

from flask import Flask, render_template
from werkzeug.exceptions import HTTPException

NAMES = {404: "not_found", 405: "not_found", 413: "too_large"}


def answer_errors(app: Flask) -> None:
    """Answer each error that has a status with a page of its own."""
    app.register_error_handler(HTTPException, error_page)


def error_page(error: HTTPException) -> tuple[str, int, list[tuple[str, str]]]:
    """The page for a status; "broken" where there is none of its own."""
    code = error.code or 500
    headers = [pair for pair in error.get_headers() if pair[0] != "Content-Type"]
    return render_template(f"errors/{NAMES.get(code, 'broken')}.html"), code, headers
