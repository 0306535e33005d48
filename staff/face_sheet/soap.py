"""The subjective part of a SOAP note as plain text to paste: only what the patient said."""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pre_visit.snapshot import NOT_AT_KIOSK
from questionnaire.questions import SheetPlace
from staff.face_sheet.answer_record import LabelledText
from staff.face_sheet.sheet import FaceSheet

COLUMNS = 80


@dataclass(frozen=True, slots=True)
class Heading:
    """Which visit the words are for, and when they were sent, as the clinic reads moments."""

    visit: str
    sent: str


def subjective(sheet: FaceSheet, heading: Heading) -> str:
    """The text, at most 80 columns wide, each paragraph behind "S:"."""
    return "".join(f"{_wrapped(line)}\n" for line in _lines(sheet, heading) if line.text)


def _wrapped(line: LabelledText) -> str:
    text = f"{line.label}: {line.text}" if line.label else line.text
    return textwrap.fill(
        text, COLUMNS, initial_indent="S: ", subsequent_indent="   ", break_on_hyphens=False
    )


def _lines(sheet: FaceSheet, heading: Heading) -> Iterator[LabelledText]:
    told, own = sheet.told, sheet.own_words
    yield LabelledText("", f"Self-reported before the visit on {heading.visit} ({heading.sent}).")
    if sheet.signs:
        yield LabelledText("Was told by the form", told.record["next_step"]["title"])
    yield LabelledText("Wants to ask or achieve", _quoted(own.ask))
    yield LabelledText("Pain stops", _with_rating(_quoted(own.stops), own.rating))
    yield LabelledText(
        "Complaint",
        _joined([LabelledText("Age", sheet.age), LabelledText("Pain", "; ".join(sheet.places))]),
    )
    yield LabelledText("Behaviour", _joined(sheet.pain))
    yield LabelledText("Load", _joined([LabelledText("", sheet.load.in_words), *sheet.training]))
    yield from _safety(sheet)
    yield LabelledText("Strength", _joined(sheet.strength))
    yield LabelledText("Sleep, stress, desk", _joined(sheet.life))
    yield LabelledText("Other answers", _joined(sheet.other))
    yield LabelledText("Changed an answer after a check", "; ".join(_changes(sheet)))
    at_kiosk = [one for one in sheet.not_answered if one.text == NOT_AT_KIOSK]
    rest = [one for one in sheet.not_answered if one not in at_kiosk]
    yield LabelledText(NOT_AT_KIOSK.capitalize(), "; ".join(one.label for one in at_kiosk))
    yield LabelledText("Not asked or not answered", "; ".join(one.label for one in rest))


def _safety(sheet: FaceSheet) -> Iterator[LabelledText]:
    """Red flags as told: what was ticked, what was answered with no, what is not sure."""
    screens, told = sheet.screens, sheet.told
    background = [told.short(question) for question in told.at(SheetPlace.BACKGROUND)]
    flags = [line for line in screens.ticked if line.label not in background]
    past = [line for line in screens.ticked if line.label in background]
    yield LabelledText("Red flag screen, ticked", _joined(flags) or "nothing")
    yield LabelledText("Red flag screen, answered no", "; ".join(screens.clear))
    yield LabelledText("Red flag screen, not sure", _joined(screens.unsure))
    yield LabelledText("Red flag screen, no answer", _joined(screens.unasked))
    yield LabelledText("PMH flags", _joined(past))


def _changes(sheet: FaceSheet) -> list[str]:
    return [f"{one.label}: was {one.before}, now {one.after}" for one in sheet.changed]


def _quoted(words: str) -> str:
    return f'"{words}"' if words else ""


def _with_rating(words: str, rating: int | None) -> str:
    return " ".join(filter(None, [words, "" if rating is None else f"({rating} out of 10)"]))


def _joined(lines: Iterable[LabelledText]) -> str:
    said = (f"{line.label}: {line.text}" if line.label else line.text for line in lines)
    return ". ".join(text.rstrip(".") for text in said if text)
