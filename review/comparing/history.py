"""Folders of a revision in the project's history, as git archives them."""

import os
import subprocess
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile


class NoHistory(Exception):
    """What was asked for is not there; the message says why."""


def write_folders(project: Path, revision: str, folders: Sequence[str], into: Path) -> None:
    """Write folders of a revision, and all in them, somewhere else. Raises NoHistory."""
    command = ["/usr/bin/env", "git", "archive", "--format=zip", "--end-of-options", revision]
    environment = os.environ | {"LC_ALL": "C"}  # git's own words tell what is missing
    done = subprocess.run([*command, *folders], cwd=project, env=environment, capture_output=True)
    said = done.stderr.decode(errors="replace").strip()
    if "pathspec" in said:
        raise NoHistory(f"'{revision}' has no {' and '.join(folders)}.")
    if "object" in said:
        raise NoHistory(f"'{revision}' is neither a folder nor a revision.")
    if done.returncode:
        raise NoHistory(f"There is no such folder here, and no history to look in: {said}.")
    with ZipFile(BytesIO(done.stdout)) as archive:
        archive.extractall(into)
