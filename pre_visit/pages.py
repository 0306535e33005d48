"""A visit's pages as they are shown, and what is said when something is in the way."""

from functools import wraps

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import NotFound

from pre_visit.access import UNKNOWN, View, admit, record, redirect_to_next
from pre_visit.answering import may_give_word
from pre_visit.chosen_word import MOST_TRIES
from pre_visit.forms import EarlierForm
from pre_visit.link_status import LinkStatus, shown_until
from pre_visit.recheck import ASKS, compared
from questionnaire.answer_set import AnswerSet, OutdatedAnswers
from questionnaire.answers import in_words
from questionnaire.forms import form_for
from questionnaire.journey import Journey, minutes_of
from questionnaire.questions import Page, QuestionKind
from questionnaire.readback import read_back
from questionnaire.result import Result
from questionnaire.stops import Stop
from records.answers import contents
from records.answers.responses import Response
from records.engine.errors import DATA_INTACT, StorageError
from self_check.answer_store import UnreadableAnswers
from self_check.answering import emergency_of, stop_by_itself, stop_with
from self_check.navigation import open_sheet, page_sent
from self_check.pages import show_page, show_stop
from services import here, services
from web.errors import what_failed
from web.redirects import see_other


def show_start() -> str:
    """The front page of a visit, as it stands for this browser."""
    if here().link_status is LinkStatus.SENT:
        return render_template(
            "pre_visit/already_sent.html", shown_until=shown_until(here().invited)
        )
    if here().link_status in (LinkStatus.NEW, LinkStatus.UNPROVED, LinkStatus.UNAGREED):
        minutes = minutes_of(services().questionnaire, ASKS[here().invited.kind])
        return render_template("pre_visit/start.html", minutes=minutes)
    if here().link_status in (LinkStatus.BEGUN_ELSEWHERE, LinkStatus.SENT_ELSEWHERE):
        return show_elsewhere(EarlierForm(formdata=None))
    if here().link_status is not LinkStatus.ANSWERING:
        return render_template("pre_visit/ended.html")
    sheet = open_sheet()
    done, total = how_far(sheet.journey)
    return render_template(
        "pre_visit/welcome_back.html", done=done, total=total, is_of_before=sheet.is_of_before
    )


def show_elsewhere(form: EarlierForm, is_busy: bool = False) -> str:
    """That answers were given in another browser, and the ways to go on: none shows them here."""
    return render_template(
        "pre_visit/elsewhere.html",
        form=form,
        may_give_word=may_give_word(),
        is_busy=is_busy,
        is_shut=here().invited.word_tries >= MOST_TRIES,
    )


def how_far(journey: Journey) -> tuple[int, int]:
    """The pages that are done, and all that are asked."""
    return sum(map(journey.is_complete, journey.pages)), len(journey.pages)


def show_check(result: Result) -> str:
    """The answers read back; and whether they changed elsewhere."""
    return render_template(
        "pre_visit/check.html",
        sections=read_back(result.journey),
        last=result.journey.pages[-1],
        found=result.assessment,
        is_of_before=open_sheet().is_of_before,
        seen=record().etag,
        is_stale=request.method == "POST",
    )


def show_sent(response: Response) -> str:
    """What was sent and told, by the titles that its sections had then."""
    told = response.snapshot
    document = contents.find(here().db, told["version"]["questions"]) if told else None
    asked = told["asked"] if told else []
    sections = {
        section["title"]: [row for row in asked if row["section"] == section["id"]]
        for section in (document["sections"] if document else ())
    }
    return render_template(
        "pre_visit/sent.html",
        response=response,
        told=told,
        compared=compared(told, record().before) if told else (),
        rulebook=services().rulebook,
        sections={title: rows for title, rows in sections.items() if rows},
        is_alike=is_told_alike(response),
        shown_until=shown_until(here().invited),
    )


def is_told_alike(response: Response) -> bool:
    """Whether a result would be told again: neither questions nor rules have changed.

    A recheck has none.
    """
    if here().invited.is_recheck:
        return False
    now = {"questions": services().questionnaire.version, "rules": services().rulebook.version}
    return bool(response.kept and response.snapshot and response.snapshot["version"] == now)


def nothing_here(error: NotFound) -> ResponseReturnValue:
    """A page that a visit does not have; or a visit that is not open to this browser."""
    if stop := stop_told_late():
        return show_stop(stop, is_kept=False), 404
    if is_without_cookies():
        return render_template("pre_visit/preview.html")
    name = "pre_visit/nothing_here.html" if here().invitation else "pre_visit/unknown.html"
    return render_template(name), 404


def is_without_cookies() -> bool:
    """Whether this comes from a link by what keeps no cookie: a chat's preview, most likely.

    What has the name of no visit looks alike; a wrong link leads to another page.
    """
    is_front = request.endpoint == "visit.start" and here().public_id != UNKNOWN
    return is_front and request.method != "POST" and not request.cookies


def cannot_go_on(error: OutdatedAnswers) -> ResponseReturnValue:
    """The questions have changed: what was sent is still told, the rest begins anew."""
    if stop := stop_told_late():
        return show_stop(stop, is_kept=False), 409
    if here().link_status is LinkStatus.SENT:
        return see_other(url_for(".sent"))
    return render_template("pre_visit/start_again.html"), 409


def cannot_open(error: Exception) -> ResponseReturnValue:
    """No key opens the answers so far: they stay as they are."""
    if stop := stop_told_late():
        return show_stop(stop, is_kept=False), 503
    return render_template("pre_visit/unreadable.html"), 503


def sent_too_late(error: CSRFError) -> ResponseReturnValue:
    """A form came without its session: the page again with what was typed, nothing kept yet."""
    here = page_sent()
    if here and (stop := emergency_of(stop_by_itself(here))):
        return show_stop(stop, is_kept=False), 400
    if here and (page := once_more(here, is_again=True)):
        return page, 400
    return render_template("pre_visit/open_again.html", typed=typed(here)), 400


def cannot_keep(error: StorageError) -> ResponseReturnValue:
    """The records cannot be written just now: say so, with what was typed still there."""
    is_safe, here = what_failed(error) in DATA_INTACT, page_sent()
    if here and (stop := emergency_of(stop_with(here, so_far()))):
        return show_stop(stop, is_kept=False), 503
    page = once_more(here, is_unkept=True) if here else None
    if page is None and (stop := stop_told_late()):
        return show_stop(stop, is_kept=False), 503
    page = page or render_template("pre_visit/unkept.html", is_safe=is_safe)
    return page, 503, {"Retry-After": "60"}


def once_more(page: Page, is_again: bool = False, is_unkept: bool = False) -> str | None:
    """A page of questions with what was chosen on it, for whoever may still answer it."""
    try:
        admit()
        sheet = open_sheet()
    except (NotFound, OutdatedAnswers, UnreadableAnswers, StorageError):
        return None
    if here().link_status is not LinkStatus.ANSWERING:
        return None
    form = form_for(sheet.journey.questions_on(page))()
    why = {"is_again": is_again, "is_unkept": is_unkept}
    return show_page(sheet, page, form, request.endpoint == "visit.explained", **why)


def typed(here: Page | None) -> str:
    """What was written in own words on a page that could not be kept, to be copied."""
    questions = here.questions if here else ()
    form = form_for(questions)()
    written = [q for q in questions if q.kind in (QuestionKind.TEXT, QuestionKind.ACTIVITIES)]
    return "\n\n".join(words for q in written for words in in_words(q, form.answer_to(q)))


def so_far() -> AnswerSet:
    """The answers of before, for whoever may still answer; a blank sheet for anybody else."""
    try:
        admit()
        return (
            open_sheet()
            if here().link_status is LinkStatus.ANSWERING
            else AnswerSet(services().questionnaire)
        )
    except (NotFound, OutdatedAnswers, UnreadableAnswers, StorageError):
        return AnswerSet(services().questionnaire)


def heeded(view: View) -> View:
    """A page of questions that tells what cannot wait even to those who send it too late."""

    @wraps(view)
    def heed(**values: str) -> ResponseReturnValue:
        if here().link_status is LinkStatus.ANSWERING:
            return view(**values)
        stop = stop_told_late()
        return (show_stop(stop, is_kept=False), 409) if stop else redirect_to_next()

    return heed


def stop_told_late() -> Stop | None:
    """What a page calls for that was sent to a visit which takes no answers, or not these.

    By itself: earlier answers are not for whoever is at this browser now.
    """
    here = page_sent()
    return stop_by_itself(here) if here else None
