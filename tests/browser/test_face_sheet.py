"""The face sheet on paper and on screen: one page however much stands on it, and readable."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from records import staff
from tests.browser.checks import axe_violations, too_small, too_wide
from tests.browser.full_sheets import CHANGES, FULL, LONG_WORDS, nearly_full
from tests.factories import OWN_WORDS, a_response, an_invitation, desk_of, healthy_runner, sign_in

LONG_AGO = timedelta(days=60)
ONE_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
# Every text of the sheet as it is set for paper: its size in points, and its words.
TEXTS = """() => [...document.querySelectorAll(".face-sheet *")].flatMap(one => {
    const words = [...one.childNodes].filter(node => node.nodeType === Node.TEXT_NODE)
        .map(node => node.data.trim()).join(" ").trim();
    if (!words || !one.checkVisibility() || one.closest(".unseen")) return [];
    const scale = one.getScreenCTM ? one.getScreenCTM().a : 1;
    return [[parseFloat(getComputedStyle(one).fontSize) * scale * 72 / 96, words]];
})"""


@pytest.fixture
def open_sheet(site, open_page):
    """Opens a staff page as Robin Hale."""

    def open_sheet(path, **options):
        page = open_page("/about", **options)
        robin = staff.find(desk_of(site.app).db, "Robin Hale")
        token = sign_in(site.app.test_client(), robin).get_cookie("staff").value
        page.context.add_cookies([{"name": "staff", "value": token, "url": site.address}])
        page.goto(path)
        return page

    return open_sheet


def received(site, answers, **about):
    """A patient who answered before, and answers again; the address of the face sheet."""
    now = datetime.now(UTC)
    name = f"KL {now.timestamp()}"
    before, _ = an_invitation(site.app, now=now - LONG_AGO, reference=name)
    earlier = healthy_runner(pain_worst=4, pain_location=["one_blade"], stress_level="a_little")
    a_response(site.app, earlier, before, now - LONG_AGO)
    invitation, _ = an_invitation(site.app, reference=name)
    a_response(site.app, answers, invitation, **about)
    return f"/clinic/responses/{invitation.name}"


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("full", FULL)
def test_the_fullest_sheet_is_one_page_and_readable(site, open_sheet, full, paper):
    later = [name for name in site.questionnaire.questions if name not in FULL[full]]
    path = received(site, FULL[full], words=LONG_WORDS, changes=CHANGES, without=later)
    page = open_sheet(path)
    pdf = page.pdf(format=paper)
    page.emulate_media(media="print")
    sizes = page.evaluate(TEXTS)

    assert len(sizes) > 15
    assert len(ONE_PAGE.findall(pdf)) == 1
    assert [(size, words) for size, words in sizes if size < 7.49] == []


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_sheet_in_larger_type_is_one_page_too(site, open_sheet, paper):
    page = open_sheet(received(site, nearly_full(OWN_WORDS), changes=CHANGES))

    assert page.locator(".face-sheet:not(.full)").count() == 1
    assert len(ONE_PAGE.findall(page.pdf(format=paper))) == 1


def test_only_the_sheet_goes_on_paper(site, open_sheet):
    page = open_sheet(received(site, healthy_runner()))
    page.emulate_media(media="print")
    seen = page.locator("body").inner_text()

    assert "Wants to ask: “Can I run my race in May?”" in seen
    for words in ("Sign out", "Add a note", "Next patient", "Everything from this patient"):
        assert words not in seen


def test_marked_zones_are_filled_in_ink_on_paper(site, open_sheet):
    page = open_sheet(received(site, healthy_runner(pain_location=["mid_spine"])))
    page.emulate_media(media="print")
    fill = "one => getComputedStyle(one).fill"

    assert page.eval_on_selector("[data-zone=mid_spine]", fill) == "rgb(0, 0, 0)"
    assert page.eval_on_selector("[data-zone=ribs_side]", fill) == "rgb(255, 255, 255)"


def test_a_touch_on_the_picture_does_nothing(site, open_sheet):
    page = open_sheet(received(site, healthy_runner()))
    page.locator(".where .body").click(force=True)  # the watch would hear a complaint

    assert page.locator(".where.between_blades").is_visible()


def test_the_text_is_copied(site, open_sheet):
    page = open_sheet(
        received(site, healthy_runner()), permissions=["clipboard-read", "clipboard-write"]
    )
    page.get_by_role("button", name="Copy as text").click()
    page.get_by_text("Copied.").wait_for()

    assert page.evaluate("navigator.clipboard.readText()").startswith("S: Self-reported")


def stopped(site):
    return received(site, FULL["every sign for today"], words=LONG_WORDS, changes=CHANGES)


def with_causes(site):
    answers = FULL["a doctor and four causes"]
    return received(site, answers, words=LONG_WORDS, changes=CHANGES)


PAGES = {
    "four causes": with_causes,
    "a warning": stopped,
    "an ordinary one": lambda site: received(site, healthy_runner()),
    "all answers": lambda site: f"{with_causes(site)}/answers",
    "deleting": lambda site: f"{with_causes(site)}/erase",
    "deleted": lambda site: "/clinic/erased",
    "agreement": lambda site: "/clinic/agreement",
    "nothing yet": lambda site: f"/clinic/responses/{an_invitation(site.app)[0].name}",
}


@pytest.mark.parametrize("name", PAGES)
def test_anyone_can_read_and_use_the_page(site, open_sheet, name):
    path = PAGES[name](site)
    an_invitation(site.app)  # Robin Hale is there
    page = open_sheet(path, color_scheme="light")
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")

    assert [*too_small(page), *axe_violations(page), *too_wide(page)] == []
