"""What can be measured on any page: what axe finds, what is too wide, too small or too pale."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error

AXE = Axe().axe_script
AXE_PATH = "/assets/axe"
"""Where a page that is measured gets axe from: to send it to each costs several times as much."""
# Contrast and each element's size are measured here, and no style sheet turns a page.
ELSEWHERE = ("color-contrast", "target-size", "css-orientation-lock")
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,
    "rules": {rule: {"enabled": False} for rule in ELSEWHERE},
}
FOUND_BY_AXE = """async ([path, options]) => {
    const asked = new XMLHttpRequest();
    asked.open("GET", path, false);
    asked.send();
    (0, eval)(asked.responseText);
    return (await axe.run(document, options)).violations.flatMap(
        one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 120)}`));
}"""
# What a page is built of: each kind of element by its name, its class and what it says of itself.
# What hangs on words and numbers alone (ids, labels, headings) is seen in tests/test_pages.py.
PARTS = """() => {
    const page = document.documentElement;
    const said = name => /^(aria-|role|type|tabindex|hidden|disabled)/.test(name);
    const parts = [...document.querySelectorAll("body *")].map(at => [
        page.dataset.channel, at.localName, at.getAttribute("class"), at.getAttribute("role"),
        at.getAttribute("type"), ...at.getAttributeNames().filter(said)].join(" "));
    return [...new Set(parts)];
}"""
MET = set()
"""The parts that were met: a page that has no others is like those that were measured."""
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
    const all = "a[href], button, summary, label:has(input), input, textarea, select";
    return [...document.querySelectorAll(`${all}, [tabindex='0']`)]
        .filter(one => one.checkVisibility())
        .filter(one => !one.matches(".skip, .unseen, [type=hidden], label *"))
        .filter(one => !isInText(one))
        .map(one => [one.getBoundingClientRect(), one])
        .filter(([box]) => box.height < 43.9 || box.width < 24)
        .map(([box, one]) => `${box.width} x ${box.height}: ${one.outerHTML.slice(0, 120)}`);
}"""
# Words whose colour is too near to that of the ground they stand on, by WCAG 2.2, 1.4.3.
TOO_PALE = """() => {
    const unseen = ":disabled, [aria-disabled=true], .unseen, .skip, .corner, option";
    const one = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
    const paint = colours => {
        one.clearRect(0, 0, 1, 1);
        for (const colour of colours) {
            one.fillStyle = colour;
            one.fillRect(0, 0, 1, 1);
        }
        return [...one.getImageData(0, 0, 1, 1).data];
    };
    const grounds = new Map([[null, ["Canvas"]]]);
    const ground = at => {
        if (!grounds.has(at)) {
            const own = getComputedStyle(at).backgroundColor;
            const isWhole = paint([own])[3] === 255;
            grounds.set(at, [...isWhole ? [] : ground(at.parentElement), own]);
        }
        return grounds.get(at);
    };
    const light = colours => {
        const [red, green, blue] = paint(colours).map(value => value / 255)
            .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const seen = {}, found = [];
    for (const at of document.querySelectorAll("body, body *")) {
        const words = [...at.childNodes].filter(node => node.nodeType === Node.TEXT_NODE)
            .map(node => node.data).join("");
        if (!/[\\p{L}\\p{N}]/u.test(words) && !at.matches("input, select, textarea")) continue;
        if (!at.checkVisibility({visibilityProperty: true})) continue;
        if (at.closest(unseen)) continue;
        const {color, fill, fontSize, fontWeight} = getComputedStyle(at);
        const ink = at instanceof SVGElement ? fill : color, size = parseFloat(fontSize);
        const least = size >= 24 || size >= 18.66 && fontWeight >= 700 ? 3 : 4.5;
        const look = [ink, ...ground(at)].join();
        seen[look] ??= [light([...ground(at), ink]), light(ground(at))].sort((a, b) => b - a);
        const ratio = (seen[look][0] + 0.05) / (seen[look][1] + 0.05);
        if (ratio < least) found.push(`${ratio.toFixed(2)} to 1: ${at.outerHTML.slice(0, 120)}`);
    }
    return found;
}"""
LARGE_TEXT = "() => { document.documentElement.style.fontSize = '200%' }"
# All that unfolds is unfolded, but for a menu that would lie over what is beneath.
MEASURE = f"""() => {{
    for (const one of document.querySelectorAll("details")) one.open = true;
    const found = [...({TOO_SMALL})()];
    for (const one of document.querySelectorAll(".submenu")) one.open = false;
    return [[...found, ...({TOO_PALE})(), ...({TOO_WIDE})()], ({PARTS})()];
}}"""
# One of each layout that the style sheets make, beside that of the phone that pages are opened on.
SIZES = {"narrow": (320, 640), "wide": (1280, 900)}


def offences(page):
    """What keeps anybody from reading or using the page, with all that unfolds unfolded.

    Of a page that is built like others that were measured, only at the size that it has.
    """
    found, parts = page.evaluate(MEASURE)
    if is_new(parts):
        found += [*found_by_axe(page), *too_pale_in_the_dark(page), *too_wide(page)]
    return found


def is_new(parts):
    """Whether any of these parts was not met before."""
    has_new = not MET.issuperset(parts)
    MET.update(parts)
    return has_new


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


def found_by_axe(page):
    """Everything that axe finds but for what is measured here."""
    return page.evaluate(FOUND_BY_AXE, [AXE_PATH, OPTIONS])


def too_pale_in_the_dark(page):
    """What has too little contrast in dark colours; the page is light again afterwards.

    Forced colours are not measured: the style of before they were forced is all that is told.
    """
    page.emulate_media(color_scheme="dark")
    found = page.evaluate(TOO_PALE)
    page.emulate_media(color_scheme="light")
    return [f"dark: {one}" for one in found]


def too_wide(page):
    """What reaches past the edge at any size of window, and in the last with text at 200 %."""
    found = []
    for name, (width, height) in SIZES.items():
        resize(page, width, height)
        found += [f"{name}: {one}" for one in page.evaluate(TOO_WIDE)]
    page.evaluate(LARGE_TEXT)
    return found + [f"text at 200 %: {one}" for one in page.evaluate(TOO_WIDE)]


def resize(page, width, height):
    """A window of this size, which costs much: nothing is done where it has it."""
    size = {"width": width, "height": height}
    if page.viewport_size != size:
        page.set_viewport_size(size)


def too_small(page):
    """What is too small to touch with ease."""
    return page.evaluate(TOO_SMALL)
