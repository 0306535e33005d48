"""How long records are kept, from settings."""

from collections.abc import Mapping

from records.upkeep.retention import Keep
from settings.clinic import BadSetting

DEFAULTS: dict[str, object] = {"KEEP_INVITATIONS": 30, "KEEP_RESPONSES": 365, "KEEP_REQUESTS": 180}
LONGEST = 36_500  # days


def keep_from(settings: Mapping[str, object]) -> Keep:
    """The days that each kind is kept. Raises BadSetting."""
    return Keep(
        invitations=_days(settings, "KEEP_INVITATIONS"),
        responses=_days(settings, "KEEP_RESPONSES"),
        requests=_days(settings, "KEEP_REQUESTS"),
    )


def _days(settings: Mapping[str, object], name: str) -> int:
    value = settings[name]
    if type(value) is not int or not 1 <= value <= LONGEST:
        raise BadSetting(f"FLASK_{name} must be a whole number of days from 1 to {LONGEST}.")
    return value
