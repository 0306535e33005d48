"""What can be measured on a kiosk's page: sizes of text and targets, reach, and ways out."""

from tests.browser import checks
from tests.browser.waiting_room import SIZES

LEAST = [22, 60, 16]  # CSS px: of a text, a target, and the gap between two of these
REACH = 0.6  # of a tall screen, from below
TARGETS = """() => [...document.querySelectorAll(
        "a[href], button, summary, label:has(input), input:not([type=hidden])")]
    .filter(one => one.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}))
    .filter(one => !one.matches(".skip, .unseen, .corner, label *, :disabled"))
    .filter(one => !document.querySelector("dialog[open]") || one.closest("dialog[open]"))"""
SMALL_TEXT = """least => {
    const seen = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
    while (seen.nextNode()) {
        const at = seen.currentNode.parentElement, text = seen.currentNode.data.trim();
        const isMeant = at.closest("script, style, template, .unseen, .skip, .corner, title");
        if (!text || isMeant || !at.checkVisibility()) continue;
        const scale = at instanceof SVGElement ? at.getScreenCTM().a : 1;
        const size = parseFloat(getComputedStyle(at).fontSize) * scale;
        if (size < least - 0.1) found.push(`${size.toFixed(1)} px: ${text.slice(0, 60)}`);
    }
    return found;
}"""
SMALL_TARGETS = f"""least => ({TARGETS})()
    .map(one => [one.getBoundingClientRect(), one])
    .filter(([box]) => box.height < least - 0.1 || box.width < least - 0.1)
    .map(([box, one]) => `${{box.width}} x ${{box.height}}: ${{one.outerHTML.slice(0, 120)}}`)"""
# The toolbar lies over the page, so each is measured by itself.
CLOSE_TARGETS = f"""least => {{
    const all = ({TARGETS})().map(one => [one.getBoundingClientRect(), one]), found = [];
    for (const [i, [a, one]] of all.entries()) for (const [b, other] of all.slice(i + 1)) {{
        if (one.contains(other) || other.contains(one)) continue;
        if (Boolean(one.closest(".toolbar")) !== Boolean(other.closest(".toolbar"))) continue;
        const x = Math.max(a.left - b.right, b.left - a.right, 0);
        const y = Math.max(a.top - b.bottom, b.top - a.bottom, 0);
        if (Math.hypot(x, y) < least - 0.6) found.push(
            `gap ${{Math.hypot(x, y).toFixed(1)}}: ${{one.outerHTML.slice(0, 90)}} by `
            + other.outerHTML.slice(0, 90));
    }}
    return found;
}}"""
BOXES_THAT_SCROLL = """() => [...document.querySelectorAll("body *")]
    .filter(one => /auto|scroll/.test(getComputedStyle(one).overflow))
    .filter(one => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)
    .map(one => `scrolls: ${one.outerHTML.slice(0, 120)}`)"""
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
    .filter(one => one.checkVisibility() && !one.closest(".unseen, .skip"))
    .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map(one => `too wide: ${one.outerHTML.slice(0, 120)}`)"""
OUT_OF_REACH = f"""reach => ({TARGETS})().map(one => {{
        one.scrollIntoView({{block: "nearest", behavior: "instant"}});
        return [one.getBoundingClientRect(), one];
    }})
    .filter(([box]) => box.top < innerHeight * (1 - reach) - 1)
    .map(([box, one]) => `${{box.top}}: ${{one.outerHTML.slice(0, 120)}}`)"""
WAYS_OUT = """() => [...document.querySelectorAll("a[href], form, [target], textarea, iframe")]
    .filter(one => !/^\\/kiosk\\b|^#/.test(one.getAttribute("href") ?? one.getAttribute("action")
        ?? (one.matches("form") ? "/kiosk" : ""))
        || one.matches("[target]:not([target=_self]), textarea, iframe"))
    .map(one => one.outerHTML.slice(0, 120))"""
MEASURE = f"""([text, target, gap]) => [
    ...({SMALL_TEXT})(text), ...({SMALL_TARGETS})(target), ...({CLOSE_TARGETS})(gap),
    ...({BOXES_THAT_SCROLL})(), ...({TOO_WIDE})()]"""
LEFT_OUT = """() => {
    const there = [...document.querySelectorAll(".toolbar *")]
        .filter(one => one.checkVisibility()).map(one => one.textContent.trim());
    const isSittingThere = Boolean(document.querySelector("[data-sitting]"));
    const wanted = ["Ask a member of staff", ...isSittingThere ? ["Start again|Finish.*"] : []];
    return wanted.filter(name => !there.some(one => RegExp(`^(${name})$`).test(one)))
        .map(name => `no ${name}`);
}"""
# All that unfolds is unfolded, and what is out of reach is so in low mode.
MEASURE_ALL = f"""([least, reach]) => {{
    for (const one of document.querySelectorAll("details")) one.open = true;
    const page = document.documentElement;
    page.dataset.low = "yes";
    const tooHigh = ({OUT_OF_REACH})(reach).map(one => `too high: ${{one}}`);
    page.dataset.low = "no";
    return [[...tooHigh, ...({WAYS_OUT})().map(one => `leads away: ${{one}}`),
        ...({LEFT_OUT})(), ...({MEASURE})(least)], ({checks.PARTS})()];
}}"""
MEASURE_EACH = f"""least => ["3", "1"].flatMap(text => {{
    document.documentElement.dataset.text = text;
    return ({MEASURE})(least).map(one => `text ${{text}}: ${{one}}`);
}})"""
SCROLLS_IN_WIDER_LETTERS = f"""() => {{
    const all = document.documentElement;
    [all.dataset.text, all.style.letterSpacing] = ["3", "0.08em"];
    const found = ({BOXES_THAT_SCROLL})();
    [all.dataset.text, all.style.letterSpacing] = ["1", ""];
    return found;
}}"""
SET = "([name, value]) => { document.documentElement.dataset[name] = value }"


def put(page, **looks):
    """Let a page look as after a touch on these buttons."""
    for name, value in looks.items():
        page.evaluate(SET, [name, value])


def resize(page, size):
    """A window of one of SIZES."""
    checks.resize(page, *SIZES[size])


def measures(page):
    """What is too small, too close or too wide in the window as it is."""
    return page.evaluate(MEASURE, LEAST)


def at_every_size(page, sizes=SIZES):
    """What is wrong at any of these sizes, with the largest text and with normal text."""
    found = []
    for size in sizes:
        resize(page, size)
        found += [f"{size}, {one}" for one in page.evaluate(MEASURE_EACH, LEAST)]
    return found + scrolls_in_wider_letters(page)


def scrolls_in_wider_letters(page):
    """What scrolls on a tablet at the largest text, should its font run wider than this one's."""
    resize(page, "tablet")
    return [f"wider letters: {one}" for one in page.evaluate(SCROLLS_IN_WIDER_LETTERS)]


def wrong(page, sizes):
    """What is too small, too close, too wide or too high on a tall screen, what leads away from a
    kiosk, and what each of its pages has and this one lacks; and, where it has a part that was not
    met before, what axe finds, what is too pale in any light, and what is wrong at these sizes."""
    found, parts = page.evaluate(MEASURE_ALL, [LEAST, REACH])
    if checks.is_new(parts):
        found += [*checks.found_by_axe(page), *page.evaluate(checks.TOO_PALE)]
        put(page, contrast="high")
        found += [f"strong: {one}" for one in page.evaluate(checks.TOO_PALE)]
        put(page, contrast="normal")
        found += [*checks.too_pale_in_the_dark(page), *at_every_size(page, sizes)]
    return found
