"""What is asked: sections of pages of questions. Read from content, never changed."""

from dataclasses import dataclass, field
from enum import StrEnum
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

    AGE = "age"
    PICTURE = "picture"
    PAIN = "pain"
    LOAD = "load"
    STRENGTH = "strength"
    LIFE = "life"
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
    help: str
    short: str
    why: str = ""
    options: dict[str, str] = field(default_factory=dict)
    explain: dict[str, str] = field(default_factory=dict)
    exclusive: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    """Options that mean "I do not know"."""
    range: tuple[float, float] = (0, 0)
    step: float = 1
    unit: str = ""
    unit_one: str = ""
    """The unit of exactly one."""
    ends: tuple[str, ...] = ()
    is_core: bool = True
    is_optional: bool = False
    show_when: ShowWhen | None = None
    unusual: Unusual | None = None
    face_sheet: OnFaceSheet = OnFaceSheet()
    sources: tuple[str, ...] = ()

    @property
    def may_skip(self) -> bool:
        """Whether it may stay without an answer."""
        return self.is_optional or not self.is_core

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
    """Questions that share a screen, all core or all not."""

    id: str
    section: str
    questions: tuple[Question, ...]
    title: str = ""
    intro: str = ""

    @property
    def is_core(self) -> bool:
        """Whether the short form asks it."""
        return self.questions[0].is_core

    @cached_property
    def is_conditional(self) -> bool:
        """Whether any of its questions is asked only after some answers."""
        return any(question.show_when for question in self.questions)


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
    show_when: ShowWhen


@dataclass(frozen=True, eq=False)
class Questionnaire:
    """All that is asked, equal only to itself.

    `version` changes whenever any answer could mean something else, or is found at another place.
    """

    title: str
    version: str
    sections: tuple[Section, ...]
    before_same_day: tuple[BeforeSameDay, ...]
    what_if: WhatIfWords = field(default_factory=WhatIfWords)
    files: str = ""
    """A hash of every file of questions, their words too."""

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by id, in the order asked."""
        return {q.id: q for page in self.pages for q in page.questions}

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page of every section, in order."""
        return tuple(page for section in self.sections for page in section.pages)

    @cached_property
    def extra_pages(self) -> tuple[Page, ...]:
        """The pages that only the long form, or a runner who wants a sharper result, sees."""
        return tuple(page for page in self.pages if not page.is_core)

    @property
    def safety(self) -> Section:
        """The safety screen: always the first section."""
        return self.sections[0]

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
        }
