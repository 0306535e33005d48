"""The signs with the very answers that they rest on."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from records.answers.snapshot import Snapshot
from staff.face_sheet.answer_record import LabelledText

QUOTED_AGAIN = 34  # characters of an answer that stands in full above


@dataclass(frozen=True, slots=True)
class SignOnSheet:
    """A sign with the very answers that it rests on, by the questions' short names."""

    id: str
    because: str
    told: tuple[LabelledText, ...]


def signs_on_sheet(record: Snapshot) -> Iterator[SignOnSheet]:
    """An answer that several signs rest on is quoted in full once."""
    quoted: set[str] = set()
    for sign in record["signs"]:
        told = []
        for one in sign["told"]:
            words = [_again(text) if text in quoted else text for text in one["words"]]
            quoted.update(one["words"])
            told.append(LabelledText(one["short"], f"“{'”, “'.join(words)}”"))
        yield SignOnSheet(sign["id"], sign["because"], tuple(told))


def _again(text: str) -> str:
    return textwrap.shorten(text, QUOTED_AGAIN, placeholder="…")
