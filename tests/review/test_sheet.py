"""The sheet: everything is on it, it is valid, and it needs nothing from elsewhere."""

import re
from datetime import date
from html.parser import HTMLParser

import html5lib
import pytest

from review.commands import page_of
from review.proving.places import every_rule, rule_ids
from review.reading.disagreements import load_disagreements
from review.reading.document import sheet_of
from review.reading.rule_texts import weight
from rules import ContentError
from tests.review.test_words import CODE

TODAY = date(2026, 3, 1)
LOADS = {"src", "srcset", "data", "poster", "background", "action"}


class Reader(HTMLParser):
    """What a page shows, links to and loads."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.ids, self.links, self.loads, self.text = set(), set(), set(), set(), []
        self.in_style = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.add(tag)
        self.ids.add(attributes.get("id"))
        self.loads |= attributes.keys() & LOADS
        self.in_style = tag == "style"
        if tag == "a":
            self.links.add(attributes["href"])

    def handle_data(self, data):
        if not self.in_style:
            self.text.append(data)

    def handle_endtag(self, tag):
        self.in_style = False

    @property
    def seen(self):
        return " ".join(" ".join(self.text).split())


@pytest.fixture(scope="module")
def sheet(questionnaire, rulebook):
    return sheet_of(questionnaire, rulebook, TODAY)


@pytest.fixture
def page(app, sheet):
    with app.app_context():
        return page_of(sheet)


def test_the_sheet_is_valid_html(page):
    html5lib.HTMLParser(strict=True).parse(page)


def test_the_sheet_names_every_rule_and_says_all_of_it(page, rulebook):
    reader = Reader(page)
    indicators = [one for cause in rulebook.causes for one in cause.indicators]

    assert {*rule_ids(rulebook), *(one.id for one in rulebook.checks)} <= reader.ids
    because = [one.because for one in (*indicators, *rulebook.signs)]
    for said in (*because, *(one.say for one in rulebook.checks)):
        assert " ".join(said.split()) in reader.seen
    for tip in rulebook.advice.tips.values():
        for part in tip.parts:
            assert all(step in reader.seen for step in part.steps), tip.id
    assert rulebook.advice.sources.keys() <= reader.ids


def test_the_sheet_needs_nothing_from_elsewhere(page):
    reader = Reader(page)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL).group(1)

    assert not reader.loads
    assert not reader.tags & {"script", "link", "img", "iframe", "object", "embed", "form"}
    assert "url(" not in style
    assert "@import" not in style


def test_every_link_on_the_sheet_leads_somewhere(page):
    reader = Reader(page)
    inside = {link[1:] for link in reader.links if link.startswith("#")}

    assert inside <= reader.ids
    assert all(link.startswith(("#", "https://", "http://")) for link in reader.links)


def test_the_sheet_says_what_is_signed_and_that_nobody_has(page, rulebook, questionnaire):
    seen = Reader(page).seen

    assert rulebook.files in seen
    assert questionnaire.files in seen
    assert "Nobody has signed them." in seen
    assert "1 March 2026" in seen
    assert "Signature" in seen


def test_no_rule_on_the_sheet_is_code(sheet, rulebook):
    caps = [cap for cause in rulebook.causes for cap in sheet.caps(cause)]
    for line in sheet.lines(placed.rule for placed in every_rule(rulebook)):
        for text in (line.sentence, line.weight, line.group, *line.measures, *caps):
            assert not CODE.search(text), text


def test_opinion_is_called_opinion(sheet, rulebook):
    lines = sheet.lines(placed.rule for placed in every_rule(rulebook))
    opinions = {line.id for line in lines if line.is_opinion}

    assert {"U16", "D14", "P05", "O03"} <= opinions
    assert not opinions & {"E01", "O01a", "P01", "T02a"}


def test_a_rule_whose_sources_disagree_names_each_of_them(page, sheet):
    seen = Reader(page).seen
    about = next(one for one in sheet.texts.disagreements if "O02a" in one.bears_on)

    assert [side.sources[0].id for side in about.sides] == ["S24", "S25", "S23"]
    assert seen.count("Sources disagree: S24, S25 and S23.") == 3


def test_points_in_words():
    assert [weight(points) for points in (3, 2, 1, -1, -2, -3)] == [
        "strong, for",
        "moderate, for",
        "weak, for",
        "weak, against",
        "moderate, against",
        "strong, against",
    ]


def test_a_disagreement_about_a_rule_that_is_gone_is_refused(tmp_path, rulebook):
    (tmp_path / "disagreements.toml").write_text(
        '[[disagreement]]\nid = "d"\ntitle = "T"\nrules = ["O02z"]\nso = "S."\n'
        '[[disagreement.side]]\nsources = ["S999"]\nsays = "X."\n'
    )

    with pytest.raises(ContentError) as refused:
        load_disagreements(rulebook, tmp_path)

    said = str(refused.value)
    assert "no rule is called 'O02z'. Did you mean 'O02" in said
    assert "no source is called 'S999'" in said
    assert "at least two sides" in said


def test_the_command_writes_the_sheet_where_it_is_told(app, tmp_path):
    runner = app.test_cli_runner()
    to_file = runner.invoke(args=["rules", "sheet", "--out", str(tmp_path / "sheet.html")])
    to_screen = runner.invoke(args=["rules", "sheet"])

    assert to_file.exit_code == to_screen.exit_code == 0
    assert (tmp_path / "sheet.html").read_text(encoding="utf-8") == to_screen.output
    assert to_screen.output.startswith("<!doctype html>")
