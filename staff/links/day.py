"""The links of a whole clinic day: pasted, put right, made and sent."""

from datetime import timedelta

from flask import render_template
from flask.typing import ResponseReturnValue

from records.answers import invitations
from services import here, services
from staff.accounts.access import staff_only
from staff.accounts.roles import Action
from staff.links.blueprint import batch, hand_over, link_issuer, links, physiotherapists
from staff.links.day_forms import DayList, DayPreview
from staff.links.lifetime import as_kept
from staff.typed import read_day, read_time


@links.get("/day/preview", endpoint="day_again")
@links.get("/day")
@staff_only(Action.MAKE_LINKS)
def day() -> ResponseReturnValue:
    """Which day, and who comes; tomorrow, unless told otherwise."""
    tomorrow = here().today + timedelta(days=1)
    form = DayList(physiotherapists(), data={"day": tomorrow.isoformat()})
    return render_template("staff/links/day.html", form=form)


@links.post("/day/preview")
@staff_only(Action.MAKE_LINKS)
def preview_day() -> ResponseReturnValue:
    """How each line was understood, to be put right. Nothing is kept yet."""
    form = DayList(physiotherapists())
    if not form.validate_on_submit():
        return render_template("staff/links/day.html", form=form)
    visits = [one | _known(one) for one in form.visits()]
    data = {"once": form.once.data, "visits": visits}
    preview = DayPreview(physiotherapists(), formdata=None, data=data)
    preview.validate()
    return _show_preview(preview, form)


@links.post("/day/made")
@staff_only(Action.MAKE_LINKS)
def make_day() -> ResponseReturnValue:
    """Make all of them or none, send what can be sent, and show them."""
    form = DayPreview(physiotherapists())
    if not form.validate_on_submit():
        return _show_preview(form, DayList(physiotherapists()))
    given = link_issuer().make(form.asks(), batch(form.once.data), here().staff.id)
    return hand_over(given, "staff/links/day_made.html")


def _show_preview(preview: DayPreview, pasted: DayList) -> ResponseReturnValue:
    days = {line.day.data for line in preview.all_lines}
    return render_template(
        "staff/links/day_preview.html",
        form=preview,
        pasted=pasted,
        day=read_day(days.pop() or "") if len(days) == 1 else None,
        unused=pasted.pasted.unused,
    )


def _known(visit: dict[str, str]) -> dict[str, str]:
    """What a line holds besides where there is a link for its visit already: it is left out."""
    day, at = read_day(visit["day"]), read_time(visit.get("at", ""))
    theirs = invitations.of_reference(here().db, services().encryption, visit.get("reference", ""))
    is_known = day and any(
        one.visit == as_kept(day, at) and one.withdrawn is None for one in theirs
    )
    return {"known": "1", "left_out": "y"} if is_known else {}
