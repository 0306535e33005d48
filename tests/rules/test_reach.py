"""What an answer can touch: held to the files, to what happens, and to what the page says."""

import tomllib
from pathlib import Path

import pytest

from questionnaire.case import read_case
from questionnaire.journey import Journey
from questionnaire.questions import Asked
from rules import assess
from rules.measures import MEASURES
from rules.reach import reach_of
from rules.reassessment import Reassessment
from tests.factories import Chance, as_given, sit_down_with
from tests.rules.people import answer, anybody

CONTENT = Path(__file__).parents[2] / "rules" / "content"


@pytest.fixture(scope="module")
def reach(rulebook):
    return reach_of(rulebook)


@pytest.fixture(scope="module")
def people(questionnaire):
    random = Chance(20)
    return [read_case(questionnaire, anybody(questionnaire, random)) for _ in range(60)]


def read_in(file):
    """The questions that a content file's rules name, themselves or by a measure's name."""
    table = tomllib.loads((CONTENT / file).read_text(encoding="utf-8"))
    for rule in (*table.get("indicator", ()), *table.get("sign", ())):
        for condition in (*rule.get("when", ()), *rule.get("and_any", ())):
            if "question" in condition:
                yield condition["question"]
            else:
                yield from MEASURES[condition["measure"]].reads


def test_the_causes_of_a_question_are_those_whose_file_names_it(questionnaire, rulebook, reach):
    files = {cause.id: set(read_in(f"causes/{cause.id}.toml")) for cause in rulebook.causes}
    for name in questionnaire.questions:
        expected = [cause.title for cause in rulebook.causes if name in files[cause.id]]
        found = reach[name].causes if name in reach else ()

        assert [cause.title for cause in found] == expected


def test_a_question_can_bring_a_doctor_where_a_safety_file_names_it(questionnaire, reach):
    levels = ("emergency", "same_day", "see_doctor")
    expected = {name for level in levels for name in read_in(f"safety/{level}.toml")}

    assert {name for name, one in reach.items() if one.signs} == expected


@pytest.mark.slow
def test_nothing_beyond_its_reach_changes_with_an_answer(questionnaire, rulebook, reach, people):
    random = Chance(21)
    for answers in people:
        before = assess(rulebook, answers)
        for name in answers:
            changed = answers | {name: answer(questionnaire.questions[name], random)}
            after = assess(rulebook, changed)
            pairs = zip(before.findings, after.findings, strict=True)
            causes = {old.cause.id for old, new in pairs if old.met != new.met}
            signs = {sign.id for sign in set(before.signs) ^ set(after.signs)}

            touched = reach.get(name)
            assert causes <= ({one.id for one in touched.causes} if touched else set())
            assert signs <= ({one.id for one in touched.signs} if touched else set())


@pytest.mark.slow
def test_judging_again_says_what_judging_anew_does(questionnaire, rulebook, reach, people):
    random = Chance(22)
    for answers in people:
        again = Reassessment(rulebook, answers)
        for _ in range(20):
            names = random.sample(sorted(reach), random.randint(1, 3))
            changes = {n: answer(questionnaire.questions[n], random) for n in names}
            expected = assess(rulebook, answers | changes)

            assert again.with_changes(changes) == expected
            for finding in expected.findings:
                assert again.finding_with(finding.cause, changes) == finding


@pytest.fixture
def pages(runner, questionnaire):
    """The pages of somebody well who wants a sharper result."""
    given = as_given(questionnaire, {"health_background": ["none"]})
    sit_down_with(runner.client, questionnaire, {"health_background": ["none"]})
    return Journey(questionnaire, given, Asked.EXTRA).pages


def test_why_we_ask_says_from_the_rules_what_an_answer_can_touch(runner, pages, reach):
    for page in pages:
        runner.go(f"/questions/{page.section}/{page.id}")
        for question in (one for one in page.questions if one.why and not one.show_when):
            runner.sees(" ".join([question.why, *said_of(reach.get(question.id))]))


def said_of(reach):
    causes = [cause.title for cause in reach.causes] if reach else []
    signs = reach.signs if reach else ()
    if causes:
        yield f"Your answer can count for or against: {'; '.join(causes)}."
        if signs:
            yield "It can also change whether someone should see you sooner."
    elif signs:
        yield "Your answer can change whether someone should see you sooner."


def test_a_safety_screen_says_nothing_of_it(runner, questionnaire, pages):
    screens = [page for page in pages if page in questionnaire.safety.pages]
    assert len(screens) == 7
    for page in screens:
        runner.go(f"/questions/{page.section}/{page.id}")
        runner.sees(page.questions[0].text).does_not_see("Your answer can", "Why we ask")
