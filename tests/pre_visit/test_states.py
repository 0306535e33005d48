"""Every state of an invitation, times every action of a visitor: a page with a next step."""

import pytest

from tests.factories import settings_in
from tests.pre_visit import states
from tests.visitor import Page

pytestmark = pytest.mark.slow  # hundreds of addresses in each state

GETS = [
    "",
    "/not-me",
    "/year-of-birth",
    "/agree",
    "/rather-not",
    "/questions/safety/now",
    "/questions/safety/now/explained",
    "/questions/safety/injury-bone/explained",
    "/questions/stress/worry",
    "/questions/for_your_visit/pv-question",
    "/answers",
    "/sent",
    "/assessment",
    "/assessment.txt",
    "/assessment/print",
    "/nothing/here",
    "/correction",
]
POSTS = {
    "open": ("", {}),
    "not me": ("/not-me", {"sent": "no"}),
    "right year": ("/year-of-birth", {"year": "1984"}),
    "wrong year": ("/year-of-birth", {"year": "1948"}),
    "no year": ("/year-of-birth", {}),
    "agree": ("/agree", {"agree": "yes"}),
    "decline": ("/agree", {"agree": "no"}),
    "answer": ("/questions/safety/now", {"rf_now": "none"}),
    "answer nothing": ("/questions/safety/now", {}),
    "answer nonsense": ("/questions/safety/nothing", {"rf_now": "none"}),
    "words": ("/questions/for_your_visit/pv-question", {"own_question": "Why?"}),
    "send": ("/answers", {}),
    "correct": ("/correction", {}),
    "begin again": ("/begin-again", {}),
}
BEGUN = "in_progress, agreed, submission 1"
BLANK = "in_progress, agreed, blank, submission 1"
CLOSED_ANEW = {"not me": "withdrawn, agreed, not me, blank, submission 1"}
CORRECT = "submitted, agreed, correction, submission 1"
STATES = {
    # state: how it is reached, what it is, and what each action makes of it, if anything
    "made": (
        states.made,
        "not_sent, no submission",
        {"open": "opened, no submission", "not me": "withdrawn, not me, no submission"},
    ),
    "opened": (
        states.opened,
        "opened, no submission",
        {"agree": "opened, agreed, no submission", "not me": "withdrawn, not me, no submission"},
    ),
    "agreed": (
        states.agreed,
        "opened, agreed, no submission",
        {
            "answer": BEGUN,
            "words": BEGUN,
            "not me": "withdrawn, agreed, not me, no submission",
        },
    ),
    "in progress": (states.in_progress, BEGUN, CLOSED_ANEW),
    "all answered": (states.all_answered, BEGUN, CLOSED_ANEW),
    "stopped": (
        states.stopped,
        BEGUN,
        {"not me": "withdrawn, agreed, not me, blank, submission 1"},
    ),
    "outdated": (states.outdated, BEGUN, CLOSED_ANEW | {"begin again": BLANK}),
    "submitted": (
        states.submitted,
        "submitted, agreed, submission 1",
        {"correct": CORRECT, "not me": "submitted, agreed, not me, submission 1"},
    ),
    "read": (
        states.read,
        "read, agreed, submission 1",
        {
            "correct": "submitted, agreed, correction, submission 1",
            "not me": "read, agreed, not me, submission 1",
        },
    ),
    "reopened": (
        states.reopened,
        "read, agreed, submission 2",
        {"not me": "read, agreed, not me, blank, submission 2"},
    ),
    "reopened and ended": (
        states.reopened_and_ended,
        "read, agreed, submission 2",
        {
            "correct": "submitted, agreed, correction, submission 2",
            "not me": "read, agreed, not me, blank, submission 2",
        },
    ),
    "unproved": (
        states.unproved,
        "opened, no submission",
        {
            "right year": "opened, proved, no submission",
            "wrong year": "opened, 1 tries, no submission",
            "not me": "withdrawn, not me, no submission",
        },
    ),
    "expired": (states.expired, "expired, agreed, submission 1", {}),
    "withdrawn": (states.withdrawn, "withdrawn, agreed, submission 1", {}),
    "not me": (states.not_me, "withdrawn, agreed, not me, submission 1", {}),
    "replaced": (states.replaced, BEGUN, {}),
    "check failed": (states.check_failed, "withdrawn, 5 tries, no submission", {}),
    "unreadable": (states.unreadable, "not_sent, no submission", {}),
    "clinic closed": (states.in_progress, BEGUN, {}),
}


@pytest.fixture(scope="module")
def closed_app(make_app, tmp_path_factory):
    """A clinic that takes no answers by link."""
    return make_app(settings_in(tmp_path_factory.mktemp("closed")) | {"PRE_VISIT": False})


@pytest.fixture(params=STATES)
def name(request):
    return request.param


@pytest.fixture
def reach(app, closed_app, name):
    """Reaches the state anew."""
    return lambda: STATES[name][0](closed_app if name == "clinic closed" else app)


def has_a_next_step(answer):
    """Whether it ends on a page with one heading and something to press, follow or call."""
    if answer.mimetype == "text/plain":
        return "HELP STRAIGHT AWAY" in answer.text or "HELP NOW" in answer.text
    main = answer.text[answer.text.index("<main") : answer.text.index("</main>")]
    page = Page(main)
    links = [one for one in page.kept["a"] if not one.about["href"].startswith("#")]
    return len(page.kept["h1"]) == 1 and bool(links or page.kept["button"])


def test_to_look_changes_nothing_and_ends_on_a_page_with_a_next_step(reach, name):
    case = reach()
    assert case.state == STATES[name][1]
    for path in GETS:
        answer = case.get(path)

        assert answer.status_code < 500, path
        assert has_a_next_step(answer), (path, answer.text)
        assert case.client.head(case.at(path)).status_code < 500
        assert case.state == STATES[name][1], path
    assert has_a_next_step(case.client.get(case.link, follow_redirects=True))
    assert has_a_next_step(case.app.test_client().get(case.link, follow_redirects=True))
    assert case.state == STATES[name][1]


def test_every_post_ends_on_a_page_with_a_next_step_and_does_what_it_says(reach, name):
    case = reach()
    for action, (path, sent) in POSTS.items():
        answer = case.post(path, **sent)

        assert answer.status_code < 500, action
        assert has_a_next_step(answer), (action, answer.text)
        assert case.state == STATES[name][2].get(action, STATES[name][1]), action
        if case.state != STATES[name][1]:
            case = reach()


def test_a_closed_link_gives_no_answer_away(app):
    for reach in (states.expired, states.withdrawn, states.not_me, states.replaced):
        case = reach(app)
        for path in GETS:
            assert "None of these" not in case.get(path).text, (reach, path)
