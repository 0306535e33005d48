"""The subjective part of a SOAP note, as text to paste: what the patient said and was advised.

What the rules make of it, the causes first, is not the patient's word: it stays on the sheet.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from pre_visit.snapshot import NOT_AT_KIOSK
from questionnaire.questions import QuestionKind, SheetPlace
from staff.face_sheet.answer_record import AnswerRecord, LabelledText, within_a_sentence
from staff.face_sheet.pain import SAID_FIRST
from staff.face_sheet.screens import DENIES, NotedScreen
from staff.face_sheet.sheet import FaceSheet
from staff.face_sheet.signs import SignOnSheet

OTHER_SIGNS = {
    " \N{RIGHTWARDS ARROW} ": " to ",
    "\N{MINUS SIGN}": "-",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
}
"""What not every practice system can hold, and what stands for it."""
SAID = {
    "own_question": "{words}",
    "goal_text": "Working towards {words}",
    "goal_date": "Race on {words}",
    "race_km": "Race distance {words}",
    "activities": "Can do, 0 cannot to 10 as before: {words}",
    "medicines": "Takes: {words}",
    "allergies": "Allergies: {words}",
    "seen_by": "Seen and tested: {words}",
    "tests_result": "Was told {words}",
    "treatment_tried": "Tried: {words}",
    "treatment_effect": "Result: {words}",
    "needle_screen": "Needle screen, ticked: {words}",
    "work_kind": "Most of the day: {words}",
    "work_days_lost": "Kept from it by the pain on {words} in 4 weeks",
    "expect_running": "Sure to run as they like in 6 weeks: {words}",
    "fear_harm": "Afraid that running harms the back: {words}",
    "mood_2w": "Mood in 2 weeks: {words}",
}
"""How an answer is put, by its question; any other stands behind its question's short name."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Whose words, for which visit, and when they were sent, as the clinic reads moments."""

    reference: str
    visit: str
    sent: str


def subjective(
    sheet: FaceSheet,
    heading: Heading,
    since: Collection[LabelledText] = (),
    reviews: Collection[LabelledText] = (),
) -> str:
    """The text, a line for each paragraph.

    `since`: each a day, and what changed after it; `reviews`: who did what about each warning.
    """
    lines = [_joined([one]) for one in _lines(sheet, heading, since, reviews) if one.text]
    text = "\n".join(" ".join(line.split()) + "." for line in lines)
    for sign, words in OTHER_SIGNS.items():
        text = text.replace(sign, words)
    return f"S: {text}"


def _lines(
    sheet: FaceSheet,
    heading: Heading,
    since: Collection[LabelledText],
    reviews: Collection[LabelledText],
) -> Iterator[LabelledText]:
    told, pain = sheet.told, [q for q in sheet.told.at(SheetPlace.PAIN) if q not in SAID_FIRST]
    asked = "in a recheck due on" if told.is_recheck else "before the visit on"
    who = f"{heading.reference}, {sheet.age} old" if sheet.age else heading.reference
    yield LabelledText(who, f"self-reported {asked} {heading.visit} ({heading.sent})")
    yield from since
    if sheet.signs:
        advice = within_a_sentence(told.record["next_step"]["title"])
        yield LabelledText("Advised by the self-check", advice)
    yield from reviews
    yield LabelledText("Wants", _said(told, told.at(SheetPlace.GOAL)))
    yield LabelledText("Pain", _options(sheet.pain_first))
    yield LabelledText("Behaviour", _said(told, pain))
    yield LabelledText("Load", _sentences([sheet.load.in_words, _options(sheet.training)]))
    yield from _screens(sheet)
    yield LabelledText("Strength", _options(sheet.strength))
    yield LabelledText("Daily life", _said(told, told.at(SheetPlace.LIFE)))
    yield LabelledText("Medicines and care", _said(told, told.at(SheetPlace.CARE)))
    yield LabelledText("Other answers", _options(sheet.other))
    changes = (f"{one.label}: was {one.before}, now {one.after}" for one in sheet.changed)
    yield LabelledText("Changed an answer after a check", "; ".join(changes))
    at_kiosk = [one for one in sheet.not_answered if one.text == NOT_AT_KIOSK]
    rest = [one for one in sheet.not_answered if one not in at_kiosk]
    yield LabelledText(NOT_AT_KIOSK.capitalize(), "; ".join(one.label for one in at_kiosk))
    yield LabelledText("Not asked or not answered", "; ".join(one.label for one in rest))
    yield LabelledText("Red flags denied, in full", _noted(sheet.screens.noted[DENIES]))
    yield LabelledText("PMH denied, in full", _noted(sheet.screens.past[DENIES]))


def _said(told: AnswerRecord, questions: Iterable[str]) -> str:
    """What was answered to these, in short sentences."""
    return _sentences(_sentence(told, question) for question in questions)


def _sentence(told: AnswerRecord, question: str) -> str:
    words = _words(told, question)
    pattern = SAID.get(question, f"{told.short(question)}: {{words}}")
    return pattern.format(words=words) if words else ""


def _words(told: AnswerRecord, question: str) -> str:
    kind, words = told.rows[question]["kind"], told.words(question)
    if kind == QuestionKind.TEXT:
        return f'"{words.rstrip(".")}"' if words else ""
    if kind == QuestionKind.CHOICES:
        return "; ".join(map(within_a_sentence, told.words_each(question)))
    return within_a_sentence(words) if kind == QuestionKind.CHOICE else words


def _screens(sheet: FaceSheet) -> Iterator[LabelledText]:
    """Red flags, then past medical history: reported, denied, not sure and not answered."""
    reported = [*map(_sign, sheet.signs), _options(sheet.screens.besides)]
    yield LabelledText("Red flags, reports", _sentences(reported) or "none")
    for how, screens in sheet.screens.noted.items():
        yield _answered("Red flags", how, screens)
    yield LabelledText("Red flags, no answer", _joined(sheet.screens.unasked))
    yield LabelledText("Answers that do not agree", _sentences(one.text for one in sheet.checks))
    yield LabelledText("PMH", "; ".join(sheet.screens.history))
    for how, screens in sheet.screens.past.items():
        yield _answered("PMH", how, screens)


def _sign(sign: SignOnSheet) -> str:
    """Why it was met, with the answers that it rests on."""
    told = "; ".join(f"{one.label}: {one.text}" for one in sign.told)
    return f"{sign.because.rstrip('.')} ({told})"


def _answered(subject: str, how: str, screens: Iterable[NotedScreen]) -> LabelledText:
    """What was denied is named by its screens alone: it stands in full at the end."""
    names = "; ".join(within_a_sentence(one.name) for one in screens)
    text = names if how == DENIES else _noted(screens)
    return LabelledText(f"{subject}, {within_a_sentence(how)}", text)


def _noted(screens: Iterable[NotedScreen]) -> str:
    return "; ".join(f"({one.head}) {one.text}" if one.head else one.text for one in screens)


def _options(lines: Iterable[LabelledText]) -> str:
    """The same as `_joined` of options that were picked, each with a small letter at the start."""
    return _joined(
        LabelledText(one.label, "; ".join(map(within_a_sentence, one.text.split("; "))))
        for one in lines
    )


def _joined(lines: Iterable[LabelledText]) -> str:
    return _sentences(f"{line.label}: {line.text}" if line.label else line.text for line in lines)


def _sentences(said: Iterable[str]) -> str:
    return ". ".join(text.rstrip(".") for text in said if text)
