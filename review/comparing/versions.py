"""A version of the content: a folder, or a revision in the project's history, read and in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from questionnaire.loading import load_content
from questionnaire.questions import Questionnaire
from review.comparing.files import items_in_files
from review.comparing.history import NoHistory, write_folders
from review.comparing.item import Items
from review.reading.disagreements import load_disagreements
from review.reading.phrases import load_phrases
from review.reading.rule_texts import RuleTexts
from review.reading.words import words_of
from rules.reading import ContentError
from rules.rulebook import Rulebook

WORKING_COPY = "the working copy"
QUESTIONS, RULES = "questionnaire/content", "rules/content"


class NoVersion(Exception):
    """What was named cannot be read; the message says why and what to name instead."""


class OlderForm(NoVersion):
    """The content is there, and is not written as this version of the program reads it."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of all that is asked and all that judges it."""

    name: str
    questionnaire: Questionnaire
    rulebook: Rulebook
    lines: RuleTexts

    @property
    def hashes(self) -> tuple[str, str]:
        """What differs as soon as any file does."""
        return self.rulebook.files, self.questionnaire.files

    @property
    def in_words(self) -> str:
        """Its name, its number and its hashes."""
        number, (rules, questions) = self.rulebook.version.partition("+")[0], self.hashes
        return f"{self.name} (content {number}, rules {rules}, questions {questions})"


def read_version(project: Path, named: str) -> Version:
    """What a folder, or else a revision of the project, holds. Raises NoVersion.

    A folder holds both kinds of content, or the rules' alone; the questions are then the
    project's own. Named nothing, it is the working copy.
    """
    with _folders(project, named) as (questions, rules):
        return _read(questions, rules, named or WORKING_COPY)


def read_files(project: Path, named: str) -> Items:
    """The same as it stands in its files, whatever form they have. Raises NoVersion."""
    with _folders(project, named) as folders:
        try:
            return items_in_files(*folders)
        except ContentError as error:
            raise NoVersion(f"In {named or WORKING_COPY}: {error}") from error


@contextmanager
def _folders(project: Path, named: str) -> Iterator[tuple[Path, Path]]:
    """The folders of questions and of rules. Raises NoVersion."""
    folder = Path(named) if named else project
    if folder.is_dir():
        yield _of_folder(folder, project, named or WORKING_COPY)
        return
    with TemporaryDirectory() as place:
        checkout = Path(place)
        try:
            write_folders(project, named, (QUESTIONS, RULES), checkout)
        except NoHistory as error:
            raise NoVersion(str(error)) from error
        yield _of_folder(checkout, project, named)


def _of_folder(folder: Path, project: Path, name: str) -> tuple[Path, Path]:
    if (folder / RULES).is_dir():
        return folder / QUESTIONS, folder / RULES
    if (folder / "safety").is_dir():
        return project / QUESTIONS, folder
    raise NoVersion(
        f"'{name}' holds no content. Name a folder with {QUESTIONS} and {RULES} in it, "
        f"a copy of {RULES}, or a revision."
    )


def _read(questions: Path, rules: Path, name: str) -> Version:
    try:
        questionnaire, rulebook = load_content(questions, rules)
        words = words_of(questionnaire, load_phrases(rules))
        disagreements = load_disagreements(rulebook, rules)
    except ContentError as error:
        raise OlderForm(f"In {name}: {error}") from error
    return Version(name, questionnaire, rulebook, RuleTexts(rulebook, words, disagreements))
