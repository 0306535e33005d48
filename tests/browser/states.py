"""Every page in every state that a visitor may find it in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from questionnaire.questions import Asked, QuestionKind
from tests.factories import healthy_runner, load_content_once

FIRST = "/questions/safety/now"
WEEKS = "/questions/strength/weeks"
CHANGES = "/questions/training_load/changes"
POSTURE = {
    "pain_eases": ["change_posture", "stop_running"],
    "pain_other_times": ["desk_screen"],
    "form_notice": ["hunched", "head_forward"],
    "desk_hours": 9,
}
LOAD_JUMP = {
    "pain_eases": ["rest_day"],
    "pain_run_timing": "late_long",
    "training_changes": ["more_distance"],
    "week_rest": "rest_one",
    "km_last_7d": 52,
    "km_typical_week": 30,
    "longest_recent_km": 24,
    "longest_prev30_km": 12,
}
TENSE = {
    "stress_level": "a_lot",
    "stress_link": "worse_stressed",
    "clench_habits": ["shrug"],
    "pain_eases": ["calm", "change_posture"],
}
CALM_BUT_TENSE = TENSE | {"stress_level": "not_at_all", "clench_habits": ["jaw", "shrug", "fists"]}
WEAK = {"strength_days": 0, "pain_run_timing": "late_long", "form_notice": ["slumps_tired"]}
NOTED = {"pain_location": ["ribs_side", "low_back"], "pain_run_timing": "first_10min"}


@dataclass(frozen=True)
class State:
    """A page, what was answered before it (None: nothing), and what is done on it."""

    name: str
    path: str
    answers: dict[str, Any] | None = None
    then: Callable[[Any], None] | None = None
    complaint: str = ""
    """What Chromium itself says in the console about an answer that is no 200."""

    def enter(self, open_page, watch, **options):
        """A page in this state."""
        if self.complaint:
            watch.expect(self.complaint)
        return done(open_page(self.path, self.answers, **options), self.then)


def done(page, then):
    """A page after something was done on it, or as it came."""
    if then:
        then(page)
        page.wait_for_load_state("load")
    return page


def press(*buttons):
    """Press these buttons, one after the other; each leads to a page, which is waited for."""

    def then(page):
        for button in buttons:
            with page.expect_navigation(wait_until="domcontentloaded"):
                page.get_by_role("button", name=button, exact=True).first.click()

    return then


def tick(option):
    """Tick this option and continue."""

    def then(page):
        page.locator(f'.row:has([value="{option}"])').click()
        press("Continue")(page)

    return then


def tick_for_today(page):
    """Tick, on the second page, what a doctor should see today: more is asked before its stop."""
    tick("none")(page)
    tick("legs_tingle_weak")(page)
    page.get_by_role("note").wait_for()


def type_and_press(button, **typed):
    """Type into these boxes, then press the button."""

    def then(page):
        for box, text in typed.items():
            page.locator(f"#{box}").fill(text)
        press(button)(page)

    return then


def mistake(summary, button, **typed):
    """Open what is folded, type this into its boxes and press its button."""

    def then(page):
        page.get_by_text(summary).click()
        for box, text in typed.items():
            page.locator(f"#{box}").fill(text)
        press(button)(page)

    return then


def lose_cookies(page):
    """Press Continue on a page whose cookies are gone."""
    page.locator('.row:has([value="none"])').click()
    page.context.clear_cookies()
    press("Continue")(page)


def forge_cookie(page):
    """Come back with a cookie that nobody encrypted here."""
    page.context.add_cookies([{"name": "self-check", "value": "forged", "url": page.url}])
    page.reload()


def asked(questionnaire, *conditions):
    """The answers of a well runner that meet these conditions for being asked more."""
    answers, todo = healthy_runner(), [*filter(None, conditions)]
    for when in todo:
        question, option = questionnaire.questions[when.question], when.one_of[0]
        ticked = [one for one in answers.get(question.id, ()) if one not in question.exclusive]
        answers[question.id] = (
            [*ticked, option] if question.kind is QuestionKind.CHOICES else option
        )
        todo += filter(None, [question.show_when])
    return answers


def pages_of_questions(asks=Asked.EXTRA):
    """Each page that a runner may be asked: its name, its address and the answers that ask it."""
    questionnaire = load_content_once()[0]
    before = {one.page: one.show_when[:1] for one in questionnaire.before_same_day}
    for page in (*questionnaire.pages, *before):
        if page.asked <= asks:
            conditions = [*before.get(page, ()), *(one.show_when for one in page.questions)]
            path = f"/questions/{page.section}/{page.id}"
            yield f"{page.section}-{page.id}", path, asked(questionnaire, *conditions)


def _result(name, **changed):
    return State(f"result-{name}", "/assessment", healthy_runner(**changed))


RESULTS = [
    _result("posture", **POSTURE),
    _result("load-jump", **LOAD_JUMP | NOTED),
    _result("mixed", **POSTURE | TENSE),
    _result("strength", **WEAK, pain_duration="gt_12w"),
    _result("cross-check", **CALM_BUT_TENSE),
    _result("none-fit"),
    _result("nothing-left-to-ask", plank_seconds=60, prone_hold_seconds=30),
    _result("doctor", **LOAD_JUMP, age_years=60),
    _result("bone-spot", rf_injury_bone=["sore_bone_spot"]),
    State(
        "result-plan-mistaken",
        "/assessment",
        healthy_runner(),
        mistake("Plan in km or miles", "Work out my plan", km_last_7d="far"),
    ),
    State(
        "result-plan-unusual",
        "/assessment",
        healthy_runner(),
        mistake(
            "Plan in km or miles",
            "Work out my plan",
            km_last_7d="160",
            km_typical_week="1",
        ),
    ),
    State(
        "result-calendar-mistaken",
        "/assessment",
        healthy_runner(**LOAD_JUMP),
        mistake("Add the plan to my calendar", "Make the calendar file", start="2020-01-01"),
    ),
]
STOPS = [
    State("emergency", "/assessment", healthy_runner(rf_now=["hard_to_breathe"])),
    State("same-day", "/assessment", healthy_runner(rf_general=["fever_chills"])),
    State("too-young", "/assessment", healthy_runner(age_years=14)),
    State(
        "too-young-with-a-sign",
        "/assessment",
        healthy_runner(age_years=14, rf_injury_bone=["sore_bone_spot"], rf_other=["not_sure"]),
    ),
    State(
        "stop-with-something-of-everything",
        "/assessment",
        healthy_runner(
            rf_now=["fainted_now", "cold_sweat"],
            rf_nerves=["not_sure"],
            rf_general=["night_awake"],
            health_background=None,
        ),
    ),
    State(
        "stop-that-waited",
        "/questions/safety/heart-lungs-more",
        healthy_runner(rf_heart_lungs=["chest_on_effort"]),
        tick("new_or_changed"),
    ),
]
ERRORS = [
    State("error-choices", FIRST, None, press("Continue")),
    State(
        "error-number",
        "/questions/your_pain/place",
        healthy_runner(),
        type_and_press("Continue", age_years="soon 40"),
    ),
    State(
        "error-distances",
        WEEKS,
        healthy_runner(**LOAD_JUMP),
        type_and_press("Continue", km_last_7d="far", longest_recent_km="900"),
    ),
    State("error-date", CHANGES, healthy_runner(), type_and_press("Continue", race_km="far")),
    State(
        "error-booking", "/booking", healthy_runner(), type_and_press("Send my request", email="x")
    ),
]
NOTICES = [
    State("unusual", WEEKS, healthy_runner(), type_and_press("Continue", longest_recent_km="200")),
    State("explained", FIRST, None, tick("not_sure")),
    State("so-far", FIRST, None, tick_for_today),
    State("again", FIRST, None, lose_cookies, "status of 400"),
]
OTHERS = [
    State("start", "/"),
    State("start-midway", "/", healthy_runner()),
    State("answers", "/answers", healthy_runner(**LOAD_JUMP)),
    State("booking", "/booking", healthy_runner()),
    State(
        "sent",
        "/booking",
        healthy_runner(),
        type_and_press("Send my request", name="Kim", phone="555 010 0199"),
    ),
    State("on-paper", "/assessment/print", healthy_runner(**LOAD_JUMP | WEAK)),
    State("delete", "/delete", healthy_runner()),
    State("deleted", "/delete", healthy_runner(), press("Delete my answers")),
    State("about", "/about"),
    State("guide", "/upper-back-pain-when-running"),
    State("not-found", "/nowhere", complaint="status of 404"),
    State("start-again", "/", None, forge_cookie, "status of 409"),
    State("sign-in", "/clinic/sign-in"),
]
QUESTIONS = [State(*page) for page in pages_of_questions()]
STATES = [*OTHERS, *QUESTIONS, *ERRORS, *NOTICES, *RESULTS, *STOPS]
