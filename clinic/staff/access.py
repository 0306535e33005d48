"""Who is signed in on this request, and the door before every staff page."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from flask import abort, current_app, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clinic.staff.roles import Action, may
from questionnaire.visitor import see_other
from records import sign_ins

WORTH_KEEPING = 3  # words; shorter is quickly typed again


class ForStaff:
    """A view behind the door; `action` is what somebody must be allowed to do to pass."""

    def __init__(self, action: Action, view: Callable[..., ResponseReturnValue]) -> None:
        self.action = action
        self.view = view
        update_wrapper(self, view)

    def __call__(self, **values: Any) -> ResponseReturnValue:
        if g.staff is None:
            return ask_to_sign_in()
        if not may(g.staff.roles, self.action):
            abort(404)
        return self.view(**values)


def staff_only(action: Action) -> Callable[[Callable[..., ResponseReturnValue]], ForStaff]:
    """A view for staff whose roles allow an action; for others it is not there.

    A stranger is asked to sign in, and comes back to the page afterwards.
    """
    return lambda view: ForStaff(action, view)


def notice_who_comes() -> None:
    """Put on `g` who is signed in, and whether somebody was until a moment ago."""
    token = request.cookies.get(cookie_name())
    g.staff = sign_ins.find(g.db, token, g.now) if token else None
    g.was_signed_in = bool(token) and g.staff is None


def cookie_name() -> str:
    """The cookie of staff, apart from the one that holds a runner's answers."""
    return "__Host-staff" if current_app.config["SESSION_COOKIE_SECURE"] else "staff"


def ask_to_sign_in() -> ResponseReturnValue:
    """To the sign-in page; text that was sent is shown there, or it would be lost."""
    typed = [text for name, text in request.form.items() if _is_prose(name, text)]
    if typed:
        return render_template("clinic/staff/signed_out.html", typed="\n\n".join(typed)), 401
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return see_other(url_for("staff.sign_in", back=back))


def _is_prose(name: str, text: str) -> bool:
    return name not in ("csrf_token", "passphrase") and len(text.split()) >= WORTH_KEEPING
