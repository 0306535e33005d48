"""The pages of links in a real browser: for all eyes, all hands, all windows, and on paper."""

import re
from datetime import datetime, timedelta

import pytest

from tests.browser.at_the_clinic import colleague, come_in
from tests.browser.checks import axe_violations, too_small, too_wide
from tests.browser.states import press
from tests.clinic.visits import states

ONE_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
REFERENCES = [f"LP {number}" for number in range(1, 18)]
SEVENTEEN = "\n".join(f"{one}, {8 + at // 2}:{at % 2 * 30:02}" for at, one in enumerate(REFERENCES))
SLIPS = "LP 1, 09:30\nLP 2, 10:00, Robin Hale\nLP 3"


def fill_in(reference="", lines=""):
    """Fill in what a form of links asks for, and make them."""

    def then(page):
        day = datetime.now().astimezone() + timedelta(days=2)
        page.locator("#day").fill(f"{day:%Y-%m-%d}")
        page.locator("#physiotherapist").select_option(label="Robin Hale")
        page.locator("#lines" if lines else "#reference").fill(lines or reference)
        press("Make the links" if lines else "Make the link")(page)

    return then


PAGES = {
    # name: path, how the link in it is reached, what is done on it
    "list": ("/clinic/links?show=all", states.in_progress, None),
    "list-nothing": ("/clinic/links?reference=nobody", None, None),
    "new": ("/clinic/links/new", None, None),
    "new-nothing": ("/clinic/links/new", None, press("Make the link")),
    "made": ("/clinic/links/new", None, fill_in("LP 9")),
    "shown-once": ("/clinic/links/made", None, None),
    "day": ("/clinic/links/day", None, None),
    "day-nothing": ("/clinic/links/day", None, press("Make the links")),
    "day-made": ("/clinic/links/day", None, fill_in(lines=SLIPS)),
    "day-shown-once": ("/clinic/links/day/made", None, None),
    "made-one": ("/clinic/links/{name}", states.made, None),
    "sent-one": ("/clinic/links/{name}", states.submitted, None),
    "closed-one": ("/clinic/links/{name}", states.not_me, None),
    "change": ("/clinic/links/{name}/change", states.made, None),
    "remind": ("/clinic/links/{name}/remind", states.in_progress, None),
    "reminded": ("/clinic/links/{name}/remind", states.in_progress, press("Make the reminder")),
    "replace": ("/clinic/links/{name}/replace", states.in_progress, None),
    "withdraw": ("/clinic/links/{name}/withdraw", states.in_progress, None),
}


@pytest.fixture
def open_links(open_page, site):
    """Opens a page of links for Robin Hale, who is signed in."""

    def open_links(name, lines="", **options):
        path, reach, then = PAGES[name]
        then = fill_in(lines=lines) if lines else then
        page = open_page("/clinic/sign-in", **options)
        come_in(page, site, colleague(site))
        page.goto(path.format(name=reach(site.app).name) if reach else path)
        if then:
            then(page)
            page.wait_for_load_state("load")
        return page

    return open_links


@pytest.mark.parametrize("name", PAGES)
def test_anyone_can_read_and_use_a_page_of_links(name, open_links):
    page = open_links(name, color_scheme="light")
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")

    assert page.get_by_role("navigation", name="Staff pages").count() == 1
    assert [*too_small(page), *axe_violations(page), *too_wide(page)] == []


@pytest.mark.parametrize(("paper", "wide"), [("A4", 695), ("Letter", 718)])
def test_eight_slips_a_sheet_each_with_its_reference_to_tear_off(open_links, paper, wide):
    page = open_links("day-made", lines=SEVENTEEN)
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
