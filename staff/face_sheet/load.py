"""A runner's load in numbers: last week against a usual one, the longest run against those before.

Lengths in the chart are in its own units; nothing here judges anything.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from rules.measures import MEASURES
from staff.face_sheet.answer_record import AnswerRecord

WIDEST = 100  # units of the chart, for the longest distance
CHARTED = ("week_ratio", "spike_ratio")
"""The measures that the chart shows, each as the two distances that it reads."""
IN_CHART = tuple(question for measure in CHARTED for question in MEASURES[measure].reads)


@dataclass(frozen=True, slots=True)
class Bar:
    """One distance: as typed, and how long its bar is, 0 to 100."""

    label: str
    text: str
    width: float
    is_now: bool
    """Whether it is the newer of its pair."""
    jump: str
    """How much more or less than the other of its pair, in percent; empty for the older one."""


@dataclass(frozen=True, slots=True)
class Load:
    """The distances of one submission, in two pairs."""

    bars: tuple[Bar, ...]

    @property
    def is_known(self) -> bool:
        """Whether any distance was given."""
        return any(bar.text for bar in self.bars)

    @property
    def in_words(self) -> str:
        """All of it in one line, for whoever cannot see the chart."""
        return ". ".join(f"{bar.label}: {_said(bar)}" for bar in self.bars)


def _said(bar: Bar) -> str:
    text = bar.text or "not known"
    return f"{text} ({bar.jump})" if bar.jump else text


def load_of(told: AnswerRecord) -> Load:
    """The load as the patient gave it."""
    answers = (told.number(question) for question in IN_CHART)
    longest = max((km for km in answers if km is not None), default=0)
    return Load(tuple(bar for measure in CHARTED for bar in _bars(told, measure, longest)))


def _bars(told: AnswerRecord, measure: str, longest: float) -> Iterator[Bar]:
    now, before = MEASURES[measure].reads
    if not {now, before} & set(told.rows):
        return
    for question in (now, before):
        km = told.number(question)
        width = round(WIDEST * km / longest, 1) if km and longest else 0
        jump = _jump(told, now, before, measure) if question == now else ""
        yield Bar(told.short(question), told.words(question), width, question == now, jump)


def _jump(told: AnswerRecord, now: str, before: str, measure: str) -> str:
    new, old = told.number(now), told.number(before)
    if new is None or old is None:
        return ""
    if old == 0:
        return "from none" if new else "none"
    percent = round(100 * (new - old) / old)
    is_close = new != old and told.record["measures"].get(measure) == 1
    text = f"{percent:+d}%".replace("-", "\N{MINUS SIGN}") if percent else "no change"
    return f"{text}, too close to count" if is_close else text
