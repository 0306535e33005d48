"""A result on the phone of whoever took it home: by a scanned address or a typed code, once."""

from collections.abc import Mapping
from datetime import timedelta

from flask import Blueprint, make_response, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from kiosk.forms import HandoffForm
from pre_visit.access import address
from questionnaire.answer_set import AnswerSet, OutdatedAnswers
from questionnaire.result import Result
from records.engine.encryption import Unreadable
from records.engine.tokens import LENGTH, as_read
from records.kiosk import handoffs as copies
from records.people import throttle
from self_check.plan_calendar import CalendarForm, calendar_answer
from services import here, services
from web.redirects import see_other

KEY = "taking"
HELD = "on the page"
HELD_FOR = timedelta(hours=1)
handoff_pages = Blueprint("handoff", __name__, url_prefix="/t")


@handoff_pages.url_value_preprocessor
def hide_token(endpoint: str | None, values: dict[str, str] | None) -> None:
    """Take the token out of what a log of errors would tell of this request."""
    if values:
        request.path = "/t/"


@handoff_pages.route("", methods=["GET", "POST"])
def type_code() -> ResponseReturnValue:
    """Ask for the short code; what is typed is looked up, and spends nothing yet."""
    form = HandoffForm()
    if form.validate_on_submit() and find(form):
        session[KEY] = form.code.data
        return see_other(url_for(".ready"))
    return render_template("kiosk/type_code.html", form=form)


@handoff_pages.get("/<token>")
def exchange_token(token: str) -> ResponseReturnValue:
    """Trade the scanned address for a clean one; a preview does so too, and spends nothing."""
    token = as_read(token)
    session[KEY] = token if len(token) == LENGTH else ""  # short codes are typed, and counted
    answer = make_response(see_other(url_for(".ready")))
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@handoff_pages.get("/ready")
def ready() -> ResponseReturnValue:
    """Ask whether to open it now."""
    if not copies.is_there(here().db, session.get(KEY, ""), here().now):
        return render_template("kiosk/gone.html"), 404
    return render_template("kiosk/arriving.html")


@handoff_pages.post("/open")
def open_copy() -> ResponseReturnValue:
    """The result, this once."""
    kept = copies.take(here().db, services().encryption, session.pop(KEY, ""), here().now)
    return show_result(kept, "kiosk/taken.html")


@handoff_pages.post("/plan.ics")
def plan_calendar() -> ResponseReturnValue:
    """The plan as a calendar file, from the answers that the page holds, encrypted."""
    sheet, form = sheet_of(opened(request.form.get("answers", ""))), CalendarForm()
    result = Result(services().rulebook, sheet.journey) if sheet else None
    if result is None or result.plan is None:
        return render_template("kiosk/gone.html"), 404
    if form.validate():
        return calendar_answer(result, form)
    return show_result(opened(request.form["answers"]), "kiosk/taken.html", calendar=form)


def find(form: HandoffForm) -> bool:
    """Whether there is something to open; says what is wrong otherwise."""
    who = address("home")
    if pause := throttle.attempt(here().db, [who], here().now):
        form.code.errors = [f"There were too many tries. Wait {pause.seconds + 1} seconds."]
        return False
    if not copies.is_there(here().db, form.code.data or "", here().now):
        form.code.errors = ["There is no result for this code. It may be older than 15 minutes."]
        return False
    throttle.forgive(here().db, who)
    return True


class PrintedStore:
    """Answers of a handoff, to be shown only: they cannot be changed and are stored nowhere."""

    blueprint = "handoff"
    layout = "base.html"
    at_the_end = "assessment"
    may_change = False

    def __init__(self, sheet: AnswerSet) -> None:
        self.sheet = sheet

    def open_sheet(self) -> AnswerSet:
        """The answers as they were."""
        return self.sheet

    def keep(self, sheet: AnswerSet) -> None:
        """Nothing is kept."""

    def has_answers(self) -> bool:
        """None that could be forgotten: they are gone with the page."""
        return False


def show_result(
    kept: Mapping[str, object] | None, template: str, **more: object
) -> ResponseReturnValue:
    """The result of a copy; where there is none, what may have become of it."""
    sheet = sheet_of(kept)
    if sheet is None:
        return render_template("kiosk/gone.html"), 404
    here().answers = PrintedStore(sheet)
    held = services().encryption.encrypt({HELD: kept}, now=here().now).decode()
    result = Result(services().rulebook, sheet.journey)
    return render_template(template, result=result, held=held, **more)


def sheet_of(kept: Mapping[str, object] | None) -> AnswerSet | None:
    """The answers of a copy; None where there are none, or none that can be used."""
    try:
        return AnswerSet.of(kept, services().questionnaire) if kept else None
    except OutdatedAnswers:
        return None


def opened(held: str) -> Mapping[str, object] | None:
    """The answers that a page holds for its own calendar file; None an hour later."""
    try:
        found = services().encryption.decrypt(held, HELD_FOR, now=here().now)
    except Unreadable:
        return None
    kept = found.get(HELD) if isinstance(found, dict) else None
    return kept if isinstance(kept, dict) else None
