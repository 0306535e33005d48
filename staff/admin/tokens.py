"""What other programs of the clinic may read: made, shown once, revoked."""

from flask import Blueprint, abort, render_template, session, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectMultipleField, StringField
from wtforms.validators import DataRequired, ValidationError

from records.people import api_tokens, audit
from records.people.api_tokens import LONGEST_NAME, TokenNameTaken, is_name
from records.people.audit import AuditAction
from services import here
from staff.accounts.access import staff_only
from staff.accounts.forms import SecretForm
from staff.accounts.roles import Action
from staff.api.access import ALLOWS, Scope
from staff.auditing import audited_by_staff
from web.redirects import see_other

MADE = "new_api_token"
tokens = Blueprint("tokens", __name__, url_prefix="/clinic")


class NewToken(SecretForm):
    """Another program, and what it may read."""

    name = StringField("Which program is it for?", validators=[DataRequired("Enter a name.")])
    scopes = SelectMultipleField(
        "What may it read?",
        choices={str(scope): str(scope).capitalize() for scope in Scope},
        validators=[DataRequired("Tick at least one.")],
    )

    def validate_name(self, field: StringField) -> None:
        """Short enough to read in the audit."""
        if not is_name(field.data or ""):
            raise ValidationError(f"Enter a name of {LONGEST_NAME} characters or fewer.")


@tokens.get("/tokens")
@staff_only(Action.MANAGE_TOKENS)
def show() -> ResponseReturnValue:
    """Every token that there is or was, and a form for a new one."""
    return _page(NewToken())


@tokens.post("/tokens")
@staff_only(Action.MANAGE_TOKENS)
def make() -> ResponseReturnValue:
    """Make one, once for a button pressed twice."""
    form = NewToken()
    if not form.validate_on_submit():
        return _page(form)
    name, scopes = str(form.name.data), sorted(form.scopes.data or ())
    token = form.token(" ".join([*scopes, name]))  # who says something else gets another, or none
    try:
        with here().db.transaction():
            if api_tokens.of_token(here().db, token) is None:
                _add(name, scopes, token)
    except TokenNameTaken as taken:
        form.name.errors = [f"{taken} Revoke that one first, or choose another name."]
        return _page(form)
    session[MADE] = {"name": name, "token": token}
    return see_other(url_for(".once"))


@tokens.get("/tokens/new")
@staff_only(Action.MANAGE_TOKENS)
def once() -> ResponseReturnValue:
    """The token that was just made, this once."""
    made = session.pop(MADE, None)
    return render_template("staff/admin/token.html", **made) if made else see_other(_home())


@tokens.post("/tokens/<int:number>/revoke")
@staff_only(Action.MANAGE_TOKENS)
def revoke(number: int) -> ResponseReturnValue:
    """Let a program read nothing more."""
    found = api_tokens.by_id(here().db, number) or abort(404)
    if not found.revoked:
        with audited_by_staff(AuditAction.REVOKED, audit.of_token(found.name)):
            api_tokens.revoke(here().db, number, here().now)
    return see_other(_home())


def _add(name: str, scopes: list[str], token: str) -> None:
    with audited_by_staff(AuditAction.ADDED, audit.of_token(name)):
        made_by = here().staff.id
        api_tokens.add(here().db, name, scopes, here().now, made_by=made_by, token=token)


def _page(form: NewToken) -> ResponseReturnValue:
    found = api_tokens.everyone(here().db)
    return render_template("staff/admin/tokens.html", tokens=found, form=form, allows=ALLOWS)


def _home() -> str:
    return url_for("tokens.show")
