"""No page from elsewhere can send a form in somebody's name: each way, at every address."""

import secrets

from tests.factories import a_colleague, sign_in
from tests.pre_visit.pages import WORDS_PAGE
from tests.security.world import Browsers, rules, token_of

HTTPS = {"base_url": "https://localhost"}
EVIL = "https://elsewhere.example"


def without(client, token):
    return {}, {}


def with_nonsense(client, token):
    return {"csrf_token": "x"}, {}


def with_a_stale_one(client, token):
    with client.session_transaction() as session:
        session["csrf_token"] = secrets.token_hex(20)
    return {"csrf_token": token}, {}


def with_anothers(client, token):
    stranger = client.application.test_client()
    stranger.get("/questions/safety/now")
    return {"csrf_token": token_of(stranger, "/t")}, {}


def from_elsewhere(client, token):
    return {"csrf_token": token}, {"headers": {"Origin": EVIL}}


def from_a_page_that_hides_where_it_is(client, token):
    return {"csrf_token": token}, {"headers": {"Origin": "null"}}


def across_sites(client, token):
    return {"csrf_token": token}, {"headers": {"Sec-Fetch-Site": "cross-site"}}


def from_a_neighbour(client, token):
    return {"csrf_token": token}, {"headers": {"Sec-Fetch-Site": "same-site"}}


def over_https_without_referer(client, token):
    return {"csrf_token": token}, HTTPS


def over_https_from_elsewhere(client, token):
    return {"csrf_token": token}, HTTPS | {"headers": {"Referer": f"{EVIL}/clinic/account"}}


WAYS = [
    without,
    with_nonsense,
    with_a_stale_one,
    with_anothers,
    from_elsewhere,
    from_a_page_that_hides_where_it_is,
    across_sites,
    from_a_neighbour,
    over_https_without_referer,
    over_https_from_elsewhere,
]


def is_refused(rule, answer):
    """At a kiosk a form that is not its own leads on; elsewhere the page says what happened."""
    if rule.rule.startswith("/kiosk"):
        return answer.status_code in (303, 400)
    return answer.status_code == 400


def test_a_form_that_is_not_ours_is_refused_and_changes_nothing(world):
    """Without its token at every address; in each other way at its share of them."""
    everywhere, before = rules(world.app, "POST"), world.rows()
    assert len(everywhere) > 50
    for number, way in enumerate(WAYS):
        browsers = Browsers(world)
        for rule in everywhere[number :: len(WAYS)] if number else everywhere:
            client, token = browsers.with_token(rule.rule)
            data, how = way(client, token)
            answer = client.post(world.address(rule, world.ben), data=data, **how)
            assert is_refused(rule, answer), (way.__name__, rule.rule, answer.status_code)
        assert world.rows() == before, way.__name__


def test_the_same_forms_are_taken_when_they_are_our_own(world):
    """Or the test above would prove nothing."""
    headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    refused = []
    for rule in sorted(rules(world.app, "POST"), key=lambda rule: "/clinic" in rule.rule):
        client = Browsers(world).at(rule.rule)
        data = {"csrf_token": token_of(client, rule.rule), "state": "called", "weeks": "2"}
        answer = client.post(world.address(rule, world.ben), data=data, headers=headers)
        refused += [rule.rule] if answer.status_code == 400 else []

    assert refused == []


def test_what_only_a_form_may_change_cannot_be_asked_for_by_an_address(world):
    readable = {rule.rule for rule in rules(world.app, "GET")}
    browsers, before = Browsers(world), world.rows()
    for rule in rules(world.app, "POST"):
        client = browsers.at(rule.rule)
        for method in (client.get, client.head, client.options) * (rule.rule not in readable):
            answer = method(world.address(rule, world.ben))
            assert answer.status_code in (200, 303, 404, 405), rule.rule
            assert answer.status_code != 200 or not answer.data, rule.rule

    assert world.rows() == before


def test_a_proxy_that_hides_the_host_needs_the_address_to_be_set(make_app, settings):
    """Where a browser says no more than its origin."""
    client = make_app(settings | {"BASE_URL": "https://clinic.example"}).test_client()
    here = {"base_url": "http://clinic.example"}
    for origin, status in (("https://clinic.example", 303), (EVIL, 400), ("https://", 400)):
        data = {"csrf_token": token_of(client, "/delete", **here)}
        answer = client.post("/delete", data=data, headers={"Origin": origin}, **here)
        assert answer.status_code == status, origin


def test_by_https_a_browser_that_keeps_its_pages_to_itself_may_send(make_app, settings):
    client, here = make_app(settings | {"HTTPS": True}).test_client(), HTTPS
    data = {"csrf_token": token_of(client, "/delete", **here)}
    for said, status in (
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Origin": "https://localhost"}, 303),
        ({"Referer": "https://localhost/questions/safety/now"}, 303),
        ({"Referer": f"{EVIL}/https://localhost/"}, 400),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "https://localhost"}, 400),
        ({"Origin": EVIL, "Referer": "https://localhost/"}, 400),
    ):
        answer = client.post("/delete", data=data, headers=said, **here)
        assert answer.status_code == status, said
        data = {"csrf_token": token_of(client, "/delete", **here)}


def test_a_patients_words_are_kept_when_the_form_is_stale(world):
    words = {"own_question": "Is swimming fine?", "goal_text": "Lifting my son"}
    sent = words | {"csrf_token": "old"}
    answer = world.ben.client.post(world.ben.at(WORDS_PAGE), data=sent)

    assert answer.status_code == 400
    for text in ("Is swimming fine?", "Lifting my son"):
        assert text in answer.text


def test_a_note_of_the_staff_is_kept_when_the_form_is_stale(app, world):
    client = sign_in(app.test_client(), a_colleague(app, "Kim Lee", world.sam.roles))
    sent = {"csrf_token": "old", "note": "Called back, comes on Monday"}
    answer = client.post(f"/clinic/responses/{world.anna.name}/note", data=sent)

    assert (answer.status_code, sent["note"] in answer.text) == (400, True)


def test_a_runners_note_is_kept_when_the_form_is_stale(world):
    client = Browsers(world).at("/booking")
    sent = {"csrf_token": "old", "name": "Zoë", "note": "Mornings are best for me"}
    answer = client.post("/booking", data=sent)

    assert (answer.status_code, sent["note"] in answer.text) == (400, True)
