"""What must hold on every page, whatever was answered."""

import re
from collections import Counter

import html5lib
import pytest

from questionnaire.answer_set import AnswerSet
from questionnaire.distance import Distance
from questionnaire.forms import form_for
from self_check.pages import _question, _rendered
from services import services_of
from tests.beneath import beneath
from tests.every_page import open_as
from tests.factories import Chance, healthy_runner, random_person, sit_down_with
from tests.tables import every_row
from tests.test_content import BANNED, ROOT
from tests.visitor import Page

NOT_A_DIAGNOSIS = re.compile(r"\b(is|information,|clue,) not a diagnosis", re.IGNORECASE)
SOURCES = re.compile(r'<ul class="sources">.*?</ul>', re.DOTALL)  # with titles of their own
NEVER_SAID = re.compile(
    r"(?<!do )(?<!while )\byou have (a|an|the)\b|%\s*(likely|sure)", re.IGNORECASE
)

SCRIPT_IN_PAGE = re.compile(r"<script(?![^>]*( src=|application/ld\+json))")  # which is no script


@pytest.fixture
def finished(client, questionnaire):
    return open_as(client, questionnaire, healthy_runner(pain_eases=["change_posture"]))


@pytest.fixture(scope="module")
def as_read(pages):
    """Every page as a person takes it in."""
    return {name: Page(html) for name, html in pages.items()}


def test_a_question_that_is_kept_ready_is_as_if_it_was_drawn(app, questionnaire):
    with app.test_request_context():
        for question in questionnaire.questions.values():
            field = form_for((question,))(None)[question.id]
            for shown in ({"is_heading": one, "is_explained": False} for one in (True, False)):
                ready = _question(question, field, **shown, carried_over=frozenset())
                drawn = _rendered(question, field, **shown, rulebook=services_of(app).rulebook)
                assert ready == drawn


def wrong(pages, is_right):
    """The names of the pages that are not right."""
    return [name for name, html in pages.items() if not is_right(html)]


@pytest.mark.slow
def test_every_page_is_strict_html(pages):
    for name, html in pages.items():
        parser = html5lib.HTMLParser(strict=True)
        try:
            parser.parse(html)
        except html5lib.html5parser.ParseError as error:
            raise AssertionError(f"{name}: {error} near {parser.errors}") from error


def test_every_page_says_its_language_title_and_one_heading(pages):
    assert wrong(pages, lambda html: '<html lang="en">' in html) == []
    assert [name for name, html in pages.items() if not is_titled(name, html)] == []
    assert wrong(pages, lambda html: len(re.findall("<h1", html)) == 1) == []
    assert wrong(pages, lambda html: html.count("<main") == 1 and 'href="#main"' in html) == []


def is_titled(name, html):
    """Whether a title ends with whose page it is: the clinic's, where staff or patients come."""
    whose = ["Upper-back self-check", "The physio next door"]
    is_of_visit = name == "errors: activities" or "visit " in name and not name.endswith("/no")
    is_of_clinic = "/clinic" in name or is_of_visit
    return bool(re.search(rf"<title>\S.+ - {whose[is_of_clinic]}<", html))


def test_a_title_names_the_one_that_the_page_is_about(pages):
    """So that tabs and the list of where somebody was tell one patient from another."""
    titles = [Page(html).title for name, html in pages.items() if name.endswith(", one")]
    one = r"KL 4711, (\d+ \w{3}|tomorrow) 09:30|Sam Reed|Waiting room|Request \w{8}"

    assert len(titles) > 10
    assert [title for title in titles if not re.match(rf"({one})( - |: )", title)] == []
    assert [title for title in titles if titles.count(title) > 1] == []


def test_pages_have_titles_of_their_own(as_read):
    titles = Counter(
        page.title
        for name, page in as_read.items()
        if name.startswith("/questions/") and not name.endswith("/explained")
    )
    shared = {title: count for title, count in titles.items() if count > 1}

    assert shared == {}


def test_headings_step_down_one_by_one(pages):
    def steps(html):
        levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
        return all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))

    assert wrong(pages, steps) == []


def test_no_id_stands_twice_and_every_reference_is_met(pages):
    def is_sound(html):
        ids = re.findall(r'\sid="([^"]+)"', html)
        named = re.findall(r'(?:for|aria-describedby|aria-labelledby)="([^"]+)"', html)
        named += re.findall(r'href="#([^"]+)"', html)
        return len(ids) == len(set(ids)) and {n for one in named for n in one.split()} <= set(ids)

    assert wrong(pages, is_sound) == []


def test_every_box_has_a_label_and_every_group_a_legend(as_read):
    def is_labelled(page):
        boxes = [box for form in page.forms for box in form.boxes if box.kind != "hidden"]
        groups = [box for box in boxes if box.kind == "radio"]
        return all(page.label_of(box) for box in boxes) and all(box.legend for box in groups)

    assert wrong(as_read, is_labelled) == []


def test_no_style_or_script_stands_in_a_page_and_nothing_comes_from_elsewhere(pages):
    assert wrong(pages, lambda html: not re.search("<style|<[^>]* style=", html)) == []
    assert wrong(pages, lambda html: not re.search(r"\son[a-z]+=", html)) == []
    assert wrong(pages, lambda html: re.findall(SCRIPT_IN_PAGE, html) == []) == []
    ours = {name: html for name, html in pages.items() if name != "/clinic/rulebook"}  # its sources
    assert wrong(ours, lambda html: not re.search(r'(src|href|action)="(https?:)?//', html)) == []


def test_every_form_is_sent_by_post_and_carries_its_token(as_read):
    """Or it only looks for something, and then its token would stand in the address."""

    def is_safe(page):
        return all(
            form.about.get("method", "get")
            == ("post" if "csrf_token" in {box.name for box in form.boxes} else "get")
            for form in page.forms
        )

    assert wrong(as_read, is_safe) == []


def test_a_watch_is_offered_on_the_page_of_distances_alone(pages):
    offers = [name for name, html in pages.items() if 'id="watch"' in html or "watch." in html]
    path = "/questions/strength/weeks"

    assert offers == [path]


def test_an_error_is_told_in_the_title_in_a_summary_and_at_its_field(pages):
    errors = {name: html for name, html in pages.items() if name.startswith("errors: ")}
    must = {n: h for n, h in errors.items() if "There is a problem" in h}

    assert len(must) >= 20
    assert wrong(must, lambda html: "<title>Error: " in html) == []
    for name, html in must.items():
        for field, message in re.findall(r'<li><a href="#([^"]+)">([^<]+)</a>', html):
            assert f'id="{field}"' in html, name
            at_field = rf'id="{field}-error">(<span class="unseen">Error: </span>)?([^<]+)'
            assert message in [found[1] for found in re.findall(at_field, html)], name


def test_no_page_says_what_may_not_be_said(pages):
    for name, html in pages.items():
        if name.startswith("/clinic"):
            continue
        text = NOT_A_DIAGNOSIS.sub("", Page(SOURCES.sub("", html)).text)
        assert not BANNED.search(text), (name, BANNED.search(text))
        assert not NEVER_SAID.search(text), (name, NEVER_SAID.search(text))


def test_every_page_names_the_number_for_an_emergency(pages):
    assert wrong(pages, lambda html: 'href="tel:911"' in html) == []


@pytest.mark.slow
def test_results_of_all_sorts_of_people(app, questionnaire, rulebook):
    random = Chance(99)
    seen = Counter()
    for number in range(60):
        answers = random_person(questionnaire, random, quiet_safety=(1.0, 0.97, 0.6)[number % 3])
        answers["age_years"] = max(16, answers["age_years"])
        client = open_as(app.test_client(), questionnaire, answers)
        html = client.get("/assessment").text
        text = NOT_A_DIAGNOSIS.sub("", Page(SOURCES.sub("", html)).text)
        is_stop = 'class="stopped"' in html
        seen[is_stop] += 1

        assert not BANNED.search(text), (BANNED.search(text), answers)
        assert not NEVER_SAID.search(text), (NEVER_SAID.search(text), answers)
        assert "{" not in text
        assert "None" not in text
        assert is_stop is not bool(re.search("Book|What may|What you can try", text)), answers
        if not is_stop:
            assert client.get("/assessment.txt").status_code == 200
            assert client.get("/answers").status_code == 200
    assert min(seen.values()) > 8


@pytest.mark.slow
def test_every_template_is_used():
    folder = ROOT / "templates"
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*.*")}
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.*")]
    texts += [path.read_text(encoding="utf-8") for path in ROOT.glob("[!.]*/**/*.py")]
    named = {name for text in texts for name in re.findall(r'"([\w/]+\.(?:html|txt|css))"', text)}
    errors = {f"errors/{name}.html" for name in ("not_found", "too_large", "busy", "broken")}

    assert files - named - errors == set()


def address_of(rule):
    """An address that leads to a rule."""
    address = rule.rule.replace("<section>", "safety").replace("/<name>", "/now")
    return re.sub(r"<[^>]+>", "1", address)


@pytest.mark.slow
def test_to_look_changes_nothing(app, finished):
    def held():
        encrypted = finished.get_cookie("self-check").value
        return services_of(app).encryption.decrypt(encrypted)["sheet"]

    before = held()
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods:
            address = address_of(rule)
            looked, head = finished.get(address), finished.head(address)
            assert looked.status_code in (200, 303, 401, 404, 405), address
            assert (head.data, head.status_code) == (b"", looked.status_code), address
    assert before == held()
    assert list(beneath(services_of(app).connections.database())["visit_requests"].rows) == []


@every_row(
    "address",
    ["/nothing", "/questions/safety", "/questions/safety/nothing", "/questions/nothing/now"]
    + ["/questions/posture/form/explained", "/questions/safety/../now", "/%00", "/é", "/static/x"]
    + ["/clinics", "/booking/", "/wp-login.php", "/questions/safety/accident/explained"],
)
def test_an_unknown_page_is_told_kindly(client, address):
    answer = client.get(address)

    assert answer.status_code == 404
    assert "This page is not here" in answer.text
    assert "Go to the start" in answer.text


def test_a_name_in_a_setting_cannot_change_the_page(make_app, settings):
    name = "<script>alert(1)</script> & Sons"
    page = make_app(settings | {"CLINIC_NAME": name}).test_client().get("/").text

    assert "<script>alert" not in page
    assert "&amp; Sons" in page


def test_what_was_typed_cannot_change_the_page(runner):
    runner.go("/questions/safety/now")
    for _ in range(7):
        runner.tick("None of these").press("Continue")
    typed = '"><script>alert(1)</script>'
    runner.type_in("How old are you?", typed).press("Continue")

    assert "<script>alert" not in runner.response.text
    assert runner.box("How old are you?").value == typed


def test_no_answer_stands_in_an_address(finished):
    for html in (finished.get(address).text for address in ("/answers", "/assessment", "/booking")):
        for address in re.findall(r'(?:href|action)="([^"]+)"', html):
            assert "?" not in address


def test_the_booking_address_is_opened_with_nothing_of_ours(make_app, settings, questionnaire):
    app = make_app(settings | {"BOOKING_URL": "https://clinic.example/book"})
    client = open_as(app.test_client(), questionnaire, healthy_runner())

    link = re.search(
        r'<a[^>]*href="https://clinic.example/book"[^>]*>', client.get("/assessment").text
    )
    assert 'rel="noreferrer"' in link[0]


def test_with_no_settings_at_all_it_still_works(make_app, tmp_path, questionnaire):
    app = make_app({"TESTING": True, "DATABASE": tmp_path / "bare.db"})
    client = open_as(app.test_client(), questionnaire, healthy_runner())

    assert "Your clinic" in client.get("/assessment").text


def test_distances_off_the_step_stay_as_typed(client, questionnaire):
    sit_down_with(client, questionnaire, healthy_runner())
    with client.session_transaction() as session:
        sheet = AnswerSet.of(session, questionnaire).add(
            {"longest_recent_km": Distance(12.345, "mi")}, "mi"
        )
        sheet.keep(session)

    assert "12.345 miles" in client.get("/answers").text
    assert 'value="12.345"' in client.get("/questions/strength/weeks").text
