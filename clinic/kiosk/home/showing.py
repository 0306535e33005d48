"""A result that was kept for minutes, as a page of its own."""

from collections.abc import Mapping
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from questionnaire.result import Result
from questionnaire.sheet import OutdatedSheet, Sheet
from services import here, services


class OnPaper:
    """Answers that are shown and kept nowhere; nothing of them can be changed."""

    room = "take_home"
    layout = "base.html"
    may_change = False

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def open_sheet(self) -> Sheet:
        """The answers as they were."""
        return self.sheet

    def keep(self, sheet: Sheet) -> None:
        """Nothing is kept."""

    def has_answers(self) -> bool:
        """None that could be forgotten: they are gone with the page."""
        return False


def show_result(kept: Mapping[str, Any] | None, template: str) -> ResponseReturnValue:
    """The result of a copy; where there is none, what may have become of it."""
    try:
        sheet = Sheet.of(kept, services().questionnaire) if kept else None
    except OutdatedSheet:
        sheet = None
    if sheet is None:
        return render_template("kiosk/gone.html"), 404
    here().answers = OnPaper(sheet)
    return render_template(template, result=Result(services().rulebook, sheet.journey))
