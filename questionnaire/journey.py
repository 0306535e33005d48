"""The way through that the answers open. Everything here is derived from them, nothing stored."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from questionnaire.answers import GivenAnswers
from questionnaire.distance import Distance
from questionnaire.questions import (
    OWN_WORDS,
    Asked,
    Page,
    Question,
    Questionnaire,
    ShowWhen,
    StopWaits,
)
from rules.conditions import Answer, Answers
from rules.measures import MEASURES

WORDS_A_MINUTE = 220


@dataclass(frozen=True)
class Journey:
    """One person's way through the questionnaire."""

    questionnaire: Questionnaire
    answers: GivenAnswers
    asks: Asked = Asked.ALWAYS
    """How much is asked: the core, the extra questions too, all that a patient is asked before a
    visit, or what a recheck asks after it."""
    explained: frozenset[str] = frozenset()
    """The questions that were asked a second time, each option explained."""
    is_planned: bool = False
    """Whether the way to the plan asked its questions."""

    def is_met(self, show_when: ShowWhen | None) -> bool:
        """Whether a condition for being asked holds."""
        if show_when is None:
            return True
        given = self.answers.get(show_when.question) or ()
        ticked = (given,) if isinstance(given, str) else given
        return any(option in show_when.one_of for option in ticked)

    def is_asked(self, question: Question) -> bool:
        """Whether the answers open a question, or the way to the plan did; in a recheck, whether
        it is asked again as well."""
        if self.asks is Asked.RECHECK and not self._is_asked_again(question):
            return False
        return self.is_met(question.show_when) or (self.is_planned and question.is_for_plan)

    def _is_asked_again(self, question: Question) -> bool:
        """What only those in pain are asked is left out while it is gone."""
        again = self.questionnaire.recheck
        return question.id in again.always or (question.id in again.in_pain and not self._is_gone)

    @property
    def _is_gone(self) -> bool:
        """Whether the pain is said to be gone, and no rating of it is above 0."""
        again = self.questionnaire.recheck
        if again.unless is None or not self.is_met(again.unless):
            return False
        return not any(self.answers.get(rating) for rating in again.ratings)

    def questions_on(self, page: Page) -> tuple[Question, ...]:
        """The questions of a page that are asked, given the answers so far."""
        found = self._asked.get(page)
        if found is None:
            found = self._asked[page] = tuple(q for q in page.questions if self.is_asked(q))
        return found

    @cached_property
    def _asked(self) -> dict[Page, tuple[Question, ...]]:
        """What was found out so far."""
        return {}

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page of this journey, in order: safety, core, extra, and a patient's own."""
        pages = self.questionnaire.pages_as_asked
        return tuple(p for p in pages if p.asked <= self.asks and self._is_offered(p))

    def _is_offered(self, page: Page) -> bool:
        """Whether it asks anything; a page that was answered stays."""
        if not self.questions_on(page):
            return False
        if not page.never_if or any(self.answers.get(q.id) is not None for q in page.questions):
            return True
        known = {name: answer for name, answer in self.answers.items() if answer is not None}
        return not MEASURES[page.never_if].of(known)

    def is_complete(self, page: Page) -> bool:
        """Whether every question that the page asks was answered, or skipped where it may be."""
        return all(question.id in self.answers for question in self.questions_on(page))

    @cached_property
    def open_pages(self) -> tuple[Page, ...]:
        """The pages that still lack an answer, in order."""
        return tuple(page for page in self.pages if not self.is_complete(page))

    @cached_property
    def _open_sections(self) -> frozenset[str]:
        """The sections in which a page that everybody is asked still lacks an answer."""
        return frozenset(p.section for p in self.open_pages if p.asked is Asked.ALWAYS)

    @property
    def is_core_complete(self) -> bool:
        """Whether everything that everybody is asked was answered."""
        return not self._open_sections

    @property
    def questions_left(self) -> int:
        """How many questions are asked and not answered yet, or skipped."""
        asked = (question for page in self.pages for question in self.questions_on(page))
        return sum(question.id not in self.answers for question in asked)

    def next_page(self) -> Page | None:
        """The first page that still lacks an answer; None once all are given."""
        return next(iter(self.open_pages), None)

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
            one.page
            for one in self.questionnaire.before_same_day
            if any(map(self.is_met, one.show_when))
        )
        return next((page for page in pages if not self.is_complete(page)), None)

    @cached_property
    def open_waits(self) -> tuple[StopWaits, ...]:
        """The pages that a stop may wait for and that are asked, but not answered yet."""
        return tuple(one for one in self.questionnaire.stop_waits if one.page in self.open_pages)

    @cached_property
    def given_answers(self) -> Answers:
        """What the rules may see: only what is still asked and was not skipped, distances in km."""
        return dict(self._given(self.pages))

    @cached_property
    def settled_answers(self) -> Answers:
        """Likewise, but only of sections that are complete."""
        settled = (page for page in self.pages if page.section not in self._open_sections)
        return dict(self._given(settled))

    @cached_property
    def sure_answers(self) -> Answers:
        """Likewise, with the safety check as far as it came: but for an "I am not sure" that is
        still to be explained."""
        safety, open_ones = self.questionnaire.safety.id, self._open_sections
        sure = (p for p in self.pages if p.section == safety or p.section not in open_ones)
        return {name: self._as_sure(name, answer) for name, answer in self._given(sure)}

    def _as_sure(self, name: str, answer: Answer) -> Answer:
        question = self.questionnaire.questions[name]
        if name in self.explained or not (question.asks_twice and question.is_unsure(answer)):
            return answer
        ticked = answer if isinstance(answer, list | tuple) else ()
        return tuple(option for option in ticked if option not in question.unsure)

    def _given(self, pages: Iterable[Page]) -> Iterator[tuple[str, Answer]]:
        for page in pages:
            for question in self.questions_on(page):
                answer = self.answers.get(question.id)
                if answer is not None and question.kind not in OWN_WORDS:
                    yield question.id, answer.km if isinstance(answer, Distance) else answer

    def unknown_among(self, questions: frozenset[str]) -> tuple[Question, ...]:
        """Those of these questions that were skipped, not asked, or answered with "not sure"."""
        given = self.given_answers
        return tuple(
            question
            for question in self.questionnaire.questions.values()
            if question.id in questions and self._is_unknown(question, given.get(question.id))
        )

    def _is_unknown(self, question: Question, answer: object) -> bool:
        if answer is None:
            return self.is_asked(question)
        return question.is_unsure(answer)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a page lies on the way."""

    section_title: str
    done: int
    """Pages before this one, of `total`."""
    total: int
    minutes_left: int
    """At least one."""


def progress_of(journey: Journey, page: Page) -> Progress:
    """Where a page lies: its section, the pages before it, and how long the rest takes for whoever
    has nothing to tell on the safety pages to come."""
    questionnaire = journey.questionnaire
    titles = {section.id: section.title for section in questionnaire.sections}
    likely = replace(journey, answers={**questionnaire.nothing_ticked, **journey.answers})
    before = journey.page_before(page)
    done = likely.pages.index(before) + 1 if before else 0
    ahead = tuple(dict.fromkeys((page, *likely.pages[done:])))
    minutes = minutes_for(likely, ahead)
    return Progress(titles[page.section], done, len(likely.pages), minutes)


@lru_cache(maxsize=8)
def minutes_of(questionnaire: Questionnaire, asks: Asked = Asked.ALWAYS) -> int:
    """How long all of it takes for whoever has nothing to tell on the safety pages, as the first
    page says it too."""
    journey = Journey(questionnaire, questionnaire.nothing_ticked, asks)
    return minutes_for(journey, journey.pages)


def minutes_for(journey: Journey, pages: tuple[Page, ...]) -> int:
    """How long some pages take, at least a minute: by what is to be read, chosen and done on them.

    220 words a minute, a second an option, and the hold tests.
    """
    seconds = sum(seconds_for(page, journey.questions_on(page)) for page in pages)
    return max(1, round(seconds / 60))


@lru_cache(maxsize=512)
def seconds_for(page: Page, questions: tuple[Question, ...]) -> float:
    """How long these questions of a page take."""
    texts = [page.title, page.intro]
    for question in questions:
        texts += [question.text, question.help, *question.options.values()]
    options = sum(len(question.options) for question in questions)
    doing = sum(question.takes_seconds for question in questions)
    return sum(len(text.split()) for text in texts) * 60 / WORDS_A_MINUTE + options + doing
