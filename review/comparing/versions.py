"""A version of the content: a folder, or a revision in the project's history."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from questionnaire.loading import load_content
from questionnaire.questions import Questionnaire
from review.comparing.diff import Item, Items, items_in_files
from review.proving.places import every_rule
from review.reading.phrases import load_phrases
from review.reading.words import Words
from rules.reading import ContentError
from rules.rulebook import Rulebook

WORKING_COPY = "the working copy"
QUESTION_FILES, RULE_FILES = "questionnaire/content", "rules/content"


class NoVersion(Exception):
    """What was named cannot be read; the message says why and what to name instead."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of all that is asked and all that judges it."""

    name: str
    questionnaire: Questionnaire
    rulebook: Rulebook
    items: Items
    """What stands in its files, with the conditions of rules and checks in words."""

    @property
    def in_words(self) -> str:
        """Its name, its number, and the hashes that differ as soon as any file does."""
        number = self.rulebook.version.partition("+")[0]
        rules, questions = self.rulebook.files, self.questionnaire.files
        return f"{self.name} (content {number}, rules {rules}, questions {questions})"


def read_version(project: Path, named: str) -> Version:
    """What a folder, or else a revision of the project, holds. Raises NoVersion.

    A folder holds both kinds of content, or the rules' alone; the questions are then the
    project's own. Named nothing, it is the working copy.
    """
    name = named or WORKING_COPY
    with _folders(project, named) as (questions, rules):
        try:
            questionnaire, book = load_content(questions, rules)
            words = Words(questionnaire.questions, load_phrases(rules))
        except ContentError as error:
            raise NoVersion(f"This program cannot judge by {name}. {error}") from error
        items = items_in_files(questions, rules)
    said = {one.id: words.sentence(one.when) for one in every_rule(book)}
    said |= {one.id: words.sentence(one.when, of_answered=True) for one in book.checks}
    in_words = {key: _in_words(item, said.get(key[1], "")) for key, item in items.items()}
    return Version(name, questionnaire, book, in_words)


def _in_words(item: Item, sentence: str) -> Item:
    """An entry with its conditions, where it has any, as one sentence."""
    if not {"when", "and_any"} & item.parts.keys():
        return item
    rest = {name: text for name, text in item.parts.items() if name not in ("when", "and_any")}
    return Item(item.file, item.name, {"when": sentence} | rest)


@contextmanager
def _folders(project: Path, named: str) -> Iterator[tuple[Path, Path]]:
    """The folders of questions and of rules. Raises NoVersion."""
    folder = Path(named) if named else project
    if folder.is_dir():
        yield _of_folder(folder, project, named)
        return
    with TemporaryDirectory() as place:
        _check_out(project, named, Path(place))
        yield _of_folder(Path(place), project, named)


def _of_folder(folder: Path, project: Path, name: str) -> tuple[Path, Path]:
    if (folder / RULE_FILES).is_dir():
        return folder / QUESTION_FILES, folder / RULE_FILES
    if (folder / "safety").is_dir():
        return project / QUESTION_FILES, folder
    raise NoVersion(
        f"'{name}' holds no content. Name a folder with {QUESTION_FILES} and {RULE_FILES} in it, "
        f"a copy of {RULE_FILES}, or a revision."
    )


def _check_out(project: Path, revision: str, into: Path) -> None:
    """Write the content of a revision somewhere else, as git archives it. Raises NoVersion."""
    command = ["/usr/bin/env", "git", "archive", "--format=zip", "--end-of-options", revision]
    done = subprocess.run(
        [*command, QUESTION_FILES, RULE_FILES],
        cwd=project,
        env=os.environ | {"LC_ALL": "C"},
        capture_output=True,
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise NoVersion(
            f"'{revision}' is neither a folder nor a revision with {QUESTION_FILES} and "
            f"{RULE_FILES}. git says: {said}"
        )
    with ZipFile(BytesIO(done.stdout)) as archive:
        archive.extractall(into)
