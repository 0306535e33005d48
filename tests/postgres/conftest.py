"""Only where there is a server of PostgreSQL to start."""

import pytest

from tests.postgres.server import HOW, a_server, programs

if programs() is None:
    pytest.skip(HOW, allow_module_level=True)


@pytest.fixture(scope="session")
def server(postgres):
    """The tests' own; one of their own where the rest is on files."""
    if postgres:
        yield postgres
        return
    with a_server() as own:
        yield own


@pytest.fixture
def place(server):
    """Records with nothing in them."""
    made = server.make()
    yield made
    server.give_back(made)
