"""The safety screens in few words: what was ticked, denied, not sure and not asked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pre_visit.snapshot import DOES_NOT_APPLY
from records.answers.snapshot import AskedQuestion, options_in
from staff.face_sheet.answer_record import AnswerRecord, LabelledText

NO = ("none", "no_now")  # the options of the safety screens that stand for no


@dataclass(frozen=True, slots=True)
class Screens:
    """The safety screens of one submission."""

    clear: tuple[str, ...]
    """Short names of the screens answered with no to everything on them."""
    ticked: tuple[LabelledText, ...]
    """What was ticked, whether or not a sign came of it."""
    besides: tuple[LabelledText, ...]
    """What was ticked and no sign rests on."""
    unsure: tuple[LabelledText, ...]
    unasked: tuple[LabelledText, ...]
    """Screens without an answer, and why."""


def screens_of(told: AnswerRecord) -> Screens:
    """The safety screens of a record."""
    rows = [row for row in told.rows.values() if row["is_safety"]]
    behind = _behind_signs(told)

    def is_ticked(question: str, option: str) -> bool:
        return option not in NO and (question, option) not in told.unsure | told.told_further

    def is_besides(question: str, option: str) -> bool:
        return is_ticked(question, option) and not behind & {question, (question, option)}

    return Screens(
        clear=tuple(row["short"] for row in rows if set(options_in(row["answer"])) & set(NO)),
        ticked=tuple(_lines(rows, is_ticked)),
        besides=tuple(_lines(rows, is_besides)),
        unsure=tuple(_lines(rows, lambda *pair: pair in told.unsure)),
        unasked=(*_skipped(rows), *_unasked(told)),
    )


def _behind_signs(told: AnswerRecord) -> set[str | tuple[str, str]]:
    """The options that signs rest on; a question alone where its whole answer matters."""
    signs = [one for sign in told.record["signs"] for one in sign["told"]]
    whole = {one["question"] for one in signs if not one["options"]}
    return whole | {(one["question"], option) for one in signs for option in one["options"]}


def _lines(rows: list[AskedQuestion], is_one: Callable[[str, str], bool]) -> Iterator[LabelledText]:
    """Of each screen, the options of one sort in words; nothing of a screen that has none."""
    for row in rows:
        pairs = zip(options_in(row["answer"]), row["words"], strict=True)
        if words := [text for option, text in pairs if is_one(row["id"], option)]:
            yield LabelledText(row["short"], "; ".join(words))


def _skipped(rows: list[AskedQuestion]) -> Iterator[LabelledText]:
    return (
        LabelledText(row["short"], "skipped by the patient") for row in rows if not row["words"]
    )


def _unasked(told: AnswerRecord) -> Iterator[LabelledText]:
    for row in told.record["not_asked"]:
        if row["id"] in told.safety and row["why"] != DOES_NOT_APPLY:
            yield LabelledText(row["short"], row["why"])
