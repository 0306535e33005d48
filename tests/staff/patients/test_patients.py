"""The list of patients as a physiotherapist reads it."""

import re
from datetime import timedelta

import pytest

from records.answers import answerers, invitations, responses
from records.people import audit
from tests.factories import a_response, an_invitation, healthy_runner
from tests.staff.patients.conftest import FEVER

POSTURE = {"pain_eases": ["change_posture"], "form_notice": ["hunched"], "pain_worst": 6}


def references(reader):
    """The references on the page, from top to bottom."""
    return re.findall(
        r'<th scope="row"><a href="[^"]+"><bdi translate="no">([^<]+)</bdi></a>',
        reader.response.text,
    )


def cells(reader, reference):
    """A row's cells by the labels that a phone shows."""
    row = next(
        one for one in reader.response.text.split("<tr")[1:] if f">{reference}</bdi></a>" in one
    )
    found = re.findall(r'<td data-label="([^"]+)">(.*?)</td>', row, re.DOTALL)
    return {label: " ".join(re.sub("<[^>]+>", " ", html).split()) for label, html in found}


def test_a_list_with_nothing_in_it_says_what_to_do(reader):
    reader.go("/clinic/patients").sees("Nothing here yet.")

    assert reader.one(reader.page.kept["a"], "Make a link").about["href"] == "/clinic/links/new"


def test_a_row_says_who_when_what_and_who_acts_next(reader, receive, now):
    receive(answers=POSTURE, visit="2025-11-24T09:30", now=now - timedelta(days=1))
    reader.go("/clinic/patients").sees("1 not read yet.")
    row = cells(reader, "KL 4711")

    assert row == {
        "Appointment": "24 Nov 2025, 09:30",
        "Best fit": "Running posture",
        "Worst pain": "6 of 10",
        "Status": row["Status"],
    }
    assert row["Status"].startswith("Answered")  # and when, by the clock
    assert "<strong>Answered</strong>" in reader.response.text


def test_a_warning_comes_first_and_says_in_words_that_it_waits(reader, receive, now):
    receive("Warned", answers=FEVER, now=now - timedelta(hours=3))
    receive("Newer")
    reader.go("/clinic/patients").sees("1 patient has unreviewed", "1 not read")

    assert references(reader) == ["Warned", "Newer"]
    told = "Unreviewed warning: Get medical help today Review the warning of Warned"
    assert cells(reader, "Warned")["Status"] == told
    reader.follow("Review").sees("Get medical help today", "What was done?")


def test_a_row_leads_to_the_face_sheet_and_is_read_then(reader, receive):
    receive("KL 4711")
    reader.go("/clinic/patients").follow("KL 4711").sees("KL 4711", "Robin Hale")

    reader.go("/clinic/patients").sees("All answers have been read.")
    assert cells(reader, "KL 4711")["Status"] == "Read by Robin Hale"


def test_looking_at_the_list_is_noted_and_is_not_looking_at_a_patient(reader, receive, db):
    receive("KL 4711")
    before = audit.newest(db)
    reader.go("/clinic/patients?state=new")
    [entry] = audit.newest(db)[: -len(before)]

    assert (entry.actor, entry.action, entry.subject) == (
        "Robin Hale",
        "records.listed",
        "patients",
    )


def test_filters_stand_in_the_address_and_in_the_boxes(reader, receive):
    receive("KL 4711", visit="2026-11-24")
    receive("MN 22", visit="2026-11-25T10:00")
    reader.go("/clinic/patients?visit_from=2026-11-25&sort=visit")

    assert references(reader) == ["MN 22"]
    assert reader.box("Appointment from").value == "2026-11-25"
    reader.go("/clinic/patients?reference=kl+4711")
    assert references(reader) == ["KL 4711"]
    assert reader.box("Reference").value == "kl 4711"
    for typed, found in {"kl+4": ["KL 4711"], "m": ["MN 22"], "4711": []}.items():
        assert references(reader.go(f"/clinic/patients?reference={typed}")) == found


def test_filters_that_leave_nothing_say_so_and_lead_back(reader, receive):
    receive("KL 4711")
    reader.go("/clinic/patients?state=closed").sees("No answers fit these filters.")

    reader.follow("Show all")
    assert references(reader) == ["KL 4711"]


def test_a_date_that_was_not_understood_is_said(reader, receive):
    receive("KL 4711")
    reader.go("/clinic/patients?visit_from=24/11/2020&received_to=soon&state=on+fire")

    reader.sees("We could not use these filters: state, answers to.")
    assert references(reader) == ["KL 4711"]


def test_a_column_leads_to_its_order_and_says_which_way(reader, receive):
    receive("later", visit="2026-11-25")
    receive("sooner", visit="2026-11-24")
    reader.go("/clinic/patients")
    assert references(reader) == ["sooner", "later"]
    address = reader.one(reader.page.kept["a"], "Appointment").about["href"]
    assert address == "/clinic/patients?sort=visit"

    reader.go(address)
    assert references(reader) == ["later", "sooner"]
    heading = f'<th scope="col" aria-sort="descending"><a href="{address}&amp;way=up">Appointment'
    assert heading in reader.response.text


def test_the_next_page_keeps_the_filters(reader, receive):
    for number in range(28):
        receive(f"p{number}", visit="2026-11-24")
    receive("other", visit="2026-11-20")
    reader.go("/clinic/patients?visit_from=2026-11-24&way=up")
    first = references(reader)
    reader.go(reader.one(reader.page.kept["a"], "Next page").about["href"])
    second = references(reader)

    assert (len(first), len(second)) == (25, 3)
    assert first + second == [f"p{number}" for number in range(28)]
    back = reader.one(reader.page.kept["a"], "Back to the first page").about["href"]
    assert back == "/clinic/patients?visit_from=2026-11-24&way=up"
    assert "Next page" not in reader.page.text


def test_a_correction_asked_for_made_and_sent_is_told(app, reader, receive, db, encryption, now):
    invitation = receive("KL 4711")
    sent = responses.latest(db, encryption, invitation.id)
    responses.ask_to_correct(db, sent, now)
    reader.go("/clinic/patients").sees("The patient asks to correct something.")
    assert cells(reader, "KL 4711")["Status"].startswith("Answered")
    responses.reopen(db, encryption, sent, now)
    reader.go("/clinic/patients").sees("Reopened for correction")
    a_response(app, healthy_runner(), invitation)

    reader.go("/clinic/patients").sees("Corrected by the patient.")
    assert references(reader) == ["KL 4711"]


def test_what_came_from_another_browser_is_no_correction(app, reader, receive, db, now):
    invitation = receive("KL 4711")
    answerers.begin(db, invitation, now)
    a_response(app, healthy_runner(), invitation)

    reader.go("/clinic/patients").sees("Answered more than once: in another browser")
    reader.does_not_see("Corrected by the patient.")


def test_a_form_begun_in_another_browser_is_no_reopening(reader, receive, db, encryption, now):
    invitation = receive("KL 4711", answers=FEVER)
    somebody = answerers.begin(db, invitation, now)
    responses.begin(db, encryption, invitation.id, {}, now, somebody)

    reader.go("/clinic/patients").sees("Unreviewed").does_not_see("Reopened for correction")


def test_a_reopening_is_told_whoever_else_begins_a_form(reader, receive, db, encryption, now):
    invitation = receive("KL 4711")
    responses.reopen(db, encryption, responses.latest(db, encryption, invitation.id), now)
    somebody = answerers.begin(db, invitation, now)
    responses.begin(db, encryption, invitation.id, {}, now, somebody)

    reader.go("/clinic/patients").sees("Reopened for correction")


def test_answers_whose_key_is_gone_are_listed_all_the_same(reader, receive, db):
    receive("KL 4711", answers=FEVER)
    lost = b"\0"
    db.update("invitations", {"encrypted": lost}, "TRUE")
    db.update("warnings", {"encrypted": lost}, "TRUE")
    db.update("responses", {"summary": lost, "snapshot": lost}, "TRUE")

    reader.go("/clinic/patients").sees("Cannot be read", "The key that encrypted this is missing.")
    assert cells(reader, "Cannot be read")["Status"].startswith("Unreviewed warning Review")


@pytest.fixture
def is_reopened(db, encryption):
    return lambda one: invitations.find(db, encryption, one.name).reopened is not None


def test_a_form_that_others_began_before_is_no_reopening_when_it_stops(
    app, receive, db, encryption, now, is_reopened
):
    """Somebody began in another browser, the patient sent, and then the other form stopped."""
    invitation = an_invitation(app, now)[0]
    other = answerers.begin(db, invitation, now)
    begun = responses.begin(db, encryption, invitation.id, {}, now, other)
    a_response(app, healthy_runner(), invitation)
    assert not is_reopened(invitation)
    responses.receive(db, encryption, responses.by_id(db, encryption, begun.id), {}, {}, now)

    assert not is_reopened(invitation)


def test_a_correction_stays_open_whatever_others_send(
    app, receive, db, encryption, now, is_reopened
):
    invitation = receive("KL 4711")
    responses.reopen(db, encryption, responses.latest(db, encryption, invitation.id), now)
    other = answerers.begin(db, invitation, now)
    begun = responses.begin(db, encryption, invitation.id, {}, now, other)
    responses.submit(db, encryption, responses.by_id(db, encryption, begun.id), {}, {}, now)

    assert is_reopened(invitation)
