"""Answers as files to take away: one visit's, and those that stand in the list of patients."""

from collections.abc import Iterable
from itertools import islice

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from records.answers import contents, response_list
from services import here, services
from staff.accounts.access import staff_only
from staff.accounts.roles import Action
from staff.export.answered import Answered
from staff.export.files import TYPES, written
from staff.export.gathering import note_visit, noted, of_lines, of_visit
from staff.patients.filters import Filters
from staff.patients.pages import invitation_or_404
from web.redirects import see_other

MOST = 1000  # rows: a few seconds and some megabytes
KIND = f"<any({', '.join(map(repr, TYPES))}):kind>"

export = Blueprint("export", __name__, url_prefix="/clinic")


@export.get(f"/responses/<name>/export.{KIND}")
@staff_only(Action.EXPORT)
def visit(name: str, kind: str) -> ResponseReturnValue:
    """Every submission of one visit, and of its rechecks."""
    invitation = invitation_or_404(name)
    submissions = of_visit(here().db, services().encryption, invitation) or abort(404)
    with here().db.transaction():
        for one in dict.fromkeys(submission.visit for submission in submissions):
            note_visit(here().db, here().staff.name, one, here().now)
    return _file(f"pre-visit-{name}", kind, submissions)


@export.get(f"/patients/export.{KIND}")
@staff_only(Action.EXPORT)
def lines(kind: str) -> ResponseReturnValue:
    """The answers that these filters leave; too many are refused, never cut off."""
    filters = Filters.from_query(request.args)
    if filters.not_understood:  # the list says so; a file with more than was asked for cannot
        return see_other(_back_to_patients())
    found = list(
        islice(
            response_list.every(
                here().db, services().encryption, filters.wanted(services().settings.zone)
            ),
            MOST + 1,
        )
    )
    if len(found) > MOST:
        return render_template(
            "staff/export/too_many.html", most=MOST, back=_back_to_patients()
        ), 422
    left = list(
        noted(here().db, here().staff.name, found, here().now)
    )  # before the first byte leaves
    return _file("pre-visit-answers", kind, of_lines(here().db, services().encryption, left))


def _back_to_patients() -> str:
    return f"/clinic/patients?{request.query_string.decode('ascii', 'ignore')}"


def _file(name: str, kind: str, submissions: Iterable[Answered]) -> Response:
    documents = contents.every(here().db)
    base_url = str(services().settings.given["BASE_URL"])
    pieces = written(kind, submissions, documents, base_url, here().now)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return Response(pieces, content_type=TYPES[kind], headers=headers)
