"""Where people leave: how many reached each page, in fives."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from questionnaire.questions import Asked, Page, Questionnaire
from records.upkeep import page_counts
from records.upkeep.page_counts import Door, PageCount
from self_check.reached import CHECK, RESULT, STOP, counted_pages
from services import here, services
from staff.accounts.access import staff_only
from staff.accounts.roles import Action

DAYS = (7, 28, 90, 400)
USUAL = 28
DOORS = {
    Door.WEB: "The self-check",
    Door.KIOSK: "At a kiosk",
    Door.VISIT: "The form before an appointment",
}
ENDS = {
    CHECK: "Check your answers",
    STOP: "Stopped at a warning sign",
    RESULT: "The end",
}
use = Blueprint("use", __name__, url_prefix="/clinic")


@dataclass(frozen=True, slots=True)
class Row:
    """A page, and how many reached it."""

    name: str
    reached: int
    share: int
    """Percent of those who reached the page that most did."""
    is_for_all: bool
    """Whether nobody comes past without it."""
    fewer: int
    """Than reached the last one before it that is for all; 0 for the first, and if it is not."""


@use.get("/use")
@staff_only(Action.SEE_USE)
def show() -> ResponseReturnValue:
    """A chart for each way in, of some days and one version of the questions."""
    asked = request.args.get("days", type=int)
    days = asked if asked in DAYS else USUAL
    first = here().today - timedelta(days=days - 1)
    counts = page_counts.since(here().db, first.isoformat())
    current = services().questionnaire.version
    versions = [current, *sorted({one.version for one in counts} - {current}, reverse=True)]
    wanted = request.args.get("version", "")
    version = wanted if wanted in versions else current
    return render_template(
        "staff/admin/use.html",
        charts=charts_of(
            (one for one in counts if one.version == version), services().questionnaire
        ),
        days=days,
        all_days=DAYS,
        version=version,
        versions=versions,
        kept=page_counts.KEPT.days,
        step=page_counts.STEP,
    )


def charts_of(counts: Iterable[PageCount], questionnaire: Questionnaire) -> dict[str, list[Row]]:
    """The rows of each way in by its title, pages in the order asked; none where nobody came."""
    by_door: dict[Door, dict[str, int]] = {door: {} for door in DOORS}
    for one in counts:
        by_door[one.door][one.page] = one.times
    return {DOORS[door]: rows_of(by, questionnaire) for door, by in by_door.items() if by}


def rows_of(reached: dict[str, int], questionnaire: Questionnaire) -> list[Row]:
    """A row for each page that was reached, and for each that everybody is to come by."""
    pages, most = counted_pages(questionnaire), max(reached.values())
    rows: list[Row] = []
    before = most
    for name in [*pages, *sorted(reached.keys() - pages.keys())]:
        page, times = pages.get(name), reached.get(name, 0)
        is_for_all = name == RESULT or (page in questionnaire.pages and is_asked_of_all(page))
        if not times and not is_for_all:
            continue
        share = round(100 * times / most)
        fewer = max(0, before - times) if is_for_all else 0
        rows.append(Row(title_of(name, page), times, share, is_for_all, fewer))
        before = times if is_for_all else before
    return rows


def is_asked_of_all(page: Page | None) -> bool:
    """Whether nobody comes past without it."""
    return (
        page is not None
        and page.asked is Asked.ALWAYS
        and not all(question.show_when for question in page.questions)
    )


def title_of(name: str, page: Page | None) -> str:
    """What a page is called here; its name where an older version asked it."""
    if page is None:
        return ENDS.get(name, name)
    return page.title or page.questions[0].short
