"""In what words each measure is spoken of: rules/content/measures.toml."""

from dataclasses import dataclass
from pathlib import Path

from rules.loading import CONTENT
from rules.measures import MEASURES
from rules.reading import ContentError, Table, read_file

FILE = "measures.toml"
BOUND = ("bound",)


@dataclass(frozen=True, slots=True)
class Phrases:
    """How a measure is said. Empty where there is no such way to say it."""

    what: str
    """What it is, as a sentence."""
    number: str = ""
    """With a place for the bound."""
    one: str = ""
    """Like `number`, for a bound of exactly one."""
    none: str = ""
    more: str = ""
    """The word for more of it, where it compares two distances."""
    yes: str = ""
    no: str = ""


def load_phrases(folder: Path = CONTENT) -> dict[str, Phrases]:
    """The phrases of every measure; a folder from before there were any uses today's.

    Raises ContentError, with every mistake.
    """
    problems: list[str] = []
    file = read_file(folder if (folder / FILE).exists() else CONTENT, FILE, problems)
    phrases = {
        name: _phrases(file.table(name), name)
        for name in file.every_key()
        if file.is_known(name, MEASURES, "measure")
    }
    for name in MEASURES.keys() - phrases.keys():
        file.complain(f"the measure '{name}' has no table.")
    if problems:
        raise ContentError(problems)
    return phrases


def _phrases(entry: Table, measure: str) -> Phrases:
    is_number = MEASURES[measure].is_number
    number = entry.text("number", None if is_number else "", fill=BOUND)
    return entry.read_as(
        Phrases, number=number, one=entry.text("one", number, fill=BOUND) if is_number else ""
    )
