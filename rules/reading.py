"""Content files read strictly: every mistake is noted with its file, its id and a remedy."""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import MISSING, fields
from difflib import get_close_matches
from pathlib import Path
from string import Formatter
from typing import Any, TypeVar, get_type_hints

PLACEHOLDERS = {
    *("emergency_number", "doctor", "today_places", "advice", "crisis"),
    *("snack", "pushchair", "needle_rule"),
}
"""What a text may leave open: a country's numbers and words (see advice.Country)."""

Made = TypeVar("Made")
CountryWords = Mapping[str, str]
"""One country's words by placeholder."""


class UnreadableFile(str):
    """That a file cannot be read. Other mistakes may follow from it alone."""

    __slots__ = ()


class ContentError(Exception):
    """Content that cannot be used. `problems` has a line for each mistake, all found at once."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("The content has mistakes:\n" + "\n".join(f"  {p}" for p in problems))


def without_what_follows(problems: list[str]) -> list[str]:
    """Where files cannot be read, that alone: what is said to be missing may stand in them."""
    unreadable: list[str] = [one for one in problems if isinstance(one, UnreadableFile)]
    return unreadable or problems


def placeholders_in(text: str) -> list[str]:
    """The names that a text leaves open, in order. Raises ValueError where one is broken."""
    return [name for _, name, _, _ in Formatter().parse(text) if name is not None]


def nearest(name: str, known: Collection[str]) -> str:
    """A hint at the known name most like this one; empty when none is."""
    close = get_close_matches(str(name), list(known), n=1, cutoff=0.5)
    return f" Did you mean '{close[0]}'?" if close else ""


class Table:
    """One table of a content file. Reading a key checks it; `done` finds keys nobody read.

    `words`: what a country's placeholders are filled with; without them they stay open.
    """

    def __init__(
        self,
        table: dict[str, object],
        place: str,
        problems: list[str],
        words: CountryWords | None = None,
    ) -> None:
        self._table = table
        self._read: set[str] = set()
        self.place = place
        self.problems = problems
        self.words = words or {}

    def __contains__(self, key: str) -> bool:
        return key in self._table

    def complain(self, what: str) -> None:
        """Note a mistake in this table."""
        self.problems.append(f"{self.place}: {what}")

    def raw(self, key: str) -> Any:
        """The value as the file has it; None when absent."""
        self._read.add(key)
        return self._table.get(key)

    def _typed(self, key: str, kind: type | tuple[type, ...], word: str, default: object) -> Any:
        value = self.raw(key)
        if value is None and default is not None:
            return default
        if isinstance(value, kind) and not (isinstance(value, bool) and kind is not bool):
            return value
        self.complain(f"'{key}' is missing." if value is None else f"'{key}' must be {word}.")
        return default

    def text(
        self, key: str, default: str | None = None, fill: Collection[str] = PLACEHOLDERS
    ) -> str:
        """A text; required unless there is a default. It may leave open what `fill` names."""
        value: str = self._typed(key, str, "a text in quotes", default) or ""
        if value == "" and default is None and key in self._table:
            self.complain(f"'{key}' must not be empty.")
        if "{" in value or "}" in value:
            self._check_placeholders(value, fill)
            if fill is PLACEHOLDERS:
                return self._filled(value)
        return value

    def _filled(self, text: str) -> str:
        for name, words in self.words.items():
            text = text.replace(f"{{{name}}}", words)
        return text

    def _check_placeholders(self, text: str, fill: Collection[str]) -> None:
        try:
            names = placeholders_in(text)
        except ValueError as error:
            self.complain(f"a placeholder is broken: {error}.")
            return
        for name in names:
            self.is_known(name, fill, "placeholder")

    def number(self, key: str, default: float | None = None) -> float:
        """A number; required unless there is a default."""
        value: float = self._typed(key, (int, float), "a number", default)
        return value if value is not None else 0

    def integer(self, key: str, default: int | None = None) -> int:
        """A whole number; required unless there is a default."""
        return self._typed(key, int, "a whole number", default) or 0

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        return bool(self._typed(key, bool, "true or false", default))

    def texts(self, key: str, required: bool = False) -> tuple[str, ...]:
        """A list of texts."""
        values = self._typed(key, list, "a list", None if required else [])
        if values is None or not all(isinstance(one, str) for one in values):
            self.complain(f"'{key}' must be a list of texts.")
            return ()
        if required and not values:
            self.complain(f"'{key}' must not be empty.")
        for value in values:
            self._check_placeholders(value, PLACEHOLDERS)
        return tuple(self._filled(value) for value in values)

    def numbers(self, key: str) -> tuple[float, ...]:
        """A list of numbers; required."""
        values = self._typed(key, list, "a list of numbers", None) or []
        if not all(isinstance(one, int | float) for one in values):
            self.complain(f"'{key}' must be a list of numbers.")
            return ()
        return tuple(values)

    def names(
        self, key: str, known: Collection[str], noun: str, required: bool = False
    ) -> tuple[str, ...]:
        """A list of names that must all be known ones."""
        return tuple(n for n in self.texts(key, required) if self.is_known(n, known, noun))

    def name(self, key: str, known: Collection[str], noun: str, default: str | None = None) -> str:
        """One name that must be a known one."""
        value = self.text(key, default)
        if value and value != default:
            self.is_known(value, known, noun)
        return value

    def is_known(self, name: str, known: Collection[str], noun: str) -> bool:
        """Whether it is known; complains with the nearest right name otherwise."""
        if name in known:
            return True
        self.complain(f"no {noun} is called '{name}'.{nearest(name, known)}")
        return False

    def table(self, key: str) -> "Table":
        """A table within this one; empty when absent."""
        value = self._typed(key, dict, "a table", {})
        return Table(value, f"{self.place}, {key}", self.problems, self.words)

    def entries(self, key: str) -> Iterator["Table"]:
        """The tables of a list, each called by its id where it has one."""
        for count, table in enumerate(self._typed(key, list, "a list of tables", []), 1):
            if isinstance(table, dict):
                name = table.get("id", f"{key} {count}")
                yield Table(table, f"{self.place}, {name}", self.problems, self.words)
            else:
                self.complain(f"'{key}' must be a list of tables.")

    def read_as(self, made: type[Made], **given: object) -> Made:
        """A dataclass with a field for each key, of the field's type; `given` were read before.

        A field with a default may be left out. What no field asks for is a mistake.
        """
        types = get_type_hints(made)
        for field in fields(made):  # type: ignore[arg-type]  # as any dataclass
            if field.name not in given:
                default = None if field.default is MISSING else field.default
                given[field.name] = self._of_type(field.name, types[field.name], default)
        self.done()
        return made(**given)

    def _of_type(self, key: str, kind: object, default: Any) -> object:
        if kind is str:
            return self.text(key, default)
        if kind is int:
            return self.integer(key, default)
        if kind is float:
            return self.number(key, default)
        if kind is bool:
            return self.flag(key, default)
        if kind == tuple[str, ...]:
            return self.texts(key, required=default is None)
        if kind == tuple[float, ...]:
            return self.numbers(key)
        raise TypeError(f"No key is read as {kind}.")

    def words_by_key(self) -> dict[str, str]:
        """What a country's placeholders are filled with: every text of this table."""
        return {key: value for key, value in self._table.items() if isinstance(value, str)}

    def every_key(self) -> tuple[str, ...]:
        """Every key, in the file's order; each then counts as read."""
        self._read.update(self._table)
        return tuple(self._table)

    def done(self) -> None:
        """Complain of keys that nothing reads: most are misspelt."""
        for key in self._table.keys() - self._read:
            self.complain(f"the key '{key}' is not used here.{nearest(key, self._read)}")


def read_file(
    folder: Path, name: str, problems: list[str], words: CountryWords | None = None
) -> Table:
    """A content file as an entry; an empty one, with its mistake noted, when it cannot be read."""
    try:
        table = tomllib.loads((folder / name).read_text(encoding="utf-8"))
    except FileNotFoundError:
        problems.append(UnreadableFile(f"{name}: the file is missing."))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problem = f"{name}: it is not valid TOML there or a little above: {error}."
        problems.append(UnreadableFile(problem))
    else:
        return Table(table, name, problems, words)
    return Table({}, name, [])  # what is missing from a file that cannot be read is no news
