"""A link that reached the wrong person: what they answered is never the patient's."""

import json
from datetime import timedelta

import pytest

from records.answers import (
    agreement,
    alerts,
    invitation_list,
    invitations,
    outbox,
    response_list,
    responses,
)
from records.answers.response_list import ResponseQuery
from records.answers.verdicts import Verdict, give
from records.engine.timestamps import ClinicTime, to_iso
from records.people import audit
from records.upkeep import person
from staff.accounts.roles import Role
from tests.factories import OWN_WORDS, a_colleague, a_response, an_invitation, desk_of, sign_in
from tests.pre_visit import states
from tests.pre_visit.walking import agree, pass_safety, warnings_of
from tests.visitor import Visitor

EMERGENCY = "I am coughing up blood"
SOMEBODY_ELSE = "Answered by somebody else"


@pytest.fixture
def physio(app, invited):
    return Visitor(sign_in(app.test_client(), a_colleague(app, "Sam Reed")))


@pytest.fixture
def front_desk(app):
    return Visitor(sign_in(app.test_client(), a_colleague(app, "Kim Lee", (Role.FRONT_DESK,))))


def ticks_an_emergency(case):
    """Somebody who got the link, and was told to call for help."""
    return agree(Visitor(case.app.test_client()), case).tick(EMERGENCY).press("Continue")


def says_not_me(visitor, case, sent=None):
    visitor.go(case.at("/not-me")).sees(
        "Close this link?", "Answers that were not sent are deleted"
    )
    visitor.sees("A warning sign that has already gone to the clinic stays there.")
    if sent:
        visitor.choose("Answers were sent by this link", sent)
    return visitor.press("Yes, it is not for me").sees("This link is closed")


@pytest.fixture
def astray(invited):
    """A stranger ticked an emergency, then said that it is not them."""
    says_not_me(ticks_an_emergency(invited), invited)
    return invited


@pytest.fixture
def sent_by_stranger(invited):
    """They answered everything, sent it, and said so later in the same browser."""
    states.agree(invited.change(opened=to_iso(desk_of(invited.app).now)))
    a_response(invited.app, None, invited.invitation)
    says_not_me(Visitor(invited.client).go(invited.link), invited, "Yes, I sent them")
    return invited


def test_the_warning_of_a_stranger_waits_and_is_nobody_s_answer(astray, physio):
    physio.go("/clinic/patients").sees(SOMEBODY_ELSE, "Unreviewed warning")
    physio.sees("The link for KL 4711 reached the wrong person.")
    physio.follow(SOMEBODY_ELSE).sees("Nothing here is about KL 4711", EMERGENCY)
    physio.does_not_see("Status:", "Copy S of SOAP", "Were the likely causes right?", "Reports")
    physio.choose("What was done?", "It is not known who answered").press("Save")
    physio.sees("Sam Reed reviewed this on").does_not_see("was this warning needed")
    physio.go("/clinic/patients").does_not_see("unreviewed", "KL 4711", SOMEBODY_ELSE)

    assert warnings_of(astray) == [3]
    assert astray.response.kept == {}


def test_the_patient_s_warning_and_a_stranger_s_are_each_acknowledged_by_itself(invited, physio):
    agree(Visitor(invited.client), invited).tick(EMERGENCY).press("Continue")
    other = Visitor(invited.app.test_client()).go(invited.link).follow("Start with an empty form")
    other.press("I agree, start").tick(EMERGENCY).press("Continue")
    says_not_me(other, invited)
    page = f"/clinic/responses/{invited.name}/acknowledge"
    physio.go(page).press("Save what was done about the warning of somebody else").sees(
        "Choose what was done."
    )
    physio.choose("What was done about the patient’s warning?", "Called the patient")
    physio.press("Save what was done about the patient’s warning").go(page)
    physio.sees("reviewed this on", "“Called the patient”", "Not reviewed.")
    physio.does_not_see("Save what was done about the patient’s warning")

    physio.choose("What was done about the warning of somebody else?", "It is not known")
    physio.press("Save what was done about the warning of somebody else").go(page)
    physio.sees("“It is not known who answered").does_not_see("Not reviewed.")


def test_what_a_stranger_answered_is_in_no_file_text_or_count(astray, physio, db_of):
    address = f"/clinic/responses/{astray.name}"
    for part in ("answers", "soap.txt", "export.csv", "export.json", "export.fhir.json"):
        assert physio.go(f"{address}/{part}?submission=1").response.status_code == 404, part
    assert physio.go("/clinic/patients/export.csv").response.text.count("\n") == 1
    db, encryption, now = db_of
    told = person.export(db, encryption, "KL 4711", now)

    assert list(response_list.every(db, encryption, ResponseQuery())) == []
    assert list(responses.all_received(db, encryption)) == []
    assert [visit["submissions"] for visit in told["visits"]] == [[]]
    assert "cough" not in json.dumps(told)
    physio.go(f"{address}/acknowledge").choose("What was done?", "It is not known who answered")
    physio.press("Save")
    physio.go(f"{address}/acknowledge").does_not_see("was this warning needed")
    assert agreement.all_times(db) == {}


@pytest.fixture
def db_of(app):
    desk = desk_of(app)
    return desk.db, desk.encryption, desk.now


def test_an_earlier_and_a_later_visit_show_nothing_of_it(app, sent_by_stranger, physio, db_of):
    own, _ = an_invitation(app, reference="KL 4711")
    a_response(app, None, own)
    assert response_list.how_many_new(db_of[0]) == 1
    physio.go(f"/clinic/responses/{own.name}").does_not_see("Since ", SOMEBODY_ELSE, "Open")
    physio.go(f"/clinic/responses/{sent_by_stranger.name}").sees(SOMEBODY_ELSE)


def test_what_was_said_of_answers_is_not_counted_any_more(app, invited, db_of):
    db, encryption, now = db_of
    answers = {"pain_eases": ["change_posture"], "form_notice": ["hunched"]}
    case = states.submitted(app, **answers)
    give(db, encryption, case.response, Verdict("fit", "", "Robin Hale", now))
    assert any(any(times.values()) for times in agreement.all_times(db).values())
    says_not_me(Visitor(case.client), case, "Yes, I sent them")

    assert not any(any(times.values()) for times in agreement.all_times(db).values())


def test_answers_that_the_patient_sent_stay_theirs(app, physio):
    case = states.submitted(app)
    says_not_me(Visitor(case.app.test_client()).go(case.link), case)
    physio.go(f"/clinic/responses/{case.name}").sees("also reached the wrong person", "KL 4711")

    assert case.state == "read, agreed, not me, submission 1"
    assert OWN_WORDS["own_question"] in str(case.response.kept)


def test_whether_they_sent_the_answers_must_be_said(app):
    case = states.submitted(app)
    mine = Visitor(case.client).go(case.at("/not-me")).press("Yes, it is not for me")
    mine.sees("There is a problem", "Say whether you sent the answers.")

    assert mine.page.title.startswith("Error: ")
    assert not case.invitation.is_not_me


def test_only_the_submission_under_way_is_a_stranger_s_after_a_reopening(app, physio, db_of):
    case = states.reopened(app)
    desk = desk_of(app)
    mine = Visitor(case.client).go(case.at("/questions/safety/now"))
    mine.untick("None of these").tick(EMERGENCY).press("Continue").sees("Call 911")
    says_not_me(mine, case, "No, I did not send them")
    submissions = responses.submissions(desk.db, desk.encryption, case.invitation.id)
    assert [one.wrong_person is not None for one in submissions] == [True, False]

    physio.go("/clinic/patients").sees(SOMEBODY_ELSE, "KL 4711")
    sheet = f"/clinic/responses/{case.name}"
    physio.go(sheet).sees("also reached the wrong person").does_not_see(EMERGENCY)
    physio.follow("See what was answered by somebody else").sees(EMERGENCY, "Not reviewed")
    physio.follow("What KL 4711 sent").sees("Copy S of SOAP")


def test_a_wrong_year_five_times_makes_nobody_s_answers_a_stranger_s(app, db_of):
    case = states.submitted(app)
    case.change(tries=4)
    with_year = states.unproved(app)
    for _ in range(5):
        with_year.post("/year-of-birth", year="1948")

    assert "closed, to keep it safe" in with_year.get("").text
    assert case.response.wrong_person is None


def test_whoever_answers_on_after_it_was_closed_is_told_and_nothing_is_kept(app, invited):
    first = ticks_an_emergency(invited)
    says_not_me(Visitor(first.client), invited)
    first.go(invited.at("/questions/safety/now")).sees("This link is closed")

    assert warnings_of(invited) == [3]


def test_the_front_desk_sees_it_and_makes_a_new_link(app, astray, front_desk, db_of):
    front_desk.go("/clinic/links").sees("1 link reached the wrong person", "KL 4711")
    front_desk.follow("KL 4711").sees("Closed: it reached the wrong person")
    front_desk.does_not_see("warning", "somebody else", "cough")
    front_desk.follow("Make a new link for KL 4711")
    assert front_desk.box("Reference").value == "KL 4711"
    front_desk.press("Make the link").sees("we cannot show it again")
    db, encryption, now = db_of

    front_desk.go("/clinic/links").does_not_see("reached the wrong person</h2>")
    assert invitation_list.wrong_person(db, encryption, ClinicTime(now, now)) == []


def test_mail_that_waits_for_a_link_that_went_astray_does_not_go(app, invited, db_of):
    db, encryption, now = db_of
    about = {"to": "x@example.com", "subject": "A reminder", "text": "…"}
    outbox.add(db, encryption, **about, now=now, invitation=invited.invitation.id)
    says_not_me(Visitor(invited.client).go(invited.link), invited)

    assert outbox.waits_for(db, invited.invitation.id) == 0


def test_a_recheck_of_a_visit_whose_link_went_astray_does_not_go(app, invited, db_of):
    db, encryption, now = db_of
    about = {"kind": "recheck", "follows": invited.invitation.id}
    recheck, _ = an_invitation(app, visit=f"{now:%Y-%m-%d}", email="x@example.com", **about)
    says_not_me(Visitor(invited.client).go(invited.link), invited)

    assert invitations.find(db, encryption, recheck.name).withdrawn is not None
    last = next(one for one in audit.newest(db) if recheck.name in one.subject)
    assert (last.actor, last.words) == ("patient", "withdrew")


def test_an_alert_does_not_count_a_stranger_as_a_patient(astray, db_of):
    db, _, now = db_of
    hour = timedelta(hours=1)

    assert alerts.tell_of_warnings(db, hour, now) == 0
    assert alerts.tell_of_warnings(db, hour, now, wrong_person=True) == 1


def test_what_happens_is_said_before_anybody_agrees(invited):
    visitor = Visitor(invited.app.test_client()).go(invited.link).press("Yes, open my questions")
    visitor.sees("If this is not for you", "marked as answered by somebody else")


def test_a_stranger_s_draft_behind_a_warning_is_deleted(invited):
    visitor = ticks_an_emergency(invited)
    visitor.follow("I ticked that by mistake").untick(EMERGENCY)
    pass_safety(visitor, 2)
    says_not_me(visitor, invited)

    assert invited.response.kept == {}
