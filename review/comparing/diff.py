"""What two versions of the content say differently, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from review.comparing.item import Item, Items
from review.comparing.items import items_of
from review.comparing.versions import Version


class ChangeKind(StrEnum):
    """Whether an item was added, removed or changed."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class PartChange:
    """A part of an item that says something else; nothing where it is empty."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item that is not the same in both versions."""

    kind: ChangeKind
    what: str
    """rule, cause, question, …"""
    id: str
    item: Item
    """As it is after; as it was, where it was removed."""
    parts: tuple[PartChange, ...]
    """Of a changed item, what differs; of the others, everything."""

    @property
    def is_rule(self) -> bool:
        """Whether it is a rule: something that answers meet or do not."""
        return self.what == "rule"


def changes(old: Version, new: Version) -> list[ItemChange]:
    """Everything that differs, under the headings of the new version."""
    return changes_between(items_of(old), items_of(new))


def changes_between(before: Items, after: Items) -> list[ItemChange]:
    """Every item that differs, under the headings that stand after."""
    found = [*_changes(before, after)]
    order = list(dict.fromkeys(item.heading for item in (*after.values(), *before.values())))
    return sorted(found, key=lambda change: order.index(change.item.heading))


def by_heading(found: Sequence[ItemChange]) -> dict[str, list[ItemChange]]:
    """Changes together that belong together."""
    together = groupby(found, key=lambda change: change.item.heading)
    return {heading: list(group) for heading, group in together}


def _changes(before: Items, after: Items) -> Iterator[ItemChange]:
    for key in dict.fromkeys((*after, *before)):
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        item = new or old
        if item is None:
            continue
        kind = (
            ChangeKind.CHANGED if old and new else ChangeKind.ADDED if new else ChangeKind.REMOVED
        )
        if parts := tuple(_parts(old, new)):
            yield ItemChange(kind, *key, item, parts)


def _parts(old: Item | None, new: Item | None) -> Iterator[PartChange]:
    before, after = (one.parts if one else {} for one in (old, new))
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            yield PartChange(name, before.get(name, ""), after.get(name, ""))
