"""Whoever calls from a kiosk, until somebody sees to them. No word about anybody's health."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from kiosk.desk.blueprint import calls, kiosks
from kiosk.desk.board import KioskNow, board
from kiosk.phone import show_result
from records.kiosk import calls as kiosk_calls
from records.kiosk import devices
from records.kiosk import handoffs as copies
from records.kiosk.calls import Call
from records.people import audit
from records.people.audit import AuditAction
from services import here, services
from staff.accounts.access import staff_only
from staff.accounts.roles import Action
from staff.auditing import audited_by_staff
from web.redirects import see_other


@kiosks.get("/calls")
@staff_only(Action.SEE_CALLS)
def listed_calls() -> ResponseReturnValue:
    """Who calls now."""
    is_seen = request.args.get("seen") == "yes"
    waiting = calls()
    return render_template(
        "kiosk/desk/calls.html", calls=waiting, board=board_now(waiting), is_seen=is_seen
    )


@kiosks.get("/calls/now")
@staff_only(Action.SEE_CALLS)
def calls_now() -> ResponseReturnValue:
    """The part of every page that says who calls, for its script to fetch; `?board` too."""
    page = render_template("kiosk/desk/_calls.html")
    if "board" in request.args:
        page += render_template("kiosk/desk/_board.html", board=board_now(calls()))
    return page


@kiosks.post("/calls/acknowledge")
@staff_only(Action.SEE_CALLS)
def acknowledge() -> ResponseReturnValue:
    """Somebody is on their way to a kiosk, or has seen what is over: each call that they saw."""
    with here().db.transaction():
        found = [call for call in calls() if str(call.id) in request.form.getlist("call")]
        for call in found:
            with audited_by_staff(AuditAction.ACKNOWLEDGED, audit.of_kiosk(call.kiosk)):
                kiosk_calls.acknowledge(here().db, call.id, by=here().staff.id, now=here().now)
    return see_other(url_for(".listed_calls", seen=None if found else "yes"))


@kiosks.post("/calls/<int:number>/print")
@staff_only(Action.SEE_CALLS)
def print_out(number: int) -> ResponseReturnValue:
    """What somebody wants printed, this once."""
    with here().db.transaction():
        found = next((call for call in calls() if call.id == number), None)
        if found is None or found.handoff is None:  # such as one that a colleague has seen to
            return see_other(url_for(".listed_calls", seen="yes"))
        with audited_by_staff(AuditAction.PRINTED, audit.of_kiosk(found.kiosk)):
            kiosk_calls.acknowledge(here().db, number, by=here().staff.id, now=here().now)
            kept = copies.take_numbered(here().db, services().encryption, found.handoff, here().now)
    return show_result(kept, "kiosk/desk/print.html")


def board_now(waiting: list[Call]) -> list[KioskNow]:
    """Every kiosk of the clinic with what goes on there."""
    return board(devices.in_use(here().db), waiting)
