"""Own words, dates and rated activities: what is refused, how, and what stays as typed."""

import pytest
from werkzeug.datastructures import MultiDict

from questionnaire.answers import in_words, problem_with
from questionnaire.forms import form_for, typed_from
from tests.tables import every_row

ODD = 'Can I race on <b>Sunday</b> & "Monday"? 🏃‍♀️ 5 < 6'


@pytest.fixture
def fill(app, questionnaire):
    """A form of one question, filled as a browser would send it."""

    def fill(name, **typed):
        questions = (questionnaire.questions[name],)
        with app.test_request_context(method="POST"):
            form = form_for(questions)(formdata=MultiDict(typed), meta={"csrf": False})
            form.validate()
        return form

    return fill


NAME_IT = "Name each in a few words, with a number from 0 to 10."


@every_row(
    ("question", "answer", "problem"),
    [
        ("own_question", ODD, None),
        ("own_question", "x" * 1000, None),
        ("own_question", "x" * 1001, "Keep this under 1,000 characters."),
        ("own_question", 3, "Enter a text."),
        ("own_question", ["a"], "Enter a text."),
        ("own_question", None, None),
        ("goal_date", "2027-05-16", None),
        ("goal_date", "2028-02-29", None),
        ("goal_date", None, None),
        *((("goal_date", day, "Enter a date like 2027-05-16.")) for day in
          ("2027-02-29", "16.5.2027", "2027-5-16", "20270516", "soon", 20270516, "2027-W20-1")),
        ("activities", [["Lifting", 6], ["Sitting", None]], None),
        ("activities", [], None),
        ("activities", [["Lifting", 0]], None),
        ("activities", [["Lifting", 10]], None),
        ("activities", [["Lifting", 11]], "Rate each from 0 to 10."),
        ("activities", [["Lifting", -1]], "Rate each from 0 to 10."),
        ("activities", [["Lifting", 4.5]], "Rate each from 0 to 10."),
        ("activities", [["Lifting", True]], "Rate each from 0 to 10."),
        ("activities", [["Lifting", float("nan")]], "Rate each from 0 to 10."),
        ("activities", [["x" * 101, 1]], "Keep this under 100 characters."),
        ("activities", [["a", 1]] * 4, "Name 3 at most."),
        ("activities", [["", 5]], NAME_IT),
        ("activities", ["Lifting"], NAME_IT),
        ("activities", [["Lifting", "6"]], NAME_IT),
        ("activities", [[3, 6]], NAME_IT),
        ("activities", "Lifting", NAME_IT),
        ("activities", {"Lifting": 6}, NAME_IT),
    ],
)  # fmt: skip
def test_what_is_wrong_with_own_words(questionnaire, question, answer, problem):
    assert problem_with(questionnaire.questions[question], answer) == problem


@every_row(
    ("question", "answer", "words"),
    [
        ("own_question", ODD, [ODD]),
        ("goal_date", "2027-05-06", ["6 May 2027"]),
        ("activities", [["Lifting <x>", 6], ["Sitting", None]], ["Lifting <x>: 6 out of 10"]),
        ("activities", [["Sitting", 0]], ["Sitting: 0 out of 10"]),
    ],
)
def test_own_words_read_back(questionnaire, question, answer, words):
    assert in_words(questionnaire.questions[question], answer)[: len(words)] == words


def test_an_activity_without_a_number_is_read_back_without_one(questionnaire):
    activities = questionnaire.questions["activities"]

    assert in_words(activities, [["Lifting", 6], ["Sitting", None]])[1] == "Sitting"


def test_a_text_stays_what_it_is(fill, questionnaire):
    form = fill("own_question", own_question=ODD)
    kept = form.answers()

    assert kept == {"own_question": ODD}
    assert typed_from((questionnaire.questions["own_question"],), kept, "km")["own_question"] == ODD


@pytest.mark.parametrize("typed", ["", "   ", "\n\t"])
def test_nothing_but_gaps_is_no_text(fill, typed):
    assert fill("own_question", own_question=typed).answers() == {"own_question": None}


def test_activities_are_read_row_by_row(fill, questionnaire):
    sent = {
        "activities-0-words": "Lifting  my <son>",
        "activities-0-rating": "6",
        "activities-1-words": "",
        "activities-2-words": "Sitting 🪑",
    }
    form = fill("activities", **sent)
    kept = form.answers()

    assert kept == {"activities": [["Lifting my <son>", 6], ["Sitting 🪑", None]]}
    assert typed_from((questionnaire.questions["activities"],), kept, "km")["activities"] == [
        {"words": "Lifting my <son>", "rating": "6"},
        {"words": "Sitting 🪑", "rating": ""},
    ]


def test_no_activity_is_a_skipped_question(fill):
    blank = {"activities-0-words": "", "activities-1-words": " ", "activities-2-words": ""}

    assert fill("activities", **blank).answers() == {"activities": None}


def test_a_number_without_words_is_refused_kindly_and_stays(fill):
    blank = {"activities-1-words": "", "activities-2-words": ""}
    sent = {"activities-0-words": "Lifting", "activities-1-rating": "7"}
    form = fill("activities", **blank, **sent)

    assert form.summary() == [("activities", NAME_IT)]
    assert form["activities"][1].form.rating.data == "7"
    assert form["activities"][0].form.words.data == "Lifting"


def test_what_was_typed_stays_with_its_mistake(fill):
    long = "x" * 1001
    form = fill("own_question", own_question=long)

    assert form.summary() == [("own_question", "Keep this under 1,000 characters.")]
    assert form["own_question"].data == long
    assert fill("goal_date", goal_date="in May")["goal_date"].data == "in May"
