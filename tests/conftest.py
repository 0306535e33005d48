"""The app on a real file of SQLite, with keys of its own, and somebody to visit it."""

import os
import shutil
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from app import create_app
from records.engine.database import prepare_database
from records.people.audit import HAS_ENTRY
from services import services_of
from tests.every_page import every_page
from tests.factories import (
    load_content_once,
    problems_once,
    set_services,
    settings_in,
    with_records_at,
)
from tests.postgres.server import HOW, a_server, programs
from tests.visitor import Visitor

TESTS = Path(__file__).parent
SLOW_FOLDERS = ("bad_input", "deploy", "faults", "postgres", "review", "security")
PROOFS = tuple(f"{TESTS}/{name}/" for name in SLOW_FOLDERS)
MEMORY = "/dev/shm"  # noqa: S108  # pytest makes a folder of its user's own there
ROOM = 2 * 1024**3  # bytes: what passed goes at once, and what is left takes a twentieth


def pytest_configure(config):
    """What tests keep lies in memory where that can be: each commit would wait for a disk."""
    if config.getoption("postgres") and programs() is None:
        pytest.exit(HOW, returncode=0)
    if os.access(MEMORY, os.W_OK):
        found = os.statvfs(MEMORY)
        if found.f_bavail * found.f_frsize > ROOM and not found.f_flag & os.ST_NOEXEC:
            os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", MEMORY)


def pytest_addoption(parser):
    parser.addoption("--postgres", action="store_true", help="Keep the records on PostgreSQL.")
    parser.addoption("--wheels", help="A wheel house to install the packages from.")


def pytest_itemcollected(item):
    if str(item.path).startswith(PROOFS) or "pages" in item.fixturenames:
        item.add_marker("slow")
    if TESTS / "deploy" in item.path.parents:
        item.add_marker("unix")


def pytest_collection_modifyitems(config, items):
    """Each worker begins with its share of the tests in a browser, which take longest: what is
    left at the end is short, and no worker stands idle. xdist hands each an equal stretch."""
    if sys.platform == "win32":
        items[:] = [item for item in items if not item.get_closest_marker("unix")]
    if config.getoption("postgres"):
        items[:] = [item for item in items if not item.get_closest_marker("sqlite")]
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    if workers > 1:
        first = [item for item in items if item.get_closest_marker("browser")]
        then = [item for item in items if not item.get_closest_marker("browser")]
        each = -(-len(then) // workers)
        shares = [then[at * each :][:each] for at in range(workers)]
        items[:] = chain(*(chain(first[at::workers], shares[at]) for at in range(workers)))


def pytest_report_teststatus(report, config):
    """With -q, no dot for each of thousands that passed: what is left to read is what failed."""
    if report.passed and report.when == "call" and config.get_verbosity() < 0:
        return "passed", "", ""
    return None


@pytest.fixture
def settings(tmp_path):
    return settings_in(tmp_path)


@pytest.fixture(scope="session", autouse=True)
def by_hand():
    """What a test itself puts into records needs no entry in the audit; what an app does there is
    refused without one, as when it is served."""
    before = HAS_ENTRY.set(True)
    yield
    HAS_ENTRY.reset(before)


@contextmanager
def as_served():
    before = HAS_ENTRY.set(False)
    try:
        yield
    finally:
        HAS_ENTRY.reset(before)


class AsServed(Flask):
    """An app whose pages and commands are refused what they do not put into the audit."""

    def __call__(self, environ, start_response):
        with as_served():
            return super().__call__(environ, start_response)

    def test_cli_runner(self, **kwargs):
        runner = super().test_cli_runner(**kwargs)
        invoke = runner.invoke

        def invoke_as_served(*args, **more):
            with as_served():
                return invoke(*args, **more)

        runner.invoke = invoke_as_served
        return runner


@pytest.fixture(scope="session")
def make_app(pytestconfig, tmp_path_factory):
    """Apps from settings, each closed at the end.

    The content is the same for all of them, and so are the templates: each worker reads and
    checks the one once, and what one worker compiled of the others serves them all.
    """
    base, made = tmp_path_factory.getbasetemp(), []
    folder = (base.parent if hasattr(pytestconfig, "workerinput") else base) / "compiled"
    folder.mkdir(exist_ok=True)
    templates = FileSystemBytecodeCache(folder)

    def make(settings):
        with pytest.MonkeyPatch.context() as read_once:
            read_once.setattr("services.load_content", load_content_once)
            read_once.setattr("app.problems", problems_once)
            app = create_app(settings)
        app.jinja_env.bytecode_cache = templates
        app.__class__ = AsServed
        made.append(app)
        return app

    yield make
    for app in made:
        services_of(app).connections.close()


@pytest.fixture(scope="session")
def house(make_app, tmp_path_factory):
    """The one app that most tests visit: it is built once, as when it is served."""
    return make_app(settings_in(tmp_path_factory.mktemp("house")))


@pytest.fixture(scope="session")
def questionnaire(house):
    return services_of(house).questionnaire


@pytest.fixture(scope="session")
def rulebook(house):
    return services_of(house).rulebook


@pytest.fixture(scope="session")
def pages(house, questionnaire, make_database, tmp_path_factory):
    """Every page by a name, as an HTML text."""
    path = tmp_path_factory.mktemp("pages") / "records.db"
    make_database(path)
    with with_records_at(house, path):
        return dict(every_page(house, questionnaire))


@pytest.fixture(scope="session")
def make_database(tmp_path_factory):
    """Puts an empty database where it is told to: a copy, since the schema's steps take longer."""
    template = tmp_path_factory.mktemp("template") / "records.db"
    prepare_database(template)

    def copy_to(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(template, path)
        path.chmod(0o600)
        return path

    return copy_to


@pytest.fixture(scope="session")
def postgres(request):
    """A server of PostgreSQL; None where the records are in files."""
    if not request.config.getoption("postgres"):
        yield None
        return
    with a_server() as server:
        yield server


@pytest.fixture
def make_place(make_database, postgres):
    """Makes empty records: in this file, or on the server where the tests run on one."""
    made = []

    def make(path):
        place = postgres.make() if postgres else make_database(path)
        made.append(place)
        return place

    yield make
    for place in made if postgres else ():
        postgres.give_back(place)


@pytest.fixture
def app(house, make_place, tmp_path):
    """The app with records of this test's own."""
    with with_records_at(house, make_place(tmp_path / "records.db")):
        yield house


@pytest.fixture
def stopped_clock(app):
    """The moment at which the app's clock stands still, however slow the machine is."""
    going, now = services_of(app).clock, datetime.now(UTC)
    set_services(app, clock=lambda: now)
    yield now
    set_services(app, clock=going)


@pytest.fixture
def safe_hashing(app):
    """The app hashes passphrases with as much work as when it is served."""
    quick = app.config.pop("HASHING")
    yield
    app.config["HASHING"] = quick


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def runner(client):
    return Visitor(client)
