"""The people, the settings, the audit and the rulebook."""

from flask import Blueprint, abort, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from records.people import audit, staff
from records.people.audit import AuditAction
from records.people.staff import LastAdministrator, Person, StaffNameTaken
from records.text import on_one_line
from services import here, services
from staff.accounts.access import staff_only
from staff.accounts.roles import Action
from staff.admin.forms import ALLOWS, NewPerson, Roles
from staff.admin.settings_table import groups_of
from staff.auditing import audited_by_staff
from web.redirects import see_other

LINK = "new_link"
ANOTHER_FIRST = "Make somebody else an administrator first."
OWN_LINK = (
    "You would be signed out, and the link would be shown to nobody. Change your passphrase "
    "under Account, or ask another administrator for a link."
)
A_PAGE = 50  # entries of the audit
office = Blueprint("office", __name__, url_prefix="/clinic")


@office.get("/people")
@staff_only(Action.MANAGE_PEOPLE)
def people() -> ResponseReturnValue:
    """Everybody, and a form for somebody new."""
    return _people(NewPerson())


@office.post("/people")
@staff_only(Action.MANAGE_PEOPLE)
def add() -> ResponseReturnValue:
    """Add somebody, who then needs the link."""
    form = NewPerson()
    if not form.validate_on_submit():
        return _people(form)
    try:
        return _show_link(_added(form), form.token())
    except StaffNameTaken as taken:
        form.name.errors = [f"{taken} Add something that tells them apart."]
        return _people(form)


@office.get("/people/link")
@staff_only(Action.MANAGE_PEOPLE)
def link() -> ResponseReturnValue:
    """The link that was just made, this once."""
    made = session.pop(LINK, None)
    return render_template("staff/admin/link.html", **made) if made else see_other(_home())


@office.get("/people/<int:number>")
@staff_only(Action.MANAGE_PEOPLE)
def person(number: int) -> ResponseReturnValue:
    """One person, and what can be done about them."""
    found = _found(number)
    return _person(found, Roles(roles=found.roles))


@office.post("/people/<int:number>")
@staff_only(Action.MANAGE_PEOPLE)
def give_roles(number: int) -> ResponseReturnValue:
    """Other roles, from the next page on."""
    found, form = _found(number), Roles()
    if not form.validate_on_submit():
        return _person(found, form)
    try:
        with audited_by_staff(AuditAction.CHANGED, audit.of_staff(found.name)):
            staff.give_roles(here().db, number, form.chosen())
    except LastAdministrator as last:
        return _person(found, form, problem=f"{last} {ANOTHER_FIRST}")
    return see_other(_home())


@office.post("/people/<int:number>/link")
@staff_only(Action.MANAGE_PEOPLE)
def new_link(number: int) -> ResponseReturnValue:
    """A new set-up link for somebody else; whoever left is back with it."""
    found = _found(number)
    if number == here().staff.id:
        return _unchanged(found, OWN_LINK)
    try:
        return _show_link(found, _renewed(found, Roles().token()))
    except LastAdministrator as last:
        return _unchanged(found, f"{last} {ANOTHER_FIRST}")


@office.post("/people/<int:number>/leave")
@staff_only(Action.MANAGE_PEOPLE)
def leave(number: int) -> ResponseReturnValue:
    """Shut somebody out at once."""
    found = _found(number)
    try:
        with audited_by_staff(AuditAction.CHANGED, audit.of_staff(found.name)):
            staff.leave(here().db, number, here().now)
    except LastAdministrator as last:
        return _unchanged(found, f"{last} {ANOTHER_FIRST}")
    return see_other(_home())


@office.get("/settings")
@staff_only(Action.SEE_SETTINGS)
def settings() -> ResponseReturnValue:
    """Which settings stand as they came, and what each is for."""
    groups = groups_of(services().settings.given)
    return render_template("staff/admin/settings.html", groups=groups)


@office.get("/audit")
@staff_only(Action.SEE_AUDIT)
def audit_page() -> ResponseReturnValue:
    """Who did what, the last first."""
    only = {name: on_one_line(request.args.get(name, ""))[:200] for name in ("who", "about")}
    before = request.args.get("before", type=int)
    entries = audit.newest(here().db, before, A_PAGE + 1, actor=only["who"], subject=only["about"])
    shown, more = entries[:A_PAGE], entries[A_PAGE:]
    return render_template("staff/admin/audit.html", entries=shown, only=only, has_more=more)


@office.get("/rulebook")
@staff_only(Action.READ_RULES)
def rulebook() -> str:
    """The whole rulebook as it stands today."""
    from review.reading.document import sheet_of  # a serving process seldom needs it

    sheet = sheet_of(services().questionnaire, services().rulebook, here().today)
    return render_template("review/page.html", sheet=sheet)


def _people(form: NewPerson) -> ResponseReturnValue:
    everyone = staff.everyone(here().db)
    return render_template("staff/admin/people.html", people=everyone, form=form, allows=ALLOWS)


def _person(found: Person, form: Roles, problem: str = "") -> ResponseReturnValue:
    return render_template(
        "staff/admin/person.html", person=found, form=form, allows=ALLOWS, problem=problem
    )


def _unchanged(found: Person, problem: str) -> ResponseReturnValue:
    return _person(found, Roles(formdata=None, roles=found.roles), problem)


def _renewed(found: Person, token: str) -> str:
    """The token of somebody's new link, once for a button pressed twice."""
    with here().db.transaction():
        if staff.of_set_up_link(here().db, token, here().now):
            return token
        with audited_by_staff(AuditAction.CHANGED, audit.of_staff(found.name)):
            return staff.new_set_up_link(here().db, found.id, here().now, token)


def _added(form: NewPerson) -> Person:
    """Whom a form adds, with a link to come in by, once for a button pressed twice."""
    token, name = form.token(), str(form.name.data)
    with here().db.transaction():
        if added := staff.of_set_up_link(here().db, token, here().now):
            return added
        with audited_by_staff(AuditAction.ADDED, audit.of_staff(name)):
            person = staff.add(here().db, name, form.chosen())
            staff.new_set_up_link(here().db, person.id, here().now, token)
            return person


def _show_link(found: Person, token: str) -> ResponseReturnValue:
    address = url_for("staff.open_set_up", token=token)
    session[LINK] = {"name": found.name, "link": f"{services().settings.base_url}{address}"}
    return see_other(url_for(".link"))


def _found(number: int) -> Person:
    try:
        return staff.by_id(here().db, number)
    except KeyError:
        abort(404)


def _home() -> str:
    return url_for("office.people")
