"""The safety screens in few words: what was answered with no, what not surely, what not at all."""

from collections.abc import Iterator
from dataclasses import dataclass

from clinic.face_sheet.told import Line, Row, Told

NO = ("none", "no_now")  # the options of the safety screens that stand for no


@dataclass(frozen=True, slots=True)
class Screens:
    """The safety screens of one round."""

    clear: tuple[str, ...]
    """Short names of the screens answered with no to everything on them."""
    ticked: tuple[Line, ...]
    """What was ticked, whether or not a sign came of it."""
    besides: tuple[Line, ...]
    """What was ticked and no sign rests on."""
    unsure: tuple[Line, ...]
    unasked: tuple[Line, ...]
    """Screens without an answer, and why."""


def screens_of(told: Told) -> Screens:
    """The safety screens of a record."""
    rows = [row for row in told.rows.values() if row["is_safety"]]
    return Screens(
        clear=tuple(row["short"] for row in rows if _is_no(row)),
        ticked=tuple(_line(row) for row in rows if row["words"] and not _is_no_or_unsure(row)),
        besides=tuple(_besides(told, rows)),
        unsure=tuple(_line(row) for row in rows if row["is_unsure"]),
        unasked=(*_skipped(rows), *_unasked(told)),
    )


def _is_no(row: Row) -> bool:
    answer = row["answer"]
    ticked = answer if isinstance(answer, list) else [answer]
    return all(option in NO for option in ticked)


def _is_no_or_unsure(row: Row) -> bool:
    return _is_no(row) or bool(row["is_unsure"])


def _line(row: Row) -> Line:
    return Line(row["short"], "; ".join(row["words"]))


def _besides(told: Told, rows: list[Row]) -> Iterator[Line]:
    signs = (one for sign in told.record["signs"] for one in sign["told"])
    behind = {(one["question"], option) for one in signs for option in one["options"]}
    for row in rows:
        ticked = row["answer"] if isinstance(row["answer"], list) else [row["answer"]]
        pairs = zip(ticked, row["words"], strict=False)  # skipped: None, and no words
        rest = [words for option, words in pairs if (row["id"], option) not in behind]
        if rest and not _is_no_or_unsure(row):
            yield Line(row["short"], "; ".join(rest))


def _skipped(rows: list[Row]) -> Iterator[Line]:
    return (Line(row["short"], "skipped by the patient") for row in rows if not row["words"])


def _unasked(told: Told) -> Iterator[Line]:
    for row in told.record["not_asked"]:
        if row["id"] in told.safety and row["why"] != "does not apply":
            yield Line(row["short"], row["why"])
