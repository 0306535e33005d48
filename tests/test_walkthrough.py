"""Runners from the first page to the booking prompt, in the words of the pages."""

from datetime import timedelta

import pytest

from records.engine.database import open_database
from services import services_of
from tests.beneath import beneath
from tests.factories import set_services

NOW = "First, a quick safety check. Do you have any of these right now?"
ON_EFFORT = "Chest pain, tightness or pressure when I ran, climbed stairs or worked hard"
NO_CAUSES = ("play a part", "What you can try", "Book", "Ask for a visit", "physiotherap")


def start(runner):
    return runner.go("/").sees("Not for emergencies", "Call 911 now").follow("Start the self-check")


def pass_safety(runner, screens=7):
    """Answer so many safety screens, beginning at the first, with nothing to tell."""
    for _ in range(screens):
        runner.tick("None of these").press("Continue")
    return runner


def tell_pain(runner, age="34", eases="Standing tall or changing my position", **told):
    """The pages on the pain, as a runner with an ache at the desk would answer them."""
    runner.type_in("How old are you?", age).tick(told.get("where", "Between my shoulder blades"))
    runner.press("Continue")
    runner.tick("A dull ache").choose("At its worst", told.get("worst", "4")).press("Continue")
    runner.choose("How did it start?", told.get("onset", "Slowly"))
    runner.choose("How long have you had it?", told.get("duration", "2 to 6")).press("Continue")
    runner.choose("When does it show up", "Part-way through").press("Continue")
    runner.tick(eases).press("Continue")
    return runner.tick(told.get("other", "Sitting at a desk")).press("Continue")


def tell_posture(runner, form="Rounded back", hours="9"):
    runner.tick(form).type_in("On a usual day, how many hours", hours)
    return runner.press("Continue")


def type_distances(runner, last="30", usual="30", longest="12", before="12", unit="kilometres"):
    runner.choose("Distances in", unit)
    runner.type_in("How far did you run in the last 7 days?", last)
    runner.type_in("In the 4 weeks before that", usual)
    runner.type_in("What was your longest single run", longest)
    return runner.type_in("What was your longest run in the 30 days", before)


def tell_training(runner, changed="Nothing changed", **distances):
    type_distances(runner, **distances).press("Continue")
    runner.type_in("In a usual week now, how many runs", "1")
    runner.type_in("In a usual week now, how many days", "3").press("Continue")
    return runner.tick(changed).press("Continue")


def tell_the_rest(runner):
    runner.choose("Over the last month", "A little")
    runner.choose("Does the pain change", "No, it makes").press("Continue")
    runner.tick("None of these").type_in("On most nights", "7,5").press("Continue")
    runner.type_in("In the last 4 weeks, on how many days", "2")
    return runner.choose("What do you usually do", "I start slowly").press("Continue")


def answer_all(runner):
    """The posture case, up to the offer of six more questions."""
    return tell_the_rest(tell_training(tell_posture(tell_pain(pass_safety(start(runner))))))


def finish(runner):
    return answer_all(runner).press("No, check my answers")


def ask_for_a_visit(runner):
    return fill_in_a_request(finish(runner).press("See my result"))


def fill_in_a_request(runner):
    runner.go("/assessment").follow("Ask for a visit")
    return runner.type_in("Your name", "Zoë Quill").type_in("Phone", "555 010 2000")


def requests_kept(app):
    return list(beneath(services_of(app).connections.database())["visit_requests"].rows)


def bytes_on_disk(app):
    path = services_of(app).connections.path
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def test_posture_case_to_the_booking_prompt(runner):
    answer_all(runner).sees("Six more questions for a sharper result?")
    runner.press("No, check my answers").sees("Check your answers", "34 years", "9 hours a day")
    runner.press("See my result").sees("A physiotherapist is a good first stop")
    runner.sees("Most likely Running posture", "You hunch or round your shoulders")
    runner.sees("Run tall and relaxed", "Warm up for six minutes", "Book a physiotherapy visit")
    runner.sees("The physio next door", "Call (555) 010-0100", "Get help sooner if")
    runner.does_not_see("Doing more than your back was ready for", "Tension and stress May")


def test_load_jump_in_miles(runner):
    tell_posture(
        tell_pain(
            pass_safety(start(runner)), eases="A day or two off", duration="Less than 2 weeks"
        ),
        form="I do not know",
        hours="4",
    )
    numbers = {"last": "26", "usual": "20", "longest": "13", "before": "6.5 mi"}
    tell_training(runner, changed="More distance", unit="miles", **numbers)
    tell_the_rest(runner).press("No, check my answers")
    runner.sees(
        "Last 7 days 26 miles", "Usual week 20 miles", "Longest in 30 days before 6.5 miles"
    )
    runner.press("See my result").sees("Most likely Doing more than your back was ready for")
    runner.sees("Your last week was at least 30% more", "Last 7 days: 26 miles")
    runner.sees("Week Whole week, up to Longest run, up to Hard runs 1 10.0 miles 3.0 miles none")
    runner.sees("4 20.0 miles 6.5 miles 1")


def test_emergency_ticked_by_mistake_then_same_day(runner):
    start(runner).tick("I am coughing up blood").press("Continue")
    runner.sees("Get emergency help now", "Call 911 now. Do not drive yourself.")
    runner.sees("I am coughing up blood", "While you wait").does_not_see(*NO_CAUSES)
    runner.follow("I ticked that by mistake").sees(NOW)
    runner.untick("I am coughing up blood").tick("None of these").press("Continue")
    pass_safety(runner.sees("In the last 4 weeks, have you had any of these?"), 3)
    runner.tick("Fever, chills or sweats").press("Continue")
    runner.sees("Last safety check").tick("None of these").press("Continue")
    runner.tick("None of these").press("Continue")
    runner.sees("Get medical help today", "Back pain with fever", "Call 811 to talk to a nurse")
    runner.does_not_see(*NO_CAUSES)


def test_an_emergency_leads_with_a_link_that_calls(runner):
    start(runner).tick("I am coughing up blood").press("Continue")

    calls = [a.about["href"] for a in runner.page.kept["a"] if a.text.strip() == "Call 911"]
    assert calls == ["tel:911"]


def test_an_emergency_stops_in_the_middle_of_the_safety_check(runner):
    start(runner)
    pass_safety(runner, 1).tick(ON_EFFORT, "I fainted or almost fainted").press("Continue")
    runner.sees("Get emergency help now").does_not_see(*NO_CAUSES)


def test_not_sure_is_explained_and_keeps_its_level(runner):
    pass_safety(start(runner), 2).tick("I am not sure").press("Continue")
    runner.sees(
        "You ticked “I am not sure”", "Counts: new wobbling", "Does not count: a tight strap"
    )
    runner.press("Continue").sees("Injuries and bones")
    pass_safety(runner, 4)
    runner.sees("Get medical help today", "You were not sure about signs that matter")
    runner.does_not_see(*NO_CAUSES)


def test_not_sure_can_become_sure_once_it_is_explained(runner):
    pass_safety(start(runner), 2).tick("I am not sure").press("Continue")
    runner.untick("I am not sure").tick("None of these").press("Continue")
    pass_safety(runner, 4).sees("You and where it hurts")


def test_not_sure_about_general_health_goes_on_and_ends_at_a_doctor(runner):
    pass_safety(start(runner), 4).tick("I am not sure").press("Continue").press("Continue")
    tell_posture(tell_pain(pass_safety(runner, 2)))
    tell_the_rest(tell_training(runner)).press("No, check my answers").press("See my result")
    runner.sees("See a doctor or nurse practitioner soon", "May also play a part Running posture")
    runner.sees("After the doctor: see a physiotherapist").does_not_see(
        "Most likely", "six minutes"
    )


def test_an_accident_is_asked_about_before_a_stop(runner):
    pass_safety(start(runner), 3).tick("The pain began with a serious accident").press("Continue")
    pass_safety(runner, 3).sees("How long have you had it?", "Less than 2 weeks")
    runner.choose("How long have you had it?", "Less than 2 weeks").press("Continue")
    runner.sees("Get emergency help now", "after a serious accident").does_not_see(*NO_CAUSES)


def test_an_accident_long_ago_is_for_today(runner):
    pass_safety(start(runner), 3).tick("The pain began with a serious accident").press("Continue")
    pass_safety(runner, 3).choose("How long have you had it?", "More than 12").press("Continue")
    runner.sees("Get medical help today")


def test_sudden_pain_in_pregnancy_is_asked_about_before_a_stop(runner):
    pass_safety(start(runner), 6).tick("I am pregnant").press("Continue")
    runner.choose("Do you have a bad headache", "Yes").press("Continue")
    runner.sees("Two more questions about the pain").choose("How did it start?", "All at once")
    runner.choose("At its worst", "8").press("Continue").sees("Get emergency help now")


def test_pregnant_with_a_warning_sign(runner):
    pass_safety(start(runner), 6).tick("I am pregnant").press("Continue")
    runner.choose("Do you have a bad headache", "Yes").press("Continue")
    runner.choose("How did it start?", "Slowly").choose("At its worst", "4").press("Continue")
    runner.sees("Get medical help today", "Call your maternity unit now").does_not_see(*NO_CAUSES)


def test_a_same_day_pattern_in_ordinary_questions_stops_at_the_end_of_its_section(runner):
    pass_safety(start(runner)).type_in("How old are you?", "50").tick("Front of my chest")
    runner.press("Continue").sees("What the pain is like").tick("Heavy, pressing")
    runner.choose("At its worst", "6").press("Continue")
    runner.choose("How did it start?", "Slowly").choose("How long", "2 to 6").press("Continue")
    runner.choose("When does it show up", "Only when I run fast").press("Continue")
    runner.tick("Stopping or walking").press("Continue").tick("Only around running")
    runner.press("Continue").sees("Get medical help today").does_not_see(*NO_CAUSES)


def test_sudden_strong_pain_with_marfan_stops_at_once(runner):
    pass_safety(start(runner), 6).tick("An aneurysm, Marfan syndrome").press("Continue")
    runner.type_in("How old are you?", "30").tick("Between my shoulder").press("Continue")
    runner.tick("A dull ache").choose("At its worst", "9").press("Continue")
    runner.choose("How did it start?", "All at once").choose("How long", "2 to 6")
    runner.press("Continue").sees("Get emergency help now")


def test_under_16_is_a_kind_stop(runner):
    pass_safety(start(runner)).type_in("How old are you?", "15").tick("Low back")
    runner.press("Continue").sees("Please ask a parent and a clinician", "16 and over")
    runner.does_not_see(*NO_CAUSES[:-1])
    runner.follow("I typed my age wrong").type_in("How old are you?", "16").press("Continue")
    runner.sees("What the pain is like")


def test_six_more_questions(runner):
    answer_all(runner).press("Answer six more").sees("Have you hurt any of these")
    runner.press("Continue").sees("What you carry and how you breathe")
    runner.tick("A vest or pack, 2 kg").choose("On an easy run", "Tight").press("Continue")
    runner.sees("How has your mood been").choose("How has your mood", "Low or worried")
    runner.press("Continue").type_in("A short test: how long can you hold", "45 seconds")
    runner.press("Continue").sees("Check your answers", "Plank hold 45 seconds")
    runner.sees("Past injuries Not answered")
    runner.press("See my result").sees("What you carry can change", "988 at any hour")


def test_a_change_from_the_check_returns_there(runner):
    finish(runner).follow("Change Sleep").sees("Tension habits and sleep")
    runner.type_in("On most nights", "5").press("Continue").sees("Check your answers")
    runner.sees("Sleep 5 hours a night")


def test_a_change_that_makes_an_emergency_stops_at_once(runner):
    finish(runner).follow("Change Right now").untick("None of these")
    runner.tick("Hard to breathe").press("Continue").sees("Get emergency help now")
    runner.go("/answers").sees("Get emergency help now")
    runner.go("/booking").sees("Get emergency help now")


def test_an_answer_that_a_change_hides_counts_for_nothing(runner):
    pass_safety(start(runner), 6).tick("I am pregnant").press("Continue")
    runner.choose("Do you have a bad headache", "Yes").press("Continue")
    runner.choose("How did it start?", "Slowly").choose("At its worst", "4").press("Continue")
    runner.sees("Get medical help today").go("/questions/safety/background")
    runner.untick("I am pregnant").tick("None of these").press("Continue")
    runner.sees("You and where it hurts").go("/questions/safety/pregnancy")
    runner.sees("You and where it hurts")
    tell_posture(tell_pain(runner))
    tell_the_rest(tell_training(runner)).press("No, check my answers")
    runner.does_not_see("Pregnancy warning signs").press("See my result")
    runner.sees("A physiotherapist is a good first stop")


def test_an_unusual_distance_asks_once(runner):
    tell_posture(tell_pain(pass_safety(start(runner))))
    type_distances(runner, last="310").press("Continue").sees("a distance from 0 to 300 km")
    type_distances(runner, last="160", usual="150").press("Continue")
    runner.sees("Is that right?", "Last 7 days: 160 km").press("Yes, that is right")
    runner.sees("Hard days and rest days")


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
def test_how_much_is_unusual(runner, numbers, asks):
    tell_posture(tell_pain(pass_safety(start(runner))))
    type_distances(runner, **numbers).press("Continue")
    runner.sees("Is that right?" if asks else "Hard days and rest days")


def test_a_slip_of_the_finger_can_be_mended(runner):
    tell_posture(tell_pain(pass_safety(start(runner))))
    type_distances(runner, last="300").press("Continue").sees("Is that right?")
    runner.type_in("How far did you run in the last 7 days?", "30").press("Yes, that is right")
    finish_from_recovery(runner).sees("Last 7 days 30 km")


def finish_from_recovery(runner):
    runner.type_in("In a usual week now, how many runs", "1")
    runner.type_in("In a usual week now, how many days", "3").press("Continue")
    runner.tick("Nothing changed").press("Continue")
    return tell_the_rest(runner).press("No, check my answers")


def test_back_works_and_loses_nothing(runner):
    pass_safety(start(runner)).type_in("How old are you?", "34").tick("Low back").press("Continue")
    runner.sees("What the pain is like").follow("Back").sees("You and where it hurts")
    assert runner.box("How old are you?").value == "34"
    assert runner.box("Low back").is_sent
    for _ in range(7):
        runner.follow("Back")
    runner.sees(NOW)
    assert runner.box("None of these").is_sent
    runner.follow("Back").sees("Carry on where you were").follow("Carry on")
    runner.sees("What the pain is like")


def test_what_was_typed_stays_with_its_mistake(runner):
    pass_safety(start(runner)).type_in("How old are you?", "old").tick("Low back")
    runner.press("Continue").sees("There is a problem", "a number from 13 to 100")
    assert runner.page.title.startswith("Error: ")
    assert (runner.box("How old are you?").value, runner.box("Low back").is_sent) == ("old", True)


def test_forget_my_answers(runner):
    pass_safety(start(runner), 2).press("Delete my answers").sees("Your answers have been deleted")
    assert not list(runner.client._cookies)
    runner.go("/").sees("Start the self-check").go("/answers").sees(NOW)


@pytest.mark.parametrize(
    "address",
    ["/answers", "/assessment", "/assessment.txt", "/booking", "/more", "/booking/sent"]
    + ["/questions/safety/nerves", "/questions/strength/strength", "/questions/stress/mood"],
)
def test_nobody_skips_ahead_by_address(runner, address):
    runner.go(address).sees(NOW)
    assert runner.path == "/questions/safety/now"
    pass_safety(runner, 2).go(address)
    assert runner.path == "/questions/safety/nerves"
    runner.does_not_see("play a part", "Book")


def test_only_the_health_background_may_be_skipped(runner):
    start(runner)
    for words in (
        "right now?",
        "In the last 4 weeks",
        "Have you noticed",
        "Injuries",
        "in general",
    ):
        runner.press("Continue").sees("There is a problem", "Tick every one that fits", words)
        pass_safety(runner, 1)
    runner.press("Continue").sees("There is a problem", "Last safety check")
    pass_safety(runner, 1).sees("Do any of these apply to you? (optional)").press("Continue")
    runner.sees("You and where it hurts")


def test_the_pregnancy_question_may_not_be_skipped(runner):
    pass_safety(start(runner), 6).tick("I gave birth").press("Continue").press("Continue")
    runner.sees("There is a problem", "Choose one answer")


def test_none_of_these_stands_alone(runner):
    pass_safety(start(runner), 3).tick("I have taken steroid", "None of these").press("Continue")
    runner.sees("There is a problem", "“None of these” cannot stand beside another answer.")
    assert runner.box("I have taken steroid").is_sent


def test_an_emergency_wins_over_none_of_these(runner):
    start(runner).tick("I am coughing up blood", "None of these").press("Continue")
    runner.sees("Get emergency help now", "I am coughing up blood")


def test_a_request_without_answers(runner, app):
    ask_for_a_visit(runner).tick("Weekday mornings").type_in("Days or times", "Not on Tuesdays")
    runner.press("Send my request").sees("Your request is sent", "Your answers were not sent")
    listed = app.test_cli_runner().invoke(args=["requests", "--answers"]).output
    assert "name: Zoë Quill" in listed
    assert "Weekday mornings, Not on Tuesdays" in listed
    assert "Running form" not in listed


def test_a_request_with_answers_is_sealed_on_disk(runner, app):
    ask_for_a_visit(runner).type_in("Anything the clinic", "Use the side door")
    runner.tick("Send my answers and result").press("Send my request")
    runner.sees("Your request is sent", "Your physiotherapist has your answers and your result.")
    reference = requests_kept(app)[0]["reference"]
    runner.sees(f"Your reference is {reference}")
    listed = app.test_cli_runner().invoke(args=["requests", "--answers"]).output
    assert "Running form: Rounded back or hunched shoulders" in listed
    assert "next step: physio first" in listed
    disk = bytes_on_disk(app)
    assert reference.encode() in disk
    for secret in ("Zoë", "Quill", "010 2000", "side door", "hunched", "poor_posture", "rf_now"):
        assert secret.encode() not in disk


def test_the_box_to_send_answers_starts_empty(runner):
    assert not ask_for_a_visit(runner).box("Send my answers and result").is_sent


def test_two_presses_make_one_request(runner, app):
    ask_for_a_visit(runner)
    once = runner.page
    runner.press("Send my request").sees("Your request is sent")
    runner.page, runner.path = once, "/booking"
    runner.press("Send my request").sees("Your request is sent")
    assert len(requests_kept(app)) == 1


def test_whoever_asks_again_and_again_from_one_place_has_to_wait(runner, app, stopped_clock):
    runner.client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    finish(runner).press("See my result")
    for _ in range(5):
        fill_in_a_request(runner).press("Send my request").sees("Your request is sent")
    fill_in_a_request(runner).press("Send my request").sees("What you typed is still here")

    assert runner.response.status_code == 429
    assert runner.box("Your name").value == "Zoë Quill"
    assert len(requests_kept(app)) == 5

    set_services(app, clock=lambda: stopped_clock + timedelta(minutes=1))
    runner.press("Send my request").sees("Your request is sent")


@pytest.mark.parametrize(
    ("label", "typed", "problem"),
    [
        ("Your name", "", "Enter your name."),
        ("Phone", "", "Enter a phone number or an e-mail address."),
        ("Phone", "123", "Enter a phone number with its area code."),
        ("E-mail", "zoe at example", "Enter an e-mail address like name@example.com."),
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
    with open_database(services_of(app).connections.path) as other:
        other.execute("BEGIN IMMEDIATE")
        runner.press("Send my request").sees(
            "Your request was not sent", "What you typed is still here"
        )
    assert runner.response.status_code == 503
    assert runner.box("Your name").value == "Zoë Quill"
    assert runner.box("Send my answers and result").is_sent
    runner.press("Send my request").sees("Your request is sent")
    assert len(requests_kept(app)) == 1


def test_a_clinic_that_takes_no_requests(make_app, settings, runner):
    runner.client = make_app(settings | {"TAKE_REQUESTS": False}).test_client()
    finish(runner).press("See my result").does_not_see("Ask for a visit")
    assert runner.go("/booking").response.status_code == 404
