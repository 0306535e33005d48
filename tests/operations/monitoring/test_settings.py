"""What is logged, and who may read the figures."""

import pytest

from settings.clinic import BadSetting
from settings.monitoring import DEFAULTS, metrics_token_from, only_faults_from
from tests.tables import every_row


@every_row(
    ("log", "is_terminal", "only_faults"),
    [
        ("", True, True),
        ("", False, False),
        ("requests", True, False),
        ("requests", False, False),
        ("faults", True, True),
        ("faults", False, True),
    ],
)
def test_faults_alone_where_that_is_set_or_a_person_reads_along(log, is_terminal, only_faults):
    assert only_faults is only_faults_from({"LOG": log}, is_terminal)


def test_what_cannot_be_is_refused_with_words():
    with pytest.raises(BadSetting, match="FLASK_LOG must be requests or faults, not 'all'"):
        only_faults_from({"LOG": "all"}, False)
    with pytest.raises(BadSetting, match="FLASK_METRICS_TOKEN must have 32 characters or more"):
        metrics_token_from({"METRICS_TOKEN": "x" * 31})


def test_no_token_is_set_unless_somebody_does():
    assert metrics_token_from(DEFAULTS) == ""
    assert metrics_token_from({"METRICS_TOKEN": "x" * 32}) == "x" * 32
