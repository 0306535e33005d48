import pytest

from records.upkeep.retention import Keep
from settings.clinic import BadSetting
from settings.retention import DEFAULTS, keep_from
from tests.tables import every_row


def test_the_defaults():
    assert keep_from(DEFAULTS) == Keep(invitations=30, responses=365, requests=180)


def test_days_of_the_clinic_s_own():
    assert keep_from(DEFAULTS | {"KEEP_REQUESTS": 1, "KEEP_RESPONSES": 3650}).responses == 3650


@every_row("name", DEFAULTS)
@every_row("value", [0, -1, 1.5, True, "30", "", "30 days", 36_501, None, [30]])
def test_what_is_no_number_of_days(name, value):
    with pytest.raises(BadSetting, match=f"FLASK_{name} must be a whole number of days from 1"):
        keep_from(DEFAULTS | {name: value})
