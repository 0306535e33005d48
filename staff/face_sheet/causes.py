"""The causes that were shown, each with its strongest reasons in one sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from records.answers.snapshot import KeptCause, KeptIndicator

MOST_FOR, MOST_AGAINST = 4, 3  # reasons of one cause on the sheet: the strongest
MANY = 4  # causes; each has one reason for it fewer then
SENTENCE = re.compile(r"(?<=\.)\s+(?=[A-Z\N{LEFT DOUBLE QUOTATION MARK}])")


@dataclass(frozen=True, slots=True)
class IndicatorOnSheet:
    """An indicator in one sentence."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class CauseOnSheet:
    """A cause that was shown, with its strongest reasons."""

    title: str
    strength: str
    points_to: tuple[IndicatorOnSheet, ...]
    against: tuple[IndicatorOnSheet, ...]
    further: int
    """How many weaker reasons are only below the sheet."""
    unknown: tuple[str, ...]


def first_sentence(text: str) -> str:
    """What a rule says, without what it rests on."""
    return SENTENCE.split(text, maxsplit=1)[0]


def causes_on_sheet(shown: Sequence[KeptCause]) -> tuple[CauseOnSheet, ...]:
    """The causes of a record that were shown, in its order."""
    most = MOST_FOR - 1 if len(shown) >= MANY else MOST_FOR
    return tuple(_cause(cause, most) for cause in shown)


def _cause(cause: KeptCause, most: int) -> CauseOnSheet:
    points_to, against = _strongest(cause["for"]), _strongest(cause["against"])
    return CauseOnSheet(
        title=cause["title"],
        strength=cause["strength"],
        points_to=points_to[:most],
        against=against[:MOST_AGAINST],
        further=len(points_to[most:]) + len(against[MOST_AGAINST:]),
        unknown=tuple(cause["unknown"]),
    )


def _strongest(indicators: Sequence[KeptIndicator]) -> tuple[IndicatorOnSheet, ...]:
    """Those with most points first, for or against."""
    in_order = sorted(indicators, key=lambda one: -abs(one["points"]))
    return tuple(IndicatorOnSheet(one["id"], first_sentence(one["text"])) for one in in_order)
