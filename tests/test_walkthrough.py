"""Runners from the first page to the booking prompt, in the words of the pages."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from questionnaire.questions import Asked
from records.engine.database import open_database
from services import services_of
from tests.beneath import beneath
from tests.factories import a_colleague, healthy_runner, set_services, sign_in, sit_down_with, swap
from tests.tables import every_row
from tests.visitor import Visitor

WEEKS = "/questions/strength/weeks"
NOW = "First, a quick safety check. Do you have any of these right now?"
ON_EFFORT = "Chest pain, tightness or pressure with effort"
NO_CAUSES = ("play a part", "What you can try", "Book", "Request an appointment", "physiotherap")
SO_FAR = "From what you ticked: stop running, and see a doctor today."
ALL_NONE = "No warning signs in your answers"


def start(runner):
    return runner.go("/").sees("Not for emergencies", "Call 911").follow("Start the self-check")


def pass_safety(runner, screens=7):
    """Answer so many safety screens, beginning at the first, with nothing to tell."""
    for _ in range(screens):
        runner.tick("None of these").press("Continue")
    return runner


def tell_pain(runner, age="34", eases="Standing tall or changing my position", **told):
    """The pages on the pain, as a runner with an ache at the desk would answer them."""
    runner.type_in("How old are you?", age).tick(told.get("where", "Between my shoulder blades"))
    runner.choose("Which side is it?", "Both sides").press("Continue")
    runner.tick("A dull ache").choose("How strong was it at its worst", told.get("worst", "4"))
    runner.choose("How long have you had it", told.get("duration", "2 to 6")).press("Continue")
    runner.choose("How did it start?", "Slowly")
    runner.choose("When does it show up", "Part-way through").press("Continue")
    runner.tick(eases).press("Continue")
    return runner.tick(told.get("other", "Sitting at a desk")).press("Continue")


def tell_posture(runner, form="Rounded back", hours="9"):
    runner.tick(form).type_in("How many hours a day do you sit", hours)
    return runner.press("Continue")


def tell_training(runner, changed="Nothing changed"):
    return runner.tick(changed).press("Continue")


def tell_stress(runner):
    runner.choose("Over the last month", "A little").tick("None of these")
    return runner.press("Continue")


def type_distances(runner, longest="12", before="12", unit="kilometres", **weeks):
    runner.choose("Distances in", unit)
    runner.type_in("Your longest run around the time", longest)
    runner.type_in("Your longest run in the 30 days", before)
    if weeks:
        runner.type_in("How far did you run in the last 7 days?", weeks["last"])
        runner.type_in("How far in a usual week", weeks["usual"])
    return runner


def tell_weeks(runner, **distances):
    runner.choose("Does the pain change", "No, it makes").choose("Most weeks", "Two or more")
    type_distances(runner, **distances)
    runner.type_in("How many days a week do you do strength", "2")
    return runner.press("Continue")


def finish(runner):
    """The posture case, from the start up to the result."""
    tell_training(tell_posture(tell_pain(pass_safety(start(runner)))))
    return tell_weeks(tell_stress(runner))


POSTURE_CASE = healthy_runner(
    age_years=34,
    pain_side="both",
    pain_eases=["change_posture"],
    pain_other_times=["desk_screen"],
    form_notice=["hunched"],
    desk_hours=9,
)


def sit_down(runner, page_not_answered=None, **told):
    """The posture case, but for a page and whatever is asked last, as if told on the pages."""
    questionnaire = services_of(runner.client.application).questionnaire
    left = [
        question.id
        for page in questionnaire.pages
        if page.asked is Asked.EXTRA or page.id == page_not_answered
        for question in page.questions
    ]
    answers = POSTURE_CASE | told
    sit_down_with(runner.client, questionnaire, answers, extras=False, without=left)
    return runner


def at_the_result(runner):
    return sit_down(runner).go("/assessment").sees(ALL_NONE)


def at_the_weeks(runner, changed):
    """At the last page, which is not answered yet."""
    return sit_down(runner, "weeks", training_changes=[changed]).go(WEEKS)


def ask_for_a_visit(runner):
    return fill_in_a_request(at_the_result(runner))


def fill_in_a_request(runner):
    runner.go("/assessment").follow("Request an appointment")
    return runner.type_in("Your name", "Zoë Quill").type_in("Phone", "555 010 2000")


def requests_kept(app):
    return list(beneath(services_of(app).connections.database())["visit_requests"].rows)


def bytes_on_disk(app):
    path = services_of(app).connections.place
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def test_posture_case_to_the_booking_prompt(runner):
    finish(runner).sees(ALL_NONE)
    runner.sees("Running posture", "You hunch or round your shoulders")
    runner.sees("Run tall and relaxed", "Warm up", "Book a physiotherapist")
    runner.sees("The physio next door", "Call (555) 010-0100", "Call 911 if you get")
    runner.does_not_see("Doing more than your back was ready for", "Tension and stress May")
    runner.follow("Change my answers").sees("Your answers", "Age 34 years", "9 hours a day")


def test_load_jump_in_miles(runner):
    tell_pain(pass_safety(start(runner)), eases="A day or two off", duration="Less than 2 weeks")
    tell_posture(runner, form="I do not know", hours="4")
    tell_stress(tell_training(runner, "More distance"))
    numbers = {"last": "26", "usual": "20", "longest": "13", "before": "6.5 mi"}
    tell_weeks(runner, unit="miles", **numbers)
    runner.sees(ALL_NONE, "Doing more than your back was ready for")
    runner.sees("Your 13-mile run was 100% longer than any run in the month before (6.5 miles)")
    runner.sees("You ran 26 miles in the last 7 days, 30% more than your usual week (20 miles)")
    runner.sees("Week 1 10 miles, no run over 3 miles Monday Rest Tuesday Easy run, 2.5 miles")
    runner.sees("Week 4 20 miles, no run over 6.5 miles", "Thursday Faster run, 4.5 miles")
    runner.follow("Change my answers")
    runner.sees("Last 7 days 26 miles", "Usual week 20 miles", "6.5 miles")


def test_what_a_doctor_should_see_today_is_said_until_its_page_and_gone_when_taken_back(runner):
    pass_safety(start(runner), 2).does_not_see(SO_FAR).tick(ON_EFFORT).press("Continue")
    runner.sees("called asthma?", SO_FAR, "whether it is more urgent")
    runner.choose("Is this the same feeling", "No, it is new").press("Continue").sees(SO_FAR)
    runner.press("Continue").sees("There is a problem", SO_FAR)
    runner.press("Back").press("Back").sees(SO_FAR).untick(ON_EFFORT).tick("None of these")
    runner.press("Continue").sees("How is the pain, and how are you?").does_not_see(SO_FAR)


def test_emergency_ticked_by_mistake_then_same_day(runner):
    start(runner).tick("I am coughing up blood").press("Continue")
    runner.sees("Get emergency help now", "Call 911 now. Do not drive yourself.")
    runner.sees("I am coughing up blood", "While you wait").does_not_see(*NO_CAUSES)
    runner.follow("I ticked that by mistake").sees(NOW)
    runner.untick("I am coughing up blood").tick("None of these").press("Continue")
    pass_safety(runner.sees("Are any of these new since the pain began?"), 2)
    runner.tick("Fever, chills or sweats").press("Continue")
    pass_safety(runner.sees("Back, bones and injuries"), 2).sees("Your health background")
    runner.tick("None of these").press("Continue")
    runner.sees("Get medical help today", "Back pain with fever", "Not sure where to go? Call 811")
    runner.does_not_see(*NO_CAUSES)


def test_an_emergency_leads_with_a_link_that_calls(runner):
    start(runner).tick("I am coughing up blood").press("Continue")

    calls = [a.about["href"] for a in runner.page.kept["a"] if a.text.strip() == "Call 911"]
    assert calls == ["tel:911"]


def test_an_emergency_stops_in_the_middle_of_the_safety_check(runner):
    start(runner)
    pass_safety(runner, 2).tick(ON_EFFORT, "Fainted or nearly fainted").press("Continue")
    runner.sees("Get emergency help now").does_not_see(*NO_CAUSES)


def test_known_asthma_is_asked_about_before_an_emergency(runner):
    pass_safety(start(runner), 2).tick(ON_EFFORT, "Far more out of breath").press("Continue")
    runner.sees("Is this the same feeling that a doctor has checked and called asthma?")
    runner.choose("Is this the same feeling", "Yes, the same as always").press("Continue")
    pass_safety(runner.sees("How is the pain, and how are you?"), 4)
    runner.sees("Get medical help today", "Stop running and see a doctor today.")
    runner.go("/questions/safety/heart-lungs-more")
    runner.choose("Is this the same feeling", "I am not sure").press("Continue")
    runner.sees("Get emergency help now").does_not_see(*NO_CAUSES)


def test_a_group_of_risks_is_asked_about_before_an_emergency(runner):
    pass_safety(start(runner), 2).tick("Sharp pain when I breathe in").press("Continue")
    pass_safety(runner, 3).tick("A blood clot, leg cast").press("Continue")
    runner.sees("Which of these about blood clots?")
    runner.tick("The pill, patch, ring").press("Continue").sees("Get emergency help now")


def test_not_sure_is_explained_and_keeps_its_level(runner):
    pass_safety(start(runner), 1).tick("I am not sure").press("Continue")
    runner.sees(
        "You chose “I am not sure”", "Counts: new wobbling", "Does not count: a tight strap"
    )
    runner.does_not_see(SO_FAR).press("Continue").sees("In the last 4 weeks", SO_FAR)
    pass_safety(runner, 5)
    runner.sees("Get medical help today", "When you are not sure about a sign")
    runner.sees("Not sure about Nerves")
    runner.does_not_see(*NO_CAUSES)


def test_not_sure_can_become_sure_once_it_is_explained(runner):
    pass_safety(start(runner), 1).tick("I am not sure").press("Continue")
    runner.untick("I am not sure").tick("None of these").press("Continue")
    pass_safety(runner, 5).sees("You and where it hurts")


def test_not_sure_about_general_health_goes_on_and_ends_at_a_doctor(runner):
    pass_safety(start(runner), 3).tick("I am not sure").press("Continue").press("Continue")
    tell_training(tell_posture(tell_pain(pass_safety(runner, 3))))
    tell_weeks(tell_stress(runner))
    runner.sees("See a doctor or nurse practitioner soon", "May also play a part Running posture")
    runner.sees("After the doctor: see a physiotherapist")
    runner.does_not_see("Most likely", "Best fit", "Warm up")


def test_an_accident_is_asked_about_before_a_stop(runner):
    pass_safety(start(runner), 4).tick("It began with a crash").press("Continue")
    pass_safety(runner, 2).sees("How long have you had it this time?", "Less than 2 weeks")
    runner.choose("How long have you had it", "Less than 2 weeks").press("Continue")
    runner.sees("Get emergency help now", "after a serious accident").does_not_see(*NO_CAUSES)


def test_an_accident_long_ago_is_for_today(runner):
    pass_safety(start(runner), 4).tick("It began with a crash").press("Continue")
    pass_safety(runner, 2).choose("How long have you had it", "More than 12").press("Continue")
    runner.sees("Get medical help today")


def tell_of_a_pregnancy(runner, warning):
    pass_safety(start(runner), 6).tick("Pregnant, maybe pregnant").press("Continue")
    runner.tick("I am pregnant").press("Continue")
    runner.choose("Do you have a bad headache", warning).choose("Do you have low belly pain", "No")
    return runner.press("Continue")


def test_sudden_pain_in_pregnancy_is_asked_about_before_a_stop(runner):
    tell_of_a_pregnancy(runner, "Yes").sees("Two more questions about the pain")
    runner.choose("How did it start?", "Quickly").choose("How strong was it at its worst", "8")
    runner.press("Continue").sees("How fast it got bad")
    runner.choose("How fast did it get bad?", "All at once").press("Continue")
    runner.sees("Get emergency help now")


def test_pregnant_with_a_warning_sign(runner):
    tell_of_a_pregnancy(runner, "Yes").choose("How did it start?", "Slowly")
    runner.choose("How strong was it at its worst", "4").press("Continue")
    runner.sees("Get medical help today", "Call your maternity unit").does_not_see(*NO_CAUSES)


def tell_of_heavy_pain(runner, other):
    pass_safety(start(runner)).type_in("How old are you?", "50").tick("Between my shoulder blades")
    runner.choose("Which side is it?", "Middle").press("Continue").tick("Heavy, pressing")
    runner.choose("How strong was it at its worst", "6").choose("How long", "2 to 6")
    runner.press("Continue").choose("How did it start?", "Slowly")
    runner.choose("When does it show up", "Only when I run fast").press("Continue")
    runner.tick("A day or two off").press("Continue").tick(other)
    return runner.press("Continue")


def test_a_same_day_pattern_in_ordinary_questions_stops_at_the_end_of_its_section(runner):
    tell_of_heavy_pain(runner, "Only around running").sees("Get medical help today")
    runner.does_not_see(*NO_CAUSES)


def test_the_very_same_pain_on_moving_is_asked_about_before_that_stop(runner):
    tell_of_heavy_pain(runner, "When I press on it").sees("How you run and sit")
    runner.choose("Does pressing or moving bring on", "I am not sure").tick("I do not know")
    runner.type_in("How many hours a day do you sit", "3").press("Continue")
    runner.sees("Get medical help today").does_not_see(*NO_CAUSES)
    runner.go("/questions/posture/form")
    runner.choose("Does pressing or moving bring on", "Yes, the same pain").press("Continue")
    runner.sees("What changed in your training")


def test_sudden_strong_pain_with_marfan_stops_at_once(runner):
    pass_safety(start(runner), 6).tick("Heart or large blood vessel").press("Continue")
    runner.tick("I have an aneurysm, Marfan").press("Continue")
    runner.type_in("How old are you?", "30").tick("Between my shoulder")
    runner.choose("Which side is it?", "Middle").press("Continue")
    runner.tick("A dull ache").choose("How strong was it at its worst", "9")
    runner.choose("How long", "2 to 6").press("Continue").choose("How did it start?", "Quickly")
    runner.choose("When does it show up", "Part-way through").press("Continue")
    runner.choose("How fast did it get bad?", "All at once").tick("Stopping or walking")
    runner.press("Continue").sees("Get emergency help now")


def test_under_16_is_a_kind_stop(runner):
    pass_safety(start(runner)).type_in("How old are you?", "15").tick("Low back")
    runner.choose("Which side is it?", "Left")
    runner.press("Continue").sees("Please ask a parent and a clinician", "16 and over")
    runner.does_not_see(*NO_CAUSES[:-1])
    runner.follow("I typed my age wrong").type_in("How old are you?", "16").press("Continue")
    runner.sees("What the pain is like")


def test_more_questions(runner):
    at_the_result(runner).press("Answer 5 more questions").sees("Have you hurt any of these")
    runner.press("Continue").choose("On an easy run", "Tight").press("Continue")
    runner.type_in("On most nights in the last month", "5").press("Continue")
    runner.type_in("Optional test: how long can you hold", "45 seconds").press("Continue")
    runner.sees(ALL_NONE, "Running posture").follow("Change my answers")
    runner.sees("Past injuries Not answered", "Plank hold 45 seconds", "Sleep 5 hours a night")


def test_a_race_is_asked_for_and_may_be_skipped(runner):
    tell_pain(pass_safety(start(runner)))
    tell_posture(runner).sees("Are you training for a race? When is it? (optional)")
    runner.type_in("Are you training for a race?", "soon").tick("Nothing changed")
    runner.press("Continue").sees("There is a problem", "Race date: enter a date like 2027-05-16")
    day = datetime.now(UTC).date() + timedelta(days=90)
    runner.type_in("Are you training for a race?", day).choose("Distances in", "miles")
    runner.type_in("How far is the race?", "13.1").press("Continue")
    tell_weeks(tell_stress(runner)).follow("Change my answers")
    runner.sees(f"Race date {day.day} {day:%B %Y}", "Race distance 13.1 miles")


@every_row(
    ("day", "is_taken"),
    [
        ("2026-11-29", False),
        ("2026-11-30", True),  # today at the clinic
        ("2028-11-30", True),
        ("2028-12-01", False),
        ("1066-10-14", False),
        ("", True),
    ],
)
def test_a_race_is_still_to_come_and_within_two_years(app, monkeypatch, day, is_taken):
    late = datetime(2026, 11, 29, 20, 0, tzinfo=UTC)
    swap(monkeypatch, app, clock=lambda: late, zone=ZoneInfo("Asia/Tokyo"))
    runner = sit_down(Visitor(app.test_client()), "changes").go("/questions/training_load/changes")
    runner.tick("Nothing changed").type_in("Are you training for a race?", day).press("Continue")
    assert ("There is a problem" not in runner.page.text) is is_taken
    if not is_taken:
        runner.sees("Race date: enter the date of a race still to come, or leave this empty.")
        assert runner.box("Are you training for a race?").value == day


def test_a_change_that_makes_an_emergency_stops_at_once(runner):
    at_the_result(runner).follow("Change my answers").follow("Change Right now").untick(
        "None of these"
    )
    runner.tick("Hard to breathe").press("Continue").sees("Get emergency help now")
    runner.go("/answers").sees("Get emergency help now")
    runner.go("/booking").sees("Get emergency help now")


def test_an_answer_that_a_change_hides_counts_for_nothing(runner):
    tell_of_a_pregnancy(runner, "Yes").choose("How did it start?", "Slowly")
    runner.choose("How strong was it at its worst", "4").press("Continue")
    runner.sees("Get medical help today").go("/questions/safety/background")
    runner.untick("Pregnant, maybe").tick("None of these").press("Continue")
    runner.sees("You and where it hurts").go("/questions/safety/pregnancy")
    runner.sees("You and where it hurts")
    tell_weeks(tell_stress(tell_training(tell_posture(tell_pain(runner))))).sees(ALL_NONE)
    runner.follow("Change my answers").does_not_see("Pregnancy warning signs")


def test_an_unusual_distance_asks_once(runner):
    tell_weeks(at_the_weeks(runner, "more_hills"), last="310", usual="30").sees(
        "a distance from 0 to 300 km"
    )
    type_distances(runner, last="160", usual="150").press("Continue")
    runner.sees("Please check: this is more than most people run", "Last 7 days: 160 km")
    runner.press("Yes, that is right").sees(ALL_NONE)


@pytest.mark.parametrize(
    ("numbers", "asks"),
    [
        ({"last": "90", "usual": "30"}, False),
        ({"last": "90.5", "usual": "30"}, True),
        ({"longest": "36", "before": "12"}, False),
        ({"longest": "36.5", "before": "12"}, True),
        ({"longest": "60", "before": "60"}, False),
        ({"longest": "60", "before": "60.5"}, True),
        ({"last": "150", "usual": "150"}, False),
        ({"last": "150", "usual": "150.5"}, True),
        ({"last": "30", "usual": "0"}, False),
        ({"last": "", "usual": "", "longest": "", "before": ""}, False),
    ],
)
def test_how_much_is_unusual(runner, questionnaire, numbers, asks):
    more_hills = healthy_runner(training_changes=["more_hills"])
    sit_down_with(runner.client, questionnaire, more_hills)
    type_distances(runner.go(WEEKS), **{"last": "", "usual": ""} | numbers).press("Continue")
    runner.sees("Please check: this is more" if asks else ALL_NONE)


def test_a_slip_of_the_finger_can_be_mended(runner):
    tell_weeks(at_the_weeks(runner, "more_hills"), last="300", usual="30")
    runner.sees("Please check: this is more")
    runner.type_in("How far did you run in the last 7 days?", "30").press("Yes, that is right")
    runner.follow("Change my answers").sees("Last 7 days 30 km")


def test_back_works_and_loses_nothing(runner):
    pass_safety(start(runner)).type_in("How old are you?", "34").tick("Low back")
    runner.choose("Which side is it?", "Left").press("Continue")
    runner.sees("What the pain is like").press("Back").sees("You and where it hurts")
    assert runner.box("How old are you?").value == "34"
    assert runner.box("Low back").is_sent
    for _ in range(7):
        runner.press("Back")
    runner.sees(NOW)
    assert runner.box("None of these").is_sent
    runner.follow("Back").follow("Continue").sees("What the pain is like")


def test_back_keeps_what_is_right_of_a_page_and_asks_for_the_rest_again(runner):
    pass_safety(start(runner)).type_in("How old are you?", "34").press("Back")
    runner.sees("Your health background").press("Continue").sees("You and where it hurts")
    assert runner.box("How old are you?").value == "34"
    runner.tick("Low back").choose("Which side is it?", "Left").type_in("How old are you?", "old")
    runner.press("Back").sees("Your health background").press("Continue")
    runner.sees("What the pain is like").press("Back")
    assert runner.box("How old are you?").value == "34"
    assert runner.box("Low back").is_sent


def test_back_skips_nothing_that_was_left_blank(runner):
    at_the_result(runner).press("Answer 5 more questions").sees("Have you hurt any of these")
    runner.press("Back").press("Continue").go("/assessment").sees("Answer 5 more questions")


def test_back_does_not_take_a_warning_sign_along_in_silence(runner):
    pass_safety(start(runner), 1).tick("Both legs are weak", "None of these").press("Back")
    runner.sees("Get emergency help now", "Ticked Both legs are weak")


def test_back_shows_a_sign_beside_none_again_as_continue_does(runner):
    pass_safety(start(runner), 4).press("Back").sees("How is the pain, and how are you?")
    runner.tick("Fever").press("Back").sees("There is a problem", "How is the pain")
    assert runner.box("Fever").is_sent
    runner.untick("None of these").press("Back").go("/questions/safety/general")
    assert runner.box("Fever").is_sent
    assert not runner.box("None of these").is_sent


def test_back_leaves_a_distance_that_may_be_a_slip(runner):
    type_distances(at_the_weeks(runner, "more_hills"), last="160", usual="30").press("Back")
    runner.press("Continue").sees("Your weeks")
    assert runner.box("How far did you run in the last 7 days?").value == ""
    assert runner.box("How far in a usual week").value == "30"


def test_the_start_offers_what_is_next(runner):
    pass_safety(start(runner), 1).go("/").follow("Continue").sees("new since the pain began")


def test_the_start_leads_back_to_what_was_told(runner):
    at_the_result(runner).go("/").does_not_see("Continue").follow("See my result").sees(ALL_NONE)
    runner.follow("Change my answers").follow("Change Right now").untick("None of these")
    runner.tick("Hard to breathe").press("Continue").go("/").follow("See my result")
    runner.sees("Get emergency help now")


def test_what_was_typed_stays_with_its_mistake(runner):
    pass_safety(start(runner)).type_in("How old are you?", "old").tick("Low back")
    runner.choose("Which side is it?", "Left").press("Continue").sees(
        "There is a problem", "Enter your age in whole years, from 13 to 100."
    )
    assert runner.page.title.startswith("Error: ")
    assert (runner.box("How old are you?").value, runner.box("Low back").is_sent) == ("old", True)


@pytest.mark.parametrize(
    "address",
    ["/answers", "/assessment", "/assessment.txt", "/booking", "/booking/sent"]
    + ["/questions/safety/heart-lungs", "/questions/strength/weeks", "/questions/stress/sleep"],
)
def test_nobody_skips_ahead_by_address(runner, address):
    runner.go(address).sees(NOW)
    assert runner.path == "/questions/safety/now"
    pass_safety(runner, 2).go(address)
    assert runner.path == "/questions/safety/heart-lungs"
    runner.does_not_see("play a part", "Book")


def test_only_the_health_background_may_be_skipped(runner):
    start(runner)
    for words in (
        "right now?",
        "new since the pain began",
        "In the last 4 weeks",
        "How is the pain, and how are you?",
        "Back, bones and injuries",
        "Other parts of the body",
    ):
        runner.press("Continue").sees("There is a problem", "Tick every one that fits", words)
        pass_safety(runner, 1)
    runner.sees("do any of these apply to you? (optional)").press("Continue")
    runner.sees("You and where it hurts")


@pytest.mark.parametrize("group", ["Pregnant, maybe pregnant", "Thin bones", "Cancer, now or"])
def test_what_follows_a_group_of_risks_may_not_be_skipped(runner, group):
    pass_safety(start(runner), 6).tick(group).press("Continue").press("Continue")
    runner.sees("There is a problem", "I am not sure").does_not_see("You and where")


def test_the_pregnancy_question_may_not_be_skipped(runner):
    pass_safety(start(runner), 6).tick("Pregnant, maybe").press("Continue")
    runner.tick("I gave birth").press("Continue").press("Continue")
    runner.sees("There is a problem", "Choose one answer")


def test_none_of_these_stands_alone(runner):
    pass_safety(start(runner), 4).tick("A new lump", "None of these").press("Continue")
    runner.sees("There is a problem", "“None of these” cannot stand beside another answer.")
    assert runner.box("A new lump").is_sent


def test_an_emergency_wins_over_none_of_these(runner):
    start(runner).tick("I am coughing up blood", "None of these").press("Continue")
    runner.sees("Get emergency help now", "I am coughing up blood")


def at_the_clinic(app):
    """The request, as a physiotherapist sees it."""
    staff = sign_in(app.test_client(), a_colleague(app, "Kim Lee"))
    return staff.get(f"/clinic/requests/{requests_kept(app)[0]['reference']}").text


def test_a_request_without_answers(runner, app):
    ask_for_a_visit(runner).tick("Weekday mornings").type_in("Days or times", "Not on Tuesdays")
    runner.press("Send my request").sees("Your request has been sent", "Your answers were not sent")
    listed = at_the_clinic(app)
    assert "Zoë Quill" in listed
    assert "Weekday mornings, Not on Tuesdays" in listed
    assert "Running form" not in listed


def test_a_request_with_answers_is_sealed_on_disk(runner, app):
    ask_for_a_visit(runner).type_in("Anything the clinic", "Use the side door")
    runner.tick("Send my answers and result").press("Send my request")
    runner.sees(
        "Your request has been sent", "Your physiotherapist has your answers and your result."
    )
    reference = requests_kept(app)[0]["reference"]
    runner.sees(f"Your reference is {reference}")
    assert "Rounded back or hunched shoulders" in at_the_clinic(app)
    disk = bytes_on_disk(app)
    assert reference.encode() in disk
    for secret in ("Zoë", "Quill", "010 2000", "side door", "hunched", "poor_posture", "rf_now"):
        assert secret.encode() not in disk


def test_the_box_to_send_answers_starts_empty(runner):
    assert not ask_for_a_visit(runner).box("Send my answers and result").is_sent


def test_two_presses_make_one_request(runner, app):
    ask_for_a_visit(runner)
    once = runner.page
    runner.press("Send my request").sees("Your request has been sent")
    runner.page, runner.path = once, "/booking"
    runner.press("Send my request").sees("Your request has been sent")
    assert len(requests_kept(app)) == 1


def test_whoever_asks_again_and_again_from_one_place_has_to_wait(runner, app, stopped_clock):
    runner.client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    at_the_result(runner)
    for _ in range(5):
        fill_in_a_request(runner).press("Send my request").sees("Your request has been sent")
    fill_in_a_request(runner).press("Send my request").sees("What you typed is still here")

    assert runner.response.status_code == 429
    assert runner.box("Your name").value == "Zoë Quill"
    assert len(requests_kept(app)) == 5

    set_services(app, clock=lambda: stopped_clock + timedelta(minutes=1))
    runner.press("Send my request").sees("Your request has been sent")


@pytest.mark.parametrize(
    ("label", "typed", "problem"),
    [
        ("Your name", "", "Enter your name."),
        ("Phone", "", "Enter a phone number or an email address."),
        ("Phone", "123", "Enter a phone number with its area code."),
        ("Email", "zoe at example", "Enter an email address like name@example.com."),
        ("Anything the clinic", "x" * 1001, "Keep this under 1,000 characters."),
    ],
)
def test_what_a_request_needs(runner, app, label, typed, problem):
    ask_for_a_visit(runner).type_in(label, typed).press("Send my request")
    runner.sees("There is a problem", problem)
    assert runner.page.title.startswith("Error: ")
    assert runner.box(label).value.strip() == typed
    assert requests_kept(app) == []


def test_a_locked_database_keeps_what_was_typed(runner, app):
    ask_for_a_visit(runner).tick("Send my answers and result", "Weekends")
    services_of(app).connections.database().execute("PRAGMA busy_timeout = 1")
    with open_database(services_of(app).connections.place) as other:
        other.execute("BEGIN IMMEDIATE")
        runner.press("Send my request").sees(
            "Your request was not sent", "What you typed is still here"
        )
    assert runner.response.status_code == 503
    assert runner.box("Your name").value == "Zoë Quill"
    assert runner.box("Send my answers and result").is_sent
    runner.press("Send my request").sees("Your request has been sent")
    assert len(requests_kept(app)) == 1


def test_a_clinic_that_takes_no_requests(make_app, settings, runner):
    runner.client = make_app(settings | {"TAKE_REQUESTS": False}).test_client()
    at_the_result(runner).does_not_see("Request an appointment")
    assert runner.go("/booking").response.status_code == 404
