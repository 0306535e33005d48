"""This request's answers, wherever they are kept (`here().answers`), and where to go next."""

from flask import Response, abort, request, session, url_for

from questionnaire.answer_set import AnswerSet
from questionnaire.questions import Asked, Page
from questionnaire.result import Result
from questionnaire.way import Next, next_for
from rules.rulebook import NextStep
from self_check.reached import RESULT, STOP, name_of, reach
from services import here, services
from web.redirects import see_other


def open_sheet() -> AnswerSet:
    """The visitor's answers so far. Raises UnreadableAnswers and OutdatedAnswers."""
    sheet: AnswerSet = here().answers.open_sheet()
    return sheet


def has_answers() -> bool:
    """Whether there is anything to delete."""
    return bool(here().answers.has_answers())


def keep(sheet: AnswerSet) -> None:
    """Keep the answers where this visitor's are kept."""
    here().answers.keep(sheet)


def forget() -> None:
    """Forget everything about the visitor."""
    session.clear()
    session.modified = True


def finished_result(sheet: AnswerSet) -> Result | None:
    """The result, once all that everybody is asked is answered and nothing stops it; None before.

    A patient is asked more, and has a result once all of it is answered or skipped.
    """
    needed = sheet if sheet.asks >= Asked.VISIT else sheet.asking(Asked.ALWAYS)
    if needed.journey.next_page() or not next_of(needed).is_finished:
        return None
    return Result(services().rulebook, sheet.journey)


def next_of(sheet: AnswerSet) -> Next:
    """What comes next for the visitor."""
    return next_for(sheet, services().rulebook)


def go_on(sheet: AnswerSet) -> Response:
    """A redirect to whatever comes next."""
    return go_to(next_of(sheet))


def go_to(step: Next) -> Response:
    """A redirect to this; who sent something has reached it."""
    store = here().answers
    endpoint = store.at_the_end if step.is_finished else step.endpoint
    if request.method == "POST":
        reach(name_of(step.page) if step.page else endpoint)
    endpoint = f"{store.blueprint}.{endpoint}"
    if step.page is None:
        return see_other(url_for(endpoint))
    return see_other(url_for(endpoint, section=step.page.section, name=step.page.id))


def count(step: NextStep) -> None:
    """Count that somebody came to a next step; who it was is noted nowhere."""
    reach(STOP if step >= NextStep.SAME_DAY else RESULT)
    services().counters.told(step.id)


def page_sent() -> Page | None:
    """The page of questions that was sent, in any room; None where none was, or one only opened."""
    where = request.view_args or {}
    if request.method != "POST" or not {"section", "name"} <= where.keys():
        return None
    page: Page | None = services().questionnaire.page(where["section"], where["name"])
    return page


def page_or_404(section: str, name: str) -> Page:
    """The page at an address; 404 when there is none."""
    page: Page | None = services().questionnaire.page(section, name)
    if page is None:
        abort(404)
    return page
