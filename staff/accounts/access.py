"""Who is signed in on this request, and the door before every staff page."""

import re
from collections.abc import Callable
from functools import update_wrapper

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from records.engine.errors import StorageError
from records.people import audit, known_browsers, sign_ins, staff
from records.people.audit import AuditAction
from records.people.staff import Outdated
from services import here
from staff.accounts.authentication import Authenticated
from staff.accounts.forms import SignInForm
from staff.accounts.roles import Action, may
from staff.auditing import audited_by_newcomer, audited_by_staff
from web import sessions
from web.redirects import see_other
from web.sessions import cookie_flags

WORTH_KEEPING = 3  # words; shorter is quickly typed again
OWN_PAGE = re.compile(r"/clinic/(?!/|.*(\.\.|//))[\w/.-]*(\?[\w=&%+.~-]*)?")  # and no other site's


BY_ITSELF = (
    "kiosks.calls_now",
    "staff.time_left",
    "today.now",
)  # asked by pages: no sign that anybody is there


class ForStaff:
    """A view behind the door; `action` is what somebody must be allowed to do to pass.

    A page shows the records as they stand at one moment, however often it reads them.
    """

    def __init__(self, action: Action, view: Callable[..., ResponseReturnValue]) -> None:
        self.action = action
        self.view = view
        update_wrapper(self, view)

    def __call__(self, **values: object) -> ResponseReturnValue:
        if why := here().staff_unknown:
            raise why
        if here().person is None:
            return ask_to_sign_in()
        if not may(here().staff.roles, self.action):
            abort(404)
        with here().db.snapshot():
            return self.view(**values)


def staff_only(action: Action) -> Callable[[Callable[..., ResponseReturnValue]], ForStaff]:
    """A view for staff whose roles allow an action; for others it is not there.

    A stranger is asked to sign in, and comes back to the page afterwards.
    """
    return lambda view: ForStaff(action, view)


def load_person() -> None:
    """Notice who is signed in, and whether somebody was until a moment ago.

    Where the records cannot say, only pages for staff are shut: no runner's page needs to know.
    """
    token = request.cookies.get(cookie_name())
    is_by_hand = request.endpoint not in BY_ITSELF
    try:
        if token:
            found = sign_ins.find(here().db, token, here().now, is_by_hand=is_by_hand)
            if found:
                here().person, here().sign_in_ends = found.person, found.ends
    except StorageError as error:
        here().staff_unknown = error
    nobody = here().person is None and here().staff_unknown is None
    here().was_signed_in = bool(token) and nobody


def seconds_left() -> int:
    """How many seconds this browser's sign-in lasts if nothing more is opened or sent."""
    ends = here().sign_in_ends
    return int((ends - here().now).total_seconds()) if ends else 0


def ask_to_sign_in() -> ResponseReturnValue:
    """To the sign-in page; text that was sent is shown first, or it would be lost."""
    if typed := _typed():
        return render_template("staff/accounts/signed_out.html", typed=typed), 401
    back = request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else None
    return see_other(url_for("staff.sign_in", back=back))


def expect_late_forms(blueprint: Blueprint) -> None:
    """Let a form of these pages that came without its session be told of kindly."""
    blueprint.register_error_handler(CSRFError, open_too_long)


def open_too_long(error: CSRFError) -> ResponseReturnValue:
    """A form came without its session: what was typed, to copy it, or the way to sign in again."""
    if here().person or _typed():
        return render_template("errors/open_too_long.html", typed=_typed()), 400
    page = render_template(
        "staff/accounts/sign_in.html", form=SignInForm(formdata=None), is_stale=True
    )
    return page, 400


def sign_in_person(found: Authenticated, back: str = "") -> Response:
    """Sign somebody in, with nothing left of what this browser held before. Raises Outdated.

    `back`: where to go; anything but a staff page leads to the first one.
    """
    person = found.person
    with audited_by_newcomer(AuditAction.SIGNED_IN, person.name):
        staff.refuse_outdated(here().db, person.id, found.compared)
        end_sign_in()
        token = sign_ins.start(here().db, person.id, here().now)
        browser = known_browsers.remember(here().db, browser_token(), person.id, here().now)
    session.clear()
    there = back if OWN_PAGE.fullmatch(back) else url_for("staff.home")
    response = see_other(there)
    response.set_cookie(cookie_name(), token, **cookie_flags())
    lasts = int(known_browsers.LASTS.total_seconds())
    response.set_cookie(browser_cookie(), browser, max_age=lasts, **cookie_flags())
    return response


def sign_out_person(everywhere: bool = False) -> Response:
    """Sign out whoever is signed in."""
    with audited_by_staff(AuditAction.SIGNED_OUT, audit.of_staff(here().staff.name)):
        if everywhere:
            sign_ins.end_all(here().db, here().staff.id)
        end_sign_in()
    session.clear()
    response = see_other(url_for("staff.signed_out"))
    response.delete_cookie(cookie_name(), **cookie_flags())
    return response


def refuse_who_left() -> None:
    """Raise Outdated where whoever came is not signed in any more; for within a transaction that
    follows on something slow."""
    if sign_ins.find(here().db, request.cookies.get(cookie_name(), ""), here().now) is None:
        raise Outdated("They were signed out meanwhile.")


def end_sign_in() -> None:
    """End the sign-in that this browser came with, if any."""
    if token := request.cookies.get(cookie_name()):
        sign_ins.end(here().db, token)


def cookie_name() -> str:
    """The cookie of staff, apart from the one that holds a runner's answers."""
    return sessions.cookie_name(current_app, "staff")


def browser_cookie() -> str:
    """The cookie by which a browser is known; it lets nobody in."""
    return sessions.cookie_name(current_app, "browser")


def browser_token() -> str:
    """What this browser is known by, if it is; "" for none."""
    return request.cookies.get(browser_cookie(), "")


def forget_browser() -> None:
    """Let nobody be known in this browser any more; its cookie is the caller's to take away."""
    known_browsers.forget(here().db, browser_token())


def _typed() -> str:
    """What was typed into the form that came, where it is worth copying."""
    return "\n\n".join(text for name, text in request.form.items() if _is_prose(name, text))


def _is_prose(name: str, text: str) -> bool:
    is_secret = name in ("csrf_token", "passphrase", "again", "old")
    return not is_secret and len(text.split()) >= WORTH_KEEPING
