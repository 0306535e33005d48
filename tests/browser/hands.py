"""How a person works a page: by mouse (or finger), or by keyboard alone."""

FARTHEST = 150  # presses of Tab, on the longest page
HERE = "at => at === document.activeElement"
# Whoever looks sees where they are: a ring around what has focus or its row, its first line in the
# window, nothing over it. Its end may lie below: a browser brings no more of a tall box into view
# than it needs.
LINE = 24  # CSS px
SHOWN = """line => {
    const at = document.activeElement, row = at.closest("label");
    if (at === document.body) return true;
    const ringed = [at, row].some(one => one && getComputedStyle(one).outlineStyle !== "none"
        && parseFloat(getComputedStyle(one).outlineWidth) >= 2);
    const box = at.getClientRects()[0] ?? new DOMRect();
    const inside = box.width > 0 && box.height > 0 && box.top >= 0 && box.left >= 0
        && Math.min(box.bottom, box.top + line) <= innerHeight + 1 && box.right <= innerWidth + 1;
    const over = document.elementFromPoint(box.left + box.width / 2,
        box.top + Math.min(box.height, line) / 2);
    return ringed && inside && [at, row].some(one => one?.contains(over) || over?.contains(at));
}"""
# Whether it is seen what has focus, and whether that is one of these: asked at once, since it is
# asked after each press of Tab.
SHOWN_AND_HERE = f"([line, all]) => [({SHOWN})(line), all.includes(document.activeElement)]"


class Mouse:
    """Clicks and types; a choice is clicked on its whole row."""

    def __init__(self, page):
        self.page = page

    def press(self, target):
        """Press a button or a link, and wait for the page that it leads to."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            target.click()

    def unfold(self, summary):
        """Open what is folded."""
        summary.click()

    def choose(self, box):
        """Tick or untick a box, or pick one of several."""
        box.locator("xpath=ancestor::label").click()

    def write(self, field, text):
        """Put a text in place of what stands there."""
        field.click()
        field.press("ControlOrMeta+a")
        self.page.keyboard.type(text)


class Keyboard:
    """Tab, Space, arrows and Enter; wherever focus goes, it can be seen."""

    def __init__(self, page):
        self.page = page

    def press(self, target):
        """Press a button or a link, and wait for the page that it leads to."""
        self.reach(target)
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.page.keyboard.press("Enter")

    def unfold(self, summary):
        """Open what is folded."""
        self.reach(summary)
        self.page.keyboard.press("Enter")

    def choose(self, box):
        """Tick or untick a box, or pick one of several with the arrows."""
        if box.get_attribute("type") == "checkbox":
            self.reach(box)
            self.page.keyboard.press("Space")
            return
        name = box.get_attribute("name")
        self.reach(self.page.locator(f'[name="{name}"]'))
        for _ in range(FARTHEST):
            if box.evaluate(HERE):
                break
            self.page.keyboard.press("ArrowDown")
        if not box.is_checked():
            self.page.keyboard.press("Space")

    def write(self, field, text):
        """Put a text in place of what stands there."""
        self.reach(field)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def reach(self, target):
        """Press Tab until the target, or one of several, has focus."""
        targets = target.element_handles()
        for _ in range(FARTHEST):
            self.page.keyboard.press("Tab")
            is_shown, is_here = self.page.evaluate(SHOWN_AND_HERE, [LINE, targets])
            assert is_shown, f"focus is not seen on {self.where()}"
            if is_here:
                return
        raise AssertionError(f"Tab does not reach {target}")

    def where(self):
        """What has focus now, for a message."""
        return self.page.evaluate("() => document.activeElement.outerHTML.slice(0, 200)")
