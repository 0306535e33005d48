"""The two weekly distances that a plan needs, asked in place of those who were not asked before."""

from dataclasses import dataclass, field

from flask import request

from questionnaire.answer_set import AnswerSet
from questionnaire.forms import PageForm, slips
from questionnaire.questions import Question
from questionnaire.result import Result
from self_check.navigation import keep
from self_check.pages import form_of
from services import here


@dataclass
class PlanNumbers:
    """The form on the plan; `odd` holds what may be a slip of the finger, once it was sent."""

    form: PageForm
    odd: dict[Question, str] = field(default_factory=dict)


def plan_numbers(sheet: AnswerSet, result: Result) -> PlanNumbers | None:
    """What to ask beside a plan; None where nothing is to be asked, or may be no more."""
    asked = sheet.questionnaire.for_plan
    is_asked = sheet.is_planned or any(map(sheet.journey.is_asked, asked))
    if is_asked or not asked or result.plan is None or not here().answers.may_change:
        return None
    return PlanNumbers(form_of(sheet, asked))


def is_taken(sheet: AnswerSet, asked: PlanNumbers | None) -> bool:
    """Whether nothing is in the way of what was sent: it is kept then, or that it was skipped.

    Otherwise `asked` holds what was typed, and what is in the way.
    """
    if asked is None:
        return True
    if "skip" in request.form:
        keep(sheet.plan_with({}))
        return True
    asked.form = form = type(asked.form)()
    answers = form.answers() if form.validate() else {}
    asked.odd = {} if form.hidden.get("sure") else slips(form.questions, answers)
    if form.errors or asked.odd:
        return False
    keep(sheet.plan_with(answers, form.chosen_unit))
    return True
