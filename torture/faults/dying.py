"""The app as it is served, which dies between keeping a request for a visit and saying so."""

import os
import signal

from flask import Response, request

from app import create_app
from delivery.serving import listen, serve
from services import services_of
from torture.clients.runner import ASKING


def main() -> None:
    """Serve until the first request is kept."""
    app = create_app()
    app.after_request(die)
    settings = services_of(app).settings
    where = settings.host, settings.port
    serve(listen(app, *where, is_behind_proxy=False), *where, is_https=False)


def die(response: Response) -> Response:
    """What was asked for is in the records by now; nobody will hear of it."""
    if request.path == ASKING and response.status_code == 303:
        os.kill(os.getpid(), signal.SIGKILL)
    return response


if __name__ == "__main__":
    main()
