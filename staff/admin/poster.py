"""Ways to the self-check: a poster for the waiting room, and a button for the clinic's site."""

from flask import Blueprint, render_template

from questionnaire.journey import minutes_of
from services import services
from settings.address import works_only_here
from staff.accounts.access import staff_only
from staff.accounts.roles import Action
from web.qr_code import qr_code

poster = Blueprint("poster", __name__, url_prefix="/clinic")


@poster.get("/poster")
@staff_only(Action.INVITE)
def show() -> str:
    """A poster to print, and HTML to copy."""
    base_url = services().settings.base_url
    return render_template(
        "staff/admin/poster.html",
        address=f"{base_url}/",
        code=qr_code(f"{base_url}/", "The address of the self-check as a code to scan"),
        minutes=minutes_of(services().questionnaire),
        is_only_here=works_only_here(base_url),
    )
