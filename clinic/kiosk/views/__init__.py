"""A kiosk's pages: from the attract screen, past the questions and the result, back to it."""

from clinic.kiosk.views import asking, device, diary, questions, sitting
from clinic.kiosk.views.room import kiosk

__all__ = ["asking", "device", "diary", "kiosk", "questions", "sitting"]
