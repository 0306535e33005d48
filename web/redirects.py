"""Where a browser is sent after a post."""

from flask import Response


def see_other(address: str) -> Response:
    """A redirect after a post, with nothing but the address in it."""
    response = Response(status=303, headers={"Location": address})
    del response.headers["Content-Type"]  # there is no content
    return response
