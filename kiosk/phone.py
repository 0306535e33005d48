"""A result on the phone of whoever took it home: by a scanned address or a typed code, once."""

from collections.abc import Mapping

from flask import Blueprint, make_response, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from kiosk.forms import HandoffForm
from pre_visit.access import address
from questionnaire.answer_set import AnswerSet, OutdatedAnswers
from questionnaire.result import Result
from records.engine.tokens import LENGTH, as_read
from records.kiosk import handoffs as copies
from records.people import throttle
from services import here, services
from web.redirects import see_other

KEY = "taking"
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


def show_result(kept: Mapping[str, object] | None, template: str) -> ResponseReturnValue:
    """The result of a copy; where there is none, what may have become of it."""
    try:
        sheet = AnswerSet.of(kept, services().questionnaire) if kept else None
    except OutdatedAnswers:
        sheet = None
    if sheet is None:
        return render_template("kiosk/gone.html"), 404
    here().answers = PrintedStore(sheet)
    return render_template(template, result=Result(services().rulebook, sheet.journey))
