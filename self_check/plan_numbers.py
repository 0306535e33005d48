"""The two weekly distances that a plan needs, asked in place of those who were not asked before."""

from flask import request

from questionnaire.answer_set import AnswerSet
from questionnaire.forms import PageForm, slips
from questionnaire.questions import Question
from questionnaire.result import Result
from self_check.navigation import keep
from self_check.pages import form_of
from services import here


class PlanNumbers:
    """The form on the plan; `odd` holds what may be a slip of the finger, once it was sent."""

    def __init__(self, form: PageForm, odd: dict[Question, str] | None = None) -> None:
        self.form = form
        self.odd = odd or {}

    @property
    def is_open(self) -> bool:
        """Whether something is to be put right, so that it must be seen."""
        return bool(self.odd or self.form.errors)


def plan_numbers(sheet: AnswerSet, result: Result) -> PlanNumbers | None:
    """What to ask beside a plan; None where nothing is to be asked, or may be no more."""
    asked = sheet.questionnaire.for_plan
    is_asked = sheet.is_planned or any(map(sheet.journey.is_asked, asked))
    if is_asked or not asked or result.plan is None or not here().answers.may_change:
        return None
    return PlanNumbers(form_of(sheet, asked))


def take_plan_numbers(sheet: AnswerSet, asked: PlanNumbers) -> PlanNumbers | None:
    """Keep what was sent, or that it was skipped; what is in the way of it, if anything is."""
    if "skip" in request.form:
        keep(sheet.plan_with({}))
        return None
    form = type(asked.form)()
    if not form.validate():
        return PlanNumbers(form)
    answers = form.answers()
    if not form.hidden.get("sure") and (odd := slips(form.questions, answers)):
        return PlanNumbers(form, odd)
    keep(sheet.plan_with(answers, form.chosen_unit))
    return None
