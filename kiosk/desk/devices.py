"""The kiosks of a clinic, for administrators."""

from datetime import timedelta

from flask import abort, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from kiosk.desk.blueprint import kiosks
from kiosk.desk.board import is_there
from kiosk.desk.words import days_of
from kiosk.forms import NameForm, NewPinForm
from records.kiosk import counts as kiosk_counts
from records.kiosk import devices
from records.kiosk import sittings as kiosk_sittings
from records.kiosk.devices import Kiosk, KioskNameTaken
from records.people import audit
from records.people.audit import AuditAction
from services import here, services
from staff.accounts.access import refuse_who_left, staff_only
from staff.accounts.roles import Action
from staff.auditing import audited_by_staff
from web.password_hashing import hashed
from web.redirects import see_other

CODE = "new_kiosk_code"
COUNTED = timedelta(days=13)


@kiosks.get("/kiosks")
@staff_only(Action.MANAGE_KIOSKS)
def listing() -> ResponseReturnValue:
    """Every kiosk, and a form for a new one."""
    return show_all(NameForm())


@kiosks.post("/kiosks")
@staff_only(Action.MANAGE_KIOSKS)
def add() -> ResponseReturnValue:
    """A kiosk-to-be, and the code for its device."""
    form = NameForm()
    if not form.validate_on_submit():
        return show_all(form)
    name = str(form.name.data)
    try:
        with audited_by_staff(AuditAction.ADDED, audit.of_kiosk(name)):
            kiosk, code = devices.add(here().db, name, here().now, form.token())
    except KioskNameTaken as taken:
        form.name.errors = [f"{taken} Choose another name, or make a new code for it under Change."]
        return show_all(form)
    return show_once(kiosk, code)


@kiosks.get("/kiosks/code")
@staff_only(Action.MANAGE_KIOSKS)
def code() -> ResponseReturnValue:
    """The code that was just made, this once."""
    made = session.pop(CODE, None)
    if made is None:
        return see_other(url_for(".listing"))
    return render_template("kiosk/desk/code.html", **made)


@kiosks.get("/kiosks/<int:number>")
@staff_only(Action.MANAGE_KIOSKS)
def one(number: int) -> ResponseReturnValue:
    """One kiosk, and what can be done about it."""
    return show_one(found(number), NewPinForm())


@kiosks.post("/kiosks/<int:number>/reset")
@staff_only(Action.MANAGE_KIOSKS)
def reset(number: int) -> ResponseReturnValue:
    """Forget whoever sits there, at once."""
    kiosk = found(number)
    with audited_by_staff(AuditAction.CHANGED, audit.of_kiosk(kiosk.name)):
        kiosk_sittings.get_up(here().db, kiosk, here().today.isoformat())
    return see_other(url_for(".one", number=number))


@kiosks.post("/kiosks/<int:number>/code")
@staff_only(Action.MANAGE_KIOSKS)
def new_code(number: int) -> ResponseReturnValue:
    """Another code, for another device or the same again."""
    kiosk = found(number)
    with audited_by_staff(AuditAction.CHANGED, audit.of_kiosk(kiosk.name)):
        code = devices.new_code(here().db, number, here().now)
    return show_once(kiosk, code)


@kiosks.post("/kiosks/<int:number>/pin")
@staff_only(Action.MANAGE_KIOSKS)
def set_pin(number: int) -> ResponseReturnValue:
    """Another PIN to leave kiosk mode by."""
    kiosk, form = found(number), NewPinForm()
    if not form.validate_on_submit():
        return show_one(kiosk, form)
    kept = hashed(str(form.pin.data))
    with audited_by_staff(AuditAction.CHANGED, audit.of_kiosk(kiosk.name)):
        refuse_who_left()
        devices.set_pin(here().db, number, kept)
    return see_other(url_for(".one", number=number))


@kiosks.route("/kiosks/<int:number>/withdraw", methods=["GET", "POST"])
@staff_only(Action.MANAGE_KIOSKS)
def withdraw(number: int) -> ResponseReturnValue:
    """A device is no kiosk any more, once asked whether that is meant."""
    kiosk = found(number)
    if request.method != "POST":
        return render_template("kiosk/desk/withdraw.html", kiosk=kiosk)
    with audited_by_staff(AuditAction.WITHDREW, audit.of_kiosk(kiosk.name)):
        kiosk_sittings.get_up(here().db, kiosk, here().today.isoformat())
        devices.withdraw(here().db, number, here().now)
    return see_other(url_for(".listing"))


def show_all(form: NameForm) -> ResponseReturnValue:
    """The list, with the form as it was filled in."""
    first = (here().today - COUNTED).isoformat()
    titles = {section.id: section.title for section in services().questionnaire.sections}
    days = days_of(kiosk_counts.since(here().db, first), titles)
    return render_template(
        "kiosk/desk/list.html",
        form=form,
        devices=devices.in_use(here().db),
        days=days,
        is_there=is_there,
    )


def show_one(kiosk: Kiosk, form: NewPinForm) -> ResponseReturnValue:
    """One kiosk, with the form as it was filled in."""
    return render_template("kiosk/desk/one.html", kiosk=kiosk, form=form, is_there=is_there)


def show_once(kiosk: Kiosk, code: str) -> ResponseReturnValue:
    """To the page that shows a code once."""
    session[CODE] = {"name": kiosk.name, "code": code}
    return see_other(url_for(".code"))


def found(number: int) -> Kiosk:
    """A kiosk in use; 404 for others."""
    kiosk = next((one for one in devices.in_use(here().db) if one.id == number), None)
    return kiosk or abort(404)
