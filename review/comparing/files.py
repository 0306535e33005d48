"""A version as it stands in its files: what can be said of one that today's program cannot read."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from review.comparing.item import Item, Items, said_parts

Toml = Mapping[str, object]


def items_in_files(*folders: Path) -> Items:
    """Every entry of every file, by what it is and its id; one without an id by its place."""
    items: Items = {}
    for folder in folders:
        for path in sorted(folder.rglob("*.toml")):
            file = path.relative_to(folder).as_posix()
            read: Toml = tomllib.loads(path.read_text(encoding="utf-8"))
            items |= dict(_items(file, read))
    return items


def _items(file: str, read: Toml) -> Iterator[tuple[tuple[str, str], Item]]:
    rest = {}
    for key, value in read.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for number, entry in enumerate(value, 1):
                name = str(entry.get("id") or f"{file} {key} {number}")
                yield (key, name), Item(file, f"{key} {name}", _parts(entry))
        elif isinstance(value, dict):
            yield (file, key), Item(file, key, _parts(value))
        else:
            rest[key] = value
    if rest:
        yield (file, ""), Item(file, "the file itself", _parts(rest))


def _parts(entry: Toml) -> Mapping[str, str]:
    return said_parts({name: text for name, text in _named(entry) if name != "id"})


def _named(entry: Toml, before: str = "") -> Iterator[tuple[str, str]]:
    """Each value by its key; of a table, each of its own."""
    for key, value in entry.items():
        if isinstance(value, dict):
            yield from _named(value, f"{before}{key} ")
        else:
            yield f"{before}{key}", _said(value)


def _said(value: object) -> str:
    """A value in one line: conditions as they are written, one after the other."""
    if isinstance(value, list):
        between = "; " if any(isinstance(one, dict) for one in value) else ", "
        return between.join(map(_said, value))
    if isinstance(value, dict):
        return " ".join(
            _said(one) if key in ("question", "measure") else f"{key} {_said(one)}"
            for key, one in value.items()
        )
    return str(value).lower() if isinstance(value, bool) else str(value)
