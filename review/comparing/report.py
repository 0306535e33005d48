"""What a change would do, as text to paste into the record of a review."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from review.comparing.diff import ChangeKind, ItemChange, by_file
from review.comparing.differing import Difference, Found, NotWalked, Search, Shift
from review.comparing.effects import CaseChange, EffectCounts, at_least_five
from review.comparing.versions import Version
from review.reading.clauses import listed, quoted, said
from review.testing.cases import Case

REASONS = 3
MOST = 12
"""Ways of being told something else that are printed; the others are counted."""


@dataclass(frozen=True, slots=True)
class Effects:
    """Whom a change touches: worked cases, people like them, people on record."""

    cases: Sequence[Case]
    unread: Sequence[str]
    """Why the newer version does not understand the worked cases."""
    case_changes: Sequence[CaseChange]
    search: Search
    found: Found
    counts: EffectCounts


def report(
    before: Version, after: Version, found: Sequence[ItemChange], effects: Effects | None
) -> Iterator[str]:
    """The whole report, line by line. Where nothing changed there are no effects."""
    yield from ("# What a change of the content would do", "")
    yield from (f"- Before: {before.in_words}.", f"- After: {after.in_words}.", "")
    yield "Both were judged by the measures and the weighing of this version of the program."
    yield from ("", "## What changes", "")
    yield from _changes(found)
    if not found and before.hashes != after.hashes:
        yield "The hashes differ by what is not compared here, such as comments or other files."
    if effects:
        yield from ("", "## Whom that can touch", "", *_shifts(effects.search, found))
        yield from ("", "## Who would be told something else", "", *_differences(effects))
        yield from ("", "## Worked cases", "", *_cases(effects))
        yield from ("", "## Stored assessments", "", *_counts(effects.counts))


def report_of_files(
    before: str, after: Version, found: Sequence[ItemChange], reason: Exception
) -> Iterator[str]:
    """What can be said where the older version is not written as this program reads it."""
    yield from ("# What changes in the files of the content", "")
    yield from (f"- Before: {before}.", f"- After: {after.in_words}.", "")
    yield "This version of the program cannot judge by the older one, so nobody was judged by both:"
    yield "what follows is what stands in the files. The first reasons:"
    yield from ("", *(f"> {line.strip()}" for line in str(reason).splitlines()[:REASONS]))
    yield from ("", "## How much", "", *_table(found))
    yield from ("", "## What changes", "", *_changes(found))


def _table(found: Sequence[ItemChange]) -> Iterator[str]:
    """How many entries of each file were added, removed and changed."""
    kinds = list(ChangeKind)
    yield f"| file | {' | '.join(kinds)} |"
    yield "|---" * (len(kinds) + 1) + "|"
    for file, group in by_file(found).items():
        counts = (str(sum(one.kind is kind for one in group)) for kind in kinds)
        yield f"| {file} | {' | '.join(counts)} |"


def _changes(found: Sequence[ItemChange]) -> Iterator[str]:
    if not found:
        yield "Nothing."
    for number, (file, group) in enumerate(by_file(found).items()):
        yield from (*([""] if number else []), f"### {file}", "")
        for change in group:
            yield f"- **{change.item.name}** is {change.kind.value}."
            for name, (before, after) in change.parts.items():
                if change.kind is ChangeKind.CHANGED:
                    yield f"  - {name}, before: {before or 'nothing'}"
                    yield f"  - {name}, after: {after or 'nothing'}"
                else:
                    yield f"  - {name}: {after or before}"


def _shifts(search: Search, found: Sequence[ItemChange]) -> Iterator[str]:
    """The classes of people whom each changed rule sees differently."""
    for shift in search.shifts:
        yield f"- **{shift.id}**: {_shift(shift, search)}"
    if not search.shifts:
        yield "Every rule is as it was."
    elif all(change.is_rule for change in found) and all(one.is_walked for one in search.shifts):
        yield from ("", "Nobody else can be told anything else: nothing but these rules changes.")


def _shift(shift: Shift, search: Search) -> str:
    try:
        concerned, walked = shift.concerned, len(shift.classes)
    except NotWalked as reason:
        return f"whom it sees differently was not worked out, as {reason}."
    if not concerned:
        return "nobody can meet it, before or after."
    names = (search.new.questionnaire.questions[one] for one in shift.questions)
    asked = listed([quoted(one.short) for one in names], "and")
    if shift.gained or shift.lost:
        how = [f"{shift.gained} now and not before"] if shift.gained else []
        how += [f"{shift.lost} before and not now"] if shift.lost else []
        sorts = f"of {walked} sorts of answers to {asked} it is met by {' and by '.join(how)}"
    else:
        sorts = f"the same people meet it as before, by their answers to {asked}"
    return f"{sorts}; such as {_answers(search, concerned[0].answers)}."


def _differences(effects: Effects) -> Iterator[str]:
    search, found = effects.search, effects.found
    if not found.differences:
        yield f"Nobody among {found.compared} people: the worked cases, and some like them."
        yield "This was a search, not a proof."
        return
    yield (
        f"{found.compared} people were compared: the worked cases, and some made up like them. "
        "This was a search, not a proof: it may miss a way in which somebody is told otherwise."
    )
    for number, one in enumerate(found.differences[:MOST], 1):
        yield from ("", f"{number}. {_title(one)}", *(f"   - {line}" for line in one.says))
        yield f"   - Such a person: {_unlike(search, one)}."
    if len(found.differences) > MOST:
        yield from ("", f"{len(found.differences) - MOST} more ways were found.")
    yield from ("", "Each of them gives these answers, but for what is said:", "")
    yield from (f"- {line}" for line in _each(search, search.ordinary))


def _title(one: Difference) -> str:
    """What matters most about a difference, first of all whether it makes anyone wait longer."""
    through = f" ({', '.join(one.rules)})" if one.rules else ""
    if one.urgency < 0:
        return f"**A less urgent next step**{through}"
    return f"A more urgent next step{through}" if one.urgency else f"The same next step{through}"


def _unlike(search: Search, one: Difference) -> str:
    names = search.unlike(one.person)
    if not names:
        return "the one below, as it is"
    return _answers(search, {name: one.person.get(name) for name in names})


def _answers(search: Search, answers: Mapping[str, object]) -> str:
    return "; ".join(_each(search, answers)) or "anybody"


def _each(search: Search, answers: Mapping[str, object]) -> Iterator[str]:
    questions = search.new.questionnaire.questions
    for name, value in answers.items():
        words = "not answered" if value is None else said(questions[name], value)
        yield f"{quoted(questions[name].short)}: {words}"


def _cases(effects: Effects) -> Iterator[str]:
    if effects.unread:
        yield "The newer version does not understand all of them:"
        yield from (f"- {problem}" for problem in effects.unread)
    if not effects.cases:
        yield "None could be read."
        return
    yield (
        f"{len(effects.case_changes)} of {len(effects.cases)} come out otherwise"
        f"{'.' if not effects.case_changes else ':'}"
    )
    for one in effects.case_changes:
        yield f"- **{one.case.name}**: {one.case.story}"
        yield from (f"  - {line}" for line in one.says)
        yield from (f"  - It fails now: {words}." for words in one.fails)


def _counts(counts: EffectCounts) -> Iterator[str]:
    if not counts.compared:
        yield "There is none to compare."
        return
    yield f"Compared: {at_least_five(counts.compared)}."
    yield f"Would have come out differently: {at_least_five(counts.different)}."
    yield f"Of those, with another next step: {at_least_five(counts.other_step)}."
    if counts.left_out:
        yield f"Not understood by one of the versions: {at_least_five(counts.left_out)}."
