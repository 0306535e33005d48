"""Long words without a gap, and scripts from right to left, in every field that is shown."""

from datetime import UTC, datetime

import pytest

from records.answers import appointment_requests as visit_requests
from records.answers import notes
from records.answers.verdicts import Verdict, give
from staff.accounts.roles import Role
from tests.browser.at_the_clinic import come_in
from tests.browser.checks import too_wide
from tests.factories import a_colleague, a_response, an_invitation, desk_of, healthy_runner

LONG = "W" * 40
HEBREW = "שלום (7)"
PAGES = [
    *("/clinic/patients", "/clinic/links", "/clinic/people", "/clinic/requests", "/clinic/account"),
    *("/clinic/requests/{request}", "/clinic/responses/{name}", "/clinic/responses/{name}/answers"),
    *(
        "/clinic/responses/{name}/acknowledge",
        "/clinic/links/{name}",
        "/clinic/links/{name}/change",
    ),
]
# Each text of theirs, by itself, that stands in another direction than its script has.
TURNED = """words => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
        const text = walker.currentNode, own = text.parentElement;
        if (!text.data.trim().startsWith(words) || !own.checkVisibility()) continue;
        if (getComputedStyle(own).direction !== "rtl") found.push(own.outerHTML.slice(0, 160));
    }
    return found;
}"""


@pytest.fixture
def clinic(site):
    """Fills each field with a text; the names in addresses, and who may read the pages."""

    def fill(text):
        desk = desk_of(site.app)
        person = a_colleague(site.app, f"{text} {datetime.now(UTC):%f}", tuple(Role))
        made, token = an_invitation(site.app, physiotherapist=person, reference=text)
        words = {"own_question": text, "goal_text": text, "activities": [[text, 3]]}
        words |= {"allergies": text, "tests_result": text}
        answers = healthy_runner(rf_general=["weight_loss"], **words)
        sent = a_response(site.app, answers, made)
        notes.add(desk.db, desk.encryption, sent.id, by=person.id, text=text, now=desk.now)
        give(desk.db, desk.encryption, sent, Verdict("fit", text, person.name, desk.now))
        contact = dict.fromkeys(("name", "phone", "email", "times", "note"), text)
        asked = visit_requests.add(
            desk.db, desk.encryption, once=made.name, contact=contact, attached=None, now=desk.now
        )
        return {"name": made.name, "request": asked.reference}, person, token

    return fill


def opened(open_next, site, filled):
    """Each page on which the text shows."""
    names, person, token = filled
    page = open_next("/clinic/sign-in")
    come_in(page, site, person)
    for path in PAGES:
        page.goto(path.format(**names))
        yield path, page
    page = open_next(f"/v/{token}")
    page.goto(f"/visit/{names['name']}/sent")
    yield "sent", page


def test_a_long_word_breaks_and_no_page_is_too_wide(open_next, site, clinic):
    found = {}
    for path, page in opened(open_next, site, clinic(LONG)):
        assert LONG in page.locator("main").inner_text(), path
        found[path] = too_wide(page)

    assert {path: parts for path, parts in found.items() if parts} == {}


def test_a_script_from_right_to_left_turns_itself_alone(open_next, site, clinic):
    found = {}
    for path, page in opened(open_next, site, clinic(HEBREW)):
        assert HEBREW in page.locator("main").inner_text(), path
        found[path] = page.evaluate(TURNED, HEBREW)

    assert {path: parts for path, parts in found.items() if parts} == {}


def test_a_box_turns_with_what_is_typed(open_next):
    page = open_next("/booking", healthy_runner())
    for label in ("Your name", "Anything the clinic should know?"):
        box = page.get_by_label(label)
        box.fill(HEBREW)

        assert box.evaluate("one => getComputedStyle(one).direction") == "rtl"
        box.fill("Zoë")
        assert box.evaluate("one => getComputedStyle(one).direction") == "ltr"
