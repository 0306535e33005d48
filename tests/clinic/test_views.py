"""The page that says what to set: for whoever sits at the machine, and nobody else."""

import pytest

ADDRESS = "/clinic/settings"
HERE, ELSEWHERE = "127.0.0.1", "192.0.2.7"


@pytest.mark.parametrize(
    ("remote", "headers", "status"),
    [
        (HERE, {}, 200),
        ("::1", {}, 200),
        ("127.8.8.8", {}, 200),
        (ELSEWHERE, {}, 404),
        ("::ffff:192.0.2.7", {}, 404),
        ("2001:db8::1", {}, 404),
        (HERE, {"X-Forwarded-For": ELSEWHERE}, 404),
        (HERE, {"X-Forwarded-For": HERE}, 404),
        (HERE, {"Forwarded": "for=192.0.2.7"}, 404),
        (ELSEWHERE, {"X-Forwarded-For": HERE}, 404),
    ],
)
def test_only_from_this_machine(client, remote, headers, status):
    answer = client.get(ADDRESS, headers=headers, environ_base={"REMOTE_ADDR": remote})

    assert status == answer.status_code


@pytest.mark.parametrize("forwarded", [HERE, f"{HERE}, {ELSEWHERE}", ELSEWHERE])
def test_behind_a_proxy_a_forwarded_request_never_sees_it(make_app, settings, forwarded):
    client = make_app(settings | {"BEHIND_PROXY": True}).test_client()
    headers = {"X-Forwarded-For": forwarded, "X-Forwarded-Proto": "https"}

    assert client.get(ADDRESS, headers=headers).status_code == 404


def test_without_a_remote_address_it_is_not_there(client):
    assert client.get(ADDRESS, environ_base={"REMOTE_ADDR": ""}).status_code == 404


def test_it_says_what_stands_and_what_came(runner):
    runner.go(ADDRESS).sees("FLASK_CLINIC_NAME", "The physio next door", "Your clinic")
    runner.sees("FLASK_COUNTRY Whose emergency numbers are shown", "CA (default)", "not set")
    runner.sees("Not clinically signed off")


def test_it_shows_no_key_and_no_path(app, client):
    page = client.get(ADDRESS).text

    for name in ("SECRET_KEY", "SEALING_KEYS", "DATABASE"):
        assert str(app.config[name]) not in page
