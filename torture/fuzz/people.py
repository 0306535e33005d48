"""Everybody whom an app serves, each with a browser that is in the middle of something."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any

from flask import Flask

from clinic.staff.roles import Role
from records import invitations, responses, take_home, visit_requests
from records.engine.timestamps import to_iso
from services import services_of
from tests.clinic.kiosk.person import AtKiosk
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
from torture.fuzz.carriers import Headers, InProcess, Request
from torture.fuzz.forms import Form, Forms

NUMBERS = count(1)
EARLIER = [1, "another"]  # the version of questions that are not asked any more
WARNED = {"rf_other": ["long_cough"], "longest_recent_km": 40}
NOT_TO_LOOK_AT = ("kiosk.attract", "kiosk.cleared", "assets.asset", "staff.open_set_up")


@dataclass
class Somebody:
    """A browser: what it holds, which values fit into addresses, and the forms before it."""

    who: str
    cookies: dict[str, str]
    start: str = "/"
    values: dict[str, str] = field(default_factory=dict)
    forms: list[Form] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    then: Callable[["Somebody"], None] = lambda one: None
    """What changes once the pages are open."""

    @property
    def headers(self) -> Headers:
        """Its cookies, as they are sent."""
        held = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return (("Cookie", held),) if held else ()

    @property
    def token(self) -> str:
        """A proof of its own that a form comes from a page of ours."""
        return next((form.token for form in self.forms if form.token), "")


def everybody(app: Flask) -> list[Somebody]:
    """New people in an app, who have looked at every page that is open to them."""
    people = [*at_home(app), *with_a_link(app), *at_the_clinic(app), at_the_kiosk(app)]
    for one in people:
        look_around(app, one)
        one.then(one)
    return people


def at_home(app: Flask) -> Iterator[Somebody]:
    """A stranger with nothing answered; runners with everything, one to earlier questions."""
    yield Somebody("stranger", {})
    client = app.test_client()
    sit_down_with(client, services_of(app).questionnaire, healthy_runner())
    desk = desk_of(app)
    kept = kept_answers(desk.questionnaire, healthy_runner())
    copy = take_home.add(desk.db, desk.sealer, kept, desk.now)
    yield Somebody("runner", cookies_of(client), values={"token": copy.token})
    earlier = partial(outdate_cookie, app)
    yield Somebody("runner, earlier questions", cookies_of(client), then=earlier)


def outdate_cookie(app: Flask, one: Somebody) -> None:
    """The questions that were answered at home are of an earlier version."""
    sealer = desk_of(app).sealer
    held: dict[str, Any] = sealer.open(one.cookies["self-check"])
    held["sheet"]["version"] = EARLIER
    one.cookies["self-check"] = sealer.seal(held).decode()


def with_a_link(app: Flask) -> Iterator[Somebody]:
    """Patients, each as far as the next thing to decide."""
    for who in ("new", "unproved", "not agreed", "answering", "sent", "earlier questions"):
        desk = desk_of(app)
        year = 1984 if who == "unproved" else None
        made, token = an_invitation(app, birth_year=year)
        at = to_iso(desk.now)
        if who != "new":
            invitations.change(desk.db, made, opened=at)
        if who in ("answering", "sent", "earlier questions"):
            invitations.change(desk.db, made, agreed=at)
            begin(app, made, is_sent=who == "sent")
        client = app.test_client()
        client.get(f"/v/{token}")
        one = Somebody(f"patient, {who}", cookies_of(client), "/visit/")
        one.values = {"visit": made.name, "token": token}
        if who == "earlier questions":
            one.then = partial(outdate_round, app, made)
        yield one


def outdate_round(app: Flask, made: invitations.Invitation, _: Somebody) -> None:
    """Those that a patient answered are."""
    desk = desk_of(app)
    [begun] = responses.rounds(desk.db, desk.sealer, made.id)
    kept = kept_answers(desk.questionnaire, healthy_runner())
    kept["sheet"]["version"] = EARLIER
    responses.save(desk.db, desk.sealer, begun, kept, begun.section, desk.now)


def begin(app: Flask, made: invitations.Invitation, *, is_sent: bool) -> None:
    """Answers that are complete, and perhaps sent."""
    desk = desk_of(app)
    kept = kept_answers(desk.questionnaire, healthy_runner())
    begun = responses.begin(desk.db, desk.sealer, made.id, kept, desk.now)
    last = desk.questionnaire.sections[-1].id
    responses.save(desk.db, desk.sealer, begun, kept, last, desk.now)
    if is_sent:
        desk.send(made, responses.by_id(desk.db, desk.sealer, begun.id))


def at_the_clinic(app: Flask) -> Iterator[Somebody]:
    """One of each role, with a patient who sent answers and one who has not opened the link."""
    number, desk = next(NUMBERS), desk_of(app)
    colleague = a_colleague(app, f"Colleague {number}", (Role.FRONT_DESK,))
    contact = {"name": "Kim", "phone": "555 010 0100", "email": "", "times": "", "note": "Hello"}
    asked = visit_requests.add(
        desk.db, desk.sealer, once=f"form {number}", contact=contact, attached=None, now=desk.now
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
    person.come_to_a_result()
    return Somebody("kiosk", cookies_of(person.client), "/kiosk", {"kind": "help"})


def cookies_of(client) -> dict[str, str]:
    """What a test's browser holds."""
    found = (client.get_cookie(name) for name in ("self-check", "staff", "kiosk", "patient"))
    return {cookie.key: cookie.value for cookie in found if cookie}


def look_around(app: Flask, one: Somebody) -> None:
    """Open each page that is for this browser, and keep the forms on it."""
    carrier = InProcess(app)
    for address in addresses(app, one):
        answer = carrier.carry(Request("GET", address, one.headers))
        one.cookies |= {name: value for name, value in answer.cookies.items() if value}
        if answer.status == 200 and answer.mimetype == "text/html":
            one.pages.append(address)
            one.forms += Forms(answer.text, address).found
    last_of_each = {(form.method, form.address, form.names): form for form in one.forms}
    one.forms = list(last_of_each.values())


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
