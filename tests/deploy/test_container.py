"""What the container's files set are settings, and what they copy is there."""

import re

import pytest

from dev import LOCKS
from settings.settings import DEFAULTS
from tests.served import ROOT

DEPLOY = ROOT / "deploy"
FILES = ["Containerfile", "compose.yaml", "compose.postgres.yaml"]


@pytest.mark.parametrize("name", FILES)
def test_every_setting_is_one(name):
    text = (DEPLOY / name).read_text(encoding="utf-8")
    named = set(re.findall(r"\bFLASK_([A-Z_]+)", text))

    assert named
    assert named - set(DEFAULTS) == set()
    assert set(re.findall(r"[\w-]+\.lock\b", text)) - set(LOCKS) == set()


def test_the_locks_of_a_release_are_of_the_same_versions():
    """Whoever runs it on PostgreSQL runs the rest as everybody does."""
    one, other = (
        set(re.findall(r"^[\w-]+==\S+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in LOCKS
    )

    assert {pin.partition("==")[0] for pin in other - one} == {
        "psycopg",
        "psycopg-binary",
        "psycopg-pool",
    }
    assert one - other == set()
