"""A person at a real page: answers what it asks, by mouse or by keyboard alone."""

from urllib.parse import urlsplit

from tests.browser.hands import Mouse

BOXES = """form => [...form.querySelectorAll("input:not([type=hidden]), textarea")]
    .map(({name, type, value, checked}) => ({name, type, value, checked}))"""


class Person:
    """Goes through the check as a runner does; `hand` is a Mouse or a Keyboard."""

    def __init__(self, page, hand=Mouse):
        self.page = page
        self.hand = hand(page)

    @property
    def path(self):
        """The address of the page that is open, without the host."""
        return urlsplit(self.page.url).path

    def opens(self, path):
        """Open an address."""
        self.page.goto(path)
        return self

    def presses(self, words):
        """Press the first button, or follow the first link, with these words."""
        main = self.page.locator("main")
        button, link = main.get_by_role("button", name=words), main.get_by_role("link", name=words)
        self.hand.press(button.or_(link).first)
        return self

    def unfolds(self, words):
        """Open what is folded under these words."""
        self.hand.unfold(self.page.locator("summary", has_text=words))
        return self

    def ticks(self, label):
        """Tick the box with this label."""
        self.hand.choose(self.page.get_by_label(label))
        return self

    def writes(self, label, text):
        """Type into the box with this label."""
        self.hand.write(self.page.get_by_label(label), text)
        return self

    def answers(self, answers):
        """Answer page after page, for as long as questions come."""
        while "/questions/" in self.path:
            before = self.path
            self.answers_page(answers)
            assert self.path != before, f"{before} says: {self.page.inner_text('main')}"
        return self

    def answers_page(self, answers):
        """Answer each question of one page, and continue."""
        return self.fills(answers).presses("Continue")

    def fills(self, answers):
        """Answer each question of one page, in the order they stand on it."""
        boxes = self.page.locator("main form").evaluate(BOXES)
        for name in dict.fromkeys(box["name"] for box in boxes):
            if name in answers:
                self._answer([box for box in boxes if box["name"] == name], answers[name])
        return self

    def _answer(self, boxes, answer):
        """Give one answer; what is ticked and does not belong to it is unticked first."""
        every = f'main [name="{boxes[0]["name"]}"]'
        if boxes[0]["type"] not in ("radio", "checkbox"):
            self.hand.write(self.page.locator(every), f"{answer}")
            return
        wanted = [f"{one}" for one in (answer if isinstance(answer, list) else [answer])]
        for box in sorted(boxes, key=lambda box: box["value"] in wanted):
            is_wrong = box["type"] == "checkbox" and box["checked"] and box["value"] not in wanted
            if is_wrong or box["value"] in wanted and not box["checked"]:
                self.hand.choose(self.page.locator(f'{every}[value="{box["value"]}"]'))

    def sees(self, *texts):
        """These words stand in the main part of the page."""
        read = self.read()
        for text in texts:
            assert text in read, f"“{text}” is not at {self.path}: {read}"
        return self

    def does_not_see(self, *texts):
        """None of these words stands in the main part of the page."""
        read = self.read()
        for text in texts:
            assert text not in read, f"“{text}” stands at {self.path}"
        return self

    def read(self):
        """The words of the main part, spaces as one sees them."""
        return " ".join(self.page.locator("main").inner_text().split())
