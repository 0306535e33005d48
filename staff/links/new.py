"""One link: asked for, made, and shown once."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from records.answers import invitations
from services import here, services
from staff.accounts.access import staff_only
from staff.accounts.roles import Action
from staff.links.blueprint import hand_over, links, make_once, physiotherapists
from staff.links.forms import NewLink
from staff.links.link_request import HasLink


@links.get("/new")
@staff_only(Action.MAKE_LINKS)
def new() -> ResponseReturnValue:
    """Whom to ask, before which visit; filled in for who asks for another link to the same."""
    again = invitations.find(here().db, services().encryption, request.args.get("again", ""))
    return render_template("staff/links/new.html", form=NewLink(physiotherapists(), again))


@links.post("/made")
@staff_only(Action.MAKE_LINKS)
def make() -> ResponseReturnValue:
    """Make the link and show it."""
    form = NewLink(physiotherapists())
    if not form.validate_on_submit():
        return render_template("staff/links/new.html", form=form)
    try:
        given = make_once(form.once.data, [form.ask()])
    except HasLink:
        form.tell_link()
        return render_template("staff/links/new.html", form=form)
    return hand_over(given, "staff/links/made.html")


@links.get("/made")
@staff_only(Action.MAKE_LINKS)
def made() -> ResponseReturnValue:
    """What a reload of the page with the address comes to."""
    return render_template("staff/links/shown_once.html", are_many=False)
