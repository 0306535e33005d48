"""Every page that a patient may meet at a link, to be held against what holds everywhere."""

from tests.pre_visit import states

PATHS = ["", "/not-me", "/year-of-birth", "/agree", "/rather-not", "/your-words", "/answers"]
PATHS += ["/questions/safety/now", "/questions/your_pain/place", "/sent", "/assessment", "/no"]
REACHED = [
    states.made,
    states.opened,
    states.agreed,
    states.unproved,
    states.in_progress,
    states.all_answered,
    states.stopped,
    states.outdated,
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
    doctor = {"rf_other": ["long_cough"], "rest_days": 5, "hard_sessions": 5}
    yield "visit doctor", states.submitted(app, **doctor).get("/assessment").text
    corrected = states.submitted(app)
    yield "visit corrected", corrected.post("/correction").text
    yield "errors: visit year", states.unproved(app).post("/year-of-birth", year="1948").text
    case = states.all_answered(app)
    words = {"ask": "a" * 1001, "stops": "b" * 301, "stops_rating": "11"}
    yield "errors: visit words", case.post("/your-words", **words).text
    yield "visit words elsewhere", case.post("/your-words", seen="old", ask="Why?").text
    yield "visit changed elsewhere", case.post("/answers", seen="old").text
    yield "visit no session", case.client.post(case.at("/your-words"), data={"ask": "Why?"}).text
    where = case.at("/questions/your_pain/place")
    yield "visit once more", case.client.post(where, data={"age_years": "34"}).text
