"""A result to take along: on a phone, or printed at the desk."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from clinic.kiosk.answering.sitting import ask_for
from clinic.kiosk.keeping import InDiary, held, hold
from questionnaire.sheet import Sheet
from questionnaire.stops import stop_for
from questionnaire.visitor import see_other
from records import take_home as copies
from records.engine.timestamps import moment
from records.kiosk_calls import Kind
from services import here, services
from settings.address import works_only_here


def may_take(sheet: Sheet) -> bool:
    """Whether there is a result to take: not of a patient in the diary, and not at a stop."""
    is_stopped = stop_for(services().rulebook, sheet.journey) is not None
    return not is_stopped and not isinstance(here().answers, InDiary)


def may_take_home(sheet: Sheet) -> bool:
    """Whether it can be opened on a phone too: the clinic must have an address that phones reach.

    A picture of the words themselves would do without. But a phone looks up on the web what it
    scans and is no address, and health answers are not to go there.
    """
    return may_take(sheet) and not works_only_here(services().settings.base_url)


def take_home(sheet: Sheet) -> ResponseReturnValue:
    """Make the way to somebody's phone ready, if it is not."""
    if not is_ready():
        copy = copies.add(here().db, services().sealer, kept_of(sheet), here().now)
        way = {"token": copy.token, "code": copy.code, "ends": copy.ends.isoformat()}
        hold(home={"id": copy.id, **way})
    return see_other(url_for(".take_home"))


def is_ready() -> bool:
    """Whether a copy made before still waits for a phone."""
    home = held().get("home") or {}
    ends, is_there = moment(home.get("ends")), "id" in home
    return bool(is_there and ends and copies.ends_of(here().db, home["id"], here().now))


def print_at_desk(sheet: Sheet) -> ResponseReturnValue:
    """Put a copy where the desk can print it, once."""
    copy = copies.add(here().db, services().sealer, kept_of(sheet), here().now)
    return ask_for(Kind.PRINT, copy.id)


def kept_of(sheet: Sheet) -> dict[str, Any]:
    """A sheet as it is sealed."""
    kept: dict[str, Any] = {}
    sheet.keep(kept)
    return kept
