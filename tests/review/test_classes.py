"""Classes of answers: what is declared of every measure is held against the measure itself."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaire.answers import problem_with
from questionnaire.questions import QuestionKind
from review.proving.atoms import LONGEST, RATIOS, READINGS, WEEK, NotDeclared, atoms_of, every_atom
from review.proving.classes import as_known, blocks_of
from review.proving.directions import changes_of
from review.proving.places import every_rule
from rules import measures
from rules.conditions import COMPARISONS, Condition, When
from tests.factories import Chance, load_content_once, random_answer

QUESTIONNAIRE, RULEBOOK = load_content_once()
QUESTIONS = QUESTIONNAIRE.questions
RULES = list(every_rule(RULEBOOK))
SCOPES = [*([rule.when] for rule in RULES)]
BOTH = Condition("pain_eases", "one_of", frozenset({"nothing", "calm"}), COMPARISONS["one_of"])
SCOPES += [[When((BOTH,))]]  # an option that stands alone, named beside one that does not
SCOPES += [[one.when for one in cause.indicators] for cause in RULEBOOK.causes]


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


def passed(atoms, answers):
    known = as_known(answers)
    return tuple(atom.met_by(known) for atom in atoms)


def without_none(answers):
    return {name: answer for name, answer in answers.items() if answer is not None}


def test_every_measure_is_declared():
    assert set(measures.MEASURES) == set(READINGS) | set(RATIOS)


@pytest.mark.parametrize("name", READINGS)
def test_a_measure_looks_at_the_questions_that_it_is_said_to(name):
    read = {question for atom in READINGS[name] for question in atom.questions}

    assert read == set(measures.MEASURES[name].reads)


@pytest.mark.parametrize("name", READINGS)
def test_answers_that_pass_the_same_tests_are_alike_to_a_measure(name):
    """Each answer of each question once, among some of all others; then any two alike people."""
    measure, random = measures.MEASURES[name], Chance(42)
    answers_to = {question: every_answer(QUESTIONS[question]) for question in measure.reads}
    seen = {}
    for question, every in answers_to.items():
        for _ in range(max(1, 1500 // len(every))):
            others = {other: random.choice(some) for other, some in answers_to.items()}
            for answer in every:
                answers = without_none(others | {question: answer})
                value = measure.of(as_known(answers))
                key = passed(READINGS[name], answers)

                assert seen.setdefault(key, value) == value, answers


@pytest.mark.parametrize("lost", range(3))
def test_a_declaration_that_leaves_something_out_is_found(lost, monkeypatch):
    name = ("worry_count", "moves_it", "load_jump")[lost]
    monkeypatch.setitem(READINGS, name, READINGS[name][1:])
    with pytest.raises(AssertionError):
        test_answers_that_pass_the_same_tests_are_alike_to_a_measure(name)


def test_a_measure_that_nobody_declared_is_not_walked(monkeypatch):
    monkeypatch.delitem(READINGS, "n_clench")
    condition = Condition("n_clench", "at_least", 7, COMPARISONS["at_least"])
    with pytest.raises(NotDeclared, match="n_clench: say in READINGS"):
        atoms_of(condition)


@pytest.mark.parametrize("scope", SCOPES, ids=lambda scope: str(len(scope)))
def test_every_example_is_a_valid_answer(scope):
    for block in blocks_of(QUESTIONNAIRE, scope):
        for example in block.examples:
            for name, answer in example.items():
                assert problem_with(QUESTIONS[name], answer) is None


def test_every_answer_is_in_a_class_and_rules_see_it_like_the_example():
    random = Chance(9)
    for scope in SCOPES:
        for block in blocks_of(QUESTIONNAIRE, scope):
            for _ in range(20):
                answers = {name: random_answer(QUESTIONS[name], random) for name in block.questions}
                example = block.examples[block.class_of(answers)]

                assert passed(block.atoms, answers) == passed(block.atoms, example)


KM = st.one_of(
    st.sampled_from([0, 0.5, 2, 3, 10, 11, 13, 20, 25, 30, 33, 39, 60, 199.999999, 200]),
    st.integers(0, 400).map(lambda halves: halves / 2),
    st.floats(0, 200).map(lambda km: round(km, 6)),
)
PAIRS = [
    block
    for scope in SCOPES
    for block in blocks_of(QUESTIONNAIRE, scope)
    if len(block.questions) == 2
]


def leads_to(block, question, above_zero):
    """From each class, every class that longer distances can lead to."""
    reached = {number: {number} for number in range(len(block.examples))}
    moves = [
        (block.class_of(change.before), block.class_of(change.after))
        for change in changes_of(block, QUESTIONS[question])
        if change.is_above_zero >= above_zero
    ]
    for _ in block.examples:
        for start, end in moves:
            for ends in reached.values():
                if start in ends:
                    ends.add(end)
    return reached


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.sampled_from(range(len(PAIRS))), KM, KM, KM, st.booleans())
def test_any_two_distances_are_in_a_class_and_longer_ones_lead_on(number, one, other, fixed, now):
    block = PAIRS[number]
    moved, kept = block.questions if now else reversed(block.questions)
    low, high = sorted([one, other])
    start = block.class_of({moved: low, kept: fixed})
    end = block.class_of({moved: high, kept: fixed})

    assert end in leads_to(block, moved, above_zero=low > 0)[start]


def test_distances_that_a_rule_also_takes_by_themselves_are_not_declared():
    whens = [
        When((Condition("week_ratio", "above", 1.5, COMPARISONS["above"]),)),
        When((Condition(WEEK[1], "above", 50, COMPARISONS["above"]),)),
    ]
    with pytest.raises(NotDeclared, match="by itself"):
        blocks_of(QUESTIONNAIRE, whens)


def test_distances_taken_by_themselves_have_classes():
    when = When((Condition(LONGEST[0], "above", 42, COMPARISONS["above"]),))
    (block,) = blocks_of(QUESTIONNAIRE, [when])

    assert len(block.examples) == 3
    assert every_atom([when]) == block.atoms
