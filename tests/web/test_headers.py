"""What every answer says to the browser."""

import gzip
import re

import pytest

from tests.factories import healthy_runner, sit_down_with
from tests.tables import every_row


def test_a_method_that_is_not_allowed_names_those_that_are(client):
    assert "GET" in client.post("/").headers["Allow"]


def test_scripts_carry_the_number_of_their_own_answer(client):
    first, second = client.get("/"), client.get("/")

    (number,) = re.findall(r"'nonce-([^']+)'", first.headers["Content-Security-Policy"])
    assert re.findall(r"<script[^>]*>", first.text)
    assert all(f'nonce="{number}"' in tag for tag in re.findall(r"<script[^>]*>", first.text))
    assert number not in second.headers["Content-Security-Policy"]


@pytest.mark.slow
def test_over_https_all_of_a_page_comes_by_https(client):
    assert "upgrade-insecure-requests" not in client.get("/").headers["Content-Security-Policy"]
    secure = client.get("/", base_url="https://localhost")
    assert "upgrade-insecure-requests" in secure.headers["Content-Security-Policy"]


def test_a_browser_is_told_to_stay_with_https_only_where_the_clinic_decided_so(
    client, make_app, settings
):
    """It cannot be told otherwise for as long, nor can the clinic's other sites."""
    told = make_app(settings | {"HSTS": 31_536_000}).test_client()

    assert "Strict-Transport-Security" not in client.get("/", base_url="https://localhost").headers
    assert "Strict-Transport-Security" not in told.get("/").headers
    secure = told.get("/", base_url="https://localhost")
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_a_page_is_compressed_for_those_who_take_it(client):
    plain = client.get("/")
    zipped = client.get("/", headers={"Accept-Encoding": "br, gzip"})

    assert "Content-Encoding" not in plain.headers
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert "<h1>" in gzip.decompress(zipped.data).decode()
    assert int(zipped.headers["Content-Length"]) == len(zipped.data) < len(plain.data)


@pytest.mark.parametrize("accepted", ["identity", "gzip;q=0", "br"])
def test_a_page_is_plain_for_those_who_do_not(client, accepted):
    assert "Content-Encoding" not in client.get("/", headers={"Accept-Encoding": accepted}).headers


STYLES, SCRIPTS = ("style", "guide_style", "staff_style", "sheet_style"), ("script", "watch_script")
BUNDLES = {f"{name}_url" for name in (*STYLES, *SCRIPTS)}


def assets_of(app):
    """The addresses under which an app serves style and script."""
    return {app.jinja_env.globals[bundle] for bundle in BUNDLES}


@every_row("bundle", sorted(BUNDLES))
def test_an_asset_is_kept_for_a_year_under_its_hash(app, client, bundle):
    address = app.jinja_env.globals[bundle]
    assert re.fullmatch(r"/assets/[a-z]+\.[0-9a-f]{8}\.(css|js)", address)
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert gzip.decompress(answer.data) == client.get(address).data
    assert "Set-Cookie" not in answer.headers


def test_a_changed_asset_has_another_name(make_app, settings, app):
    other = make_app(settings | {"ACCENT": "#7a1f2b"})
    mine, theirs = map(assets_of, (app, other))

    assert {"/assets/site.css", "/assets/sheet.css"} == {_unhashed(name) for name in mine - theirs}


def _unhashed(name):
    return re.sub(r"\.[0-9a-f]+\.", ".", name)


def test_an_old_name_of_an_asset_is_not_there(client):
    assert client.get("/assets/site.0000000000.css").status_code == 404


@pytest.mark.parametrize(
    ("address", "most"),
    [("/", 5), ("/questions/safety/now", 5), ("/questions/strength/weeks", 5)]
    + [("/answers", 6), ("/assessment", 14)],
)
def test_a_page_is_at_most_so_many_kilobytes(client, questionnaire, address, most):
    """With its style sheet the first page is to be 14 at most, a result 14, each further page 8."""
    sit_down_with(
        client, questionnaire, healthy_runner(strength_days=0, training_changes=["more_hills"])
    )
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})

    assert answer.status_code == 200
    assert len(answer.data) <= most * 1024


def test_the_first_page_with_its_style_and_script_is_small(app, client):
    page = client.get("/", headers={"Accept-Encoding": "gzip"})
    style, script = (
        len(client.get(address, headers={"Accept-Encoding": "gzip"}).data)
        for address in (app.jinja_env.globals[bundle] for bundle in ("style_url", "script_url"))
    )

    assert len(page.data) + style <= 14 * 1024
    assert len(page.data) + style + script <= 25 * 1024
    assert script <= 5 * 1024
