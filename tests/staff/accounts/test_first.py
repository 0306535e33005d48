"""The first start of all: how anybody comes in where nobody can let them in."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from ipaddress import IPv4Address
from threading import Barrier

import pytest

from records.people import staff
from services import services_of
from settings.address import base_url_from, works_only_here
from settings.clinic import BadSetting
from staff.accounts.first_sign_in import words_at_start
from tests.factories import a_colleague
from tests.tables import every_row

HERE = "http://127.0.0.1:8000"


@pytest.fixture
def start(app):
    """Start the app; gives what it says about staff."""
    db = services_of(app).connections.database()
    return lambda base_url=HERE: "\n".join(words_at_start(db, base_url, datetime.now(UTC)))


def link_in(said):
    return re.search(rf"{HERE}(/clinic/set-up/\w+)", said)[1]


def test_the_first_start_leads_to_an_administrator_with_a_name_of_their_own(runner, start):
    runner.go(link_in(start())).sees("You are the first person here.")
    runner.type_in("Your name", "Kim Lee").type_in("New passphrase", "nine grey boats in fog")
    runner.type_in("Repeat new passphrase", "nine grey boats in fog").press("Save and sign in")

    runner.go("/clinic/account").sees("Kim Lee", "administrator, physiotherapist")
    assert "set-up" not in start()


def test_each_start_prints_a_new_link_and_the_older_one_dies(app, runner, start):
    older, newer = link_in(start()), link_in(start())

    runner.go(older).sees("This set-up link does not work")
    runner.go(newer).sees("You are the first person here.")
    assert len(staff.everyone(services_of(app).connections.database())) == 1


def test_servers_that_start_together_add_one_person(app):
    together = Barrier(4)

    def begin(_):
        own = services_of(app).connections.database()
        together.wait(timeout=10)
        return words_at_start(own, HERE, datetime.now(UTC))

    with ThreadPoolExecutor(4) as threads:
        said = ["\n".join(words) for words in threads.map(begin, range(4))]

    assert len({link_in(words) for words in said}) == 4
    assert len(staff.everyone(services_of(app).connections.database())) == 1


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Enter your name."),
        ("first  administrator", "Enter your own name"),
        ("x" * 81, "in 80 characters or fewer."),
    ],
)
def test_a_first_person_without_a_name_is_asked_for_one(runner, start, name, said):
    runner.go(link_in(start())).type_in("Your name", name).press("Save and sign in")

    runner.sees("There is a problem", said)


def test_with_staff_there_is_no_link_to_find(app, start):
    a_colleague(app, "Robin Hale")

    assert start("https://clinic.example") == "Staff sign in at https://clinic.example/clinic/"


def test_links_that_only_work_here_are_warned_of(start):
    assert "set FLASK_BASE_URL" in start()
    assert "set FLASK_BASE_URL" not in start("https://clinic.example")


@every_row(
    ("setting", "host", "base"),
    [
        ("", "127.0.0.1", "http://127.0.0.1:8000"),
        ("", "192.0.2.7", "http://192.0.2.7:8000"),
        ("", str(IPv4Address(0)), "http://127.0.0.1:8000"),
        ("", "::", "http://127.0.0.1:8000"),
        ("", "::1", "http://[::1]:8000"),
        ("https://clinic.example", "127.0.0.1", "https://clinic.example"),
        ("https://clinic.example/", "127.0.0.1", "https://clinic.example"),
        ("http://192.0.2.7:9000/", "127.0.0.1", "http://192.0.2.7:9000"),
        ("https://[2001:db8::1]:8443", "127.0.0.1", "https://[2001:db8::1]:8443"),
    ],
)
def test_where_links_lead(setting, host, base):
    assert base == base_url_from(setting, host, 8000)


@every_row(
    "setting",
    [
        "clinic.example",
        "https://clinic.example/runners",
        "ftp://clinic.example",
        "https://",
        "https://a b",
        "https://clinic.example?x",
        "https://someone@clinic.example",
    ],
)
def test_an_address_that_is_none_is_refused_with_a_remedy(setting):
    with pytest.raises(BadSetting, match="Write it as https://clinic.example"):
        base_url_from(setting, "127.0.0.1", 8000)


@every_row(
    ("base", "only_here"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://localhost:8000", True),
        ("http://[::1]:8000", True),
        ("http://192.0.2.7:8000", False),
        ("https://clinic.example", False),
    ],
)
def test_which_links_work_on_this_machine_alone(base, only_here):
    assert works_only_here(base) is only_here
