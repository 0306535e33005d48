"""What must be read out on every page to whoever does not see it."""

import re

import html5lib
import pytest

from tests.every_page import kiosk_pages
from tests.visitor import tidy

pytestmark = pytest.mark.slow  # each is asked of every page

BOXES = ("input", "select", "textarea")


class Tree:
    """A page by its elements, as html5lib reads it."""

    def __init__(self, html):
        self.root = html5lib.parse(html, namespaceHTMLElements=False)
        self.above = {child: one for one in self.root.iter() for child in one}
        self.by_id = {one.get("id"): one for one in self.root.iter() if one.get("id")}

    def all(self, *tags):
        return [one for one in self.root.iter() if one.tag in tags]

    def around(self, one, tag):
        """The nearest element of a kind that an element stands in; None if there is none."""
        while one is not None and one.tag != tag:
            one = self.above.get(one)
        return one

    def name(self, box):
        """What a box is called: by what it refers to, or by its label."""
        if ids := box.get("aria-labelledby"):
            return tidy(" ".join(words(self.by_id[one]) for one in ids.split()))
        labels = [one for one in self.all("label") if one.get("for") == box.get("id")]
        return words((labels or [self.around(box, "label")])[0])


def words(one):
    return tidy("".join(one.itertext()))


@pytest.fixture(scope="module")
def trees(pages, house, questionnaire):
    everywhere = pages | dict(kiosk_pages(house, questionnaire))
    return {name: Tree(html) for name, html in everywhere.items()}


def errors_of(tree):
    return [one for one in tree.all("p") if one.get("class") == "error"]


def not_as_told(tree):
    """Boxes with a mistake that are not marked as wrong, and marked boxes without a mistake."""
    wrong = []
    for told in errors_of(tree):
        about = [one for one in tree.root.iter() if told.get("id") in described(one)]
        assert len(about) == 1, told.get("id")
        wrong += invalid_parts(about[0])
    return set(wrong) ^ {one for one in tree.root.iter() if one.get("aria-invalid") == "true"}


def described(one):
    return (one.get("aria-describedby") or "").split()


def invalid_parts(one):
    """What of a box or a group is wrong: radio buttons as a whole, or each box within."""
    if one.tag in BOXES or one.get("role") == "radiogroup":
        return [one]
    return [box for box in one.iter("input") if box.get("type", "text") in ("checkbox", "text")]


def test_what_is_wrong_is_marked_as_wrong_and_nothing_else(trees):
    told = [name for name, tree in trees.items() if errors_of(tree)]

    assert len(told) > 30
    assert any("/kiosk" in name for name in told)
    assert {name: not_as_told(tree) for name, tree in trees.items() if not_as_told(tree)} == {}


def test_the_name_of_a_number_says_its_unit(trees, questionnaire):
    asked = {q.id: q for q in questionnaire.questions.values() if q.kind in ("number", "distance")}
    heard = {
        box.get("id"): tree.name(box)
        for tree in trees.values()
        for box in tree.all("input")
        if box.get("id") in asked
    }

    assert set(heard) == set(asked)
    for name, question in asked.items():
        unit = "km miles" if question.kind == "distance" else question.unit
        assert heard[name].startswith(question.text), name
        assert heard[name].endswith(f" {unit}"), heard[name]


def test_why_we_ask_says_of_which_question(trees):
    summaries = [
        words(one)
        for tree in trees.values()
        for one in tree.all("summary")
        if words(one).startswith("Why we ask")
    ]

    assert len(set(summaries)) > 20
    assert [one for one in summaries if not re.fullmatch(r"Why we ask: .+[?.:)]", one)] == []


def test_the_ends_of_a_scale_say_what_they_mean(trees, questionnaire):
    groups = {}
    for tree in trees.values():
        for box in tree.all("input"):
            label = tree.around(box, "label")
            if "scale" in (tree.above[box if label is None else label].get("class") or ""):
                groups.setdefault(box.get("name"), {})[box.get("value")] = tree.name(box)

    asked = {q.id: q for q in questionnaire.questions.values() if q.ends}
    scales = {name for name, q in asked.items() if q.kind == "scale"}
    rated = {f"activities-{number}-rating" for number in range(3)}
    assert set(groups) == scales | rated
    for name, of in groups.items():
        low, high = asked["activities" if name in rated else name].ends
        assert (of["0"], of["1"], of["10"]) == (f"0, {low.lower()}", "1", f"10, {high.lower()}")


DIGITS = {"age_years", "year", "birth_year", "pin", "code"}  # besides numbers with a unit


def test_a_box_for_digits_opens_the_digits(trees, questionnaire):
    """Whole numbers alone; with a decimal point where there may be one; letters elsewhere."""
    asked = {q.id: q for q in questionnaire.questions.values() if q.kind in ("number", "distance")}
    opened = {
        (box.get("id"), box.get("type", "text"), box.get("inputmode"), box.get("autocomplete"))
        for tree in trees.values()
        for box in tree.all("input")
        if box.get("type", "text") in ("text", "tel", "email", "password", "date")
    }
    modes = {(name, mode) for name, _, mode, _ in opened}

    assert {name for name, mode in modes if mode == "decimal"} == {
        name for name, q in asked.items() if not q.is_whole
    }
    assert {name for name, mode in modes if mode == "numeric"} == DIGITS | {
        name for name, q in asked.items() if q.is_whole
    }
    assert {kind for name, kind, *_ in opened if name == "email"} == {"email"}
    phones = {(kind, fill) for name, kind, _, fill in opened if name == "phone"}
    assert phones == {("tel", "tel"), ("tel", "off")}  # one's own, and a patient's
    assert {fill for name, *_, fill in opened if name == "year"} == {"bday-year"}
    assert [name for name, *_, fill in opened if not fill] == []


# A name, a reference, an address or a phone number that a translation would spoil.
OWN_NAMES = re.compile(r"Robin Hale|Sam Reed|KL 4711|ANNA 7001|The physio next door|https?://\S{9}")
# An example, or a whole sentence about what somebody did.
MAY_BE = re.compile(r"KL-204, 09:30, Robin Hale|like https://[\w.]+\.example|Made by Robin Hale")


def spoilt(tree):
    """Texts with a name of its own in them that a translating browser would translate."""
    for one in tree.root.iter():
        for text, where in ((one.text, one), (one.tail, tree.above.get(one))):
            is_read = where is not None and where.tag not in ("title", "textarea", "script")
            if is_read and OWN_NAMES.search(MAY_BE.sub("", text or "")):
                while where is not None and where.get("translate") != "no":
                    where = tree.above.get(where)
                if where is None:
                    yield f"{one.tag}: {tidy(text)}"


def test_names_references_and_addresses_are_not_translated(trees):
    found = {text: name for name, tree in trees.items() for text in spoilt(tree)}

    assert found == {}
