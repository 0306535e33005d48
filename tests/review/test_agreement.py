"""Two judges, written apart, on people at the borders of every rule: they must say the same."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questionnaire.case import read_case
from questionnaire.loading import load_content
from questionnaire.questions import QuestionKind
from review.proving.atoms import every_atom
from review.proving.places import every_rule
from rules import assess
from rules.conditions import BOUNDS
from rules.trace import as_data
from tests.factories import Chance
from tests.rules.second_opinion import SecondOpinion

PEOPLE = 10_000  # by 8,000 of them every rule was met
QUESTIONNAIRE, RULEBOOK = load_content()
QUESTIONS = QUESTIONNAIRE.questions
SAFETY = {question.id for page in QUESTIONNAIRE.safety.pages for question in page.questions}
BEFORE = {"longest_recent_km": "longest_prev30_km", "km_last_7d": "km_typical_week"}
RATIOS = [0, 0.9, 1, 1.05, 1.1, 1.1, 1.2, 1.3, 1.3, 1.5, 2, 2, 2.5, 4]
OFFSETS = [0, 0, 0, 0, 0.000001, -0.000001, 0.5, -0.5, 1, 3]
BASES = [0, 0, 0.5, 2, 2.5, 3, 5, 8, 10, 10, 12.5, 16.09344, 20, 25, 30, 32.18688, 41, 60]
SECOND = SecondOpinion()


def borders(question):
    """The numbers just under, at and just over every bound of any rule, and both ends."""
    atoms = every_atom(rule.when for rule in every_rule(RULEBOOK))
    bounds = {
        bound
        for condition in (atom.condition for atom in atoms)
        if condition.subject == question.id
        for bound in ([condition.against] if condition.comparison in BOUNDS else condition.against)
    }
    near = {bound + side * question.step for bound in bounds for side in (-1, 0, 1)}
    low, high = question.range
    return sorted({low, high, *(number for number in near if low <= number <= high)})


NUMBERS = {
    question.id: borders(question)
    for question in QUESTIONS.values()
    if question.kind in (QuestionKind.NUMBER, QuestionKind.SCALE)
}


def distance(question, before, ratio, offset, base):
    """A distance at a border of its ratio to the one before it."""
    kilometres = base if before is None else before * ratio + offset
    return round(min(max(kilometres, 0), question.range[1]), 6)


def border_person(random, quiet):
    """Valid answers to all that is asked; `quiet` is the chance of "None of these"."""
    answers = {}
    for name in [*BEFORE.values(), *(name for name in QUESTIONS if name not in BEFORE.values())]:
        question = QUESTIONS[name]
        shown = question.show_when
        is_asked = not shown or set(shown.one_of) & set(answers.get(shown.question, ()))
        if is_asked and not (question.may_skip and random.random() < 0.15):
            answers[name] = border_answer(question, answers, random, quiet)
    return answers


def border_answer(question, answers, random, quiet):
    if question.kind is QuestionKind.CHOICES:
        return ticked(question, random, quiet)
    if question.kind is QuestionKind.CHOICE:
        return random.choice(list(question.options))
    if question.kind is QuestionKind.DISTANCE:
        before = answers.get(BEFORE.get(question.id, ""))
        chosen = [random.choice(some) for some in (RATIOS, OFFSETS, BASES)]
        return distance(question, before, *chosen)
    return random.choice(NUMBERS[question.id])


def ticked(question, random, quiet):
    if question.id in SAFETY and random.random() < quiet:
        return ["none"]
    alone = [[option] for option in question.exclusive]
    free = [option for option in question.options if option not in question.exclusive]
    some = random.sample(free, random.choice([1, 1, 2, 3, len(free)]))
    return random.choice([*alone, some, some, some])


def judged(answers):
    """What the rules say, and what the second opinion says, key for key."""
    out = as_data(RULEBOOK, assess(RULEBOOK, answers))
    expected = SECOND.on(answers)
    assert set(out) - {"version", "points"} == set(expected) - {"points"}
    return {key: out.get(key) for key in expected}, expected


def test_both_agree_on_thousands_at_the_borders():
    random, seen = Chance(3_141), set()
    for number in range(PEOPLE):
        answers = border_person(random, quiet=(1.0, 0.95, 0.8, 0.3)[number % 4])
        out, expected = judged(answers)
        seen |= {*out["signs"], *out["cross_checks"], *out["notes"], *out["tips"]}
        seen |= {out["next_step"], out["status"], out["confidence"], out["run"]}
        seen |= {one["id"] for cause in out["causes"] for one in cause["because"]}

        assert expected == out, answers
    every = {rule.id for rule in every_rule(RULEBOOK)} - {rule.id for rule in RULEBOOK.tip_rules}
    assert every - seen == set()
    assert seen >= {"hidden", "none_fit", "mixed", "likely", "possible", "normal", "lowered"}


def test_those_people_are_valid():
    random = Chance(2_718)
    for _ in range(500):
        answers = border_person(random, quiet=0.5)

        assert read_case(QUESTIONNAIRE, answers) == answers


@st.composite
def anybody(draw):
    """A person whom hypothesis can make simpler, to show the smallest disagreement."""
    answers = {}
    for name in [*BEFORE.values(), *(name for name in QUESTIONS if name not in BEFORE.values())]:
        question = QUESTIONS[name]
        shown = question.show_when
        if shown and not set(shown.one_of) & set(answers.get(shown.question, ())):
            continue
        if not (question.may_skip and draw(st.booleans())):
            answers[name] = draw(answers_to(question, answers))
    return answers


def answers_to(question, answers):
    if question.kind is QuestionKind.CHOICES:
        free = [option for option in question.options if option not in question.exclusive]
        alone = [st.just([one]) for one in reversed(question.exclusive)]
        return st.one_of(*alone, st.lists(st.sampled_from(free), min_size=1, unique=True))
    if question.kind is QuestionKind.CHOICE:
        return st.sampled_from(list(question.options))
    if question.kind is QuestionKind.DISTANCE:
        before = answers.get(BEFORE.get(question.id, ""))
        parts = (st.sampled_from(some) for some in (RATIOS, OFFSETS, BASES))
        return st.tuples(*parts).map(lambda chosen: distance(question, before, *chosen))
    return st.sampled_from(NUMBERS[question.id])


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(anybody())
def test_both_agree_on_anybody(answers):
    out, expected = judged(answers)

    assert expected == out


@pytest.mark.parametrize("change", [1, -1])
def test_a_judge_who_counts_otherwise_is_found_out(change, monkeypatch):
    """The comparison has teeth: a second opinion with one point moved disagrees."""
    random = Chance(1)
    indicator = SECOND.causes["poor_posture"]["indicator"][0]
    monkeypatch.setitem(indicator, "points", indicator["points"] + change)
    pairs = (judged(border_person(random, quiet=1.0)) for _ in range(500))

    assert any(out != expected for out, expected in pairs)
