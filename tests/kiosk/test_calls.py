"""Somebody at a kiosk calls: what they are told, by what the desk does, and what the desk sees."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.call_status import first_name, progress_of
from records.kiosk import devices as kiosks
from records.kiosk.calls import Call, CallKind
from services import services_of
from staff.accounts.roles import Role
from tests.factories import a_colleague, a_kiosk, at_kiosk, set_services, sign_in
from tests.kiosk.person import AtKiosk
from tests.tables import every_row
from tests.visitor import Visitor

NOBODY_YET = "Nobody at the desk has seen this yet. Call out, or call 911."
NO_ANSWER = "Nobody at the desk has answered yet. Call out, or call 911."


@pytest.fixture
def wait(app):
    """Lets so many seconds go by for the app."""
    going, now = services_of(app).clock, [datetime.now(UTC)]
    set_services(app, clock=lambda: now[0])

    def wait(seconds):
        now[0] += timedelta(seconds=seconds)

    yield wait
    set_services(app, clock=going)


@pytest.fixture
def desk(app, wait):
    alex = a_colleague(app, "Alex Desk", [Role.FRONT_DESK])
    return Visitor(sign_in(app.test_client(), alex))


def in_danger(person):
    return person.touch_to_start().tick("Pain, tightness").press("Continue")


def told(person, kind="now"):
    """What the screen says of a call just now; it is asked for every few seconds."""
    return person.client.get(f"/kiosk/called/{kind}/state").text


def test_nobody_is_said_to_come_while_no_desk_looks(person, wait):
    in_danger(person).sees("Please speak to the front desk now", "Calling the front desk")
    person.does_not_see("Their screen says so too", "has seen")
    assert "call out, or call 911" in person.page.text
    wait(29)
    assert "Calling the front desk" in told(person)
    wait(1)
    assert NOBODY_YET in told(person)
    person.go("/kiosk/called/now").sees(NOBODY_YET, "Please speak to the front desk now")


def test_a_desk_page_that_looks_is_not_yet_somebody_who_comes(person, desk, wait):
    in_danger(person)
    desk.go("/clinic/calls").sees("Urgent help needed at Waiting room")
    assert "Your call is showing on a staff screen. Nobody has answered yet." in told(person)
    wait(30)
    assert NO_ANSWER in told(person)


def test_a_desk_page_behind_others_shows_nothing_to_anybody(person, desk):
    in_danger(person)
    answer = desk.client.get("/clinic/calls/now?hidden=yes").text
    assert "Urgent help needed" in answer
    assert "Calling the front desk" in told(person)
    desk.client.get("/clinic/calls/now")
    assert "Your call is showing on a staff screen" in told(person)


def test_whoever_pressed_is_said_to_come_by_first_name(person, desk, wait):
    in_danger(person)
    desk.go("/clinic/calls").press("I am on my way")
    wait(80)

    assert "Alex is coming." in told(person)
    assert "Desk" not in told(person)
    person.go("/kiosk/called/now").sees("Stay here", "call out, or call 911")
    assert person.page.text.count("Alex is coming.") == 1
    person.does_not_see("Please speak to the front desk now")


def test_asked_again_after_somebody_said_they_come_it_is_a_new_call(person, desk):
    person.go("/kiosk").press("Ask a member of staff").sees("Calling the front desk")
    desk.go("/clinic/calls").press("I am on my way")
    person.go("/kiosk/called/help").sees("Alex is coming.")
    person.press("Ask a member of staff").sees("Calling the front desk").does_not_see("Alex")


@pytest.mark.parametrize(
    ("button", "kind", "remedy"),
    [
        ("Ask a member of staff", "help", "Call out, or call 911."),
        (
            "Ask at the desk for an appointment",
            "book",
            "Go to the desk, or ask anybody who works here.",
        ),
    ],
)
def test_every_call_says_who_has_seen_it(person, wait, button, kind, remedy):
    person.come_to_a_result().press(button).sees("Calling the front desk")
    person.does_not_see("Somebody is coming", "The front desk knows")
    wait(31)
    person.go(f"/kiosk/called/{kind}").sees(f"Nobody at the desk has seen this yet. {remedy}")


def test_without_script_the_page_of_a_call_asks_again_by_itself_and_keeps_nobody_sitting(
    person, wait
):
    in_danger(person)
    assert 'content="10;url=/kiosk/called/now"' in person.response.text
    for _ in range(8):
        wait(10)
        person.go("/kiosk/called/now").sees("Please speak to the front desk now")
        assert 'content="10;url=/kiosk/called/now"' in person.response.text
    wait(11)
    person.go("/kiosk/called/now").sees("Touch to start")


@pytest.mark.parametrize("kind", ["now", "help", "book", "print"])
def test_where_nobody_called_nothing_is_claimed(person, kind):
    assert told(person, kind) == ""
    person.go(f"/kiosk/called/{kind}").sees("Touch to start")
    person.touch_to_start().go(f"/kiosk/called/{kind}").sees("quick safety check")


def test_nothing_is_called_that_is_no_call(person):
    assert person.client.get("/kiosk/called/nothing/state").location == "/kiosk"


def test_an_emergency_is_red_and_first_and_spoken_at_once_with_how_long_ago(person, desk, wait):
    person.go("/kiosk").press("Ask a member of staff")
    in_danger(person)
    wait(40)
    desk.go("/clinic/requests").sees("Urgent help needed at Waiting room 40 seconds ago")
    desk.sees("Nobody has answered. Their screen tells them to call out.")
    page = desk.response.text
    assert page.index("Urgent help needed") < page.index("Somebody who has left asked for help")
    before = page[: page.index("Urgent help needed")]
    assert before.rindex('role="alert"') > before.rindex('id="calls"')
    assert '<time datetime="' in page[page.index("Urgent help needed") :]
    wait(660)
    desk.go("/clinic/requests").sees("Urgent help needed at Waiting room 11 minutes ago")


@pytest.mark.parametrize("leaves", ["finishes", "stays away", "is reset"])
def test_a_call_says_that_they_have_left(app, person, desk, wait, leaves):
    in_danger(person)
    desk.go("/clinic/calls").does_not_see("left the screen")
    if leaves == "finishes":
        person.press("Finish and delete my answers")
    elif leaves == "stays away":
        wait(91)
        person.go("/kiosk")
    else:
        boss = Visitor(sign_in(app.test_client(), a_colleague(app, "Bo", [Role.ADMINISTRATOR])))
        boss.go(f"/clinic/kiosks/{person.number}").press("Reset now")
    desk.go("/clinic/calls").sees("Urgent help needed at Waiting room")
    desk.sees("They have left the screen. Look for them.")


def test_a_call_from_the_first_page_is_over_when_the_page_comes_anew(person, desk):
    person.go("/kiosk").press("Ask a member of staff")
    desk.go("/clinic/calls").sees("would like help").does_not_see("left the screen")
    person.go("/kiosk")
    desk.go("/clinic/calls").sees("would like help", "They have left the screen.")
    desk.press("Seen").sees("No calls right now")


def test_whoever_sits_down_after_asking_is_still_there(person, desk):
    person.go("/kiosk").press("Ask a member of staff")
    person.client.post("/kiosk/begin", data={"csrf_token": person.boxes()[0].value})

    desk.go("/clinic/calls").sees("would like help").does_not_see("left the screen")


def test_the_next_person_has_a_call_of_their_own(person, desk):
    in_danger(person)
    desk.go("/clinic/calls")
    person.press("Finish and delete my answers")
    in_danger(person)

    assert "Calling the front desk" in told(person)
    desk.go("/clinic/calls").sees("Somebody who has left needed urgent help")
    assert desk.page.text.count("Urgent help needed") == 1


def test_a_kiosk_is_one_box_with_one_answer_whoever_is_there_first(app, person, desk):
    person.come_to_a_result().press("Ask at the desk for an appointment")
    person.go("/kiosk/assessment").press("Finish and delete my answers")
    device = a_kiosk(app, "Hall")
    hall = (
        AtKiosk(at_kiosk(app.test_client(), device), device[0])
        .go("/kiosk")
        .press("Ask a member of staff")
    )
    in_danger(person).press("Ask a member of staff")
    desk.go("/clinic/requests").sees(
        "Urgent help needed at Waiting room just now They also asked for help just now "
        "Somebody who has left asked for an appointment just now I am on my way: Waiting room "
        "Somebody at Hall would like help just now"
    )
    assert desk.response.text.count('data-kiosk="') == 2
    hall.go("/kiosk")
    desk.go("/clinic/calls").press("I am on my way").sees("Somebody at Hall would like help")
    desk.sees("They have left the screen.").does_not_see("at Waiting room")
    assert "Alex is coming." in told(person, "help")


def test_calls_for_less_do_not_pile_up(person, desk):
    for _ in range(3):
        person.come_to_a_result().press("Ask at the desk for an appointment").go("/kiosk")
    desk.go("/clinic/calls")

    assert desk.page.text.count("would like an appointment") == 1


@every_row(
    ("name", "first"),
    [
        ("Alex Kim", "Alex"),
        ("Alex", "Alex"),
        ("Dr. Alex Kim", "Alex"),
        ("Prof. Dr. Alex Kim", "Alex"),
        ("Dr Alex Kim", "Alex"),
        ("Dr.", "Dr."),
        ("Zoë-Ann de Vries", "Zoë-Ann"),
    ],
)
def test_first_names(name, first):
    assert first_name(name) == first


@every_row("seconds", [-3600, -1, 30, 31, 10**6])
def test_by_a_clock_that_jumps_nobody_is_said_to_be_called_still(seconds):
    made = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)
    call = Call(1, "Room", CallKind.EMERGENCY, made)

    assert progress_of(call, "911", made + timedelta(seconds=seconds)) == NOBODY_YET


def row_of(desk, kiosk="Waiting room"):
    """What the board says of a kiosk, and since when."""
    page = desk.go("/clinic/calls").page.text
    return page[page.rindex("Now How long") :].split("This shows")[0].split(kiosk)[1].strip()


def test_the_board_says_who_waits_at_which_kiosk_and_nothing_of_their_health(
    app, person, desk, wait
):
    kiosks.add(services_of(app).connections.database(), "Hall", services_of(app).clock())
    assert row_of(desk, "Hall").startswith("No device yet")
    assert row_of(desk).startswith("Free")
    person.touch_to_start()
    wait(60)
    assert row_of(desk) == "Somebody is there 1 minute"
    person.press("Ask a member of staff")
    wait(5)
    assert row_of(desk) == "Would like help 5 seconds"
    person.go("/kiosk/carry-on").tick("Pain, tightness").press("Continue")
    wait(20)
    assert row_of(desk) == "Needs urgent help 20 seconds"
    desk.does_not_see("chest", "tightness")
    person.press("Finish and delete my answers")
    assert row_of(desk) == "Needs urgent help and has left 20 seconds"
    desk.press("I am on my way")
    assert row_of(desk).startswith("Free")
    wait(301)
    assert row_of(desk) == "Not heard from: is it switched on? 5 minutes"


def test_a_page_of_calls_that_is_left_open_gets_the_board_as_it_is_now(person, desk):
    desk.go("/clinic/calls")
    person.touch_to_start()

    assert "Somebody is there" in desk.client.get("/clinic/calls/now?board=yes").text
    assert "Somebody is there" not in desk.client.get("/clinic/calls/now").text
