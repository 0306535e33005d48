"""What is asked: sections of pages of questions. Read from content, never changed."""

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property

from questionnaire.what_if_words import WhatIfWords
from rules.vocabulary import Term


class QuestionKind(StrEnum):
    """How a question is answered."""

    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    SCALE = "scale"
    DISTANCE = "distance"
    TEXT = "text"
    DATE = "date"
    ACTIVITIES = "activities"
    """A few things in the person's own words, each rated on a scale."""


OWN_WORDS = (QuestionKind.TEXT, QuestionKind.DATE, QuestionKind.ACTIVITIES)
"""Kinds that no rule can look at."""


class Asked(IntEnum):
    """Who is asked a question: each asks what those before it ask, too."""

    ALWAYS = 1
    EXTRA = 2
    """Those who want a sharper result."""
    VISIT = 3
    """A physiotherapist's patient, before a visit."""
    RECHECK = 4
    """The same, some weeks after it: of what those before it ask, only what a recheck repeats."""


@dataclass(frozen=True, slots=True)
class ShowWhen:
    """A question is asked only if the answer to an earlier one is among these."""

    question: str
    one_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unusual:
    """A distance that may be a slip: over so many km, or so many times another answer."""

    above_km: float
    times: float = 0
    of: str = ""


class SheetPlace(StrEnum):
    """Where an answer stands on the face sheet; what is told of a change stands in this order."""

    GOAL = "goal"
    AGE = "age"
    PICTURE = "picture"
    PAIN = "pain"
    LOAD = "load"
    STRENGTH = "strength"
    LIFE = "life"
    CARE = "care"
    BACKGROUND = "background"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class OnFaceSheet:
    """How a question stands on the face sheet. Those with an `order` come first at their place."""

    place: SheetPlace = SheetPlace.OTHER
    order: int | None = None
    is_compared: bool = False
    """Whether it is told when the answer changed since an earlier visit."""


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """One question, equal only to itself. `range` and `step` are in its unit (km for distances)."""

    id: str
    kind: QuestionKind
    text: str
    short: str
    help: str = ""
    again: str = ""
    """The text where what was named before stands in the boxes."""
    why: str = ""
    options: dict[str, str] = field(default_factory=dict)
    explain: dict[str, str] = field(default_factory=dict)
    denied: dict[str, str] = field(default_factory=dict)
    """What a clinician notes after "Denies" where an option was offered and denied."""
    noted_as: str = ""
    """What a clinician heads those with, such as "in 4 weeks"."""
    exclusive: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    """Options that mean "I do not know"."""
    range: tuple[float, float] = (0, 0)
    step: float = 1
    unit: str = ""
    unit_one: str = ""
    """The unit of exactly one."""
    mistake: str = ""
    """What to enter instead of what is no answer, where that says more; its bounds are
    {low} and {high}."""
    to_come: str = ""
    """What to enter instead of a date in the past or more than two years ahead; without it any
    date is an answer."""
    ends: tuple[str, ...] = ()
    longest: int = 0
    """Characters that own words may have."""
    most: int = 0
    """How many activities may be named."""
    takes_seconds: int = 0
    """How long it takes to do what is asked, beside reading."""
    asked: Asked = Asked.ALWAYS
    may_skip: bool = False
    """Whether it may stay without an answer."""
    is_for_plan: bool = False
    """Whether the way to the plan asks it of those who were not asked before."""
    show_when: ShowWhen | None = None
    unusual: Unusual | None = None
    face_sheet: OnFaceSheet = OnFaceSheet()
    sources: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether it takes whole numbers only; a distance may be typed in another unit."""
        return self.kind is not QuestionKind.DISTANCE and self.step % 1 == 0

    def is_unsure(self, answer: object) -> bool:
        """Whether an answer means "I do not know"."""
        ticked = (answer,) if isinstance(answer, str) else answer
        return isinstance(ticked, list | tuple) and any(one in self.unsure for one in ticked)

    @property
    def asks_twice(self) -> bool:
        """Whether being unsure opens a page that explains each option."""
        return bool(self.explain)


@dataclass(frozen=True, eq=False)
class Page:
    """Questions that share a screen, all asked of the same people."""

    id: str
    section: str
    questions: tuple[Question, ...]
    title: str = ""
    intro: str = ""
    is_after_safety: bool = False
    """Whether it comes right after the safety check, before everything else."""
    never_if: str = ""
    """A measure: where it holds, the page is not offered."""
    fill: str = ""
    """What can fill its boxes in the browser: "watch", or nothing."""

    @cached_property
    def asked(self) -> Asked:
        """Who is asked it."""
        return self.questions[0].asked


@dataclass(frozen=True, slots=True)
class Section:
    """Pages on one subject."""

    id: str
    title: str
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class BeforeSameDay:
    """Questions asked before a same-day stop, as they could still make it an emergency."""

    page: Page
    show_when: tuple[ShowWhen, ...]
    """Any of these is enough."""


@dataclass(frozen=True, slots=True)
class StopWaits:
    """A page that a stop waits for, while its answers could still take the stop away."""

    page: Page
    answers: dict[str, str | tuple[str, ...]]
    """By question, the answer that takes away most."""


@dataclass(frozen=True, slots=True)
class Recheck:
    """What is asked again some weeks after a visit, by question."""

    always: frozenset[str] = frozenset()
    in_pain: frozenset[str] = frozenset()
    """Asked as well, unless it is said that the pain is gone and no rating says otherwise."""
    unless: ShowWhen | None = None
    """The answer that says that it is gone."""
    ratings: frozenset[str] = frozenset()
    """The ratings of the pain: any above 0 says that it is not gone."""

    @property
    def questions(self) -> frozenset[str]:
        """All that it may ask."""
        return self.always | self.in_pain


@dataclass(frozen=True, eq=False)
class Questionnaire:
    """All that is asked, equal only to itself.

    `version` changes whenever any answer could mean something else, or is found at another place.
    """

    title: str
    version: str
    sections: tuple[Section, ...]
    before_same_day: tuple[BeforeSameDay, ...]
    stop_waits: tuple[StopWaits, ...] = ()
    recheck: Recheck = Recheck()
    what_if: WhatIfWords = field(default_factory=WhatIfWords)
    files: str = ""
    """A hash of every file of questions, their words too."""

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by id, in the order asked."""
        return {q.id: q for page in self.pages for q in page.questions}

    @cached_property
    def as_opened(self) -> tuple[Question, ...]:
        """Every question, each after all those whose answers decide whether it is asked."""
        ratings = self.recheck.ratings
        return tuple(sorted(self.questions.values(), key=lambda one: one.id not in ratings))

    @cached_property
    def for_plan(self) -> tuple[Question, ...]:
        """The questions that the way to the plan asks of those who were not asked before."""
        return tuple(q for q in self.questions.values() if q.is_for_plan)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page of every section, in order."""
        return tuple(page for section in self.sections for page in section.pages)

    @cached_property
    def pages_as_asked(self) -> tuple[Page, ...]:
        """Every page in the order of a journey: safety, core, extra, and a patient's own."""
        return tuple(sorted(self.pages, key=self._place))

    def _place(self, page: Page) -> int:
        if page in self.safety.pages:
            return 0
        return 1 if page.is_after_safety else 1 + page.asked

    @property
    def safety(self) -> Section:
        """The safety screen: always the first section."""
        return self.sections[0]

    @cached_property
    def safety_questions(self) -> frozenset[str]:
        """The questions of the safety screen."""
        return frozenset(q.id for page in self.safety.pages for q in page.questions)

    @cached_property
    def nothing_ticked(self) -> dict[str, list[str]]:
        """The safety screen as whoever has nothing to tell answers it."""
        return {name: ["none"] for name in self.safety_questions}

    def page(self, section: str, name: str) -> Page | None:
        """The page at an address; None when there is none."""
        extra = (one.page for one in self.before_same_day)
        pages = (*self.pages, *extra)
        return next((p for p in pages if (p.section, p.id) == (section, name)), None)

    def page_of(self, question: str) -> Page:
        """The page that asks a question."""
        return next(p for p in self.pages if any(q.id == question for q in p.questions))

    def vocabulary(self) -> dict[str, Term]:
        """The questions as the rules may use them."""
        return {
            q.id: Term(options=tuple(q.options)) if q.options else Term(range=q.range)
            for q in self.questions.values()
            if q.kind not in OWN_WORDS
        }
