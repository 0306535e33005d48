"""Where a runner goes next."""

from dataclasses import dataclass

from questionnaire.answer_set import AnswerSet
from questionnaire.questions import Page
from questionnaire.stops import Stop, stop_or_page, waits_for_today
from rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Next:
    """A view by its endpoint, and the page it is for, if any; neither once all is answered."""

    endpoint: str = ""
    page: Page | None = None
    stop: Stop | None = None
    """Why the questions go no further, if they do not."""
    stop_waits: bool = False
    """Whether a stop waits for the page, which could take it away."""

    @property
    def is_finished(self) -> bool:
        """Whether all was answered: what comes then is each room's own."""
        return not self.endpoint


def next_for(sheet: AnswerSet, rulebook: Rulebook) -> Next:
    """The next thing to show: a stop, an explanation, an open page, or what comes at the end."""
    journey = sheet.journey
    found = stop_or_page(rulebook, journey)
    if isinstance(found, Stop):
        return Next("assessment", stop=found)
    if found:
        return Next("page", found, stop_waits=True)
    if page := journey.page_to_explain():
        return Next("explained", page)
    if (page := journey.page_before_same_day()) and waits_for_today(rulebook, journey):
        return Next("page", page)
    if page := journey.next_page():
        return Next("page", page)
    return Next()
