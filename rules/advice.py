"""The words that go with a judgement: next steps, tips, treatments, sources, countries."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class NextStepWords:
    """What a next step is called and what to do."""

    id: str
    title: str
    action: str
    run: str
    """stop, easy_or_stop or modify."""
    so_far: str = ""
    """What stands above each question that is still asked before it is told."""


@dataclass(frozen=True, slots=True)
class SeatedMove:
    """How to do a move seated, or with a stick for support."""

    steps: tuple[str, ...]
    drawing: str


@dataclass(frozen=True, slots=True)
class Move:
    """An exercise or a cue, with its picture."""

    id: str
    title: str
    steps: tuple[str, ...]
    mistake: str
    easier: str
    harder: str
    drawing: str
    """A symbol of static/img/moves.svg."""
    seated: SeatedMove | None
    sources: tuple[str, ...]
    """Where the mistake and the easier and harder versions come from."""
    dose: str = ""
    """How often or how long, in words; empty for a cue."""
    seconds: int = 0
    """How long it takes; 0 where it is counted and not timed."""

    @property
    def in_words(self) -> str:
        """The move without its picture."""
        dose = f": {self.dose}" if self.dose else ""
        return " ".join((f"{self.title}{dose}.", *self.steps))


@dataclass(frozen=True, slots=True)
class TipPart:
    """A titled list of concrete actions: moves first, then what else to do."""

    title: str
    moves: tuple[Move, ...]
    other_steps: tuple[str, ...]
    numbered: bool = False
    for_runs: bool = False
    """Whether it is no help to whoever must not run."""

    @property
    def steps(self) -> tuple[str, ...]:
        """All of it in words."""
        return (*(move.in_words for move in self.moves), *self.other_steps)


@dataclass(frozen=True, slots=True)
class Tip:
    """What to do, why, what to expect and when to see someone."""

    id: str
    title: str
    why: str
    parts: tuple[TipPart, ...]
    expect: str
    see_someone: str
    grade: str
    sources: tuple[str, ...]
    for_runs: bool = False
    """Whether it is no help to whoever must not run."""

    @property
    def moves(self) -> tuple[Move, ...]:
        """The moves of all its parts."""
        return tuple(move for part in self.parts for move in part.moves)


@dataclass(frozen=True, slots=True)
class PainRule:
    """What to do when it hurts on a run: go on, slow down, or stop."""

    go_on: str
    slow_down: str
    stop: str


@dataclass(frozen=True, slots=True)
class PainAgain:
    """What to do when pain comes again on a run, for whom it was past "go on" (0 to 10)."""

    above: int
    say: str


@dataclass(frozen=True, slots=True)
class Treatment:
    """Something that a physiotherapist may do."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Faq:
    """A question that people ask, and its answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement comes from."""

    id: str
    author: str
    work: str
    year: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Country:
    """A country's numbers and words. Where it has no nurse line, `advice_number` is empty."""

    id: str
    name: str
    emergency_number: str
    doctor: str
    today_places: str
    advice: str
    crisis: str
    snack: str
    pushchair: str
    needle_rule: str
    advice_number: str = ""


@dataclass(frozen=True, slots=True)
class NoneFit:
    """What is said when no cause fits."""

    text: str
    until_then: str
    """What follows on it for whoever may run now."""
    long_lasting: str
    physio: tuple[str, ...]
    """The treatments named then."""


@dataclass(frozen=True, slots=True)
class PhysioFirst:
    """What is said where no sign asks for anybody else. `one_say` and `some_say` have a place
    for {options}."""

    all_none: str
    """The title where every safety page was answered with "None of these"."""
    some_ticked: str
    """The title otherwise."""
    one_say: str
    """For one sign that was ticked."""
    some_say: str
    background_skipped: str


@dataclass(frozen=True, slots=True)
class Sooner:
    """What to get help sooner for: each list follows "if you get", each in short "for"."""

    emergency: tuple[str, ...]
    same_day: tuple[str, ...]
    emergency_in_short: str
    same_day_in_short: str


class DayKind(StrEnum):
    """What a day of the load plan is for."""

    EASY = "easy"
    HARD = "hard"
    LONG = "long"
    """The longest run of its week."""
    RUN_WALK = "run_walk"
    STRENGTH = "strength"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class WeekPattern:
    """The seven days of a week, from Monday, for weeks of so many km and more."""

    days: tuple[DayKind, ...]
    from_km: float
    longest_percent: int
    """The most of a week's total that its longest run makes up."""

    @property
    def runs(self) -> int:
        """How many days have a run."""
        return sum(day not in (DayKind.STRENGTH, DayKind.REST) for day in self.days)


@dataclass(frozen=True, slots=True)
class PlanWords:
    """What is said of a plan; questionnaire/plan_words.py fills in the numbers."""

    days: dict[str, str]
    """By the kind of day."""
    this_week: dict[str, str]
    """For the top of the page, by the kind of plan; `stop` where there is none."""
    no_hard: str
    """What follows on it, but where a doctor comes first."""
    race: dict[str, str]
    """Of a race within the plan that is too long for it; at see a doctor, of any."""
    calendar: dict[str, str]
    """The titles of a calendar's entries; those with `named` say what they are for. `see_doctor`
    stands beside each run where a doctor comes first."""


@dataclass(frozen=True, slots=True)
class PlanStart:
    """How the load plan starts, up to a pain level (0 to 10), in percent of before, by week."""

    pain_at_most: int
    week_percent: tuple[float, ...]
    longest_percent: tuple[float, ...]
    first: str = ""


@dataclass(frozen=True, slots=True)
class PlanContent:
    """The numbers and words of the load plan."""

    round_down_to: float
    shortest_week_km: float
    shortest_run: float
    """In the runner's unit."""
    patterns: tuple[WeekPattern, ...]
    """The fewest runs first."""
    rounds: tuple[int, ...]
    """How often to run and walk in turn, by week, where the usual week is short."""
    hard_sessions: tuple[float, ...]
    rest_days: int
    weeks_at_see_doctor: int
    starts: tuple[PlanStart, ...]
    words: PlanWords
    no_plan: str
    """What is said where the runner should not run before a doctor has seen them."""
    after: str
    after_run_walk: str
    small_start: str
    """A kind word beside a small usual week that has doubled."""
    one_change: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """All words and lists by id, in the content's order."""

    next_steps: dict[str, NextStepWords]
    physio_first: PhysioFirst
    tips_words: dict[str, str]
    """The sentence above the tips, by how many are shown: gentle or full."""
    run: dict[str, str]
    none_fit: NoneFit
    sooner: Sooner
    grades: dict[str, str]
    pain_rule: PainRule
    pain_again: PainAgain
    tips: dict[str, Tip]
    plan: PlanContent
    treatments: dict[str, Treatment]
    decides: str
    faqs: tuple[Faq, ...]
    sources: dict[str, Source]
    countries: dict[str, Country]
