"""The whole rulebook as a page of the site; whoever registers it decides who may read it."""

from flask import g, render_template

from review.reading.sheet import sheet_of


def show_sheet() -> str:
    """The sheet as it stands today."""
    sheet = sheet_of(g.questionnaire, g.rulebook, g.now.astimezone(g.zone).date())
    return render_template("review/page.html", sheet=sheet)
