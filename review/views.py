"""The whole rulebook as a page of the site; whoever registers it decides who may read it."""

from flask import render_template

from review.reading.sheet import sheet_of
from services import here, services


def show_sheet() -> str:
    """The sheet as it stands today."""
    sheet = sheet_of(
        services().questionnaire,
        services().rulebook,
        here().now.astimezone(services().settings.zone).date(),
    )
    return render_template("review/page.html", sheet=sheet)
