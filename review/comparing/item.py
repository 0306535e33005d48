"""What a version holds, part by part, so that two versions can be held side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

Parts = Mapping[str, str]
"""What an item says, by the name of the part; parts that say nothing are left out."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something that a version holds: a rule, a tip, a question."""

    heading: str
    """What it belongs to: the signs, its cause, the tips."""
    name: str
    parts: Parts


Items = dict[tuple[str, str], Item]
"""By kind and id, which stay when everything else changes."""


def said_parts(parts: Parts) -> Parts:
    """Those parts that say something, each on one line."""
    return {name: " ".join(text.split()) for name, text in parts.items() if text}
