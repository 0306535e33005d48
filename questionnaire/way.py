"""Where a runner goes next."""

from dataclasses import dataclass

from questionnaire.answer_set import AnswerSet
from questionnaire.questions import Page
from questionnaire.stops import page_that_stop_waits_for, stop_for, waits_for_today
from rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Next:
    """A view by its endpoint, and the page it is for, if any; neither once all is answered."""

    endpoint: str = ""
    page: Page | None = None

    @property
    def is_finished(self) -> bool:
        """Whether all was answered: what comes then is each room's own."""
        return not self.endpoint


def next_for(sheet: AnswerSet, rulebook: Rulebook) -> Next:
    """The next thing to show: a stop, an explanation, an open page, or what comes at the end."""
    journey = sheet.journey
    if stop_for(rulebook, journey):
        return Next("assessment")
    if page := page_that_stop_waits_for(rulebook, journey):
        return Next("page", page)
    if page := journey.page_to_explain():
        return Next("explained", page)
    if (page := journey.page_before_same_day()) and waits_for_today(rulebook, journey):
        return Next("page", page)
    if page := journey.next_page():
        return Next("page", page)
    return Next()
