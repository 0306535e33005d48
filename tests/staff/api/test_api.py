"""Another program of the clinic reads what its token allows, as the OpenAPI document says."""

from datetime import UTC, datetime, timedelta

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from records.answers.invitations import InvitationKind
from records.engine.database import Connections
from records.engine.errors import ErrorKind, StorageError
from records.people import api_tokens, audit
from records.people.audit import AuditAction
from services import services_of
from staff.accounts.roles import Role
from staff.api.access import Scope
from tests.factories import (
    a_colleague,
    a_response,
    an_invitation,
    healthy_runner,
    sign_in,
    swap,
)
from tests.visitor import Visitor

API = "/api/v1"
HERE = f"https://clinic.example{API}"
WITH_TOKEN = {
    "/appointments": Scope.APPOINTMENTS,
    "/responses": Scope.ARRIVALS,
    "/responses/{name}": Scope.ANSWERS,
    "/responses/{name}/fhir": Scope.ANSWERS,
}
OWN_WORDS = "Plum tart on the stairs"


class Program:
    """Another program with a token of its own; what it gets is held against the document."""

    def __init__(self, app, token="", address="192.0.2.1"):
        self.client = app.test_client()
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.place = {"REMOTE_ADDR": address}
        self.document = self.client.get(f"{API}/openapi.json").json
        schema = self.client.get(f"{API}/answers.schema.json").json
        resources = {f"{HERE}/openapi.json": self.document, f"{HERE}/answers.schema.json": schema}
        self.registry = Registry().with_resources(
            (name, Resource(one, DRAFT202012)) for name, one in resources.items()
        )
        self.met = set()

    def get(self, path, name="", **query):
        """An answer to a path of the document, which says that it may come, and how."""
        address = API + path.replace("{name}", name)
        answer = self.client.get(
            address, query_string=query, headers=self.headers, environ_base=self.place
        )
        self.check(path, answer)
        return answer

    def check(self, path, answer):
        responses = self.document["paths"][path]["get"]["responses"]
        assert str(answer.status_code) in responses, (path, answer.status_code)
        self.met.add((path, str(answer.status_code)))
        pointer = f"/paths/{path.replace('~', '~0').replace('/', '~1')}/get/responses"
        place = f"{pointer}/{answer.status_code}"
        while "$ref" in (found := self.at(place)):
            place = found["$ref"].removeprefix("#")
        ((kind, _),) = found["content"].items()
        assert answer.content_type.partition(";")[0] == kind
        schema = f"{place}/content/{kind.replace('/', '~1')}/schema"
        schema = schema.replace("{", "%7B").replace("}", "%7D")
        about = {"$ref": f"{HERE}/openapi.json#{schema}"}
        mistakes = Draft202012Validator(about, registry=self.registry).iter_errors(answer.json)
        assert [one.message[:200] for one in mistakes] == []
        for header in found.get("headers", {}):
            assert header in answer.headers
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"

    def at(self, pointer):
        found = self.document
        for part in pointer.split("/")[1:]:
            found = found[part.replace("~1", "/").replace("~0", "~")]
        return found


def a_token(app, *scopes, name="Practice system"):
    built = services_of(app)
    db, now = built.connections.database(), built.clock()
    with audit.audited(db, actor="t", action=AuditAction.ADDED, subject="t", now=now):
        return api_tokens.add(db, name, scopes or list(Scope), now)


@pytest.fixture
def program(app):
    return Program(app, a_token(app))


@pytest.fixture
def db(app):
    return services_of(app).connections.database()


@pytest.fixture
def answered(app):
    """A visit tomorrow, whose patient sent answers with words of their own."""
    invitation, _ = an_invitation(app, reference="KL 4711")
    a_response(app, healthy_runner(own_question=OWN_WORDS), invitation)
    return invitation


def read(db):
    """What programs read, by the audit, the last first."""
    found = [one for one in audit.newest(db) if one.actor.startswith("token ")]
    return [(one.actor, one.action, one.subject) for one in found]


def test_every_path_gives_what_the_document_says_in_every_way_it_says(
    app, program, answered, monkeypatch
):
    programs = [program, *(those_refused(app, answered.name))]
    for path in program.document["paths"]:
        assert program.get(path, name=answered.name).status_code == 200
    for path in ("/responses/{name}", "/responses/{name}/fhir"):
        assert program.get(path, name="nobody").status_code == 404
    for day in ("24/11/2026", "9999-12-31"):
        assert program.get("/appointments", day=day).status_code == 400
    for query in ({"since": "yesterday"}, {"since": "2026-11-24T09:30"}, {"after": "5"}):
        assert program.get("/responses", **query).status_code == 400

    def gone(self):
        raise StorageError("gone", ErrorKind.MISSING)

    monkeypatch.setattr(Connections, "database", gone)
    for path in WITH_TOKEN:
        assert program.get(path, name=answered.name).status_code == 503

    said = {
        (path, status)
        for path, methods in program.document["paths"].items()
        for status in methods["get"]["responses"]
    }
    assert set().union(*(one.met for one in programs)) == said


def those_refused(app, name):
    """Programs without a token, with a wrong one, with one for other things, and a guesser."""
    nobody, stranger = Program(app), Program(app, "x" * 26, address="192.0.2.2")
    guesser = Program(app, "y" * 26, address="192.0.2.3")
    for _ in range(6):
        guesser.get("/responses")
    yield from (nobody, stranger, guesser)
    for path, scope in WITH_TOKEN.items():
        limited = Program(app, a_token(app, *set(Scope) - {scope}, name=path))
        found = [one.get(path, name=name) for one in (nobody, stranger, limited, guesser)]
        assert [answer.status_code for answer in found] == [401, 401, 403, 429]
        yield limited


def test_the_document_has_every_path_and_nothing_can_be_changed(app, program):
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith(API)]
    paths = {rule.rule.removeprefix(API).replace("<", "{").replace(">", "}") for rule in rules}

    assert paths == set(program.document["paths"])
    assert {method for rule in rules for method in rule.methods} == {"GET", "HEAD", "OPTIONS"}
    assert {path for path in paths if path not in WITH_TOKEN} == {
        path for path in paths if program.document["paths"][path]["get"].get("security") == []
    }
    for method in ("post", "put", "delete"):
        answer = getattr(app.test_client(), method)(f"{API}/responses", headers=program.headers)
        assert answer.status_code in (400, 405)
        assert answer.content_type == "application/problem+json"
    unknown = app.test_client().get(f"{API}/people", headers=program.headers)
    assert (unknown.status_code, unknown.content_type) == (404, "application/problem+json")


def test_a_day_shows_who_comes_when_and_how_far_they_are_and_nothing_about_health(
    app, program, answered, db, monkeypatch
):
    now = datetime.now(UTC)
    swap(monkeypatch, app, clock=lambda: now, zone=UTC)
    waiting, _ = an_invitation(app, reference="KL 9")
    urgent, _ = an_invitation(app, reference="KL 10")
    a_response(app, healthy_runner(rf_now=["fainted_now"]), urgent)
    day = answered.visit[:10]
    answer = program.get("/appointments", day=day)

    assert answer.json["appointments"] == [
        {
            "visit": one.name,
            "reference": one.reference,
            "visit_at": one.visit,
            "physiotherapist": "Robin Hale",
            "state": state,
        }
        for one, state in ((answered, "submitted"), (waiting, "not_sent"), (urgent, "needs_review"))
    ]
    assert program.get("/appointments").json["day"] == f"{now:%Y-%m-%d}"
    assert read(db)[1] == ("token Practice system", "records.listed", f"appointments of {day}")


@pytest.mark.slow
def test_what_arrived_is_told_in_order_and_a_page_at_a_time(app, program, db):
    now = datetime.now(UTC)
    names = []
    for number in range(103):
        invitation, _ = an_invitation(app, reference=f"KL {number}")
        a_response(app, invitation=invitation, now=now + timedelta(seconds=number // 2))
        names.append(invitation.name)
    first = program.get("/responses", since=now.isoformat())
    where, _, query = first.json["next"].partition("?")
    second = program.client.get(f"{where}?{query}", headers=program.headers)
    program.check("/responses", second)
    found = [one["visit"] for page in (first, second) for one in page.json["responses"]]

    assert found == names
    assert (len(first.json["responses"]), second.json["next"]) == (100, None)
    later = program.get("/responses", since=(now + timedelta(seconds=51)).isoformat())
    assert [one["visit"] for one in later.json["responses"]] == names[102:]


def test_a_warning_arrives_at_once_and_again_once_the_rest_is_sent(app, program, db):
    now = datetime.now(UTC) - timedelta(hours=1)
    invitation, _ = an_invitation(app, reference="KL 1")
    a_response(app, healthy_runner(rf_now=["fainted_now"]), invitation, now)
    (early,) = program.get("/responses").json["responses"]
    assert (early["is_sent"], early["needs_review"]) == (False, True)

    worse = {"rf_now": ["fainted_now", "cough_blood"]}
    a_response(app, healthy_runner(**worse), invitation, now + timedelta(minutes=10))
    (again,) = program.get("/responses", since=early["arrived"]).json["responses"]
    assert (again["is_sent"], again["needs_review"]) == (False, True)
    assert again["arrived"] > early["arrived"]

    a_response(app, healthy_runner(), invitation, now + timedelta(minutes=30))
    (late,) = program.get("/responses", since=again["arrived"]).json["responses"]
    assert (late["is_sent"], late["submission"]) == (True, early["submission"])
    assert late["arrived"] > again["arrived"]


def test_only_with_answers_in_its_scopes_does_a_program_get_a_word_of_them(app, answered, db):
    limited = Program(app, a_token(app, Scope.APPOINTMENTS, Scope.ARRIVALS))
    for path in WITH_TOKEN:
        answer = limited.get(path, name=answered.name, **{"day": answered.visit[:10]})
        assert OWN_WORDS not in answer.text
        assert "physio_first" not in answer.text
    whole = Program(app, a_token(app, Scope.ANSWERS, name="Registry"))
    for path in ("/responses/{name}", "/responses/{name}/fhir"):
        assert OWN_WORDS in whole.get(path, name=answered.name).text

    exported = ("token Registry", "records.exported", f"visit {answered.name}")
    assert read(db)[:2] == [exported, exported]


def test_a_visit_that_is_read_with_its_recheck_is_noted_with_it(app, program, answered, db):
    about = {"kind": InvitationKind.RECHECK, "follows": answered.id}
    recheck, _ = an_invitation(app, reference="KL 4711", **about)
    a_response(app, invitation=recheck)
    found = program.get("/responses/{name}", name=answered.name).json["responses"]

    assert [one["visit"] for one in found] == [answered.name, recheck.name]
    assert {subject for _, _, subject in read(db)} == {
        f"visit {name}" for name in (answered.name, recheck.name)
    }


def test_a_sign_in_opens_nothing_here_and_a_token_nothing_of_the_pages(app, answered):
    robin = a_colleague(app, "Sam Ortiz", list(Role))
    signed_in = sign_in(app.test_client(), robin)
    token = a_token(app)
    headers = {"Authorization": f"Bearer {token}"}

    assert signed_in.get(f"{API}/responses/{answered.name}").status_code == 401
    page = app.test_client().get(f"/clinic/responses/{answered.name}", headers=headers)
    assert page.status_code == 303


def test_somebody_who_guesses_keeps_no_program_out(app, answered):
    token = a_token(app)
    guesses = [Program(app, f"{sign}" * 26).get("/responses") for sign in "abcdefgh"]

    assert [answer.status_code for answer in guesses] == [401] * 5 + [429] * 3
    assert Program(app, token).get("/responses").status_code == 200


def test_an_administrator_makes_one_sees_it_once_and_revokes_it(app, answered, db):
    kim = a_colleague(app, "Kim Lee", (Role.ADMINISTRATOR,))
    admin = Visitor(sign_in(app.test_client(), kim))
    admin.go("/clinic/tokens").press("Make a token").sees("Enter a name.", "Tick at least one.")
    admin.type_in("Which program is it for?", "Practice system").tick("Answers")
    admin.press("Make a token").sees(
        "A token for Practice system", "For security we cannot show it again."
    )
    token = next(word for word in admin.page.text.split() if len(word) == 26)
    program = Program(app, token)
    assert program.get("/responses/{name}", name=answered.name).status_code == 200
    assert program.get("/responses").status_code == 403
    admin.go("/clinic/tokens/new").does_not_see(token)
    admin.sees("Practice system", "answers", "by Kim Lee").does_not_see("Never")

    admin.type_in("Which program is it for?", "Practice system").tick("Answers")
    admin.press("Make a token").sees("There is a token called Practice system already.")
    admin.go("/clinic/tokens").press("Revoke").sees("Revoked")
    assert program.get("/responses/{name}", name=answered.name).status_code == 401
    noted = [one for one in audit.newest(db) if one.subject == "token Practice system"]
    assert [(one.actor, one.words) for one in noted] == [
        ("Kim Lee", "revoked"),
        ("Kim Lee", "added"),
    ]


def test_a_token_form_sent_again_with_more_ticked_never_shows_less_than_is_kept(app, db):
    kim = a_colleague(app, "Kim Lee", (Role.ADMINISTRATOR,))
    admin = Visitor(sign_in(app.test_client(), kim))
    page, shown = admin.go("/clinic/tokens").page, []
    for scopes in (["Answers"], ["Answers"], ["Answers", "Appointments"]):
        admin.page, admin.path = page, "/clinic/tokens"
        for scope in Scope:
            admin.untick(str(scope).capitalize())
        admin.type_in("Which program is it for?", "Practice system")
        for scope in scopes:
            admin.tick(scope)
        admin.press("Make a token")
        shown.append([word for word in admin.page.text.split() if len(word) == 26])

    assert shown[0] == shown[1] != []
    assert shown[0][0] not in str(db.many("SELECT * FROM api_tokens"))
    admin.sees("There is a token called Practice system already.")
    [kept] = api_tokens.everyone(db)
    assert kept.scopes == ("answers",)
