"""flask rules test: what it prints, and when it fails."""

import re
import shutil
from dataclasses import replace

import pytest

from tests.factories import CASES, set_services


@pytest.fixture
def rules_test(app):
    """Run the command on a folder of cases."""

    def run(folder):
        return app.test_cli_runner().invoke(args=["rules", "test", "--cases", str(folder)])

    return run


@pytest.fixture
def folder(tmp_path):
    shutil.copy(CASES / "healthy_runner.toml", tmp_path)
    return tmp_path


def test_the_worked_cases_are_enough(app):
    done = app.test_cli_runner().invoke(args=["rules", "test"])
    assert done.exit_code == 0
    assert "worked cases came out as expected." in done.output
    assert "All that can come out does; each sign decides a case or is" in done.output
    signs, rest = re.findall(r"Of (\d+) small mistakes in .*: (\S+) %, at least", done.output)
    assert (int(signs[0]) > 1000, signs[1]) == (True, "100")
    assert (int(rest[0]) > 800, float(rest[1]) > 99) == (True, True)


def test_weak_cases_are_not_enough_and_it_says_what_fails_and_what_they_overlook(
    app, rules_test, folder, rulebook
):
    signs = tuple(one for one in rulebook.signs if one.id in ("E01", "D08", "D13", "D20"))
    causes = tuple(replace(one, indicators=one.indicators[-3:]) for one in rulebook.causes[2:3])
    set_services(app, rulebook=replace(rulebook, signs=signs, causes=causes, cross_checks=()))
    text = 'story = "Aged 60."\nanswers = { age_years = 60 }\nexpect = { next_step = "same_day" }'
    (folder / "older.toml").write_text(text, encoding="utf-8")
    done = rules_test(folder)
    assert done.exit_code == 1
    assert "1 of 2 worked cases came out as expected." in done.output
    assert "  older: Aged 60.\n    expected next step same day, got see doctor.\n" in done.output
    assert "  E01 never fired." in done.output
    assert "  overuse:likely never came out." in done.output
    assert "  D20 decides nobody's next step by itself: change, drop or declare it." in done.output
    assert "  Unnoticed: safety/see_doctor.toml, D08: is dropped." in done.output


def test_mistakes_in_the_cases_are_named_before_anything_runs(rules_test, folder):
    (folder / "bad.toml").write_text('stroy = "Bad."', encoding="utf-8")
    done = rules_test(folder)
    assert done.exit_code == 1
    assert done.output.startswith("Error: The cases have mistakes:\n  bad.toml: ")
    assert "the key 'stroy' is not used here. Did you mean 'story'?" in done.output
