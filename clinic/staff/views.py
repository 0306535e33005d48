"""The way in and out for staff, and each person's own account."""

from flask import Blueprint, abort, current_app, g, render_template
from flask.typing import ResponseReturnValue

from clinic.staff.access import notice_who_comes, staff_only
from clinic.staff.menu import menu_for
from clinic.staff.roles import Action
from questionnaire.visitor import see_other

staff = Blueprint("staff", __name__, url_prefix="/clinic")
staff.before_app_request(notice_who_comes)


@staff.app_template_global("staff_menu")
def menu() -> list[tuple[str, str]]:
    """The pages that whoever is signed in may open."""
    there = {rule.rule for rule in current_app.url_map.iter_rules()}
    return menu_for(g.staff.roles, there)


@staff.app_template_global("staff_waiting")
def waiting() -> int:
    """How many answers with warning signs nobody has acknowledged."""
    return 0


@staff.get("/")
@staff_only(Action.OWN_ACCOUNT)
def home() -> ResponseReturnValue:
    """The first page that somebody's roles allow."""
    pages = menu()
    if not pages:
        abort(404)
    return see_other(pages[0][0])


@staff.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    """Ask for name and passphrase."""
    return render_template("clinic/staff/sign_in.html")


@staff.post("/sign-out")
@staff_only(Action.OWN_ACCOUNT)
def sign_out() -> ResponseReturnValue:
    """Sign out here."""
    abort(404)
