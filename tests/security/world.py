"""A clinic with something of everything in it, and every address that leads there."""

import re
from dataclasses import dataclass

from records.answers import appointment_requests as visit_requests
from records.kiosk import calls as kiosk_calls
from records.kiosk import handoffs
from records.kiosk.calls import CallKind
from services import services_of
from staff.accounts.roles import Role
from tests.factories import a_colleague, a_kiosk, at_kiosk, healthy_runner, sign_in, sit_down_with
from tests.pre_visit import states
from tests.visitor import token_on

# Nobody's own in a clinic, and easily looked for.
ANNA = {"reference": "ANNA 7001"}
BEN = {"reference": "BEN 7002"}


@dataclass
class World:
    """Two patients, three of the staff, a kiosk, a visit that was asked for."""

    app: object
    robin: object
    sam: object
    anna: object
    ben: object
    kiosk: tuple
    request: str

    @property
    def db(self):
        return services_of(self.app).connections.database()

    @property
    def now(self):
        return services_of(self.app).clock()

    def rows(self, *but):
        """All that is kept, but for when somebody or something was last heard of, and `but`."""
        unread = "|".join(("INTO .sign_ins", "INTO .staff", "kiosk(s|_counts)", "throttle", *but))
        lines = "\n".join(self.db.conn.iterdump()).splitlines()
        return [line for line in lines if not re.search(unread, line)]

    def address(self, rule, case=None):
        """An address of a rule that leads to something: of a patient's, Anna's unless told."""
        name = (case or self.anna).name
        kind = rule.rule.split("/")[1]
        number = {"calls": "1", "kiosks": "1", "people": f"{self.sam.id}"}
        values = {"visit": name, "section": "safety", "reference": self.request, "token": "none"}
        values |= {"name": "now" if "questions" in rule.rule else name, "kind": "csv"}
        values |= {"stays": "form"}
        values |= {"number": number.get(rule.rule.split("/")[2] if kind == "clinic" else "", "1")}
        return re.sub(r"<(?:[^>]*:)?(\w+)>", lambda found: values[found[1]], rule.rule)


def a_world(app):
    """Anna has sent her answers, Ben is answering; Robin asked both."""
    robin = a_colleague(app, "Robin Hale", list(Role))
    sam = a_colleague(app, "Sam Reed", [Role.PHYSIOTHERAPIST])
    anna = states.submitted(app)
    ben = states.in_progress(app, **BEN)
    db, encryption = services_of(app).connections.database(), services_of(app).encryption
    now = services_of(app).clock()
    kiosk = a_kiosk(app)
    contact = {"name": "Zoë Quill"}
    asked = visit_requests.add(db, encryption, once="x", contact=contact, attached=None, now=now)
    copy = handoffs.add(db, encryption, {}, now)
    kiosk_calls.call(db, kiosk[0].id, CallKind.PRINT, now, copy.id)
    kiosk_calls.note_shown(db, now)  # or the first page of the staff would
    kiosk_calls.note_left(db, kiosk[0].id)  # or whoever begins there
    return World(app, robin, sam, anna, ben, kiosk, asked.reference)


def rules(app, method):
    """Each rule that takes a method, by its address."""
    found = [rule for rule in app.url_map.iter_rules() if method in rule.methods]
    return sorted(found, key=lambda rule: rule.rule)


class Browsers:
    """A browser for each room, that may send there: of the staff, a patient, a kiosk, a runner."""

    def __init__(self, world):
        self.world, self.app, self.opened, self.tokens = world, world.app, {}, {}

    def at(self, address):
        """The browser for an address."""
        room = address.split("/")[1]
        if room not in self.opened or room == "kiosk":  # a refused form may end a sitting
            self.opened[room] = getattr(self, f"of_{room}", self.of_runner)()
            self.tokens.pop(room, None)
        return self.opened[room]

    def with_token(self, address):
        """The same, and what its forms carry to show that they are our own."""
        client, room = self.at(address), address.split("/")[1]
        if room not in self.tokens:
            self.tokens[room] = token_of(client, address)
        return client, self.tokens[room]

    def of_clinic(self):
        return sign_in(self.app.test_client(), self.world.robin)

    def of_visit(self):
        return self.world.ben.client

    def of_kiosk(self):
        client = at_kiosk(self.app.test_client(), self.world.kiosk)
        client.post("/kiosk/begin")  # as from a page left open
        return client

    def of_runner(self):
        client = self.app.test_client()
        sit_down_with(client, services_of(self.app).questionnaire, healthy_runner())
        return client


OWN_FORM = {"clinic": "/clinic/account", "kiosk": "/kiosk/questions/safety/now"}


def token_of(client, address, **how):
    """What a form of this browser carries at an address to show that it is our own."""
    page = client.get(OWN_FORM.get(address.split("/")[1], "/questions/safety/now"), **how)
    return token_on(page.text)["csrf_token"]
