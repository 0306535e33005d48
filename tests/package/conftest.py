"""Only with a wheel house to install from: `make test-package` has one."""

from pathlib import Path

import pytest

from tests.package.installing import Installer


def pytest_ignore_collect(collection_path, config):
    return True if config.getoption("wheels") is None else None


@pytest.fixture(scope="session")
def installer(request, tmp_path_factory):
    """What was built from the project, and ways to install it without a network."""
    wheels = Path(request.config.getoption("wheels")).resolve()
    return Installer(wheels, tmp_path_factory.mktemp("package"))


@pytest.fixture
def home(tmp_path):
    """The home of an account that has never run it."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    return folder
