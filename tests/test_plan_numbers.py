"""The two weekly distances, asked on the plan of those for whom nothing changed in training."""

from tests.factories import healthy_runner, sit_down_with
from tests.tables import every_row
from tests.test_walkthrough import finish
from tests.visitor import token_on

ASKS = "Plan in km or miles"
LAST, USUAL = "How far did you run in the last 7 days?", "How far in a usual week"


def test_it_is_asked_once_and_the_plan_is_in_kilometres(runner):
    finish(runner).sees(ASKS, "of your usual week", "Easy run")
    runner.type_in(LAST, "about 26 km").type_in(USUAL, "25").press("Work out my plan")
    runner.sees("Week 1 12.5 km, no run over 6 km").does_not_see(ASKS, "of your usual week")
    assert runner.path.endswith("/assessment")
    runner.follow("Change my answers").sees("Last 7 days 26 km", "Usual week 25 km")


def test_what_was_skipped_is_not_asked_again(runner):
    finish(runner).press("Skip").sees("half of your usual week").does_not_see(ASKS)
    runner.go("/assessment").does_not_see(ASKS)
    runner.follow("Change my answers").sees("Usual week Not answered")


def test_nothing_typed_is_skipped_too(runner):
    finish(runner).press("Work out my plan").sees("half of your usual week").does_not_see(ASKS)


def test_a_mistake_stands_beside_its_field_with_what_was_typed(runner):
    finish(runner).type_in(LAST, "20").type_in(USUAL, "far").press("Work out my plan")
    runner.sees("There is a problem", "Usual week: enter a distance from 0 to 300 km")
    assert runner.page.title.startswith("Error: ")
    assert (runner.box(LAST).value, runner.box(USUAL).value) == ("20", "far")
    runner.type_in(USUAL, "20").press("Work out my plan").sees("Week 1 10 km")


def test_an_unusual_distance_is_asked_about_once(runner):
    finish(runner).type_in(LAST, "30").type_in(USUAL, "300").press("Work out my plan")
    runner.sees("Please check: this is more than most people run", "Usual week: 300 km")
    runner.press("Yes, that is right").sees("Week 1").does_not_see(ASKS)


def test_in_miles(runner):
    finish(runner).choose("Distances in", "miles").type_in(USUAL, "20").press("Work out my plan")
    runner.sees("Week 1 10 miles")


def test_what_is_told_here_counts_as_any_answer(runner):
    """A jump belies that nothing changed (C1), and a change of the answer is offered."""
    finish(runner).does_not_see("your numbers went up")
    runner.type_in(LAST, "60").type_in(USUAL, "20").press("Work out my plan")
    runner.sees("You said nothing changed, but your numbers went up.")
    runner.sees("The last 7 days 60 km +200%")


@every_row(
    "changed",
    [
        {"training_changes": ["more_distance"], "km_last_7d": None, "km_typical_week": None},
        {"training_changes": ["more_hills"], "km_typical_week": 30},
        {"pain_worst": 9},
    ],
)
def test_it_is_asked_of_nobody_else(runner, questionnaire, changed):
    sit_down_with(runner.client, questionnaire, healthy_runner(**changed))
    runner.go("/assessment").does_not_see(ASKS)
    sent = token_on(runner.go("/delete").response.text) | {"km_typical_week": "5"}
    runner.client.post("/assessment", data=sent)
    runner.go("/answers").does_not_see("Usual week 5 km")


def test_numbers_of_before_a_change_count_for_nothing_until_they_are_told_here(
    runner, questionnaire
):
    """Typed for another answer and hidden since: they stand in the boxes, and wait there."""
    more = healthy_runner(training_changes=["more_distance"], km_last_7d=60, km_typical_week=20)
    sit_down_with(runner.client, questionnaire, more | {"training_changes": ["none"]})
    runner.go("/assessment").sees(ASKS, "of your usual week").does_not_see("went up")
    assert (runner.box(LAST).value, runner.box(USUAL).value) == ("60", "20")
    runner.press("Work out my plan").sees("your numbers went up")
