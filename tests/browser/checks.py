"""What can be measured on any page: what axe finds, what is too wide, what is too small."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FIND = """async only => {
    const found = await axe.run(document, {runOnly: only, resultTypes: ["violations"]});
    return found.violations.flatMap(
        one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 120)}`));
}"""
# What reaches past the window's edge, unless it scrolls within a frame of its own.
TOO_WIDE = """() => {
    const page = document.documentElement;
    if (page.scrollWidth <= page.clientWidth) return [];
    const outside = [...document.querySelectorAll("body *")].filter(
        one => one.getBoundingClientRect().right > page.clientWidth + 1 && !one.closest(".wide *"));
    return ["the page", ...outside.map(one => one.outerHTML.slice(0, 120))];
}"""
# A link in running text is as high as its line; a box within a label counts by its label.
TOO_SMALL = """() => {
    const isWords = node => node.nodeType === Node.TEXT_NODE && node.data.trim();
    const isInText = one => one.matches("a") && [...one.parentNode.childNodes].some(isWords);
    const all = "a[href], button, summary, label:has(input), input, textarea";
    return [...document.querySelectorAll(all)]
        .filter(one => one.checkVisibility() && !one.matches(".skip, [type=hidden], label *"))
        .filter(one => !isInText(one))
        .map(one => [one.getBoundingClientRect(), one])
        .filter(([box]) => box.height < 43.9 || box.width < 24)
        .map(([box, one]) => `${box.width} x ${box.height}: ${one.outerHTML.slice(0, 120)}`);
}"""
SIZES = {"narrow": (320, 640), "phone": (390, 844), "wide": (1280, 900), "tall": (1080, 1920)}


def offences(page):
    """What keeps anybody from reading or using the page, with all that unfolds unfolded."""
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    return [*too_small(page), *axe_violations(page), *too_wide(page)]


def check_each(places, enter, watch, measure=offences):
    """Nothing is wrong with any of these places by its name, or all that is wrong is told."""
    found = []
    for name, place in places.items():
        try:
            wrong = measure(enter(place))
        except (AssertionError, Error) as problem:
            wrong = [f"not measured: {problem}"]
        found += [f"{name}: {one}" for one in [*wrong, *watch.faults()]]
    assert not found, "\n".join(found)


def axe_violations(page):
    """What axe finds: everything in light, then what is another matter in the dark: contrast.

    Forced colours are not measured: axe reads the colours of before they were forced.
    """
    page.evaluate(Axe().axe_script)
    found = page.evaluate(FIND, {"type": "tag", "values": STANDARDS})
    page.emulate_media(color_scheme="dark")
    in_dark = page.evaluate(FIND, {"type": "rule", "values": ["color-contrast"]})
    return [*found, *(f"dark: {one}" for one in in_dark)]


def too_wide(page):
    """What reaches past the edge at any size of window, and with text at 200 %."""
    found = []
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{name}: {one}" for one in page.evaluate(TOO_WIDE)]
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
    return found + [f"text at 200 %: {one}" for one in page.evaluate(TOO_WIDE)]


def too_small(page):
    """What is too small to touch with ease."""
    return page.evaluate(TOO_SMALL)
