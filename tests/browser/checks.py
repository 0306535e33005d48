"""What can be measured on any page: what axe finds, what is too wide, what is too small."""

from weakref import WeakKeyDictionary

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = Axe().axe_script
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
# Contrast is most of axe's work, and the same for all that look alike: it is asked for three of
# each look, of all pages in a window. Alike is what has the same ink in letters that count as large
# or do not, on the same ground and all that shines through to it, and is shown in the same way.
MARK_LOOKS = """seen => {
    const grounds = new Map([[null, ""]]), faded = new Map([[null, ""]]);
    const fade = at => {
        if (!faded.has(at)) {
            const {opacity} = getComputedStyle(at);
            faded.set(at, (opacity === "1" ? "" : "/" + opacity) + fade(at.parentElement));
        }
        return faded.get(at);
    };
    const ground = at => {
        if (!grounds.has(at)) {
            const {backgroundColor, backgroundImage, position} = getComputedStyle(at);
            const own = [backgroundColor, backgroundImage, position].join();
            const isWhole = backgroundColor.startsWith("rgb(") && backgroundImage === "none";
            grounds.set(at, own + (isWhole ? "" : "/" + ground(at.parentElement)));
        }
        return grounds.get(at);
    };
    const words = at => [...at.childNodes].filter(one => one.nodeType === Node.TEXT_NODE)
        .map(one => one.data.trim()).join("");
    for (const at of document.querySelectorAll("body, body *")) {
        at.removeAttribute("data-look");
        const length = words(at).length, isField = at.matches("input, select, textarea");
        if (!length && !isField) continue;
        const {color, fontSize, fontWeight, textShadow} = getComputedStyle(at);
        const size = parseFloat(fontSize), box = at.getBoundingClientRect();
        const look = [
            color, size >= 24 || size >= 18.66 && fontWeight >= 700, textShadow, ground(at),
            fade(at), isField, length > 1,
            at.checkVisibility(), box.width > 1 && box.height > 1, box.right > 0 && box.bottom > 0,
            Boolean(at.closest("label")?.control?.disabled),
            Boolean(at.closest(":disabled, [aria-disabled=true], [aria-hidden=true], [inert]")),
        ].join("|");
        seen[look] = (seen[look] ?? 0) + 1;
        if (seen[look] <= 3) at.dataset.look = "";
    }
}"""
FIND = f"""async ([only, seen, options]) => {{
    ({MARK_LOOKS})(seen);
    const isNew = Boolean(document.querySelector("[data-look]"));
    if (only.values.join() === "color-contrast" && !isNew) return [[], seen];
    axe.configure({{rules: [{{id: "color-contrast", selector: "[data-look]"}}]}});
    const found = await axe.run(document, {{runOnly: only, ...options}});
    const wrong = found.violations.flatMap(
        one => one.nodes.map(node => `${{one.id}}: ${{node.html.slice(0, 120)}}`));
    return [wrong, seen];
}}"""
# Each element's size is measured here, and no style sheet turns a page: axe need not read those.
OPTIONS = {
    "resultTypes": ["violations"],
    "preload": False,
    "rules": {"target-size": {"enabled": False}, "css-orientation-lock": {"enabled": False}},
}
# What a page is built of: each kind of element by its name, class and attributes, within which.
# What hangs on words and numbers alone (ids, labels, headings) is seen in tests/test_pages.py.
PARTS = """() => {
    const named = at => `${at.localName}.${at.getAttribute("class") ?? ""}`;
    const parts = [...document.querySelectorAll("body *")].map(at => [
        named(at.parentElement), named(at), at.getAttribute("role"), at.getAttribute("type"),
        ...at.getAttributeNames()].join(" "));
    return [...new Set(parts)].map(part => `${document.body.className} ${part}`);
}"""
LOOKS = WeakKeyDictionary()
"""How often each look was seen in a window."""
MET = WeakKeyDictionary()
"""The parts that were met in a window."""
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
# One of each layout that the style sheets make, and the width that pages are opened at, first.
COVERS_NOTHING = "all => all.forEach(one => { one.open = false })"  # of an open menu, say
SIZES = {"phone": (390, 844), "narrow": (320, 640), "wide": (1280, 900)}


def offences(page):
    """What keeps anybody from reading or using the page, with all that unfolds unfolded."""
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    found = too_small(page)
    page.locator(".submenu").evaluate_all(COVERS_NOTHING)
    return [*found, *(axe_violations(page) if has_new_parts(page) else ()), *too_wide(page)]


def has_new_parts(page):
    """Whether a page is built of anything that was not met in its window before."""
    parts, met = {*page.evaluate(PARTS)}, MET.setdefault(page, set())
    is_new = not parts <= met
    met |= parts
    return is_new


def forget(page):
    """Let the next test look at all of this window's pages anew."""
    MET.pop(page, None)
    LOOKS.pop(page, None)


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
    return [*axe_in_the_light(page), *contrast_in_the_dark(page)]


def axe_in_the_light(page):
    """Everything that axe finds in the colours as they are."""
    if page.evaluate("() => !window.axe"):
        page.evaluate(AXE)
    return found_by_axe(page, {"type": "tag", "values": STANDARDS})


def contrast_in_the_dark(page):
    """What has too little contrast in dark colours; the page is light again afterwards."""
    page.emulate_media(color_scheme="dark")
    found = found_by_axe(page, CONTRAST)
    page.emulate_media(color_scheme="light")
    return [f"dark: {one}" for one in found]


def found_by_axe(page, rules):
    """What these rules find; contrast is measured in what has a look not seen in this window."""
    found, LOOKS[page] = page.evaluate(FIND, [rules, LOOKS.get(page, {}), OPTIONS])
    return found


def too_wide(page):
    """What reaches past the edge at any size of window, and in the last with text at 200 %."""
    found = []
    for name, (width, height) in SIZES.items():
        resize(page, width, height)
        found += [f"{name}: {one}" for one in page.evaluate(TOO_WIDE)]
    page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
    return found + [f"text at 200 %: {one}" for one in page.evaluate(TOO_WIDE)]


def resize(page, width, height):
    """A window of this size, which costs much: nothing is done where it has it."""
    size = {"width": width, "height": height}
    if page.viewport_size != size:
        page.set_viewport_size(size)


def too_small(page):
    """What is too small to touch with ease."""
    return page.evaluate(TOO_SMALL)
