"""Pages of questions, and stops, as they are shown."""

from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

from flask import current_app, render_template
from wtforms import Field

from questionnaire.answer_set import AnswerSet
from questionnaire.care_card import care_card
from questionnaire.forms import PageForm, form_for, typed_from
from questionnaire.journey import progress_of
from questionnaire.questions import Page, Question
from questionnaire.stops import Stop, is_stop_to_come
from rules.reach import reach_of
from rules.rulebook import NextStep, Rulebook
from services import here, services

# Rooms in which others can read the screen too.
STOP = {"kiosk": "kiosk/stop.html"}
TOO_YOUNG = {"kiosk": "kiosk/too_young.html"}


class Blank:
    """A field that nobody has filled in yet."""

    data = None
    errors = ()


def form_on(sheet: AnswerSet, here: Page) -> PageForm:
    """The form of a page, holding what was just typed or what was answered before."""
    questions = sheet.journey.questions_on(here)
    return form_for(questions)(data=typed_from(questions, sheet.answers, sheet.unit))


def form_of(sheet: AnswerSet, questions: tuple[Question, ...]) -> PageForm:
    """The form of some questions, holding what was answered before and nothing just typed."""
    return form_for(questions)(None, data=typed_from(questions, sheet.answers, sheet.unit))


def show_page(
    sheet: AnswerSet,
    here: Page,
    form: PageForm,
    is_explained: bool = False,
    is_again: bool = False,
    **more: object,
) -> str:
    """A page of questions, with its errors if there are any.

    `is_again`: its session is gone, and with that what it had seen.
    """
    seen = None if is_again else form.hidden.get("seen")
    more = {"is_of_before": sheet.is_of_before} | more
    is_heading = not here.title or (len(form.questions) == 1 and not here.intro)
    return render_template(
        "self_check/page.html",
        page=here,
        is_heading=is_heading,
        form=form,
        question=partial(
            _question,
            is_heading=is_heading,
            is_explained=is_explained,
            carried_over=sheet.carried_over,
        ),
        progress=progress_of(sheet.journey, here),
        so_far=_so_far(sheet),
        before=sheet.journey.page_before(here),
        is_explained=is_explained,
        carried_over=sheet.carried_over,
        is_again=is_again,
        seen=seen or sheet.etag(form.questions),
        **more,
    )


def _so_far(sheet: AnswerSet) -> str:
    """What is said already where a stop is sure to come; empty elsewhere."""
    rulebook = services().rulebook
    is_to_come = is_stop_to_come(rulebook, sheet.journey)
    return rulebook.advice.next_steps[NextStep.SAME_DAY.id].so_far if is_to_come else ""


def _question(
    question: Question,
    field: Field,
    is_heading: bool,
    is_explained: bool,
    carried_over: frozenset[str],
) -> str:
    if question.again and question.id in carried_over:
        question = replace(question, text=question.again)
    rulebook = services().rulebook
    if field.data or field.errors or is_explained:
        return _rendered(question, field, is_heading, is_explained, rulebook)
    return _blank(question, is_heading, rulebook)


@lru_cache(maxsize=512)
def _blank(question: Question, is_heading: bool, rulebook: Rulebook) -> str:
    """A question without an answer is the same for everyone, so it is made once.

    What has an answer in it is never kept here.
    """
    return _rendered(question, Blank, is_heading, False, rulebook)


def _rendered(
    question: Question, field: object, is_heading: bool, is_explained: bool, rulebook: Rulebook
) -> str:
    # A template's module knows its macros only once it is read.
    macros: Any = current_app.jinja_env.get_template("macros/questions.html").module
    reach = reach_of(rulebook).get(question.id)
    rendered: str = macros.question(question, field, reach, is_heading, is_explained)
    return rendered


def show_stop(stop: Stop, is_kept: bool = True) -> str:
    """The full page that a stop leads to; it says so where nobody else will learn of it."""
    blueprint = here().answers.blueprint
    if stop.next_step is None:
        template = TOO_YOUNG.get(blueprint, "assessment/too_young.html")
    else:
        template = STOP.get(blueprint, "assessment/stop.html")
    return render_template(
        template, stop=stop, is_kept=is_kept, as_text=stop_as_text(stop), **_told(stop)
    )


def stop_as_text(stop: Stop) -> str:
    """The same as plain text, to take along: made for this request and kept nowhere."""
    return render_template("assessment/stop.txt", stop=stop, **_told(stop))


def _told(stop: Stop) -> dict[str, object]:
    advice = services().rulebook.advice
    return {
        "words": advice.next_steps[stop.next_step.id] if stop.next_step else None,
        "card": care_card(services().questionnaire, stop.evidence, stop.journey),
        "page": services().questionnaire.page_of("age_years"),
    }
