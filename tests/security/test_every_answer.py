"""What stands on every answer over https: each address, each method, each status, each browser."""

import re
from itertools import cycle

import pytest

from records.people import sign_ins
from services import services_of
from tests.factories import healthy_runner, sit_down_with
from tests.security.observatory import score
from tests.security.world import Browsers, a_world, rules, token_of

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PAGE_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}
LEAST = 120  # points; 100 is an A+
SITE = {"headers": {"Referer": "https://localhost/"}}
PATIENTS = ("/visit", "/v/")
INSIDE = re.compile(
    r"Traceback|File \"|line \d+, in|werkzeug|waitress|flask(?!_[A-Z])|jinja|python|sqlite|wtforms"
    r"|/(work|home|usr|tmp|root|var|opt)/|site-packages|\.py\b|Exception|Error:? '",
    re.IGNORECASE,
)


TOKEN = re.compile(r'value="[\w-]{22,}"')
"""Random letters, like a cookie's: any word may be among them."""


@pytest.fixture(scope="module")
def world(make_app, tmp_path_factory):
    """A clinic behind https."""
    folder = tmp_path_factory.mktemp("https")
    about = {"TESTING": True, "HTTPS": True, "HSTS": 31_536_000, "PREFERRED_URL_SCHEME": "https"}
    app = make_app(about | {"DATABASE": folder / "records.db", "CLINIC_NAME": "The clinic"})
    return a_world(app)


class Secure(Browsers):
    """The same browsers, whose cookies carry the names that they have over https."""

    def of_clinic(self):
        client = self.app.test_client()
        token = sign_ins.start(self.world.db, self.world.robin.id, self.world.now)
        client.set_cookie("__Host-staff", token, secure=True)
        return client

    def of_kiosk(self):
        client = self.app.test_client()
        client.set_cookie("__Host-kiosk", self.world.kiosk[1], secure=True)
        client.post("/kiosk/begin", **SITE)
        return client

    def of_runner(self):
        client = self.app.test_client()
        sit_down_with(client, services_of(self.app).questionnaire, healthy_runner())
        return client


@pytest.fixture(scope="module")
def answers(world):
    """Every answer by what was asked: as who may, as a stranger, and what cannot be."""
    return dict(everything(world))


def everything(world):
    browsers = Secure(world)
    seldom = cycle(("HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"))
    for rule in sorted(world.app.url_map.iter_rules(), key=lambda rule: rule.rule):
        address = world.address(rule, world.ben if "POST" in rule.methods else world.anna)
        for method in ("GET", "POST", next(seldom)):
            answer = world.app.test_client().open(address, method=method, **SITE)
            yield f"stranger {method} {address}", answer
        client = world.anna.client if address.startswith(PATIENTS) else browsers.at(address)
        yield f"GET {address}", client.get(address)
    yield from sent(world, Secure(world))
    yield from in_the_way(world)


def sent(world, browsers):
    for rule in sorted(rules(world.app, "POST"), key=lambda rule: "/clinic" in rule.rule):
        address, client = world.address(rule, world.ben), browsers.at(rule.rule)
        if rule.rule.startswith("/clinic"):
            client = browsers.of_clinic()
        data = {"csrf_token": token_of(client, rule.rule)}
        yield f"POST {address}", client.post(address, data=data, **SITE)


def in_the_way(world):
    """Too large, too often, not there, out of order."""
    client, app = world.app.test_client(), world.app
    yield "413", client.post("/delete", data={"x": "y" * 70_000}, **SITE)
    for number in range(8):
        yield f"guess {number}", client.get(f"/v/{number}")
    for address in ("/nothing", "/%00", "/é", "//elsewhere.example/x", "/clinic", "/assets/x"):
        yield f"GET {address}", client.get(address)
    for one in ("style", "script", "staff_style"):
        address = app.jinja_env.globals[f"{one}_url"]
        yield f"GET {address}", client.get(address)
    kept = app.view_functions["assets.asset"]
    app.view_functions["assets.asset"] = lambda name: 1 / 0
    app.config["PROPAGATE_EXCEPTIONS"] = False
    yield "500", client.get("/assets/site.css")
    app.view_functions["assets.asset"] = kept


@pytest.fixture(scope="module")
def shown(answers):
    """Those in which a browser has anything to show, to run or to keep from others."""
    return {asked: one for asked, one in answers.items() if one.status_code != 303}


def wrong(answers, is_right):
    return {asked: one.status_code for asked, one in answers.items() if not is_right(one)}


def test_the_walk_meets_every_kind_of_answer(answers):
    met = {answer.status_code for answer in answers.values()}

    assert {200, 303, 400, 404, 405, 413, 429, 500} <= met
    assert len(answers) > 500


def test_every_answer_scores_an_a_plus_and_more_at_http_observatory(shown):
    assert wrong(shown, lambda answer: score(answer) >= LEAST) == {}


def test_a_redirect_after_a_post_has_no_content(answers):
    redirects = {asked: one for asked, one in answers.items() if one.status_code == 303}

    assert wrong(redirects, lambda one: not one.data and "Content-Type" not in one.headers) == {}


def test_every_answer_has_the_full_list_of_headers(shown):
    def is_full(answer):
        said = answer.headers
        wanted = HEADERS | PAGE_HEADERS if answer.mimetype == "text/html" else HEADERS
        strict = wanted | {"Referrer-Policy": said.get("Referrer-Policy", "")}
        has_all = all(said.getlist(name) == [value] for name, value in strict.items())
        has_base = "base-uri 'none'" in said["Content-Security-Policy"]
        return has_all and has_base and said["Referrer-Policy"] in ("same-origin", "no-referrer")

    assert wrong(shown, is_full) == {}


def test_nothing_is_kept_in_a_cache_but_style_script_and_the_page_for_everybody(answers):
    kept = wrong(answers, lambda answer: answer.headers["Cache-Control"] == "no-store")

    assert kept
    for_all = r" /(assets/\w+\.\w{8}\.(css|js)|upper-back-pain-when-running)"
    assert all(re.search(for_all, asked) for asked in kept)


def test_no_answer_says_what_it_runs_on_or_where(answers):
    def is_discreet(answer):
        headers = [pair for pair in answer.headers.items() if pair[0] != "Set-Cookie"]
        said = "\n".join(f"{name}: {value}" for name, value in headers)
        is_ours = answer.mimetype in ("text/css", "text/javascript")
        found = INSIDE.search(said) or (not is_ours and INSIDE.search(TOKEN.sub("", answer.text)))
        return not found and not {"Server", "X-Powered-By", "Via"} & set(answer.headers.keys())

    assert wrong(answers, is_discreet) == {}


def test_what_would_give_the_inside_away_is_found():
    """Or the test above would prove nothing."""
    for text in ("Traceback (most recent call last)", "Werkzeug/3.1", 'File "/srv/app.py"'):
        assert INSIDE.search(text)


def test_every_cookie_is_for_this_host_alone_by_https_and_not_for_scripts(answers):
    lines = [line for one in answers.values() for line in one.headers.getlist("Set-Cookie")]
    names = {line.partition("=")[0] for line in lines}

    assert names == {"__Host-self-check", "__Host-staff", "__Host-kiosk"}
    for line in lines:
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(line.split("; ")), line
        assert "Domain" not in line


def test_no_redirect_leads_elsewhere(answers):
    away = {
        asked: answer.location
        for asked, answer in answers.items()
        if answer.location and not re.match(r"(https://localhost)?/(?![/\\])", answer.location)
    }

    assert away == {}


def test_the_type_of_every_answer_is_said_with_its_alphabet(answers):
    def is_said(answer):
        said = answer.headers.get("Content-Type", "")
        return not answer.data or "charset=utf-8" in said or said.startswith("application/")

    assert wrong(answers, is_said) == {}


def test_nobody_else_may_read_an_answer(answers):
    shared = [name for one in answers.values() for name, _ in one.headers if "Allow-" in name]

    assert shared == []
