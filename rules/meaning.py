"""What content means, as eight hex digits: they change with what is judged, not with its words.

A comment, or a better sentence, must not part answers from the questions that they were given to.
Where a new sentence means something else, whoever writes it raises the content's number.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

# Fields of content that people read. Whatever is not named here counts.
WORDS = frozenset(
    {
        *("text", "help", "short", "again", "why", "title", "intro", "ends", "unit_one", "sources"),
        *("because", "say", "lead", "evidence", "action", "first", "after"),
        "one_change",
        "face_sheet",  # where an answer stands once it was given
        *("denied", "noted_as"),  # what is noted of an answer for a physiotherapist
        "unusual",  # asks whether a finger slipped; no answer means anything else by it
        "fill",  # where the numbers in boxes may come from
        "compare",  # what `comparison` names
    }
)


def hash_of(*parts: object) -> str:
    """The same for parts that mean the same, in the same order."""
    plain = json.dumps([_plain(part) for part in parts])
    return hashlib.sha256(plain.encode()).hexdigest()[:8]


def _plain(part: object) -> Any:  # which sorts
    """In JSON's own types, without words: of texts in a mapping only the keys count."""
    if isinstance(part, Enum):
        return part.name
    if is_dataclass(part) and not isinstance(part, type):
        names = (field.name for field in fields(part) if field.name not in WORDS)
        return {name: _plain(getattr(part, name)) for name in names}
    if isinstance(part, Mapping):
        return [[key, not isinstance(one, str) and _plain(one)] for key, one in part.items()]
    if isinstance(part, set | frozenset):
        return sorted(_plain(one) for one in part)
    if isinstance(part, Sequence) and not isinstance(part, str):
        return [_plain(one) for one in part]
    return float(part) if isinstance(part, int | float) else part
