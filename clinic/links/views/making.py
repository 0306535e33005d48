"""One link: asked for, made, and shown once."""

import secrets

from flask import render_template
from flask.typing import ResponseReturnValue

from clinic.links.forms import NewLink
from clinic.links.views.room import batch, giver, hand_over, links, physiotherapists
from clinic.staff.access import staff_only
from clinic.staff.roles import Action


@links.get("/new")
@staff_only(Action.MAKE_LINKS)
def new() -> ResponseReturnValue:
    """Whom to ask, before which visit."""
    form = NewLink(physiotherapists())
    form.once.data = secrets.token_urlsafe(24)
    return render_template("clinic/links/new.html", form=form)


@links.post("/made")
@staff_only(Action.MAKE_LINKS)
def make() -> ResponseReturnValue:
    """Make the link and show it."""
    form = NewLink(physiotherapists())
    if not form.validate_on_submit():
        return render_template("clinic/links/new.html", form=form)
    given = giver().make([form.ask()], batch(form.once.data))
    return hand_over(given, "clinic/links/made.html")


@links.get("/made")
@links.get("/day/made", endpoint="day_made")
@staff_only(Action.MAKE_LINKS)
def made() -> ResponseReturnValue:
    """What a reload of the page with the address comes to."""
    return render_template("clinic/links/shown_once.html")
