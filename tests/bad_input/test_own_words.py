"""What a browser never sends as a patient's own words."""

import pytest
from werkzeug.datastructures import MultiDict

from pre_visit.forms import WordsForm

BLANK = ["", " ", "\t", "\u3000"]
NONE_OF_THESE = ["11", "-1", "5.0", "٣", "1 ", "five", "9" * 400, "\0"]


@pytest.mark.parametrize("rating", BLANK)
def test_a_rating_of_blanks_is_none(app, rating):
    with app.test_request_context():
        form = WordsForm(MultiDict({"stops_rating": rating}), meta={"csrf": False})

        assert form.validate()
        assert form.words().stops_rating is None


@pytest.mark.parametrize("rating", NONE_OF_THESE)
def test_a_rating_that_was_not_offered_is_a_mistake(app, rating):
    with app.test_request_context():
        form = WordsForm(MultiDict({"stops_rating": rating}), meta={"csrf": False})

        assert not form.validate()
