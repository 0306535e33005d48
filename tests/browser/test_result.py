"""The result in the runner's own hands: copied, saved, printed."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.states import LOAD_JUMP, POSTURE, RESULTS, STOPS
from tests.factories import healthy_runner

ONE_PAGE = re.compile(rb"/Type\s*/Page\b")


def test_the_result_is_copied_as_text(open_next):
    page = open_next("/assessment", healthy_runner(**POSTURE))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy as text").click()
    expect(page.get_by_role("status")).to_contain_text("Copied")
    text = page.evaluate("() => navigator.clipboard.readText()")

    assert text.startswith("UPPER-BACK SELF-CHECK FOR RUNNERS")
    assert "Running posture (best fit)" in text


def test_copying_is_promised_at_the_press_and_kept_when_the_text_has_come(open_page):
    """Safari lets a page write to the clipboard only while the button is being pressed."""
    page, held = open_page("/assessment", healthy_runner(**POSTURE)), []
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.route("**/assessment.txt", lambda route: held.append(route))
    page.evaluate(
        """() => {
          const clipboard = navigator.clipboard, write = clipboard.write.bind(clipboard);
          clipboard.write = (items) => {
            document.body.dataset.promised = "";
            return write(items);
          };
        }"""
    )
    with page.expect_request("**/assessment.txt"):
        page.get_by_role("button", name="Copy as text").click()
    expect(page.locator("[data-promised]")).to_have_count(1)
    held[0].continue_()

    expect(page.get_by_role("status")).to_contain_text("Copied")
    assert page.evaluate("() => navigator.clipboard.readText()").startswith("UPPER-BACK")


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no_script"])
def test_the_result_is_saved_as_a_file(open_next, has_script):
    page = open_next("/assessment", healthy_runner(**POSTURE), has_script=has_script)
    with page.expect_download() as saving:
        page.get_by_role("link", name="Save as text").click()

    assert saving.value.suggested_filename == "upper-back-self-check.txt"
    assert "Running posture (best fit)" in Path(saving.value.path()).read_text()


def test_the_plan_is_a_file_for_a_calendar(open_next):
    page = open_next("/assessment", healthy_runner(**LOAD_JUMP))
    page.get_by_text("Add the plan to my calendar").click()
    with page.expect_download() as saving:
        page.get_by_role("button", name="Make the calendar file").click()

    assert saving.value.suggested_filename == "running-plan.ics"
    assert Path(saving.value.path()).read_text().startswith("BEGIN:VCALENDAR")


HAS_SHEET = "() => !!navigator.share"
SHEET = """navigator.share = async (what) => {
    window.shared = what;
    document.body.dataset.shared = "";
}"""


def test_sharing_is_offered_where_there_is_a_share_sheet(open_page):
    page = open_page("/assessment", healthy_runner(**POSTURE))
    expect(page.get_by_role("button", name="Share")).to_be_visible(visible=page.evaluate(HAS_SHEET))
    page.add_init_script(SHEET)
    page.reload()
    page.get_by_role("button", name="Share").click()
    expect(page.locator("[data-shared]")).to_have_count(1)

    shared = page.evaluate("() => window.shared")
    assert list(shared) == ["text"]
    assert shared["text"].startswith("UPPER-BACK SELF-CHECK FOR RUNNERS")


def test_copy_and_print_are_not_offered_without_script(open_next):
    page = open_next("/assessment", healthy_runner(), has_script=False)

    expect(page.get_by_role("button", name="Copy as text")).to_be_hidden()
    expect(page.get_by_role("button", name="Print")).to_be_hidden()


@pytest.mark.parametrize("button", ["Share", "Copy as text"])
def test_what_was_forgotten_meanwhile_is_not_copied_as_another_page(open_page, button):
    page = open_page("/assessment", healthy_runner(**POSTURE))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.add_init_script(SHEET)
    page.reload()
    page.context.clear_cookies()
    page.get_by_role("button", name=button).click()

    expect(page.get_by_role("status")).to_contain_text("It could not be")
    assert page.evaluate("() => window.shared") is None


def test_a_share_that_fails_before_the_finger_is_lifted_is_told_once_it_is(open_page):
    page = open_page("/assessment", healthy_runner(**POSTURE))
    page.add_init_script(SHEET)
    page.reload()
    page.context.clear_cookies()
    page.get_by_role("button", name="Share").hover()
    with page.expect_request_finished():
        page.mouse.down()
    page.evaluate("() => new Promise(requestAnimationFrame)")
    page.mouse.up()

    expect(page.get_by_role("status")).to_contain_text("It could not be shared")


HEALTH = "This includes what you ticked about your health."


def test_who_ticked_something_about_health_is_told_before_sharing_it(open_next):
    told = [({}, False), ({"age_years": 61}, True), ({"rf_general": ["night_awake"]}, True)]
    for answers, is_said in told:
        page = open_next("/assessment", healthy_runner(**POSTURE | answers))

        expect(page.locator(".keep").get_by_text(HEALTH)).to_be_visible(visible=is_said)


def test_a_stop_is_copied_off_the_page_and_saved(open_next):
    page = open_next("/assessment", healthy_runner(rf_now=["fainted_now"]))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy as text").click()
    expect(page.get_by_role("status")).to_contain_text("Copied")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    page.get_by_text("Show it as text").click()
    with page.expect_download() as saving:
        page.get_by_role("link", name="Save as text").click()

    assert "Ticked: I fainted or nearly fainted" in copied
    assert Path(saving.value.path()).read_text().split() == copied.split()


def test_without_script_a_stop_still_shows_its_text(open_next):
    stop = healthy_runner(rf_now=["fainted_now"])
    page = open_next("/assessment", stop, has_script=False)
    expect(page.get_by_role("button")).to_have_count(0)
    page.get_by_text("Show it as text").click()

    expect(page.get_by_text("Ticked: I fainted or nearly fainted")).to_be_visible()


def test_the_call_comes_first_at_an_emergency_and_everything_else_after_it(open_next):
    page = open_next("/assessment", healthy_runner(rf_now=["fainted_now"]))

    first = page.locator("main").locator("a, button, summary").first
    expect(first).to_have_text("Call 911")
    assert first.bounding_box()["y"] < page.viewport_size["height"] - 100


def test_each_kind_of_card_has_a_word_and_a_frame_of_its_own(open_next):
    frames = {}
    for told in [
        {"rf_now": ["fainted_now"]},
        {"rf_general": ["fever_chills"]},
        {"age_years": 60},
        {"age_years": 14},
    ]:
        card = open_next("/assessment", healthy_runner(**told)).locator(".care")
        frame = card.evaluate(
            """one => { const {borderStyle, borderWidth} = getComputedStyle(one);
            return [borderStyle, borderWidth, one.querySelector(".by-when svg").innerHTML] }"""
        )
        frames[card.locator(".by-when").inner_text().strip()] = tuple(frame)

    assert list(frames) == ["Now", "Today", "Soon", "With an adult"]
    assert len({frame[:2] for frame in frames.values()}) == 4
    assert len({frame[2] for frame in frames.values()}) == 4


def test_on_paper_a_result_is_two_pages_at_most(open_next):
    def sheets(state):
        return pages_of(open_next(state.path, state.answers))

    assert {state.name: n for state in RESULTS if (n := sheets(state)) not in (1, 2)} == {}


LONG = LOAD_JUMP | {"strength_days": 0}
PEOPLE = {
    "marathon": LONG | {"km_last_7d": 72, "km_typical_week": 55, "longest_prev30_km": 21},
    "new runner": LONG | {"km_last_7d": 15, "km_typical_week": 6, "longest_prev30_km": 3},
    "see a doctor": LOAD_JUMP | {"age_years": 60},
}


def test_the_longest_results_fit_two_pages_of_either_paper(open_next):
    sheets = {
        (who, paper): pages_of(open_next("/assessment", healthy_runner(**told)), paper)
        for who, told in PEOPLE.items()
        for paper in ("A4", "Letter")
    }

    assert {one: n for one, n in sheets.items() if n > 2} == {}


def test_a_stop_is_one_page_of_either_paper_in_black_on_white(open_next):
    for state in STOPS:
        page = state.enter(open_next, None)
        assert [pages_of(page, paper) for paper in ("A4", "Letter")] == [1, 1], state.name
    page.emulate_media(media="print", color_scheme="dark")
    colours = (
        "one => [getComputedStyle(one).color, getComputedStyle(document.body).backgroundColor]"
    )

    assert page.locator("h1").evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no_script"])
def test_on_paper_the_tips_are_open_and_nothing_is_left_to_press(open_next, has_script):
    page = open_next("/assessment", healthy_runner(**POSTURE), has_script=has_script)
    page.emulate_media(media="print")

    for tip in page.locator(".tip").all():
        expect(tip.get_by_text("What to expect.")).to_be_visible()
    expect(page.get_by_text("Your clinic · Upper-back self-check")).to_be_visible()
    expect(page.get_by_role("contentinfo")).to_contain_text("It cannot examine you.")
    for kind in ("button", "navigation", "banner"):
        expect(page.get_by_role(kind)).to_have_count(0)


def test_for_paper_everything_is_opened_and_closed_again(open_next):
    page = open_next("/assessment", healthy_runner(**POSTURE))
    page.get_by_text("All the signs, in full").click()
    closed = page.locator("main details:not([open])")
    before = closed.count()
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    expect(closed).to_have_count(0)
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")

    expect(closed).to_have_count(before)
    expect(page.get_by_role("heading", name="See a doctor today if you get")).to_be_visible()


def test_a_browser_that_prints_nothing_folded_prints_the_short_forms(open_page):
    """As one does that does not know `::details-content`; without script nothing opens either."""

    def without_details_content(route):
        answer = route.fetch()
        route.fulfill(
            response=answer, body=answer.text().replace("::details-content", "::not-known")
        )

    page = open_page("/assessment", healthy_runner(**POSTURE), java_script_enabled=False)
    page.emulate_media(media="print")
    short = [page.locator(".sooner > p").first, page.locator(".week-1")]
    for one in short:
        expect(one).to_be_hidden()
    page.route("**/assets/*.css", without_details_content)
    page.reload()

    for one in short:
        expect(one).to_be_visible()


def pages_of(page, paper="A4"):
    """How many sheets of paper a page is printed on."""
    return len(ONE_PAGE.findall(page.pdf(format=paper, prefer_css_page_size=True)))
