"""The real app on a free port of this machine, as its visitors meet it."""

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from threading import Thread
from typing import Any

import waitress

from app import create_app
from records import visit_requests
from records.sealing import load_or_make_keys, load_or_make_secret
from tests.factories import IN_CODE_ALONE, sit_down_with

CLINIC = {
    "CLINIC_NAME": "Your clinic",
    "CLINIC_PHONE": "(555) 010-0100",
    "CLINIC_ADDRESS": "Second floor, room 4",
    "CLINIC_HOURS": "Monday to Friday, 8 to 18",
    "BOOKING_URL": "https://booking.example.org/",
    "REPLY_PROMISE": "They answer within one working day.",
}


@dataclass(frozen=True)
class Site:
    """A served app and its address."""

    app: Any
    address: str

    @cached_property
    def questionnaire(self):
        """What is asked here."""
        return self.app.extensions["questionnaire"]

    def cookie_for(self, answers):
        """The cookie of a browser that has given these answers; the extra questions skipped."""
        client = self.app.test_client()
        sit_down_with(client, self.questionnaire, answers)
        value = client.get_cookie("self-check").value
        return {"name": "self-check", "value": value, "url": self.address}

    def requests(self):
        """The visits asked for here, the newest first."""
        extensions = self.app.extensions
        return visit_requests.newest(extensions["connections"].database(), extensions["sealer"])


@contextmanager
def serving(folder, **settings):
    """A site with its database and keys in a folder, for as long as it is needed."""
    app = create_app(
        {
            "SECRET_KEY": load_or_make_secret(folder / "secret_key"),
            "SEALING_KEYS": "\n".join(load_or_make_keys(folder / "sealing_keys")),
            "DATABASE": folder / "records.db",
            "HASHING": IN_CODE_ALONE["HASHING"],
            **settings,
        }
    )
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = Thread(target=_run, args=[server])
    thread.start()
    app.extensions["base_url"] = f"http://127.0.0.1:{server.effective_port}"
    try:
        yield Site(app, app.extensions["base_url"])
    finally:
        server.close()
        server.task_dispatcher.shutdown()
        thread.join()
        app.extensions["connections"].close()


def _run(server):
    """Serve until the socket is closed, which waitress meets with an OSError."""
    with suppress(OSError):
        server.run()
