"""One person after another: from the first touch to nothing left."""

import re

from flask import make_response, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from kiosk import access
from kiosk.access import cookie_name, end, mark_device, wiped
from kiosk.answer_store import CHOICES, KEY, LOOKS, KioskStore, held, looks
from kiosk.blueprint import kiosk
from kiosk.handoff import is_ready
from questionnaire.answer_set import AnswerSet
from questionnaire.journey import minutes_of
from records.engine.timestamps import to_iso
from records.kiosk import calls as kiosk_calls
from records.kiosk import sittings as kiosk_sittings
from self_check.navigation import go_on
from services import here, services
from web.redirects import see_other

OWN_PAGE = re.compile(r"/kiosk(/[\w-]+)*")


@kiosk.get("")
def attract() -> ResponseReturnValue:
    """Nobody's page: whoever was here is forgotten."""
    if here().kiosk is None:
        return see_other(url_for(".enrol"))
    was_there = leave_nothing()
    minutes = minutes_of(services().questionnaire)
    answer = make_response(render_template("kiosk/attract.html", minutes=minutes))
    mark_device(answer, request.cookies[cookie_name()])
    return wiped(answer) if was_there else answer


@kiosk.post("/begin")
def begin() -> ResponseReturnValue:
    """Somebody new touched the screen."""
    return begin_sitting()


@kiosk.post("/clear")
def clear() -> ResponseReturnValue:
    """Forget whoever sits here."""
    stays = what_stays()
    end(held().get("sitting", ""))
    return wiped(see_other(url_for(".cleared", stays=stays)))


@kiosk.get("/cleared", defaults={"stays": ""})
@kiosk.get("/cleared/<any(form, copy):stays>")
def cleared(stays: str) -> str:
    """Say what is left of the answers, and where, on the way to the attract screen."""
    return render_template("kiosk/cleared.html", stays=stays)


@kiosk.get("/start-again")
def start_again() -> str:
    """Ask whether to delete everything so far."""
    return render_template("kiosk/start_again.html")


kiosk.add_url_rule("/start-again", "start", start_again)  # the way back from the first question


@kiosk.get("/here", endpoint="here")
def is_there() -> ResponseReturnValue:
    """Whether somebody's sitting lives; to ask is no touch."""
    return "", 204 if here().is_sitting else 205


@kiosk.post("/still-here")
def still_here() -> ResponseReturnValue:
    """Somebody says that they are still here."""
    return "", 204


@kiosk.post("/looks", endpoint="looks")
def take_looks() -> ResponseReturnValue:
    """Larger text, more contrast, or all within reach."""
    return change_looks()


@kiosk.app_template_global("what_stays")
def what_stays() -> str:
    """What the clinic keeps once somebody has left: a patient's form, a copy, or "" for nothing."""
    if "answerer" in held():
        return "form"
    return "copy" if held().get("printed") or is_ready() else ""


def leave_nothing() -> bool:
    """Forget whoever was here, but not how the screen was set up just now; whether one was."""
    chosen = session.get(LOOKS)
    was_there = access.end()
    kiosk_calls.note_left(here().db, here().device.id)  # who called without sitting down
    if chosen and not was_there:
        session[LOOKS] = chosen
    return was_there


def begin_sitting() -> ResponseReturnValue:
    """A sitting for somebody new, and its first question."""
    sit_down()
    here().answers = KioskStore()
    return go_on(AnswerSet(services().questionnaire))


def sit_down(**about: str) -> None:
    """A sitting; how the attract screen was set up comes along. `about`: what else to hold."""
    chosen = looks()
    session.clear()
    sitting = kiosk_sittings.sit_down(
        here().db, here().device, here().today.isoformat(), here().now
    )
    session.update({KEY: {"sitting": sitting, **about}, LOOKS: chosen})


def change_looks() -> ResponseReturnValue:
    """Keep how pages are to look, and go back to the page."""
    sent = {name: request.form.get(name) for name in CHOICES}
    known = {name: value for name, value in sent.items() if value in CHOICES[name]}
    session[LOOKS] = looks() | known | {"until": to_iso(here().now + access.settings().limit)}
    back = request.form.get("back", "")
    return see_other(back if OWN_PAGE.fullmatch(back) else url_for(".attract"))
