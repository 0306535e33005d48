"""Somebody for everything that the rules can say, and what the rules then say of them."""

import json
from dataclasses import replace

import pytest

from questionnaire.case import read_case
from questionnaire.journey import Journey
from review.proving import walk
from review.proving import witness as witness_module
from review.proving.declared import load_declared
from review.proving.outcomes import all_ids, outcomes
from review.proving.witness import Witnesses, witness
from rules import assess
from rules.trace import as_data
from tests.factories import load_content_once

QUESTIONNAIRE, RULEBOOK = load_content_once()
IDLE = load_declared(QUESTIONNAIRE, RULEBOOK).idle
FINDER = Witnesses(QUESTIONNAIRE, RULEBOOK)


def told(answers):
    """Every id in what `flask assess` prints for a person."""
    data = as_data(RULEBOOK, assess(RULEBOOK, answers))
    because = {one["id"] for cause in data["causes"] for one in cause["because"]}
    bands = {f"{cause['id']}:{cause['strength']}" for cause in data["causes"]}
    shown = {cause["id"] for cause in data["causes"]}
    bands |= {f"{cause}:hidden" for cause in data.get("points", {}) if cause not in shown}
    lists = {one for key in ("signs", "tips", "cross_checks", "notes") for one in data[key]}
    return {data["next_step"], data["status"], *because, *bands, *lists}


@pytest.mark.parametrize("name", all_ids(RULEBOOK))
def test_somebody_is_found_for_everything(name):
    person = FINDER.find(name)

    assert person == read_case(QUESTIONNAIRE, person)
    assert name in outcomes(RULEBOOK, person)
    assert name in told(person) or name.startswith("TR")


def test_what_comes_out_is_what_is_told():
    for name in all_ids(RULEBOOK)[::7]:
        person = FINDER.find(name)

        assert outcomes(RULEBOOK, person) - {"TR1", "TR2", "TR3", "TR4"} == told(person)


@pytest.mark.parametrize(
    "sign", [one for one in RULEBOOK.signs if one.id not in IDLE], ids=lambda sign: sign.id
)
def test_a_sign_decides_the_next_step_of_its_person(sign):
    person = FINDER.find(sign.id)
    without = replace(RULEBOOK, signs=tuple(one for one in RULEBOOK.signs if one is not sign))

    assert assess(RULEBOOK, person).next_step is sign.next_step
    assert assess(without, person).next_step < sign.next_step


def test_everybody_answers_everything_that_is_asked():
    """Through a group of rare risks and what of it, down to the last follow-up."""
    person = FINDER.find("U15")

    assert "pregnancy" in person["health_background"]
    assert set(person["preg_which"]) & {"pregnant", "birth_12w"}
    assert person["preg_warning"] == "yes_now"
    asked = [q for page in Journey(QUESTIONNAIRE, person).pages for q in page.questions]
    assert {q.id for q in asked if not q.show_when and not q.may_skip} <= set(person)


def test_a_person_differs_little_from_the_quiet_one():
    person, quiet = FINDER.find("U06"), FINDER.people.quiet

    assert [name for name in person if person[name] != quiet[name]] == ["rf_general"]


def test_nobody_is_found_where_there_is_nobody():
    (cause, *others) = RULEBOOK.causes
    weak = replace(cause, indicators=tuple(one for one in cause.indicators if one.points < 2))
    book = replace(RULEBOOK, causes=(weak, *others))

    assert witness(QUESTIONNAIRE, book, f"{cause.id}:possible") is not None
    assert witness(QUESTIONNAIRE, book, f"{cause.id}:likely") is None


def test_looking_for_one_takes_no_time_from_the_next(monkeypatch):
    now = walk.thread_time()
    monkeypatch.setattr(walk, "thread_time", lambda: now + 3600)

    assert FINDER.find("E01") is not None


def test_the_command_says_when_it_gave_up(app, monkeypatch):
    monkeypatch.setattr(witness_module, "Budget", lambda: walk.Budget(10))
    printed = app.test_cli_runner().invoke(args=["rules", "witness", "overuse:likely"])

    assert printed.exit_code == 1
    assert "Nobody was looked for to the end: more than 10 classes" in printed.output


def test_an_unknown_id_is_an_error():
    with pytest.raises(KeyError):
        witness(QUESTIONNAIRE, RULEBOOK, "Z9")


def test_the_command_prints_somebody_for_flask_assess(app):
    run = app.test_cli_runner().invoke
    printed = run(args=["rules", "witness", "overuse:likely"])
    judged = run(args=["assess", "-"], input=printed.output)

    assert printed.exit_code == 0
    assert {"id": "overuse", "strength": "likely"}.items() <= (
        json.loads(judged.output)["causes"][0].items()
    )


def test_the_command_offers_the_nearest_id(app):
    printed = app.test_cli_runner().invoke(args=["rules", "witness", "overuse:likly"])

    assert printed.exit_code == 1
    assert "Nothing is called 'overuse:likly'. Did you mean 'overuse:likely'?" in printed.output
