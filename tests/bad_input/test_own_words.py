"""What a browser never sends as a patient's own words."""

import pytest

from tests.pre_visit import states

ACTIVITIES = "/questions/for_your_visit/pv-activities"
BLANK = ["", " ", "\t", "\u3000"]
NONE_OF_THESE = ["11", "-1", "5.0", "٣", "five", "9" * 400, "\0"]


@pytest.mark.parametrize("rating", BLANK)
def test_a_rating_of_blanks_is_none(app, rating):
    case = states.all_answered(app)
    case.post(ACTIVITIES, **{"activities-0-words": "Sitting", "activities-0-rating": rating})

    assert case.answers["activities"] == [["Sitting", None]]


@pytest.mark.parametrize("rating", NONE_OF_THESE)
def test_a_rating_that_was_not_offered_is_none(app, rating):
    case = states.all_answered(app)
    case.post(ACTIVITIES, **{"activities-0-words": "Sitting", "activities-0-rating": rating})

    assert case.answers["activities"] == [["Sitting", None]]
