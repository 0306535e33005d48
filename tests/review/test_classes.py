"""Classes of answers: what each measure is said to tell apart is held against the measure."""

from itertools import combinations

import pytest

from questionnaire.answers import problem_with
from questionnaire.questions import QuestionKind
from review.proving.classes import NotDeclared, as_known, classes_of, readings_of
from review.proving.places import every_rule
from review.proving.readings import READINGS
from rules import measures
from rules.conditions import COMPARISONS, Condition, When
from tests.factories import Chance, load_content_once, random_answer

QUESTIONNAIRE, RULEBOOK = load_content_once()
QUESTIONS = QUESTIONNAIRE.questions
RULES = list(every_rule(RULEBOOK))


def every_answer(question):
    """Every answer to one question, and None; of distances some."""
    if question.kind is QuestionKind.CHOICES:
        free = [option for option in question.options if option not in question.exclusive]
        mixed = (
            list(some) for size in range(1, len(free) + 1) for some in combinations(free, size)
        )
        return [None, *([option] for option in question.exclusive), *mixed]
    if question.kind is QuestionKind.CHOICE:
        return [None, *question.options]
    if question.kind is QuestionKind.DISTANCE:
        return [None, 0, 2, 10, 10.999999, 11, 11.000001, 13, 20, 30, 33, 39, 60, 100]
    low, high = question.range
    return [None, *(low + n * question.step for n in range(int((high - low) / question.step) + 1))]


def look(name):
    """Each answer of each question once, among some of all others; then any two alike people."""
    measure, random = measures.MEASURES[name], Chance(42)
    is_so = Condition(name, "one_of", frozenset([True]), COMPARISONS["one_of"])
    classes = classes_of(QUESTIONNAIRE, [When((is_so,))], half_way=True)
    answers_to = {question: every_answer(QUESTIONS[question]) for question in measure.reads}
    seen = {}
    for question, every in answers_to.items():
        for _ in range(max(1, 1500 // len(every))):
            most = random.choice([2, 4, None])  # often little is ticked, so that one answer tells
            others = {other: random.choice(some[:most]) for other, some in answers_to.items()}
            for answer in every:
                told = others | {question: answer}
                answers = {name: answer for name, answer in told.items() if answer is not None}
                value = measure.of(as_known(answers))
                key = tuple(
                    one.key({q: a for q, a in answers.items() if q == one.question.id})
                    for one in classes
                )

                assert seen.setdefault(key, value) == value, answers


@pytest.mark.parametrize("name", measures.MEASURES)
def test_answers_of_the_same_classes_are_alike_to_a_measure(name):
    assert {test.subject for test in READINGS[name]} <= set(measures.MEASURES[name].reads)
    look(name)


@pytest.mark.parametrize("name", ["worry_count", "n_clench", "clot_risk_strong"])
def test_a_row_that_leaves_something_out_is_found(name, monkeypatch):
    monkeypatch.setitem(READINGS, name, READINGS[name][1:])
    with pytest.raises((AssertionError, KeyError)):
        look(name)


def test_a_measure_without_a_row_is_not_walked(monkeypatch):
    monkeypatch.delitem(READINGS, "n_clench")
    condition = Condition("n_clench", "at_least", 7, COMPARISONS["at_least"])
    with pytest.raises(NotDeclared, match="n_clench: say in READINGS"):
        readings_of([When((condition,))])


def test_every_answer_is_in_a_class_and_rules_see_it_like_the_example():
    random = Chance(9)
    for rule in RULES:
        for one in classes_of(QUESTIONNAIRE, [rule.when]):
            question = one.question
            for example in one.examples:
                assert not example or problem_with(question, example[question.id]) is None
            for _ in range(20 if one.tests else 0):
                answers = {question.id: random_answer(question, random)}
                example = one.examples[one.of(answers)]

                for test in one.tests:
                    assert test.met_by(as_known(answers)) == test.met_by(as_known(example))
