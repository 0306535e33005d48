"""Every page that a patient may meet at a link, to be held against what holds everywhere."""

from tests.pre_visit import states

WORDS_PAGE = "/questions/for_your_visit/pv-question"
ACTIVITIES = "/questions/for_your_visit/pv-activities"
PATHS = ["", "/not-me", "/year-of-birth", "/agree", "/rather-not", "/answers"]
PATHS += ["/questions/safety/now", "/questions/your_pain/place", WORDS_PAGE]
PATHS += ["/sent", "/assessment", "/no"]
REACHED = [
    states.made,
    states.opened,
    states.agreed,
    states.unproved,
    states.in_progress,
    states.all_answered,
    states.stopped,
    states.outdated,
    states.of_before,
    states.submitted,
    states.reopened,
    states.expired,
    states.withdrawn,
    states.not_me,
    states.replaced,
    states.check_failed,
]


def visit_pages(app):
    """Each page of a visit by a name, as an HTML text."""
    for reach in REACHED:
        case = reach(app)
        for path in PATHS:
            yield f"visit {reach.__name__}: {path}", case.get(path).text
    yield "visit preview", app.test_client().get(states.made(app).at("")).text
    doctor = {"rf_general": ["weight_loss"]}
    yield "visit doctor", states.submitted(app, **doctor).get("/assessment").text
    corrected = states.submitted(app)
    yield "visit corrected", corrected.post("/correction").text
    yield "errors: visit year", states.unproved(app).post("/year-of-birth", year="1948").text
    case = states.all_answered(app)
    words = {"own_question": "a" * 1001, "goal_text": "b" * 301}
    yield "errors: visit words", case.post(WORDS_PAGE, **words).text
    activities = {"activities-0-words": "a" * 101, "activities-0-rating": "11"}
    yield (
        "errors: activities",
        case.post("/questions/for_your_visit/pv-activities", **activities).text,
    )
    yield "visit words elsewhere", case.post(WORDS_PAGE, seen="old", own_question="Why?").text
    yield "visit changed elsewhere", case.post("/answers", seen="old").text
    yield (
        "visit no session",
        case.client.post(case.at(WORDS_PAGE), data={"own_question": "Why?"}).text,
    )
    where = case.at("/questions/your_pain/place")
    yield "visit once more", case.client.post(where, data={"age_years": "34"}).text
