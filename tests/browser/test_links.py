"""The pages of links in a real browser: for all eyes, all hands, all windows, and on paper."""

import re
from datetime import datetime, timedelta
from functools import partial

import pytest

from records.answers import invitations
from records.engine.timestamps import to_iso
from services import services_of
from tests.browser.at_the_clinic import colleague
from tests.browser.checks import check_each, offences
from tests.browser.states import done, press
from tests.factories import an_invitation
from tests.pre_visit import states

ONE_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
REFERENCES = [f"LP {number}" for number in range(1, 18)]
SEVENTEEN = "\n".join(f"{one}, {8 + at // 2}:{at % 2 * 30:02}" for at, one in enumerate(REFERENCES))
PREVIEW, SEND = ("Preview",), ("Preview", "Make the links")
MISTAKES = "LP 1, soon\nLP 2, 10:00, Nobody\n, 11:00"
SLIPS = "LP 1, 09:30\nLP 2, 10:00, Robin Hale\nLP 3"


def fill_in(reference="", lines="", then_press=()):
    """Fill in what a form of links asks for, and press its button, and those of later pages."""

    def then(page):
        day = datetime.now().astimezone() + timedelta(days=2)
        page.locator("#day").fill(f"{day:%Y-%m-%d}")
        page.locator("#physiotherapist").select_option(label="Robin Hale")
        page.locator("#lines" if lines else "#reference").fill(lines or reference)
        for button in then_press or ["Make the link"]:
            press(button)(page)

    return then


def a_stuck_one(app):
    """A patient who opened the link three days ago and did not go on."""
    ago = services_of(app).clock() - timedelta(days=3)
    one, _ = an_invitation(app, ago, visit=f"{ago + timedelta(days=9):%Y-%m-%d}T09:30")
    ends, db = to_iso(ago + timedelta(days=9)), services_of(app).connections.database()
    invitations.change(db, one, opened=to_iso(ago), sent=to_iso(ago), ends=ends)
    return one


def remind_all(page):
    """Press the one button, whatever the number on it."""
    page.get_by_role("button", name="Remind").click()


PAGES = {
    # name: path, how the link in it is reached, what is done on it
    "list": ("/clinic/links?show=all", states.in_progress, None),
    "list-nothing": ("/clinic/links?reference=nobody", None, None),
    "new": ("/clinic/links/new", None, None),
    "new-nothing": ("/clinic/links/new", None, press("Make the link")),
    "made": ("/clinic/links/new", None, fill_in("LP 9")),
    "shown-once": ("/clinic/links/made", None, None),
    "day": ("/clinic/links/day", None, None),
    "day-again": ("/clinic/links/day/preview", None, None),
    "day-nothing": ("/clinic/links/day", None, press("Preview")),
    "day-preview": ("/clinic/links/day", None, fill_in(lines=SLIPS, then_press=PREVIEW)),
    "day-mistakes": ("/clinic/links/day", None, fill_in(lines=MISTAKES, then_press=PREVIEW)),
    "day-made": ("/clinic/links/day", None, fill_in(lines=SLIPS, then_press=SEND)),
    "day-shown-once": ("/clinic/links/day/made", None, None),
    "made-one": ("/clinic/links/{name}", states.made, None),
    "sent-one": ("/clinic/links/{name}", states.submitted, None),
    "closed-one": ("/clinic/links/{name}", states.not_me, None),
    "change": ("/clinic/links/{name}/change", states.made, None),
    "end": ("/clinic/links/{name}/end", states.made, None),
    "remind": ("/clinic/links/{name}/remind", states.in_progress, None),
    "contact": ("/clinic/links/{name}/contact", states.made, None),
    "cancelled": ("/clinic/links/{name}/cancel", states.made, press("Cancel appointment")),
    "reminded": ("/clinic/links/{name}/remind", states.in_progress, press("Make the reminder")),
    "cancel": ("/clinic/links/{name}/cancel", states.made, None),
    "reminded-all": ("/clinic/links", a_stuck_one, remind_all),
    "replace": ("/clinic/links/{name}/replace", states.in_progress, None),
    "withdraw": ("/clinic/links/{name}/withdraw", states.in_progress, None),
}
SEVENTEEN_SLIPS = ("/clinic/links/day", None, fill_in(lines=SEVENTEEN, then_press=SEND))


def enter(open_next, site, place):
    """A page of links for Robin Hale, who is signed in."""
    path, reach, then = place
    at = path.format(name=reach(site.app).name) if reach else path
    return done(open_next(at, None, [site.staff_cookie(colleague(site))]), then)


def test_anyone_can_read_and_use_every_page_of_links(open_next, site, watch):
    def measure(page):
        assert page.get_by_role("navigation", name="Staff pages").count() == 1
        return offences(page)

    check_each(PAGES, partial(enter, open_next, site), watch, measure)


@pytest.mark.parametrize(("paper", "wide"), [("A4", 695), ("Letter", 718)])
def test_eight_slips_a_sheet_each_with_its_reference_to_tear_off(open_next, site, paper, wide):
    page = enter(open_next, site, SEVENTEEN_SLIPS)
    page.set_viewport_size({"width": wide, "height": 900})  # what is printed on, without margins
    pdf = page.pdf(format=paper)
    page.emulate_media(media="print")
    seen = page.locator("body").inner_text()
    cut_off = page.locator(".slip").evaluate_all(
        "all => all.filter(one => one.scrollHeight > one.clientHeight + 1).length"
    )

    assert len(ONE_PAGE.findall(pdf)) == 3
    assert cut_off == 0
    assert seen.count("Questions before your visit with Robin Hale") == 17
    assert [line for line in seen.splitlines() if line.startswith("LP ")] == REFERENCES
    for words in ("Sign out", "Texts to send", "Print all slips"):
        assert words not in seen
