"""The safety screens as a clinician notes them: reported, denied, not sure, not asked.

A denial is what was offered beside "None of these" while that was ticked. What was left without a
tick beside one was not denied, and what nobody asked was not either.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pre_visit.snapshot import DOES_NOT_APPLY
from questionnaire.questions import SheetPlace
from records.answers.snapshot import AskedQuestion, options_in
from staff.face_sheet.answer_record import AnswerRecord, LabelledText, within_a_sentence

NO = ("none", "no_now")  # the options of the safety screens that stand for no
RATHER_NOT = "prefer_not"


NOT_SURE, DENIES, UNTICKED = "Not sure", "Denies", "Left unticked"


@dataclass(frozen=True, slots=True)
class NotedScreen:
    """What was offered on a screen and not ticked, as a clinician notes it."""

    name: str
    """The screen's short name."""
    head: str
    """What it is headed with, such as "in 4 weeks"; may be empty."""
    text: str


Noted = dict[str, tuple[NotedScreen, ...]]
"""By what was said of it: DENIES and the like."""


@dataclass(frozen=True, slots=True)
class Screens:
    """The safety screens of one submission."""

    ticked: tuple[LabelledText, ...]
    """What was ticked, whether or not a sign came of it."""
    besides: tuple[LabelledText, ...]
    """What was ticked of red flags and no sign rests on."""
    history: tuple[str, ...]
    """What was ticked of the past, whether or not a sign came of it, as within a sentence."""
    noted: Noted
    """What was denied, not sure, and left without a tick beside one."""
    past: Noted
    """The same of the screens about the past, which are history and no red flags."""
    unasked: tuple[LabelledText, ...]
    """Screens without an answer, and why."""

    @property
    def is_clear(self) -> bool:
        """Whether every screen was asked, and answered with no."""
        groups = (self.noted, self.past)
        is_all_denied = all(
            not lines for one in groups for how, lines in one.items() if how != DENIES
        )
        return is_all_denied and not self.ticked and not self.unasked


def screens_of(told: AnswerRecord) -> Screens:
    """The safety screens of a record."""
    rows = [row for row in told.rows.values() if row["is_safety"]]
    past = set(told.at(SheetPlace.BACKGROUND))
    flags = [row for row in rows if row["id"] not in past]
    earlier = [row for row in rows if row["id"] in past]
    behind = _behind_signs(told)

    def is_ticked(question: str, option: str) -> bool:
        return option not in NO and (question, option) not in told.unsure | told.told_further

    def is_besides(question: str, option: str) -> bool:
        return is_ticked(question, option) and not behind & {question, (question, option)}

    return Screens(
        ticked=tuple(_lines(rows, is_ticked)),
        besides=tuple(_lines(flags, is_besides)),
        history=tuple(map(within_a_sentence, _options(earlier, is_ticked))),
        noted=_noted(told, flags),
        past=_noted(told, earlier),
        unasked=(*_skipped(rows), *_unasked(told)),
    )


def _noted(told: AnswerRecord, rows: list[AskedQuestion]) -> Noted:
    found: dict[str, list[NotedScreen]] = {NOT_SURE: [], UNTICKED: [], DENIES: []}
    for row in rows:
        how = _answered(told, row)
        offered = ", ".join(told.offered(row["id"], but={*NO, *options_in(row["answer"])}))
        if how and offered:
            found[how].append(NotedScreen(row["short"], told.noted_as(row["id"]), offered))
        elif how and how != UNTICKED:  # what it is about is all that can be said
            found[how].append(NotedScreen(row["short"], "", row["short"]))
    return {how: tuple(lines) for how, lines in found.items()}


def _answered(told: AnswerRecord, row: AskedQuestion) -> str:
    """How a screen was answered, of what is not ticked on it; empty where nothing follows."""
    ticked = options_in(row["answer"])
    if set(ticked) & set(NO):
        return DENIES
    if not ticked or RATHER_NOT in ticked:
        return ""
    is_unsure = any((row["id"], one) in told.unsure for one in ticked)
    return NOT_SURE if is_unsure else UNTICKED


def _behind_signs(told: AnswerRecord) -> set[str | tuple[str, str]]:
    """The options that signs rest on; a question alone where its whole answer matters."""
    signs = [one for sign in told.record["signs"] for one in sign["told"]]
    whole = {one["question"] for one in signs if not one["options"]}
    return whole | {(one["question"], option) for one in signs for option in one["options"]}


def _lines(rows: list[AskedQuestion], is_one: Callable[[str, str], bool]) -> Iterator[LabelledText]:
    """Of each screen, the options of one sort in words; nothing of a screen that has none."""
    for row in rows:
        if words := "; ".join(_options([row], is_one)):
            yield LabelledText(row["short"], words)


def _options(rows: list[AskedQuestion], is_one: Callable[[str, str], bool]) -> Iterator[str]:
    for row in rows:
        for option, words in zip(options_in(row["answer"]), row["words"], strict=True):
            if is_one(row["id"], option):
                yield words


def _skipped(rows: list[AskedQuestion]) -> Iterator[LabelledText]:
    for row in rows:
        if not row["words"]:
            yield LabelledText(row["short"], "skipped by the patient")
        elif RATHER_NOT in options_in(row["answer"]):
            yield LabelledText(row["short"], "the patient would rather not say")


def _unasked(told: AnswerRecord) -> Iterator[LabelledText]:
    for row in told.record["not_asked"]:
        if row["id"] in told.safety and row["why"] != DOES_NOT_APPLY:
            yield LabelledText(row["short"], row["why"])
