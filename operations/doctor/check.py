"""A check of the installation, and the context that checks read."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from questionnaire.questions import Questionnaire
from records.engine.place import Place, file_of, place_from
from review.proving.check import problems
from rules.rulebook import Rulebook
from settings.folders import root_of


class CheckState(StrEnum):
    """The result of a check."""

    OK = "ok"
    LOOK = "look"
    """Somebody should look at it; the app serves all the same."""
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name, its result, what was found and what to do about it."""

    name: str
    state: CheckState
    found: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class DiagnosticContext:
    """All that the checks read. It can be made for an app that does not start, too."""

    settings: Mapping[str, object]
    known: Collection[str]
    """What else may be set: Flask's own."""
    environment: Mapping[str, str]
    code: Path
    """The folder of the program."""
    instance: Path
    now: datetime
    refusal: str
    """Why the app does not start; empty where it does."""
    content_mistakes: Callable[[Questionnaire, Rulebook], list[str]] = problems
    """Of the questions and the rulebook together."""

    @property
    def database(self) -> Place:
        """Where the records are, or will be."""
        given = str(self.settings["DATABASE"] or self.instance / "records.db")
        return place_from(given, root_of(self.code))

    @property
    def records_file(self) -> Path:
        """The file of the records; where a server has them, the name that one would have."""
        return file_of(self.database, self.instance)

    @property
    def has_records(self) -> bool:
        """Whether there is anything to look at; a server says so itself when it is asked."""
        return not isinstance(self.database, Path) or self.database.exists()

    @property
    def key_file(self) -> Path | None:
        """Where the encryption keys are; None where a setting holds them."""
        return None if self.settings["ENCRYPTION_KEYS"] else self.instance / "encryption_keys"


def ok(name: str, found: str) -> Check:
    """It is as it should be."""
    return Check(name, CheckState.OK, found)


def attention(name: str, found: str, remedy: str = "") -> Check:
    """It may not be as it should be."""
    return Check(name, CheckState.LOOK, found, remedy)


def wrong(name: str, found: str, remedy: str = "") -> Check:
    """It keeps the app from starting, loses something or lets others in."""
    return Check(name, CheckState.WRONG, found, remedy)
