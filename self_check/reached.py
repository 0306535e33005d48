"""Counts which pages people reach, each once in a sitting; who it was is noted nowhere.

That somebody reached a page already stands in their own encrypted session: a bit for each page.
"""

from functools import lru_cache

from flask import session

from questionnaire.questions import Page, Questionnaire
from records.upkeep.page_counts import Door, PageReached
from services import here, services

KEY = "reached"
DOORS = {"questionnaire": Door.WEB, "kiosk": Door.KIOSK, "visit": Door.VISIT}
"""By the blueprint of somebody's pages."""
CHECK, STOP, RESULT = "check", "stop", "result"


def name_of(page: Page) -> str:
    """What a page is called in a count."""
    return f"{page.section}/{page.id}"


@lru_cache(maxsize=8)
def counted_pages(questionnaire: Questionnaire) -> dict[str, Page | None]:
    """Every page that is counted, by its name, in the order asked; None: it asks nothing."""
    before_same_day = (one.page for one in questionnaire.before_same_day)
    asking = {name_of(page): page for page in (*questionnaire.pages, *before_same_day)}
    return {**asking, CHECK: None, STOP: None, RESULT: None}


def reach(name: str) -> None:
    """Count that whoever is here reached a page, unless they did before or counting is off."""
    built, names = services(), list(counted_pages(services().questionnaire))
    if not built.settings.counts_pages or name not in names:
        return
    version = built.questionnaire.version
    whose = f"{here().public_id} {version}"  # one browser may hold two patients' links
    bits, bit = dict(session.get(KEY, {})), 1 << names.index(name)
    if bits.get(whose, 0) & bit:
        return
    session[KEY] = {**bits, whose: bits.get(whose, 0) | bit}
    day = here().today.isoformat()
    built.counters.reached(PageReached(day, DOORS[here().answers.blueprint], name, version))
