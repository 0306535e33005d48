"""The runner's pages: start, one page at a time, the result, and the answers read back."""

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from questionnaire.answer_set import AnswerSet, OutdatedAnswers
from questionnaire.forms import form_for
from questionnaire.journey import minutes_of
from questionnaire.questions import Asked, Page
from questionnaire.readback import read_back
from questionnaire.result import Result
from self_check.answer_store import UnreadableAnswers
from self_check.answering import emergency_of, stop_by_itself, take
from self_check.navigation import (
    finished_result,
    forget,
    go_on,
    go_to,
    has_answers,
    keep,
    next_of,
    open_sheet,
    page_or_404,
    page_sent,
)
from self_check.pages import form_on, show_page, show_stop, stop_as_text
from self_check.plan_calendar import CalendarForm, calendar_answer, calendar_form
from self_check.plan_numbers import PlanNumbers, is_taken, plan_numbers
from self_check.reached import name_of, reach
from services import services
from web.redirects import see_other

pages = Blueprint("questionnaire", __name__)
pages.add_app_template_global(has_answers)
pages.add_app_template_global(calendar_form)


@pages.get("/")
def start() -> str:
    """What this is, for whom, and what happens with the answers."""
    sheet = open_sheet()
    return render_template(
        "self_check/start.html",
        sheet=sheet,
        minutes=minutes_of(services().questionnaire),
        is_told=bool(finished_result(sheet) or next_of(sheet).stop),
        is_framed=is_framed(),
    )


def is_framed() -> bool:
    """Whether the clinic's own site may be showing this: a browser keeps no cookies there.

    One that does not say where the page goes is taken to show it in a frame.
    """
    is_set = bool(services().settings.embed_on)
    return is_set and request.headers.get("Sec-Fetch-Dest") != "document"


@pages.get("/about")
def about() -> str:
    """How the check works, its sources, privacy and accessibility."""
    return render_template("self_check/about.html")


@pages.route("/questions/<section>/<name>", methods=["GET", "POST"])
def page(section: str, name: str) -> ResponseReturnValue:
    """One page of questions."""
    sheet, here = open_sheet(), page_or_404(section, name)
    form = form_on(sheet, here)
    if request.method == "POST":
        return take(sheet, here, form, is_explained=False)
    if request.method == "GET" and sheet.is_blank and next_of(sheet).page is here:
        reach(name_of(here))  # nobody sends anything to come to the first
    return show_page(sheet, here, form) if may_open(sheet, here) else go_on(sheet)


@pages.route("/questions/<section>/<name>/explained", methods=["GET", "POST"])
def explained(section: str, name: str) -> ResponseReturnValue:
    """A page of the safety check again, each option explained to those who are not sure."""
    sheet, here = open_sheet(), page_or_404(section, name)
    form = form_on(sheet, here)
    if not any(question.asks_twice for question in form.questions):
        abort(404)
    if request.method == "POST":
        return take(sheet, here, form, is_explained=True)
    return show_page(sheet, here, form, is_explained=True)


@pages.post("/more")
def extras() -> ResponseReturnValue:
    """Ask the extra questions, for a sharper result."""
    sheet = open_sheet().asking(Asked.EXTRA)
    keep(sheet)
    return go_on(sheet)


@pages.get("/answers")
def check() -> ResponseReturnValue:
    """The answers read back, to change any."""
    sheet = open_sheet()
    result = finished_result(sheet)
    if result is None:
        return go_on(sheet)
    return render_template("self_check/check_answers.html", sections=read_back(result.journey))


@pages.route("/assessment", methods=["GET", "POST"])
def assessment() -> ResponseReturnValue:
    """What the answers come to: a stop, or the result, which takes what its plan asks."""
    sheet = open_sheet()
    after, result = next_of(sheet), finished_result(sheet)
    if after.stop:
        return show_stop(after.stop)
    if result is None:
        return go_to(after)
    numbers = plan_numbers(sheet, result)
    if request.method == "POST" and is_taken(sheet, numbers):
        return see_other(url_for(".assessment", _anchor="plan"))
    return _show_result(sheet, result, numbers)


def _show_result(
    sheet: AnswerSet, result: Result, numbers: PlanNumbers | None, **more: object
) -> str:
    left = sheet.asking(Asked.EXTRA).journey.questions_left
    return render_template(
        "assessment/show.html", result=result, left=left, numbers=numbers, **more
    )


@pages.get("/assessment.txt")
def assessment_as_text() -> ResponseReturnValue:
    """A stop, or the result, as a plain text file for the runner's own device."""
    sheet = open_sheet()
    stop, result = next_of(sheet).stop, finished_result(sheet)
    if stop is None and result is None:
        return see_other(url_for(".assessment"))
    text = stop_as_text(stop) if stop else render_template("assessment/show.txt", result=result)
    headers = {"Content-Disposition": "attachment; filename=upper-back-self-check.txt"}
    return Response(text, mimetype="text/plain", headers=headers)


@pages.get("/assessment/print")
def assessment_on_paper() -> ResponseReturnValue:
    """The plan and the exercises of the result, on one page for the fridge."""
    result = finished_result(open_sheet())
    if result is None:
        return see_other(url_for(".assessment"))
    return render_template("assessment/on_paper.html", result=result)


@pages.route("/plan.ics", methods=["GET", "POST"])
def plan_calendar() -> ResponseReturnValue:
    """The plan as a calendar file; asked for by a form, so that no address says anything of it."""
    sheet = open_sheet()
    result, form = finished_result(sheet), CalendarForm()
    if request.method != "POST" or result is None or result.plan is None:
        return see_other(url_for(".assessment"))
    if form.validate():
        return calendar_answer(result, form)
    return _show_result(sheet, result, plan_numbers(sheet, result), calendar=form)


@pages.route("/delete", methods=["GET", "POST"])
def delete_answers() -> ResponseReturnValue:
    """Ask once, then delete every answer."""
    if request.method == "POST":
        forget()
        return see_other(url_for(".deleted"))
    return render_template("self_check/delete.html")


@pages.get("/deleted")
def deleted() -> str:
    """Say that nothing is left."""
    return render_template("self_check/deleted.html")


@pages.app_errorhandler(UnreadableAnswers)
@pages.app_errorhandler(OutdatedAnswers)
def start_again(error: Exception) -> ResponseReturnValue:
    """The answers cannot be used any more: they are forgotten, and the runner told why.

    What was just sent and cannot wait is told all the same.
    """
    forget()
    if (here := page_sent()) and (stop := stop_by_itself(here)):
        return show_stop(stop), 409
    is_outdated = isinstance(error, OutdatedAnswers)
    return render_template("errors/start_again.html", is_outdated=is_outdated), 409


@pages.app_errorhandler(CSRFError)
def open_too_long(error: CSRFError) -> ResponseReturnValue:
    """A form came without its session: the page again, with what was typed, nothing kept yet."""
    here = page_sent()
    if here is None:
        return render_template("errors/open_too_long.html", typed=request.form.get("note")), 400
    sheet, form = AnswerSet(services().questionnaire), form_for(here.questions)()
    if stop := emergency_of(stop_by_itself(here)):
        return show_stop(stop), 400
    is_explained = request.endpoint == "questionnaire.explained"
    return show_page(sheet, here, form, is_explained, is_again=True), 400


def may_open(sheet: AnswerSet, here: Page) -> bool:
    """Whether a page is open: answered already, or the next to be."""
    journey = sheet.journey
    if not journey.questions_on(here):
        return False
    if journey.is_complete(here):
        return True
    is_late = journey.is_core_complete and here in journey.pages
    return is_late or next_of(sheet).page is here
