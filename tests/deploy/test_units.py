"""The files in deploy/ are what they say: systemd, nginx and the app read them without a word."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click import Context
from cryptography.fernet import Fernet

from app import DEFAULTS, create_app
from services import services_of
from tests.front import NGINX, lay_out
from tests.served import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted(path.name for path in DEPLOY.glob("self-check*.*") if path.suffix != ".env")
PORT = "8001"
QUIET = {"capture_output": True, "text": True, "timeout": 60}
has_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not here"
)


@pytest.fixture
def units(tmp_path):
    """The units as they are installed, with programs that are here in the place of the app's."""
    programs = {"/opt/self-check/.venv/bin/python": "/bin/true"}
    for name in UNITS:
        text = (DEPLOY / name).read_text(encoding="utf-8")
        for theirs, here in programs.items():
            text = text.replace(f"ExecStart={theirs}", f"ExecStart={here}")
        (tmp_path / name.replace("@", f"@{PORT}")).write_text(text, encoding="utf-8")
    return tmp_path


@has_systemd
@pytest.mark.parametrize("unit", UNITS)
def test_systemd_finds_nothing_to_say(units, unit):
    done = subprocess.run(
        ["/bin/sh", "-c", 'systemd-analyze verify --man=no "$UNIT"'],
        env=about(unit),
        cwd=units,
        **QUIET,
    )

    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@has_systemd
@pytest.mark.parametrize("unit", [name for name in UNITS if name.endswith(".service")])
def test_what_they_may_do_is_little(units, unit):
    """0 is shut in, 10 is open; the services that come with a system have 9 or more."""
    done = subprocess.run(
        ["/bin/sh", "-c", 'systemd-analyze security --offline=true --no-pager "$UNIT"'],
        env=about(unit),
        cwd=units,
        **QUIET,
    )
    exposure = re.search(r"Overall exposure level for \S+: ([\d.]+)", done.stdout)

    assert float(exposure[1]) <= 1.5


def about(unit):
    return os.environ | {"UNIT": f"./{unit.replace('@', f'@{PORT}')}"}


def test_the_settings_in_the_example_are_settings_and_start_the_app(tmp_path, monkeypatch):
    lines = (DEPLOY / "self-check.env").read_text(encoding="utf-8").splitlines()
    told = [re.fullmatch(r"(?:# )?FLASK_([A-Z_]+)=(.*)", line) for line in lines]
    told = [(found[1], found[2].strip('"')) for found in told if found]
    for name, value in told:
        if value:
            monkeypatch.setenv(f"FLASK_{name}", value)
    monkeypatch.setenv("FLASK_SMTP_PASSWORD", "made up")
    app = create_app({"DATABASE": tmp_path / "records.db", "SECRET_KEY": "x" * 40, **a_key()})
    services_of(app).connections.close()

    assert {name for name, _ in told} <= set(DEFAULTS)
    assert app.config["SESSION_COOKIE_SECURE"] is True
    assert services_of(app).settings.logs_only_faults is False


def a_key():
    return {"ENCRYPTION_KEYS": Fernet.generate_key().decode()}


@pytest.mark.skipif(not NGINX.exists(), reason="nginx is not here: apt-get install nginx-light")
def test_nginx_reads_the_site_without_a_word(tmp_path):
    lay_out(tmp_path, {"http": 1, "https": 2}, [3, 4])
    done = subprocess.run(
        ["/usr/sbin/nginx", "-t", "-q", "-p", ".", "-c", "nginx.conf"], cwd=tmp_path, **QUIET
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_the_log_of_the_site_names_no_page_and_nobody():
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    log_format = re.search(r"log_format self_check(.*?);\n", text, re.S)[1]
    told = set(re.findall(r"\$(\w+)", log_format))

    assert told == {
        "time_iso8601",
        "request_method",
        "status",
        "bytes_sent",
        "request_time",
        "upstream_addr",
        "upstream_http_x_request_id",
    }
    before_any_request, *sites = text.split("server_name clinic.example;")
    assert set(re.findall(r"error_log \S+ (\w+);", before_any_request)) == {"alert"}
    assert [re.findall(r"error_log \S+ (\w+);", site) for site in sites] == [["emerg"]] * 2


def test_everything_shipped_is_told_of():
    pages = [ROOT / "docs" / "clinic" / name for name in ("deploy.md", "install.md")]
    page = "".join(one.read_text(encoding="utf-8") for one in pages)

    assert [path.name for path in DEPLOY.iterdir() if f"deploy/{path.name}" not in page] == []


def test_every_file_that_the_page_names_is_there():
    page = (ROOT / "docs" / "clinic" / "deploy.md").read_text(encoding="utf-8")
    named = set(re.findall(r"deploy/[\w@.-]*\w", page))

    assert [path for path in named if not (ROOT / path).is_file()] == []


def test_every_command_on_the_page_is_one(app):
    page = Path(ROOT / "docs" / "clinic" / "deploy.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^sudo self-check (\w[\w-]*)", page, re.M))

    assert told <= set(app.cli.list_commands(Context(app.cli)))
    assert told
