"""The face sheet on paper and on screen: one page however much stands on it, and readable."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from records.answers import agreement
from records.answers.agreement import NEEDED
from records.people import staff
from tests.browser.checks import check_each
from tests.browser.full_sheets import CHANGES, FULL, LONG_WORDS, nearly_full
from tests.factories import OWN_WORDS, a_response, an_invitation, desk_of, healthy_runner

WINDOW = {"width": 1280, "height": 800}
JUMPED = {"longest_recent_km": 16, "longest_prev30_km": 5}  # of which a cause comes
MM = 96 / 25.4  # px
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
def open_sheet(site, open_next):
    """Opens a staff page as Robin Hale."""
    return lambda path: open_next(path, None, [robins(site)])


def robins(site):
    return site.staff_cookie(staff.find(desk_of(site.app).db, "Robin Hale"))


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


def sheets(page):
    """On how many sheets a page is printed, by paper."""
    return {paper: len(ONE_PAGE.findall(page.pdf(format=paper))) for paper in ("A4", "Letter")}


@pytest.mark.parametrize("full", FULL)
def test_the_fullest_sheet_is_one_page_and_readable(site, open_sheet, full):
    answers = FULL[full] | LONG_WORDS
    later = [name for name in site.questionnaire.questions if name not in answers]
    path = received(site, answers, changes=CHANGES, without=later)
    page = open_sheet(path)
    printed = sheets(page)
    page.emulate_media(media="print")
    sizes = page.evaluate(TEXTS)

    assert len(sizes) > 15
    assert printed == {"A4": 1, "Letter": 1}
    assert [(size, words) for size, words in sizes if size < 7.49] == []


def test_a_sheet_in_larger_type_is_one_page_too(site, open_sheet):
    by_size = nearly_full(OWN_WORDS)
    for size in ("", "snug"):
        invitation, _ = an_invitation(site.app, reference=f"KL {datetime.now(UTC).timestamp()}")
        a_response(site.app, by_size[size], invitation)
        page = open_sheet(f"/clinic/responses/{invitation.name}")

        type_is = f".{size}" if size else ":not(.snug, .full)"
        assert page.locator(f".face-sheet{type_is}").count() == 1
        assert sheets(page) == {"A4": 1, "Letter": 1}


def test_an_ordinary_sheet_has_a_chart_and_lines_to_examine_on(site, open_sheet):
    page = open_sheet(received(site, healthy_runner(**OWN_WORDS)))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 748, "height": 1009})  # Letter without its margins, in px
    room = page.locator(".lines").bounding_box()

    assert page.locator(".to-draw-on svg:visible").count() == 2
    assert room["height"] > 5 * MM * 7
    assert sheets(page) == {"A4": 1, "Letter": 1}


def test_only_the_sheet_goes_on_paper(site, open_sheet):
    page = open_sheet(received(site, healthy_runner()))
    page.emulate_media(media="print")
    seen = page.locator("body").inner_text()

    assert "“Can I run my race in May?”" in seen
    for words in ("Sign out", "Add a note", "Copy S of SOAP", "Everything from this patient"):
        assert words not in seen


def test_on_a_phone_what_is_denied_is_folded_and_on_paper_it_is_not(site, open_sheet):
    page = open_sheet(received(site, healthy_runner(rf_nerves=["not_sure"])))
    page.set_viewport_size({"width": 390, "height": 844})
    denied = page.get_by_text("unexplained weight loss")

    assert page.get_by_text("bilateral leg weakness").is_visible()  # not sure
    assert not denied.is_visible()
    page.get_by_text("Denies, in full").click()
    assert denied.is_visible()
    page.get_by_text("Denies, in full").click()
    page.emulate_media(media="print")
    assert denied.is_visible()


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


def test_reading_copying_and_the_verdict_are_three_presses_without_scrolling(site, open_sheet):
    path = received(site, healthy_runner(**JUMPED))
    page = open_sheet("/clinic/today")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.set_viewport_size(WINDOW)
    page.locator(f"a.primary[href^='{path}']").click()
    page.get_by_role("button", name="Copy S of SOAP").click()
    page.get_by_text("Copied.").wait_for()
    page.get_by_role("button", name="Yes", exact=True).click()
    page.get_by_text("You can change this.").wait_for()
    assert page.evaluate("document.activeElement.textContent").startswith("Your word on the causes")

    assert page.evaluate("navigator.clipboard.readText()").startswith("S: KL ")
    assert page.evaluate("scrollY") == 0


@pytest.mark.parametrize(
    ("changed", "controls"),
    [
        (JUMPED, ["Yes", "Partly", "No", "Save note", "Mark as done"]),
        (JUMPED | {"rf_general": ["weight_loss"]}, ["Save", "Yes", "Partly", "No"]),
    ],
)
def test_what_is_done_before_and_during_a_visit_is_in_view(site, open_sheet, changed, controls):
    page = open_sheet(received(site, healthy_runner(**changed)))
    page.set_viewport_size(WINDOW)
    always = ["Copy S of SOAP", "Print", "Mark as unread", "Mark for contact"]
    buttons = [page.get_by_role("button", name=name, exact=True) for name in (*always, *controls)]
    if changed is JUMPED:
        buttons.append(page.get_by_label("Add a note"))
    else:
        buttons.append(page.get_by_text("Write a note", exact=True))
    for _ in ("at load", "at the end of the sheet"):
        boxes = [button.bounding_box() for button in buttons]
        assert [box for box in boxes if box["y"] < 0 or box["y"] + box["height"] > 800] == []
        page.locator(".version").evaluate("one => one.scrollIntoView({block: 'end'})")


def stopped(site):
    return received(site, FULL["every sign for today"] | LONG_WORDS, changes=CHANGES)


def with_causes(site):
    return received(site, FULL["a doctor and four causes"] | LONG_WORDS, changes=CHANGES)


def much_was_said(site):
    """Enough verdicts on every cause, reason and sign to be told."""
    desk = desk_of(site.app)
    reasons = [one.id for cause in desk.rulebook.causes for one in cause.indicators]
    causes = [f"cause:{cause.id}" for cause in desk.rulebook.causes]
    for rule in [*causes, *reasons]:
        agreement.count(desk.db, rule, "fit", 5)
    for sign in desk.rulebook.signs:
        agreement.count(desk.db, f"sign:{sign.id}", NEEDED[True], 5)
    return "/clinic/agreement"


PAGES = {
    "four causes": with_causes,
    "a warning": stopped,
    "an ordinary one": lambda site: received(site, healthy_runner()),
    "all answers": lambda site: f"{with_causes(site)}/answers",
    "deleting": lambda site: f"{with_causes(site)}/erase",
    "deleted": lambda site: "/clinic/erased",
    "agreement": lambda site: "/clinic/agreement",
    "agreement on everything": much_was_said,
    "nothing yet": lambda site: f"/clinic/responses/{an_invitation(site.app)[0].name}",
}


def test_anyone_can_read_and_use_every_page(site, open_next, watch):
    an_invitation(site.app)  # Robin Hale is there

    def enter(reach):
        return open_next(reach(site), None, [robins(site)])

    check_each(PAGES, enter, watch)
