"""One person's answers as JSON: checked, then ready for the rules."""

import json
from collections.abc import Mapping

from questionnaire.answers import limits, problem_with
from questionnaire.journey import Journey
from questionnaire.questions import OWN_WORDS, Asked, Question, QuestionKind, Questionnaire
from records.text import tidied
from rules.conditions import Answers
from rules.reading import nearest

OWN_WORDS_TAKE = {
    QuestionKind.TEXT: "a text of up to {0.longest} characters",
    QuestionKind.DATE: "a date as YYYY-MM-DD",
    QuestionKind.ACTIVITIES: "up to {0.most} pairs: a text, and a number from 0 to 10 or null",
}


class BadCase(Exception):
    """Answers that cannot be judged. `errors` has one entry for each, with what is allowed."""

    def __init__(self, errors: list[dict[str, object]]) -> None:
        self.errors = errors
        super().__init__(str(errors))


def read_case(questionnaire: Questionnaire, case: object) -> Answers:
    """Answers by question id, distances in km, as the rules take them.

    Missing or null is "not answered". Answers to questions that are not asked count for
    nothing. Raises BadCase.
    """
    if not isinstance(case, Mapping):
        raise BadCase([_error(None, "This is not a JSON object.", "answers by question id")])
    errors = [_unknown(questionnaire, name) for name in case if name not in questionnaire.questions]
    good: dict[str, object] = {}
    journey = Journey(questionnaire, good, Asked.VISIT)
    for question in questionnaire.questions.values():
        if question.asked is not Asked.RECHECK and journey.is_met(question.show_when):
            answer = case.get(question.id)
            if problem := problem_with(question, answer):
                errors.append(_error(question.id, problem, allowed(question)))
            elif answer is not None and answer != []:
                good[question.id] = answer
    if errors:
        raise BadCase(errors)
    return Journey(questionnaire, good, Asked.VISIT).given_answers


def read_json(questionnaire: Questionnaire, text: bytes) -> Answers:
    """The same from JSON text. Raises BadCase."""
    try:
        case = _tidied(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise BadCase([_error(None, f"This is not JSON: {error}.", "a JSON object")]) from error
    return read_case(questionnaire, case)


def _tidied(value: object) -> object:
    """JSON with its texts as a form would take them."""
    if isinstance(value, dict):
        return {tidied(name): _tidied(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_tidied(one) for one in value]
    return tidied(value) if isinstance(value, str) else value


def allowed(question: Question) -> str:
    """What a question takes, in words."""
    if question.kind is QuestionKind.CHOICE:
        return "one of: " + ", ".join(question.options)
    if question.kind is QuestionKind.CHOICES:
        return "a list of: " + ", ".join(question.options)
    if question.kind in OWN_WORDS:
        return OWN_WORDS_TAKE[question.kind].format(question)
    step = "" if question.kind is QuestionKind.DISTANCE else f", in steps of {question.step:g}"
    return limits(question) + step


def _unknown(questionnaire: Questionnaire, name: str) -> dict[str, object]:
    hint = nearest(name, questionnaire.questions)
    return _error(name, f"No question is called '{name}'.{hint}", "the ids of the questions")


def _error(question: str | None, problem: str, takes: str) -> dict[str, object]:
    return {"question": question, "problem": problem, "allowed": takes}
