"""The way through that the answers open. Everything here is derived from them, nothing stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from questionnaire.answers import GivenAnswers
from questionnaire.distance import Distance
from questionnaire.questions import Page, Question, Questionnaire, Section, ShowWhen
from rules.conditions import Answer, Answers


@dataclass(frozen=True)
class Journey:
    """One person's way through the questionnaire."""

    questionnaire: Questionnaire
    answers: GivenAnswers
    with_extras: bool = False
    """Whether the pages beyond the core are asked too."""
    explained: frozenset[str] = frozenset()
    """The questions that were asked a second time, each option explained."""

    def is_met(self, show_when: ShowWhen | None) -> bool:
        """Whether a condition for being asked holds."""
        if show_when is None:
            return True
        given = self.answers.get(show_when.question) or ()
        ticked = (given,) if isinstance(given, str) else given
        return any(option in show_when.one_of for option in ticked)

    def questions_on(self, page: Page) -> tuple[Question, ...]:
        """The questions of a page that are asked, given the answers so far."""
        if not page.is_conditional:
            return page.questions
        return tuple(q for q in page.questions if self.is_met(q.show_when))

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page of this journey, in order: the core first, then the extra ones."""
        core = [p for p in self.questionnaire.pages if p.is_core and self.questions_on(p)]
        return (*core, *(self.questionnaire.extra_pages if self.with_extras else ()))

    def is_complete(self, page: Page) -> bool:
        """Whether every question that the page asks was answered, or skipped where it may be."""
        return all(question.id in self.answers for question in self.questions_on(page))

    def is_section_complete(self, section: Section) -> bool:
        """Whether every core page of a section is complete."""
        return all(self.is_complete(page) for page in section.pages if page.is_core)

    def next_page(self) -> Page | None:
        """The first page that still lacks an answer; None once all are given."""
        return next((page for page in self.pages if not self.is_complete(page)), None)

    def page_before(self, page: Page) -> Page | None:
        """The page before this one; None before the first."""
        if page in self.pages:
            place = self.pages.index(page)
            return self.pages[place - 1] if place else None
        asked = [one for one in self.pages if one.section == page.section]
        return asked[-1] if asked else None

    def page_of(self, question: Question) -> Page:
        """The page on which a question was answered: its own, or one before a same-day stop."""
        page = self.questionnaire.page_of(question.id)
        extra = (one.page for one in self.questionnaire.before_same_day)
        asked = (one for one in extra if question in one.questions and self.is_complete(one))
        return page if self.is_complete(page) else next(asked, page)

    def page_to_explain(self) -> Page | None:
        """The first page where "I am not sure" was ticked and nothing was explained yet."""
        return next((page for page in self.pages if any(self._unsure_on(page))), None)

    def _unsure_on(self, page: Page) -> Iterator[bool]:
        for question in self.questions_on(page):
            if question.asks_twice and question.id not in self.explained:
                yield question.is_unsure(self.answers.get(question.id))

    def page_before_same_day(self) -> Page | None:
        """What is asked first when a same-day stop could still become an emergency."""
        pages = (
            one.page for one in self.questionnaire.before_same_day if self.is_met(one.show_when)
        )
        return next((page for page in pages if not self.is_complete(page)), None)

    def given_answers(self) -> Answers:
        """What the rules may see: only what is still asked and was not skipped, distances in km."""
        return dict(self._given(self.pages))

    def settled_answers(self) -> Answers:
        """Likewise, but only of sections that are complete."""
        complete = {s.id for s in self.questionnaire.sections if self.is_section_complete(s)}
        return dict(self._given(tuple(page for page in self.pages if page.section in complete)))

    def _given(self, pages: tuple[Page, ...]) -> Iterator[tuple[str, Answer]]:
        for page in pages:
            for question in self.questions_on(page):
                answer = self.answers.get(question.id)
                if answer is not None:
                    yield question.id, answer.km if isinstance(answer, Distance) else answer

    def unknown_among(self, questions: frozenset[str]) -> tuple[Question, ...]:
        """Those of these questions that were skipped, not asked, or answered with "not sure"."""
        given = self.given_answers()
        return tuple(
            question
            for question in self.questionnaire.questions.values()
            if question.id in questions and self._is_unknown(question, given.get(question.id))
        )

    def _is_unknown(self, question: Question, answer: object) -> bool:
        if answer is None:
            return self.is_met(question.show_when)
        return question.is_unsure(answer)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a page lies on the way."""

    section_number: int
    section_count: int
    section_title: str
    done: int
    """Pages before this one, of `total`."""
    total: int

    @property
    def minutes_left(self) -> int:
        """A page takes about fifteen seconds; at least one minute is said."""
        return max(1, round((self.total - self.done) / 4))


def progress_of(journey: Journey, page: Page) -> Progress:
    """Where a page lies: its section, and how many pages come before it."""
    sections = journey.questionnaire.sections
    number = next(n for n, section in enumerate(sections, 1) if section.id == page.section)
    before = journey.page_before(page)
    done = journey.pages.index(before) + 1 if before else 0
    return Progress(number, len(sections), sections[number - 1].title, done, len(journey.pages))
