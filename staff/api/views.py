"""What a program of the clinic reads, each time with an entry in the audit under its token's name.

openapi.json says what each address takes and gives.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from flask import Blueprint, Response, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound, ServiceUnavailable

from records.answers import arrivals, contents, invitations
from records.answers.arrivals import A_PAGE, Arrival
from records.answers.day import appointments as appointments_of
from records.answers.invitations import Invitation, InvitationState
from records.engine.errors import StorageError
from records.engine.timestamps import to_iso
from records.people import audit
from records.people.api_tokens import ApiToken
from records.people.audit import AuditAction
from services import here, services
from staff.api.access import Scope, add_entry, token_only
from staff.api.moments import day_from, moment_from, place_after, place_from
from staff.export.answered import STATES, Answered
from staff.export.files import TYPES, written
from staff.export.gathering import of_visit
from staff.export.plain import SCHEMA
from web.errors import what_failed
from web.problems import problem

A_DAY = timedelta(days=1)
OPENAPI = Path(__file__).with_name("openapi.json")

api = Blueprint("api", __name__, url_prefix="/api/v1")


@api.get("/openapi.json")
def openapi() -> ResponseReturnValue:
    """What there is to read, for anybody: it says nothing of this clinic."""
    return Response(OPENAPI.read_bytes(), content_type="application/json")


@api.get("/answers.schema.json")
def schema() -> ResponseReturnValue:
    """What an export holds, for anybody."""
    return Response(SCHEMA.read_bytes(), content_type="application/schema+json")


@api.get("/appointments")
@token_only(Scope.APPOINTMENTS)
def appointments(token: ApiToken) -> ResponseReturnValue:
    """A day's appointments, today's unless told; nothing about health."""
    day = day_from(given) if (given := request.args.get("day")) else here().today
    add_entry(token, AuditAction.LISTED, f"appointments of {day}")
    found = appointments_of(here().db, services().encryption, day, day)
    return jsonify(day=day.isoformat(), appointments=[_appointment(one) for one in found])


@api.get("/responses")
@token_only(Scope.ARRIVALS)
def responses(token: ApiToken) -> ResponseReturnValue:
    """What arrived since a moment, since yesterday unless told; nothing that it says."""
    if after := request.args.get("after"):
        moment, number = place_from(after)
    else:
        given = request.args.get("since")
        moment, number = moment_from(given) if given else here().now - A_DAY, 0
    add_entry(token, AuditAction.LISTED, f"answers since {moment:%Y-%m-%d %H:%M} UTC")
    found = arrivals.since(here().db, services().encryption, moment, number, A_PAGE + 1)
    shown, more = found[:A_PAGE], found[A_PAGE:]
    following = _after(shown[-1]) if more else None
    return jsonify(responses=[_arrival(one) for one in shown], next=following)


@api.get("/responses/<name>")
@token_only(Scope.ANSWERS)
def response(token: ApiToken, name: str) -> ResponseReturnValue:
    """Every submission of one visit, and of its rechecks, as the JSON export has it."""
    return _file(token, name, "json")


@api.get("/responses/<name>/fhir")
@token_only(Scope.ANSWERS)
def fhir(token: ApiToken, name: str) -> ResponseReturnValue:
    """The same as a FHIR Bundle."""
    return _file(token, name, "fhir.json")


@api.errorhandler(StorageError)
def cannot_serve(error: StorageError) -> ResponseReturnValue:
    """The records cannot be read now."""
    what_failed(error)
    return problem(ServiceUnavailable("The records cannot be read now. Try again in a minute."))


def _after(last: Arrival) -> str:
    return url_for(".responses", after=place_after(last.arrived, last.id))


def _appointment(one: Invitation) -> dict[str, object]:
    return {
        "visit": one.name,
        "reference": one.reference,
        "visit_at": one.visit,
        "physiotherapist": one.physiotherapist_name,
        "state": _state(one),
    }


def _state(one: Invitation) -> str:
    """How far it is; a warning is only ever called a need to look."""
    state = one.state(here().now, at_desk=True)
    return "needs_review" if state is InvitationState.WARNING else str(state)


def _arrival(one: Arrival) -> dict[str, object]:
    return {
        "visit": one.visit,
        "reference": one.reference,
        "visit_at": one.visit_at,
        "physiotherapist": one.physiotherapist,
        "submission": one.submission,
        "arrived": to_iso(one.arrived),
        "is_sent": one.submitted is not None,
        "state": STATES[one.state],
        "needs_review": one.needs_review,
        "address": services().settings.base_url + url_for("sheet.show", name=one.visit),
    }


def _file(token: ApiToken, name: str, kind: str) -> ResponseReturnValue:
    found = invitations.find(here().db, services().encryption, name)
    submissions = of_visit(here().db, services().encryption, found) if found else []
    if not submissions:
        raise NotFound("No answers have arrived for this visit.")
    with here().db.transaction():
        for visit in dict.fromkeys(one.visit for one in submissions):  # a recheck is one, too
            add_entry(token, AuditAction.EXPORTED, audit.of_visit(visit))
    return Response(_pieces(kind, submissions), content_type=TYPES[kind])


def _pieces(kind: str, submissions: list[Answered]) -> Iterator[bytes]:
    base_url = str(services().settings.given["BASE_URL"])
    return written(kind, submissions, contents.every(here().db), base_url, here().now)
