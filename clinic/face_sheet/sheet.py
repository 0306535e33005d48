"""The face sheet: what one patient told, on one page to read in a minute."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clinic.face_sheet.load import Load, load_of
from clinic.face_sheet.screens import Screens, screens_of
from clinic.face_sheet.since import Change
from clinic.face_sheet.told import Line, Told

PAIN = (
    "pain_feel",
    "pain_worst",
    "pain_duration",
    "pain_onset",
    "pain_run_timing",
    "pain_other_times",
    "pain_eases",
    "past_injury",
)
TRAINING = ("hard_sessions", "rest_days", "training_changes", "carry_load", "form_notice")
STRENGTH = ("strength_days", "plank_seconds", "prone_hold_seconds", "warmup_habit")
LIFE = (
    "sleep_hours",
    "desk_hours",
    "stress_level",
    "stress_link",
    "clench_habits",
    "breathing_feel",
    "mood_2w",
)
MOST_FOR, MOST_AGAINST = 4, 3  # reasons of one cause on the sheet: the strongest
FULL = 2600  # characters; above it the type is set smaller, to stay on one page
SENTENCE = re.compile(r"(?<=\.)\s+(?=[A-Z\N{LEFT DOUBLE QUOTATION MARK}])")


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What the patient wrote. `rating`: how much the pain stops them, 0 to 10."""

    ask: str
    stops: str
    rating: int | None

    def __bool__(self) -> bool:
        return bool(self.ask or self.stops or self.rating is not None)


@dataclass(frozen=True, slots=True)
class Reason:
    """An indicator in one sentence."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class CauseOnSheet:
    """A cause that was shown, with its strongest reasons."""

    title: str
    strength: str
    points_to: tuple[Reason, ...]
    against: tuple[Reason, ...]
    further: int
    """How many weaker reasons are only below the sheet."""
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FaceSheet:
    """Everything on the page but its heading, ready to be set."""

    told: Told
    own_words: OwnWords
    screens: Screens
    load: Load
    causes: tuple[CauseOnSheet, ...]
    zones: tuple[str, ...]
    places: str
    pain: tuple[Line, ...]
    training: tuple[Line, ...]
    strength: tuple[Line, ...]
    life: tuple[Line, ...]
    changed: tuple[Change, ...]
    """Answers changed after a cross-check."""
    remarks: tuple[Reason, ...]
    """Cross-checks and notes."""
    not_answered: tuple[Line, ...]
    """What was not asked or was skipped, beside the safety screens, and why."""
    rules: str
    """The ids of every rule that was met."""

    @property
    def is_full(self) -> bool:
        """Whether so much stands on it that it needs smaller type."""
        lines = (*self.pain, *self.training, *self.strength, *self.life, *self.screens.ticked)
        length = sum(len(line.label) + len(line.text) for line in lines)
        signs = sum(len(one["because"]) + _length(one["told"]) for one in self.told.record["signs"])
        reasons = sum(len(one.text) for cause in self.causes for one in cause.points_to)
        own = len(self.own_words.ask) + len(self.own_words.stops)
        return length + signs + reasons + own > FULL


def _length(told: Sequence[Mapping[str, Any]]) -> int:
    return sum(len(word) for one in told for word in one["words"])


def face_sheet_of(told: Told, kept: Mapping[str, Any] | None) -> FaceSheet:
    """The face sheet of a record; `kept` holds the patient's own words and what they changed."""
    return FaceSheet(
        told=told,
        own_words=own_words_in(kept),
        screens=screens_of(told),
        load=load_of(told),
        causes=tuple(_cause(cause) for cause in told.shown),
        zones=tuple(told.answer("pain_location") or ()),
        places=told.words("pain_location"),
        pain=told.lines(PAIN),
        training=told.lines(TRAINING),
        strength=told.lines(STRENGTH),
        life=told.lines(LIFE),
        changed=tuple(_changed(told, kept)),
        remarks=tuple(_remarks(told.record)),
        not_answered=tuple(_not_answered(told)),
        rules=" ".join(_rules(told.record)),
    )


def own_words_in(kept: Mapping[str, Any] | None) -> OwnWords:
    """The patient's words; empty where nothing was written or the key is gone."""
    words = (kept or {}).get("words", {})
    ask, stops = (" ".join(str(words.get(name) or "").split()) for name in ("ask", "stops"))
    return OwnWords(ask, stops, words.get("stops_rating"))


def first_sentence(text: str) -> str:
    """What a rule says, without what it rests on."""
    return SENTENCE.split(text, maxsplit=1)[0]


def _cause(cause: Mapping[str, Any]) -> CauseOnSheet:
    points_to, against = _strongest(cause["for"]), _strongest(cause["against"])
    shown = points_to[:MOST_FOR], against[:MOST_AGAINST]
    return CauseOnSheet(
        title=cause["title"],
        strength=cause["strength"],
        points_to=shown[0],
        against=shown[1],
        further=len(points_to) + len(against) - len(shown[0]) - len(shown[1]),
        unknown=tuple(cause["unknown"]),
    )


def _strongest(indicators: Sequence[Mapping[str, Any]]) -> tuple[Reason, ...]:
    """Those with most points first, for or against."""
    in_order = sorted(indicators, key=lambda one: -abs(one["points"]))
    return tuple(Reason(one["id"], first_sentence(one["text"])) for one in in_order)


def _changed(told: Told, kept: Mapping[str, Any] | None) -> Iterator[Change]:
    for one in (kept or {}).get("changes", ()):
        before, after = ("; ".join(one[side]) or "not answered" for side in ("before", "after"))
        yield Change(told.short(one["question"]), before, after)


def _remarks(record: Mapping[str, Any]) -> Iterator[Reason]:
    for one in (*record["cross_checks"], *record["notes"]):
        yield Reason(one["id"], first_sentence(one["say"]))


def _not_answered(told: Told) -> Iterator[Line]:
    for row in told.rows.values():
        if not row["words"] and not row["is_safety"]:
            yield Line(row["short"], "skipped")
    for one in told.record["not_asked"]:
        if one["id"] not in told.safety:
            yield Line(one["short"], one["why"])


def _rules(record: Mapping[str, Any]) -> Iterator[str]:
    yield from (sign["id"] for sign in record["signs"])
    for cause in record["causes"]:
        yield from (one["id"] for one in (*cause["for"], *cause["against"]))
    yield from (one["id"] for one in (*record["cross_checks"], *record["notes"]))
