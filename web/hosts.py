"""Under which names the app answers: its own, once that is set."""

from urllib.parse import urlsplit

from flask import Flask, Response, request
from werkzeug.exceptions import BadHost
from werkzeug.middleware.proxy_fix import ProxyFix

THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})  # a proxy or a watcher beside it
NOT_HERE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Nothing is at this address</title>
<h1>Nothing is at this address</h1>
<p>Check the address, or open the one that your clinic gave you.</p>
</html>
"""


def believe_the_proxy(app: Flask) -> None:
    """Take what the one server in front says of the visitor's address, scheme and host."""
    app.wsgi_app = ProxyFix(  # type: ignore  # as Flask says to
        app.wsgi_app, x_for=1, x_proto=1, x_host=1
    )


def refuse_other_hosts(app: Flask, base_url: str) -> None:
    """Answer only under the name in the base address, and on the machine itself.

    "" refuses no name: before the address is set, an app must open under whatever name it has.
    What can be no name at all is always refused.
    """
    own = THIS_MACHINE | {name_in(base_url)}

    @app.before_request
    def refuse() -> Response | None:
        is_name = not isinstance(request.routing_exception, BadHost)
        if is_name and (not base_url or name_in(f"//{request.host}") in own):
            return None
        return Response(NOT_HERE, status=400, mimetype="text/html")


def name_in(address: str) -> str:
    """The host of an address, without its port, as names are compared; "" where there is none."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""
