"""A physiotherapist reads a face sheet, writes beside it, and moves on to the next patient."""

from datetime import UTC, datetime, timedelta

import pytest

from questionnaire.questions import Asked
from records.answers import invitations, responses
from records.engine.encryption import Encryption
from records.people import audit
from services import services_of
from settings.times import visit_time
from tests.factories import (
    a_colleague,
    a_response,
    an_invitation,
    desk_of,
    healthy_runner,
    kept_answers,
    sign_in,
    swap,
)
from tests.visitor import Visitor

POSTURE = {
    "pain_eases": ["change_posture"],
    "form_notice": ["hunched"],
    "pain_other_times": ["desk_screen"],
}


@pytest.fixture
def robin(app):
    return a_colleague(app)


@pytest.fixture
def physio(client, robin):
    return Visitor(sign_in(client, robin))


@pytest.fixture
def received(app, robin):
    """Receives answers under a reference; the invitation."""

    def received(reference="KL 4711", now=None, visit=None, answers=None, **about):
        changed = {"visit": visit} if visit else {}
        invitation, _ = an_invitation(app, now=now, reference=reference, **changed)
        answers = healthy_runner(**POSTURE) if answers is None else answers
        a_response(app, answers, invitation, now, **about)
        return invitation

    return received


def page_of(invitation, part=""):
    return f"/clinic/responses/{invitation.name}{part}"


def latest(app, invitation):
    desk = desk_of(app)
    return responses.latest(desk.db, desk.encryption, invitation.id)


def done(app):
    return [(one.actor, one.words, one.subject) for one in audit.newest(desk_of(app).db)]


def test_one_page_says_who_what_and_why(physio, received):
    invitation = received(visit="2025-11-24T09:30")

    physio.go(page_of(invitation)).sees(
        "KL 4711",
        "24 Nov 2025, 09:30 with Robin Hale",
        "No red flags reported Next step: a physiotherapist is a good first stop",
        "Denies: Right now; Nerves; Heart and lungs",
        "now chest pain or pressure, unremitting heavy upper back pain",
        "Wants from this visit “Can I run my race in May?”",
        "Can do (10 is as before) Lifting my son: 6 out of 10; Sitting",
        "Where Between my shoulder blades",
        "Longest run when it started 12 km",
        "Running posture",
        "Your pain eases when you change position",
    )
    title = "KL 4711, 24 Nov 2025, 09:30: face sheet - The physio next door"
    assert physio.page.title == title


def test_a_visit_of_today_is_called_so_in_the_tab(app, physio, received, monkeypatch):
    now = datetime.now(UTC)
    swap(monkeypatch, app, clock=lambda: now, zone=UTC)
    physio.go(page_of(received(visit=f"{now.date()}T09:30")))

    assert physio.page.title.startswith("KL 4711, today 09:30: face sheet")


def test_history_that_was_reported_stands_before_what_was_left_unticked(physio, received):
    about = {"health_background": ["heart_risks"], "risk_which": ["blood_pressure"]}
    physio.go(page_of(received(answers=healthy_runner(**about)))).sees(
        "Medicines, tests and history Reports: high blood pressure. Left unticked: "
    )


def test_opening_it_marks_it_as_read_and_is_audited(app, physio, received):
    invitation = received()
    physio.go(page_of(invitation)).sees("Status: Read")

    assert latest(app, invitation).read
    assert done(app)[0] == ("Robin Hale", "looked at", f"visit {invitation.name}")


def test_answers_that_were_stopped_are_shown_and_stay_unread(app, physio, received):
    invitation = received(answers=healthy_runner(rf_now=["cough_blood"]))
    physio.go(page_of(invitation)).sees(
        "Stopped at a warning sign; received",
        "Get emergency help now",
        "Right now: “I am coughing up blood” E01",
        "No causes were told: the warning signs come first.",
    ).does_not_see("Were the likely causes right?")

    assert latest(app, invitation).read is None


def test_what_a_stop_came_before_has_no_heading(physio, received):
    everything = physio.go(page_of(received())).response.text
    later = [name for name in healthy_runner() if not name.startswith("rf_now")]
    stopped = received(answers=healthy_runner(rf_now=["cough_blood"]), without=later)
    stopped_first = physio.go(page_of(stopped)).response.text

    for heading in ("<h2>Pain</h2>", "<h2>Running load</h2>", "<h2>Strength and daily life"):
        assert heading in everything
        assert heading not in stopped_first


def test_what_was_not_asked_is_told_with_its_reason_once(physio, received):
    invitation = received(answers={"rf_now": ["cough_blood"]})

    physio.go(page_of(invitation)).sees("Plank hold, Face-down arm hold (stopped before).")


def test_a_note_is_added_with_who_and_when(app, physio, received):
    invitation = received()
    physio.go(page_of(invitation)).type_in(
        "Add a note", "Ask about the old rib.\r\nLeft side."
    ).press("Save note")

    physio.sees("Robin Hale,", "Ask about the old rib. Left side.")
    assert ("Robin Hale", "changed", f"visit {invitation.name}") in done(app)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "Write the note first."),
        (" \n ", "Write the note first."),
        ("x" * 2001, "Keep this under 2,000 characters."),
    ],
)
def test_a_note_that_cannot_be_kept_stays_in_the_box(physio, received, typed, problem):
    physio.go(page_of(received())).type_in("Add a note", typed).press("Save note")

    physio.sees("There is a problem", problem)
    assert physio.page.title.startswith("Error: ")
    assert physio.box("Add a note").value == typed.strip()


def test_a_long_note_is_kept_with_its_line_breaks_counted_once(physio, received):
    typed = "a\r\n" * 999 + "ab"
    physio.go(page_of(received())).type_in("Add a note", typed).press("Save note")

    physio.does_not_see("There is a problem").sees("Notes Robin Hale,")


def test_one_press_says_that_the_causes_were_right(app, physio, received):
    invitation = received()
    physio.go(page_of(invitation)).sees("Were the likely causes right?").press("Yes")

    physio.sees("Yes. Robin Hale, ", "You can change this.")
    assert latest(app, invitation).verdict["fits"] == "fit"


def test_a_comment_may_follow_and_may_not_be_too_long(app, physio, received):
    invitation = received()
    physio.go(page_of(invitation)).does_not_see("Comment").press("Partly")
    physio.type_in("Comment", "Stiff ribs.").press("Save comment").sees("Partly: “Stiff ribs.”")
    physio.press("No").sees("No: “Stiff ribs.”").type_in("Comment", "x" * 301)
    physio.press("Save comment")

    physio.sees("There is a problem", "Keep this under 300 characters.", "No: “Stiff ribs.”")
    assert physio.box("Comment").value == "x" * 301
    assert latest(app, invitation).verdict["word"] == "Stiff ribs."


def test_a_verdict_that_no_button_gives_is_refused(physio, received):
    physio.go(page_of(received()))
    sent = {"csrf_token": physio.boxes()[0].value, "fits": "maybe", "word": ""}
    physio.go(f"{physio.path}/verdict", data=sent)

    physio.sees("Press one of the three buttons.")


def test_all_answers_stand_as_they_were_asked(app, physio, received):
    invitation = received()
    physio.go(page_of(invitation)).follow("All answers as asked")

    questions = services_of(app).questionnaire.questions.values()
    before = [question for question in questions if question.asked <= Asked.VISIT]
    shown = [question.text for question in before if not question.show_when]
    physio.sees("What would you most like to ask", "Safety check", "Your training", *shown)
    physio.sees("After a small knock Does not apply")
    physio.follow("Back to the face sheet").sees("KL 4711")


def test_the_text_for_the_notes_is_plain_text(physio, received):
    physio.go(page_of(received(), "/soap.txt"))

    assert physio.response.mimetype == "text/plain"
    assert physio.response.text.startswith(
        "S: KL 4711, 35 years old: self-reported before the visit on "
    )
    assert '\nWants: "Can I run my race in May?". ' in physio.response.text


def test_previous_and_next_follow_the_order_of_visits(physio, received):
    first = received("AB 1", visit="2026-11-24T09:00")
    second = received("AB 2", visit="2026-11-24T10:00")
    physio.go(page_of(first)).sees("No appointment before this one")

    physio.follow("Next patient").sees("AB 2", "No appointment after this one")
    assert physio.path == page_of(second)
    physio.follow("Previous patient").sees("AB 1")


def test_a_new_red_flag_is_a_change_and_nobody_is_said_to_be_unchanged(physio, received):
    now = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
    received("KL 4711", now)
    same = received("KL 4711", now + timedelta(days=10))
    night = healthy_runner(**POSTURE, rf_general=["night_awake"])
    again = received("KL 4711", now + timedelta(days=20), answers=night)
    since = "The pain and general health, newly ticked: The pain keeps me awake at night"

    for page in ("", "/soap.txt"):
        physio.go(page_of(same, page)).does_not_see("Since ", "has changed")
    physio.go(page_of(again)).sees(f"Since 11 Nov 2026 {since}")
    assert f"\nSince 11 Nov 2026: {since}." in physio.go(page_of(again, "/soap.txt")).response.text


def test_what_the_rules_say_is_on_the_sheet_and_is_not_put_into_the_patients_mouth(
    physio, received
):
    now = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
    received("KL 4711", now, answers=healthy_runner(pain_worst=6))
    again = received("KL 4711", now + timedelta(days=20))
    physio.go(page_of(again)).sees("Running posture: not shown → ")

    soap = physio.go(page_of(again, "/soap.txt")).response.text
    assert "\nSince 1 Nov 2026: " in soap
    assert "Worst pain: 6 to " in soap
    assert "Running posture" not in soap


def test_what_was_sent_first_came_before_whichever_link_was_made_first(physio, received):
    now = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
    again = received("KL 4711", now + timedelta(days=20), answers=healthy_runner(pain_worst=3))
    received("KL 4711", now, answers=healthy_runner(pain_worst=6))

    physio.go(page_of(again)).sees("Since 1 Nov 2026", "Worst pain: 6 → 3, better by 3 points")


def test_a_first_visit_is_compared_with_nothing_that_came_later(physio, received):
    first = received("KL 4711", answers=healthy_runner(pain_worst=6))
    newer = received("KL 4711", visit="2026-01-05T14:00", answers=healthy_runner(pain_worst=3))

    physio.go(page_of(first)).does_not_see("Since ", "Worst pain: 6")
    physio.follow("Newer answers: 5 Jan 2026, 14:00").does_not_see("Newer answers")
    assert physio.path == page_of(newer)


@pytest.fixture
def corrected(app, received):
    """Answers sent, reopened, and sent again with another number."""
    invitation, desk = received(), desk_of(app)
    responses.reopen(desk.db, desk.encryption, latest(app, invitation), desk.now)
    submission_2 = latest(app, invitation)
    kept = kept_answers(desk.questionnaire, healthy_runner(**POSTURE, sleep_hours=5))
    responses.save(desk.db, desk.encryption, submission_2, kept, "strength", desk.now)
    desk.send(invitation, latest(app, invitation))
    return invitation


def test_a_correction_is_marked_and_the_first_version_stays(physio, corrected):
    physio.go(page_of(corrected)).sees(
        "Corrected after sending Sleep: was 7.5 hours a night; now 5 hours a night"
    )
    physio.go(f"{page_of(corrected)}?submission=1")

    physio.sees("This is an earlier version", "Sleep 7.5")
    physio.does_not_see("Corrected after sending", "Save note")
    physio.follow("Read the newest").sees("Corrected after sending")


@pytest.mark.parametrize(
    "part", ["?submission=9", "/answers?submission=9", "/soap.txt?submission=9"]
)
def test_a_submission_that_never_was_is_not_found(physio, received, part):
    assert physio.go(page_of(received(), part)).response.status_code == 404


def test_a_submission_under_way_after_reopening_leaves_the_sent_one_to_read(app, physio, received):
    invitation, desk = received(), desk_of(app)
    responses.reopen(desk.db, desk.encryption, latest(app, invitation), desk.now)

    physio.go(page_of(invitation)).sees("Wants from this visit “Can I run my race in May?”")


def test_before_anything_is_sent_the_page_says_so(app, physio):
    invitation, _ = an_invitation(app)

    physio.go(page_of(invitation)).sees("Nothing to read yet", "Link: Not sent.")
    for part in ("/answers", "/soap.txt"):
        assert physio.go(page_of(invitation, part)).response.status_code == 404


def test_answers_whose_key_is_gone_are_said_to_be_sealed(app, physio, received, monkeypatch):
    invitation = received()
    key = "0" * 43 + "="
    swap(monkeypatch, app, encryption=Encryption([key]))

    physio.go(page_of(invitation)).sees("These answers cannot be opened")
    physio.follow("See its warnings").sees("No warning was raised for this appointment.")


def test_a_reference_is_text_on_the_page(app, physio, received):
    physio.go(page_of(received("<b>KL</b>", answers=healthy_runner(own_question="<i>why</i>"))))

    physio.sees("<b>KL</b>", "Wants from this visit “<i>why</i>”")


def test_deleting_a_person_is_asked_once_more_and_then_done(app, physio, received):
    invitation, other = received("KL 4711"), received("AB 1")
    again = an_invitation(app, reference="kl-4711", visit="2031-03-04T08:15")[0]
    physio.go(page_of(invitation)).follow("Delete this person")
    physio.sees("Delete everything about KL 4711?", "This cannot be undone.")
    physio.sees(f"KL 4711, {visit_time(invitation.visit)}, with Robin Hale: answers sent on")
    physio.sees("kl-4711, 4 March 2031, 08:15, with Robin Hale: no answers")
    physio.does_not_see("AB 1")
    physio.press("Delete this person").sees("Nothing about this person is kept here any more.")

    desk = desk_of(app)
    assert invitations.find(desk.db, desk.encryption, invitation.name) is None
    assert invitations.find(desk.db, desk.encryption, again.name) is None
    assert invitations.find(desk.db, desk.encryption, other.name)
    assert ("Robin Hale", "erased", f"visit {invitation.name}") in done(app)
    assert physio.go(page_of(invitation)).response.status_code == 404


def test_a_dash_in_another_place_is_another_patient(app, physio, received):
    first, second = received("2026/1-12"), received("2026/11-2")
    same = received("2026-1-12")
    physio.go(page_of(second)).sees("2026/11-2")
    physio.does_not_see("2026/1-12", "2026-1-12")
    physio.go(page_of(first)).follow("Delete this person").sees("2026/1-12, ", "2026-1-12, ")
    physio.does_not_see("2026/11-2")
    physio.press("Delete this person")

    desk = desk_of(app)
    kept = [one.name for one in (first, same, second)]
    kept = [name for name in kept if invitations.find(desk.db, desk.encryption, name)]
    assert kept == [second.name]


@pytest.mark.slow
def test_agreement_is_empty_at_first_and_then_told_in_round_numbers(physio, received):
    physio.go("/clinic/agreement").sees("Fewer than five cases so far: 4 of 4 causes")
    for number in range(5):
        physio.go(page_of(received(f"AB {number}"))).press("Yes")
    physio.go("/clinic/agreement")

    physio.sees("Running posture 5 or more 10 of 10 0 of 10 0 of 10")
    physio.sees("Fewer than five cases so far: 3 of 4 causes", "Fewer than five of each so far.")


def test_a_note_that_stands_typed_goes_along_with_every_button_of_the_panel(app, physio, received):
    invitation = received(answers=healthy_runner(**POSTURE, rf_general=["weight_loss"]))
    buttons = (
        ("Save", "Warning reviewed."),
        ("Yes, it was needed", "Your answer about the warning is saved."),
        ("Mark for contact", "Marked for contact."),
        ("In 4 weeks", "Day chosen."),
        ("Undo", "Day taken back."),
        ("Reopen for correction", "Reopened for correction."),
        ("Mark as unread", "Marked as unread."),
    )
    physio.go(page_of(invitation)).choose("What was done?", "Called the patient")
    for button, said in buttons:
        note = f"Typed before {button}"
        physio.type_in("Add a note", note).press(button).sees(f"Note saved. {said}")
        physio.go(page_of(invitation)).sees(note).does_not_see("Note saved.")
        assert physio.box("Add a note").value == ""
        assert done(app).count(("Robin Hale", "changed", f"visit {invitation.name}")) >= 1

    causes = received("AB 1")
    physio.go(page_of(causes)).type_in("Add a note", "Stiff ribs").press("Partly")
    physio.sees("Note saved. Your word on the causes is saved.", "Stiff ribs")
    physio.type_in("Comment", "Ribs first").press("Yes").sees("“Ribs first”")


def test_a_note_is_kept_with_its_deed_or_neither_is(app, physio, received):
    invitation = received()
    physio.go(page_of(invitation)).type_in("Add a note", "Stiff ribs")
    deed = next(one for one in physio.page.kept["button"] if one.text == "Mark as done")
    deed.about["value"] = "nonsense"
    assert physio.press("Mark as done").response.status_code == 400

    physio.go(page_of(invitation)).does_not_see("Stiff ribs", "Note saved")
    physio.type_in("Add a note", "x" * 2001).press("Mark as done")
    physio.sees("Nothing was changed", "longer than 2000 characters")
    physio.go(page_of(invitation)).sees("Status: Read")


def test_opening_is_no_review_of_a_warning(app, physio, received):
    invitation = received(answers=healthy_runner(rf_now=["cough_blood"]))
    physio.go(page_of(invitation)).sees("Unreviewed warning", "Not reviewed.")
    physio.go(page_of(invitation)).sees("Unreviewed warning", "Nobody has reviewed this warning")
    assert (
        "\nWarning: not reviewed yet." in physio.client.get(page_of(invitation, "/soap.txt")).text
    )
    physio.choose("What was done?", "Called the patient").press("Save")
    reviewed = physio.client.get(page_of(invitation, "/soap.txt")).text
    assert ', Robin Hale: "Called the patient".' in reviewed


def test_a_form_that_stopped_is_read_on_its_sheet_once_its_warning_was_reviewed(physio, received):
    invitation = received(answers=healthy_runner(rf_now=["cough_blood"]))
    physio.go(page_of(invitation)).sees("Status: Stopped at a warning sign", "Mark as read")
    physio.choose("What was done?", "Called the patient").press("Save")
    physio.go("/clinic/patients").sees("4 of 10 Read These")

    physio.go(page_of(invitation)).sees("Status: Read").does_not_see("Mark as read")
    physio.press("Mark for contact").sees("Status: To be contacted", "Mark as read")

    physio.go(page_of(invitation)).does_not_see("Unreviewed warning")
    physio.sees("Robin Hale reviewed this on", "Warning reviewed by Robin Hale, ")


def test_the_answers_can_be_taken_along_as_files(physio, received):
    physio.go(page_of(received()))
    for words in ("Excel", "CSV", "JSON", "FHIR"):
        assert physio.client.get(link_of(physio, words)).status_code == 200


def link_of(visitor, words):
    return visitor.one(visitor.page.kept["a"], words).about["href"]
