"""The plan as a calendar file, read again by icalendar."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from tests.factories import healthy_runner, set_services, sit_down_with
from tests.pre_visit import states
from tests.visitor import Visitor

SUNDAY = datetime(2026, 11, 29, 12, tzinfo=UTC)
MONDAY = date(2026, 11, 30)
RUNS = {"training_changes": ["more_distance"], "km_last_7d": 26, "km_typical_week": 25}
RUNS |= {"longest_recent_km": 10, "longest_prev30_km": 10, "pain_worst": 3, "strength_days": 0}
HEALTH = ("upper", "pain", "sore", "physio", "doctor")


@pytest.fixture
def file(runner, questionnaire, app):
    """The entries of the file that a runner with these answers gets."""
    set_services(app, clock=lambda: SUNDAY)

    def file(ticked=False, start=None, **answers):
        sit_down_with(runner.client, questionnaire, healthy_runner(**RUNS | answers))
        runner.go("/assessment")
        if start:
            runner.type_in("Week 1 starts on", start)
        if ticked:
            runner.tick("Say in each title that it is for my upper back")
        runner.press("Make the calendar file")
        assert runner.response.mimetype == "text/calendar"
        return Calendar.from_ical(runner.response.data).walk("VEVENT")

    return file


def titles(entries):
    return {entry.decoded("dtstart"): str(entry["summary"]) for entry in entries}


def test_the_days_of_the_plan_and_two_looks_back(file):
    found = titles(file())

    assert [found[MONDAY + timedelta(days=at)] for at in (0, 1, 3, 4, 6)] == [
        "Strength, 20 minutes",
        "Easy run, 5.5 km",
        "Easy run, 5 km",
        "Strength, 20 minutes",
        "Longer run, 7 km",
    ]
    assert MONDAY + timedelta(days=2) not in found
    assert found[MONDAY + timedelta(days=27)] == "Longer run, 11 km"
    assert found[MONDAY + timedelta(weeks=4)] == "Look back at 4 weeks of the plan"


def test_entries_take_no_time_of_a_day_and_are_known_apart(file):
    entries = file()

    assert len(entries) == 4 * 5 + 2
    assert len({entry["uid"] for entry in entries}) == len(entries)
    for entry in entries:
        assert entry["dtstart"].params["VALUE"] == "DATE"
        assert entry.decoded("dtend") - entry.decoded("dtstart") == timedelta(days=1)
        assert (entry["transp"], entry.decoded("dtstamp")) == ("TRANSPARENT", SUNDAY)


def test_titles_say_nothing_about_health_unless_ticked(file):
    assert not any(word in str(entry).lower() for entry in file() for word in HEALTH)

    named = list(titles(file(ticked=True)).values())
    assert all("my upper back" in title for title in named)
    assert "How is my upper back after 4 weeks?" in named


def test_another_first_day_keeps_the_order(file):
    found = titles(file(start="2026-12-02"))

    assert min(found) == date(2026, 12, 2)
    assert found[date(2026, 12, 3)] == "Easy run, 5.5 km"


def test_days_of_walking_come_first(file):
    first, strength, *_ = file(pain_worst=8)

    assert str(first["summary"]) == "Walk or cycle easily, 3 to 7 days"
    assert first.decoded("dtend") == MONDAY + timedelta(days=7) == strength.decoded("dtstart")


def test_at_see_a_doctor_there_are_two_weeks(file):
    found = titles(file(age_years=61))

    assert max(found) == MONDAY + timedelta(weeks=2)
    assert found[max(found)] == "Look back at 2 weeks of the plan"


def test_beside_each_run_before_a_doctor_stands_that_it_must_not_hurt(file):
    for entry in file(age_years=61):
        is_run = "run" in str(entry["summary"])
        assert entry.get("description", "") == ("Only if it does not hurt." if is_run else "")
    assert not any("description" in entry for entry in file())


@pytest.mark.parametrize(
    ("answers", "title"),
    [
        ({"km_typical_week": 5, "km_last_7d": 5}, "Run 1 minute, walk 1 minute, 8 times"),
        ({"km_typical_week": None, "longest_prev30_km": None}, "Easy run"),
    ],
)
def test_a_plan_without_distances_has_its_days_too(file, answers, title):
    assert titles(file(**answers))[MONDAY + timedelta(days=1)] == title


@pytest.mark.parametrize("start", ["soon", "2026-11-28", "2027-11-30", "2026-02-30", ""])
def test_a_date_that_cannot_be_is_asked_for_again(runner, questionnaire, app, start):
    set_services(app, clock=lambda: SUNDAY)
    sit_down_with(runner.client, questionnaire, healthy_runner(**RUNS))
    runner.go("/assessment").type_in("Week 1 starts on", start).press("Make the calendar file")

    runner.sees("There is a problem", "Enter a date like 2027-05-16, from today on")
    assert runner.box("Week 1 starts on").value == start
    assert runner.page.title.startswith("Error: ")


def test_without_a_plan_there_is_nothing_to_put_in_a_calendar(runner, questionnaire):
    sit_down_with(runner.client, questionnaire, healthy_runner(pain_worst=9))

    runner.go("/assessment").does_not_see("Add the plan to my calendar")
    assert runner.go("/plan.ics").response.mimetype == "text/html"


def test_a_patient_gets_it_by_their_link(app):
    case = states.submitted(app)
    patient = Visitor(case.client)
    patient.go(f"/visit/{case.name}/assessment").press("Make the calendar file")

    entries = Calendar.from_ical(patient.response.data).walk("VEVENT")
    assert any("Easy run" in title for title in titles(entries).values())
