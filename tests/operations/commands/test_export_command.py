"""flask export: the answers that the clinic received, in one file."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest

from records.people import audit
from services import services_of
from tests.factories import a_response, an_invitation, healthy_runner

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture
def run(app):
    return lambda *words: app.test_cli_runner().invoke(args=["export", *words])


@pytest.fixture
def db(app):
    return services_of(app).connections.database()


def receive(app, reference, days_ago=0, hours_later=0, answers=None):
    now = NOW - timedelta(days=days_ago) + timedelta(hours=hours_later)
    invitation, _ = an_invitation(app, now, reference=reference)
    a_response(app, answers, invitation, now)
    return invitation


def references(text):
    return [one["reference"] for one in json.loads(text)["responses"]]


def test_without_options_it_is_a_spreadsheet_with_everything(app, run):
    receive(app, "KL 1", days_ago=300)
    receive(app, "KL 2", answers=healthy_runner(rf_now=["fainted_now"]))
    text = run().stdout_bytes.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))

    assert [row["reference"] for row in rows] == ["KL 2", "KL 1"]


@pytest.mark.parametrize(
    ("since", "found"),
    [
        ("2026-11-23", ["KL 2", "KL 1"]),
        ("2026-11-24", ["KL 2"]),
        ("2026-11-25", []),
    ],
)
def test_since_a_day(app, run, since, found):
    receive(app, "KL 1", days_ago=1)
    receive(app, "KL 2")

    assert found == references(run("--format", "json", "--since", since).stdout)


def test_a_day_begins_where_the_clinic_is(make_app, settings):
    app = make_app(settings | {"TIMEZONE": "Pacific/Auckland"})  # 13 hours ahead
    receive(app, "KL 1")
    receive(app, "KL 2", hours_later=3)  # after midnight there
    words = ["export", "--format", "json", "--since"]
    runner = app.test_cli_runner()

    assert references(runner.invoke(args=[*words, "2026-11-24"]).stdout) == ["KL 2", "KL 1"]
    assert references(runner.invoke(args=[*words, "2026-11-25"]).stdout) == ["KL 2"]


def test_fhir(app, run):
    receive(app, "KL 1")
    kinds = [
        entry["resource"]["resourceType"]
        for entry in json.loads(run("--format", "fhir").stdout)["entry"]
    ]

    assert kinds == ["QuestionnaireResponse", "Observation", "Questionnaire"]


def test_a_file_is_for_this_account_alone(app, run, tmp_path):
    receive(app, "KL 1")
    path = tmp_path / "answers.json"
    done = run("--format", "json", "--out", str(path))

    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == f"Written to {path}.\n"
    assert path.stat().st_mode & 0o777 == 0o600
    assert references(path.read_text()) == ["KL 1"]


def test_a_file_that_is_there_is_left_alone(app, run, tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text("kept")
    done = run("--out", str(path))

    assert done.exit_code == 1
    assert "is there already" in done.stderr
    assert path.read_text() == "kept"
    assert [one.name for one in tmp_path.glob(".answers*")] == []


@pytest.mark.parametrize("words", [("--format", "xml"), ("--since", "yesterday"), ("--out", "/")])
def test_what_it_does_not_know_is_refused(run, db, words):
    assert run(*words).exit_code == 2
    assert audit.newest(db) == []


def test_a_folder_that_is_not_there_is_named(run):
    done = run("--out", "nowhere/answers.csv")

    assert done.exit_code == 1
    assert "nowhere" in done.stderr


def test_it_is_noted(app, run, db):
    invitation = receive(app, "KL 1")
    run("--format", "json")
    noted = [
        (one.actor, one.subject)
        for one in audit.newest(db)
        if one.action == audit.AuditAction.EXPORTED
    ]

    assert noted == [("command", "patients, 1 visit"), ("command", f"visit {invitation.name}")]
