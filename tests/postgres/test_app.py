"""The whole app with its records on a server: pages, commands, jobs and what watches it."""

import sys

import pytest

from records.engine.database import open_database, prepare_database
from records.engine.migrations import Unusable
from records.engine.place import Server
from records.engine.process_lock import process_at
from records.people import audit
from services import services_of
from tests.factories import a_colleague, a_response, an_invitation, settings_in, sign_in
from tests.postgres.server import a_server

CLOSED = "This page cannot be opened just now"


@pytest.fixture
def app(make_app, place, tmp_path):
    about = settings_in(tmp_path) | {"INSTANCE": tmp_path, "DATABASE": place.address}
    built = make_app(about)
    yield built
    services_of(built).connections.close()
    services_of(built).process.leave()


@pytest.fixture
def run(app):
    runner = app.test_cli_runner()

    def run(*words):
        done = runner.invoke(args=[str(word) for word in words])
        return done.output, done.exit_code

    return run


def test_pages_and_readiness_as_on_a_file(app):
    a_response(app)
    staff = sign_in(app.test_client(), a_colleague(app, "Kim Lee"))

    assert app.test_client().get("/readyz").text.strip() == "ready"
    assert "Robin Hale" in staff.get("/clinic/patients").text
    assert audit.verify(services_of(app).connections.database()).broken is None


def test_a_server_that_goes_and_one_that_refuses_the_password(make_app, tmp_path, caplog):
    """To patients they are one; who looks after the app is told which. Both pass by themselves."""
    with a_server() as server:
        server.ask_for_a_password("clinic", "first")
        server.admin("CREATE DATABASE clinic")
        address = server.at("clinic").address.replace("@", ":first@")
        app = make_app(settings_in(tmp_path) | {"INSTANCE": tmp_path, "DATABASE": address})
        page = f"/v/{an_invitation(app)[1]}"
        server.stop()

        assert CLOSED in app.test_client().get(page).text
        assert "database (out of reach)" in app.test_client().get("/readyz").text
        with pytest.raises(Unusable, match="cannot be used"):
            prepare_database(Server(address))

        server.start_again()
        assert app.test_client().get(page).status_code == 303

        server.admin("ALTER ROLE clinic PASSWORD 'second'")
        server.cut_all_but_ours()
        assert CLOSED in app.test_client().get(page).text
        assert "database (closed to this account)" in app.test_client().get("/readyz").text
        assert "The records are closed to this account (" in caplog.text
        found = app.test_cli_runner().invoke(args=["doctor"]).output
        assert 'password authentication failed for user "clinic"' in found
        assert "first" not in found + caplog.text

        server.admin("ALTER ROLE clinic PASSWORD 'first'")
        assert app.test_client().get(page).status_code == 303
        services_of(app).connections.close()
        services_of(app).process.leave()


def test_a_backup_and_a_restore_by_the_commands(run, app, place, tmp_path):
    a_response(app)
    assert run("backup", tmp_path / "copy.db")[1] == 0
    with open_database(place) as db:
        db.delete("responses", "TRUE")

    output, code = run("restore", tmp_path / "copy.db")

    assert code == 0, output
    assert f"What was there before: {tmp_path / 'records.db.before-restore'}" in output
    with open_database(place) as db:
        assert db.value("SELECT count(*) FROM responses") == 1


def test_another_machine_keeps_a_restore_from_beginning(run, app, make_app, place, tmp_path):
    assert run("backup", tmp_path / "copy.db")[1] == 0
    other = make_app(
        settings_in(tmp_path)
        | {
            "INSTANCE": tmp_path / "other",
            "DATABASE": place.address,
            "ENCRYPTION_KEYS": ",".join(services_of(app).keys),
        }
    )
    try:
        output, code = run("restore", tmp_path / "copy.db")
        assert code == 1
        assert "in use" in output
    finally:
        services_of(other).connections.close()
        services_of(other).process.leave()


def test_the_doctor_looks_at_the_server(run, place):
    output, _ = run("doctor")

    assert f"{place} is sound and up to date." in output
    assert "fsync is off" in output  # as it is in these tests, and should not be
    assert place.address not in output


def test_without_its_packages_a_sentence_says_what_to_install(monkeypatch, place):
    monkeypatch.setitem(sys.modules, "records.engine.process_lease", None)
    with pytest.raises(Unusable, match=r"pip install '\.\[postgres\]'"):
        process_at(place)


def test_every_text_sorts_as_bytes_as_in_a_file(place):
    prepare_database(place)
    with open_database(place) as db:
        others = db.many(
            """SELECT table_name, column_name FROM information_schema.columns
                WHERE table_schema = current_schema() AND data_type = 'text'
                    AND table_name NOT IN ('schema_steps', 'processes')
                    AND collation_name IS DISTINCT FROM 'C'"""
        )
    assert not others
