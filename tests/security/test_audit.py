"""What is said of the dependencies, once they were looked up among known weaknesses."""

import pytest

from dev import verdict

SOUND = {"name": "flask", "version": "3.1.3", "vulns": []}
WEAK = {"name": "jinja2", "version": "2.0", "vulns": [{"id": "CVE-2016-10745"}]}
UNKNOWN = {"name": "segno", "skip_reason": "Dependency not found"}


@pytest.mark.parametrize(
    ("found", "code", "said"),
    [
        ([SOUND], 0, ["1 of 1 dependencies looked up, 0 weak."]),
        ([SOUND, WEAK], 1, ["jinja2: CVE-2016-10745", "2 of 2 dependencies looked up, 1 weak."]),
        ([WEAK, UNKNOWN], 1, ["1 of 2 dependencies looked up, 1 weak."]),
        ([SOUND, UNKNOWN], 2, ["1 of 2 dependencies looked up, 0 weak."]),
        ([], 2, ["0 of 0 dependencies looked up, 0 weak."]),
    ],
)
def test_what_nobody_could_look_up_is_never_called_sound(found, code, said):
    lines, ended = verdict(found)

    assert ended == code
    assert [line for line in lines if not line.startswith("NOT AUDITED")][-len(said) :] == said
    assert ("NOT AUDITED" in lines[-1]) is (UNKNOWN in found or not found)
