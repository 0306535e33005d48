"""The packages hold everything, and however they are installed the first page is served."""

import re
import subprocess
import tarfile
import zipfile
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from settings.version import VERSION
from tests.package.installing import COMMAND, ROOT
from tests.served import SERVES, free_port

TOP = "upper_back_self_check"
NOT_SERVED = ("deploy/", "docs/", "qa/", "tests/")  # but for the worked cases
FOREIGN = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "rules"
version = "7"
"""


def ours():
    """Every file of the project, as git knows them."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    return set(listed.splitlines())


def read(address):
    with urlopen(address) as page:
        return page.read().decode()


@contextmanager
def served(installer, command, home, **settings):
    """The app as that command serves it, and a way to get its pages."""
    port = free_port()
    told = installer.environment(HOME=home, PORT=port, **settings)
    words = [*map(str, command), "serve"]
    with (
        (home / "log.txt").open("w") as log,
        subprocess.Popen(
            words, cwd=home, env=told, stdout=subprocess.PIPE, stderr=log, text=True
        ) as process,
    ):
        try:
            said = next((line for line in process.stdout if SERVES in line), "")
            assert said, f"It did not start: {words}"
            yield lambda path: read(f"http://127.0.0.1:{port}{path}")
        finally:
            process.terminate()


def test_the_packages_hold_every_file(installer):
    wheel = zipfile.ZipFile(installer.wheel).namelist()
    with tarfile.open(installer.sdist) as file:
        sdist = {name.partition("/")[2] for name in file.getnames()}
    run = {one for one in ours() if "/" in one and not one.startswith(NOT_SERVED)}
    run |= {one for one in ours() if one.startswith("tests/cases/")} | {"app.py", "services.py"}

    assert {name for name in ours() if not name.startswith(".ci/")} - sdist == set()
    assert {one for one in run if not one.startswith(".")} - {
        name.removeprefix(f"{TOP}/") for name in wheel
    } == set()
    assert {name.partition("/")[0] for name in wheel} == {TOP, f"{TOP}-{VERSION}.dist-info"}


@pytest.mark.parametrize("how", ["pip, the sdist", "pipx", "uvx"])
def test_the_first_page_is_served_however_it_is_installed(installer, home, how):
    ways = {"pipx": installer.pipx, "uvx": installer.uvx}
    command = ways.get(how, lambda: installer.pip("sdist", installer.sdist))()

    with served(installer, command, home) as page:
        assert "<h1" in page("/")
    kept = [one.parent.relative_to(home) for one in home.rglob("records.db")]
    assert kept == [Path(".local/share") / COMMAND]


def test_it_and_a_package_called_rules_leave_each_other_alone(installer, home):
    foreign = installer.folder / "foreign"
    (foreign / "rules").mkdir(parents=True)
    (foreign / "pyproject.toml").write_text(FOREIGN, encoding="utf-8")
    (foreign / "rules" / "__init__.py").write_text("WHOSE = 'theirs'", encoding="utf-8")
    command = installer.pip("beside", foreign, installer.wheel)

    def run(*words):
        return installer.run([*command, *words], cwd=home, FLASK_INSTANCE="kept")

    assert run("--version") == f"{COMMAND} {VERSION}\n"
    assert f"Nobody yet. Add somebody: {COMMAND} staff add" in run("staff", "list")
    assert "</html>" in run("rules", "sheet")
    assert (home / "kept" / "records.db").exists()
    with served(installer, command, home, FLASK_INSTANCE="kept") as page:
        assert "<h1" in page("/")
        assert f"The program is version {VERSION}" in page("/about")
    assert f"Version {VERSION} starts" in (home / "log.txt").read_text(encoding="utf-8")
    assert re.search(r"^ok +content", run("doctor"), re.M)
    python = command[0].with_name("python")
    assert installer.run([python, "-c", "import rules; print(rules.WHOSE)"]) == "theirs\n"


def test_a_checkout_can_be_installed_to_work_on(installer, home):
    """It keeps its records beside the code, as `make run` does there."""
    checkout = installer.folder / "checkout"
    with tarfile.open(installer.sdist) as file:
        file.extractall(checkout, filter="data")
    project = next(checkout.iterdir())
    command = installer.pip("editable", "--editable", project)

    with served(installer, command, home):
        assert (project / "instance" / "records.db").exists()
