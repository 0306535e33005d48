"""A verdict is kept once for a submission and counted once, whatever is pressed afterwards."""

from datetime import UTC, datetime

import pytest

from records.answers import agreement, responses, verdicts
from records.answers.verdicts import Verdict, rules_shown, verdict_of
from tests.beneath import beneath
from tests.factories import a_response, desk_of, healthy_runner

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
TENSE = {"stress_link": "worse_stressed", "stress_level": "a_lot"}


@pytest.fixture
def desk(app):
    return desk_of(app)


@pytest.fixture
def response(app):
    return a_response(app, healthy_runner(**TENSE))


def give(desk, response, fits, word=""):
    verdicts.give(desk.db, desk.encryption, response, Verdict(fits, word, "Robin Hale", NOW))
    return responses.by_id(desk.db, desk.encryption, response.id)


def test_a_verdict_is_counted_for_each_cause_shown_and_each_reason(desk, response):
    give(desk, response, "fit")

    rules = {"cause:tension_stress", "T01", "T02a"}

    assert set(rules_shown(response.snapshot["causes"])) >= rules
    assert agreement.all_times(desk.db) == {
        rule: {"fit": 1} for rule in rules_shown(response.snapshot["causes"])
    }


def test_reasons_of_a_cause_that_was_not_shown_are_not_counted(response):
    shown = {cause["id"] for cause in response.snapshot["causes"] if cause["strength"]}
    hidden = [cause for cause in response.snapshot["causes"] if not cause["strength"]]
    reasons = {one["id"] for cause in hidden for one in (*cause["for"], *cause["against"])}

    assert shown == {"tension_stress"}
    assert reasons
    assert not reasons & set(rules_shown(response.snapshot["causes"]))


@pytest.mark.parametrize("second", ["fit", "partly", "other"])
def test_another_verdict_takes_the_first_ones_place(desk, response, second):
    give(desk, response, "fit")
    # The page that the second press came from had not seen the first.
    changed = give(desk, response, second, "Stiff ribs.")
    counted = agreement.times(desk.db, "cause:tension_stress")

    assert {verdict: times for verdict, times in counted.items() if times} == {second: 1}
    assert verdict_of(changed) == Verdict(second, "Stiff ribs.", "Robin Hale", NOW)


def test_two_patients_add_up(desk, response, app):
    give(desk, response, "fit")
    give(desk, a_response(app, healthy_runner(**TENSE)), "fit")

    assert agreement.times(desk.db, "T01") == {"fit": 2}


def test_nothing_of_it_is_in_the_clear_but_the_counts(desk, response):
    give(desk, response, "other", "Stiff ribs.")
    row = beneath(desk.db).table("responses").get(response.id)

    assert b"Stiff" not in row["verdict"]
    assert verdict_of(response) is None


def test_a_verdict_that_cannot_be_kept_is_not_counted(desk, response):
    with pytest.raises(ValueError, match="too many to encrypt"):
        give(desk, response, "fit", "x" * 300_000)

    assert agreement.all_times(desk.db) == {}
