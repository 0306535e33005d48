"""The page that anybody can read: of the content's own words, for everybody alike."""

import gzip
import json
import re
from dataclasses import astuple

import pytest

from rules.rulebook import NextStep
from services import services_of
from tests.factories import healthy_runner, sit_down_with
from tests.test_content import grade
from tests.visitor import Page, Visitor

ADDRESS = "/upper-back-pain-when-running"
READ = "ead about upper back pain when running"


def told(rulebook, country):
    """What the content says that this page must say as well."""
    advice = rulebook.advice
    yield from (text for cause in rulebook.causes for text in (cause.title, cause.lead))
    yield from astuple(advice.pain_rule)
    yield from (advice.decides, *advice.sooner.emergency, *advice.sooner.same_day)
    for tip in advice.tips.values():
        yield from (tip.title, tip.why, tip.expect, tip.see_someone)
        for part in tip.parts:
            yield from (part.title, *(step for step in part.steps))
    for treatment in advice.treatments.values():
        yield from (treatment.title, treatment.text)
    yield from (text for faq in advice.faqs for text in (faq.question, faq.answer))


def test_it_says_all_that_the_content_knows_of_causes_tips_and_physiotherapy(client, app, rulebook):
    text = Page(client.get(ADDRESS).text).text
    words = list(told(rulebook, services_of(app).country))

    assert [one for one in words if " ".join(one.split()) not in text] == []
    assert "{" not in text
    advice = rulebook.advice
    counted = len(rulebook.causes), len(advice.tips), len(advice.treatments), len(advice.faqs)
    assert counted == (4, 5, 5, 6)


def test_whoever_does_not_want_a_check_reads_and_books(runner):
    runner.go("/").follow("what may play a part, and what to try").sees("Upper back pain when you")
    runner.sees("Call (555) 010-0100", "Call 911 if you get", "not a diagnosis")

    runner.follow("Do the self-check").sees("Start the self-check")
    runner.follow("About this self-check").follow(f"r{READ}").sees("Questions people ask")


def test_a_question_page_leads_to_it(runner):
    """Not a result, which says more of the runner's own, and is short."""
    runner.go("/questions/safety/now").follow(f"R{READ}").sees("What a physiotherapist may do")


@pytest.mark.parametrize(
    ("next_step", "sign"),
    [
        (NextStep.SAME_DAY, {"rf_general": ["fever_chills"]}),
        (NextStep.EMERGENCY, {"rf_now": ["hard_to_breathe"]}),
    ],
)
def test_a_stop_sends_nobody_off_to_read_instead(client, questionnaire, next_step, sign):
    """At an emergency there is nothing else; otherwise it comes last, and says what comes first."""
    sit_down_with(client, questionnaire, healthy_runner(**sign))
    page = client.get("/assessment").text
    is_later = "Do what this page says first. Once you have been seen, you can" in page

    assert 'class="stopped"' in page
    assert (ADDRESS in page) is is_later is (next_step is NextStep.SAME_DAY)


def test_a_cache_may_keep_it_and_it_sets_no_cookie(client):
    first = client.get(ADDRESS)
    again = client.get(ADDRESS, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "public, max-age=3600"
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert first.headers["Vary"] == again.headers["Vary"] == "Accept-Encoding"
    assert [answer for answer in (first, again) if "Set-Cookie" in answer.headers] == []


def test_it_is_the_same_for_everybody(app, questionnaire):
    clients = [app.test_client() for _ in range(3)]
    sit_down_with(clients[1], questionnaire, healthy_runner(rf_now=["fainted_now"]))
    clients[2].set_cookie("self-check", "nonsense")
    answers = [client.get(ADDRESS) for client in clients]

    assert len({answer.text for answer in answers}) == 1
    own = "X-Request-Id", "Date"  # each answer's
    headers = [[one for one in answer.headers if one[0] not in own] for answer in answers]
    assert headers == [headers[0]] * 3
    assert "Set-Cookie" not in answers[2].headers
    assert clients[2].get("/").status_code == 409  # where it is told, and taken away


def test_it_opens_without_the_records(app, client):
    services_of(app).connections.place.unlink()

    assert client.get(ADDRESS).status_code == 200


def test_no_script_runs_on_it(client):
    answer = client.get(ADDRESS)

    assert "script-src 'none'" in answer.headers["Content-Security-Policy"]
    assert re.findall("<script[^>]*>", answer.text) == ['<script type="application/ld+json">']
    assert "<form" not in answer.text


def test_a_search_engine_reads_what_it_is_about(make_app, settings, client, rulebook):
    own = make_app(settings | {"BASE_URL": "https://clinic.example"}).test_client()
    page = own.get(ADDRESS, base_url="https://clinic.example").text
    address = f"https://clinic.example{ADDRESS}"

    assert f'<link rel="canonical" href="{address}">' in page
    assert f'<meta property="og:url" content="{address}">' in page
    assert re.search(r"<title>Upper back pain when running: .{20,}<", page)
    about = re.search('<meta name="description" content="([^"]+)">', page)[1]
    assert 70 < len(about) <= 160
    assert f'<meta property="og:description" content="{about}">' in page
    faq = json.loads(re.search("<script[^>]*ld.json[^>]*>(.*?)</script>", page)[1])
    asked = {one["name"]: one["acceptedAnswer"]["text"] for one in faq["mainEntity"]}
    assert asked == {one.question: one.answer for one in rulebook.advice.faqs}
    assert "canonical" not in client.get(ADDRESS).text  # before the clinic said where it is


def test_robots_are_let_in_there_and_at_the_start_alone(pages):
    noindex = '<meta name="robots" content="noindex">'

    assert {name for name, page in pages.items() if noindex not in page} == {"/", ADDRESS}


def test_it_is_plain_to_read(client):
    """A reading age of 11 is a grade of about 6."""
    assert grade(Page(client.get(ADDRESS).text).text) <= 6


def test_it_is_small(client):
    zipped = client.get(ADDRESS, headers={"Accept-Encoding": "gzip"}).data

    assert len(zipped) < 14 * 1024
    assert "<h1>" in gzip.decompress(zipped).decode()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("about", "says"),
    [
        ({"CLINIC_PHONE": ""}, "Call or visit your clinic to book."),
        ({"BOOKING_URL": "https://book.example/", "CLINIC_PHONE": ""}, "Book online"),
        ({"COUNTRY": "GB"}, "Call 999 if you get"),
    ],
)
def test_it_is_of_this_clinic_in_its_country(make_app, settings, about, says):
    Visitor(make_app(settings | about).test_client()).go(ADDRESS).sees(says)
