"""Staff and a kiosk: the corner that leads out, a print at the desk, and calls on their pages."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from records.kiosk import calls as kiosk_calls
from records.kiosk import devices as kiosks
from records.kiosk.calls import CallKind
from settings.kiosk import KioskSettings
from staff.accounts.roles import Role
from tests.beneath import beneath
from tests.browser.at_the_clinic import Clinician, colleague, come_in
from tests.browser.states import POSTURE
from tests.browser.waiting_room import touch_to_start
from tests.factories import healthy_runner, swap
from web.password_hashing import hashed

SECOND = timedelta(seconds=1)
PIN, LEAVE = "4711", re.compile("/kiosk/leave$")
HERS = healthy_runner(**POSTURE)
# How often a page sounds, and how often it prints: neither can be seen.
COUNT = """() => {
    window.sounds = window.prints = 0;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function () { window.sounds += 1; return start.call(this); };
    window.print = () => { window.prints += 1; };
}"""


@pytest.fixture
def screen(open_screen):
    screen = open_screen()
    beneath(screen.db)["kiosk_calls"].delete_where()  # of other tests' people
    kiosks.set_pin(screen.db, screen.kiosk.id, hashed(PIN))
    return screen


@pytest.fixture
def at_desk(open_page, site):
    """Opens a page for somebody of the front desk, by a clock that the test turns."""

    def at_desk(path, name="Fran Desk", **options):
        page = open_page("/clinic/sign-in", **options)
        page.add_init_script(f"({COUNT})()")
        page.clock.install()
        come_in(page, site, colleague(site, name, Role.FRONT_DESK))
        return Clinician(page).opens(path).page

    return at_desk


def corner(page):
    """The middle of the corner that is for staff."""
    box = page.locator(".corner").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def type_pin(page, pin=PIN):
    for digit in pin:
        page.locator(f".pad [data-key='{digit}']").click()
    page.get_by_role("button", name="Leave").click()


def is_out(page):
    """A usual browser again, which is no kiosk any more."""
    expect(page.get_by_role("heading", level=1)).to_contain_text("upper back")
    page.goto("/kiosk")
    expect(page.get_by_role("heading", level=1)).to_have_text("Make this device a kiosk")
    return "kiosk" not in {cookie["name"] for cookie in page.context.cookies()}


def test_a_long_press_and_the_right_pin_leave_kiosk_mode(open_screen):
    """By mouse, by a finger and by keyboard."""
    screen = open_screen(has_touch=True)
    kiosks.set_pin(screen.db, screen.kiosk.id, hashed(PIN))
    screen.page = page = screen.context.new_page()
    page.clock.install()
    screen.seats(HERS, "/kiosk/assessment")
    page.mouse.move(*corner(page))
    page.mouse.down()
    page.clock.run_for(2500)
    page.mouse.up()
    page.clock.run_for(2500)
    assert not page.evaluate("() => isBusy")
    expect(page).to_have_url(re.compile("/kiosk/assessment$"))
    page.mouse.down()
    page.clock.run_for(3100)
    expect(page).to_have_url(LEAVE)
    page.mouse.up()
    assert "hunch" not in page.content()

    screen.attracts()
    x, y = corner(page)
    finger = page.context.new_cdp_session(page)
    press = {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]}
    finger.send("Input.dispatchTouchEvent", press)
    page.clock.run_for(3100)
    page.wait_for_url(LEAVE)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    type_pin(page, "0000")
    expect(page.get_by_role("alert")).to_contain_text("This is not the PIN")

    screen.attracts()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".corner")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(LEAVE)
    page.get_by_role("textbox", name="PIN").press_sequentially(PIN)
    page.keyboard.press("Enter")

    assert is_out(page)


def test_without_script_the_corner_is_a_button(open_screen):
    screen = open_screen(java_script_enabled=False)
    kiosks.set_pin(screen.db, screen.kiosk.id, hashed(PIN))
    page = screen.attracts()
    page.get_by_role("link", name="Staff").click()
    page.get_by_role("textbox", name="PIN").fill(PIN)
    page.get_by_role("button", name="Leave").click()

    assert is_out(page)


def test_a_print_is_asked_for_at_the_kiosk_and_opens_once_at_the_desk(
    screen, at_desk, site, monkeypatch
):
    swap(monkeypatch, site.app, kiosk=KioskSettings(60, True))
    desk, later = at_desk("/clinic/requests"), at_desk("/clinic/requests", "Kim Desk")
    page = screen.seats(HERS, "/kiosk/assessment")
    page.get_by_role("button", name="Print at the desk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Please go to the front desk")

    desk.clock.run_for(10_000)
    later.clock.run_for(10_000)
    expect(desk.get_by_text("would like a print")).to_be_visible()
    expect(later.get_by_text("would like a print")).to_be_visible()
    with desk.expect_popup() as opened:
        desk.get_by_role("button", name="Open to print, once").click()
    paper = opened.value
    expect(paper.get_by_text("You hunch or round your shoulders")).to_be_visible()
    paper.evaluate(COUNT)
    paper.get_by_role("button", name="Print", exact=True).click()
    assert paper.evaluate("() => window.prints") == 1
    paper.emulate_media(media="print")
    expect(paper.get_by_text("This opens once")).to_be_hidden()
    expect(paper.get_by_text("(555) 010-0100", exact=True)).to_be_visible()

    with later.expect_popup() as opened:
        later.get_by_role("button", name="Open to print, once").click()
    expect(opened.value.get_by_text("A colleague has seen to that call already.")).to_be_visible()
    assert "hunch" not in opened.value.content()


def call_from(screen, kind=CallKind.EMERGENCY):
    kiosk_calls.call(screen.db, screen.kiosk.id, kind, screen.kiosk.made)


def called(page):
    return page.get_by_text("Urgent help needed")


def sounds_in(page, seconds):
    """How often it sounds in so much time."""
    before = page.evaluate("() => window.sounds")
    page.clock.run_for(seconds * 1000)
    return page.evaluate("() => window.sounds") - before


def test_a_new_call_stands_on_a_page_left_open_and_goes_everywhere_with_one_answer(screen, at_desk):
    """It moves nothing from under a finger, nor covers what has the focus."""
    desk, other = at_desk("/clinic/requests"), at_desk("/clinic/links", "Kim Desk")
    desk.evaluate("() => { window.isSame = true }")
    touch_to_start(page := screen.attracts())
    page.locator('.row:has([value="hard_to_breathe"])').click()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Please speak to the front desk now")
    for one in (desk, other):
        before = one.get_by_role("main").bounding_box()
        expect(called(one)).to_have_count(0)
        one.clock.run_for(10_000)
        expect(called(one)).to_be_in_viewport(ratio=1)
        assert one.get_by_role("main").bounding_box() == before
    last = desk.get_by_role("contentinfo").get_by_role("link").last
    last.focus()
    box, banner = last.bounding_box(), desk.locator("#calls").bounding_box()
    assert box["y"] + box["height"] <= banner["y"]

    assert desk.evaluate("() => window.isSame")
    other.get_by_role("button", name="I am on my way").click()
    expect(called(other)).to_have_count(0)
    desk.clock.run_for(10_000)
    expect(called(desk)).to_have_count(0)
    assert sounds_in(desk, 10) == 0


def test_an_emergency_sounds_until_it_is_turned_off_and_the_next_one_sounds_again(
    screen, open_screen, at_desk
):
    call_from(screen)
    desk = at_desk("/clinic/requests")
    sound = desk.locator("[data-sound]")
    expect(sound).to_have_text("Turn the sound on")
    sound.click()
    expect(sound).to_have_text("Turn the sound off")
    assert sounds_in(desk, 12) >= 3
    sound.click()
    expect(sound).to_have_text("Turn the sound on")
    assert sounds_in(desk, 12) == 0
    expect(called(desk)).to_have_count(1)

    call_from(open_screen())
    desk.clock.run_for(10_000)
    expect(called(desk)).to_have_count(2)
    assert sounds_in(desk, 12) >= 3


def test_help_is_quiet_and_an_emergency_is_an_alert_of_its_own_above_it(
    screen, open_screen, at_desk, site, monkeypatch
):
    call_from(screen, CallKind.HELP)
    desk = at_desk("/clinic/requests")
    title = desk.title().removeprefix("(1) ")
    desk.get_by_role("heading", level=1).click()
    expect(desk.get_by_text("would like help")).to_be_visible()
    expect(desk.locator("[data-sound]")).to_be_hidden()
    assert sounds_in(desk, 12) == 0
    desk.evaluate("() => { document.querySelector('#calls form').isSame = true }")

    call_from(other := open_screen())
    swap(monkeypatch, site.app, clock=lambda: other.kiosk.made + 40 * SECOND)
    desk.clock.run_for(10_000)
    expect(desk).to_have_title(f"(2) {title}")
    expect(desk.get_by_role("alert").filter(has_text="Urgent help needed")).to_be_visible()
    expect(desk.get_by_role("status").filter(has_text="would like help")).to_be_visible()
    colours = "one => getComputedStyle(one).borderColor"
    forms = desk.locator("#calls form")
    assert forms.nth(0).evaluate(colours) != forms.nth(1).evaluate(colours)
    expect(forms.nth(0)).to_contain_text("Urgent help needed")
    expect(forms.nth(0).locator("time")).to_have_text("40 seconds ago")
    expect(forms.nth(0)).to_contain_text("Nobody has answered.")
    # What was there before is not read out again: only the time in it changes.
    assert forms.nth(1).evaluate("one => one.isSame")
    desk.emulate_media(media="print")
    expect(called(desk)).to_be_hidden()
    desk.emulate_media(media="null")

    for _ in range(2):
        desk.get_by_role("button", name="I am on my way").first.click()
        expect(desk.get_by_text("Noted: you are on your way to")).to_be_visible()
    expect(desk).to_have_title(title)


def test_an_answer_to_a_call_leaves_what_is_half_written(screen, at_desk):
    call_from(screen)
    desk = at_desk("/clinic/links/new")
    desk.get_by_role("textbox", name="Reference").fill("half writ")
    desk.get_by_role("button", name="I am on my way").click()
    expect(desk.get_by_text("Noted: you are on your way to")).to_be_visible()

    expect(called(desk)).to_have_count(0)
    expect(desk.get_by_role("textbox", name="Reference")).to_have_value("half writ")
    assert kiosk_calls.waiting(screen.db) == []


def test_a_page_whose_sign_in_ended_says_so_and_hears_again_after_the_next(screen, at_desk, site):
    desk = at_desk("/clinic/links/new")
    desk.get_by_role("textbox", name="Reference").fill("half writ")
    beneath(screen.db)["sign_ins"].delete_where()
    desk.clock.run_for(20_000)
    said = desk.get_by_role("alert").filter(has_text="You are signed out")
    expect(said).to_contain_text("gets no calls from kiosks")
    with desk.expect_popup() as opened:
        said.get_by_role("link", name="Sign in again").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Sign in")

    come_in(desk, site, colleague(site, "Fran Desk", Role.FRONT_DESK))
    call_from(screen)
    desk.clock.run_for(10_000)
    expect(said).to_have_count(0)
    expect(called(desk)).to_be_visible()
    desk.get_by_role("button", name="I am on my way").click()
    desk.get_by_text("Press once more").or_(desk.get_by_text("Noted:")).wait_for()
    expect(desk.get_by_role("textbox", name="Reference")).to_have_value("half writ")


def test_a_page_without_a_network_says_so_within_two_looks(screen, at_desk, watch):
    watch.expect("ERR_INTERNET_DISCONNECTED")
    desk = at_desk("/clinic/requests")
    said = desk.get_by_role("alert").filter(has_text="cannot reach the clinic's server")
    desk.context.set_offline(True)
    desk.clock.run_for(10_000)
    expect(said).to_have_count(0)
    desk.clock.run_for(10_000)
    expect(said.get_by_role("link", name="sign in again")).to_be_visible()
    desk.context.set_offline(False)
    desk.clock.run_for(10_000)
    expect(said).to_have_count(0)


def in_danger(screen):
    """A screen at which somebody has just ticked a warning sign, by a clock that the test turns."""
    screen.page = screen.context.new_page()
    screen.page.clock.install()
    touch_to_start(screen.attracts())
    screen.page.locator('.row:has([value="hard_to_breathe"])').click()
    screen.page.get_by_role("button", name="Continue").click()
    expect(screen.page.get_by_text("Calling the front desk")).to_be_visible()
    return screen.page


def test_the_screen_claims_only_what_the_desk_has_done(screen, at_desk):
    page = in_danger(screen)
    page.clock.run_for(5000)
    expect(page.get_by_text("Calling the front desk")).to_be_visible()
    desk = at_desk("/clinic/requests")
    page.clock.run_for(5000)
    expect(page.get_by_text("Your call is showing on a staff screen.")).to_be_visible()
    desk.get_by_role("button", name="I am on my way").click()
    expect(called(desk)).to_have_count(0)
    page.clock.run_for(5000)
    expect(page.get_by_role("status").filter(has_text="Fran is coming.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stay here")


def test_where_nobody_at_the_desk_looks_the_screen_says_so(screen, site, monkeypatch, watch):
    watch.expect("ERR_INTERNET_DISCONNECTED")
    page = in_danger(screen)
    later = datetime.now(UTC) + 31 * SECOND
    swap(monkeypatch, site.app, clock=lambda: later)
    page.clock.run_for(5000)
    nobody = "Nobody at the desk has seen this yet. Call out, or call 911."
    expect(page.get_by_text(nobody)).to_be_visible()

    screen.context.set_offline(True)
    page.clock.run_for(40_000)
    alone = "This screen cannot reach the front desk. Call out, or call 911."
    expect(page.get_by_text(alone)).to_be_visible()


def test_whoever_asks_for_help_reads_who_comes_without_leaving_the_page(screen, at_desk):
    screen.page = screen.context.new_page()
    screen.page.clock.install()
    page = screen.seats(HERS, "/kiosk/questions/your_pain/feel")
    page.get_by_role("button", name="Ask a member of staff").click()
    dialog = page.get_by_role("dialog", name="You asked for a member of staff")
    expect(dialog.get_by_text("Calling the front desk")).to_be_visible()
    at_desk("/clinic/calls").get_by_role("button", name="I am on my way").click()
    page.clock.run_for(5000)
    expect(dialog.get_by_text("Fran is coming.")).to_be_visible()
    page.get_by_role("button", name="Go on").click()
    expect(page).to_have_url(re.compile("/your_pain/feel$"))


NOTED = """() => {
    window.noted = [];
    window.Notification = class {
        static permission = "default";
        static async requestPermission() { Notification.permission = "granted"; }
        constructor(title, how) { window.noted.push(`${title}. ${how.body}`); }
    };
    document.hasFocus = () => false;
}"""


def test_a_desk_tries_the_sound_and_is_notified_of_which_kiosk_calls_and_no_more(screen, at_desk):
    desk = at_desk("/clinic/requests")
    desk.add_init_script(f"({NOTED})()")
    desk.goto("/clinic/calls")
    call_from(screen)
    desk.clock.run_for(10_000)
    expect(called(desk)).to_be_visible()
    assert desk.evaluate("() => window.noted") == []  # nobody asked for it
    desk.get_by_role("button", name="Test the sound").click()
    expect(desk.get_by_text("You should have heard two notes.")).to_be_visible()
    assert desk.evaluate("() => window.sounds") >= 1
    desk.get_by_role("button", name="Turn on notifications").click()
    expect(desk.get_by_text("Notifications are on in this browser.")).to_be_visible()
    expect(desk.get_by_role("button", name="Turn on notifications")).to_be_hidden()
    call_from(screen, CallKind.HELP)
    desk.clock.run_for(20_000)
    expect(desk.get_by_text("They also asked for help")).to_be_visible()
    kiosk = screen.kiosk.name
    assert desk.evaluate("() => window.noted") == [
        f"Call from {kiosk}. Open the staff pages to answer."
    ]
    expect(desk.get_by_role("row", name=kiosk)).to_contain_text("Needs urgent help")
