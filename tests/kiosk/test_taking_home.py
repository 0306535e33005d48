"""A result on the phone of whoever took it: once, for a quarter of an hour, and then gone."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from records.engine.tokens import LENGTH
from records.kiosk import handoffs
from services import services_of
from tests.beneath import beneath, somebody_writes
from tests.factories import desk_of, set_services
from tests.records.someone import in_the_clear
from tests.visitor import Visitor

BASE = "https://clinic.example"


@pytest.fixture
def reachable(app):
    """The clinic has an address that a phone can open."""
    before = services_of(app).settings.base_url
    set_services(app, base_url=BASE)
    yield app
    set_services(app, base_url=before)


@pytest.fixture
def ready(reachable, person):
    """Somebody's result, ready to take; its code and token."""
    person.come_to_a_result().go("/kiosk/take-home").press("Show me the code").sees(f"{BASE}/t")
    home = person.holds()["at_kiosk"]["handoff"]
    person.sees(home["code"])
    return home


@pytest.fixture
def phone(app):
    return Visitor(app.test_client())


def copies(app):
    return list(beneath(services_of(app).connections.database())["handoffs"].rows)


def test_scanned_it_opens_once(app, ready, phone):
    phone.go(f"/t/{ready['token']}").sees("You can open it once")
    assert phone.path == "/t/ready"
    phone.press("Open my result").sees("What may play a part", "This page opens once")
    assert copies(app) == []
    phone.go(f"/t/{ready['token']}").sees("This result is not here")


def test_a_preview_spends_nothing(app, ready, phone):
    for _ in range(3):
        Visitor(app.test_client()).go(f"/t/{ready['token']}")
    phone.go(f"/t/{ready['token']}").press("Open my result").sees("What may play a part")


@pytest.mark.parametrize("change", [str, str.upper, lambda code: code.replace("-", " ")])
def test_typed_it_opens_once(app, ready, phone, change):
    phone.go("/t").type_in("Your code", change(ready["code"])).press("Continue")
    phone.press("Open my result").sees("What may play a part")
    assert copies(app) == []


def test_guessing_is_slowed(app, ready, phone):
    phone.go("/t")
    for _ in range(6):
        phone.type_in("Your code", "2222-2222").press("Continue")
    phone.sees("too many tries")


@pytest.mark.parametrize("padded", [lambda c: c + "-" * 17, lambda c: "-".join(c) + "-" * 9])
def test_a_code_that_is_padded_is_no_scanned_address(ready, phone, padded):
    """As long as one: it would be looked up without being counted."""
    typed = padded(ready["code"])
    assert len(typed) == LENGTH
    phone.go(f"/t/{typed}").sees("This result is not here")


def test_a_scanned_address_may_be_spelled_in_groups_and_capitals(ready, phone):
    spelled = "-".join(re.findall(".{1,4}", ready["token"].upper()))
    phone.go(f"/t/{spelled}").sees("You can open it once")


def test_to_ask_whether_to_open_it_waits_for_nobody(app, ready, phone, monkeypatch):
    phone.go(f"/t/{ready['token']}")
    with somebody_writes(services_of(app).connections, monkeypatch):
        phone.go("/t/ready").sees("You can open it once")


def test_one_that_is_too_old_is_not_there_before_it_is_cleared_away(app, ready):
    db, now = desk_of(app).db, datetime.now(UTC)

    assert handoffs.is_there(db, ready["code"], now + timedelta(minutes=14))
    assert not handoffs.is_there(db, ready["code"], now + timedelta(minutes=15))


def test_it_ends_by_the_clock(app, ready):
    db, encryption = services_of(app).connections.database(), services_of(app).encryption
    late = datetime.now(UTC) + timedelta(minutes=15)

    assert handoffs.take(db, encryption, ready["token"], late) is None
    assert copies(app) == []


def test_two_phones_at_once_open_it_once(app, ready):
    db, encryption = services_of(app).connections.database(), services_of(app).encryption
    now = datetime.now(UTC)

    assert handoffs.take(db, encryption, ready["code"], now) is not None
    assert handoffs.take(db, encryption, ready["token"], now) is None


def test_neither_token_nor_answers_are_kept_in_the_clear(app, ready):
    script = in_the_clear(services_of(app).connections.database())

    assert ready["token"] not in script
    assert ready["code"].replace("-", "") not in script
    assert "answers" not in str(copies(app))


def test_asking_twice_makes_one_copy(app, ready, person):
    person.go("/kiosk/take-home")
    token = person.boxes()[0].value
    person.go("/kiosk/take-home", data={"csrf_token": token})

    assert len(copies(app)) == 1


def test_it_is_still_there_when_the_screen_has_forgotten(app, ready, person, phone):
    person.does_not_see("Finish and delete my answers").press("Finish")
    phone.go(f"/t/{ready['token']}").press("Open my result").sees("What may play a part")


def test_the_plan_goes_into_the_phones_calendar_and_nothing_is_kept(app, ready, phone):
    phone.go(f"/t/{ready['token']}").press("Open my result")
    phone.type_in("Week 1 starts on", "soon").press("Make the calendar file")
    phone.sees("Enter a date like 2027-05-16", "What may play a part")
    tomorrow = f"{datetime.now(UTC) + timedelta(days=2):%Y-%m-%d}"
    phone.type_in("Week 1 starts on", tomorrow).press("Make the calendar file")

    assert "easy run" in phone.response.text.lower()
    assert copies(app) == []


@pytest.mark.slow
@pytest.mark.parametrize("answers", ["", "made up", None])
def test_no_calendar_comes_of_what_is_no_page_of_ours(app, ready, phone, answers):
    phone.go(f"/t/{ready['token']}").press("Open my result")
    other = services_of(app).encryption.encrypt({"answers": {}}).decode()
    token = next(box.value for box in phone.boxes() if box.name == "csrf_token")
    data = {"csrf_token": token, "answers": other if answers is None else answers}

    assert phone.go("/t/plan.ics", data=data).response.status_code == 404


def test_only_if_it_was_asked_for(app, reachable, person):
    person.come_to_a_result().go("/kiosk/take-home").press("Finish and delete my answers")

    assert copies(app) == []


def test_where_no_phone_can_come_no_code_is_offered_that_a_phone_would_look_up(app, person):
    person.come_to_a_result().does_not_see("Take it home").sees("take a picture of it")
    token = person.boxes()[0].value
    for data in (None, {"csrf_token": token}, {"csrf_token": token, "as": "words"}):
        person.go("/kiosk/take-home", data=data).sees("Your result")
        assert 'class="scan"' not in person.response.text
    assert copies(app) == []


def test_a_stop_cannot_be_taken(app, reachable, person):
    person.touch_to_start().tick("Pain, tightness").press("Continue").go("/kiosk/take-home")

    person.sees("Please speak to the front desk now")
    assert copies(app) == []


def test_where_the_code_is_not_working_the_page_says_what_to_do_and_never_shows_words_to_scan(
    app, ready, person
):
    person.sees("The code is not working", "take a picture of it")
    token = person.boxes()[0].value
    person.go("/kiosk/take-home", data={"csrf_token": token, "as": "words"}).sees(ready["code"])


def test_what_is_promised_is_what_comes(app, reachable, person):
    person.come_to_a_result().does_not_see("take a picture").follow("Take it home")
    person.sees("An encrypted copy waits")
