"""What staff do about answers: acknowledge, say who acts next, reopen."""

from datetime import timedelta

import pytest

from records.answers import agreement, answerers, invitations, responses, warnings
from records.answers.responses import ReviewState
from records.engine.timestamps import to_iso
from tests.factories import a_colleague, a_response, an_invitation, desk_of, healthy_runner, sign_in
from tests.staff.patients.conftest import FEVER
from tests.visitor import Visitor


@pytest.fixture
def warned(receive):
    return receive("KL 4711", answers=FEVER)


@pytest.fixture
def kim(app):
    """A colleague at a browser of her own."""
    return Visitor(sign_in(app.test_client(), a_colleague(app, "Kim Lee")))


def sheet(invitation):
    return f"/clinic/responses/{invitation.name}"


def latest(db, encryption, invitation):
    return responses.latest(db, encryption, invitation.id)


def test_a_warning_is_acknowledged_with_a_word_on_what_was_done(reader, warned, noted):
    reader.go(f"{sheet(warned)}/acknowledge")
    reader.sees("Get medical help today", "Not reviewed.", "fever")
    reader.does_not_see("has changed this answer")
    reader.choose("What was done?", "Called the patient")
    reader.type_in("In a few words", "  Goes to the walk-in\r\nclinic now. ").press("Save")

    assert reader.path == sheet(warned)
    reader.sees("Robin Hale reviewed this on", "Called the patient. Goes to the walk-in clinic")
    reader.does_not_see("Not reviewed", "1 patient has unreviewed")
    assert ("Robin Hale", "acknowledged") in noted(f"visit {warned.name}")


def test_a_message_left_is_noted_and_the_warning_waits_on(reader, kim, warned, noted):
    reader.go(sheet(warned)).type_in("In a few words", "Asked to call back")
    reader.choose("What was done?", "Left a message").press("Save")

    reader.sees("Left a message", "Asked to call back", "Unreviewed warning", "Not reviewed.")
    left = "Message left today "
    reader.go("/clinic/today").sees("1 patient has", left)
    kim.go(f"{sheet(warned)}/acknowledge").sees(left)
    kim.go(sheet(warned)).sees("Nobody has reviewed this warning", left)
    assert ("Robin Hale", "left a message") in noted(f"visit {warned.name}")
    assert ("Robin Hale", "acknowledged") not in noted(f"visit {warned.name}")


def test_any_physiotherapist_may_so_that_an_absent_colleague_s_are_covered(kim, warned):
    kim.go(sheet(warned)).choose("What was done?", "Spoke with a doctor").press("Save")

    kim.sees("Kim Lee reviewed this on")


@pytest.mark.parametrize(
    ("chosen", "words", "message"),
    [
        (None, "", "Choose what was done."),
        ("Something else", "  ", "Write in a few words what was done."),
        ("Called the patient", "x" * 301, "Keep this under 300 characters."),
    ],
)
def test_it_is_not_acknowledged_without_a_word(reader, warned, noted, chosen, words, message):
    reader.go(f"{sheet(warned)}/acknowledge").type_in("In a few words", words)
    if chosen:
        reader.choose("What was done?", chosen)
    reader.press("Save").sees("There is a problem", message, "Not reviewed.")

    assert reader.page.title.startswith("Error: ")
    assert reader.box("In a few words").value.strip() == words.strip()
    if chosen:
        assert reader.box(chosen).is_sent
    assert ("Robin Hale", "acknowledged") not in noted(f"visit {warned.name}")


def test_something_else_is_told_in_its_own_words_alone(reader, warned):
    words = f"Sent a neighbour {'x' * 283}"  # 300 characters
    reader.go(sheet(warned)).choose("What was done?", "Something else")
    reader.type_in("In a few words", words).press("Save")

    reader.sees(f"“{words}”")


def test_the_first_one_wins_and_the_second_is_told_who_it_was(reader, kim, warned, noted):
    kim.go(sheet(warned))
    reader.go(sheet(warned)).choose("What was done?", "Called the patient").press("Save")
    kim.choose("What was done?", "Spoke with a doctor").press("Save")

    assert kim.response.status_code == 409
    kim.sees("Robin Hale was first", "What you wrote was not kept: “Spoke with a doctor”")
    assert [one for one in noted(f"visit {warned.name}") if one[1] == "acknowledged"] == [
        ("Robin Hale", "acknowledged")
    ]


def test_a_warning_that_came_meanwhile_is_not_acknowledged_unseen(
    reader, warned, db, encryption, now
):
    reader.go(sheet(warned)).choose("What was done?", "Called the patient")
    sign = {"id": "E01", "because": "Fainted.", "told": []}
    told = {"next_step": {"title": "Get emergency help now"}, "signs": [sign]}
    warnings.raise_once(db, encryption, latest(db, encryption, warned).id, told, 3, now)
    reader.press("Save").sees("1 patient has unreviewed warning signs", "Get emergency help")

    assert warnings.how_many_wait(db) == 1


def test_a_warning_of_another_visit_is_not_acknowledged_from_here(reader, receive, db, encryption):
    here, there = receive("here", answers=FEVER), receive("there", answers=FEVER)
    [other] = warnings.of(db, encryption, latest(db, encryption, there).id)
    reader.go(sheet(here))
    next(box for box in reader.boxes() if box.name == "warning").value = str(other.id)
    reader.choose("What was done?", "Called the patient").press("Save")

    assert warnings.how_many_wait(db) == 2


def test_an_answer_that_was_taken_back_is_told_beside_its_warning(
    app, reader, warned, db, encryption
):
    a_response(app, healthy_runner(), warned)
    reader.go(sheet(warned)).sees("The patient has changed this answer since.", "Not reviewed.")

    assert latest(db, encryption, warned).submitted


def test_an_answer_taken_back_is_told_before_anything_is_sent(reader, warned, db, encryption, now):
    stopped = latest(db, encryption, warned)
    kept = {**stopped.kept, "taken_back": to_iso(now)}
    responses.save(db, encryption, stopped, kept, "safety", now)

    reader.go(sheet(warned)).sees("The patient has changed this answer since.")


def test_what_came_from_another_browser_takes_no_answer_back(app, reader, warned, db, now):
    answerers.begin(db, warned, now)
    a_response(app, healthy_runner(), warned)
    reader.go(sheet(warned)).sees("Not reviewed.", "Answered more than once")
    reader.does_not_see("has changed this answer", "Corrected after sending")

    reader.follow("Read what came on").sees("This is an earlier version", "Not reviewed.")


def test_after_the_visit_it_is_said_whether_a_warning_was_needed(reader, warned, db, encryption):
    reader.go(sheet(warned)).does_not_see("was this warning needed?")
    reader.choose("What was done?", "Called the patient").press("Save")
    reader.press("Yes, it was needed")
    [warning] = warnings.of(db, encryption, latest(db, encryption, warned).id)
    [sign] = warning.told["signs"]

    assert warning.was_needed is True
    assert agreement.times(db, f"sign:{sign['id']}") == {"needed": 1}
    reader.press("Yes, it was needed")
    assert agreement.times(db, f"sign:{sign['id']}") == {"needed": 1}
    reader.press("No")
    assert agreement.times(db, f"sign:{sign['id']}") == {"needed": 0, "not needed": 1}


@pytest.mark.parametrize("what", ["needed", "state"])
def test_a_form_that_says_nothing_changes_nothing(reader, warned, what):
    reader.go("/clinic/account")
    token = next(box.value for box in reader.boxes() if box.name == "csrf_token")
    reader.go(f"{sheet(warned)}/{what}", data={"csrf_token": token, "state": "gone"})

    assert reader.response.status_code == 400


@pytest.mark.parametrize(
    ("button", "state"),
    [("Mark for contact", "To be contacted"), ("Mark as done", "Done")],
)
def test_who_acts_next_is_said(reader, receive, noted, button, state):
    invitation = receive("KL 4711")
    reader.go(sheet(invitation)).sees("Status: Read").press(button).sees(f"Status: {state}")

    assert noted(f"visit {invitation.name}").count(("Robin Hale", "changed")) == 1
    assert reader.go("/clinic/patients").sees(state)


def test_what_is_marked_as_unread_is_read_once_it_is_opened_again(
    app, reader, receive, db, encryption
):
    invitation = receive("KL 4711")
    reader.go(sheet(invitation)).sees("Status: Read").press("Mark as unread")

    assert reader.path != sheet(invitation)
    unread = latest(db, encryption, invitation)
    assert (unread.read, unread.state) == (None, ReviewState.TO_READ)
    reader.go(sheet(invitation)).sees("Status: Read")
    assert latest(db, encryption, invitation).read


def test_a_warning_that_waits_cannot_be_closed(app, reader, warned, db, encryption):
    a_response(app, healthy_runner(), warned)
    reader.go(sheet(warned)).sees("Unreviewed warning")

    assert "Mark as done" not in [one.text for one in reader.page.kept["button"]]
    reader.go(f"{sheet(warned)}/state", data={"csrf_token": token(reader), "state": "closed"})
    assert reader.response.status_code == 409
    reader.sees("Say first what was done about the warning.", "What was done?")
    assert latest(db, encryption, warned).state is not ReviewState.CLOSED


def token(reader):
    return next(box.value for box in reader.boxes() if box.name == "csrf_token")


def test_nothing_received_has_no_state(app, reader, robin, noted):
    invitation, _ = an_invitation(app, physiotherapist=robin)
    reader.go("/clinic/account")
    reader.go(f"{sheet(invitation)}/state", data={"csrf_token": token(reader), "state": "read"})

    assert reader.response.status_code == 409
    reader.sees("Nothing was changed", "The patient has not sent anything yet.")
    assert noted(f"visit {invitation.name}") == []


def test_sent_answers_are_reopened_and_both_versions_kept(
    app, reader, receive, db, encryption, noted, now
):
    invitation = receive("KL 4711")
    responses.ask_to_correct(db, latest(db, encryption, invitation), now)
    reader.go(sheet(invitation)).press("Reopen for correction")
    reader.sees("Reopened for correction on", "The same link works until")

    assert ("Robin Hale", "reopened") in noted(f"visit {invitation.name}")
    a_response(app, healthy_runner(pain_worst=7), invitation)
    assert [one.submission for one in responses.submissions(db, encryption, invitation.id)] == [
        2,
        1,
    ]
    reader.go("/clinic/patients").sees("7 of 10").does_not_see("asks to correct")


def test_of_two_who_sent_the_one_on_the_open_sheet_may_correct(
    app, reader, receive, db, encryption, now
):
    invitation = receive("KL 4711")
    [first] = responses.submissions(db, encryption, invitation.id)
    other = answerers.begin(db, invitation, now)
    begun = responses.begin(db, encryption, invitation.id, {}, now, other)
    responses.save(db, encryption, begun, first.kept, "strength", now)
    desk_of(app).send(invitation, responses.by_id(db, encryption, begun.id))
    first = responses.by_id(db, encryption, first.id)
    reader.go(f"{sheet(invitation)}?submission={first.submission}").press("Reopen for correction")

    newest = responses.submissions(db, encryption, invitation.id)[0]
    assert (newest.submitted, newest.answerer) == (None, first.answerer)


def test_reopening_twice_is_reopening_once(reader, receive, db, encryption, noted):
    invitation = receive("KL 4711")
    reader.go(sheet(invitation))
    reader.press("Reopen for correction")
    reader.go(f"{sheet(invitation)}/reopen", data={"csrf_token": token(reader)})

    assert [one.submission for one in responses.submissions(db, encryption, invitation.id)] == [
        2,
        1,
    ]


def test_reopened_answers_can_be_corrected_for_a_week_or_until_the_link_ends(
    reader, receive, db, encryption, now
):
    ends = {
        "ended": now - timedelta(days=6),
        "ends in minutes": now + timedelta(minutes=5),
        "ends later": now + timedelta(days=20),
    }
    for reference, end in ends.items():
        invitation = receive(reference, now=now - timedelta(days=8), ends=end)
        reader.go(sheet(invitation)).press("Reopen for correction")
        found = invitations.find(db, encryption, invitation.name).ends

        assert abs(found - max(end, now + timedelta(days=7))) < timedelta(minutes=1), reference


def test_a_withdrawn_link_stays_withdrawn(reader, receive, db):
    invitation = receive("KL 4711")
    reader.go(sheet(invitation))
    invitations.change(db, invitation, withdrawn="2026-01-01T00:00:00.000+00:00")
    reader.press("Reopen for correction").sees("The link is closed. Make a new one")

    assert reader.response.status_code == 409
    reader.follow("Back to the face sheet").sees("so the patient cannot correct these answers")


def test_what_was_never_sent_is_open_already(reader, warned):
    reader.go(sheet(warned)).does_not_see("Reopen for correction")
    reader.go(f"{sheet(warned)}/reopen", data={"csrf_token": token(reader)})

    reader.sees("Nothing was sent, so the patient can still change every answer.")


def test_a_visit_without_a_warning_says_so(reader, receive):
    invitation = receive("KL 4711")

    reader.go(f"{sheet(invitation)}/acknowledge").sees(
        "No warning was raised for this appointment."
    )


@pytest.mark.parametrize("address", ["acknowledge", "state", "reopen", "needed"])
def test_there_is_nothing_for_a_visit_that_is_not_there(reader, address):
    reader.go("/clinic/account")
    reader.go(f"/clinic/responses/nobody/{address}", data={"csrf_token": token(reader)})

    assert reader.response.status_code == 404
