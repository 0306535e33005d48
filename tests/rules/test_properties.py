"""What must hold for everybody: tried on the worked cases, and on people made up by chance."""

import tomllib
from pathlib import Path

import pytest

from questionnaire.answer_set import AnswerSet
from questionnaire.case import read_case
from questionnaire.questions import Asked, QuestionKind
from review.testing.cases import load_cases
from rules import assess
from rules.loading import CONTENT
from rules.trace import as_data
from tests.factories import CASES, Chance, as_given
from tests.rules.people import answer, anybody
from tests.rules.second_opinion import only_asked, second_opinion

pytestmark = pytest.mark.slow

WARNINGS = {
    "pain_location": ["front_chest"],
    "pain_feel": ["heavy_pressure"],
    "pain_other_times": ["deep_breath", "rest_night"],
}


@pytest.fixture(scope="module")
def judge(questionnaire, rulebook):
    """What `flask assess` says, but for the version and the sentences."""

    def judge(person):
        out = as_data(rulebook, assess(rulebook, read_case(questionnaire, person)))
        assert out.pop("version") == rulebook.version
        for cause in out["causes"]:
            assert all(reason.pop("text") for reason in cause["because"])
        return out

    return judge


def test_a_second_opinion_agrees(questionnaire, rulebook, judge):
    """On the people of the worked cases, who stand on each side of every bound, and any others."""
    random, seen, met = Chance(4_725), set(), set()
    people = [dict(case.answers) for case in load_cases(CASES, questionnaire, rulebook)]
    people += [anybody(questionnaire, random) for _ in range(500)]
    for person in people:
        out = judge(person)
        seen |= {out["next_step"], out["status"], out["confidence"], out["run"]}
        met |= {*out["signs"], *out["cross_checks"], *out["notes"]}
        met |= {reason["id"] for cause in out["causes"] for reason in cause["because"]}

        assert out == second_opinion(person), person
    assert seen == {
        *("emergency", "same_day", "see_doctor", "physio_first"),
        *("hidden", "none_fit", "mixed", "likely", "possible"),
        *("normal", "lowered", "stop", "easy_or_stop", "modify"),
    }
    indicators = {one.id for cause in rulebook.causes for one in cause.indicators}
    others = {one.id for one in (*rulebook.signs, *rulebook.cross_checks, *rulebook.notes)}
    assert met == others | indicators


def test_a_second_opinion_agrees_on_who_has_not_answered_all(questionnaire, rulebook):
    """On the way through, gates stand open and any answer may still be missing."""
    random = Chance(4_712)
    for _ in range(250):
        person = anybody(questionnaire, random, skips=True)
        found = assess(rulebook, only_asked(person))
        expected = second_opinion(person)

        assert [sign.id for sign in found.signs] == expected["signs"], person
        assert (found.next_step.id, found.run) == (expected["next_step"], expected["run"])
        assert sorted(found.tips) == expected["tips"]
        assert [note.id for note in found.notes] == expected["notes"]


def test_a_second_opinion_agrees_where_the_plan_asked_for_the_weeks(questionnaire, rulebook):
    """Nothing changed, and yet what they ran is known: C1 and `load_flat` look at it."""
    random, by_weeks, asked = Chance(4_714), 0, ("km_last_7d", "km_typical_week")
    for _ in range(400):
        person = anybody(questionnaire, random) | {"training_changes": ["none"]}
        sheet = AnswerSet(questionnaire, as_given(questionnaire, person), Asked.VISIT)
        known = {name: sheet.answers[name] for name in asked}
        out = as_data(rulebook, assess(rulebook, sheet.plan_with(known).journey.given_answers))
        expected = second_opinion(person, also_asked=asked)
        by_weeks += "C1" in out["cross_checks"] and not spikes(person)

        for key in ("next_step", "signs", "status", "points", "tips", "cross_checks", "notes"):
            assert out.get(key) == expected.get(key), (key, person)
    assert by_weeks > 20


def spikes(person):
    """Whether the longest run alone belies that nothing changed."""
    now, before = person.get("longest_recent_km"), person.get("longest_prev30_km")
    return bool(now and before and now > 1.3 * before)


def signs(rulebook, person):
    return {sign.id for sign in assess(rulebook, only_asked(person)).signs}


def test_one_more_warning_never_lowers_the_next_step(questionnaire, rulebook):
    random = Chance(20_261)
    screens = [one for page in questionnaire.safety.pages for one in page.questions]
    boxes = {one.id: set(one.options) - set(one.exclusive) for one in screens if one.exclusive}
    boxes = {name: sorted(options) for name, options in boxes.items()} | WARNINGS
    for _ in range(400):
        person = anybody(questionnaire, random, skips=True)
        name = random.choice([one for one in boxes if one in person])
        box = random.choice(boxes[name])
        ticked = set(person[name]) - set(questionnaire.questions[name].exclusive)
        before = assess(rulebook, only_asked(person))
        after = assess(rulebook, only_asked(person | {name: sorted({*ticked, box})}))

        assert after.next_step >= before.next_step, (person, name, box)


def declared():
    """The signs that each answer may take away by itself, by question and option."""
    file = tomllib.loads((CONTENT / "declared.toml").read_text(encoding="utf-8"))
    for entry in file["lowers"]:
        if "instead_of" not in entry:
            for option in entry["options"]:
                yield (entry["question"], option), set(entry["signs"])


def test_only_what_is_declared_takes_a_sign_away(questionnaire, rulebook):
    """Against not answering, and against the same answer with one box less."""
    random, allowed, seen = Chance(20_262), dict(declared()), set()
    choices = (QuestionKind.CHOICE, QuestionKind.CHOICES)
    asked = [one for one in questionnaire.questions.values() if one.kind in choices]
    every = [(one.id, option) for one in asked for option in one.options]
    for number in range(1500):
        name, option = random.choice(every if number % 2 else list(allowed))
        question = questionnaire.questions[name]
        person = asked_for(question, anybody(questionnaire, random, skips=True))
        others = set(person.pop(name, ())) - {option, *question.exclusive}
        if question.kind is QuestionKind.CHOICE or option in question.exclusive:
            others = set()
        ticked = option if question.kind is QuestionKind.CHOICE else sorted({*others, option})
        before = signs(rulebook, person | {name: sorted(others)})
        lost = before - signs(rulebook, person | {name: ticked})
        seen |= {(name, option)} if lost else set()

        assert lost <= allowed.get((name, option), set()), (person, name, option)
    assert len(seen) > 15


def asked_for(question, person):
    """The same person, but with the answer that lets a question be asked."""
    if not question.show_when:
        return person
    of = question.show_when.question
    given, opens = person.get(of, ()), question.show_when.one_of[0]
    if isinstance(given, str) or of in ("pain_onset", "stress_level"):
        return person | {of: opens}
    return person | {of: sorted({*given, opens} - {"none", "prefer_not"})}


def test_every_box_of_the_safety_screens_is_worked_alone(questionnaire):
    """tests/cases/alone tells of each what it leads to when nothing else is ticked."""
    alone = [
        tomllib.loads(path.read_text(encoding="utf-8")) for path in Path(CASES).glob("alone/*")
    ]
    answers = [case["answers"] for file in alone for case in file["case"]]
    worked = {
        (name, box)
        for given in answers
        for name, ticked in given.items()
        for box in (ticked if isinstance(ticked, list) else [ticked])
    }
    screens = [one for page in questionnaire.safety.pages for one in page.questions]

    assert {(one.id, box) for one in screens for box in one.options if box != "none"} <= worked


def test_the_same_answers_give_the_same_result_in_any_order(questionnaire, rulebook):
    random = Chance(7)
    for _ in range(100):
        answers = only_asked(anybody(questionnaire, random))
        shuffled = dict(random.sample(sorted(answers.items()), len(answers)))

        assert as_data(rulebook, assess(rulebook, answers)) == as_data(
            rulebook, assess(rulebook, shuffled)
        )


MORE_OR_LATER = {
    "poor_posture": ["desk_hours"],
    "overuse": ["longest_recent_km", "km_last_7d", "week_rest"],
    "tension_stress": ["stress_level", "longest_prev30_km", "km_typical_week"],
}
LESS_OR_EARLIER = {
    "muscle_imbalance": ["strength_days", "plank_seconds", "prone_hold_seconds"],
    "overuse": ["longest_prev30_km", "km_typical_week", "sleep_hours", "pain_duration"],
    "tension_stress": ["sleep_hours", "longest_recent_km", "km_last_7d"],
}
FROM_NOTHING = {"longest_prev30_km", "km_typical_week"}
"""A jump from nothing counts for less than a large jump from little."""


def test_more_of_what_counts_for_a_cause_never_lowers_its_points(questionnaire, rulebook):
    """Stress counts for more where training stayed the same, so there a jump counts against."""
    random = Chance(20_263)
    ways = [(cause, name, 1) for cause, names in MORE_OR_LATER.items() for name in names]
    ways += [(cause, name, -1) for cause, names in LESS_OR_EARLIER.items() for name in names]
    for cause, name, sign in ways:
        question = questionnaire.questions[name]
        order = list(question.options)
        for _ in range(150):
            person = anybody(questionnaire, random)
            two = [answer(question, random) for _ in range(2)]
            two.sort(key=order.index if order else None)
            if not two[0] and name in FROM_NOTHING:
                continue
            low, high = (
                next(one.points for one in found.findings if one.cause.id == cause)
                for found in (assess(rulebook, person | {name: value}) for value in two)
            )
            assert (high - low) * sign >= 0, (cause, name, two, person)
    every = {(cause, name) for cause, name, _ in ways}
    for cause in rulebook.causes:
        for name in cause.reads:
            assert questionnaire.questions[name].options or (cause.id, name) in every
