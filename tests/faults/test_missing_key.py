"""What no key opens is never written over: it is refused in words, and there with its key again."""

from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace

import pytest
from cryptography.fernet import Fernet

from operations.job_context import JobContext
from operations.jobs import run_jobs
from records.answers import agreement, notes, outbox, responses, warnings
from records.answers.verdicts import Verdict, give
from records.engine.encryption import Encryption, Unreadable
from records.kiosk import handoffs
from records.upkeep.key_rotation import ENCRYPTED
from records.upkeep.retention import Keep
from services import services_of
from tests.beneath import beneath
from tests.factories import (
    a_colleague,
    a_response,
    an_invitation,
    desk_of,
    healthy_runner,
    set_services,
    sign_in,
    swap,
)
from tests.operations.mail.conftest import letterbox, mail, mail_to, serve
from tests.pre_visit.walking import agree, answer_on, pass_safety
from tests.visitor import Visitor

__all__ = ["letterbox", "mail", "mail_to", "serve"]
MISSING = "the key that encrypted it is missing"
KEEP = Keep(invitations=30, responses=365, requests=180)


@pytest.fixture
def db(app):
    return desk_of(app).db


@pytest.fixture
def physio(app):
    return Visitor(sign_in(app.test_client(), a_colleague(app)))


@pytest.fixture
def lose_key(app):
    """The key is missing for a while."""

    @contextmanager
    def lose():
        right = services_of(app).encryption
        set_services(app, encryption=Encryption([Fernet.generate_key().decode()]))
        try:
            yield services_of(app).encryption
        finally:
            set_services(app, encryption=right)

    return lose


def sealed_in(db):
    """Every encrypted value that there is, by its place."""
    return {
        (table, row[number], column): row[column]
        for table, (number, columns) in ENCRYPTED.items()
        for row in beneath(db).table(table).rows
        for column in columns
        if row[column] is not None
    }


def count_of(db, table):
    return beneath(db).table(table).count


def sheet(invitation):
    return f"/clinic/responses/{invitation.name}"


@pytest.fixture
def warned(app, physio):
    """A visit with a warning that waits."""
    invitation, _ = an_invitation(app)
    a_response(app, healthy_runner(rf_general=["fever_chills"]), invitation)
    return invitation


@pytest.fixture
def sent(app, physio):
    """A visit whose answers came in, with a verdict on them."""
    invitation, _ = an_invitation(app)
    posture = {"pain_eases": ["change_posture"], "form_notice": ["hunched"]}
    response = a_response(app, healthy_runner(**posture), invitation)
    desk = desk_of(app)
    give(desk.db, desk.encryption, response, Verdict("fit", "", "Robin Hale", desk.now))
    return invitation


def test_a_warning_is_not_reviewed_and_waits(physio, warned, db, lose_key):
    physio.go(f"{sheet(warned)}/acknowledge").choose("What was done?", "Called the patient")
    physio.type_in("In a few words", "Goes to the walk-in clinic")
    page, before = physio.page, sealed_in(db)
    with lose_key():
        physio.press("Save").sees("Nothing was changed", MISSING, "Ask the patient")
        physio.sees("What you wrote was not kept: “Called the patient. Goes to the walk-in clinic”")

    assert physio.response.status_code == 409
    assert sealed_in(db) == before
    assert warnings.how_many_wait(db) == 1
    assert "records.acknowledged" not in [row["action"] for row in beneath(db)["audit"].rows]
    physio.page = page
    physio.press("Save").sees("Robin Hale reviewed this on", "fever")


def test_nobody_is_asked_to_review_what_cannot_be_read(physio, warned, lose_key):
    with lose_key():
        physio.go(f"{sheet(warned)}/acknowledge").sees("cannot be read", "Ask the patient")

    assert "Save" not in [button.text for button in physio.page.kept["button"]]


def test_one_that_can_be_read_is_reviewed_beside_one_that_cannot(app, physio, db, lose_key):
    invitation, _ = an_invitation(app)
    response = a_response(app, healthy_runner(rf_general=["fever_chills"]), invitation)
    sign = {"id": "X1", "because": "Something else", "told": []}
    about = {"told": {"next_step": {"title": "See a doctor"}, "signs": [sign]}, "urgency": 1}
    with lose_key() as other:
        warnings.raise_once(db, other, response.id, **about, now=desk_of(app).now)
    before = sealed_in(db)
    physio.go(f"{sheet(invitation)}/acknowledge").choose("What was done?", "Spoke with a doctor")
    physio.press("Save").sees("“Spoke with a doctor”", "cannot be read")

    changed = {place for place, value in sealed_in(db).items() if before[place] != value}
    assert changed == {("warnings", 1, "encrypted")}
    assert warnings.how_many_wait(db) == 1


def test_whether_a_warning_was_needed_is_not_said(physio, warned, db, lose_key):
    physio.go(sheet(warned)).choose("What was done?", "Spoke with a doctor")
    physio.press("Save")
    before = sealed_in(db)
    with lose_key():
        physio.press("Yes, it was needed").sees("Nothing was changed", MISSING)

    assert physio.response.status_code == 409
    assert sealed_in(db) == before
    assert agreement.all_times(db) == {}


@pytest.mark.parametrize("button", ["Partly", "Reopen for correction"])
def test_what_is_said_about_answers_is_refused(physio, sent, db, lose_key, button):
    physio.go(sheet(sent))
    before, times = sealed_in(db), agreement.all_times(db)
    with lose_key():
        physio.press(button).sees("Nothing was changed", MISSING)

    assert physio.response.status_code == 409
    assert sealed_in(db) == before
    assert agreement.all_times(db) == times
    assert "answers.reopened" not in [row["action"] for row in beneath(db)["audit"].rows]


def test_answers_that_nobody_could_read_are_not_read(physio, sent, db, lose_key):
    with lose_key():
        physio.go(sheet(sent)).sees("These answers cannot be opened")
    assert [row["read"] for row in beneath(db)["responses"].rows] == [None]


def test_a_note_and_a_state_leave_what_is_beside_them(app, physio, sent, db, lose_key):
    physio.go(sheet(sent)).type_in("Add a note", "Before").press("Save note")
    before = sealed_in(db)
    with lose_key():
        physio.type_in("Add a note", "After").press("Save note")
    with lose_key():
        physio.go(f"/clinic/links/{sent.name}")
    [old, new] = notes.of(db, services_of(app).encryption, 1)

    assert (old.text, new.text) == ("Before", None)
    assert before.items() <= sealed_in(db).items()


@pytest.fixture
def half_way(app):
    """A patient who has answered three pages."""
    _, token = an_invitation(app)
    patient = Visitor(app.test_client())
    return pass_safety(agree(patient, SimpleNamespace(link=f"/v/{token}")), 3)


@pytest.fixture
def lose_answers(app, db, monkeypatch):
    """The key of the latest answers is missing; the invitation has another."""

    @contextmanager
    def lose():
        key, encryption = Fernet.generate_key().decode(), services_of(app).encryption
        [row] = beneath(db)["responses"].rows
        encrypted = Encryption([key]).encrypt(encryption.decrypt(row["encrypted"]))
        beneath(db)["responses"].update(row["id"], {"encrypted": encrypted})
        yield
        swap(monkeypatch, app, encryption=Encryption([*services_of(app).keys, key]))

    return lose


CANNOT = "Your answers cannot be opened just now"


def test_a_half_filled_form_is_there_again_with_its_key(half_way, db, lose_answers):
    here, page = half_way.path, half_way.page
    with lose_answers():
        before = sealed_in(db)
        half_way.tick("None of these").press("Continue").sees(CANNOT, "They are still there")
        half_way.sees("What you sent last was not saved").does_not_see("again the questions")
        assert half_way.response.status_code == 503
        half_way.go(here).sees(CANNOT, "Nothing was changed")
        assert sealed_in(db) == before

    half_way.page, half_way.path = page, here
    half_way.press("Continue")
    assert half_way.response.status_code == 200
    assert half_way.path != here


def test_a_form_that_cannot_be_opened_is_not_begun_again(half_way, db, lose_answers):
    """As from a page that stands in another tab."""
    sent = {box.name: box.value for box in half_way.boxes()}
    with lose_answers():
        before = sealed_in(db)
        address = half_way.path.partition("/questions")[0]
        half_way.go(f"{address}/begin-again", data={"csrf_token": sent["csrf_token"]}).sees(CANNOT)
        assert sealed_in(db) == before


@pytest.mark.parametrize("missing", ["lose_key", "lose_answers"])
def test_an_emergency_is_told_all_the_same(half_way, request, missing):
    address = half_way.path.rpartition("/")[0]
    half_way.go(f"{address}/now").tick("I fainted")
    with request.getfixturevalue(missing)():
        half_way.press("Continue").sees("Get emergency help now")


@pytest.mark.parametrize("button", ["Continue", "Send to Robin Hale"])
def test_words_and_the_last_press_change_nothing(half_way, db, lose_answers, button):
    is_last_page = button == "Continue"
    answer_on(half_way, until="How has your mood" if is_last_page else "Check your answers")
    with lose_answers():
        before = sealed_in(db)
        half_way.press(button).sees(CANNOT)
        assert sealed_in(db) == before
    assert [row["submitted"] for row in beneath(db)["responses"].rows] == [None]


def test_a_link_that_is_not_mine_forgets_answers_that_no_key_opens(app, half_way, db, lose_answers):
    """To delete is no writing back: whoever else reads it must find nothing."""
    half_way.go(f"{half_way.path.partition('/questions')[0]}/not-me")
    with lose_answers():
        half_way.press("Yes, it is not for me").sees("The clinic can see that")
        [kept] = responses.submissions(db, services_of(app).encryption, 1)

    assert kept.kept == {}


@pytest.mark.parametrize("page", ["", "/answers"])
def test_with_another_key_a_link_says_so_and_changes_nothing(half_way, db, lose_key, page):
    before, address = sealed_in(db), half_way.path.partition("/questions")[0]
    with lose_key():
        half_way.go(f"{address}{page}").sees("fault is ours", "tell the clinic")
    assert sealed_in(db) == before


def test_mail_waits_for_its_key_and_holds_up_no_other(app, db, mail, letterbox, lose_key):
    about, now = {"to": "kim@example.org", "text": "Words"}, desk_of(app).now
    rounds = JobContext(services_of(app).encryption, mail, "https://clinic.example", KEEP)
    outbox.add(db, rounds.encryption, subject="First", now=now, **about)
    before = sealed_in(db)
    with lose_key() as other:
        lost = JobContext(other, mail, "https://clinic.example", KEEP)
        outbox.add(db, other, subject="Second", now=now, **about)
        run_jobs(lost, db, lambda: now)
        assert [letter["Subject"] for _, letter in letterbox.letters] == ["Second"]
        assert sealed_in(db) == before
    run_jobs(rounds, db, lambda: now + timedelta(minutes=2))

    assert [letter["Subject"] for _, letter in letterbox.letters] == ["Second", "First"]
    assert count_of(db, "outbox") == 0


def test_mail_whose_key_stays_away_is_given_up_as_it_is(app, db, mail, lose_key):
    about, now = {"to": "kim@example.org", "text": "Words"}, desk_of(app).now
    outbox.add(db, services_of(app).encryption, subject="First", now=now, **about)
    before = sealed_in(db)
    with lose_key() as other:
        for hour in range(40):
            assert outbox.take(db, other, now + timedelta(hours=hour)) is None

    assert [row["given_up"] is None for row in beneath(db)["outbox"].rows] == [False]
    assert sealed_in(db) == before


def test_staff_are_told_of_a_warning_though_an_earlier_mail_has_lost_its_key(
    app, db, mail_to, serve, letterbox, warned, lose_key
):
    mail = mail_to(serve(letterbox), alerts_to="physio@clinic.example")
    now = desk_of(app).now
    about = {"to": "physio@clinic.example", "subject": "Earlier", "text": "Words"}
    outbox.add(db, services_of(app).encryption, **about, now=now)
    with lose_key() as other:
        run_jobs(JobContext(other, mail, "https://clinic.example", KEEP), db, lambda: now)

    assert [letter["Subject"] for _, letter in letterbox.letters] == [
        "1 patient has a warning sign: please review"
    ]


def test_a_result_to_take_along_is_there_when_its_key_is(app, db, lose_key):
    encryption, now = services_of(app).encryption, desk_of(app).now
    copy = handoffs.add(db, encryption, {"sheet": 1}, now)
    with lose_key() as other:
        assert handoffs.take(db, other, copy.token, now) is None

    assert handoffs.take(db, encryption, copy.token, now) == {"sheet": 1}


def test_a_value_is_sealed_over_only_what_opens(app, lose_key):
    """The one way in which records write over what was encrypted."""
    encryption = services_of(app).encryption
    kept = encryption.encrypt({"done": "Called"})
    assert encryption.decrypt(encryption.encrypt_over(kept, {"done": "Wrote"})) == {"done": "Wrote"}
    assert encryption.decrypt(encryption.encrypt_over(None, {"done": "Wrote"})) == {"done": "Wrote"}
    with lose_key() as other, pytest.raises(Unreadable):
        other.encrypt_over(kept, {"done": "Wrote"})
