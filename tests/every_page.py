"""Every page there is, by a name, as an HTML text: to be held against what holds everywhere."""

from records.people import staff
from rules.measures import FOLLOW_UPS
from services import services_of
from staff.accounts.roles import Role
from tests.factories import a_colleague, a_kiosk, at_kiosk, healthy_runner, sign_in, sit_down_with
from tests.pre_visit.pages import visit_pages
from tests.security.world import a_world, rules
from tests.visitor import token_on

ALWAYS = ["/", "/about", "/deleted", "/questions/safety/now", "/clinic/sign-in", "/nothing"]
ALWAYS += ["/upper-back-pain-when-running"]
# Forms about one thing that have boxes to fill in.
WITH_BOXES = ("/note", "/change", "/end", "/pin", "/people/<int:number>")
OWN_LINK = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"}


def open_as(client, questionnaire, answers, extras=True):
    sit_down_with(client, questionnaire, answers, extras)
    return client


def question_pages(questionnaire):
    pages = [*questionnaire.pages, *(one.page for one in questionnaire.before_same_day)]
    for page in pages:
        yield f"/questions/{page.section}/{page.id}"
        if any(question.asks_twice for question in page.questions):
            yield f"/questions/{page.section}/{page.id}/explained"


PEOPLE = {
    "well": {},
    "posture": {"pain_eases": ["change_posture"], "form_notice": ["hunched"]},
    "all causes": {
        "pain_eases": ["change_posture", "calm", "rest_day"],
        "stress_link": "worse_stressed",
        "strength_days": 0,
        "pain_run_timing": "late_long",
        "km_last_7d": 60,
        "clench_habits": ["jaw"],
        "pain_worst": 8,
    },
    "cross-checks and notes": {
        "pain_worst": 0,
        "mood_2w": "low_most_days",
        "pain_location": ["low_back", "ribs_side"],
        "pain_other_times": ["neck_move"],
    },
    "doctor": {"rf_other": ["stiff_mornings"], "training_changes": ["race_big"]},
    "doctor, hidden": {"rf_injury_bone": ["sore_bone_spot"]},
    "doctor, age alone": {"age_years": 60},
    "today": {"rf_general": ["fever_chills"]},
    "emergency": {"rf_now": ["fainted_now"]},
    "too young": {"age_years": 15},
    "no numbers": {"km_typical_week": None, "training_changes": ["more_hills"]},
}

# Somebody who is asked on every page, before a stop too.
EVERY_PAGE = healthy_runner(
    rf_heart_lungs=["chest_on_effort"],
    effort_known="same_asthma",
    rf_injury_bone=["small_knock"],
    knock_more=["none"],
    rf_other=["cough"],
    cough_time="under_3w",
    health_background=[*FOLLOW_UPS],
    **{which: ["not_sure"] for which in FOLLOW_UPS.values()} | {"preg_which": ["pregnant"]},
    preg_warning="no_now",
    preg_early="no_now",
    pain_location=["neck_shoulder_top"],
    pain_onset="no_reason",
    pain_speed="in_days",
    pain_other_times=["press_turn"],
    same_pain="same",
    training_changes=["more_hills"],
)


def every_page(app, questionnaire):
    """Every page there is, by a name, as an HTML text."""
    world = a_world(app)
    client = app.test_client()
    for address in ALWAYS:
        yield address, client.get(address).text
    yield "no session", client.post("/questions/safety/now", data={"rf_now": "none"}).text
    yield "no session, elsewhere", client.post("/delete").text
    yield "too large", client.post("/delete", data={"x": "y" * 70_000}).text
    client.set_cookie("self-check", "nonsense")
    yield "unreadable", client.get("/answers").text
    for name, changed in PEOPLE.items():
        client = open_as(app.test_client(), questionnaire, healthy_runner(**changed))
        yield f"result: {name}", client.get("/assessment").text
        if sheet := client.get("/assessment/print").text:
            yield f"on paper: {name}", sheet
    expecting = {"health_background": ["pregnancy"], "preg_which": ["pregnant"]}
    pregnant = healthy_runner(**expecting, preg_warning="no_now", preg_early="no_now")
    for address in (*question_pages(questionnaire), "/", "/answers", "/booking"):
        person = EVERY_PAGE if "/questions/" in address else pregnant
        client = open_as(app.test_client(), questionnaire, person)
        yield address, client.get(address).text
        if "/questions/" in address or address == "/booking":
            other = open_as(app.test_client(), questionnaire, person)
            answer = other.post(address, data=token(other, address))
            if answer.status_code == 200:
                yield f"errors: {address}", answer.text
    yield from staff_pages(app)
    yield from pages_of_one(world)
    yield from visit_pages(app)


def staff_pages(app):
    """What somebody with every role finds on the staff side where an address needs nothing more."""
    db = services_of(app).connections.database()
    person = staff.find(db, "Pat Moor") or a_colleague(app, "Pat Moor", list(Role))
    client = sign_in(app.test_client(), person)
    rules = [one for one in app.url_map.iter_rules() if one.rule.startswith("/clinic/")]
    rules = [one for one in rules if one.rule != "/clinic/calls/now"]  # a part of a page
    for rule in (one for one in rules if not one.arguments and "GET" in one.methods):
        page = client.get(rule.rule)
        if page.mimetype == "text/html" and page.text:
            yield rule.rule, page.text
    for rule in (one for one in rules if not one.arguments and "POST" in one.methods):
        client = sign_in(app.test_client(), person)
        answer = client.post(rule.rule, data=token(client, "/clinic/account"))
        if answer.status_code == 200 and answer.mimetype == "text/html":
            yield f"/clinic errors: {rule.rule}", answer.text


def pages_of_one(world):
    """What staff find about one patient, one colleague, one kiosk; then with mistakes in a form."""
    client = sign_in(world.app.test_client(), world.robin)
    for rule in (one for one in rules(world.app, "GET") if one.rule.startswith("/clinic/")):
        page = client.get(world.address(rule)) if rule.arguments else None
        if page and page.status_code == 200 and page.mimetype == "text/html":
            yield f"{rule.rule}, one", page.text
    for rule in (one for one in rules(world.app, "POST") if one.rule.endswith(WITH_BOXES)):
        answer = client.post(world.address(rule), data=token(client, "/clinic/account"))
        if answer.status_code == 200:
            yield f"/clinic errors: {rule.rule}", answer.text


def kiosk_pages(app, questionnaire):
    """What stands on a kiosk's screen, and with mistakes in a form."""
    client = at_kiosk(app.test_client(), a_kiosk(app, "Corridor"))
    yield "/kiosk", client.get("/kiosk").text
    client.post("/kiosk/begin", data=token(client, "/kiosk"))
    sit_down_with(client, questionnaire, healthy_runner())
    for address in (*question_pages(questionnaire), "/answers", "/assessment", "/code", "/leave"):
        page = client.get(f"/kiosk{address}", headers=OWN_LINK)
        if page.status_code == 200:
            yield f"/kiosk{address}", page.text
    for address in (*question_pages(questionnaire), "/code", "/leave", "/enrol"):
        answer = client.post(f"/kiosk{address}", data=token(client, "/kiosk"))
        if answer.status_code == 200:
            yield f"errors: /kiosk{address}", answer.text


def token(client, address="/booking"):
    """What a form carries to show that it is our own."""
    return token_on(client.get(address).text)
