"""Each mistake that a rule can hold is named with its file, its id and a remedy."""

import re
import shutil
import time
from pathlib import Path

import pytest

from questionnaire import loading
from questionnaire.loading import load_content
from review.proving.check import FOR_THE_PHYSIOTHERAPIST, USED_BY_PAGES, problems
from review.proving.declared import load_declared
from review.proving.readings import READINGS
from rules import ContentError
from rules.loading import CONTENT

PAGES = Path(loading.__file__).parent


@pytest.fixture
def copy(tmp_path):
    """A copy of the content, to break."""
    shutil.copytree(loading.CONTENT, tmp_path / "questions")
    shutil.copytree(CONTENT, tmp_path / "rules")
    return tmp_path


def broken(copy, file, old, new):
    """What is said of the content once a text in one of its files is another."""
    path = copy / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} has no {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    try:
        questionnaire, rulebook = load_content(copy / "questions", copy / "rules")
    except ContentError as error:
        return error.problems
    declared = load_declared(questionnaire, rulebook, copy / "rules")
    return problems(questionnaire, rulebook, declared)


def test_the_content_has_no_mistake(questionnaire, rulebook):
    assert problems(questionnaire, rulebook) == []


def test_it_takes_a_moment(questionnaire, rulebook):
    """Beside the reading of the content, which the app does at its start anyway."""

    def fastest(of):
        times = []
        for _ in range(5):
            started = time.process_time()
            of()
            times.append(time.process_time() - started)
        return min(times)

    assert fastest(lambda: problems(questionnaire, rulebook)) < 4 * fastest(load_content)


POSTURE, OVERUSE = "rules/causes/poor_posture.toml", "rules/causes/overuse.toml"
TENSION, STRENGTH = "rules/causes/tension_stress.toml", "rules/causes/muscle_imbalance.toml"
CHECKS, TIPS = "rules/cross_checks.toml", "rules/tips.toml"
DECLARED, DOCTOR = "rules/declared.toml", "rules/safety/see_doctor.toml"
ANY = '[[indicator]]\nid = "Z1"\npoints = 1\nbecause = "So."\ngrade = "expert"\nsources = ["S00"]\n'
FIRST = '[[indicator]]\nid = "P01"'


def condition(text):
    """Another indicator with this condition, before the first."""
    return ANY + f"when = [{text}]\n\n{FIRST}"


BROKEN = {
    "a question that does not exist": (
        *(POSTURE, '"desk_hours", at_least = 8', '"desk_hour", at_least = 8'),
        "causes/poor_posture.toml, P07a.*no question is called 'desk_hour'.*'desk_hours'",
    ),
    "an option that does not exist": (
        *(POSTURE, '["hunched"] }]', '["hunch"] }]'),
        "P01.*no option of 'form_notice' is called 'hunch'.*'hunched'",
    ),
    "a bound outside the range": (
        *(POSTURE, "at_least = 8", "at_least = 19"),
        "P07a.*19 is outside the range of 'desk_hours', 0 to 18",
    ),
    "a bound off the step": (
        *(POSTURE, "at_least = 8", "at_least = 8.2"),
        "causes/poor_posture.toml, P07a: 8.2 is not on the steps of 'desk_hours'.*0.5",
    ),
    "a number off the step": (
        *(STRENGTH, '"strength_days", one_of = [1]', '"strength_days", one_of = [1.5]'),
        "M01b: 1.5 is not on the steps of 'strength_days'",
    ),
    "a bound on options": (
        *(POSTURE, '"form_notice", one_of = ["hunched"]', '"form_notice", at_least = 1'),
        "P01.*'at_least' needs a number",
    ),
    "a distance that must be exactly a number": (
        *(POSTURE, FIRST, condition('{ question = "km_last_7d", one_of = [42] }')),
        "Z1: 'km_last_7d' is hardly ever exactly a number; use bounds",
    ),
    "a ratio that must be exactly a number": (
        *(OVERUSE, '"spike_ratio", above = 2.0', '"spike_ratio", one_of = [2.0]'),
        "O01b: 'spike_ratio' is hardly ever exactly a number",
    ),
    "a condition that nobody meets": (
        *(TENSION, '"n_clench", at_least = 2', '"n_clench", at_least = 6'),
        "T03: the condition on 'n_clench' can never be met",
    ),
    "a condition that everybody meets": (
        *(POSTURE, '"desk_hours", at_most = 3', '"desk_hours", at_most = 18'),
        "P11: the condition on 'desk_hours' is always met",
    ),
    "bounds that leave nothing between them": (
        *(
            STRENGTH,
            'at_least = 30 },\n  { question = "plank',
            'at_least = 60 },\n  { question = "plank',
        ),
        "M04b: the whole condition can never be met",
    ),
    "options that cannot stand together": (
        POSTURE,
        FIRST,
        condition(
            '{ question = "form_notice", one_of = ["hunched"] }, '
            '{ question = "form_notice", one_of = ["looks_fine"] }'
        ),
        "Z1: the whole condition can never be met",
    ),
    "alternatives that leave nobody out": (
        CHECKS,
        'when = [{ question = "pain_location", one_of = ["low_back"] }]',
        "and_any = [\n"
        '  { question = "stress_level", none_of = ["some"] },\n'
        '  { question = "stress_level", none_of = ["a_lot"] },\n]',
        "cross_checks.toml, N4: the whole condition is always met",
    ),
    "two rules of a cause that say the same": (
        *(POSTURE, '["lean_waist"] }]', '["hunched"] }]'),
        "causes/poor_posture.toml, P02: it has the same condition as P01",
    ),
    "two signs that say the same": (
        *(
            DOCTOR,
            '"rf_nerves", one_of = ["arm_weak_numb"]',
            '"rf_general", one_of = ["cough_strain"]',
        ),
        "safety/see_doctor.toml, D20: it has the same condition as D19",
    ),
    "a question that nothing uses": (
        *(OVERUSE, '"week_rest", one_of = ["rest_none"]', '"stress_level", one_of = ["some"]'),
        "strength.toml, week_rest: no rule, measure or page looks at this answer",
    ),
    "none_of on a question that may be skipped": (
        *(POSTURE, '"carry_load", one_of', '"carry_load", none_of'),
        "P12: 'none_of' is met by no answer, and 'carry_load' may stay unanswered",
    ),
    "none_of on a measure of what may be skipped": (
        *(OVERUSE, '"from_zero", one_of = [true]', '"from_zero", none_of = [true]'),
        "O03: 'none_of' is met by no answer, and 'km_last_7d' may stay unanswered",
    ),
    "a because that names a condition as theirs": (
        *(POSTURE, "You sit for much of the day.", "You have a weak core."),
        "P07b, because: “You have” may not be said",
    ),
    "a because that is no sentence": (
        *(POSTURE, "You sit for much of the day.", "Sitting for much of the day"),
        "P07b, because: it must end as a sentence",
    ),
    "a say that is too long": (
        CHECKS,
        "You rated your worst pain as 0.",
        "You rated " + "the very " * 10 + "worst pain as 0.",
        "C5, say: a sentence has over 20 words",
    ),
    "a cross-check that offers another question": (
        *(CHECKS, 'change = "pain_worst"', 'change = "age_years"'),
        "C5: 'change' offers 'age_years', which it does not look at",
    ),
    "a declaration of a sign that does not exist": (
        *(DECLARED, 'signs = ["D25"]', 'signs = ["D99"]'),
        "declared.toml, lowers 8: no sign is called 'D99'",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_mistake_is_named(name, copy):
    *change, words = BROKEN[name]
    said = broken(copy, *change)

    assert [line for line in said if re.search(words, line)], said


def test_a_rule_that_some_distances_meet_is_let_through(copy):
    """Of distances not every answer is tried, so nothing is said of two subjects together."""
    both = '{ measure = "spike_ratio", above = 2.0 }, { question = "longest_recent_km", below = 3 }'

    assert broken(copy, POSTURE, FIRST, condition(both)) == []


def test_bounds_on_a_ratio_that_leave_nothing_between_them_are_named(copy):
    both = '{ measure = "spike_ratio", above = 2.0 }, { measure = "spike_ratio", below = 1.5 }'
    said = broken(copy, POSTURE, FIRST, condition(both))

    assert any("Z1: the whole condition can never be met" in line for line in said)


def test_all_mistakes_are_named_at_once(copy):
    broken(copy, *BROKEN["a bound off the step"][:3])
    said = broken(copy, *BROKEN["two rules of a cause that say the same"][:3])

    assert [line.split(":")[0] for line in said] == [
        "causes/poor_posture.toml, P07a",
        "causes/poor_posture.toml, P02",
    ]


def test_a_measure_that_nobody_declared_is_named(questionnaire, rulebook, monkeypatch):
    monkeypatch.delitem(READINGS, "n_clench")

    assert [line for line in problems(questionnaire, rulebook) if "T03:" in line] == [
        "causes/tension_stress.toml, T03: review/proving/readings.py, n_clench: "
        "say in READINGS what this measure tells apart."
    ]


def test_the_pages_use_the_questions_that_they_are_said_to(questionnaire):
    code = "".join(path.read_text(encoding="utf-8") for path in PAGES.glob("*.py"))

    assert {name for name in USED_BY_PAGES if f'"{name}"' in code} == USED_BY_PAGES
    assert set(questionnaire.questions) >= FOR_THE_PHYSIOTHERAPIST
