"""What two versions of the content say differently, as it stands in their files."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from pathlib import Path

from rules.reading import ContentError

RULES = ("sign", "indicator", "tip_rule", "cross_check", "note")
Toml = Mapping[str, object]
Parts = dict[str, str]
"""What an entry says, by its key, each on one line; what says nothing is left out."""


class ChangeKind(StrEnum):
    """Whether an entry was added, removed or changed."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


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

    kind: ChangeKind
    what: str
    """sign, indicator, tip, question, …"""
    item: Item
    """As it is after; as it was, where it was removed."""
    parts: Mapping[str, tuple[str, str]]
    """What it says before and after; of a changed entry only what differs."""

    @property
    def is_rule(self) -> bool:
        """Whether it is a rule: something that answers meet or do not."""
        return self.what in RULES


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
    found = [*_changes(before, after), *_moved(before, after)]
    order = list(dict.fromkeys(item.file for item in (*after.values(), *before.values())))
    return sorted(found, key=lambda change: order.index(change.item.file))


def by_file(found: Sequence[ItemChange]) -> dict[str, list[ItemChange]]:
    """The changes of each file."""
    return {file: list(some) for file, some in groupby(found, lambda change: change.item.file)}


def _changes(before: Items, after: Items) -> Iterator[ItemChange]:
    for key in dict.fromkeys((*after, *before)):
        old, new = before.get(key), after.get(key)
        item = new or old
        if item is None or old == new:
            continue
        was, now = (({"file": one.file} | one.parts) if one else {} for one in (old, new))
        kind = (
            ChangeKind.CHANGED if old and new else ChangeKind.ADDED if new else ChangeKind.REMOVED
        )
        parts = {name: (was.get(name, ""), now.get(name, "")) for name in (was | now)}
        differing = {name: both for name, both in parts.items() if both[0] != both[1]}
        yield ItemChange(kind, key[0], item, differing)


def _moved(before: Items, after: Items) -> Iterator[ItemChange]:
    """Entries of one sort in another order, of those that stood in the file before."""
    stay = [key for key in after if key in before and after[key].file == before[key].file]

    def in_order(items: Items) -> dict[tuple[str, str], list[str]]:
        ids: dict[tuple[str, str], list[str]] = {}
        for kind, name in (key for key in items if key in stay):
            ids.setdefault((items[kind, name].file, kind), []).append(name)
        return ids

    was = in_order(before)
    for (file, kind), ids in in_order(after).items():
        if ids != was[file, kind]:
            item = Item(file, f"every {kind}", {})
            orders = {"in order": (", ".join(was[file, kind]), ", ".join(ids))}
            yield ItemChange(ChangeKind.CHANGED, "order", item, orders)


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
    """Each value by its key; of a table, each of its own, and their order."""
    for key, value in entry.items():
        if isinstance(value, dict):
            yield from _named(value, f"{before}{key} ")
            yield f"{before}{key}, in order", ", ".join(value)
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
