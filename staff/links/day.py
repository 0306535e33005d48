"""The links of a whole clinic day, from a pasted list."""

from flask import render_template
from flask.typing import ResponseReturnValue

from staff.accounts.access import staff_only
from staff.accounts.roles import Action
from staff.links.blueprint import batch, hand_over, link_issuer, links, physiotherapists
from staff.links.forms import DayList


@links.get("/day")
@staff_only(Action.MAKE_LINKS)
def day() -> ResponseReturnValue:
    """Which day, and who comes."""
    form = DayList(physiotherapists())
    return render_template("staff/links/day.html", form=form)


@links.post("/day/made")
@staff_only(Action.MAKE_LINKS)
def make_day() -> ResponseReturnValue:
    """Make all of them or none, and show them."""
    form = DayList(physiotherapists())
    if not form.validate_on_submit():
        return render_template("staff/links/day.html", form=form)
    given = link_issuer().make(form.asks(), batch(form.once.data))
    return hand_over(given, "staff/links/day_made.html", day=form.day.data)
