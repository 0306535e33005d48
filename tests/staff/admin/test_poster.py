"""Ways to the self-check: the poster, the button's HTML, the start page in a frame."""

import re
from html import unescape

import pytest

from staff.accounts.roles import Role
from tests.factories import a_colleague, sign_in
from tests.visitor import Visitor

SITE, OTHER = "https://www.clinic.example", "https://blog.clinic.example"
SERVED = {"BASE_URL": "http://check.clinic.example"}


@pytest.fixture
def desk_of(make_app, settings):
    """Somebody of the front desk, at an app with these settings besides."""

    def desk_of(**more):
        app = make_app(settings | more)
        desk = a_colleague(app, "Fran Desk", [Role.FRONT_DESK])
        return Visitor(sign_in(app.test_client(), desk)).go("/clinic/poster")

    return desk_of


def test_the_poster_leads_to_the_start_page_and_says_what_it_is_not_for(desk_of):
    desk = desk_of(**SERVED)
    desk.sees("Does your upper back hurt when you run?", "Or type: http://check.clinic.example")
    desk.sees("Not for emergencies", "call 911", "No site may show it now")
    desk.does_not_see("Phones cannot reach this address")


def test_an_address_of_this_machine_alone_is_told_before_anything_is_printed(desk_of):
    desk_of().sees("Phones cannot reach this address", "FLASK_BASE_URL")


def test_the_html_to_copy_is_a_plain_link_and_a_frame_without_a_script(desk_of):
    desk = desk_of(**SERVED, EMBED_ON=f"{SITE}, {OTHER}")
    desk.sees(f"{SITE} and {OTHER} may show the start page")
    button, frame = (
        unescape(html) for html in re.findall(r"<pre[^>]*>(.*?)</pre>", desk.response.text, re.S)
    )
    assert button.startswith('<a href="http://check.clinic.example/" target="_blank"')
    assert button.endswith("</a>")
    assert frame.startswith('<iframe src="http://check.clinic.example/" title=')
    assert "<script" not in button + frame


def frames_of(answer):
    """Who may show an answer in a frame."""
    policy = answer.headers["Content-Security-Policy"]
    return re.search("frame-ancestors ([^;]+)", policy)[1]


@pytest.mark.slow
def test_only_the_start_page_and_only_on_the_sites_that_are_set(make_app, settings):
    unset = make_app(settings).test_client()
    assert frames_of(unset.get("/")) == "'none'"
    client = make_app(settings | SERVED | {"EMBED_ON": f"{SITE}/, {OTHER}"}).test_client()
    assert frames_of(client.get("/")) == f"{SITE} {OTHER}"
    others = ("/about", "/questions/safety/now", "/upper-back-pain-when-running", "/clinic/sign-in")
    for other in (*others, "/nothing-here", "/assets/nothing.css"):
        assert frames_of(client.get(other)) == "'none'", other
    assert frames_of(client.post("/")) == "'none'"


@pytest.mark.slow
def test_in_a_frame_the_button_opens_a_new_tab(make_app, settings):
    client = make_app(settings | SERVED | {"EMBED_ON": SITE}).test_client()
    framed = client.get("/", headers={"Sec-Fetch-Dest": "iframe"}).text
    alone = client.get("/", headers={"Sec-Fetch-Dest": "document"}).text
    assert '<base target="_blank">' in framed
    assert "It opens in a new tab." in framed
    assert "<base" not in alone
    assert "new tab" not in alone
    assert "<base" not in make_app(settings).test_client().get("/").text
