"""Where the clinic's address is set, the app answers under no other name."""

import pytest

from tests.factories import settings_in
from tests.tables import every_row
from web.hosts import name_in

OWN = {"BASE_URL": "https://self-check.clinic.example:8443"}
STRANGE = [
    "other.example",
    "self-check.clinic.example.other.example",
    "other.example:8443",
    "self-check.clinic.example@other.example",
    "other.example#self-check.clinic.example",
    "[::2]",
    "[",
    "a b",
    "\x00",
    "ü.example",
    ".clinic.example",
    "clinic.example",
    "",
    "a" * 5000,
]
NO_NAMES = (".clinic.example", "a" * 5000)


@pytest.fixture(scope="module")
def clinic(make_app, tmp_path_factory):
    return make_app(settings_in(tmp_path_factory.mktemp("hosts")) | OWN)


@every_row("host", STRANGE)
@pytest.mark.parametrize("path", ["/", "/clinic/sign-in", "/v/a-token", "/nowhere"])
def test_an_unknown_host_is_told_nothing(clinic, host, path):
    answer = clinic.test_client().get(path, headers={"Host": host})

    assert answer.status_code == 400
    assert "Nothing is at this address" in answer.text
    assert "physio" not in answer.text
    assert "href" not in answer.text
    assert "Set-Cookie" not in answer.headers
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "host",
    ["self-check.clinic.example:8443", "Self-Check.Clinic.Example", "127.0.0.1:8000", "localhost"]
    + ["[::1]:8000"],
)
def test_the_own_name_and_this_machine_are_answered(clinic, host):
    assert clinic.test_client().get("/", headers={"Host": host}).status_code == 200


def test_a_post_under_an_unknown_host_changes_nothing(clinic):
    client = clinic.test_client()
    answer = client.post("/delete", headers={"Host": "other.example"})

    assert answer.status_code == 400
    assert "Set-Cookie" not in answer.headers


@every_row("host", STRANGE)
@pytest.mark.parametrize("path", ["/", "/nowhere"])
def test_before_the_address_is_set_any_name_opens_the_app(client, host, path):
    expected = 400 if host in NO_NAMES else 200 if path == "/" else 404

    assert client.get(path, headers={"Host": host}).status_code == expected


@pytest.mark.parametrize("setting", ["BASE_URL", "BEHIND_PROXY"])
def test_a_name_passed_on_counts_behind_a_proxy_alone(make_app, tmp_path, setting):
    own = OWN | {"BEHIND_PROXY": setting == "BEHIND_PROXY"}
    client = make_app(settings_in(tmp_path) | own).test_client()
    passed_on = {"Host": "127.0.0.1:8000", "X-Forwarded-Host": "other.example"}

    expected = 400 if setting == "BEHIND_PROXY" else 200

    assert client.get("/", headers=passed_on).status_code == expected


def test_whatever_a_proxy_says_of_where_somebody_is_they_can_guess(make_app, tmp_path):
    client = make_app(settings_in(tmp_path) | {"BEHIND_PROXY": True}).test_client()
    for passed_on in ("unknown", "1.2.3.4:80", "", "1.2.3.4, x", "[::1]", "\xff"):
        answer = client.get("/v/not-a-token", headers={"X-Forwarded-For": passed_on})
        assert answer.status_code == 303, passed_on


@every_row(
    ("address", "expected"),
    [("https://A.example:1", "a.example"), ("//[::1]:5", "::1"), ("//[", ""), ("", ""), ("//", "")],
)
def test_the_name_in_an_address(address, expected):
    assert name_in(address) == expected
