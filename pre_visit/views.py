"""A patient's pages: from the link, past who asks and what is agreed, to what was sent."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from pre_visit.access import for_patient, record, redirect_to_next
from pre_visit.answering import (
    ask_to_correct,
    begin_form,
    begun_too_often,
    close,
    count_guess,
    may_have_sent,
    open_visit,
    replace_unusable,
    send,
    take_word,
    take_year,
)
from pre_visit.forms import AgreeForm, EarlierForm, NotMeForm, YearForm
from pre_visit.link_status import LinkStatus, shown_until
from pre_visit.pages import (
    cannot_go_on,
    cannot_keep,
    cannot_open,
    heeded,
    is_told_alike,
    nothing_here,
    sent_too_late,
    show_check,
    show_elsewhere,
    show_sent,
    show_start,
)
from questionnaire.answer_set import OutdatedAnswers
from questionnaire.result import Result
from questionnaire.stops import stop_for
from records.engine.encryption import Unreadable
from records.engine.errors import StorageError
from self_check import views as self_check
from self_check.answer_store import UnreadableAnswers
from self_check.navigation import count, finished_result, go_on, open_sheet
from self_check.pages import show_stop
from self_check.plan_calendar import CalendarForm, calendar_answer
from services import here, services
from web.password_hashing import LATER, Busy
from web.redirects import see_other

visit = Blueprint("visit", __name__, url_prefix="/visit/<visit>")
ELSEWHERE = (LinkStatus.BEGUN_ELSEWHERE, LinkStatus.SENT_ELSEWHERE)
MAY_BEGIN = (LinkStatus.UNAGREED, LinkStatus.BEGUN_ELSEWHERE)
OPEN = (LinkStatus.NEW, LinkStatus.UNPROVED, *MAY_BEGIN, LinkStatus.ANSWERING)


@visit.url_value_preprocessor
def take_name(endpoint: str | None, values: dict[str, str] | None) -> None:
    """Take the visit's name out of the address, so that any view can be used in a visit."""
    here().public_id = (values or {}).pop("visit", "")


@visit.url_defaults
def put_name(endpoint: str, values: dict[str, str]) -> None:
    """Put the name back into the addresses of the visit's own pages."""
    if here().public_id:
        values.setdefault("visit", here().public_id)


@visit.route("", methods=["GET", "POST"])
@for_patient(*LinkStatus)
def start() -> ResponseReturnValue:
    """Who asks and for which visit; where somebody left off; or why the link is closed."""
    return open_visit() if request.method == "POST" else show_start()


@visit.route("/not-me", methods=["GET", "POST"])
@for_patient(*OPEN, LinkStatus.SENT_ELSEWHERE, LinkStatus.SENT)
def not_me() -> ResponseReturnValue:
    """Close a link that came to somebody else."""
    form = NotMeForm.asking(may_have_sent())
    if form.validate_on_submit():
        return close(form)
    return render_template("pre_visit/not_me.html", form=form, asks=may_have_sent())


@visit.route("/year-of-birth", methods=["GET", "POST"])
@for_patient(LinkStatus.UNPROVED)
def year() -> ResponseReturnValue:
    """The clinic's check question."""
    form = YearForm()
    if form.validate_on_submit() and (answer := take_year(form)):
        return answer
    return render_template("pre_visit/year.html", form=form)


@visit.route("/agree", methods=["GET", "POST"])
@for_patient(*MAY_BEGIN, in_turn=False)
def agree() -> ResponseReturnValue:
    """What is read by whom and kept how long, before the first question."""
    form, is_busy = AgreeForm(here().invited), False
    if form.is_submitted() and request.form.get("agree") != "yes":
        return see_other(url_for(".declined"))
    if begun_too_often():
        return render_template("pre_visit/begun_too_often.html"), 409
    try:
        if form.is_submitted() and form.word.data:
            count_guess()  # before the word is told from the clinic's reference
        if form.validate_on_submit() and (answer := begin_form(form)):
            return answer
    except Busy:
        form.word.data, is_busy = "", True
    keep = services().settings.keep
    page = render_template("pre_visit/agree.html", form=form, keep=keep, is_busy=is_busy)
    return (page, Busy.code, {"Retry-After": f"{LATER}"}) if is_busy else page


@visit.route("/earlier-answers", methods=["GET", "POST"])
@for_patient(*ELSEWHERE, in_turn=False)
def earlier() -> ResponseReturnValue:
    """The word that opens answers which were given in another browser."""
    form = EarlierForm()
    try:
        if form.validate_on_submit() and (answer := take_word(form)):
            return answer
    except Busy:
        form.word.data = ""
        return show_elsewhere(form, is_busy=True), Busy.code, {"Retry-After": f"{LATER}"}
    return show_elsewhere(form)


@visit.get("/rather-not")
@for_patient(LinkStatus.NEW, LinkStatus.UNPROVED, *MAY_BEGIN)
def declined() -> str:
    """Nobody has to answer."""
    return render_template("pre_visit/declined.html")


for rule, endpoint in {
    "/questions/<section>/<name>": self_check.page,
    "/questions/<section>/<name>/explained": self_check.explained,
}.items():
    view = for_patient(*LinkStatus)(heeded(endpoint))
    visit.add_url_rule(rule, endpoint.__name__, view, methods=["GET", "POST"])


@visit.route("/answers", methods=["GET", "POST"])
@for_patient(LinkStatus.ANSWERING)
def check() -> ResponseReturnValue:
    """Check the answers, then send them."""
    result = finished_result(open_sheet())
    if result is None:
        return go_on(open_sheet())
    is_stale = request.form.get("seen", "") != record().etag
    if request.method == "POST" and not is_stale:
        count(result.assessment.next_step)
        return send()
    return show_check(result)


@visit.get("/sent")
@for_patient(LinkStatus.SENT)
def sent() -> str:
    """What happens next, and what was sent, read only."""
    return show_sent(record().begun)


@visit.post("/correction")
@for_patient(LinkStatus.SENT)
def correct() -> ResponseReturnValue:
    """Ask the clinic to open the answers again."""
    ask_to_correct(record().begun)
    return see_other(url_for(".sent"))


@visit.get("/assessment")
@for_patient(LinkStatus.ANSWERING, LinkStatus.SENT)
def assessment() -> ResponseReturnValue:
    """A stop at any time; the result once the answers are sent."""
    is_sent = here().link_status is LinkStatus.SENT
    if is_sent and not is_told_alike(record().begun):
        return redirect_to_next()
    sheet = open_sheet()
    if stop := stop_for(services().rulebook, sheet.journey):
        return show_stop(stop)
    if not is_sent:
        return redirect_to_next()
    return _show_result(finished_result(sheet))


def _show_result(result: Result | None, **more: object) -> str:
    until = shown_until(here().invited)
    return render_template("pre_visit/result.html", result=result, shown_until=until, **more)


@visit.get("/assessment.txt")
@for_patient(LinkStatus.ANSWERING, LinkStatus.SENT)
def assessment_as_text() -> ResponseReturnValue:
    """A stop at any time, or the result once it is told, as a plain text file."""
    if here().link_status is LinkStatus.SENT:
        may_be_told = is_told_alike(record().begun)
    else:
        may_be_told = stop_for(services().rulebook, open_sheet().journey) is not None
    return self_check.assessment_as_text() if may_be_told else redirect_to_next()


@visit.get("/assessment/print")
@for_patient(LinkStatus.SENT)
def assessment_on_paper() -> ResponseReturnValue:
    """The plan and the exercises of the result, on one page for the fridge."""
    is_the_same = is_told_alike(record().begun)
    return self_check.assessment_on_paper() if is_the_same else redirect_to_next()


@visit.post("/plan.ics")
@for_patient(LinkStatus.SENT)
def plan_calendar() -> ResponseReturnValue:
    """The plan as a calendar file."""
    is_the_same = is_told_alike(record().begun)
    result, form = finished_result(open_sheet()) if is_the_same else None, CalendarForm()
    if result is None or result.plan is None:
        return redirect_to_next()
    return calendar_answer(result, form) if form.validate() else _show_result(result, calendar=form)


@visit.post("/begin-again")
@for_patient(LinkStatus.ANSWERING)
def begin_again() -> ResponseReturnValue:
    """A blank sheet, where the questions have changed since."""
    replace_unusable()
    return redirect_to_next()


visit.register_error_handler(404, nothing_here)
visit.register_error_handler(StorageError, cannot_keep)
visit.register_error_handler(CSRFError, sent_too_late)
visit.register_error_handler(OutdatedAnswers, cannot_go_on)
visit.register_error_handler(UnreadableAnswers, cannot_open)
visit.register_error_handler(Unreadable, cannot_open)
