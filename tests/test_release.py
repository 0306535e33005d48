"""A release is made of what is committed, and its changes are told with a day."""

import subprocess

import pytest

from dev import may_release


@pytest.fixture
def project(tmp_path):
    """A repository with a version and its changes."""

    def git(*words):
        who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@clinic.example"]
        subprocess.run(["git", "-C", tmp_path, *who, *words], check=True, capture_output=True)

    (tmp_path / "settings").mkdir()
    (tmp_path / "settings" / "version.py").write_text('VERSION = "1.2.0"\n')
    (tmp_path / "CHANGELOG.md").write_text("# Changes\n\n## 1.2.0, 1 December 2026\n")
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "--message", "Begin")
    return tmp_path, git


def refused(folder):
    with pytest.raises(SystemExit) as why:
        may_release(folder)
    return why.value.code


def test_what_is_committed_and_told_may_be_released(project):
    folder, _ = project

    may_release(folder)


def test_what_is_not_committed_is_no_release(project):
    folder, _ = project
    (folder / "notes.txt").touch()

    assert refused(folder) == "Commit these first, or remove them:\n?? notes.txt\n"


def test_a_version_whose_changes_nobody_told_is_no_release(project):
    folder, git = project
    (folder / "CHANGELOG.md").write_text("# Changes\n\n## 1.2.0, not yet released\n")
    git("commit", "--quiet", "--all", "--message", "Undo the day")

    assert refused(folder).startswith("CHANGELOG.md needs a heading such as: ## 1.2.0, ")
