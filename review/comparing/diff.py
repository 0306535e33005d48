"""What two versions of the content say differently, as it stands in their files."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rules.reading import ContentError

Toml = Mapping[str, object]
Parts = dict[str, str]
"""What an entry says, by its key, each on one line; what says nothing is left out."""


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a file: a rule, a tip, a question."""

    file: str
    name: str
    parts: Parts


Items = dict[tuple[str, str], Item]
"""By kind and id, which stay when everything else changes; one without an id by its place."""


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An entry that is not the same in both versions."""

    kind: str
    """added, removed or changed."""
    item: Item
    """As it is after; as it was, where it was removed."""
    parts: Mapping[str, tuple[str, str]]
    """What differs, before and after."""


def items_in_files(*folders: Path) -> Items:
    """Every entry of every file. Raises ContentError where a file is not TOML."""
    items: Items = {}
    for folder in folders:
        for path in sorted(folder.rglob("*.toml")):
            file = path.relative_to(folder).as_posix()
            try:
                read: Toml = tomllib.loads(path.read_text(encoding="utf-8"))
            except tomllib.TOMLDecodeError as error:
                raise ContentError([f"{file}: it is not valid TOML: {error}."]) from error
            items |= dict(_items(file, read))
    return items


def changes(before: Items, after: Items) -> list[ItemChange]:
    """Every entry that differs, under the files that it stands in after."""
    found = list(_changes(before, after))
    order = list(dict.fromkeys(item.file for item in (*after.values(), *before.values())))
    return sorted(found, key=lambda change: order.index(change.item.file))


def _changes(before: Items, after: Items) -> Iterator[ItemChange]:
    for key in dict.fromkeys((*after, *before)):
        old, new = before.get(key), after.get(key)
        item = new or old
        if item is None or old == new:
            continue
        was, now = (({"file": one.file} | one.parts) if one else {} for one in (old, new))
        parts = {name: (was.get(name, ""), now.get(name, "")) for name in was | now}
        differing = {name: both for name, both in parts.items() if both[0] != both[1]}
        kind = "changed" if old and new else "added" if new else "removed"
        yield ItemChange(kind, item, differing)


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


def _parts(entry: Toml) -> Parts:
    named = ((name, " ".join(text.split())) for name, text in _named(entry) if name != "id")
    return {name: text for name, text in named if text}


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
