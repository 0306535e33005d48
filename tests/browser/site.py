"""The real app on a free port of this machine, as its visitors meet it."""

import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import waitress

from app import create_app
from questionnaire.questions import Asked
from records.answers import appointment_requests as visit_requests
from records.engine.database import Connections
from records.engine.encryption import load_or_make_keys, load_or_make_secret
from records.people import sign_ins
from services import services_of
from tests.browser.checks import AXE, AXE_PATH
from tests.factories import IN_CODE_ALONE, set_services, sit_down_with
from tests.visitor import Visitor
from web.headers import PAGE_HEADERS

CLINIC = {
    "CLINIC_NAME": "Your clinic",
    "CLINIC_PHONE": "(555) 010-0100",
    "CLINIC_ADDRESS": "Second floor, room 4",
    "CLINIC_HOURS": "Monday to Friday, 8 to 18",
    "BOOKING_URL": "https://booking.example.org/",
    "REPLY_PROMISE": "They answer within one working day.",
}


EMPTY = "/assets/empty"
"""A page of the same address on which nothing stands and nothing runs."""
EMPTY_PAGE = b"<!doctype html><title>Empty</title>"


@dataclass(frozen=True)
class Site:
    """A served app and its address."""

    app: Any
    address: str
    server: Any

    @cached_property
    def questionnaire(self):
        """What is asked here."""
        return services_of(self.app).questionnaire

    def cookie_for(self, answers):
        """The cookie of a browser that has given these answers, and may be asked more."""
        questions = self.questionnaire.questions
        left = {name for name in questions if self.questionnaire.page_of(name).asked is Asked.EXTRA}
        return self._cookie_for(answers, True, left - set(answers))

    def cookie_until(self, page, answers):
        """The cookie of a browser in which these were answered up to a page of the core."""
        pages = self.questionnaire.pages
        first = next(at for at, one in enumerate(pages) if one.id == page)
        left = [p for at, p in enumerate(pages) if at >= first or p.asked is not Asked.ALWAYS]
        return self._cookie_for(answers, False, {q.id for one in left for q in one.questions})

    def _cookie_for(self, answers, extras, without):
        client = self.app.test_client()
        sit_down_with(client, self.questionnaire, answers, extras, without)
        return self.cookies_of(client)[0]

    def cookies_of(self, client):
        """The cookies of a browser that goes on where a test client left off."""
        held = (client.get_cookie(name) for name in ("self-check", "patient"))
        return [{"name": one.key, "value": one.value, "url": self.address} for one in held if one]

    def client_of(self, context):
        """A test client that goes on where a browser left off."""
        client = self.app.test_client()
        for cookie in context.cookies():
            client.set_cookie(cookie["name"], cookie["value"])
        return client

    def answer_unseen(self, page, answers, until="no page"):
        """Answer what is asked from here on, or until a page, as a browser would; where that leads.

        No page is painted, so what a browser does on each is seen elsewhere.
        """
        person = Visitor(self.client_of(page.context)).go(urlsplit(page.url).path)
        while "/questions/" in person.path and not person.path.endswith(until):
            before = person.path
            for box in person.boxes():
                if box.name in answers:
                    give(box, answers[box.name])
            person.press("Continue")
            assert person.path != before, f"{before} stays"
        return person.path

    def staff_cookie(self, person):
        """The cookie of a browser in which somebody of the staff is signed in."""
        db = services_of(self.app).connections.database()
        token = sign_ins.start(db, person.id, datetime.now(UTC))
        return {"name": "staff", "value": token, "url": self.address}

    @contextmanager
    def with_records_of_its_own(self, path):
        """For as long as needed, this database in place of the one that it was started with."""
        before = services_of(self.app).connections
        own = Connections(path)
        set_services(self.app, connections=own)
        yield
        self.wait_until_all_is_answered()
        own.close()
        set_services(self.app, connections=before)

    def wait_until_all_is_answered(self):
        """Whoever has left may have asked for something that is still being answered."""
        tasks = self.server.task_dispatcher
        while tasks.queue or tasks.active_count:
            time.sleep(0.005)

    def requests(self):
        """The visits asked for here, the newest first."""
        built = services_of(self.app)
        return visit_requests.newest(built.connections.database(), built.encryption)


def give(box, answer):
    """Give an answer to a question, or the part of it that this box is for."""
    if box.kind in ("radio", "checkbox"):
        box.is_sent = box.value in (answer if isinstance(answer, list) else [f"{answer}"])
    else:
        box.value = f"{answer}"


@contextmanager
def serving(folder, **settings):
    """A site with its database and keys in a folder, for as long as it is needed."""
    app = create_app(
        {
            "SECRET_KEY": load_or_make_secret(folder / "secret_key"),
            "ENCRYPTION_KEYS": "\n".join(load_or_make_keys(folder / "encryption_keys")),
            "DATABASE": folder / "records.db",
            "HASHING": IN_CODE_ALONE["HASHING"],
            **settings,
        }
    )
    app.wsgi_app = beside(app.wsgi_app)
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = Thread(target=_run, args=[server])
    thread.start()
    set_services(app, base_url=f"http://127.0.0.1:{server.effective_port}")
    try:
        yield Site(app, services_of(app).settings.base_url, server)
    finally:
        server.close()
        server.task_dispatcher.shutdown()
        thread.join()
        services_of(app).connections.close()


def beside(app):
    """An app with an empty page and axe beside its own.

    The page has their headers: between pages that do not keep to themselves alike, Chromium starts
    another process, which takes four times as long as a page.
    """
    kept = ("Cache-Control", "max-age=86400")
    others = {
        EMPTY: ([("Content-Type", "text/html"), *PAGE_HEADERS.items()], EMPTY_PAGE),
        AXE_PATH: ([("Content-Type", "text/javascript"), kept], AXE.encode()),
    }

    def answer(environ, start_response):
        if environ["PATH_INFO"] not in others:
            return app(environ, start_response)
        headers, body = others[environ["PATH_INFO"]]
        start_response("200 OK", headers)
        return [body]

    return answer


def _run(server):
    """Serve until the socket is closed, which waitress meets with an OSError."""
    with suppress(OSError):
        server.run()
