"""Whether people come by https, and what browsers are told of it."""

from pathlib import Path

import pytest

from settings.address import hsts_from, https_from, sites_from
from settings.clinic import BadSetting
from settings.settings import DEFAULTS, BadSettings, read_settings
from tests.tables import every_row


@every_row(
    ("base", "https", "is_https"),
    [
        ("", None, False),
        ("", True, True),
        ("", False, False),
        ("https://clinic.example", None, True),
        (" https://clinic.example ", "", True),
        ("https://clinic.example", True, True),
        ("http://192.0.2.7:9000", None, False),
        ("http://192.0.2.7:9000", False, False),
    ],
)
def test_an_address_says_by_itself_whether_people_come_by_https(base, https, is_https):
    assert https_from({"BASE_URL": base, "HTTPS": https}) is is_https


@pytest.mark.parametrize(
    ("base", "https"), [("https://clinic.example", False), ("http://192.0.2.7", True)]
)
def test_two_settings_that_contradict_each_other_stop_the_start(base, https):
    with pytest.raises(BadSetting, match="Leave FLASK_HTTPS out, or change the address"):
        https_from({"BASE_URL": base, "HTTPS": https})


@every_row(
    ("base", "behind_proxy", "port"),
    [
        ("", False, 8001),
        ("", True, None),
        ("http://192.0.2.7:9000", False, 9000),
        ("http://clinic.lan", True, None),
    ],
)
def test_two_servers_behind_one_address_share_its_port(base, behind_proxy, port):
    given = DEFAULTS | {"BASE_URL": base, "BEHIND_PROXY": behind_proxy}

    assert read_settings(given, {"PORT": "8001"}, Path()).visitors_port == port


@every_row("seconds", [-1, 1.5, "long", True, None])
def test_a_time_for_https_alone_that_is_none_is_refused(seconds):
    with pytest.raises(BadSetting, match="FLASK_HSTS must be a number of seconds"):
        hsts_from({"HSTS": seconds})


def test_cookies_are_sent_by_https_alone_where_the_address_says_https(make_app, settings):
    client = make_app(settings | {"BASE_URL": "https://clinic.example"}).test_client()
    page = client.get("/questions/safety/now", base_url="https://clinic.example")

    assert "Secure" in page.headers["Set-Cookie"]
    assert page.headers["Set-Cookie"].startswith("__Host-")


@every_row(
    ("given", "sites"),
    [
        ("", ()),
        (" , ", ()),
        ("https://www.clinic.example/", ("https://www.clinic.example",)),
        ("HTTPS://Clinic.Example:8443", ("https://clinic.example:8443",)),
        ("https://a.example,https://b.example", ("https://a.example", "https://b.example")),
        ("https://grün.example", ("https://xn--grn-ioa.example",)),
    ],
)
def test_the_sites_that_may_show_the_start_page(given, sites):
    assert sites_from(given) == sites


@every_row(
    "given",
    ["*", "https://*.clinic.example", "clinic.example", "https:", "https://clinic.example/page"]
    + ["https://a.example https://b.example", "https://a.example; script-src *", "'self'"],
)
def test_what_names_no_site_stops_the_start(given):
    with pytest.raises(BadSettings, match="FLASK_EMBED_ON: .* is no address of a site"):
        read_settings(DEFAULTS | {"EMBED_ON": given}, {}, Path())
