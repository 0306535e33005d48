"""The way in and out for staff, and each person's own account."""

from flask import Blueprint, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from records.people import audit, sign_ins
from records.people import staff as people
from records.people.audit import AuditAction
from records.people.staff import Outdated, Person, StaffNameTaken
from records.people.throttle import NO_TIME
from services import here
from staff.accounts.access import (
    ask_to_sign_in,
    browser_token,
    load_person,
    refuse_who_left,
    seconds_left,
    sign_in_person,
    sign_out_person,
    staff_only,
)
from staff.accounts.authentication import Authenticated, SignInRefused, authenticate
from staff.accounts.forms import ChangePassphrase, SetUp, SignInForm
from staff.accounts.menu import PAGES, Menu, allowed, menu_for
from staff.accounts.roles import Action
from staff.auditing import audited_by_newcomer, audited_by_staff
from web.password_hashing import LATER, Busy, hashed, is_right
from web.redirects import see_other

KEY = "set_up"
staff = Blueprint("staff", __name__, url_prefix="/clinic")
staff.before_app_request(load_person)
staff.add_app_template_global(seconds_left, "staff_seconds_left")


@staff.app_errorhandler(Outdated)
def out_meanwhile(error: Outdated) -> ResponseReturnValue:
    """They were signed out while something slow was done: it is not done."""
    return ask_to_sign_in()


@staff.url_value_preprocessor
def hide_token(endpoint: str | None, values: dict[str, str] | None) -> None:
    """Take the token of a set-up link out of what a log of errors would tell of this request."""
    if values and "token" in values:
        request.path = "/clinic/set-up/"


@staff.app_template_global("staff_menu")
def menu() -> Menu:
    """The pages that whoever is signed in may open."""
    return menu_for(here().staff.roles)


@staff.get("/")
@staff_only(Action.OWN_ACCOUNT)
def home() -> ResponseReturnValue:
    """The first page that somebody's roles allow."""
    return see_other(allowed(PAGES, here().staff.roles)[0].address)


@staff.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    """Ask for name and passphrase; whoever is signed in already goes on."""
    if here().person:
        return see_other(url_for(".home"))
    form = SignInForm(back=request.args.get("back", ""))
    return render_template("staff/accounts/sign_in.html", form=form)


@staff.post("/sign-in")
def let_in() -> ResponseReturnValue:
    """Let in whoever gives the right name and passphrase."""
    form = SignInForm()
    if not form.validate_on_submit():
        return render_template("staff/accounts/sign_in.html", form=form)
    try:
        found = _recognised(form.name.data, form.passphrase.data)
        if isinstance(found, SignInRefused):
            return _refuse(form, found)
        return sign_in_person(found, form.back.data or "")
    except Outdated:
        return _refuse(form, SignInRefused(NO_TIME))
    except Busy:
        page = render_template("staff/accounts/sign_in.html", form=form, is_busy=True)
        return page, Busy.code, {"Retry-After": f"{LATER}"}


@staff.get("/signed-out")
def signed_out() -> ResponseReturnValue:
    """Say that it is done."""
    return render_template("staff/accounts/left.html")


@staff.get("/time-left")
@staff_only(Action.OWN_ACCOUNT)
def time_left() -> ResponseReturnValue:
    """The seconds until this sign-in ends, for a page to warn in time."""
    return str(seconds_left()), {"Content-Type": "text/plain; charset=utf-8"}


@staff.post("/stay")
@staff_only(Action.OWN_ACCOUNT)
def stay() -> ResponseReturnValue:
    """Somebody is still there: to send this is use enough."""
    return str(seconds_left()), {"Content-Type": "text/plain; charset=utf-8"}


@staff.post("/sign-out")
@staff_only(Action.OWN_ACCOUNT)
def sign_out() -> ResponseReturnValue:
    """Sign out here."""
    return sign_out_person()


@staff.post("/sign-out-everywhere")
@staff_only(Action.OWN_ACCOUNT)
def sign_out_everywhere() -> ResponseReturnValue:
    """Sign out here and wherever else somebody left a browser open."""
    return sign_out_person(everywhere=True)


@staff.get("/account")
@staff_only(Action.OWN_ACCOUNT)
def account() -> ResponseReturnValue:
    """Who somebody is here."""
    return _account(ChangePassphrase())


@staff.post("/account")
@staff_only(Action.OWN_ACCOUNT)
def change_passphrase() -> ResponseReturnValue:
    """A new passphrase; every other sign-in ends."""
    form = ChangePassphrase()
    if not form.validate_on_submit():
        return _account(form)
    found = _recognised(here().staff.name, form.old.data)
    if isinstance(found, SignInRefused):
        form.old.errors = ["This is not your passphrase. Type it again, or wait a minute."]
        return _account(form)
    kept = hashed(str(form.passphrase.data))
    with audited_by_staff(AuditAction.CHANGED, audit.of_staff(here().staff.name)):
        refuse_who_left()
        people.change_passphrase(here().db, here().staff.id, kept, found.compared)
        return sign_in_person(Authenticated(here().staff, kept), url_for(".account"))


@staff.get("/set-up/<token>")
def open_set_up(token: str) -> ResponseReturnValue:
    """Trade the link for a clean address; this spends nothing, since mail scanners do it too."""
    if people.of_set_up_link(here().db, token, here().now) is None:
        return _no_set_up()
    session[KEY] = token
    return see_other(url_for(".set_up"))


@staff.get("/set-up")
def set_up() -> ResponseReturnValue:
    """Ask somebody new for a passphrase."""
    person = _who_sets_up()
    if person is None:
        return _no_set_up()
    is_first = person.name == people.FIRST
    return _set_up(SetUp(name="" if is_first else person.name), person)


@staff.post("/set-up")
def finish_set_up() -> ResponseReturnValue:
    """Keep the passphrase, spend the link, and let them in."""
    person, form = _who_sets_up(), SetUp()
    if person is None:
        return _pressed_twice(form)
    if person.name != people.FIRST:
        form.name.data = person.name
    return _finish(form) if form.validate_on_submit() else _set_up(form, person)


def _finish(form: SetUp) -> ResponseReturnValue:
    kept, name = hashed(str(form.passphrase.data)), str(form.name.data)
    with here().db.transaction():
        if person := _who_sets_up():
            try:
                with audited_by_newcomer(AuditAction.SET_UP, name):
                    people.set_up(here().db, session[KEY], kept, here().now, name)
            except StaffNameTaken as taken:
                form.name.errors = [f"{taken} Add something that tells you apart."]
                return _set_up(form, person)
            return sign_in_person(Authenticated(people.by_id(here().db, person.id), kept))
    return _pressed_twice(form)


def _pressed_twice(form: SetUp) -> ResponseReturnValue:
    """Let in whoever spent the link a moment ago with the same passphrase."""
    spent = people.of_set_up_link(here().db, session.get(KEY, ""), here().now, is_spent=True)
    kept = people.kept_passphrase(here().db, spent.id) if spent else ""
    if spent is None or not is_right(str(form.passphrase.data), kept):
        return _no_set_up()
    return sign_in_person(Authenticated(spent, kept))


def _set_up(form: SetUp, person: Person | None) -> ResponseReturnValue:
    is_first = person is None or person.name == people.FIRST
    return render_template("staff/accounts/set_up.html", form=form, is_first=is_first)


def _no_set_up() -> ResponseReturnValue:
    return render_template("staff/accounts/no_set_up.html"), 404


def _who_sets_up() -> Person | None:
    return people.of_set_up_link(here().db, session.get(KEY, ""), here().now)


def _recognised(name: str | None, passphrase: str | None) -> Authenticated | SignInRefused:
    address, browser = request.remote_addr or "", browser_token()
    return authenticate(
        here().db, name or "", passphrase or "", here().now, address=address, browser=browser
    )


def _refuse(form: SignInForm, refused: SignInRefused) -> ResponseReturnValue:
    """The form again, without saying which of the two was wrong."""
    seconds = round(refused.wait.total_seconds() + 0.5)
    if not seconds:
        form.passphrase.errors = ["The name or the passphrase is not right. Type both again."]
        return render_template("staff/accounts/sign_in.html", form=form)
    page = render_template("staff/accounts/sign_in.html", form=form, wait=seconds)
    return page, 429, {"Retry-After": str(seconds)}


def _account(form: ChangePassphrase) -> ResponseReturnValue:
    count = sign_ins.how_many(here().db, here().staff.id)
    return render_template("staff/accounts/account.html", form=form, count=count)
