"""Everybody whom an app serves, each with a browser that is in the middle of something."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from flask import Flask

from records.answers import appointment_requests as visit_requests
from records.answers import invitations, responses
from records.engine.timestamps import to_iso
from records.kiosk import handoffs
from services import services_of
from staff.accounts.roles import Role
from tests.factories import (
    a_colleague,
    a_kiosk,
    a_response,
    an_invitation,
    at_kiosk,
    desk_of,
    healthy_runner,
    kept_answers,
    sign_in,
    sit_down_with,
)
from tests.kiosk.person import AtKiosk

NUMBERS = count(1)
WARNED = {"cough_time": "over_3w", "rf_other": ["cough"], "longest_recent_km": 40}
NOT_TO_LOOK_AT = ("kiosk.attract", "kiosk.cleared", "assets.asset", "staff.open_set_up")


@dataclass
class Somebody:
    """A browser: what it holds, and which values fit into addresses."""

    who: str
    cookies: dict[str, str]
    start: str = "/"
    values: dict[str, str] = field(default_factory=dict)

    @property
    def headers(self) -> dict[str, str]:
        """Its cookies, as they are sent."""
        held = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": held} if held else {}


def at_home(app: Flask) -> Iterator[Somebody]:
    """A stranger with nothing answered, and a runner with everything."""
    yield Somebody("stranger", {})
    client = app.test_client()
    sit_down_with(client, services_of(app).questionnaire, healthy_runner())
    desk = desk_of(app)
    kept = kept_answers(desk.questionnaire, healthy_runner())
    copy = handoffs.add(desk.db, desk.encryption, kept, desk.now)
    yield Somebody("runner", cookies_of(client), values={"token": copy.token})


def with_a_link(app: Flask) -> Iterator[Somebody]:
    """Patients, each as far as the next thing to decide."""
    for who in ("new", "unproved", "not agreed", "answering", "sent"):
        desk = desk_of(app)
        year = 1984 if who == "unproved" else None
        made, token = an_invitation(app, birth_year=year)
        at = to_iso(desk.now)
        if who != "new":
            invitations.change(desk.db, made, opened=at)
        if who in ("answering", "sent"):
            invitations.change(desk.db, made, agreed=at)
            begin(app, made, is_sent=who == "sent")
        client = app.test_client()
        client.get(f"/v/{token}")
        one = Somebody(f"patient, {who}", cookies_of(client), "/visit/")
        one.values = {"visit": made.name, "token": token}
        yield one


def begin(app: Flask, made: invitations.Invitation, *, is_sent: bool) -> None:
    """Answers that are complete, and perhaps sent."""
    desk = desk_of(app)
    kept = kept_answers(desk.questionnaire, healthy_runner())
    begun = responses.begin(desk.db, desk.encryption, made.id, kept, desk.now)
    last = desk.questionnaire.sections[-1].id
    responses.save(desk.db, desk.encryption, begun, kept, last, desk.now)
    if is_sent:
        desk.send(made, responses.by_id(desk.db, desk.encryption, begun.id))


def at_the_clinic(app: Flask) -> Iterator[Somebody]:
    """One of each role, with a patient who sent answers and one who has not opened the link."""
    number, desk = next(NUMBERS), desk_of(app)
    colleague = a_colleague(app, f"Colleague {number}", (Role.FRONT_DESK,))
    contact = {"name": "Kim", "phone": "555 010 0100", "email": "", "times": "", "note": "Hello"}
    asked = visit_requests.add(
        desk.db,
        desk.encryption,
        once=f"form {number}",
        contact=contact,
        attached=None,
        now=desk.now,
    )
    for role in Role:
        person = a_colleague(app, f"{role} {number}".title(), (role,))
        sent, _ = an_invitation(app)
        a_response(app, healthy_runner(**WARNED), sent)
        still_open, _ = an_invitation(app)
        device, _ = a_kiosk(app, f"Kiosk {role} {number}")
        values = {"name": sent.name, "reference": asked.reference, "kind": "csv"}
        values |= {"number": f"{device.id}", "other": still_open.name, "person": f"{colleague.id}"}
        client = sign_in(app.test_client(), person)
        yield Somebody(str(role), cookies_of(client), "/clinic", values)


def at_the_kiosk(app: Flask) -> Somebody:
    """Somebody in the middle of the questions at a kiosk."""
    device, token = a_kiosk(app, f"Kiosk {next(NUMBERS)}")
    person = AtKiosk(at_kiosk(app.test_client(), (device, token)), device)
    person.walk_to_a_result()
    return Somebody("kiosk", cookies_of(person.client), "/kiosk", {"kind": "help"})


def cookies_of(client) -> dict[str, str]:
    """What a test's browser holds."""
    found = (client.get_cookie(name) for name in ("self-check", "staff", "kiosk", "patient"))
    return {cookie.key: cookie.value for cookie in found if cookie}


def addresses(app: Flask, one: Somebody) -> Iterator[str]:
    """Every address that can be looked at, below where this browser is at home."""
    questions = [
        {"section": page.section, "name": page.id} for page in services_of(app).questionnaire.pages
    ]
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            is_home = rule.rule.startswith(one.start) and "GET" in (rule.methods or ())
            if not is_home or rule.endpoint in NOT_TO_LOOK_AT:
                continue
            fitting = questions if "section" in rule.arguments else ways(one.values)
            for values in fitting:
                own = {**one.values, **values}
                if rule.arguments <= own.keys():
                    yield app.url_for(rule.endpoint, **{k: own[k] for k in rule.arguments})


def ways(values: dict[str, str]) -> list[dict[str, str]]:
    """The values themselves, and with the other visit and the other person."""
    others = {"name": values.get("other", ""), "number": values.get("person", "")}
    return [{}, others] if "other" in values else [{}]
