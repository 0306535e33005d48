"""Every page of a kiosk in every state: read at arm's length, touched by a finger, no way out."""

import re
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import expect

from questionnaire.questions import Asked
from records.kiosk import calls as kiosk_calls
from records.kiosk import devices as kiosks
from records.kiosk.calls import CallKind
from services import services_of
from tests.browser.checks import check_each
from tests.browser.kiosk_checks import (
    measures,
    put,
    wrong,
)
from tests.browser.states import LOAD_JUMP, POSTURE, TENSE, pages_of_questions, tick_for_today
from tests.browser.waiting_room import SIZES, touch_to_start
from tests.factories import healthy_runner, set_services

FIRST = "/kiosk/questions/safety/now"
WEEKS = "/kiosk/questions/strength/weeks"


@dataclass(frozen=True)
class State:
    """A page of a kiosk, what was answered before it (None: nobody sits there), what is done.

    `where`: what else holds meanwhile, as a context of the screen.
    """

    path: str
    answers: dict[str, Any] | None = None
    then: Any = None
    where: Any = nullcontext

    def enter(self, screen):
        """A page in this state."""
        with self.where(screen):
            return self.come(screen)

    def come(self, screen):
        """To the page, and do there what is done."""
        page = screen.attracts() if self.answers is None else None
        if self.answers is not None:
            page = screen.seats(self.answers, self.path)
        elif self.path != "/kiosk":
            page = screen.goes(self.path)
        if self.then:
            self.then(page)
        return page


def touch(button, then):
    """Touch a button, and wait for what it brings."""

    def touched(page):
        page.get_by_role("button", name=button, exact=True).first.click()
        expect(page.locator(then).first).to_be_visible()

    return touched


@contextmanager
def phones_come_here(screen):
    """The clinic has an address that phones can reach."""
    before = services_of(screen.site.app).settings.base_url
    set_services(screen.site.app, base_url="https://clinic.example.org")
    try:
        yield
    finally:
        set_services(screen.site.app, base_url=before)


@contextmanager
def with_a_pin(screen):
    """Staff can leave this kiosk."""
    kiosks.set_pin(screen.db, screen.kiosk.id, "4711")
    yield


@contextmanager
def with_a_call(screen):
    """Somebody asked for a member of staff."""
    kiosk_calls.call(screen.db, screen.kiosk.id, CallKind.HELP, datetime.now(UTC))
    yield


def touch_a_sign(page):
    page.locator('.row:has([value="hard_to_breathe"])').click()
    touch("Continue", "[data-call]")(page)


def open_display(page):
    page.get_by_text("Display", exact=True).click()
    expect(page.get_by_role("button", name="High contrast")).to_be_visible()


def ask_to_start_again(page):
    page.get_by_role("link", name="Start again").click()
    expect(page.get_by_role("dialog", name="Start again?")).to_be_visible()


def stay_away(page):
    page.evaluate("ask(30)")
    expect(page.get_by_role("alertdialog")).to_be_visible()


def lose_the_network(page):
    page.evaluate("part('waiting').showModal()")


def type_far(page):
    page.locator("#longest_recent_km").fill("200")
    touch("Continue", ".notice")(page)


def ask_for_a_plan(page):
    page.get_by_text("Plan in km or miles").click()
    page.locator("#km_last_7d").fill("far")
    touch("Work out my plan", ".problem")(page)
    expect(page.locator(".problem")).to_be_in_viewport()


def unsure(page):
    page.locator('.row:has([value="not_sure"])').click()
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(re.compile("/explained$"))


QUESTIONS = {
    name: State(f"/kiosk{path}", answers)
    for name, path, answers in pages_of_questions(Asked.ALWAYS)
}
STATIONS = {
    "attract": State("/kiosk"),
    "code": State("/kiosk/code"),
    "code-nothing": State("/kiosk/code", None, touch("Continue", ".problem")),
    "leave": State("/kiosk/leave"),
    "leave-pin": State("/kiosk/leave", None, None, with_a_pin),
    "called": State("/kiosk/called/help", None, None, with_a_call),
    "called-desk": State(
        "/kiosk/assessment",
        healthy_runner(),
        touch("Ask at the desk for an appointment", "[data-call]"),
    ),
    "calling": State(FIRST, {}, touch_a_sign),
    "display": State(FIRST, {}, open_display),
    "cleared": State("/kiosk/cleared"),
    "sent": State("/kiosk/sent"),
    "error": State(FIRST, {}, touch("Continue", ".problem")),
    "unusual": State(WEEKS, healthy_runner(), type_far),
    "explained": State(FIRST, {}, unsure),
    "so-far": State(FIRST, {}, tick_for_today),
    "start-again": State("/kiosk/start-again", healthy_runner()),
    "ask-again": State(FIRST, healthy_runner(), ask_to_start_again),
    "still-there": State(FIRST, healthy_runner(), stay_away),
    "help": State(FIRST, {}, touch("Ask a member of staff", "#called")),
    "waiting": State(FIRST, {}, lose_the_network),
}
RESULTS = {
    "answers": State("/kiosk/answers", healthy_runner(**LOAD_JUMP)),
    "result": State("/kiosk/assessment", healthy_runner(**POSTURE | TENSE)),
    "result-load": State("/kiosk/assessment", healthy_runner(**LOAD_JUMP)),
    "result-doctor": State("/kiosk/assessment", healthy_runner(age_years=60, **LOAD_JUMP)),
    "result-none": State("/kiosk/assessment", healthy_runner(), ask_for_a_plan),
    "emergency": State("/kiosk/assessment", healthy_runner(rf_now=["hard_to_breathe"])),
    "today": State("/kiosk/assessment", healthy_runner(rf_general=["fever_chills"])),
    "too-young": State("/kiosk/assessment", healthy_runner(age_years=14)),
    "result-far": State("/kiosk/assessment", healthy_runner(**POSTURE), None, phones_come_here),
    "take-home": State("/kiosk/take-home", healthy_runner(), None, phones_come_here),
    "scan": State(
        "/kiosk/take-home", healthy_runner(), touch("Show me the code", ".scan"), phones_come_here
    ),
}
WALKS = {
    # A question has no layout of its own for the widest screen: it is in the middle of it.
    "questions": (QUESTIONS, ("tall", "upright", "tablet")),
    "stations": (STATIONS, SIZES),
    "results": (RESULTS, SIZES),
}


@pytest.mark.parametrize("walk", WALKS)
def test_anyone_can_read_and_use_every_page_of_a_kiosk(walk, open_next_screen, watch):
    states, sizes = WALKS[walk]

    def enter(name):
        return states[name].enter(open_next_screen())

    check_each({name: name for name in states}, enter, watch, partial(wrong, sizes=sizes))


TABLETS = {(1200, 800), (1080, 1920), (1024, 768), (800, 1280), (1280, 800), (1920, 1080)}
OUT_OF_SIGHT = """() => {
    const end = document.querySelector(".toolbar").getBoundingClientRect().top + 1;
    return [...document.querySelectorAll("main .row")]
        .map(row => [row.getBoundingClientRect(), row.innerText])
        .filter(([box]) => (box.top + box.bottom) / 2 > end).map(([, text]) => text);
}"""  # not a row's last pixels, which hang on the font, but its middle
ONE_ROW = 96  # CSS px: a button of 64, and some air


def test_a_desks_code_and_every_warning_sign_are_in_sight_above_a_bar_of_one_row(open_screen):
    page = open_screen(reduced_motion="reduce").attracts()
    code = page.get_by_role("link", name="I have a code from the front desk")
    for width, height in (*SIZES.values(), *TABLETS):
        page.set_viewport_size({"width": width, "height": height})
        box, toolbar = code.bounding_box(), page.locator(".toolbar").bounding_box()
        assert box["y"] + box["height"] <= toolbar["y"], f"{width} x {height}"
    touch_to_start(page)
    bar, rows = page.locator(".toolbar"), page.locator("main .row").count()
    for width, height in sorted(TABLETS):
        size = f"{width} x {height}"
        put(page, text="1")
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(OUT_OF_SIGHT) == [], size
        for text in ("1", "2", "3"):
            put(page, text=text)
            assert bar.bounding_box()["height"] <= ONE_ROW, size
            assert measures(page) == [], size
        # At the largest text the first signs are there, and a sign that more is below.
        assert len(page.evaluate(OUT_OF_SIGHT)) < rows, size


@pytest.mark.parametrize(("wish", "moves"), [("reduce", False), ("no-preference", True)])
def test_the_attract_screen_moves_only_where_motion_is_welcome(wish, moves, open_screen):
    page = open_screen(reduced_motion=wish).attracts()

    names = page.evaluate("() => document.getAnimations().map(one => one.animationName)")

    assert moves is ("breathe" in names)
    assert {*names} <= {"breathe", "more"}  # the latter goes by scrolling alone
