"""A person at the page: reads labels, legends, buttons and links, and nothing else."""

import re
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urljoin, urlsplit

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:(=)(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
TAG = re.compile(
    r"""<!--.*?-->|<!doctype[^>]*>|<(/?)([a-z][a-z0-9-]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>""",
    re.I | re.S,
)


def token_on(html):
    """What a form of this page carries to show that it is our own."""
    return {"csrf_token": TOKEN.search(html)[1]}


def attributes_of(text):
    """The attributes of a tag, by name; None where one has no value."""
    return {
        name.lower(): unescape(one or two or three) if equals else None
        for name, equals, one, two, three in ATTRIBUTE.findall(text)
    }


@dataclass
class Words:
    """A label, legend, button or link: its attributes and its text, gathered as it is read."""

    about: dict
    text: str = ""
    form: "Form | None" = None


@dataclass
class Box:
    """Something to fill in: its name, its value, and whether it is sent."""

    name: str
    value: str
    is_sent: bool
    kind: str
    id: str | None
    label: Words | None
    legend: Words | None
    options: list = field(default_factory=list)


@dataclass
class Form:
    """Boxes that are sent together."""

    about: dict
    boxes: list = field(default_factory=list)


class Page:
    """A page as a person takes it in. It is strict HTML, as test_pages.py sees to."""

    EMPTY = ("input", "meta", "link", "br", "img", "hr", "source", "wbr")
    UNREAD = {"script", "style", "title", "svg"}

    def __init__(self, html):
        self.text, self.title, self.open = "", "", []
        self.forms, self.kept = [], {"label": [], "legend": [], "button": [], "a": [], "h1": []}
        text, *parts = TAG.split(html)  # three groups of a tag and the text behind it, by turns
        self.add_text(unescape(text))  # all of it, where it is plain text
        for slash, tag, attributes, text in zip(*[iter(parts)] * 4, strict=True):
            if tag and not slash:
                self.start(tag, attributes_of(attributes))
            if tag and (slash or attributes.endswith("/")):
                self.end(tag)
            if text:
                self.add_text(unescape(text))
        self.text = tidy(self.text)

    def start(self, tag, about):
        if tag in ("input", "textarea", "select"):
            self.add_box(tag, about)
        if tag in self.EMPTY:
            return
        words = Words(about, form=self.forms[-1] if self.forms else None)
        self.open.append((tag, words))
        if tag == "form":
            self.forms.append(Form(about))
        if tag in self.kept:
            self.kept[tag].append(words)
        if tag == "option":
            self.add_option(words)
        if tag in ("p", "li", "h1", "h2", "h3", "dt", "dd", "td", "th", "label", "option"):
            self.text += " "

    def end(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def add_text(self, data):
        tags = {tag for tag, _ in self.open}
        self.title += data if "title" in tags and "svg" not in tags else ""
        if "textarea" in tags:
            self.forms[-1].boxes[-1].value += data
        if tags.isdisjoint(self.UNREAD):
            self.text += data
            for tag, words in self.open:
                if tag in self.kept or tag == "option":
                    words.text += data

    def add_box(self, tag, about):
        kind = about.get("type", "text") if tag == "input" else "text"
        is_sent = kind not in ("radio", "checkbox") or "checked" in about
        around = {tag: words for tag, words in self.open}
        legend = self.kept["legend"][-1] if "fieldset" in around else None
        value, label = about.get("value", ""), around.get("label")
        box = Box(about["name"], value, is_sent, kind, about.get("id"), label, legend)
        self.forms[-1].boxes.append(box)

    def add_option(self, words):
        """One more in a list to pick from; the first stands there unless another is selected."""
        box = self.forms[-1].boxes[-1]
        if "selected" in words.about or not box.options:
            box.value = words.about["value"]
        box.options.append(words)

    def label_of(self, box):
        """What a person reads beside a box."""
        named = [one for one in self.kept["label"] if one.about.get("for", "") == box.id]
        words = box.label or (named[0] if named else None)
        return tidy(words.text) if words else ""


class Visitor:
    """Goes through the pages in their own words; a redirect is followed, as a browser does."""

    def __init__(self, client):
        self.client = client
        self.response = self.page = self.path = None

    def go(self, path, **sent):
        """Open an address; what is sent makes it a POST."""
        method = self.client.post if sent else self.client.get
        self.response = method(path, follow_redirects=True, **sent)
        self.path = self.response.request.path
        self.page = Page(self.response.text)
        return self

    def choose(self, question, option):
        """Pick the one answer to a question."""
        chosen = self.box(option, question)
        for box in self.boxes():
            if box.name == chosen.name:
                box.is_sent = box is chosen
        return self

    def tick(self, *options, of=""):
        """Tick these, besides what is ticked already."""
        for option in options:
            self.box(option, of).is_sent = True
        return self

    def untick(self, *options, of=""):
        """Take these ticks away."""
        for option in options:
            self.box(option, of).is_sent = False
        return self

    def type_in(self, label, text):
        """Type into the box with this label."""
        self.box(label).value = str(text)
        return self

    def pick(self, label, option):
        """Pick from the list with this label."""
        box = self.box(label)
        box.value = self.one(box.options, option).about["value"]
        return self

    def press(self, button):
        """Press a button: what stands in its form is sent."""
        pressed = self.one(self.page.kept["button"], button)
        named = [one for one in self.page.forms if one.about.get("id") == pressed.about.get("form")]
        form = pressed.form or named[0]
        sent = {}
        for box in form.boxes:
            if box.is_sent:
                sent.setdefault(box.name, []).append(box.value)
        if "name" in pressed.about:
            sent[pressed.about["name"]] = pressed.about["value"]
        action = pressed.about.get("formaction", form.about.get("action", ""))
        return self.go(urljoin(self.path, action), data=sent)

    def follow(self, link):
        """Follow a link within the pages."""
        address = self.one(self.page.kept["a"], link).about["href"]
        there = urlsplit(urljoin(self.path, address))
        return self.go(f"{there.path}?{there.query}" if there.query else there.path)

    def box(self, label, legend=""):
        """The box with this label, under this legend if one is given."""
        found = [
            box
            for box in self.boxes()
            if self.page.label_of(box).startswith(label)
            and (not legend or (box.legend and tidy(box.legend.text).startswith(legend)))
        ]
        exact = [box for box in found if self.page.label_of(box) == label]
        assert len(exact or found) == 1, (
            f"{len(found)} boxes “{label}” of “{legend}” at {self.path}"
        )
        return (exact or found)[0]

    def boxes(self):
        """Every box of the page."""
        return [box for form in self.page.forms for box in form.boxes]

    def one(self, found, words):
        """The one among these that begins with these words."""
        fitting = [one for one in found if tidy(one.text).startswith(words)]
        assert fitting, f"no “{words}” at {self.path}, among {[tidy(one.text) for one in found]}"
        return fitting[0]

    def sees(self, *texts):
        """These words stand on the page."""
        for text in texts:
            assert text in self.page.text, f"no “{text}” at {self.path}: {self.page.text[90:600]}"
        return self

    def does_not_see(self, *texts):
        """None of these words stands on the page."""
        for text in texts:
            assert text not in self.page.text, f"“{text}” stands at {self.path}"
        return self


def tidy(text):
    """A text with its spaces as a browser shows them."""
    return " ".join(text.split())
