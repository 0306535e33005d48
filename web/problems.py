"""What went wrong, for a program: problem details as RFC 9457 has them. Nothing of anybody."""

import json
from http import HTTPStatus

from flask import Response, request
from werkzeug.exceptions import HTTPException, InternalServerError

FOR_PROGRAMS = "/api/"


def is_for_programs() -> bool:
    """Whether a program asks here, and no browser."""
    return request.path.startswith(FOR_PROGRAMS)


def problem(error: HTTPException) -> Response:
    """The answer to a program; of a fault of ours it says that it is one."""
    status = HTTPStatus(error.code or 500)
    is_ours = isinstance(error, InternalServerError)
    told = {"type": "about:blank", "title": status.phrase, "status": int(status)}
    if not is_ours and error.description:
        told["detail"] = error.description
    headers = [pair for pair in error.get_headers() if pair[0] != "Content-Type"]
    return Response(json.dumps(told), status, headers, content_type="application/problem+json")
