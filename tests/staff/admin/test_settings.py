"""The settings, for administrators: what stands, what came, and nothing secret."""

import pytest

from app import DEFAULTS
from settings.settings import AS_GIVEN
from staff.accounts.roles import Role
from staff.admin.settings_table import GROUPS, groups_of
from tests.factories import a_colleague, sign_in


@pytest.fixture
def settings_page(app, runner):
    sign_in(runner.client, a_colleague(app, roles=[Role.ADMINISTRATOR]))
    return runner.go("/clinic/settings")


def test_it_says_what_stands_and_what_came(settings_page):
    settings_page.sees("FLASK_CLINIC_NAME", "The physio next door", "Your clinic")
    settings_page.sees("FLASK_COUNTRY Whose emergency numbers are shown", "CA (default)")
    settings_page.sees("FLASK_BASE_URL", "not set", "Not clinically signed off")
    settings_page.does_not_see("None")


def test_it_shows_no_key_no_password_and_no_path(app, settings_page):
    for name in ("SECRET_KEY", "ENCRYPTION_KEYS", "DATABASE"):
        assert str(app.config[name]) not in settings_page.response.text
    for name in AS_GIVEN:
        assert f"FLASK_{name}" not in settings_page.response.text


def test_every_setting_stands_in_a_group_that_says_what_it_is_for():
    shown = [name for group in GROUPS.values() for name in group]

    assert len(shown) == len(set(shown))
    assert set(shown) == set(DEFAULTS) - set(AS_GIVEN)
    assert all(what for group in GROUPS.values() for what in group.values())


def test_a_setting_that_is_in_no_group_is_shown_all_the_same(monkeypatch):
    monkeypatch.setitem(DEFAULTS, "NEW", 7)
    title, rows = groups_of(DEFAULTS | {"NEW": 8})[-1]

    assert title == "Others"
    assert [row.value for row in rows if row.name == "NEW" and row.is_set] == ["8"]


def test_true_and_false_are_written_as_they_are_set():
    settings = DEFAULTS | {"HTTPS": True}
    rows = {row.name: row for _, group in groups_of(settings) for row in group}

    assert (rows["HTTPS"].value, rows["HTTPS"].is_set) == ("true", True)
    assert (rows["BEHIND_PROXY"].value, rows["BEHIND_PROXY"].is_set) == ("false", False)
