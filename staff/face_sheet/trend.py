"""How a patient's ratings went over all that they sent: pain, and the activities they named.

The numbers speak for themselves: no source says from when a change is a real one
(docs/physiotherapist/judgement.md 8).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from questionnaire.questions import QuestionKind
from records.answers.invitations import Invitation
from records.text import folded
from staff.face_sheet.answer_record import AnswerRecord

PAIN = ("pain_now", "pain_worst")
RUNNING = "running_now"
MOST = 6  # times: the first one, and the newest
WIDTH, HEIGHT, LOW, HIGH = 300, 80, 22, 290
"""Of a chart, in its own units; the first time stands at LOW, the last at HIGH."""
TOP = 10  # of both scales


@dataclass(frozen=True, slots=True)
class TrendTime:
    """One time that the patient sent answers."""

    invitation: Invitation
    sent: datetime
    told: AnswerRecord


@dataclass(frozen=True)
class TrendLine:
    """One rating at each time; None where it was not given."""

    name: str
    ratings: tuple[float | None, ...]
    places: tuple[float, ...]
    """Where each time stands from left to right."""

    @cached_property
    def known(self) -> list[float]:
        """The ratings that were given."""
        return [rating for rating in self.ratings if rating is not None]

    @property
    def dots(self) -> list[tuple[float, float]]:
        """Where the ratings stand in the chart."""
        pairs = zip(self.places, self.ratings, strict=True)
        return [(x, _up(rating)) for x, rating in pairs if rating is not None]


@dataclass(frozen=True, slots=True)
class Trend:
    """Two or more times beside each other."""

    times: tuple[TrendTime, ...]
    pain: tuple[TrendLine, ...]
    activities: tuple[TrendLine, ...]
    running: tuple[str, ...]
    """How much they run against before, in words; empty where no time asked."""

    @property
    def charts(self) -> dict[str, list[TrendLine]]:
        """What is drawn, by what it says of up and down: lines with two ratings and more."""
        both = {"Pain: lower is better": self.pain, "Activities: higher is better": self.activities}
        drawn = {title: [one for one in ls if len(one.known) > 1] for title, ls in both.items()}
        return {title: lines for title, lines in drawn.items() if lines}


def trend_of(times: Iterable[TrendTime]) -> Trend | None:
    """The trend of one patient; None where they sent answers once. Times are sorted here."""
    every = sorted(times, key=lambda one: one.sent)
    shown = tuple([*every[:1], *every[1:][-(MOST - 1) :]])
    if len(shown) < 2:
        return None
    places = tuple(_places([one.sent for one in shown]))
    pain = tuple(TrendLine(*line, places) for line in _pain(shown))
    activities = tuple(TrendLine(*line, places) for line in _activities(shown))
    running = tuple(one.told.words(RUNNING) for one in shown)
    return Trend(shown, pain, activities, running if any(running) else ())


def _pain(times: tuple[TrendTime, ...]) -> Iterator[tuple[str, tuple[float | None, ...]]]:
    for question in PAIN:
        ratings = tuple(one.told.number(question) for one in times)
        if any(rating is not None for rating in ratings):
            asked = next(one.told for one in times if one.told.number(question) is not None)
            yield asked.short(question), ratings


def _activities(times: tuple[TrendTime, ...]) -> Iterator[tuple[str, tuple[float | None, ...]]]:
    """By name, however it was spelt; those of the first time first."""
    rated = [dict(_rated(one.told)) for one in times]
    names = {key: words for ratings in reversed(rated) for key, (words, _) in ratings.items()}
    order = dict.fromkeys(key for ratings in rated for key in ratings)
    for key in order:
        yield names[key], tuple(ratings[key][1] if key in ratings else None for ratings in rated)


def _rated(told: AnswerRecord) -> Iterator[tuple[str, tuple[str, float]]]:
    for question, row in told.rows.items():
        if row["kind"] == QuestionKind.ACTIVITIES:
            for words, rating in told.activities(question):
                if rating is not None:
                    yield folded(words), (words, rating)


def _places(moments: list[datetime]) -> Iterator[float]:
    """By time, from LOW to HIGH; evenly where all came at one moment."""
    whole = (moments[-1] - moments[0]).total_seconds()
    for count, moment in enumerate(moments):
        share = (
            (moment - moments[0]).total_seconds() / whole if whole else count / (len(moments) - 1)
        )
        yield round(LOW + share * (HIGH - LOW), 1)


def _up(rating: float) -> float:
    """From the top of a chart: 10 stands at its top."""
    return round(HEIGHT - 10 - rating * (HEIGHT - 20) / TOP, 1)
