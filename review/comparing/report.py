"""What a change would do, as text to paste into the record of a review."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from review.comparing.diff import ItemChange
from review.comparing.search import Difference, in_words, outcome_by, search, unlike
from review.comparing.versions import Version
from review.proving.classes import Answers
from review.reading.words import quoted, said
from review.testing.cases import Case, run

MOST = 12
"""Ways of being told something else that are printed; the others are counted."""


def report(
    before: Version, after: Version, changes: Sequence[ItemChange], cases: Sequence[Case]
) -> Iterator[str]:
    """The whole report, line by line. The first of the worked cases is an ordinary person."""
    yield from ("# What a change of the content would do", "")
    yield from (f"- Before: {before.in_words}.", f"- After: {after.in_words}.", "")
    yield "Both were judged by the measures and the weighing of this version of the program."
    yield from ("", "## What changes", "", *_changes(changes))
    if changes:
        differences = _differences(before, after, [dict(case.answers) for case in cases])
        yield from ("", "## Who would be told something else", "", *differences)
        yield from ("", "## Worked cases", "", *_cases(before, after, cases))


def _changes(found: Sequence[ItemChange]) -> Iterator[str]:
    """Every entry that differs, under its file."""
    if not found:
        yield "Nothing but comments, or the order of entries."
    for number, (file, group) in enumerate(groupby(found, lambda change: change.item.file)):
        yield from (*([""] if number else []), f"### {file}", "")
        for change in group:
            yield f"- **{change.item.name}** is {change.kind}."
            for name, (before, after) in change.parts.items():
                if change.kind == "changed":
                    yield f"  - {name}, before: {before or 'nothing'}"
                    yield f"  - {name}, after: {after or 'nothing'}"
                else:
                    yield f"  - {name}: {after or before}"


def _differences(before: Version, after: Version, people: Sequence[Answers]) -> Iterator[str]:
    found, compared, left_out = search(before, after, people)
    if left_out:
        yield from (f"Not looked through whole: {'; '.join(left_out)}.", "")
    if not found:
        yield f"Nobody among {compared} people: the worked cases, and some like them."
        yield "This was a search, not a proof."
        return
    yield (
        f"{compared} people were compared: the worked cases, and some made up like them. "
        "This was a search, not a proof: it may miss a way in which somebody is told otherwise."
    )
    for number, one in enumerate(found[:MOST], 1):
        yield from ("", f"{number}. {_title(one)}", *(f"   - {line}" for line in one.says))
        differs = {name: one.person.get(name) for name in unlike(people, one.person)}
        like = "; ".join(_each(after, differs)) or "the one below, as it is"
        yield f"   - Such a person: {like}."
    if len(found) > MOST:
        yield from ("", f"{len(found) - MOST} more ways were found.")
    yield from ("", "Each of them gives these answers, but for what is said:", "")
    yield from (f"- {line}" for line in _each(after, people[0] if people else {}))


def _title(one: Difference) -> str:
    """What matters most about a difference, first of all whether it makes anyone wait longer."""
    through = f" ({', '.join(one.rules)})" if one.rules else ""
    if one.urgency < 0:
        return f"**A less urgent next step**{through}"
    return f"A more urgent next step{through}" if one.urgency else f"The same next step{through}"


def _each(version: Version, answers: Mapping[str, object] | Answers) -> Iterator[str]:
    questions = version.questionnaire.questions
    for name in (one for one in questions if one in answers):
        value = answers[name]
        words = "not answered" if value is None else said(questions[name], value)
        yield f"{quoted(questions[name].short)}: {words}"


def _cases(before: Version, after: Version, cases: Sequence[Case]) -> Iterator[str]:
    """The worked cases that are told something else, or that fail now and did not before."""
    count, lines = 0, []
    for case in cases:
        told, tells = (outcome_by(version, case.answers) for version in (before, after))
        failed = run(case, before.rulebook)
        fails = [words for words in run(case, after.rulebook) if words not in failed]
        says = in_words(told, tells) if told and tells else ["The older version cannot judge it."]
        if says or fails:
            count += 1
            lines += [f"- **{case.name}**: {case.story}", *(f"  - {line}" for line in says)]
            lines += [f"  - It fails now: {words}." for words in fails]
    yield f"{count} of {len(cases)} come out otherwise{':' if count else '.'}"
    yield from lines
