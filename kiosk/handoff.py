"""What somebody at a kiosk may ask for: the staff, a visit, their result to keep."""

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kiosk import pages
from kiosk.access import settings
from kiosk.answer_store import DiaryStore, held, hold
from kiosk.blueprint import kiosk
from kiosk.qr_code import TITLE, Ready
from questionnaire.answer_set import AnswerSet
from questionnaire.stops import stop_for
from records.engine.timestamps import from_iso
from records.kiosk import calls as kiosk_calls
from records.kiosk import handoffs as copies
from records.kiosk.calls import CallKind
from self_check.navigation import finished_result, go_on, open_sheet
from services import here, services
from settings.address import works_only_here
from web.qr_code import qr_code
from web.redirects import see_other


@kiosk.post("/help", endpoint="help")
def call_staff() -> ResponseReturnValue:
    """Ask a member of staff to come."""
    return ask_for(CallKind.HELP)


@kiosk.post("/book")
def book() -> ResponseReturnValue:
    """Ask at the desk for a visit."""
    return ask_for(CallKind.BOOK)


@kiosk.get("/called/<any(now, help, book, print):kind>")
def called(kind: str) -> ResponseReturnValue:
    """What was asked for, and who has seen it."""
    return pages.show_called(CallKind(kind))


@kiosk.get("/called/<any(now, help, book, print):kind>/state")
def call_state(kind: str) -> str:
    """Who has seen it by now, for the page's script to fetch."""
    return render_template("kiosk/_call_state.html", kind=kind)


@kiosk.route("/take-home", methods=["GET", "POST"])
def take_home() -> ResponseReturnValue:
    """Offer the result to somebody's phone, then show the way."""
    sheet = open_sheet()
    if finished_result(sheet) is None or not may_take_home(sheet):
        return go_on(sheet)
    if request.method == "POST":
        return make_ready(sheet)
    return render_template("kiosk/take_home.html", ready=ready_to_take())


@kiosk.post("/print")
def print_at_desk() -> ResponseReturnValue:
    """Send the result to the desk to be printed."""
    sheet = open_sheet()
    if not settings().prints:
        abort(404)
    if finished_result(sheet) is None or not may_take(sheet):
        return go_on(sheet)
    return put_at_desk(sheet)


def ask_for(kind: CallKind, handoff: int | None = None) -> ResponseReturnValue:
    """Call the staff."""
    kiosk_calls.call(here().db, here().device.id, kind, here().now, handoff)
    return see_other(url_for(".called", kind=str(kind)))


def may_take(sheet: AnswerSet) -> bool:
    """Whether there is a result to take: not of a patient in the diary, and not at a stop."""
    is_stopped = stop_for(services().rulebook, sheet.journey) is not None
    return not is_stopped and not isinstance(here().answers, DiaryStore)


def may_take_home(sheet: AnswerSet) -> bool:
    """Whether it can be opened on a phone too: the clinic must have an address that phones reach.

    A picture of the words themselves would do without. But a phone looks up on the web what it
    scans and is no address, and health answers are not to go there.
    """
    return may_take(sheet) and not works_only_here(services().settings.base_url)


def make_ready(sheet: AnswerSet) -> ResponseReturnValue:
    """Make the way to somebody's phone ready, if it is not."""
    if not is_ready():
        copy = copies.add(here().db, services().encryption, kept_of(sheet), here().now)
        way = {"token": copy.token, "code": copy.code, "ends": copy.ends.isoformat()}
        hold(handoff={"id": copy.id, **way})
    return see_other(url_for(".take_home"))


def is_ready() -> bool:
    """Whether a copy made before still waits for a phone."""
    handoff = held().get("handoff") or {}
    ends, is_there = from_iso(handoff.get("ends")), "id" in handoff
    return bool(is_there and ends and copies.ends_of(here().db, handoff["id"], here().now))


def put_at_desk(sheet: AnswerSet) -> ResponseReturnValue:
    """Put a copy where the desk can print it, once."""
    copy = copies.add(here().db, services().encryption, kept_of(sheet), here().now)
    hold(printed=True)
    return ask_for(CallKind.PRINT, copy.id)


def kept_of(sheet: AnswerSet) -> dict[str, object]:
    """A sheet as it is encrypted."""
    kept: dict[str, object] = {}
    sheet.keep(kept)
    return kept


def ready_to_take() -> Ready | None:
    """The way to a phone; None while nobody asked for it, or after it was used."""
    if not is_ready():
        return None
    handoff, there = held()["handoff"], f"{services().settings.base_url}/t"
    return Ready(qr_code(f"{there}/{handoff['token']}", TITLE), there, handoff["code"])
