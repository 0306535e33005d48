"""The links of a whole clinic day: pasted, put right, made and sent."""

from datetime import timedelta

from flask import render_template
from flask.typing import ResponseReturnValue

from services import here
from staff.accounts.access import staff_only
from staff.accounts.roles import Action
from staff.links.blueprint import hand_over, link_issuer, links, make_once, physiotherapists
from staff.links.day_forms import DayList
from staff.links.day_preview import DayPreview, VisitLine
from staff.links.fields import typed_day
from staff.links.link_request import HasLink


@links.get("/day/preview", endpoint="day_again")
@links.get("/day")
@staff_only(Action.MAKE_LINKS)
def day() -> ResponseReturnValue:
    """Which day, and who comes; tomorrow, unless told otherwise."""
    tomorrow = here().today + timedelta(days=1)
    form = DayList(physiotherapists(), data={"day": tomorrow.isoformat()})
    return render_template("staff/links/day.html", form=form)


CHANGED = "You changed the list, so nothing was made yet. Check it again."


@links.post("/day/preview")
@staff_only(Action.MAKE_LINKS)
def preview_day() -> ResponseReturnValue:
    """How each line was understood, to be put right; looked at again when it was. Nothing is kept.

    A list that is new, or another than before, is read from its beginning; another day for the
    same list leaves what was put right.
    """
    pasted, preview = DayList(physiotherapists()), DayPreview(physiotherapists())
    if not preview.all_lines or not pasted.is_as_read or not pasted.validate_on_submit():
        return _read(pasted)
    return _look_again(preview, pasted)


@links.post("/day/made")
@staff_only(Action.MAKE_LINKS)
def make_day() -> ResponseReturnValue:
    """Make all of them or none, send what can be sent, and show them.

    Where the list was changed, or somebody was quicker, there is another preview first.
    """
    pasted, preview = DayList(physiotherapists()), DayPreview(physiotherapists())
    if not pasted.is_as_read or not pasted.validate_on_submit():
        return _read(pasted, CHANGED)
    if pasted.has_new_defaults:
        return _look_again(preview, pasted, CHANGED)
    if not preview.validate_on_submit():
        return _show_preview(preview, pasted)
    try:
        given = make_once(preview.once.data, preview.asks())
    except HasLink:
        count = preview.leave_out_known()
        preview.validate()
        which = f"{count} of these have" if count != 1 else "One of these has"
        return _show_preview(preview, pasted, f"Nothing was made yet. {which} a link by now.")
    return hand_over(given, "staff/links/day_made.html")


@links.get("/day/made")
@staff_only(Action.MAKE_LINKS)
def day_made() -> ResponseReturnValue:
    """What a reload of the page with the addresses comes to."""
    return render_template("staff/links/shown_once.html", are_many=True)


def _read(pasted: DayList, notice: str = "") -> ResponseReturnValue:
    """The first preview of a list."""
    if not pasted.validate_on_submit():
        return render_template("staff/links/day.html", form=pasted)
    preview = DayPreview(physiotherapists(), formdata=None, data={"visits": pasted.visits()})
    return _look_again(preview, pasted, notice)


def _look_again(preview: DayPreview, pasted: DayList, notice: str = "") -> ResponseReturnValue:
    if pasted.has_new_defaults:
        preview.follow(pasted)
    preview.leave_out_known()
    preview.validate()
    return _show_preview(preview, pasted, notice)


def _show_preview(preview: DayPreview, pasted: DayList, notice: str = "") -> ResponseReturnValue:
    pasted.remember()
    chosen = pasted.chosen_day()
    days = [typed_day(line.day.data or "") for line in preview.all_lines]
    is_one_day = len(set(days)) == 1 and not any(line.day.errors for line in preview.all_lines)
    return render_template(
        "staff/links/day_preview.html",
        form=preview,
        pasted=pasted,
        day=days[0] if is_one_day else None,
        chosen=chosen,
        others=len([day for day in days if day and day != chosen]),
        understood=pasted.pasted,
        has_years=any(line.birth_year.data for line in preview.all_lines),
        notice=notice,
        sends=any(map(_can_be_sent, preview.chosen)),
    )


def _can_be_sent(line: VisitLine) -> bool:
    return link_issuer().channel(line.email.data or "", line.phone.data or "") is not None
