"""The commands beside a served app, with keys of its own in a file: real processes."""

import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click import ClickException
from flask import Flask

from records.answers import appointment_requests as visit_requests
from records.engine.database import Connections, prepare_database
from records.engine.encryption import Encryption, keys_from_text, load_or_make_keys
from records.people import staff
from services import services_of
from settings.address import listen_on
from tests.factories import set_services
from tests.records.someone import KEYS_OF, a_request
from tests.served import end
from tests.tables import every_row
from web import server as serving

pytestmark = [pytest.mark.slow, pytest.mark.unix]

ROOT = Path(__file__).parents[3]
ROOMS = [
    "templates",
    "static",
    "services.py",
    *(path.parent.name for path in ROOT.glob("*/__init__.py")),
]
NOW = datetime.now(UTC)
NEW = KEYS_OF["the new one"]


class House:
    """The project in a folder of its own, so that its instance/ is its own too."""

    def __init__(self, folder, make_app):
        self.folder, self.make_app = folder, make_app
        self.instance = folder / "instance"
        self.path = self.instance / "records.db"
        self.key_file = self.instance / "encryption_keys"
        # flask follows a link to where the file is, and would find the project's own instance/.
        shutil.copy(ROOT / "app.py", folder)
        for name in ROOMS:
            (folder / name).symlink_to(ROOT / name)
        (folder / "here").symlink_to(folder)

    def began(self):
        """Keys and empty records, as the first command or server leaves them."""
        self.instance.mkdir(mode=0o700)
        load_or_make_keys(self.key_file)
        prepare_database(self.path)

    def here(self, *words):
        """Run a command in this process, once nothing is served; what it says, and its code."""
        try:
            app = self.make_app({"INSTANCE": str(self.instance)})
        except ClickException as refusal:
            return refusal.message, refusal.exit_code
        done = app.test_cli_runner().invoke(args=[str(word) for word in words])
        services_of(app).connections.close()
        set_services(app, process=None)  # as if it had ended
        return done.output, done.exit_code

    def flask(self, *words, **settings):
        """Run a command as typed; what it says, and its exit code."""
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                "import json, sys; from flask.cli import main;"
                "sys.argv[1:] = json.load(sys.stdin); main()",
            ],
            input=json.dumps([str(word) for word in words]),
            **self._like(**settings),
            capture_output=True,
            timeout=60,
        )
        return done.stdout + done.stderr, done.returncode

    @contextmanager
    def served(self, cwd=None, **settings):
        """Its address, for as long as it is served; `cwd` has it under the name of here."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        how = self._like(PORT=str(port), **settings) | {"cwd": cwd or self.folder}
        with subprocess.Popen(
            [sys.executable, "here/app.py"], stdout=subprocess.PIPE, **how
        ) as app:
            try:
                app.stdout.readline()
                self.said = app.stdout.readline()
                yield "127.0.0.1", port
            finally:
                end(app)

    def start(self, **settings):
        """Start a server that cannot serve; what it says, and its exit code."""
        done = subprocess.run(
            [sys.executable, "app.py"], **self._like(**settings), capture_output=True, timeout=60
        )
        return done.stdout + done.stderr, done.returncode

    def keys(self):
        return keys_from_text(self.key_file.read_text())

    @contextmanager
    def database(self):
        connections = Connections(self.path)
        yield connections.database()
        connections.close()

    def names(self):
        """Who asked for a visit, as the present keys open it."""
        with self.database() as db:
            found = visit_requests.newest(db, Encryption(self.keys()))
        return [request.contact and request.contact["name"] for request in found]

    def _like(self, **more):
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return {"cwd": self.folder, "env": kept | more, "text": True}


@pytest.fixture
def house(tmp_path, make_app):
    return House(tmp_path, make_app)


@pytest.fixture
def elsewhere(house, tmp_path_factory):
    """Another folder, from which the house can be reached."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "here").symlink_to(house.folder)
    return folder


def ask_for_a_visit(house, once="a form"):
    with house.database() as db:
        a_request(db, Encryption(house.keys()), NOW, once=once)


def answers(address):
    """Whether somebody who comes there gets a page."""
    with closing(http.client.HTTPConnection(*address, timeout=10)) as visit:
        visit.request("GET", "/")
        return visit.getresponse().status == 200


def test_keys_and_records_are_changed_only_when_the_app_has_stopped(house, elsewhere, tmp_path):
    with house.served(cwd=elsewhere) as address:
        assert house.said == f"Its records are in {house.path}\n"
        ask_for_a_visit(house)
        assert house.flask("backup", tmp_path / "copy.db")[1] == 0
        ask_for_a_visit(house, "after the backup")
        before = house.keys()
        for words in (("keys", "rotate"), ("restore", tmp_path / "copy.db")):
            output, code = house.flask(*words)
            assert code == 1
            assert output.endswith(
                "Error: The records are in use. Stop the app first, and other commands.\n"
            )
        assert house.keys() == before
        assert house.names() == ["Kim Lee"] * 2
        assert answers(address)
    assert [one.name for one in elsewhere.iterdir()] == ["here"]
    assert house.here("restore", tmp_path / "copy.db")[1] == 0
    assert house.names() == ["Kim Lee"]
    output, code = house.here("keys", "rotate")
    assert code == 0, output
    assert "Encrypted again: 1 of 1 values." in output
    assert house.keys()[1:] == before
    assert house.here("audit", "verify")[1] == 0


def test_old_keys_are_dropped_when_nothing_needs_them(house):
    house.began()
    ask_for_a_visit(house)
    old = house.keys()
    house.here("keys", "rotate")
    with house.database() as db:
        a_request(db, Encryption(old), NOW, once="with the old key")
    output, code = house.here("keys", "drop-old")

    assert code == 1
    assert "1 values still need an old key. Run first: flask keys reencrypt" in output
    assert house.here("keys", "reencrypt")[1] == 0
    assert house.here("keys", "drop-old") == ("Old keys taken out: 1.\n", 0)
    assert len(house.keys()) == 1
    assert house.names() == ["Kim Lee", "Kim Lee"]


def test_a_change_that_was_interrupted_is_finished(house):
    house.began()
    ask_for_a_visit(house)
    house.key_file.write_text("\n".join([NEW, *house.keys()]))
    output, _ = house.here("keys", "rotate")

    assert "An earlier change of keys was interrupted. This finished it." in output
    assert house.keys()[0] == NEW
    assert house.names() == ["Kim Lee"]


def test_a_damaged_database_is_replaced_after_it_was_moved_away(house, tmp_path):
    house.began()
    ask_for_a_visit(house)
    house.here("backup", tmp_path / "copy.db")
    house.path.write_bytes(b"\xff" * 8192)
    output, code = house.here("restore", tmp_path / "copy.db")

    assert "records.db is damaged" in output
    house.path.rename(tmp_path / "damaged.db")
    output, code = house.here("restore", tmp_path / "copy.db")
    assert "records.db is missing, but it was there before" in output
    assert not house.path.exists()
    house.path.with_name("records.db-in-use").unlink()
    assert house.here("restore", tmp_path / "copy.db")[1] == 0
    assert house.names() == ["Kim Lee"]


def test_one_setting_moves_records_and_keys_for_server_and_commands(house, elsewhere):
    """A relative folder starts at the project, wherever that is started."""
    chosen = {"FLASK_INSTANCE": "kept/here"}
    with house.served(cwd=elsewhere, **chosen) as address:
        assert answers(address)
    house.flask("staff", "add", "Kim", "--role", "physiotherapist", **chosen)
    kept = {one.name for one in (house.folder / "kept" / "here").iterdir()}

    assert {"records.db", "encryption_keys", "secret_key"} <= kept
    assert "Kim" in house.flask("staff", "list", **chosen)[0]
    assert not house.instance.exists()
    assert [one.name for one in elsewhere.iterdir()] == ["here"]


def test_a_start_without_its_port_changes_nothing(house):
    house.began()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        output, code = house.start(PORT=str(port))

    assert (code, output) == (
        1,
        f"127.0.0.1:{port} cannot be used (Address already in use). Try PORT=9000\n",
    )
    with house.database() as db:
        assert staff.everyone(db) == []


@every_row("host", ["x86_64-conda-linux-gnu", "no.such.host.invalid", "300.1.1.1"])
def test_nor_does_it_listen_at_a_name_that_nobody_knows(host):
    with pytest.raises(SystemExit, match=f"HOST is '{host}', which is no address here"):
        serving.listen(Flask("here"), host, 8000, is_behind_proxy=False)


def test_what_conda_says_of_its_compilers_is_no_host(monkeypatch):
    for name in ("HOST", "CONDA_TOOLCHAIN_HOST"):
        monkeypatch.setenv(name, "x86_64-conda-linux-gnu")

    assert listen_on(os.environ)[0] == "127.0.0.1"


def test_an_address_of_the_new_kind_stands_in_brackets():
    assert serving.address("::1", 8000) == "[::1]:8000"
    assert serving.address("localhost", 8000) == "localhost:8000"
