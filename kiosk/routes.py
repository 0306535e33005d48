"""A kiosk's pages, all of them: from the attract screen, past the questions, back to it."""

from kiosk import device, errors, handoff, patient_code, questions, sitting
from kiosk.blueprint import kiosk

__all__ = ["device", "errors", "handoff", "kiosk", "patient_code", "questions", "sitting"]
