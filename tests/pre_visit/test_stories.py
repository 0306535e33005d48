"""Patients and their links, from the message to what was sent, in the words on the pages."""

import re
from datetime import timedelta

import pytest

from records.answers import responses
from records.engine.timestamps import to_iso
from tests.beneath import beneath
from tests.factories import desk_of
from tests.pre_visit import states
from tests.pre_visit.pages import WORDS_PAGE
from tests.pre_visit.walking import (
    FIRST_QUESTION,
    agree,
    answer_on,
    audited,
    fill,
    open_link,
    pass_safety,
    warnings_of,
)
from tests.visitor import Visitor

WORD = "heron 7"

NOT_WATCHED = "Nobody at the clinic reads these answers straight away."


def another(case):
    """Another device, or somebody else's."""
    return Visitor(case.app.test_client())


def come_back(case):
    """Somebody with the link, on a device that has not seen it."""
    return another(case).go(case.link)


def come_with_word(case):
    """The patient with the word that they chose, on a device that has not seen the link."""
    return come_back(case).type_in("Your word or number", WORD).press("Open my answers")


def test_from_the_link_to_what_was_sent(patient, invited):
    pass_safety(agree(patient, invited))
    patient.type_in("What would you most like", "Can I run in May?").press("Continue")
    answer_on(patient, until="Name up to three things").type_in("One thing", "Lifting my son")
    patient.choose("Number 1", "7").press("Continue")
    answer_on(patient).sees("Can I run in May?", "Lifting my son: 7 out of 10")
    patient.press("Send to Robin Hale").sees("Your answers are sent", "Age 34 years")
    patient.sees("Can I run in May?", "Lifting my son: 7 out of 10").does_not_see("Change")
    patient.follow("See what may play a part").sees("Your appointment", "With Robin Hale")
    patient.does_not_see("Request an appointment", "Book", "Delete my answers")

    told = {row["id"]: row["answer"] for row in invited.response.snapshot["asked"]}
    assert told["own_question"] == "Can I run in May?"
    assert told["activities"] == [["Lifting my son", 7]]
    assert ("patient", "submitted") in audited(invited)
    assert invited.response.snapshot["is_complete"]


@pytest.mark.slow
def test_a_rating_that_was_picked_by_mistake_is_taken_back_without_script(patient, invited):
    now, word = "How strong is the pain right now?", "Name up to three things"
    answer_on(pass_safety(agree(patient, invited)), until=now).choose(now, "7")
    answer_on(patient, until=word).type_in("One thing", "Lifting my son").choose("Number 1", "7")
    answer_on(patient).sees("Pain now 7 out of 10", "Lifting my son: 7 out of 10")
    patient.follow("Change Pain now").choose(now, "No answer").press("Continue")
    patient.follow("Change Can do").choose("Number 1", "No answer").press("Continue")

    patient.sees("Pain now Not answered", "Lifting my son").does_not_see("7 out of 10")


def test_to_open_the_link_starts_nothing(patient, invited):
    for _ in range(3):
        open_link(patient, invited)
    patient.client.head(invited.link)

    assert invited.state == "not_sent, no submission"


def test_half_on_a_phone_and_half_on_another_device(patient, invited):
    answer_on(pass_safety(agree(patient, invited, WORD)), until="What the pain is like")
    later = come_with_word(invited).sees("What the pain is like")
    later.go(invited.link).sees("Welcome back: 9 of 30 pages done")
    later.follow("Go on")
    answer_on(later).press("Send to").sees("Your answers are sent")

    assert invited.response.section == "for_your_visit"


def test_who_reads_it_is_told_before_the_first_question(patient, invited):
    open_link(patient, invited).press("Yes, open my questions").sees(
        "The physiotherapists of The physio next door", "deleted after 365 days", "911"
    )
    patient.press("No, I would rather not").sees("No problem", "Nothing was kept")
    assert invited.state == "opened, no submission"

    patient.follow("I changed my mind").press("Yes, open").press("I agree").sees(FIRST_QUESTION)


def test_not_me_closes_the_link_and_forgets_what_was_not_sent(patient, invited):
    pass_safety(agree(patient, invited)).follow("This is not me").sees("Close this link?")
    patient.press("Yes, it is not for me").sees("This link is closed", "Call (555) 010-0100")

    come_back(invited).sees("This link is closed", "said that it was not meant for them")
    assert invited.response.kept == {}
    assert ("patient", "said: not me") in audited(invited)


@pytest.mark.slow
def test_a_couple_who_share_a_link(patient, invited):
    answer_on(agree(patient, invited)).press("Send to Robin Hale")
    partner = come_back(invited).sees("These answers were already sent")
    partner.sees("This is not me", "ask the clinic for a link of your own.")
    partner.does_not_see("34 years")


def test_a_couple_with_two_links_on_one_phone_never_mix(app, patient, invited):
    other = states.made(app, reference="PARTNER")
    pass_safety(agree(patient, invited), 3)
    pass_safety(agree(patient, other), 1)
    patient.go(invited.at("")).sees("3 of 29 pages done")
    patient.go(other.at("")).sees("1 of 29 pages done")


def test_an_emergency_is_told_to_the_patient_and_to_the_clinic_at_once(patient, invited):
    agree(patient, invited).tick("I am coughing up blood").press("Continue")
    patient.sees("Get emergency help now", "Call 911 now", NOT_WATCHED)
    patient.does_not_see("Book", "Request an appointment", "What you can try")

    sent = invited.response
    assert (sent.waiting, sent.submitted, sent.snapshot["is_complete"]) == (3, None, False)
    assert [row["id"] for row in sent.snapshot["asked"]] == ["rf_now"]
    assert warnings_of(invited) == [3]


@pytest.mark.slow
def test_an_emergency_that_is_taken_back_stays_a_warning(patient, invited):
    agree(patient, invited).tick("I am coughing up blood").press("Continue")
    patient.follow("I ticked that by mistake").untick("I am coughing up blood")
    answer_on(pass_safety(patient)).press("Send to")
    patient.sees("Your answers are sent")

    assert warnings_of(invited) == [3]
    assert "taken_back" in invited.response.kept
    assert invited.response.snapshot["signs"] == []


def test_an_emergency_counts_even_on_a_page_with_a_mistake(patient, invited):
    agree(patient, invited).tick("I am coughing up blood", "None of these").press("Continue")
    patient.sees("Get emergency help now")

    assert warnings_of(invited) == [3]


def test_a_same_day_stop_is_reported_once(patient, invited):
    pass_safety(agree(patient, invited), 3).tick("Fever, chills or sweats").press("Continue")
    patient.sees("From what you ticked: stop running, and see a doctor today.")
    assert invited.response.received is None
    pass_safety(patient, 3).sees("Get medical help today", NOT_WATCHED)
    patient.go(invited.link).follow("Go on").sees("Get medical help today")

    assert warnings_of(invited) == [2]


@pytest.mark.slow
def test_a_doctor_first_is_a_warning_when_it_is_sent(patient, invited):
    pass_safety(agree(patient, invited), 3).tick("I am losing weight").press("Continue")
    answer_on(patient)
    assert warnings_of(invited) == []

    patient.press("Send to").sees("See a doctor or nurse practitioner soon")
    patient.follow("See what may play a part").sees("Your appointment", "See a doctor first")
    patient.sees("I am losing weight").does_not_see("Change: ")
    assert warnings_of(invited) == [1]


def test_too_young_is_no_warning(patient, invited):
    pass_safety(agree(patient, invited)).press("Continue").type_in("How old are you?", "15")
    patient.tick("Between my").press("Continue").sees("Please ask a parent and a clinician")

    assert invited.response.received is None


@pytest.mark.slow
def test_a_correction_is_asked_for_and_both_versions_are_kept(app, patient, invited):
    answer_on(agree(patient, invited)).press("Send to")
    patient.press("I made a mistake").sees("You told the clinic on")
    patient.does_not_see("Both versions")
    desk = desk_of(app)
    responses.reopen(desk.db, desk.encryption, invited.response, desk.now)
    patient.go(invited.link).sees("You can change your answers now").follow("Check my answers")
    patient.follow("Change Age").type_in("How old are you?", "43").press("Continue")
    patient.press("Send to").sees("Age 43 years")

    submissions = responses.submissions(desk.db, desk.encryption, invited.invitation.id)
    ages = [
        {row["id"]: row["answer"] for row in one.snapshot["asked"]}["age_years"]
        for one in submissions
    ]
    assert ages == [43, 34]
    assert audited(invited).count(("patient", "asked to correct")) == 1


def test_what_was_sent_stays_sent_when_nothing_is_corrected_in_time(app):
    case = states.reopened(app)
    mine = Visitor(case.client).go(case.link).sees("You can change your answers now")
    mine.sees("stays with the clinic, also if you change nothing", "Answer until")
    mine.follow("Go on" if "Go on" in mine.page.text else "Check my answers")
    mine.follow("Change Age").type_in("How old are you?", "43").press("Continue")
    case.change(ends=to_iso(desk_of(app).now))
    mine.press("Send to").sees("Your answers are sent", "Age 35 years")
    mine.go(case.link).sees("These answers were already sent").follow("See what I sent")
    mine.go(case.at("/assessment")).sees("Your appointment")

    assert audited(case).count(("patient", "submitted")) == 1


def test_two_answers_that_do_not_match_are_told_before_sending_and_a_change_is_marked(app):
    case = states.all_answered(app)
    mine = Visitor(case.client).go(case.at("/questions/your_pain/start"))
    mine.choose("When does it show up", "It has nothing to do with running").press("Continue")
    mine.sees("Please check these answers")
    mine.follow("Change this answer").choose("When does it show up", "After the run")
    mine.press("Continue").does_not_see("do not match").press("Send to")

    before, after = ["It has nothing to do with running"], ["After the run, not during"]
    told = [{"question": "pain_run_timing", "before": before, "after": after}]
    assert told == case.response.kept["changes"]


def test_sent_once_whatever_is_pressed_twice(app):
    case = states.all_answered(app)
    tabs = [Visitor(case.client).go(case.at("/answers")) for _ in range(2)]
    for tab in tabs:
        tab.press("Send to Robin Hale").sees("Your answers are sent")

    assert audited(case).count(("patient", "submitted")) == 1


def test_what_another_tab_changed_is_shown_before_it_is_sent(app):
    case = states.all_answered(app)
    old = Visitor(case.client).go(case.at("/answers"))
    new = Visitor(case.client).go(case.at("/questions/your_pain/place"))
    new.type_in("How old are you?", "52").press("Continue")
    old.press("Send to").sees("Something changed in another tab", "52 years")
    assert case.response.submitted is None

    old.press("Send to").sees("Your answers are sent")


def test_the_loser_of_two_devices_is_told(patient, invited):
    pass_safety(agree(patient, invited, WORD)).press("Continue").sees("You and where it hurts")
    other = come_with_word(invited).sees("You and where it hurts")
    fill(patient)
    patient.press("Continue").sees("What the pain is like")
    fill(other)
    other.type_in("How old are you?", "62").press("Continue")
    other.sees("You changed this page somewhere else")

    assert other.box("How old are you?").value == "34"


def test_words_of_another_tab_are_not_overwritten_unseen(app):
    case = states.all_answered(app)
    tabs = [Visitor(case.client).go(case.at(WORDS_PAGE)) for _ in range(2)]
    tabs[0].type_in("What would you most", "Is swimming fine?").press("Continue")
    tabs[1].type_in("What would you most", "Is cycling fine?").press("Continue")
    tabs[1].sees("You changed this page somewhere else", "Is swimming fine?")
    assert case.answers["own_question"] == "Is swimming fine?"

    tabs[1].type_in("What would you most", "Is cycling fine?").press("Continue")
    assert case.answers["own_question"] == "Is cycling fine?"


def test_words_that_are_too_long_are_kept_on_the_page(app):
    case = states.all_answered(app)
    long = "a\r\n" * 500 + "b"
    mine = Visitor(case.client).go(case.at(WORDS_PAGE))
    mine.type_in("What would you most", long).press("Continue")
    mine.sees("There is a problem", "keep this under 1,000 characters.")
    assert mine.page.title.startswith("Error: ")

    exactly = "a\r\n" * 499 + "bc"
    mine.type_in("What would you most", exactly).press("Continue").sees("Check your answers")
    assert len(case.answers["own_question"]) == 1000


def test_answers_that_nothing_can_read_any_more_are_begun_again(app):
    case = states.outdated(app)
    mine = Visitor(case.client).go(case.link).sees("The questions have changed since you began")
    mine.press("Start the questions again").sees(FIRST_QUESTION)


def test_questions_that_changed_meanwhile_are_asked_again_and_the_rest_is_kept(app):
    case = states.of_before(app)
    mine = Visitor(case.client).go(case.link)
    mine.sees("Welcome back: 29 of 30 pages done", "The questions have changed since you began")
    mine.follow("Go on").sees("What the pain is like", "The questions have changed since you began")
    fill(mine)
    mine.press("Continue").sees("Check your answers", "Age 35 years", "Can I run my race in May?")
    mine.does_not_see("The questions have changed").press("Send to").sees("Your answers are sent")


def test_that_what_was_answered_is_saved_is_seen_on_each_page(patient, invited):
    agree(patient, invited).does_not_see("Saved")
    pass_safety(patient, 1).sees("Saved up to this page")
    patient.press("Continue").sees("There is a problem").does_not_see("Saved")


def test_each_group_is_a_row_that_says_what_was_not_answered_and_opens_to_change_it(app):
    case = states.all_answered(app)
    mine = Visitor(case.client).go(case.at("/answers"))
    mine.sees(
        "Safety check All answered", "For your physiotherapist 16 not answered", "Goal Not answered"
    )
    assert mine.response.text.count("<details") == 7

    mine.follow("Change Allergies").type_in("Any allergies?", "Latex").press("Continue")
    mine.sees("For your physiotherapist 15 not answered", "Allergies Latex")


def test_the_first_question_says_the_same_minutes_as_the_door(patient, invited):
    said = re.search(r"about (\d+) minutes", open_link(patient, invited).page.text)
    agree(patient, invited).sees(f"About {said[1]} minutes left")
    pass_safety(patient)
    left = re.search(r"About (\d+) minutes left", patient.page.text)
    assert 5 < int(left[1]) < int(said[1])


def test_an_old_page_cannot_begin_good_answers_again(app):
    case = states.all_answered(app)
    case.post("/begin-again")

    assert "sheet" in case.response.kept


def test_the_year_of_birth_is_asked_on_each_device_and_closes_the_link_after_five(app):
    case = states.made(app, birth_year=1984)
    mine = Visitor(case.client).go(case.link).press("Yes, open my questions")
    mine.sees("In which year were you born?").type_in("In which year", "1948").press("Continue")
    mine.sees("You have 4 tries left").type_in("In which year", "3/12/84").press("Continue")
    mine.press("I agree, start").sees(FIRST_QUESTION)
    assert case.invitation.tries == 0

    guesser = another(case).go(case.link).press("Yes, open my questions")
    for year in range(1990, 1995):
        guesser.type_in("In which year", year).press("Continue")
    guesser.sees("This link is closed, to keep it safe", "Call the clinic")
    mine.go(case.at("/questions/safety/now")).sees("This link is closed, to keep it safe")


def test_what_was_sent_is_still_told_when_the_questions_have_changed(app):
    case = states.submitted(app, pain_eases=["change_posture"], form_notice=["hunched"])
    desk = desk_of(app)
    kept, told = dict(case.response.kept), dict(case.response.snapshot)
    kept["sheet"] = {**kept["sheet"], "version": [3, "old"]}
    told["version"] = {"questions": desk.questionnaire.version, "rules": "old"}
    columns = {
        "encrypted": desk.encryption.encrypt(kept),
        "snapshot": desk.encryption.encrypt(told),
    }
    beneath(desk.db)["responses"].update(case.response.id, columns)
    mine = Visitor(case.client)
    for path in ("/sent", "/assessment", "/assessment.txt", "/assessment/print"):
        mine.go(case.at(path)).sees("Your answers are sent", "Between my shoulder blades")
    mine.does_not_see("See what may play a part")
    mine.go(case.at("/sent")).sees("This is what your result said when you sent your answers")
    mine.sees("What may play a part", "Running posture", "What you can try")


def test_a_patient_may_fill_the_distances_from_a_watch(app):
    assert 'id="watch"' in states.all_answered(app).get("/questions/strength/weeks").text


def test_what_was_sent_is_shown_for_two_weeks_after_the_end(app):
    case, now = states.submitted(app), desk_of(app).now
    case.change(ends=to_iso(now - timedelta(days=13)))
    Visitor(case.client).go(case.at("/sent")).sees("Your answers are sent", "35 years")
    case.change(ends=to_iso(now - timedelta(days=14)))
    gone = Visitor(case.client).go(case.at("/sent")).sees("This link has expired")
    gone.sees("Your answers were sent on", "The clinic has them.").does_not_see("35 years")


def test_no_answer_and_no_token_stands_in_an_address_or_a_title(app):
    case = states.all_answered(app)
    token = case.link.removeprefix("/v/")
    for path in ("", WORDS_PAGE, "/answers", "/questions/your_pain/place"):
        html = case.get(path).text

        assert token not in html
        assert not re.search(r'(?:href|action)="[^"]*\?', html)
    assert "Before your visit - " in case.get("").text


@pytest.mark.slow
@pytest.mark.parametrize(
    "typed",
    ['"><script>alert(1)</script>', "\x00\x1b[2J", "{{ 7 * 7 }}", "%s' OR 1=1 --", "é‮\u2028"],
)
def test_what_was_typed_cannot_change_the_page(app, typed):
    case = states.all_answered(app)
    mine = Visitor(case.client).go(case.at(WORDS_PAGE))
    mine.type_in("What would you most", typed).type_in("Is there a race or goal", typed)
    mine.press("Continue").sees("Check your answers").does_not_see("49")
    assert "<script>alert" not in mine.response.text

    mine.press("Send to").sees("Your answers are sent")
    assert "<script>alert" not in mine.response.text
    proof = states.unproved(app)
    assert proof.post("/year-of-birth", year=typed * 9).status_code == 200
