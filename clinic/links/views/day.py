"""The links of a whole clinic day, from a pasted list."""

import secrets

from flask import g, render_template
from flask.typing import ResponseReturnValue

from clinic.links.forms import DayList
from clinic.links.views.room import batch, giver, hand_over, links, physiotherapists
from clinic.staff.access import staff_only
from clinic.staff.roles import Action


@links.get("/day")
@staff_only(Action.MAKE_LINKS)
def day() -> ResponseReturnValue:
    """Which day, and who comes."""
    form = DayList(physiotherapists())
    form.once.data = secrets.token_urlsafe(24)
    return render_template("clinic/links/day.html", form=form)


@links.post("/day/made")
@staff_only(Action.MAKE_LINKS)
def make_day() -> ResponseReturnValue:
    """Make all of them or none, and show them."""
    form = DayList(physiotherapists())
    if not form.validate_on_submit():
        return render_template("clinic/links/day.html", form=form)
    given = giver().make(form.asks(), batch(form.once.data))
    g.visit_day = form.day.data
    return hand_over(given, "clinic/links/day_made.html")
