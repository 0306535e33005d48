"""How kiosks behave, from settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from settings.clinic import whole, yes_or_no

DEFAULTS: dict[str, object] = {"KIOSK_IDLE": 60, "KIOSK_PRINT": False}
WHAT_TO_SET = {
    "KIOSK_IDLE": "Seconds without a touch until a kiosk asks who is there: 30 to 300.",
    "KIOSK_PRINT": "true or false: whether a result may be sent to the desk to be printed.",
}
IDLE_SECONDS = range(30, 301)
TO_ANSWER = 30  # seconds to say "I am still here"


@dataclass(frozen=True, slots=True)
class KioskSettings:
    """What holds at every kiosk."""

    idle: int
    """Seconds without a touch until it asks; 30 more and it forgets."""
    prints: bool

    @property
    def limit(self) -> timedelta:
        """How long a sitting lives without a touch."""
        return timedelta(seconds=self.idle + TO_ANSWER)


def kiosk_settings_from(settings: Mapping[str, object]) -> KioskSettings:
    """The settings of kiosks. Raises BadSetting."""
    idle = whole(settings, "KIOSK_IDLE", IDLE_SECONDS, " of seconds")
    return KioskSettings(idle, yes_or_no(settings, "KIOSK_PRINT"))
