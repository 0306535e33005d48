"""A sitting begun, set up to look right, and left without a trace."""

import re

from flask import request, session, url_for
from flask.typing import ResponseReturnValue

from clinic.kiosk import access
from clinic.kiosk.keeping import CHOICES, KEY, LOOKS, InKiosk, looks
from questionnaire.sheet import Sheet
from questionnaire.visitor import go_on, see_other
from records import kiosk_calls, kiosk_sittings
from records.engine.timestamps import stamp
from records.kiosk_calls import Kind
from services import here, services

OWN_PAGE = re.compile(r"/kiosk(/[\w-]+)*")


def leave_nothing() -> bool:
    """Forget whoever was here, but not how the screen was set up just now; whether one was."""
    chosen = session.get(LOOKS)
    was_there = access.end()
    kiosk_calls.note_left(
        here().db, here().device.id
    )  # whoever called from here without sitting down
    if chosen and not was_there:
        session[LOOKS] = chosen
    return was_there


def begin() -> ResponseReturnValue:
    """A sitting for somebody new, and its first question."""
    sit_down()
    here().answers = InKiosk()
    return go_on(Sheet(services().questionnaire).with_extras(False))


def sit_down(**about: str) -> None:
    """A sitting; how the attract screen was set up comes along. `about`: what else to hold."""
    chosen = looks()
    session.clear()
    sitting = kiosk_sittings.sit_down(here().db, here().device, access.today(), here().now)
    session.update({KEY: {"sitting": sitting, **about}, LOOKS: chosen})


def change_looks() -> ResponseReturnValue:
    """Keep how pages are to look, and go back to the page."""
    sent = {name: request.form.get(name) for name in CHOICES}
    known = {name: value for name, value in sent.items() if value in CHOICES[name]}
    session[LOOKS] = looks() | known | {"until": stamp(here().now + access.settings().limit)}
    back = request.form.get("back", "")
    return see_other(back if OWN_PAGE.fullmatch(back) else url_for(".attract"))


def ask_for(kind: Kind, take_home: int | None = None) -> ResponseReturnValue:
    """Call the staff."""
    kiosk_calls.call(here().db, here().device.id, kind, here().now, take_home)
    return see_other(url_for(".called", kind=str(kind)))
