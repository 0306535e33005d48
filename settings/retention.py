"""How long records are kept, from settings."""

from collections.abc import Mapping

from records.upkeep.retention import Keep
from settings.clinic import whole

DEFAULTS: dict[str, object] = {"KEEP_INVITATIONS": 30, "KEEP_RESPONSES": 365, "KEEP_REQUESTS": 180}
DAYS = range(1, 36_501)


def keep_from(settings: Mapping[str, object]) -> Keep:
    """The days that each kind is kept. Raises BadSetting."""
    return Keep(
        invitations=whole(settings, "KEEP_INVITATIONS", DAYS, " of days"),
        responses=whole(settings, "KEEP_RESPONSES", DAYS, " of days"),
        requests=whole(settings, "KEEP_REQUESTS", DAYS, " of days"),
    )
