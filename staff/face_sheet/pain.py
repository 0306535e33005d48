"""What is read of a pain first: where, how strong, what sets it off and what eases it."""

from collections.abc import Iterable, Iterator

from questionnaire.questions import SheetPlace
from staff.face_sheet.answer_record import AnswerRecord, LabelledText

STRENGTH = {"pain_now": "now", "pain_average": "on average", "pain_worst": "at worst"}
"""Ratings from 0 to 10, and when each holds."""
SETS_OFF = ("pain_run_timing", "pain_other_times")
EASES = ("pain_eases",)
SIDE = "pain_side"
SAID_FIRST = frozenset({SIDE, *STRENGTH, *SETS_OFF, *EASES})
"""The questions told so, beside those of the picture."""


def pain_first(told: AnswerRecord) -> Iterator[LabelledText]:
    """A line each; nothing that was not answered."""
    here = [q for q in told.at(SheetPlace.PAIN) if q in SAID_FIRST]
    ratings = [(told.number(q), when) for q, when in STRENGTH.items() if q in here]
    strong = [f"{number:g} {when}" for number, when in ratings if number is not None]

    def said(questions: Iterable[str]) -> list[str]:
        return [words for q in questions for words in told.words_each(q)]

    lines = {
        "Where": said([*told.at(SheetPlace.PICTURE), *(q for q in here if q == SIDE)]),
        "How strong, 0 to 10": [", ".join(strong)],
        "Sets it off": said(q for q in here if q in SETS_OFF),
        "Eases it": said(q for q in here if q in EASES),
    }
    for label, each in lines.items():
        if text := "; ".join(words for words in each if words):
            yield LabelledText(label, text)
