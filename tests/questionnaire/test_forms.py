"""What is typed on a page, and what becomes of it."""

import pytest
from werkzeug.datastructures import MultiDict

from questionnaire.distance import Distance
from questionnaire.forms import form_for, slips, typed_from
from tests.tables import every_row

A_NUMBER = "Enter a number from 0 to 18, in figures (hours a day)."
A_DISTANCE = "Enter a distance from 0 to 300 km (186 miles), in figures."


@pytest.fixture
def fill(app, questionnaire):
    """A form of these questions, filled as a browser would send it."""

    def fill(*names, **typed):
        questions = tuple(questionnaire.questions[name] for name in names or typed)
        with app.test_request_context(method="POST"):
            form = form_for(questions)(formdata=MultiDict(typed), meta={"csrf": False})
            form.validate()
        return form

    return fill


@every_row(
    ("typed", "hours"),
    [("8", 8), (" 7 ", 7), ("7,5", 7.5), ("7.5 hours", 7.5), ("0", 0)]
    + [("7½", 7.5), ("7h30", 7.5), ("30 min", 0.5), ("ca. 8 a day", 8), ("8\x00", 8)],
)
def test_a_typed_number(fill, typed, hours):
    form = fill(desk_hours=typed)

    assert form.errors == {}
    assert form.answers() == {"desk_hours": hours}


@every_row(
    ("typed", "problem"),
    [
        ("", "Enter a number."),
        ("   ", "Enter a number."),
        ("a lot", A_NUMBER),
        ("-1", A_NUMBER),
        ("1.2.3", A_NUMBER),
        ("8" * 400, A_NUMBER),
        ("8 a week", A_NUMBER),
        ("8 days", A_NUMBER),
        ("7-8", A_NUMBER),
        ("1\t2", A_NUMBER),
        ("1\u00a02", A_NUMBER),
        ("🏃", A_NUMBER),
        ("1e1", A_NUMBER),
        ("19", "Enter a number from 0 to 18."),
        ("7.25", "Enter a whole or half number."),
    ],
)
def test_a_number_that_is_none_is_kept_with_a_remedy(fill, typed, problem):
    form = fill(desk_hours=typed)

    assert form.summary() == [("desk_hours", problem)]
    assert form["desk_hours"].data == " ".join(typed.split())


@every_row(
    ("typed", "unit", "distance"),
    [
        ("12,5", "km", Distance(12.5, "km")),
        ("12.5 km", "km", Distance(12.5, "km")),
        ("12.5 km", "mi", Distance(12.5, "km")),
        ("12½\u00a0km", "mi", Distance(12.5, "km")),
        ("5k", "mi", Distance(5, "km")),
        ("about 8 mi", "km", Distance(8, "mi")),
        (" 7 ", "mi", Distance(7, "mi")),
        ("8 miles", "km", Distance(8, "mi")),
        ("8", "furlongs", Distance(8, "km")),
        ("0", "km", Distance(0, "km")),
        ("0,125", "km", Distance(0.125, "km")),
        ("1,20", "km", Distance(1.2, "km")),
        ("1.200", "km", Distance(1.2, "km")),
    ],
)
def test_a_typed_distance_keeps_its_unit(fill, typed, unit, distance):
    form = fill("km_last_7d", km_last_7d=typed, unit=unit)

    assert form.errors == {}
    assert form.answers() == {"km_last_7d": distance}


@every_row(
    ("typed", "problem"),
    [
        ("5 laps", "Enter a distance in km or miles, like 12.5."),
        ("5 metres", "Enter a distance in km or miles, like 12.5."),
        ("5 km a day", "Enter a distance in km or miles, like 12.5."),
        ("10-12", A_DISTANCE),
        ("1 000", A_DISTANCE),
        ("far", A_DISTANCE),
        ("1,200", "Write 1.2 or 1200, as the comma could mean both."),
        ("about １２，５００ km", "Write 12.5 or 12500, as the comma could mean both."),
        ("3,000 miles", "Write 3 or 3000, as the comma could mean both."),
        ("-5", A_DISTANCE),
        ("9" * 400, A_DISTANCE),
        ("301", "Enter a distance from 0 to 300 km (186 miles)."),
        ("187 miles", "Enter a distance from 0 to 300 km (186 miles)."),
    ],
)
def test_a_distance_that_is_none(fill, typed, problem):
    assert fill(km_last_7d=typed).summary() == [("km_last_7d", problem)]


def test_a_skipped_distance_is_asked_and_not_answered(fill):
    assert fill(km_last_7d="").answers() == {"km_last_7d": None}


def test_on_a_page_of_several_questions_a_problem_names_its_own(fill):
    form = fill("strength_days", "week_rest", strength_days="9")

    days, rest = form.summary()
    assert days == ("strength_days", "Strength days a week: enter a number from 0 to 7.")
    assert rest == ("week_rest", "Rest days a week: choose one answer.")


@every_row(
    ("question", "sent"),
    [
        ("pain_onset", "suddenly"),
        ("pain_onset", "<script>"),
        ("pain_worst", "11"),
        ("pain_worst", "4.0"),
        ("pain_worst", "-1"),
        ("pain_worst", "x" * 100_000),
        ("rf_now", "fainting"),
        ("pain_location", ["low_back", "low_back"]),
        ("rf_now", ["none", "fainted_now"]),
    ],
)
def test_what_no_page_offers_is_refused(fill, question, sent):
    assert list(fill(**{question: sent}).errors) == [question]


@every_row("number", range(11))
def test_every_number_of_a_scale(fill, number):
    assert fill(pain_worst=str(number)).answers() == {"pain_worst": number}


@every_row(
    ("question", "answer", "unit", "typed"),
    [
        ("desk_hours", 7.5, "km", "7.5"),
        ("desk_hours", 8, "km", "8"),
        ("pain_worst", 0, "km", "0"),
        ("rf_now", ["none"], "km", ["none"]),
        ("pain_onset", "gradual", "km", "gradual"),
        ("km_last_7d", Distance(26.2, "mi"), "mi", "26.2"),
        ("km_last_7d", Distance(12, "km"), "mi", "12 km"),
        ("km_last_7d", Distance(123.456, "km"), "km", "123.456"),
    ],
)
def test_an_answer_as_it_stands_in_its_field_again(questionnaire, question, answer, unit, typed):
    questions = (questionnaire.questions[question],)

    assert typed == typed_from(questions, {question: answer}, unit)[question]


@every_row(
    ("last", "usual", "is_odd"),
    [
        (Distance(150), None, False),
        (Distance(150.1), None, True),
        (Distance(93.3, "mi"), None, True),
        (Distance(90), Distance(30), False),
        (Distance(90.1), Distance(30), True),
        (Distance(90, "mi"), Distance(30), True),
        (Distance(30), Distance(0), False),
        (None, Distance(30), False),
    ],
)
def test_what_may_be_a_slip(questionnaire, last, usual, is_odd):
    questions = tuple(questionnaire.questions[name] for name in ("km_last_7d", "km_typical_week"))

    found = slips(questions, {"km_last_7d": last, "km_typical_week": usual})
    assert is_odd is (questions[0] in found)


def test_a_form_class_is_built_once(questionnaire):
    questions = (questionnaire.questions["rf_now"],)

    assert form_for(questions) is form_for(questions)
