"""The face sheet: what one patient told, on one page to read in a minute."""

from collections.abc import Iterator
from dataclasses import dataclass

from pre_visit.snapshot import DOES_NOT_APPLY, NOT_IN_RECHECK
from questionnaire.questions import SheetPlace
from records.answers.snapshot import KeptAnswers, Snapshot
from staff.face_sheet.answer_record import AnswerRecord, LabelledText
from staff.face_sheet.causes import CauseOnSheet, IndicatorOnSheet, causes_on_sheet, first_sentence
from staff.face_sheet.load import IN_CHART, Load, load_of
from staff.face_sheet.pain import SAID_FIRST, pain_first
from staff.face_sheet.screens import Screens, screens_of
from staff.face_sheet.signs import SignOnSheet, signs_on_sheet
from staff.face_sheet.since import ChangedAnswer

SIZES = {"": (2900, 2000), "snug": (4000, 3500), "full": (6500, 5700)}
"""Characters on one page of paper without a trend and with one, by the type that it is set in, the
largest first. With more no room is left to examine on, and denials are told by screen."""


@dataclass(frozen=True, slots=True)
class FaceSheet:
    """Everything on the page but its heading, ready to be set."""

    told: AnswerRecord
    goal: tuple[LabelledText, ...]
    """What the patient wants, and what is hard for them."""
    age: str
    signs: tuple[SignOnSheet, ...]
    screens: Screens
    load: Load
    causes: tuple[CauseOnSheet, ...]
    zones: tuple[str, ...]
    side: str
    """left, right, both or middle; empty where it was not told."""
    pain_first: tuple[LabelledText, ...]
    """Where it hurts, how strong, what sets it off and what eases it."""
    pain: tuple[LabelledText, ...]
    """What else was said of it."""
    training: tuple[LabelledText, ...]
    strength: tuple[LabelledText, ...]
    life: tuple[LabelledText, ...]
    care: tuple[LabelledText, ...]
    other: tuple[LabelledText, ...]
    changed: tuple[ChangedAnswer, ...]
    """Answers changed after a cross-check."""
    checks: tuple[IndicatorOnSheet, ...]
    """Answers that do not agree, those that the patient was told of first."""
    notes: tuple[IndicatorOnSheet, ...]
    not_answered: tuple[LabelledText, ...]
    """What was not asked or was skipped, beside the safety screens, and why."""
    rules: str
    """The ids of every rule that was met."""

    @property
    def length(self) -> int:
        """How much stands on it, in characters."""
        told = (line for sign in self.signs for line in sign.told)
        sections = (
            self.goal,
            self.pain_first,
            self.pain,
            self.training,
            self.strength,
            self.life,
            self.care,
            self.other,
        )
        flags = self.screens
        answers = (line for lines in (*sections, flags.besides) for line in lines)
        lines = sum(len(line.label) + len(line.text) for line in (*told, *answers))
        noted = [one for lines in (*flags.noted.values(), *flags.past.values()) for one in lines]
        lines += sum(len(one.head) + len(one.text) for one in noted)
        signs = sum(len(one.because) for one in self.signs)
        reasons = sum(len(one.text) for cause in self.causes for one in cause.points_to)
        checks = (one.text for one in self.checks)
        return lines + signs + reasons + sum(map(len, (*checks, *flags.history)))


def size_on_paper(length: int, *, has_trend: bool) -> str:
    """The class of a sheet with so many characters: one of SIZES, or "fullest"."""
    return next((size for size, most in SIZES.items() if length <= most[has_trend]), "fullest")


def face_sheet_of(told: AnswerRecord, kept: KeptAnswers | None) -> FaceSheet:
    """The face sheet of a record; `kept` holds what the patient changed after a cross-check."""
    return FaceSheet(
        told=told,
        goal=_lines(told, SheetPlace.GOAL),
        age="; ".join(told.words(q) for q in told.at(SheetPlace.AGE)),
        signs=tuple(signs_on_sheet(told.record)),
        screens=screens_of(told),
        load=load_of(told),
        causes=causes_on_sheet(told.shown),
        zones=tuple(zone for q in told.at(SheetPlace.PICTURE) for zone in told.options(q)),
        side=str(told.answer("pain_side") or ""),
        pain_first=tuple(pain_first(told)),
        pain=told.lines(q for q in told.at(SheetPlace.PAIN) if q not in SAID_FIRST),
        training=_lines(told, SheetPlace.LOAD),
        strength=_lines(told, SheetPlace.STRENGTH),
        life=_lines(told, SheetPlace.LIFE),
        care=_lines(told, SheetPlace.CARE),
        other=_lines(told, SheetPlace.OTHER),
        changed=tuple(_changed(told, kept)),
        checks=tuple(_checks(told.record)),
        notes=tuple(
            IndicatorOnSheet(one["id"], first_sentence(one["say"])) for one in told.record["notes"]
        ),
        not_answered=tuple(_not_answered(told)),
        rules=" ".join(_rules(told.record)),
    )


def _lines(told: AnswerRecord, place: SheetPlace) -> tuple[LabelledText, ...]:
    """What stands at a place in words; distances that the chart shows are not said again."""
    return told.lines(q for q in told.at(place) if q not in IN_CHART)


def _checks(record: Snapshot) -> Iterator[IndicatorOnSheet]:
    for one in record["cross_checks"]:
        said = first_sentence(one["say"]).rstrip(".")
        yield IndicatorOnSheet(one["id"], f"The patient was told: “{said}”.")
    for one in record.get("checks", ()):
        yield IndicatorOnSheet(one["id"], one["say"])


def _changed(told: AnswerRecord, kept: KeptAnswers | None) -> Iterator[ChangedAnswer]:
    for one in (kept or {}).get("changes", ()):
        before, after = ("; ".join(one[side]) or "not answered" for side in ("before", "after"))
        yield ChangedAnswer(told.short(one["question"]), before, after)


def _not_answered(told: AnswerRecord) -> Iterator[LabelledText]:
    for row in told.rows.values():
        if not row["words"] and not row["is_safety"]:
            yield LabelledText(row["short"], "skipped")
    for one in told.record["not_asked"]:
        is_one = one["why"] not in (DOES_NOT_APPLY, NOT_IN_RECHECK)
        if one["id"] not in told.safety and is_one:
            yield LabelledText(one["short"], one["why"])
    for title in told.left_out:
        yield LabelledText(title, NOT_IN_RECHECK)


def _rules(record: Snapshot) -> Iterator[str]:
    yield from (sign["id"] for sign in record["signs"])
    for cause in record["causes"]:
        yield from (one["id"] for one in (*cause["for"], *cause["against"]))
    remarks = (*record["cross_checks"], *record["notes"], *record.get("checks", ()))
    yield from (one["id"] for one in remarks)
